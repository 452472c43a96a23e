-- route_rule.sql - what importing asks of a project.

-- route_rule_framework(project_id i64)
--   maybe (framework text)
SELECT framework FROM project WHERE id = $1;
