-- session.sql - release health: counts of sessions, never a row per session.

-- session_project(project_id i64)
--   maybe (id i64)
SELECT id FROM project WHERE id = $1;

-- # Adds to an hour that is there, and reads what the counts cannot hold.
-- session_hour_add(hour i64, project_id i64, release_id i64, environment_id i64, started i64, crashed i64, abnormal i64, unhandled i64, bad i64)
--   maybe (users blob, bad_ids blob)
UPDATE session_hour
SET started = started + $5, crashed = crashed + $6, abnormal = abnormal + $7,
    unhandled = unhandled + $8, bad = bad + $9
WHERE hour = $1 AND project_id = $2 AND release_id = $3 AND environment_id = $4
RETURNING users, bad_ids;

-- session_hour_insert(hour i64, project_id i64, release_id i64, environment_id i64, empty blob)
--   exec
INSERT INTO session_hour (hour, project_id, release_id, environment_id, started, crashed, abnormal,
                          unhandled, bad, users, bad_ids)
VALUES ($1, $2, $3, $4, 0, 0, 0, 0, 0, $5, $5)
ON CONFLICT (hour, project_id, release_id, environment_id) DO NOTHING;

-- session_hour_sets(hour i64, project_id i64, release_id i64, environment_id i64, users blob, bad_ids blob)
--   exec
UPDATE session_hour SET users = $5, bad_ids = $6
WHERE hour = $1 AND project_id = $2 AND release_id = $3 AND environment_id = $4;

-- # The same for all hours of a release and environment.
-- release_health_add(project_id i64, release_id i64, environment_id i64, started i64, crashed i64, abnormal i64, unhandled i64, bad i64, last_ms i64)
--   maybe (users blob, bad_ids blob)
UPDATE release_health
SET started = started + $4, crashed = crashed + $5, abnormal = abnormal + $6,
    unhandled = unhandled + $7, bad = bad + $8,
    last_ms = CASE WHEN last_ms < $9 THEN $9 ELSE last_ms END
WHERE project_id = $1 AND release_id = $2 AND environment_id = $3
RETURNING users, bad_ids;

-- release_health_insert(project_id i64, release_id i64, environment_id i64, empty blob)
--   exec
INSERT INTO release_health (project_id, release_id, environment_id, started, crashed, abnormal,
                            unhandled, bad, last_ms, users, bad_ids)
VALUES ($1, $2, $3, 0, 0, 0, 0, 0, 0, $4, $4)
ON CONFLICT (project_id, release_id, environment_id) DO NOTHING;

-- release_health_sets(project_id i64, release_id i64, environment_id i64, users blob, bad_ids blob)
--   exec
UPDATE release_health SET users = $4, bad_ids = $5
WHERE project_id = $1 AND release_id = $2 AND environment_id = $3;

-- # Releases in order of appearance, newest first; below_id 0 = from the newest.
-- release_page(project_id i64, below_id i64, max i64)
--   many (id i64, version text, first_seen_ms i64, last_seen_ms i64)
SELECT id, version, first_seen_ms, last_seen_ms FROM release
WHERE project_id = $1 AND ($2 = 0 OR id < $2)
ORDER BY id DESC LIMIT $3;

-- release_count(project_id i64)
--   one (n i64)
SELECT count(*) AS n FROM (SELECT 1 FROM release WHERE project_id = $1 LIMIT 10001) x;

-- release_find(project_id i64, version text)
--   maybe (id i64, version text, first_seen_ms i64, last_seen_ms i64)
SELECT id, version, first_seen_ms, last_seen_ms FROM release
WHERE project_id = $1 AND version = $2;

-- release_new_issues(project_id i64, version text)
--   one (n i64)
SELECT count(*) AS n FROM issue
WHERE project_id = $1 AND first_release = $2 AND deleted_ms = 0 AND merged_into IS NULL;

-- release_health_of(project_id i64, release_id i64)
--   many (environment text?, started i64, crashed i64, abnormal i64, unhandled i64, bad i64, last_ms i64, users blob, bad_ids blob)
SELECT e.name AS environment, h.started, h.crashed, h.abnormal, h.unhandled, h.bad, h.last_ms,
       h.users, h.bad_ids
FROM release_health h
LEFT JOIN environment e ON e.id = h.environment_id
WHERE h.project_id = $1 AND h.release_id = $2
ORDER BY e.name LIMIT 100;

-- session_hours(from_hour i64, to_hour i64, project_id i64, release_id i64)
--   many (hour i64, started i64, crashed i64, users blob)
SELECT hour, started, crashed, users FROM session_hour
WHERE hour >= $1 AND hour <= $2 AND project_id = $3 AND release_id = $4
ORDER BY hour LIMIT 40000;

-- session_forget(before_hour i64, max i64)
--   exec changed
DELETE FROM session_hour
WHERE (hour, project_id, release_id, environment_id) IN
      (SELECT hour, project_id, release_id, environment_id FROM session_hour
       WHERE hour < $1 ORDER BY hour LIMIT $2);

-- # What deleted projects left.
-- release_health_forget(max i64)
--   exec changed
DELETE FROM release_health
WHERE (project_id, release_id, environment_id) IN
      (SELECT h.project_id, h.release_id, h.environment_id FROM release_health h
       LEFT JOIN project p ON p.id = h.project_id
       WHERE p.id IS NULL LIMIT $1);
