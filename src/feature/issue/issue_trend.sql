-- issue_trend.sql - the numbers that the list by trend sorts by.

-- # Issues behind an id that were seen since a minute, or whose trend is not 0.
-- trend_issues(after_id i64, since_minute i64)
--   many (id i64, trend i64, is_active bool)
SELECT id, trend, last_seen_minute >= $2 AS is_active FROM issue
WHERE id > $1 AND (last_seen_minute >= $2 OR trend <> 0) AND deleted_ms = 0 AND merged_into IS NULL
ORDER BY id LIMIT 500;

-- # Events of the issues in a JSON list since an hour, and in the hours before it.
-- trend_sums(before_hour i64, now_hour i64, last_hour i64, ids text)
--   many (issue_id i64, recent i64, before i64)
--@sqlite
WITH RECURSIVE hours (hour) AS (
    SELECT $1 UNION ALL SELECT hour + 1 FROM hours WHERE hour < $3
)
SELECT f.issue_id, sum(CASE WHEN h.hour >= $2 THEN fh.events ELSE 0 END) AS recent,
       sum(CASE WHEN h.hour < $2 THEN fh.events ELSE 0 END) AS before
FROM json_each($4) j
CROSS JOIN fingerprint f ON f.issue_id = j.value
CROSS JOIN hours h
CROSS JOIN fingerprint_hour fh
    ON fh.hour = h.hour AND fh.project_id = f.project_id AND fh.fingerprint_id = f.id
GROUP BY f.issue_id LIMIT 500;
--@postgres
SELECT f.issue_id,
       CAST(sum(CASE WHEN fh.hour >= $2 THEN fh.events ELSE 0 END) AS BIGINT) AS recent,
       CAST(sum(CASE WHEN fh.hour < $2 THEN fh.events ELSE 0 END) AS BIGINT) AS before
FROM json_array_elements_text(CAST($4 AS JSON)) j
JOIN fingerprint f ON f.issue_id = CAST(j AS BIGINT)
CROSS JOIN generate_series($1, $3) h
JOIN fingerprint_hour fh
    ON fh.hour = h AND fh.project_id = f.project_id AND fh.fingerprint_id = f.id
GROUP BY f.issue_id LIMIT 500;

-- trend_set(id i64, trend i64)
--   exec
UPDATE issue SET trend = $2 WHERE id = $1;

-- # The number of the last run.
-- trend_run_get()
--   maybe (value text)
SELECT value FROM meta WHERE key = 'trend_run';

-- trend_run_set(value text)
--   exec
INSERT INTO meta (key, value) VALUES ('trend_run', $1)
ON CONFLICT (key) DO UPDATE SET value = excluded.value;
