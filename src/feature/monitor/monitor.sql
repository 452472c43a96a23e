-- monitor.sql - monitors, how they fare, and their runs.

-- monitor_by_slug(project_id i64, slug text)
--   maybe (id i64)
SELECT id FROM monitor WHERE project_id = $1 AND slug = $2;

-- monitor_get(project_id i64, id i64)
--   maybe (id i64, slug text, name text, schedule_kind text, schedule text, timezone text, margin_min i64, max_runtime_min i64, failure_threshold i64, recovery_threshold i64, note text, is_enabled bool, is_muted bool, version i64, created_ms i64, updated_ms i64)
SELECT id, slug, name, schedule_kind, schedule, timezone, margin_min, max_runtime_min,
       failure_threshold, recovery_threshold, note, is_enabled, is_muted, version, created_ms,
       updated_ms
FROM monitor WHERE project_id = $1 AND id = $2;

-- monitor_page(project_id i64, max i64, skip i64)
--   many (id i64)
SELECT id FROM monitor WHERE project_id = $1
ORDER BY slug LIMIT $2 OFFSET $3;

-- monitor_count(project_id i64)
--   one (n i64)
SELECT count(*) AS n FROM monitor WHERE project_id = $1;

-- # Does the project still exist?
-- monitor_project(project_id i64)
--   maybe (uuid text)
SELECT uuid FROM project WHERE id = $1;

-- monitor_insert(project_id i64, id i64, slug text, name text, schedule_kind text, schedule text, timezone text, margin_min i64, max_runtime_min i64, failure_threshold i64, recovery_threshold i64, note text, now_ms i64)
--   exec changed
INSERT INTO monitor (project_id, id, slug, name, schedule_kind, schedule, timezone, margin_min,
                     max_runtime_min, failure_threshold, recovery_threshold, note, is_enabled,
                     is_muted, created_ms, updated_ms)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, TRUE, FALSE, $13, $13)
ON CONFLICT (project_id, slug) DO NOTHING;

-- monitor_update(project_id i64, id i64, name text, schedule_kind text, schedule text, timezone text, margin_min i64, max_runtime_min i64, failure_threshold i64, recovery_threshold i64, note text, is_enabled bool, is_muted bool, now_ms i64)
--   exec
UPDATE monitor
SET name = $3, schedule_kind = $4, schedule = $5, timezone = $6, margin_min = $7,
    max_runtime_min = $8, failure_threshold = $9, recovery_threshold = $10, note = $11,
    is_enabled = $12, is_muted = $13, version = version + 1, updated_ms = $14
WHERE project_id = $1 AND id = $2;

-- monitor_delete(project_id i64, id i64)
--   exec changed
DELETE FROM monitor WHERE project_id = $1 AND id = $2;

-- monitor_delete_environments(project_id i64, monitor_id i64)
--   exec
DELETE FROM monitor_environment WHERE project_id = $1 AND monitor_id = $2;

-- # Some of the runs; the caller goes on until there are none left.
-- monitor_delete_runs(project_id i64, monitor_id i64, max i64)
--   exec changed
DELETE FROM check_in
WHERE project_id = $1 AND monitor_id = $2 AND (environment_id, seq) IN
      (SELECT environment_id, seq FROM check_in
       WHERE project_id = $1 AND monitor_id = $2 LIMIT $3);

-- # Locks the row until the transaction ends.
-- monitor_environment_take(project_id i64, monitor_id i64, environment_id i64)
--   maybe (status text, seq i64, ok_seq i64, failed_seq i64, incident_seq i64, failures i64, successes i64, last_ms i64, expected_ms i64, late_ms i64, missed_ms i64)
UPDATE monitor_environment SET seq = seq
WHERE project_id = $1 AND monitor_id = $2 AND environment_id = $3
RETURNING status, seq, ok_seq, failed_seq, incident_seq, failures, successes, last_ms, expected_ms,
          late_ms, missed_ms;

-- monitor_environment_count(project_id i64, monitor_id i64)
--   one (n i64)
SELECT count(*) AS n FROM monitor_environment WHERE project_id = $1 AND monitor_id = $2;

-- monitor_environment_add(project_id i64, monitor_id i64, environment_id i64)
--   exec
INSERT INTO monitor_environment (project_id, monitor_id, environment_id, status, seq, ok_seq,
                                 failed_seq, incident_seq, failures, successes, last_ms,
                                 expected_ms, late_ms, missed_ms)
VALUES ($1, $2, $3, 'waiting', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
ON CONFLICT (project_id, monitor_id, environment_id) DO NOTHING;

-- monitor_environment_set(project_id i64, monitor_id i64, environment_id i64, status text, seq i64, ok_seq i64, failed_seq i64, incident_seq i64, failures i64, successes i64, last_ms i64, expected_ms i64, late_ms i64, missed_ms i64)
--   exec
UPDATE monitor_environment
SET status = $4, seq = $5, ok_seq = $6, failed_seq = $7, incident_seq = $8, failures = $9,
    successes = $10, last_ms = $11, expected_ms = $12, late_ms = $13, missed_ms = $14
WHERE project_id = $1 AND monitor_id = $2 AND environment_id = $3;

-- # All environments of some monitors: those of one when id is not 0, else the project's.
-- monitor_environments(project_id i64, monitor_id i64, max i64)
--   many (monitor_id i64, environment_id i64, environment text, status text, seq i64, incident_seq i64, failures i64, last_ms i64, expected_ms i64)
SELECT e.monitor_id, e.environment_id, v.name AS environment, e.status, e.seq, e.incident_seq,
       e.failures, e.last_ms, e.expected_ms
FROM monitor_environment e
JOIN environment v ON v.id = e.environment_id
WHERE e.project_id = $1 AND ($2 = 0 OR e.monitor_id = $2)
ORDER BY e.monitor_id, v.name LIMIT $3;

-- monitor_environment_name(project_id i64, environment_id i64)
--   maybe (name text)
SELECT name FROM environment WHERE project_id = $1 AND id = $2;

-- # Expected runs that did not come, the oldest first.
-- monitor_late(now_ms i64, max i64)
--   many (project_id i64, monitor_id i64, environment_id i64, late_ms i64)
SELECT project_id, monitor_id, environment_id, late_ms FROM monitor_environment
WHERE late_ms > 0 AND late_ms <= $1
ORDER BY late_ms LIMIT $2;

-- # Runs that take too long.
-- check_in_overdue(now_ms i64, max i64)
--   many (project_id i64, monitor_id i64, environment_id i64, seq i64)
SELECT project_id, monitor_id, environment_id, seq FROM check_in
WHERE timeout_ms > 0 AND timeout_ms <= $1
ORDER BY timeout_ms LIMIT $2;

-- check_in_by_id(project_id i64, monitor_id i64, environment_id i64, check_in_id blob)
--   maybe (seq i64)
SELECT seq FROM check_in
WHERE project_id = $1 AND monitor_id = $2 AND environment_id = $3 AND check_in_id = $4
ORDER BY seq DESC LIMIT 1;

-- # The newest run that is still in progress.
-- check_in_latest_open(project_id i64, monitor_id i64, environment_id i64)
--   maybe (seq i64)
SELECT seq FROM check_in
WHERE project_id = $1 AND monitor_id = $2 AND environment_id = $3 AND status = 'in_progress'
ORDER BY seq DESC LIMIT 1;

-- check_in_get(project_id i64, monitor_id i64, environment_id i64, seq i64)
--   maybe (check_in_id blob, status text, is_late bool, expected_ms i64, started_ms i64, finished_ms i64, duration_ms i64?, timeout_ms i64, release text)
SELECT check_in_id, status, is_late, expected_ms, started_ms, finished_ms, duration_ms, timeout_ms,
       release
FROM check_in
WHERE project_id = $1 AND monitor_id = $2 AND environment_id = $3 AND seq = $4;

-- check_in_insert(project_id i64, monitor_id i64, environment_id i64, seq i64, check_in_id blob, status text, is_late bool, expected_ms i64, started_ms i64, finished_ms i64, duration_ms i64?, timeout_ms i64, release text)
--   exec
INSERT INTO check_in (project_id, monitor_id, environment_id, seq, check_in_id, status, is_late,
                      expected_ms, started_ms, finished_ms, duration_ms, timeout_ms, release)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13);

-- check_in_set(project_id i64, monitor_id i64, environment_id i64, seq i64, status text, started_ms i64, finished_ms i64, duration_ms i64?, timeout_ms i64)
--   exec
UPDATE check_in
SET status = $5, started_ms = $6, finished_ms = $7, duration_ms = $8, timeout_ms = $9
WHERE project_id = $1 AND monitor_id = $2 AND environment_id = $3 AND seq = $4;

-- # The ring: what lies before the newest runs.
-- check_in_forget(project_id i64, monitor_id i64, environment_id i64, up_to_seq i64)
--   exec
DELETE FROM check_in
WHERE project_id = $1 AND monitor_id = $2 AND environment_id = $3 AND seq <= $4;

-- # Runs of one environment, newest first.
-- check_in_page(project_id i64, monitor_id i64, environment_id i64, below_seq i64, max i64)
--   many (seq i64, check_in_id blob, status text, is_late bool, expected_ms i64, started_ms i64, finished_ms i64, duration_ms i64?, release text)
SELECT seq, check_in_id, status, is_late, expected_ms, started_ms, finished_ms, duration_ms, release
FROM check_in
WHERE project_id = $1 AND monitor_id = $2 AND environment_id = $3 AND seq < $4
ORDER BY seq DESC LIMIT $5;

-- # When the watch ended its last round; core/job.c writes it.
-- monitor_watched()
--   maybe (last_end_ms i64)
SELECT last_end_ms FROM job_state WHERE name = 'monitor.watch';

-- # The project is gone: so are its monitors.
-- monitor_forget_project(project_id i64)
--   exec
DELETE FROM monitor WHERE project_id = $1;

-- monitor_forget_environments(project_id i64)
--   exec
DELETE FROM monitor_environment WHERE project_id = $1;

-- monitor_forget_runs(project_id i64, max i64)
--   exec changed
DELETE FROM check_in
WHERE project_id = $1 AND (monitor_id, environment_id, seq) IN
      (SELECT monitor_id, environment_id, seq FROM check_in WHERE project_id = $1 LIMIT $2);
