-- live_share.sql - messages of the live stream between processes.

-- # Until the end of the transaction nobody else takes a number; its commit need not wait
-- # for the disk: a message is not worth that.
-- live_log_lock()
--   one (is_taken bool)
--@sqlite
SELECT TRUE AS is_taken;
--@postgres
SELECT pg_advisory_xact_lock(7305804, 3) IS NOT NULL
       AND set_config('synchronous_commit', 'off', TRUE) IS NOT NULL AS is_taken;

-- live_log_add(at_ms i64, topic text, message text)
--   batch
--@sqlite
INSERT INTO live_log (at_ms, topic, text) VALUES ($1, $2, $3);
--@postgres
INSERT INTO live_log (at_ms, topic, text)
SELECT unnest($1::bigint[]), unnest($2::text[]), unnest($3::text[]);

-- live_log_after(id i64)
--   many (id i64, topic text, text text)
SELECT id, topic, text FROM live_log WHERE id > $1 ORDER BY id LIMIT 512;

-- live_log_last()
--   one (id i64)
SELECT COALESCE(max(id), 0) AS id FROM live_log;

-- # The newest stays: by it a process that starts knows the number.
-- live_log_forget(before_ms i64)
--   exec
DELETE FROM live_log WHERE at_ms < $1 AND id < (SELECT max(id) FROM live_log);

-- process_topics_set(id text, topics text)
--   exec
UPDATE process SET topics = $2 WHERE id = $1;

-- process_topics()
--   many (topics text)
SELECT topics FROM process WHERE topics <> '' LIMIT 1024;
