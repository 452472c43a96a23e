-- # A project by its number, as in the DSN.
-- project_by_number(id i64)
--   maybe (id i64, uuid text, slug text)
SELECT id, uuid, slug FROM project WHERE id = $1;

-- project_by_uuid(uuid text)
--   maybe (id i64, uuid text, slug text)
SELECT id, uuid, slug FROM project WHERE uuid = $1;

-- # By its slug of today or a former one.
-- project_by_slug(slug text)
--   maybe (id i64, uuid text, slug text)
SELECT p.id, p.uuid, p.slug
FROM project_alias a
JOIN project p ON p.id = a.project_id
WHERE a.kind = 'slug' AND a.name = $1;
