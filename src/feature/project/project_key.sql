-- # Every key of every project, for the table in memory. Unbounded on purpose: accept
-- # asks memory only, so all of them must be there.
-- project_keys_all()
--   many unbounded (key_id i64, project_id i64, project_uuid text, public_key text, is_enabled bool, per_minute i64, per_hour i64, per_day i64)
SELECT k.id AS key_id, k.project_id, p.uuid AS project_uuid, k.public_key, k.is_enabled,
       k.per_minute, k.per_hour, k.per_day
FROM project_key k
JOIN project p ON p.id = k.project_id
ORDER BY k.id;

-- # The DSN's key is the oldest.
-- project_key_list(project_id i64)
--   many (id i64, uuid text, public_key text, label text, is_enabled bool, per_minute i64, per_hour i64, per_day i64, created_ms i64, last_used_ms i64)
SELECT id, uuid, public_key, label, is_enabled, per_minute, per_hour, per_day, created_ms,
       last_used_ms
FROM project_key
WHERE project_id = $1
ORDER BY id
LIMIT 1000;

-- project_key_insert(uuid text, project_id i64, public_key text, label text, is_enabled bool, per_minute i64, per_hour i64, per_day i64, now_ms i64)
--   exec
INSERT INTO project_key (uuid, project_id, public_key, label, is_enabled, per_minute, per_hour,
                         per_day, created_ms)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- project_key_update(uuid text, project_id i64, label text?, is_enabled bool?, per_minute i64?, per_hour i64?, per_day i64?)
--   exec changed
UPDATE project_key
SET label = COALESCE($3, label), is_enabled = COALESCE($4, is_enabled),
    per_minute = COALESCE($5, per_minute), per_hour = COALESCE($6, per_hour),
    per_day = COALESCE($7, per_day)
WHERE uuid = $1 AND project_id = $2;

-- # It never goes back: two processes tell what they saw.
-- project_key_used(id i64, at_ms i64)
--   exec
UPDATE project_key SET last_used_ms = $2 WHERE id = $1 AND last_used_ms < $2;

-- project_key_delete(uuid text, project_id i64)
--   exec changed
DELETE FROM project_key WHERE uuid = $1 AND project_id = $2;

-- project_key_delete_all(project_id i64)
--   exec
DELETE FROM project_key WHERE project_id = $1;
