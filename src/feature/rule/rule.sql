-- rule.sql - rules of all kinds.

-- # The first that have so many bytes together: more are there only when they were saved before
-- # that was bounded.
-- rule_list(project_id i64, kind text, max_bytes i64)
--   many (id i64, uuid text, name text, is_enabled bool, position i64, points i64, conditions text, tree text, settings text, version i64, created_ms i64, updated_ms i64)
--@sqlite
SELECT id, uuid, name, is_enabled, position, points, conditions, tree, settings, version,
       created_ms, updated_ms
FROM (SELECT id, uuid, name, is_enabled, position, points, conditions, tree, settings, version,
             created_ms, updated_ms,
             sum(length(CAST(conditions AS BLOB)) + length(CAST(tree AS BLOB))
                 + length(CAST(settings AS BLOB))
             ) OVER (ORDER BY position, created_ms, id) AS bytes
      FROM rule WHERE project_id = $1 AND kind = $2) s
WHERE bytes <= $3 ORDER BY position, created_ms, id LIMIT 2000;
--@postgres
SELECT id, uuid, name, is_enabled, position, points, conditions, tree, settings, version,
       created_ms, updated_ms
FROM (SELECT id, uuid, name, is_enabled, position, points, conditions, tree, settings, version,
             created_ms, updated_ms,
             sum(octet_length(conditions) + octet_length(tree)
                 + octet_length(settings)
             ) OVER (ORDER BY position, created_ms, id) AS bytes
      FROM rule WHERE project_id = $1 AND kind = $2) s
WHERE bytes <= $3 ORDER BY position, created_ms, id LIMIT 2000;

-- rule_get(project_id i64, kind text, uuid text)
--   maybe (id i64, uuid text, position i64, version i64, created_ms i64, memory_bytes i64, bytes i64)
--@sqlite
SELECT id, uuid, position, version, created_ms, memory_bytes,
       length(CAST(conditions AS BLOB)) + length(CAST(tree AS BLOB)) + length(CAST(settings AS BLOB)) AS bytes
FROM rule WHERE project_id = $1 AND kind = $2 AND uuid = $3;
--@postgres
SELECT id, uuid, position, version, created_ms, memory_bytes,
       CAST(octet_length(conditions) + octet_length(tree) + octet_length(settings) AS BIGINT) AS bytes
FROM rule WHERE project_id = $1 AND kind = $2 AND uuid = $3;

-- # What a book is made of, bounded as above.
-- rule_enabled(project_id i64, max_bytes i64)
--   many (id i64, uuid text, kind text, name text, points i64, tree text, settings text)
--@sqlite
SELECT id, uuid, kind, name, points, tree, settings
FROM (SELECT id, uuid, kind, name, points, tree, settings, position, created_ms,
             sum(length(CAST(tree AS BLOB)) + length(CAST(settings AS BLOB)))
                 OVER (ORDER BY kind, position, created_ms, id) AS bytes
      FROM rule WHERE project_id = $1 AND is_enabled) s
WHERE bytes <= $2 ORDER BY kind, position, created_ms, id LIMIT 2000;
--@postgres
SELECT id, uuid, kind, name, points, tree, settings
FROM (SELECT id, uuid, kind, name, points, tree, settings, position, created_ms,
             sum(octet_length(tree) + octet_length(settings))
                 OVER (ORDER BY kind, position, created_ms, id) AS bytes
      FROM rule WHERE project_id = $1 AND is_enabled) s
WHERE bytes <= $2 ORDER BY kind, position, created_ms, id LIMIT 2000;

-- rule_enabled_count(project_id i64)
--   one (n i64)
SELECT count(*) AS n FROM rule WHERE project_id = $1 AND is_enabled;

-- # The trees of a book.
-- rule_trees(project_id i64, max_bytes i64)
--   many (tree text)
--@sqlite
SELECT tree
FROM (SELECT id, tree,
             sum(length(CAST(tree AS BLOB)) + length(CAST(settings AS BLOB)))
                 OVER (ORDER BY kind, position, created_ms, id) AS bytes
      FROM rule WHERE project_id = $1 AND is_enabled) s
WHERE bytes <= $2 ORDER BY id LIMIT 2000;
--@postgres
SELECT tree
FROM (SELECT id, tree,
             sum(octet_length(tree) + octet_length(settings))
                 OVER (ORDER BY kind, position, created_ms, id) AS bytes
      FROM rule WHERE project_id = $1 AND is_enabled) s
WHERE bytes <= $2 ORDER BY id LIMIT 2000;

-- # Others than this one; 0 = all.
-- rule_sums(project_id i64, but_id i64, kind text)
--   one (n i64, data_patterns i64, memory_bytes i64, bytes i64, last_position i64)
--@sqlite
SELECT count(*) AS n, COALESCE(sum(data_patterns), 0) AS data_patterns,
       COALESCE(sum(memory_bytes), 0) AS memory_bytes,
       COALESCE(sum(length(CAST(conditions AS BLOB)) + length(CAST(tree AS BLOB))
                        + length(CAST(settings AS BLOB))), 0) AS bytes,
       COALESCE(max(CASE WHEN kind = $3 THEN position END), -1) AS last_position
FROM rule WHERE project_id = $1 AND id <> $2;
--@postgres
SELECT count(*) AS n, CAST(COALESCE(sum(data_patterns), 0) AS BIGINT) AS data_patterns,
       CAST(COALESCE(sum(memory_bytes), 0) AS BIGINT) AS memory_bytes,
       CAST(COALESCE(sum(octet_length(conditions) + octet_length(tree)
                        + octet_length(settings)), 0) AS BIGINT) AS bytes,
       COALESCE(max(CASE WHEN kind = $3 THEN position END), -1) AS last_position
FROM rule WHERE project_id = $1 AND id <> $2;

-- rule_insert(uuid text, project_id i64, kind text, name text, is_enabled bool, position i64, points i64, conditions text, tree text, data_patterns i64, memory_bytes i64, settings text, now_ms i64)
--   one (id i64)
INSERT INTO rule (uuid, project_id, kind, name, is_enabled, position, points, conditions, tree,
                  data_patterns, memory_bytes, settings, version, created_ms, updated_ms)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1, $13, $13)
RETURNING id;

-- rule_update(id i64, name text, is_enabled bool, position i64, points i64, conditions text, tree text, data_patterns i64, memory_bytes i64, settings text, now_ms i64)
--   exec
UPDATE rule
SET name = $2, is_enabled = $3, position = $4, points = $5, conditions = $6, tree = $7,
    data_patterns = $8, memory_bytes = $9, settings = $10, updated_ms = $11, version = version + 1
WHERE id = $1;

-- rule_place(id i64, position i64)
--   exec
UPDATE rule SET position = $2 WHERE id = $1;

-- rule_remove(id i64)
--   exec
DELETE FROM rule WHERE id = $1;

-- # What a change tells of an issue beyond what conditions look at.
-- rule_issue(project_id i64, issue_id i64)
--   maybe (uuid text, project_uuid text, status text, is_priority_manual bool, last_seen_ms i64, version i64)
SELECT i.uuid, p.uuid AS project_uuid, i.status, i.is_priority_manual, i.last_seen_ms, i.version
FROM issue i JOIN project p ON p.id = i.project_id
WHERE i.id = $2 AND i.project_id = $1 AND i.deleted_ms = 0;
