-- system.sql - figures of the whole instance: from rollups, catalogs and kept counters.

-- # What came in all projects together, by stretches of so many hours; the table begins
-- # with the hour.
-- system_rates(first_hour i64, last_hour i64, width i64)
--   many (hour i64, accepted i64, filtered i64, refused i64)
SELECT hour / $3 * $3 AS hour,
       CAST(SUM(CASE WHEN reason IN ('accepted', 'thinned') THEN quantity ELSE 0 END) AS BIGINT)
           AS accepted,
       CAST(SUM(CASE WHEN substr(reason, 1, 8) = 'filtered' THEN quantity ELSE 0 END) AS BIGINT) AS filtered,
       CAST(SUM(CASE WHEN substr(reason, 1, 12) = 'rate_limited' OR substr(reason, 1, 7) = 'invalid'
                     THEN quantity ELSE 0 END) AS BIGINT) AS refused
FROM outcome_hour WHERE hour BETWEEN $1 AND $2
GROUP BY hour / $3 * $3 ORDER BY 1 LIMIT 1000;

-- # Why something was not taken, the most frequent first.
-- system_reasons(first_hour i64, last_hour i64)
--   many (reason text, quantity i64)
SELECT reason, CAST(SUM(quantity) AS BIGINT) AS quantity
FROM outcome_hour
WHERE hour BETWEEN $1 AND $2 AND reason NOT IN ('accepted', 'thinned', 'not_kept')
GROUP BY reason ORDER BY 2 DESC, reason LIMIT 50;

-- # Who sent most.
-- system_talkers(first_hour i64, last_hour i64)
--   many (project_id i64, accepted i64, filtered i64, refused i64)
SELECT project_id,
       CAST(SUM(CASE WHEN reason IN ('accepted', 'thinned') THEN quantity ELSE 0 END) AS BIGINT)
           AS accepted,
       CAST(SUM(CASE WHEN substr(reason, 1, 8) = 'filtered' THEN quantity ELSE 0 END) AS BIGINT) AS filtered,
       CAST(SUM(CASE WHEN substr(reason, 1, 12) = 'rate_limited' OR substr(reason, 1, 7) = 'invalid'
                     THEN quantity ELSE 0 END) AS BIGINT) AS refused
FROM outcome_hour WHERE hour BETWEEN $1 AND $2 AND project_id > 0
GROUP BY project_id ORDER BY SUM(quantity) DESC, project_id LIMIT 10;

-- system_project(id i64)
--   maybe (uuid text, slug text, name text)
SELECT uuid, slug, name FROM project WHERE id = $1;

-- # What the store holds, by kind. SQLite has no sizes of tables that could be had without
-- # reading them: there stand the kept counters of events, and the file's rest is `other`.
-- system_store_kinds()
--   many (kind text, bytes i64, n_rows i64)
--@sqlite
SELECT 'events' AS kind, CAST(COALESCE(SUM(bytes), 0) AS BIGINT) AS bytes,
       CAST(COALESCE(SUM(events), 0) AS BIGINT) AS n_rows
FROM segment LIMIT 1;
--@postgres
SELECT kind, CAST(SUM(pg_total_relation_size(oid)) AS BIGINT) AS bytes,
       CAST(SUM(CASE WHEN is_counted AND reltuples > 0 THEN reltuples ELSE 0 END) AS BIGINT)
           AS n_rows
FROM (SELECT c.oid, c.reltuples,
             CASE WHEN t.name IN ('event', 'event_key', 'event_fingerprint', 'exemplar', 'segment',
                                  'fingerprint_latest') THEN 'events'
                  WHEN substr(t.name, 1, 5) = 'issue' OR t.name = 'fingerprint' THEN 'issues'
                  WHEN right(t.name, 5) = '_hour' OR position('stat' IN t.name) > 0 THEN 'statistics'
                  ELSE 'other' END AS kind,
             t.name IN ('event', 'issue') AS is_counted
      FROM pg_class c
      LEFT JOIN pg_inherits i ON i.inhrelid = c.oid
      LEFT JOIN pg_class parent ON parent.oid = i.inhparent
      CROSS JOIN LATERAL (SELECT CAST(COALESCE(parent.relname, c.relname) AS TEXT) AS name) t
      WHERE c.relkind = 'r' AND c.relnamespace = CAST(current_schema() AS regnamespace)) tables
GROUP BY kind ORDER BY kind LIMIT 16;

-- # Files of events.
-- system_files()
--   one (bytes i64, files i64)
SELECT CAST(COALESCE(SUM(bytes), 0) AS BIGINT) AS bytes,
       CAST(COALESCE(SUM(files), 0) AS BIGINT) AS files
FROM attachment_usage;

-- storage_note(hour i64, kind text, bytes i64)
--   exec
INSERT INTO storage_size (hour, kind, bytes) VALUES ($1, $2, $3)
ON CONFLICT (hour, kind) DO UPDATE SET bytes = excluded.bytes;

-- # The oldest sizes that are kept.
-- storage_oldest()
--   many (hour i64, kind text, bytes i64)
SELECT hour, kind, bytes FROM storage_size
WHERE hour = (SELECT min(hour) FROM storage_size) ORDER BY kind LIMIT 32;

-- storage_forget(before_hour i64)
--   exec
DELETE FROM storage_size WHERE hour < $1;
