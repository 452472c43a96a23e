-- apply.sql - grouping applied to the fingerprints of a project.

-- # How much there is to look at.
-- regroup_extent(project_id i64)
--   one (upto_id i64, fingerprints i64, stored i64)
SELECT coalesce(max(id), 0) AS upto_id, count(*) AS fingerprints,
       CAST(coalesce(sum(stored_count), 0) AS bigint) AS stored
FROM fingerprint WHERE project_id = $1;

-- regroup_next(project_id i64, after_id i64, upto_id i64)
--   maybe (id i64)
SELECT f.id FROM fingerprint f
WHERE f.project_id = $1 AND f.id > $2 AND f.id <= $3
ORDER BY f.id LIMIT 1;

-- regroup_fingerprint(project_id i64, id i64)
--   maybe (hash blob, issue_id i64, how text, event_count i64, stored_count i64)
SELECT f.hash, f.issue_id, f.how, f.event_count, f.stored_count
FROM fingerprint f JOIN issue i ON i.id = f.issue_id
WHERE f.project_id = $1 AND f.id = $2 AND i.deleted_ms = 0;

-- regroup_hash(project_id i64, hash blob)
--   maybe (id i64, issue_id i64)
SELECT f.id, f.issue_id FROM fingerprint f WHERE f.project_id = $1 AND f.hash = $2;

-- # A hash that an issue takes: events of it are this issue's from now on.
-- regroup_adopt(project_id i64, hash blob, grouping_version i64, issue_id i64, how text)
--   one (id i64)
INSERT INTO fingerprint (project_id, hash, grouping_version, issue_id, home_issue_id, first_seen_ms,
                         last_seen_ms, event_count, stored_count, how)
SELECT $1, $2, $3, $4, $4, i.first_seen_ms, i.first_seen_ms, 0, 0, $5
FROM issue i WHERE i.id = $4
RETURNING id;

-- regroup_segment_day(segment i64)
--   maybe (day i64)
SELECT day FROM segment WHERE id = $1;

-- regroup_event_point(day i64, project_id i64, id i64, from_id i64, to_id i64)
--   exec
--@sqlite
UPDATE event SET fingerprint_id = $5
WHERE id = $3 AND project_id = $2 AND fingerprint_id = $4 AND $1 >= 0;
--@postgres
UPDATE event SET fingerprint_id = $5
WHERE day = $1 AND project_id = $2 AND id = $3 AND fingerprint_id = $4;

-- regroup_list_point(day i64, segment i64, project_id i64, from_id i64, ordinal i64, to_id i64)
--   exec changed
--@sqlite
UPDATE event_fingerprint SET fingerprint_id = $6
WHERE segment = $2 AND project_id = $3 AND fingerprint_id = $4 AND ordinal = $5 AND $1 >= 0;
--@postgres
UPDATE event_fingerprint SET fingerprint_id = $6
WHERE day = $1 AND segment = $2 AND project_id = $3 AND fingerprint_id = $4 AND ordinal = $5;

-- regroup_hour_add(hour i64, project_id i64, fingerprint_id i64, events i64)
--   exec
INSERT INTO fingerprint_hour (hour, project_id, fingerprint_id, events) VALUES ($1, $2, $3, $4)
ON CONFLICT (hour, project_id, fingerprint_id)
DO UPDATE SET events = fingerprint_hour.events + excluded.events;

-- # Hours that retention has taken stay away.
-- regroup_hour_take(hour i64, project_id i64, fingerprint_id i64, events i64)
--   exec changed
UPDATE fingerprint_hour SET events = events - $4
WHERE hour = $1 AND project_id = $2 AND fingerprint_id = $3 AND events >= $4;

-- regroup_count_out(id i64, events i64)
--   exec
UPDATE fingerprint
SET event_count = event_count - $2,
    stored_count = CASE WHEN stored_count > $2 THEN stored_count - $2 ELSE 0 END
WHERE id = $1;

-- regroup_count_in(id i64, events i64, first_ms i64, last_ms i64)
--   exec
UPDATE fingerprint
SET event_count = event_count + $2, stored_count = stored_count + $2,
    first_seen_ms = CASE WHEN event_count = 0 OR first_seen_ms > $3 THEN $3 ELSE first_seen_ms END,
    last_seen_ms = CASE WHEN event_count = 0 OR last_seen_ms < $4 THEN $4 ELSE last_seen_ms END
WHERE id = $1;

-- regroup_ids_of(issue_id i64)
--   many (id i64)
SELECT id FROM fingerprint WHERE issue_id = $1 ORDER BY id LIMIT 200;

-- regroup_issue_uuid(id i64)
--   maybe (uuid text)
SELECT uuid FROM issue WHERE id = $1;
