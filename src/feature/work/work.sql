-- work.sql - work that goes on in steps.

-- work_insert(uuid text, kind text, user_id i64, argument text, total i64, now_ms i64)
--   one (id i64)
INSERT INTO work (uuid, kind, user_id, argument, state, status, done, total, affected, skipped,
                  undo, error, result, created_ms, updated_ms, ended_ms)
VALUES ($1, $2, $3, $4, '', 'running', 0, $5, 0, 0, '', '', '', $6, $6, 0)
RETURNING id;

-- # One step at a time, whoever takes it.
-- work_lock(id i64)
--   maybe (uuid text, kind text, user_id i64, argument text, state text, done i64, total i64, affected i64, skipped i64, undo text, result text)
--@sqlite
SELECT uuid, kind, user_id, argument, state, done, total, affected, skipped, undo, result
FROM work WHERE id = $1 AND status = 'running';
--@postgres
SELECT uuid, kind, user_id, argument, state, done, total, affected, skipped, undo, result
FROM work WHERE id = $1 AND status = 'running' FOR UPDATE;

-- work_step(id i64, state text, done i64, total i64, affected i64, skipped i64, undo text, result text, now_ms i64)
--   exec
UPDATE work SET state = $2, done = $3, total = $4, affected = $5, skipped = $6, undo = $7,
                result = $8, updated_ms = $9
WHERE id = $1;

-- work_end(id i64, status text, error text, now_ms i64)
--   exec
UPDATE work SET status = $2, error = $3, updated_ms = $4, ended_ms = $4
WHERE id = $1 AND status = 'running';

-- work_get(uuid text)
--   maybe (id i64, user_id i64, kind text, status text, done i64, total i64, affected i64, skipped i64, undo text, error text, result text, created_ms i64, updated_ms i64, ended_ms i64)
SELECT id, user_id, kind, status, done, total, affected, skipped, undo, error, result,
       created_ms, updated_ms, ended_ms
FROM work WHERE uuid = $1;

-- work_forget(before_ms i64, max i64)
--   exec
DELETE FROM work
WHERE id IN (SELECT id FROM work WHERE ended_ms > 0 AND ended_ms < $1 ORDER BY ended_ms LIMIT $2);
