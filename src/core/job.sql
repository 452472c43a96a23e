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

-- # When its last run ended; 0 = it has not run.
-- job_state_ended(name text)
--   maybe (last_end_ms i64)
SELECT last_end_ms FROM job_state WHERE name = $1;

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
