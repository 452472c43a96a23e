-- project_figures.sql - the numbers beside a project in the list: a fixed number of
-- queries for any number of projects, all over rollups or an index alone.

-- # Unbounded: a row a project.
-- figures_issues(sees_all bool, visible text)
--   many unbounded (project_id i64, total i64, open_errors i64, reopened i64)
--@sqlite
SELECT project_id, COUNT(*) AS total,
       CAST(SUM(status IN ('open', 'reopened') AND level IN ('error', 'fatal')) AS BIGINT) AS open_errors,
       CAST(SUM(status = 'reopened') AS BIGINT) AS reopened
FROM issue
WHERE merged_into IS NULL AND deleted_ms = 0
  AND ($1 OR project_id IN (SELECT value FROM json_each($2)))
GROUP BY project_id;
--@postgres
SELECT project_id, COUNT(*) AS total,
       COUNT(*) FILTER (WHERE status IN ('open', 'reopened') AND level IN ('error', 'fatal')) AS open_errors,
       COUNT(*) FILTER (WHERE status = 'reopened') AS reopened
FROM issue
WHERE merged_into IS NULL AND deleted_ms = 0
  AND ($1 OR project_id IN (SELECT CAST(value AS BIGINT) FROM json_array_elements_text(CAST($2 AS json))))
GROUP BY project_id;

-- # Unbounded: a row a project.
-- figures_mine(user_id i64, sees_all bool, visible text)
--   many unbounded (project_id i64, mine i64)
--@sqlite
SELECT project_id, COUNT(*) AS mine FROM issue
WHERE assigned_to = $1 AND status IN ('open', 'reopened') AND merged_into IS NULL AND deleted_ms = 0
  AND ($2 OR project_id IN (SELECT value FROM json_each($3)))
GROUP BY project_id;
--@postgres
SELECT project_id, COUNT(*) AS mine FROM issue
WHERE assigned_to = $1 AND status IN ('open', 'reopened') AND merged_into IS NULL AND deleted_ms = 0
  AND ($2 OR project_id IN (SELECT CAST(value AS BIGINT) FROM json_array_elements_text(CAST($3 AS json))))
GROUP BY project_id;

-- # By the index on (project_id, first_seen_ms). Unbounded: a row a project.
-- figures_new(since_ms i64, sees_all bool, visible text)
--   many unbounded (project_id i64, issues i64)
--@sqlite
SELECT p.id AS project_id, COUNT(*) AS issues
FROM project p CROSS JOIN issue i
WHERE i.project_id = p.id AND i.first_seen_ms >= $1 AND i.merged_into IS NULL AND i.deleted_ms = 0
  AND ($2 OR p.id IN (SELECT value FROM json_each($3)))
GROUP BY p.id;
--@postgres
SELECT p.id AS project_id, COUNT(*) AS issues
FROM project p JOIN issue i ON i.project_id = p.id
WHERE i.first_seen_ms >= $1 AND i.merged_into IS NULL AND i.deleted_ms = 0
  AND ($2 OR p.id IN (SELECT CAST(value AS BIGINT) FROM json_array_elements_text(CAST($3 AS json))))
GROUP BY p.id;

-- # Events of the levels error (4) and fatal (5), by UTC day, and of the last two times
-- # seven days. Unbounded: 15 rows a project.
-- figures_errors(from_hour i64, week_hour i64, last_week_hour i64, sees_all bool, visible text)
--   many unbounded (project_id i64, day i64, events i64, this_week i64, last_week i64)
--@sqlite
SELECT project_id, hour / 24 AS day, CAST(SUM(accepted) AS BIGINT) AS events,
       CAST(SUM(CASE WHEN hour > $2 THEN accepted ELSE 0 END) AS BIGINT) AS this_week,
       CAST(SUM(CASE WHEN hour > $3 AND hour <= $2 THEN accepted ELSE 0 END) AS BIGINT) AS last_week
FROM project_hour
WHERE hour >= $1 AND level IN (4, 5) AND ($4 OR project_id IN (SELECT value FROM json_each($5)))
GROUP BY project_id, hour / 24;
--@postgres
SELECT project_id, hour / 24 AS day, CAST(SUM(accepted) AS BIGINT) AS events,
       CAST(SUM(CASE WHEN hour > $2 THEN accepted ELSE 0 END) AS BIGINT) AS this_week,
       CAST(SUM(CASE WHEN hour > $3 AND hour <= $2 THEN accepted ELSE 0 END) AS BIGINT) AS last_week
FROM project_hour
WHERE hour >= $1 AND level IN (4, 5)
  AND ($4 OR project_id IN (SELECT CAST(value AS BIGINT) FROM json_array_elements_text(CAST($5 AS json))))
GROUP BY project_id, hour / 24;

-- # The release that appeared last. Unbounded: a row a project.
-- figures_release(sees_all bool, visible text)
--   many unbounded (project_id i64, version text)
--@sqlite
SELECT project_id, version FROM release
WHERE id IN (SELECT MAX(id) FROM release GROUP BY project_id)
  AND ($1 OR project_id IN (SELECT value FROM json_each($2)));
--@postgres
SELECT project_id, version FROM release
WHERE id IN (SELECT MAX(id) FROM release GROUP BY project_id)
  AND ($1 OR project_id IN (SELECT CAST(value AS BIGINT) FROM json_array_elements_text(CAST($2 AS json))));
