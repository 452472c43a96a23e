-- release_upsert(uuid text, project_id i64, version text, now_ms i64)
--   one (id i64, first_seen_ms i64)
INSERT INTO release (uuid, project_id, version, first_seen_ms, last_seen_ms)
VALUES ($1, $2, $3, $4, $4)
ON CONFLICT (project_id, version) DO UPDATE SET last_seen_ms = excluded.last_seen_ms
RETURNING id, first_seen_ms;

-- environment_upsert(project_id i64, name text)
--   one (id i64)
INSERT INTO environment (project_id, name) VALUES ($1, $2)
ON CONFLICT (project_id, name) DO UPDATE SET name = excluded.name
RETURNING id;
