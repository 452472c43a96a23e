-- digest_mark_get(spool_id text)
--   maybe (last_seq i64)
SELECT last_seq FROM digest_mark WHERE spool_id = $1;

-- # Records beyond it that are in the store, too.
-- digest_mark_ahead(spool_id text)
--   maybe (ahead blob)
SELECT ahead FROM digest_mark WHERE spool_id = $1;

-- digest_mark_set(spool_id text, last_seq i64, now_ms i64, ahead blob)
--   exec
INSERT INTO digest_mark (spool_id, last_seq, updated_ms, ahead) VALUES ($1, $2, $3, $4)
ON CONFLICT (spool_id) DO UPDATE
SET last_seq = excluded.last_seq, updated_ms = excluded.updated_ms, ahead = excluded.ahead;

-- # Spools whose process has digested something since then.
-- digest_mark_count(since_ms i64)
--   one (n i64)
SELECT count(*) AS n FROM digest_mark WHERE updated_ms >= $1;

-- # What the digest must know of a project; none: it was deleted.
-- digest_project(project_id i64)
--   maybe (uuid text, max_events_per_issue i64, warning_as_error bool, max_info_issues i64)
SELECT uuid, max_events_per_issue, warning_as_error, max_info_issues FROM project WHERE id = $1;

-- # One row a project, in order of project.
-- project_saw_event(project_id i64, now_ms i64)
--   batch
--@sqlite
INSERT INTO project_seen (project_id, last_event_ms) VALUES ($1, $2)
ON CONFLICT (project_id) DO UPDATE SET last_event_ms = excluded.last_event_ms;
--@postgres
INSERT INTO project_seen (project_id, last_event_ms)
SELECT unnest($1::bigint[]), unnest($2::bigint[])
ON CONFLICT (project_id)
DO UPDATE SET last_event_ms = greatest(project_seen.last_event_ms, excluded.last_event_ms);

-- quarantine_insert(uuid text, project_id i64, reason text, detail text, spool_id text, seq i64, item i64, received_ms i64, record blob, now_ms i64, file_spool text, file_name text)
--   exec
INSERT INTO quarantine (uuid, project_id, reason, detail, spool_id, seq, item, received_ms, record,
                        is_wanted, created_ms, file_spool, file_name)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, FALSE, $10, $11, $12)
ON CONFLICT (spool_id, seq, item) DO NOTHING;

-- # Rows of one batch, in order of id.
-- event_insert(day i64, id i64, project_id i64, fingerprint_id i64, exemplar_id i64, received_ms i64, timestamp_delta_ms i64, level i64, environment_id i64, release_id i64, user_hash i64, flags i64, payload blob)
--   batch
--@sqlite
INSERT INTO event (id, project_id, fingerprint_id, exemplar_id, received_ms, timestamp_delta_ms,
                   level, environment_id, release_id, user_hash, flags, payload)
VALUES ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13);
--@postgres
INSERT INTO event (day, id, project_id, fingerprint_id, exemplar_id, received_ms,
                   timestamp_delta_ms, level, environment_id, release_id, user_hash, flags, payload)
SELECT unnest($1::bigint[]), unnest($2::bigint[]), unnest($3::bigint[]), unnest($4::bigint[]),
       unnest($5::bigint[]), unnest($6::bigint[]), unnest($7::bigint[]), unnest($8::bigint[]),
       unnest($9::bigint[]), unnest($10::bigint[]), unnest($11::bigint[]), unnest($12::bigint[]),
       unnest($13::bytea[]);

-- # E_CONFLICT on PostgreSQL: another process has written one of these ids on the same day
-- # (ON CONFLICT would make each row twice as dear). Both come in order of key, so that
-- # neither waits for the other in a circle.
-- event_key_insert(day i64, segment i64, project_id i64, event_id blob, place i64)
--   batch
--@sqlite
INSERT INTO event_key (segment, project_id, event_id, place)
VALUES ($2, $3, $4, $5);
--@postgres
INSERT INTO event_key (day, segment, project_id, event_id, place)
SELECT unnest($1::bigint[]), unnest($2::bigint[]), unnest($3::bigint[]), unnest($4::bytea[]),
       unnest($5::bigint[]);

-- event_fingerprint_insert(day i64, segment i64, project_id i64, fingerprint_id i64, ordinal i64)
--   batch
--@sqlite
INSERT INTO event_fingerprint (segment, project_id, fingerprint_id, ordinal)
VALUES ($2, $3, $4, $5);
--@postgres
INSERT INTO event_fingerprint (day, segment, project_id, fingerprint_id, ordinal)
SELECT unnest($1::bigint[]), unnest($2::bigint[]), unnest($3::bigint[]), unnest($4::bigint[]),
       unnest($5::bigint[]);

-- # Is this event id in that segment? The day bounds the look-up on PostgreSQL.
-- event_key_is_there(day i64, segment i64, project_id i64, event_id blob)
--   maybe (place i64)
--@sqlite
SELECT place FROM event_key
WHERE segment = $2 AND project_id = $3 AND event_id = $4;
--@postgres
SELECT place FROM event_key
WHERE day = $1 AND segment = $2 AND project_id = $3 AND event_id = $4;

-- # One row per key: the caller has summed up the batch.
-- fingerprint_hour_add(hour i64, project_id i64, fingerprint_id i64, events i64)
--   batch
--@sqlite
INSERT INTO fingerprint_hour (hour, project_id, fingerprint_id, events) VALUES ($1, $2, $3, $4)
ON CONFLICT (hour, project_id, fingerprint_id) DO UPDATE SET events = events + excluded.events;
--@postgres
INSERT INTO fingerprint_hour (hour, project_id, fingerprint_id, events)
SELECT unnest($1::bigint[]), unnest($2::bigint[]), unnest($3::bigint[]), unnest($4::bigint[])
ON CONFLICT (hour, project_id, fingerprint_id)
DO UPDATE SET events = fingerprint_hour.events + excluded.events;

-- # Of projects whose rules look at minutes.
-- fingerprint_minute_add(minute i64, project_id i64, fingerprint_id i64, events i64)
--   batch
--@sqlite
INSERT INTO fingerprint_minute (minute, project_id, fingerprint_id, events) VALUES ($1, $2, $3, $4)
ON CONFLICT (minute, project_id, fingerprint_id) DO UPDATE SET events = events + excluded.events;
--@postgres
INSERT INTO fingerprint_minute (minute, project_id, fingerprint_id, events)
SELECT unnest($1::bigint[]), unnest($2::bigint[]), unnest($3::bigint[]), unnest($4::bigint[])
ON CONFLICT (minute, project_id, fingerprint_id)
DO UPDATE SET events = fingerprint_minute.events + excluded.events;

-- project_hour_add(hour i64, project_id i64, level i64, accepted i64, stored i64)
--   batch
--@sqlite
INSERT INTO project_hour (hour, project_id, level, accepted, stored) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (hour, project_id, level)
DO UPDATE SET accepted = accepted + excluded.accepted, stored = stored + excluded.stored;
--@postgres
INSERT INTO project_hour (hour, project_id, level, accepted, stored)
SELECT unnest($1::bigint[]), unnest($2::bigint[]), unnest($3::bigint[]), unnest($4::bigint[]),
       unnest($5::bigint[])
ON CONFLICT (hour, project_id, level)
DO UPDATE SET accepted = project_hour.accepted + excluded.accepted,
              stored = project_hour.stored + excluded.stored;

-- # The newest event of a fingerprint that is over its cap.
-- fingerprint_latest_set(fingerprint_id i64, project_id i64, event_id blob, received_ms i64, timestamp_delta_ms i64, level i64, environment_id i64, release_id i64, user_hash i64, payload blob)
--   exec
--@sqlite
INSERT INTO fingerprint_latest (fingerprint_id, project_id, event_id, received_ms,
                                timestamp_delta_ms, level, environment_id, release_id, user_hash,
                                payload)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
ON CONFLICT (fingerprint_id) DO UPDATE
SET event_id = excluded.event_id, received_ms = excluded.received_ms,
    timestamp_delta_ms = excluded.timestamp_delta_ms, level = excluded.level,
    environment_id = excluded.environment_id, release_id = excluded.release_id,
    user_hash = excluded.user_hash, payload = excluded.payload;
--@postgres
INSERT INTO fingerprint_latest (fingerprint_id, project_id, event_id, received_ms,
                                timestamp_delta_ms, level, environment_id, release_id, user_hash,
                                payload)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
ON CONFLICT (project_id, fingerprint_id) DO UPDATE
SET event_id = excluded.event_id, received_ms = excluded.received_ms,
    timestamp_delta_ms = excluded.timestamp_delta_ms, level = excluded.level,
    environment_id = excluded.environment_id, release_id = excluded.release_id,
    user_hash = excluded.user_hash, payload = excluded.payload;

-- exemplar_insert(project_id i64, fingerprint_id i64, payload blob, now_ms i64, last_segment i64)
--   one (id i64)
INSERT INTO exemplar (project_id, fingerprint_id, payload, created_ms, last_segment)
VALUES ($1, $2, $3, $4, $5)
RETURNING id;

-- exemplar_get(project_id i64, id i64)
--   maybe (payload blob, created_ms i64, last_segment i64)
SELECT payload, created_ms, last_segment FROM exemplar WHERE project_id = $1 AND id = $2;

-- # It must outlive the segments whose events need it.
-- exemplar_keep(project_id i64, id i64, last_segment i64)
--   exec
UPDATE exemplar SET last_segment = $3 WHERE project_id = $1 AND id = $2 AND last_segment < $3;

-- segment_open(day i64, now_ms i64, is_closed bool, owner text)
--   one (id i64)
INSERT INTO segment (day, first_ms, last_ms, events, bytes, is_closed, owner)
VALUES ($1, $2, $2, 0, 0, $3, $4)
RETURNING id;

-- segment_count(id i64, last_ms i64, events i64, bytes i64, is_closed bool)
--   exec
UPDATE segment SET last_ms = $2, events = $3, bytes = $4, is_closed = $5 WHERE id = $1;

-- # The segment that was filled from this spool when its process stopped.
-- segment_last_open(day i64, owner text)
--   maybe (id i64, last_ms i64, events i64, bytes i64)
SELECT id, last_ms, events, bytes FROM segment
WHERE day = $1 AND owner = $2 AND NOT is_closed ORDER BY id DESC LIMIT 1;

-- # All others of this spool: nobody will fill them up.
-- segment_close_left(owner text, id i64)
--   exec
UPDATE segment SET is_closed = TRUE WHERE owner IN ($1, '') AND NOT is_closed AND id <> $2;

-- # Segments in which a repeat may hide; a filter is made for each. The newest ones whatever
-- # the clock says: it may have jumped.
-- segment_recent(since_ms i64, newest i64)
--   many (id i64, day i64)
SELECT id, day FROM segment
WHERE last_ms >= $1 OR id > (SELECT max(id) FROM segment) - $2
ORDER BY id DESC LIMIT 256;

-- # All ids of one segment (65,536 at most), to make its filter. (PostgreSQL has none.)
-- event_key_of_segment(segment i64)
--   many (project_id i64, event_id blob)
--@sqlite
SELECT project_id, event_id FROM event_key WHERE segment = $1 LIMIT 65536;
--@postgres
SELECT project_id, event_id FROM event_key LIMIT 0;

-- # PostgreSQL: which of these ids were accepted on that day, by whatever process. Both lists
-- # are array literals. (On SQLite the filters of segment.c answer.)
-- event_key_known(day i64, projects text, ids text)
--   many (project_id i64, event_id blob)
--@sqlite
SELECT project_id, event_id FROM event_key LIMIT 0;
--@postgres
SELECT u.project_id, u.event_id
FROM unnest(CAST($2 AS bigint[]), CAST($3 AS bytea[])) AS u(project_id, event_id)
WHERE EXISTS (SELECT 1 FROM event_key k
              WHERE k.day = $1 AND k.project_id = u.project_id AND k.event_id = u.event_id)
LIMIT 20000;

-- # PostgreSQL: the day's partitions, made where they are missing.
-- partitions_make(day i64)
--   one (day i64)
--@sqlite
SELECT $1 AS day;
--@postgres
SELECT make_partitions($1) AS day;
