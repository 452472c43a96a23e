-- cluster.sql - who shares this store.

-- process_beat(id text, host text, started_ms i64, beat i64, now_ms i64)
--   exec
INSERT INTO process (id, host, started_ms, beat, beat_ms) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (id) DO UPDATE SET beat = excluded.beat, beat_ms = excluded.beat_ms;

-- process_list()
--   many (id text, beat i64)
SELECT id, beat FROM process ORDER BY id LIMIT 1024;

-- process_forget(id text)
--   exec
DELETE FROM process WHERE id = $1;

-- # Others hear it when the transaction commits.
-- cluster_notify(payload text)
--   one (is_told bool)
--@sqlite
SELECT $1 IS NOT NULL AS is_told;
--@postgres
SELECT pg_notify('gosnag', $1) IS NOT NULL AS is_told;
