-- stat_get(project_id i64, fingerprint_id i64)
--   maybe (stats blob)
SELECT stats FROM fingerprint_stat WHERE project_id = $1 AND fingerprint_id = $2;

-- stat_set(fingerprint_id i64, project_id i64, stats blob)
--   exec
--@sqlite
INSERT INTO fingerprint_stat (fingerprint_id, project_id, stats) VALUES ($1, $2, $3)
ON CONFLICT (fingerprint_id) DO UPDATE SET stats = excluded.stats;
--@postgres
INSERT INTO fingerprint_stat (fingerprint_id, project_id, stats) VALUES ($1, $2, $3)
ON CONFLICT (project_id, fingerprint_id) DO UPDATE SET stats = excluded.stats;

-- stat_log_add(segment i64, seq i64, deltas blob)
--   exec
INSERT INTO stat_log (segment, seq, deltas) VALUES ($1, $2, $3);

-- # The newest number of a segment's log; 0 = it has none.
-- stat_log_newest(segment i64)
--   one (seq i64)
SELECT COALESCE(max(seq), 0) AS seq FROM stat_log WHERE segment = $1;

-- # Rows behind a position, oldest first.
-- stat_log_after(segment i64, seq i64)
--   many (segment i64, seq i64, deltas blob)
SELECT segment, seq, deltas FROM stat_log
WHERE segment > $1 OR (segment = $1 AND seq > $2)
ORDER BY segment, seq LIMIT 64;

-- stat_log_clear(segment i64, seq i64)
--   exec
DELETE FROM stat_log WHERE segment < $1 OR (segment = $1 AND seq <= $2);

-- # The oldest rows that are not merged yet, without their deltas.
-- stat_log_heads()
--   many (segment i64, seq i64, bytes i64)
--@sqlite
SELECT segment, seq, length(deltas) AS bytes FROM stat_log ORDER BY segment, seq LIMIT 256;
--@postgres
SELECT segment, seq, CAST(length(deltas) AS bigint) AS bytes FROM stat_log
ORDER BY segment, seq LIMIT 256;

-- stat_log_get(segment i64, seq i64)
--   maybe (deltas blob)
SELECT deltas FROM stat_log WHERE segment = $1 AND seq = $2;

-- stat_log_drop(segment i64, seq i64)
--   exec
DELETE FROM stat_log WHERE segment = $1 AND seq = $2;

-- # PostgreSQL: one process merges at a time, until the end of its transaction.
-- stat_merge_lock()
--   one (is_mine bool)
--@sqlite
SELECT TRUE AS is_mine;
--@postgres
SELECT pg_try_advisory_xact_lock(7305804, 2) AS is_mine;

-- # The table's statistics of these fingerprints and the small rows that are not merged
-- # yet (fingerprint 0), as of one moment.
-- stat_shared(project_id i64, fingerprints text)
--   many (fingerprint_id i64, bytes blob)
--@sqlite
SELECT fingerprint_id, stats AS bytes FROM fingerprint_stat
WHERE project_id = $1 AND fingerprint_id IN (SELECT value FROM json_each($2)) LIMIT 512;
--@postgres
SELECT fingerprint_id, stats AS bytes FROM fingerprint_stat
WHERE project_id = $1
AND fingerprint_id IN (SELECT CAST(v AS bigint) FROM json_array_elements_text(CAST($2 AS json)) v)
UNION ALL
(SELECT CAST(0 AS bigint) AS fingerprint_id, deltas AS bytes FROM stat_log
 WHERE length(deltas) <= 65536 ORDER BY segment, seq LIMIT 128)
LIMIT 512;

-- # Whose users were counted anew.
-- stat_issue_of(fingerprint_id i64)
--   maybe (issue_id i64)
SELECT issue_id FROM fingerprint WHERE id = $1;

-- stat_fingerprints_of(issue_id i64)
--   many (id i64, project_id i64)
SELECT id, project_id FROM fingerprint WHERE issue_id = $1 ORDER BY id LIMIT 200;

-- stat_users_set(issue_id i64, users i64)
--   exec
UPDATE issue SET user_count = $2 WHERE id = $1 AND user_count <> $2;

-- # Projects behind a number.
-- stat_projects(after_id i64)
--   many (id i64)
SELECT id FROM project WHERE id > $1 ORDER BY id LIMIT 100;

-- # The fingerprints of a project that were seen last.
-- stat_project_fingerprints(project_id i64, max i64)
--   many (id i64)
SELECT id FROM fingerprint WHERE project_id = $1 ORDER BY last_seen_ms DESC, id DESC LIMIT $2;

-- stat_project_set(day i64, project_id i64, stats blob)
--   exec
INSERT INTO project_stat (day, project_id, stats) VALUES ($1, $2, $3)
ON CONFLICT (day, project_id) DO UPDATE SET stats = excluded.stats;

-- stat_project_get(project_id i64, first_day i64)
--   maybe (stats blob)
SELECT stats FROM project_stat WHERE project_id = $1 AND day >= $2 ORDER BY day DESC LIMIT 1;
