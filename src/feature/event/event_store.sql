-- event_store.sql - reading stored events. Sets of numbers are bound as JSON arrays.

-- # Where an event is in one project. The newest segment is looked at first.
-- event_key_find(project_id i64, event_id blob)
--   maybe (segment i64, place i64)
--@sqlite
SELECT k.segment, k.place
FROM segment s CROSS JOIN event_key k
WHERE k.segment = s.id AND k.project_id = $1 AND k.event_id = $2
ORDER BY s.id DESC LIMIT 1;
--@postgres
SELECT k.segment, k.place
FROM (SELECT DISTINCT day FROM segment) d
JOIN event_key k ON k.day = d.day
WHERE k.project_id = $1 AND k.event_id = $2
ORDER BY d.day DESC LIMIT 1;

-- event_row_fingerprint(day i64, project_id i64, id i64)
--   maybe (fingerprint_id i64)
--@sqlite
SELECT fingerprint_id FROM event WHERE id = $3 AND project_id = $2;
--@postgres
SELECT fingerprint_id FROM event WHERE day = $1 AND project_id = $2 AND id = $3;

-- event_segment_day(segment i64)
--   maybe (day i64)
SELECT day FROM segment WHERE id = $1;

-- event_id_of_place(day i64, segment i64, project_id i64, place i64)
--   maybe (event_id blob)
--@sqlite
SELECT event_id FROM event_key WHERE segment = $2 AND project_id = $3 AND place = $4 LIMIT 1;
--@postgres
SELECT event_id FROM event_key
WHERE day = $1 AND segment = $2 AND project_id = $3 AND place = $4 LIMIT 1;

-- event_segment_span()
--   one (first_id i64, last_id i64)
SELECT coalesce(min(id), 0) AS first_id, coalesce(max(id), -1) AS last_id FROM segment;

-- # Stored events of a set of fingerprints below an id and not before a segment, newest
-- # first. A day of slack, for receipt and the segment's figures are not of one clock.
-- event_refs_newest(project_id i64, fingerprints text, before_id i64, limit_n i64, skip i64, first_segment i64)
--   many (day i64, id i64)
--@sqlite
SELECT s.day, (f.segment << 16) + f.ordinal AS id
FROM segment s CROSS JOIN json_each($2) j CROSS JOIN event_fingerprint f
WHERE f.segment = s.id AND f.project_id = $1 AND f.fingerprint_id = j.value
AND s.id BETWEEN $6 AND $3 >> 16 AND (f.segment << 16) + f.ordinal < $3
AND s.last_ms >= (SELECT min(first_seen_ms) - 86400000 FROM fingerprint
                  WHERE id IN (SELECT value FROM json_each($2)))
ORDER BY s.id DESC, f.ordinal DESC LIMIT $4 OFFSET $5;
--@postgres
SELECT s.day, (f.segment << 16) + f.ordinal AS id
FROM segment s
CROSS JOIN json_array_elements_text(CAST($2 AS json)) AS j(value)
JOIN event_fingerprint f ON f.day = s.day AND f.segment = s.id
WHERE f.project_id = $1 AND f.fingerprint_id = CAST(j.value AS bigint)
AND s.id BETWEEN $6 AND $3 >> 16 AND (f.segment << 16) + f.ordinal < $3
AND s.last_ms >= (SELECT min(first_seen_ms) - 86400000 FROM fingerprint
                  WHERE id IN (SELECT CAST(v AS bigint)
                               FROM json_array_elements_text(CAST($2 AS json)) v))
ORDER BY s.id DESC, f.ordinal DESC LIMIT $4 OFFSET $5;

-- # The same above an id and not behind a segment, oldest first.
-- event_refs_oldest(project_id i64, fingerprints text, after_id i64, limit_n i64, skip i64, last_segment i64)
--   many (day i64, id i64)
--@sqlite
SELECT s.day, (f.segment << 16) + f.ordinal AS id
FROM segment s CROSS JOIN json_each($2) j CROSS JOIN event_fingerprint f
WHERE f.segment = s.id AND f.project_id = $1 AND f.fingerprint_id = j.value
AND s.id BETWEEN $3 >> 16 AND $6 AND (f.segment << 16) + f.ordinal > $3
AND s.last_ms >= (SELECT min(first_seen_ms) - 86400000 FROM fingerprint
                  WHERE id IN (SELECT value FROM json_each($2)))
ORDER BY s.id, f.ordinal LIMIT $4 OFFSET $5;
--@postgres
SELECT s.day, (f.segment << 16) + f.ordinal AS id
FROM segment s
CROSS JOIN json_array_elements_text(CAST($2 AS json)) AS j(value)
JOIN event_fingerprint f ON f.day = s.day AND f.segment = s.id
WHERE f.project_id = $1 AND f.fingerprint_id = CAST(j.value AS bigint)
AND s.id BETWEEN $3 >> 16 AND $6 AND (f.segment << 16) + f.ordinal > $3
AND s.last_ms >= (SELECT min(first_seen_ms) - 86400000 FROM fingerprint
                  WHERE id IN (SELECT CAST(v AS bigint)
                               FROM json_array_elements_text(CAST($2 AS json)) v))
ORDER BY s.id, f.ordinal LIMIT $4 OFFSET $5;

-- # How many lie below an id; counting stops at limit_n.
-- event_refs_below(project_id i64, fingerprints text, before_id i64, limit_n i64)
--   one (n i64)
--@sqlite
SELECT count(*) AS n FROM (
    SELECT 1 FROM segment s CROSS JOIN json_each($2) j CROSS JOIN event_fingerprint f
    WHERE f.segment = s.id AND f.project_id = $1 AND f.fingerprint_id = j.value
    AND s.id <= $3 >> 16 AND (f.segment << 16) + f.ordinal < $3
    AND s.last_ms >= (SELECT min(first_seen_ms) - 86400000 FROM fingerprint
                      WHERE id IN (SELECT value FROM json_each($2)))
    LIMIT $4);
--@postgres
SELECT count(*) AS n FROM (
    SELECT 1 FROM segment s
    CROSS JOIN json_array_elements_text(CAST($2 AS json)) AS j(value)
    JOIN event_fingerprint f ON f.day = s.day AND f.segment = s.id
    WHERE f.project_id = $1 AND f.fingerprint_id = CAST(j.value AS bigint)
    AND s.id <= $3 >> 16 AND (f.segment << 16) + f.ordinal < $3
    AND s.last_ms >= (SELECT min(first_seen_ms) - 86400000 FROM fingerprint
                      WHERE id IN (SELECT CAST(v AS bigint)
                                   FROM json_array_elements_text(CAST($2 AS json)) v))
    LIMIT $4) AS below;

-- # Rows of event without their payloads.
-- event_heads(ids text, project_id i64, day_first i64, day_last i64)
--   many (id i64, fingerprint_id i64, exemplar_id i64, received_ms i64, timestamp_delta_ms i64, level i64, user_hash i64, environment text?, release text?, payload_bytes i64)
--@sqlite
SELECT e.id, e.fingerprint_id, e.exemplar_id, e.received_ms, e.timestamp_delta_ms, e.level,
       e.user_hash, n.name AS environment, r.version AS release, length(e.payload) AS payload_bytes
FROM event e
LEFT JOIN environment n ON n.id = e.environment_id
LEFT JOIN release r ON r.id = e.release_id
WHERE e.id IN (SELECT value FROM json_each($1)) AND e.project_id = $2
ORDER BY e.id DESC LIMIT 100;
--@postgres
SELECT e.id, e.fingerprint_id, e.exemplar_id, e.received_ms, e.timestamp_delta_ms, e.level,
       e.user_hash, n.name AS environment, r.version AS release,
       CAST(length(e.payload) AS bigint) AS payload_bytes
FROM event e
LEFT JOIN environment n ON n.id = e.environment_id
LEFT JOIN release r ON r.id = e.release_id
WHERE e.id IN (SELECT CAST(v AS bigint) FROM json_array_elements_text(CAST($1 AS json)) v)
AND e.project_id = $2 AND e.day BETWEEN $3 AND $4
ORDER BY e.id DESC LIMIT 100;

-- event_payloads(ids text, project_id i64, day_first i64, day_last i64)
--   many (id i64, payload blob)
--@sqlite
SELECT e.id, e.payload FROM event e
WHERE e.id IN (SELECT value FROM json_each($1)) AND e.project_id = $2
ORDER BY e.id DESC LIMIT 100;
--@postgres
SELECT e.id, e.payload FROM event e
WHERE e.id IN (SELECT CAST(v AS bigint) FROM json_array_elements_text(CAST($1 AS json)) v)
AND e.project_id = $2 AND e.day BETWEEN $3 AND $4
ORDER BY e.id DESC LIMIT 100;

-- event_exemplar(project_id i64, id i64)
--   maybe (payload blob)
SELECT payload FROM exemplar WHERE project_id = $1 AND id = $2;

-- event_latest_of(project_id i64, fingerprints text)
--   maybe (fingerprint_id i64, event_id blob, received_ms i64, timestamp_delta_ms i64, level i64, environment text?, release text?, payload blob)
--@sqlite
SELECT l.fingerprint_id, l.event_id, l.received_ms, l.timestamp_delta_ms, l.level,
       n.name AS environment, r.version AS release, l.payload
FROM fingerprint_latest l
LEFT JOIN environment n ON n.id = l.environment_id
LEFT JOIN release r ON r.id = l.release_id
WHERE l.project_id = $1 AND l.fingerprint_id IN (SELECT value FROM json_each($2))
ORDER BY l.received_ms DESC LIMIT 1;
--@postgres
SELECT l.fingerprint_id, l.event_id, l.received_ms, l.timestamp_delta_ms, l.level,
       n.name AS environment, r.version AS release, l.payload
FROM fingerprint_latest l
LEFT JOIN environment n ON n.id = l.environment_id
LEFT JOIN release r ON r.id = l.release_id
WHERE l.project_id = $1
AND l.fingerprint_id IN (SELECT CAST(v AS bigint) FROM json_array_elements_text(CAST($2 AS json)) v)
ORDER BY l.received_ms DESC LIMIT 1;

-- # Rows of event these fingerprints have.
-- event_stored_of(fingerprints text)
--   one (stored i64)
--@sqlite
SELECT coalesce(sum(stored_count), 0) AS stored FROM fingerprint
WHERE id IN (SELECT value FROM json_each($1));
--@postgres
SELECT CAST(coalesce(sum(stored_count), 0) AS bigint) AS stored FROM fingerprint
WHERE id IN (SELECT CAST(v AS bigint) FROM json_array_elements_text(CAST($1 AS json)) v);
