-- view.sql - saved views and visits.

-- # The reader's own and the shared ones they see; of a project (0 = all) also those of all.
-- view_list(me i64, project_id i64, sees_all bool, visible text)
--   many (uuid text, owner_uuid text, project_uuid text?, is_shared bool, name text, q text, since text, sort text, columns text, density text, position i64, version i64)
--@sqlite
SELECT v.uuid, u.uuid AS owner_uuid, p.uuid AS project_uuid, v.is_shared, v.name, v.q, v.since,
       v.sort, v.columns, v.density, v.position, v.version
FROM saved_view v
JOIN user_account u ON u.id = v.owner_id
LEFT JOIN project p ON p.id = v.project_id
WHERE (v.owner_id = $1 OR v.is_shared)
AND ($2 = 0 OR v.project_id IS NULL OR v.project_id = $2)
AND (v.project_id IS NULL OR (p.id IS NOT NULL AND
     ($3 OR v.project_id IN (SELECT value FROM json_each($4)))))
ORDER BY v.position, v.id LIMIT 1000;
--@postgres
SELECT v.uuid, u.uuid AS owner_uuid, p.uuid AS project_uuid, v.is_shared, v.name, v.q, v.since,
       v.sort, v.columns, v.density, v.position, v.version
FROM saved_view v
JOIN user_account u ON u.id = v.owner_id
LEFT JOIN project p ON p.id = v.project_id
WHERE (v.owner_id = $1 OR v.is_shared)
AND ($2 = 0 OR v.project_id IS NULL OR v.project_id = $2)
AND (v.project_id IS NULL OR (p.id IS NOT NULL AND
     ($3 OR v.project_id IN
      (SELECT CAST(x AS BIGINT) FROM json_array_elements_text(CAST($4 AS JSON)) x))))
ORDER BY v.position, v.id LIMIT 1000;

-- view_get(uuid text)
--   maybe (id i64, owner_id i64, owner_uuid text, project_id i64?, project_uuid text?, is_shared bool, name text, q text, since text, sort text, columns text, density text, position i64, version i64)
SELECT v.id, v.owner_id, u.uuid AS owner_uuid, v.project_id, p.uuid AS project_uuid, v.is_shared,
       v.name, v.q, v.since, v.sort, v.columns, v.density, v.position, v.version
FROM saved_view v
JOIN user_account u ON u.id = v.owner_id
LEFT JOIN project p ON p.id = v.project_id
WHERE v.uuid = $1;

-- # How many a person has, and how many a project's readers share (0 = those of all).
-- view_numbers(owner_id i64, project_id i64)
--   one (own i64, shared i64)
SELECT (SELECT count(*) FROM saved_view v WHERE v.owner_id = $1) AS own,
       (SELECT count(*) FROM saved_view v
        WHERE v.is_shared AND COALESCE(v.project_id, 0) = $2) AS shared;

-- view_insert(uuid text, owner_id i64, project_id i64?, is_shared bool, name text, q text, since text, sort text, columns text, density text, position i64, now_ms i64)
--   exec
INSERT INTO saved_view (uuid, owner_id, project_id, is_shared, name, q, since, sort, columns,
                        density, position, created_ms, updated_ms)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12);

-- view_update(id i64, is_shared bool, name text, q text, since text, sort text, columns text, density text, position i64, now_ms i64)
--   exec
UPDATE saved_view SET is_shared = $2, name = $3, q = $4, since = $5, sort = $6, columns = $7,
       density = $8, position = $9, version = version + 1, updated_ms = $10
WHERE id = $1;

-- view_delete(id i64)
--   exec
DELETE FROM saved_view WHERE id = $1;

-- visit_get(user_id i64, scope text)
--   maybe (at_ms i64)
SELECT at_ms FROM user_visit WHERE user_id = $1 AND scope = $2;

-- visit_set(user_id i64, scope text, now_ms i64)
--   exec
INSERT INTO user_visit (user_id, scope, at_ms) VALUES ($1, $2, $3)
ON CONFLICT (user_id, scope) DO UPDATE SET at_ms = excluded.at_ms;

-- # Keeps a person's newest visits.
-- visit_trim(user_id i64, kept i64)
--   exec
DELETE FROM user_visit WHERE user_id = $1 AND scope IN (
    SELECT scope FROM user_visit WHERE user_id = $1 ORDER BY at_ms DESC, scope
    LIMIT 1000000 OFFSET $2);
