-- # Every key of every project, for the table in memory. Unbounded on purpose: accept
-- # asks memory only, so all of them must be there.
-- project_keys_all()
--   many unbounded (key_id i64, project_id i64, project_uuid text, public_key text, is_enabled bool)
SELECT k.id AS key_id, k.project_id, p.uuid AS project_uuid, k.public_key, k.is_enabled
FROM project_key k
JOIN project p ON p.id = k.project_id
ORDER BY k.id;

-- # The DSN's key is the oldest.
-- project_key_list(project_id i64)
--   many (uuid text, public_key text, label text, is_enabled bool, created_ms i64, last_used_ms i64)
SELECT uuid, public_key, label, is_enabled, created_ms, last_used_ms FROM project_key
WHERE project_id = $1
ORDER BY id
LIMIT 1000;

-- project_key_insert(uuid text, project_id i64, public_key text, label text, is_enabled bool, now_ms i64)
--   exec
INSERT INTO project_key (uuid, project_id, public_key, label, is_enabled, created_ms)
VALUES ($1, $2, $3, $4, $5, $6);

-- project_key_update(uuid text, project_id i64, label text?, is_enabled bool?)
--   exec changed
UPDATE project_key SET label = COALESCE($3, label), is_enabled = COALESCE($4, is_enabled)
WHERE uuid = $1 AND project_id = $2;

-- project_key_delete(uuid text, project_id i64)
--   exec changed
DELETE FROM project_key WHERE uuid = $1 AND project_id = $2;

-- project_key_delete_all(project_id i64)
--   exec
DELETE FROM project_key WHERE project_id = $1;
