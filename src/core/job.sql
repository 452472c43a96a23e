-- job.sql - who runs what, once in a cluster.

-- # A clock job that this program knows; due at once on a new store.
-- job_state_add(name text)
--   exec
INSERT INTO job_state (name, due_ms) VALUES ($1, 0) ON CONFLICT (name) DO NOTHING;

-- # Takes the lease of a clock job that is due; changed = 0: not due, or somebody has it. A
-- # time further ahead than a period (a lease) was written by a clock that had jumped.
-- job_state_take(name text, now_ms i64, next_due_ms i64, lease_until_ms i64, lease_owner text)
--   exec changed
UPDATE job_state
SET due_ms = $3, lease_until_ms = $4, lease_owner = $5, last_start_ms = $2
WHERE name = $1 AND (due_ms <= $2 OR due_ms > $3)
AND (lease_until_ms <= $2 OR lease_until_ms > $4);

-- job_state_due(name text)
--   maybe (due_ms i64, lease_until_ms i64)
SELECT due_ms, lease_until_ms FROM job_state WHERE name = $1;

-- # Only while the lease is the same: a run that outlived it has no say any more.
-- job_state_end(name text, lease_owner text, lease_until_ms i64, now_ms i64, last_error text)
--   exec
UPDATE job_state SET lease_until_ms = 0, last_end_ms = $4, last_error = $5
WHERE name = $1 AND lease_owner = $2 AND lease_until_ms = $3;

-- job_queue_add(name text, argument text, due_ms i64, now_ms i64)
--   exec
INSERT INTO job_queue (name, argument, due_ms, created_ms, is_parked)
VALUES ($1, $2, $3, $4, FALSE);

-- job_queue_due(now_ms i64, max i64)
--   many (id i64, name text, argument text, due_ms i64, attempts i64)
SELECT id, name, argument, due_ms, attempts FROM job_queue
WHERE NOT is_parked AND due_ms <= $1
ORDER BY due_ms LIMIT $2;

-- # A row is taken by moving its due time behind the lease; the old one is the proof.
-- job_queue_take(id i64, due_ms i64, lease_until_ms i64)
--   exec changed
UPDATE job_queue SET due_ms = $3, attempts = attempts + 1
WHERE id = $1 AND due_ms = $2 AND NOT is_parked;

-- # Both only while nobody has taken the row over.
-- job_queue_done(id i64, lease_until_ms i64)
--   exec
DELETE FROM job_queue WHERE id = $1 AND due_ms = $2;

-- job_queue_again(id i64, lease_until_ms i64, due_ms i64, last_error text, is_parked bool)
--   exec
UPDATE job_queue SET due_ms = $3, last_error = $4, is_parked = $5 WHERE id = $1 AND due_ms = $2;

-- # All clock jobs and the machine of who has each.
-- job_states()
--   many (name text, due_ms i64, lease_until_ms i64, lease_owner text, last_start_ms i64, last_end_ms i64, last_error text, host text?)
SELECT s.name, s.due_ms, s.lease_until_ms, s.lease_owner, s.last_start_ms, s.last_end_ms,
       s.last_error, p.host
FROM job_state s LEFT JOIN process p ON p.id = s.lease_owner
ORDER BY s.name LIMIT 256;

-- # What waits in the queue and what was given up, each counted up to max.
-- job_backlog(max i64)
--   one (waiting i64, parked i64, oldest_ms i64)
SELECT (SELECT count(*) FROM (SELECT 1 FROM job_queue WHERE NOT is_parked LIMIT $1) w) AS waiting,
       (SELECT count(*) FROM (SELECT 1 FROM job_queue WHERE is_parked LIMIT $1) p) AS parked,
       COALESCE((SELECT q.created_ms FROM job_queue q WHERE NOT q.is_parked
                 ORDER BY q.due_ms LIMIT 1), 0) AS oldest_ms;

-- # Due at once, unless it runs.
-- job_ask(name text, now_ms i64)
--   exec changed
UPDATE job_state SET due_ms = 0 WHERE name = $1 AND lease_until_ms <= $2;
