-- # What came today to projects that have limits, and how much of it in this hour.
-- rate_limit_today(first_hour i64, this_hour i64)
--   many unbounded (project_id i64, category text, in_hour i64, in_day i64)
SELECT o.project_id, o.category,
       CAST(SUM(CASE WHEN o.hour = $2 THEN o.quantity ELSE 0 END) AS BIGINT) AS in_hour,
       CAST(SUM(o.quantity) AS BIGINT) AS in_day
FROM outcome_hour o
JOIN project_section s ON s.project_id = o.project_id AND s.name = 'limits'
WHERE o.hour >= $1
  AND o.reason NOT LIKE 'rate_limited%' ESCAPE '!' AND o.reason NOT LIKE 'client_discard%' ESCAPE '!'
GROUP BY o.project_id, o.category
ORDER BY o.project_id, o.category;
