-- # Newest first; before: id of the last one seen, 0 = from the top.
-- quarantine_page(before i64, max i64)
--   many (id i64, uuid text, project_id i64, project_uuid text?, reason text, detail text, received_ms i64, created_ms i64, attempts i64, is_wanted bool, bytes i64)
SELECT q.id, q.uuid, q.project_id, p.uuid AS project_uuid, q.reason, q.detail, q.received_ms,
       q.created_ms, q.attempts, q.is_wanted, length(q.record) AS bytes
FROM quarantine q LEFT JOIN project p ON p.id = q.project_id
WHERE ($1 = 0 OR q.id < $1)
ORDER BY q.id DESC LIMIT $2;

-- quarantine_count(max i64)
--   one (n i64)
SELECT count(*) AS n FROM (SELECT id FROM quarantine LIMIT $1) q;

-- quarantine_get(uuid text)
--   maybe (record blob)
SELECT record FROM quarantine WHERE uuid = $1;

-- # The digest takes it within a second.
-- quarantine_want(uuid text)
--   exec changed
UPDATE quarantine SET is_wanted = TRUE WHERE uuid = $1;

-- quarantine_want_all()
--   exec changed
UPDATE quarantine SET is_wanted = TRUE WHERE NOT is_wanted;

-- # And the file of its body, '' when there is none.
-- quarantine_drop(uuid text)
--   maybe (file_spool text, file_name text)
DELETE FROM quarantine WHERE uuid = $1 RETURNING file_spool, file_name;

-- # What an admin wants digested again. A record whose body lies in a file waits for the
-- # process that has it.
-- quarantine_next_wanted(spool_id text)
--   maybe (id i64, seq i64, record blob)
SELECT id, seq, record FROM quarantine
WHERE is_wanted AND file_spool IN ('', $1) ORDER BY id LIMIT 1;

-- # Does a record need this file?
-- quarantine_needs_file(spool_id text, name text)
--   maybe (id i64)
SELECT id FROM quarantine WHERE file_spool = $1 AND file_name = $2 LIMIT 1;

-- # It lies beside another spool from now on.
-- quarantine_file_moved(from_spool text, name text, to_spool text)
--   exec changed
UPDATE quarantine SET file_spool = $3 WHERE file_spool = $1 AND file_name = $2;

-- # Before it is touched: should it end the program, it is not wanted any more. changed = 0:
-- # another process has it.
-- quarantine_take(id i64)
--   exec changed
UPDATE quarantine SET is_wanted = FALSE, attempts = attempts + 1 WHERE id = $1 AND is_wanted;

-- # In the transaction that stores its events.
-- quarantine_digested(id i64)
--   exec changed
DELETE FROM quarantine WHERE id = $1;

-- quarantine_failed(id i64, reason text, detail text, is_wanted bool)
--   exec
UPDATE quarantine SET reason = $2, detail = $3, is_wanted = $4 WHERE id = $1;

-- # Some of those older than that; ids grow with time.
-- quarantine_expire(before_ms i64, max i64)
--   exec changed
DELETE FROM quarantine
WHERE id IN (SELECT id FROM quarantine WHERE created_ms < $1 ORDER BY id LIMIT $2);
