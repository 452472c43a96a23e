-- # Every key of every project, for the table in memory. Unbounded on purpose: accept
-- # asks memory only, so all of them must be there.
-- project_keys_all()
--   many unbounded (key_id i64, project_id i64, project_uuid text, public_key text, is_enabled bool)
SELECT k.id AS key_id, k.project_id, p.uuid AS project_uuid, k.public_key, k.is_enabled
FROM project_key k
JOIN project p ON p.id = k.project_id
ORDER BY k.id;
