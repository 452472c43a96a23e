-- release_get(project_id i64, version text)
--   maybe (id i64, first_seen_ms i64)
SELECT id, first_seen_ms FROM release WHERE project_id = $1 AND version = $2;

-- release_insert(uuid text, project_id i64, version text, now_ms i64)
--   exec
INSERT INTO release (uuid, project_id, version, first_seen_ms, last_seen_ms)
VALUES ($1, $2, $3, $4, $4)
ON CONFLICT (project_id, version) DO NOTHING;

-- # Not more often than once a minute: every batch of every process sees the newest release.
-- release_saw(id i64, now_ms i64)
--   exec
UPDATE release SET last_seen_ms = $2 WHERE id = $1 AND last_seen_ms < $2 - 60000;

-- environment_get(project_id i64, name text)
--   maybe (id i64)
SELECT id FROM environment WHERE project_id = $1 AND name = $2;

-- environment_insert(project_id i64, name text)
--   exec
INSERT INTO environment (project_id, name) VALUES ($1, $2)
ON CONFLICT (project_id, name) DO NOTHING;

-- # Newest by first appearance; the caller orders them by version.
-- release_newest(project_id i64)
--   many (id i64, version text)
SELECT id, version FROM release WHERE project_id = $1 ORDER BY id DESC LIMIT 200;

-- # Those that appeared after one, oldest first.
-- release_after(project_id i64, id i64)
--   many (id i64, version text)
SELECT id, version FROM release WHERE project_id = $1 AND id > $2 ORDER BY id LIMIT 200;

-- release_by_id(project_id i64, id i64)
--   maybe (version text)
SELECT version FROM release WHERE project_id = $1 AND id = $2;

-- # The one that appeared just before it.
-- release_before(project_id i64, id i64)
--   maybe (version text)
SELECT version FROM release WHERE project_id = $1 AND id < $2 ORDER BY id DESC LIMIT 1;
