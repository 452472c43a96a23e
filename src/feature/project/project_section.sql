-- # All sections of all projects, for the table in memory, as the keys are.
-- project_sections_all()
--   many unbounded (project_id i64, name text, version i64, body text)
SELECT s.project_id, s.name, s.version, s.body
FROM project_section s
JOIN project p ON p.id = s.project_id
ORDER BY s.project_id, s.name;

-- project_section_get(project_id i64, name text)
--   maybe (version i64, body text, updated_ms i64)
SELECT version, body, updated_ms FROM project_section WHERE project_id = $1 AND name = $2;

-- project_section_set(project_id i64, name text, version i64, body text, now_ms i64)
--   exec
INSERT INTO project_section (project_id, name, version, body, updated_ms)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (project_id, name)
DO UPDATE SET version = excluded.version, body = excluded.body, updated_ms = excluded.updated_ms;

-- project_section_delete_all(project_id i64)
--   exec
DELETE FROM project_section WHERE project_id = $1;
