-- # Adds to figures: in order of the key, each key once.
-- outcome_add(hour i64, project_id i64, category text, reason text, quantity i64)
--   batch
--@sqlite
INSERT INTO outcome_hour (hour, project_id, category, reason, quantity)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (hour, project_id, category, reason)
DO UPDATE SET quantity = quantity + excluded.quantity;
--@postgres
INSERT INTO outcome_hour (hour, project_id, category, reason, quantity)
SELECT unnest($1::bigint[]), unnest($2::bigint[]), unnest($3::text[]), unnest($4::text[]),
       unnest($5::bigint[])
ON CONFLICT (hour, project_id, category, reason)
DO UPDATE SET quantity = outcome_hour.quantity + excluded.quantity;

-- # With the counts of that flush.
-- outcome_flush_set(spool_id text, number i64)
--   exec
INSERT INTO outcome_flush (spool_id, number) VALUES ($1, $2)
ON CONFLICT (spool_id) DO UPDATE SET number = excluded.number;

-- outcome_flush_get(spool_id text)
--   maybe (number i64)
SELECT number FROM outcome_flush WHERE spool_id = $1;

-- # Figures of one project, by stretches of so many hours. Hour by hour: the table begins
-- # with the hour, and other projects' rows lie between.
-- outcome_sums(project_id i64, first_hour i64, last_hour i64, width i64)
--   many (hour i64, category text, reason text, quantity i64)
--@sqlite
WITH RECURSIVE hours(hour) AS (
    SELECT $2 UNION ALL SELECT hour + 1 FROM hours WHERE hour < $3
)
SELECT o.hour / $4 * $4 AS hour, o.category, o.reason, CAST(SUM(o.quantity) AS BIGINT) AS quantity
FROM hours h CROSS JOIN outcome_hour o ON o.hour = h.hour AND o.project_id = $1
GROUP BY o.hour / $4 * $4, o.category, o.reason
ORDER BY 1, o.category, o.reason
LIMIT 20000;
--@postgres
SELECT o.hour / $4 * $4 AS hour, o.category, o.reason, CAST(SUM(o.quantity) AS BIGINT) AS quantity
FROM generate_series(CAST($2 AS BIGINT), CAST($3 AS BIGINT)) AS h(hour)
JOIN outcome_hour o ON o.hour = h.hour AND o.project_id = $1
GROUP BY o.hour / $4 * $4, o.category, o.reason
ORDER BY 1, o.category, o.reason
LIMIT 20000;
