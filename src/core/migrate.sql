-- migrate.sql - which step a store has reached.

-- # Has the first step ever been applied?
-- migrate_has_meta()
--   one (n i64)
--@sqlite
SELECT count(*) AS n FROM sqlite_master WHERE type = 'table' AND name = 'meta';
--@postgres
SELECT count(*) AS n FROM pg_catalog.pg_tables
WHERE schemaname = current_schema() AND tablename = 'meta';

-- meta_get(key text)
--   maybe (value text)
SELECT value FROM meta WHERE key = $1;

-- meta_set(key text, value text)
--   exec
INSERT INTO meta (key, value) VALUES ($1, $2)
ON CONFLICT (key) DO UPDATE SET value = excluded.value;

-- # Leaves a value that stands; several processes may start at once.
-- meta_add(key text, value text)
--   exec
INSERT INTO meta (key, value) VALUES ($1, $2) ON CONFLICT (key) DO NOTHING;
