-- event_erase.sql - single documents leave the store.

-- event_next_segment(after i64)
--   maybe (id i64, day i64)
SELECT id, day FROM segment WHERE id > $1 ORDER BY id LIMIT 1;

-- event_segment_from(id i64)
--   maybe (id i64, day i64)
SELECT id, day FROM segment WHERE id >= $1 ORDER BY id LIMIT 1;

-- event_walk(day i64, segment i64, project_id i64, fingerprint_id i64, ordinal i64, max i64)
--   many (fingerprint_id i64, ordinal i64)
--@sqlite
SELECT fingerprint_id, ordinal FROM event_fingerprint
WHERE segment = $2 AND project_id = $3 AND (fingerprint_id, ordinal) > ($4, $5)
ORDER BY fingerprint_id, ordinal LIMIT $6;
--@postgres
SELECT fingerprint_id, ordinal FROM event_fingerprint
WHERE day = $1 AND segment = $2 AND project_id = $3 AND (fingerprint_id, ordinal) > ($4, $5)
ORDER BY fingerprint_id, ordinal LIMIT $6;

-- event_list_erase(day i64, segment i64, project_id i64, fingerprint_id i64, ordinal i64)
--   exec changed
--@sqlite
DELETE FROM event_fingerprint
WHERE segment = $2 AND project_id = $3 AND fingerprint_id = $4 AND ordinal = $5;
--@postgres
DELETE FROM event_fingerprint
WHERE day = $1 AND segment = $2 AND project_id = $3 AND fingerprint_id = $4 AND ordinal = $5;

-- event_row_erase(day i64, project_id i64, id i64)
--   exec
--@sqlite
DELETE FROM event WHERE id = $3 AND project_id = $2;
--@postgres
DELETE FROM event WHERE day = $1 AND project_id = $2 AND id = $3;

-- # From now on it was only counted.
-- event_key_count(day i64, segment i64, project_id i64, event_id blob, place i64)
--   exec
--@sqlite
UPDATE event_key SET place = $5 WHERE segment = $2 AND project_id = $3 AND event_id = $4;
--@postgres
UPDATE event_key SET place = $5
WHERE day = $1 AND segment = $2 AND project_id = $3 AND event_id = $4;

-- event_uncount_fingerprint(id i64)
--   exec
UPDATE fingerprint SET stored_count = stored_count - 1 WHERE id = $1 AND stored_count > 0;

-- event_uncount_issue(fingerprint_id i64)
--   exec
UPDATE issue SET stored_count = stored_count - 1
WHERE id = (SELECT f.issue_id FROM fingerprint f WHERE f.id = $1) AND stored_count > 0;

-- event_bound(project_id i64, fingerprint_id i64, exemplar_id i64, max i64)
--   many (id i64, day i64)
--@sqlite
SELECT e.id, s.day
FROM segment s CROSS JOIN event_fingerprint f
JOIN event e ON e.id = (f.segment << 16) + f.ordinal
WHERE f.segment = s.id AND f.project_id = $1 AND f.fingerprint_id = $2 AND e.exemplar_id = $3
LIMIT $4;
--@postgres
SELECT e.id, s.day
FROM segment s
JOIN event_fingerprint f ON f.day = s.day AND f.segment = s.id
JOIN event e ON e.day = f.day AND e.project_id = f.project_id
            AND e.id = (f.segment << 16) + f.ordinal
WHERE f.project_id = $1 AND e.project_id = $1 AND f.fingerprint_id = $2 AND e.exemplar_id = $3
LIMIT $4;

-- event_repack(day i64, project_id i64, id i64, payload blob)
--   exec
--@sqlite
UPDATE event SET payload = $4, exemplar_id = 0 WHERE id = $3 AND project_id = $2;
--@postgres
UPDATE event SET payload = $4, exemplar_id = 0 WHERE day = $1 AND project_id = $2 AND id = $3;

-- event_exemplar_delete(project_id i64, id i64)
--   exec
DELETE FROM exemplar WHERE project_id = $1 AND id = $2;
