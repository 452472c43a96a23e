-- why.sql - the fingerprints of an issue.

-- why_fingerprints(issue_id i64)
--   many (id i64, hash blob, grouping_version i64, exemplar_id i64?, home_uuid text, event_count i64, stored_count i64, first_seen_ms i64, last_seen_ms i64, how text)
SELECT f.id, f.hash, f.grouping_version, f.exemplar_id, i.uuid AS home_uuid, f.event_count,
       f.stored_count, f.first_seen_ms, f.last_seen_ms, f.how
FROM fingerprint f JOIN issue i ON i.id = f.home_issue_id
WHERE f.issue_id = $1 ORDER BY f.event_count DESC, f.id LIMIT 200;
