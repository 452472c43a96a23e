-- outbox_page.sql - the outbox as admins see it.

-- # Newest first; before = 0: from the beginning.
-- outbox_page(state text, before i64, max i64)
--   many (id i64, uuid text, channel text, kind text, recipient text, state text, due_ms i64, attempts i64, lease_until_ms i64, last_error text, created_ms i64, done_ms i64)
SELECT id, uuid, channel, kind, recipient, state, due_ms, attempts, lease_until_ms, last_error,
       created_ms, done_ms
FROM outbox
WHERE ($1 = '' OR state = $1) AND ($2 = 0 OR id < $2)
ORDER BY id DESC LIMIT $3;

-- outbox_count(state text, max i64)
--   one (n i64)
SELECT count(*) AS n FROM
    (SELECT 1 AS x FROM outbox WHERE $1 = '' OR state = $1 LIMIT $2) c;
