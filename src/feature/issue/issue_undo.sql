-- issue_undo.sql - what undo asks of issues and gives back to them.

-- # The issue as undo finds it, and the last line of its history.
-- issue_for_undo(id i64)
--   maybe (uuid text, version i64, status text, deleted_ms i64, is_merged bool, updated_ms i64)
SELECT uuid, version, status, deleted_ms, merged_into IS NOT NULL AS is_merged, updated_ms
FROM issue WHERE id = $1;

-- issue_last_activity(issue_id i64)
--   maybe (user_uuid text?, created_ms i64)
SELECT u.uuid AS user_uuid, a.created_ms
FROM issue_activity a
LEFT JOIN user_account u ON u.id = a.user_id
WHERE a.issue_id = $1 ORDER BY a.id DESC LIMIT 1;

-- # The fingerprints that were released with that tombstone; who has their hash now.
-- fingerprints_buried(issue_id i64, suffix blob)
--   many (id i64, hash blob, newer_id i64?, newer_issue_id i64?, newer_created_ms i64?)
SELECT f.id, f.hash, g.id AS newer_id, i.id AS newer_issue_id, i.created_ms AS newer_created_ms
FROM fingerprint f
LEFT JOIN fingerprint g ON g.project_id = f.project_id AND g.hash = substr(f.hash, 1, 16)
LEFT JOIN issue i ON i.id = g.issue_id AND i.deleted_ms = 0
WHERE f.issue_id = $1 AND length(f.hash) > 16 AND substr(f.hash, 17) = $2
ORDER BY f.id LIMIT 200;

-- fingerprint_set_hash(id i64, hash blob)
--   exec
UPDATE fingerprint SET hash = $2 WHERE id = $1;

-- issue_unbury(id i64, now_ms i64)
--   exec
UPDATE issue SET deleted_ms = 0, version = version + 1, updated_ms = $2 WHERE id = $1;

-- issue_fingerprint_count(issues text)
--   one (n i64)
--@sqlite
SELECT count(*) AS n FROM fingerprint WHERE issue_id IN (SELECT value FROM json_each($1));
--@postgres
SELECT count(*) AS n FROM fingerprint
WHERE issue_id IN (SELECT CAST(v AS BIGINT) FROM json_array_elements_text(CAST($1 AS JSON)) v);
