-- stat_get(fingerprint_id i64)
--   maybe (stats blob)
SELECT stats FROM fingerprint_stat WHERE fingerprint_id = $1;

-- stat_set(fingerprint_id i64, project_id i64, stats blob)
--   exec
INSERT INTO fingerprint_stat (fingerprint_id, project_id, stats) VALUES ($1, $2, $3)
ON CONFLICT (fingerprint_id) DO UPDATE SET stats = excluded.stats;

-- stat_log_add(segment i64, seq i64, deltas blob)
--   exec
INSERT INTO stat_log (segment, seq, deltas) VALUES ($1, $2, $3);

-- # Rows behind a position, oldest first.
-- stat_log_after(segment i64, seq i64)
--   many (segment i64, seq i64, deltas blob)
SELECT segment, seq, deltas FROM stat_log
WHERE segment > $1 OR (segment = $1 AND seq > $2)
ORDER BY segment, seq LIMIT 64;

-- stat_log_clear(segment i64, seq i64)
--   exec
DELETE FROM stat_log WHERE segment < $1 OR (segment = $1 AND seq <= $2);
