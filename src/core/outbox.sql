-- outbox.sql - what must leave the house.

-- # The row that waits under the same key is locked even when it stays as it is: whoever
-- # delivers it meanwhile notes that after this transaction, and then sees what it wrote.
-- outbox_insert(uuid text, channel text, kind text, recipient text, payload_box text, merge_key text, due_ms i64, now_ms i64)
--   exec
INSERT INTO outbox (uuid, channel, kind, recipient, payload_box, merge_key, state, due_ms, created_ms)
VALUES ($1, $2, $3, $4, $5, $6, 'waiting', $7, $8)
ON CONFLICT (merge_key) WHERE state = 'waiting' AND merge_key <> ''
DO UPDATE SET due_ms = CASE WHEN outbox.attempts = 0 AND excluded.due_ms < outbox.due_ms
                            THEN excluded.due_ms ELSE outbox.due_ms END;

-- # The next of a channel. A lease further ahead than any was written by a clock that had
-- # jumped; one of a process that is gone holds nobody up.
-- outbox_due(channel text, now_ms i64, lease_max_ms i64)
--   maybe (id i64, uuid text, kind text, recipient text, payload_box text, attempts i64, created_ms i64, lease_until_ms i64)
--@sqlite
SELECT id, uuid, kind, recipient, payload_box, attempts, created_ms, lease_until_ms FROM outbox
WHERE state = 'waiting' AND channel = $1 AND due_ms <= $2
  AND (lease_until_ms <= $2 OR lease_until_ms > $3)
ORDER BY due_ms, id LIMIT 1;
--@postgres
SELECT id, uuid, kind, recipient, payload_box, attempts, created_ms, lease_until_ms FROM outbox
WHERE state = 'waiting' AND channel = $1 AND due_ms <= $2
  AND (lease_until_ms <= $2 OR lease_until_ms > $3
       OR NOT EXISTS (SELECT 1 FROM process p WHERE p.id = lease_owner))
ORDER BY due_ms, id LIMIT 1;

-- # changed = 0: somebody was faster. The old lease is the proof.
-- outbox_take(id i64, lease_was_ms i64, lease_until_ms i64, lease_owner text, now_ms i64)
--   exec changed
UPDATE outbox SET lease_until_ms = $3, lease_owner = $4, attempts = attempts + 1
WHERE id = $1 AND lease_until_ms = $2 AND state = 'waiting' AND due_ms <= $5;

-- # Both only while nobody has taken the row over.
-- outbox_sent(id i64, lease_until_ms i64, lease_owner text, now_ms i64)
--   exec changed
UPDATE outbox
SET state = 'sent', payload_box = '', last_error = '', lease_until_ms = 0, done_ms = $4
WHERE id = $1 AND lease_until_ms = $2 AND lease_owner = $3 AND state = 'waiting';

-- outbox_failed(id i64, lease_until_ms i64, lease_owner text, state text, due_ms i64, last_error text, done_ms i64)
--   exec
UPDATE outbox SET state = $4, due_ms = $5, last_error = $6, lease_until_ms = 0, done_ms = $7
WHERE id = $1 AND lease_until_ms = $2 AND lease_owner = $3 AND state = 'waiting';

-- outbox_find(uuid text)
--   maybe (state text, merge_key text, lease_until_ms i64)
SELECT state, merge_key, lease_until_ms FROM outbox WHERE uuid = $1;

-- # Counts its attempts anew. Not while it is being delivered, nor beside another that waits
-- # under the same key.
-- outbox_retry(uuid text, now_ms i64)
--   exec changed
UPDATE outbox SET state = 'waiting', due_ms = $2, attempts = 0, lease_until_ms = 0, done_ms = 0
WHERE uuid = $1 AND state <> 'sent' AND lease_until_ms <= $2
  AND (merge_key = '' OR state = 'waiting' OR NOT EXISTS
       (SELECT 1 FROM outbox o WHERE o.merge_key = outbox.merge_key AND o.state = 'waiting'));

-- # Where there is one process only: leases of those before it.
-- outbox_free()
--   exec
UPDATE outbox SET lease_until_ms = 0 WHERE state = 'waiting' AND lease_until_ms > 0;

-- outbox_forget(sent_before_ms i64, dead_before_ms i64)
--   exec
DELETE FROM outbox
WHERE (state = 'sent' AND done_ms < $1) OR (state = 'dead' AND done_ms < $2);
