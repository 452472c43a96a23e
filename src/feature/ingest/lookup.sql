-- lookup.sql - what became of an event id, over all projects the actor may see.

-- # The newest segment is looked at first.
-- lookup_key(event_id blob, sees_all bool, visible text)
--   maybe (segment i64, place i64, project_id i64, project_uuid text)
--@sqlite
SELECT k.segment, k.place, k.project_id, p.uuid AS project_uuid
FROM segment s CROSS JOIN project p CROSS JOIN event_key k
WHERE k.segment = s.id AND k.project_id = p.id AND k.event_id = $1
AND ($2 OR p.id IN (SELECT value FROM json_each($3)))
ORDER BY s.id DESC LIMIT 1;
--@postgres
SELECT k.segment, k.place, k.project_id, p.uuid AS project_uuid
FROM (SELECT DISTINCT day FROM segment) d
CROSS JOIN project p
JOIN event_key k ON k.day = d.day AND k.project_id = p.id
WHERE k.event_id = $1
AND ($2 OR p.id IN (SELECT CAST(v AS bigint) FROM json_array_elements_text(CAST($3 AS json)) v))
ORDER BY d.day DESC LIMIT 1;

-- # A record kept aside that holds this id among the first of its bytes, where its
-- # header and its ids lie; only the newest records are looked at.
-- lookup_quarantined(event_id blob, head_bytes i64, sees_all bool, visible text)
--   maybe (project_id i64, project_uuid text)
--@sqlite
SELECT q.project_id, p.uuid AS project_uuid
FROM (SELECT id, project_id, record FROM quarantine ORDER BY id DESC LIMIT 1000) q
JOIN project p ON p.id = q.project_id
WHERE ($3 OR p.id IN (SELECT value FROM json_each($4)))
AND instr(substr(q.record, 1, $2), $1) > 0
ORDER BY q.id DESC LIMIT 1;
--@postgres
SELECT q.project_id, p.uuid AS project_uuid
FROM (SELECT id, project_id, record FROM quarantine ORDER BY id DESC LIMIT 1000) q
JOIN project p ON p.id = q.project_id
WHERE ($3 OR p.id IN (SELECT CAST(v AS bigint) FROM json_array_elements_text(CAST($4 AS json)) v))
AND position($1 IN substring(q.record FROM 1 FOR CAST($2 AS integer))) > 0
ORDER BY q.id DESC LIMIT 1;

-- # Which issue a fingerprint belongs to, for look-ups.
-- lookup_issue(fingerprint_id i64)
--   maybe (uuid text)
SELECT i.uuid FROM fingerprint f JOIN issue i ON i.id = f.issue_id WHERE f.id = $1;
