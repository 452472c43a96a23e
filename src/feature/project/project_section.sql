-- # All sections of all projects, for the table in memory, as the keys are. The columns of
-- # a project that the digest groups by stand among them as the section "grouping", unless
-- # all of them are as they were at first.
-- project_sections_all()
--   many unbounded (project_id i64, name text, version i64, body text)
SELECT s.project_id, s.name, s.version, s.body
FROM project_section s
JOIN project p ON p.id = s.project_id
UNION ALL
SELECT id AS project_id, 'grouping' AS name, version,
       '{"error":"' || error_grouping_mode || '","warning":"' || warning_grouping_mode
       || '","info":"' || info_grouping_mode || '","warning_as_error":'
       || CASE WHEN warning_as_error THEN 'true' ELSE 'false' END
       || ',"routes":' || CASE WHEN route_grouping_enabled THEN 'true' ELSE 'false' END
       || ',"codeigniter":' || CASE WHEN framework = 'codeigniter' THEN 'true' ELSE 'false' END
       || ',"stacktrace_rules":' || stacktrace_rules || '}' AS body
FROM project
WHERE error_grouping_mode <> 'normal' OR warning_grouping_mode <> 'normal'
   OR info_grouping_mode <> 'normal' OR stacktrace_rules <> '{}'
ORDER BY project_id, name;

-- project_section_get(project_id i64, name text)
--   maybe (version i64, body text, updated_ms i64)
SELECT version, body, updated_ms FROM project_section WHERE project_id = $1 AND name = $2;

-- # Who changes a section holds its project's row: two changes come one after the other.
-- project_section_lock(project_id i64)
--   maybe (id i64)
--@sqlite
SELECT id FROM project WHERE id = $1;
--@postgres
SELECT id FROM project WHERE id = $1 FOR NO KEY UPDATE;

-- project_section_set(project_id i64, name text, version i64, body text, now_ms i64)
--   exec
INSERT INTO project_section (project_id, name, version, body, updated_ms)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (project_id, name)
DO UPDATE SET version = excluded.version, body = excluded.body, updated_ms = excluded.updated_ms;

-- project_section_delete_all(project_id i64)
--   exec
DELETE FROM project_section WHERE project_id = $1;
