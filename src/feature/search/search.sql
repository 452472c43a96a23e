-- search.sql - what a pasted text may mean.

-- # The newest issues that have a word; the pattern is a quoted one.
-- search_word(pattern text)
--   many (issue_id i64)
--@sqlite
SELECT rowid AS issue_id FROM issue_word WHERE issue_word MATCH $1 ORDER BY rowid DESC LIMIT 500;
--@postgres
SELECT issue_id FROM issue_word WHERE words @@ CAST($1 AS tsquery)
ORDER BY issue_id DESC LIMIT 500;

-- # Whose event it is, in the projects the reader sees; the newest first.
-- search_event(event_id blob, sees_all bool, visible text)
--   maybe (project_id i64)
--@sqlite
SELECT k.project_id
FROM segment s CROSS JOIN project p CROSS JOIN event_key k
WHERE k.segment = s.id AND k.project_id = p.id AND k.event_id = $1
AND ($2 OR p.id IN (SELECT value FROM json_each($3)))
ORDER BY s.id DESC LIMIT 1;
--@postgres
SELECT k.project_id
FROM (SELECT DISTINCT day FROM segment) d
CROSS JOIN project p
JOIN event_key k ON k.day = d.day AND k.project_id = p.id
WHERE k.event_id = $1
AND ($2 OR p.id IN (SELECT CAST(v AS bigint) FROM json_array_elements_text(CAST($3 AS json)) v))
ORDER BY d.day DESC LIMIT 1;

-- search_key(public_key text, sees_all bool, visible text)
--   maybe (uuid text, slug text, name text)
--@sqlite
SELECT p.uuid, p.slug, p.name FROM project_key k JOIN project p ON p.id = k.project_id
WHERE k.public_key = $1 AND ($2 OR p.id IN (SELECT value FROM json_each($3)));
--@postgres
SELECT p.uuid, p.slug, p.name FROM project_key k JOIN project p ON p.id = k.project_id
WHERE k.public_key = $1
AND ($2 OR p.id IN (SELECT CAST(v AS bigint) FROM json_array_elements_text(CAST($3 AS json)) v));

-- search_release(version text, sees_all bool, visible text)
--   many (version text, project_uuid text, slug text, name text)
--@sqlite
SELECT r.version, p.uuid AS project_uuid, p.slug, p.name
FROM project p JOIN release r ON r.project_id = p.id AND r.version = $1
WHERE ($2 OR p.id IN (SELECT value FROM json_each($3)))
ORDER BY r.last_seen_ms DESC LIMIT 10;
--@postgres
SELECT r.version, p.uuid AS project_uuid, p.slug, p.name
FROM project p JOIN release r ON r.project_id = p.id AND r.version = $1
WHERE ($2 OR p.id IN (SELECT CAST(v AS bigint) FROM json_array_elements_text(CAST($3 AS json)) v))
ORDER BY r.last_seen_ms DESC LIMIT 10;

-- # Projects whose name or slug holds a text.
-- search_projects(pattern text, sees_all bool, visible text)
--   many (uuid text, slug text, name text)
--@sqlite
SELECT p.uuid, p.slug, p.name FROM project p
WHERE (lower(p.name) LIKE $1 ESCAPE '\' OR p.slug LIKE $1 ESCAPE '\')
AND ($2 OR p.id IN (SELECT value FROM json_each($3)))
ORDER BY p.position, p.id LIMIT 5;
--@postgres
SELECT p.uuid, p.slug, p.name FROM project p
WHERE (lower(p.name) LIKE $1 ESCAPE '\' OR p.slug LIKE $1 ESCAPE '\')
AND ($2 OR p.id IN (SELECT CAST(v AS bigint) FROM json_array_elements_text(CAST($3 AS json)) v))
ORDER BY p.position, p.id LIMIT 5;

-- search_project(id i64)
--   maybe (uuid text, slug text, name text)
SELECT uuid, slug, name FROM project WHERE id = $1;

-- # A project as addresses name it: by slug, today's or a former one, or by its uuid.
-- search_alias(name text, sees_all bool, visible text)
--   maybe (uuid text, slug text, name text)
--@sqlite
SELECT p.uuid, p.slug, p.name FROM project p
WHERE (p.uuid = $1 OR p.id IN (SELECT a.project_id FROM project_alias a
                               WHERE a.kind = 'slug' AND a.name = $1))
AND ($2 OR p.id IN (SELECT value FROM json_each($3))) LIMIT 1;
--@postgres
SELECT p.uuid, p.slug, p.name FROM project p
WHERE (p.uuid = $1 OR p.id IN (SELECT a.project_id FROM project_alias a
                               WHERE a.kind = 'slug' AND a.name = $1))
AND ($2 OR p.id IN (SELECT CAST(v AS bigint) FROM json_array_elements_text(CAST($3 AS json)) v)) LIMIT 1;
