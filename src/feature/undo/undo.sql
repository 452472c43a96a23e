-- undo.sql - what writes note, for those who want them back.

-- undo_insert(token text, user_id i64, expires_ms i64)
--   one (id i64)
INSERT INTO undo (token, user_id, expires_ms) VALUES ($1, $2, $3) RETURNING id;

-- undo_object_insert(undo_id i64, place i64, kind text, project_id i64, object_id i64, version i64, was text)
--   exec
INSERT INTO undo_object (undo_id, place, kind, project_id, object_id, version, was)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- undo_set_expiry(id i64, expires_ms i64)
--   exec changed
UPDATE undo SET expires_ms = $2 WHERE id = $1;

-- # Only its user's, and only while it is good.
-- undo_find(token text, user_id i64, now_ms i64)
--   maybe (id i64)
SELECT id FROM undo WHERE token = $1 AND user_id = $2 AND expires_ms > $3;

-- # The last first.
-- undo_objects(undo_id i64, max i64)
--   many (place i64, kind text, project_id i64, object_id i64, version i64, was text)
SELECT place, kind, project_id, object_id, version, was FROM undo_object
WHERE undo_id = $1 ORDER BY place DESC LIMIT $2;

-- undo_object_count(undo_id i64)
--   one (n i64)
SELECT count(*) AS n FROM undo_object WHERE undo_id = $1;

-- # What was taken back so far.
-- undo_objects_done(undo_id i64, from_place i64)
--   exec
DELETE FROM undo_object WHERE undo_id = $1 AND place >= $2;

-- # Once: of two who ask at the same time one finds nothing to delete.
-- undo_delete(id i64)
--   exec changed
DELETE FROM undo WHERE id = $1;

-- # Unless it was prolonged since it was read.
-- undo_expire(id i64, now_ms i64)
--   exec changed
DELETE FROM undo WHERE id = $1 AND expires_ms <= $2;

-- undo_objects_delete(undo_id i64)
--   exec
DELETE FROM undo_object WHERE undo_id = $1;

-- undo_expired(now_ms i64, max i64)
--   many (id i64)
SELECT id FROM undo WHERE expires_ms <= $1 ORDER BY expires_ms LIMIT $2;
