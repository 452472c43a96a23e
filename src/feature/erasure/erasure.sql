-- erasure.sql - what is being taken out, and how far it is.

-- erasure_insert(uuid text, project_id i64, value_box text, now_ms i64)
--   exec
INSERT INTO erasure (uuid, project_id, value_box, phase, due_ms, created_ms)
VALUES ($1, $2, $3, 'events', $4, $4);

-- erasure_list(project_id i64, max i64)
--   many (uuid text, phase text, searched i64, events i64, files i64, feedback i64, templates i64, due_ms i64, created_ms i64, done_ms i64)
SELECT e.uuid, e.phase, e.searched, e.events, e.files, e.feedback,
       (SELECT COUNT(*) FROM erasure_template t WHERE t.erasure_id = e.id) AS templates,
       e.due_ms, e.created_ms, e.done_ms
FROM erasure e WHERE e.project_id = $1 ORDER BY e.id DESC LIMIT $2;

-- erasure_next(now_ms i64)
--   maybe (id i64, project_id i64, value_box text, phase text, segment i64, fingerprint_id i64, ordinal i64, searched i64, events i64, files i64, feedback i64)
SELECT id, project_id, value_box, phase, segment, fingerprint_id, ordinal, searched, events, files,
       feedback
FROM erasure WHERE done_ms = 0 AND due_ms <= $1 ORDER BY due_ms, id LIMIT 1;

-- erasure_save(id i64, phase text, segment i64, fingerprint_id i64, ordinal i64, searched i64, events i64, files i64, feedback i64, due_ms i64)
--   exec
UPDATE erasure SET phase = $2, segment = $3, fingerprint_id = $4, ordinal = $5, searched = $6,
                   events = $7, files = $8, feedback = $9, due_ms = $10
WHERE id = $1;

-- erasure_postpone(id i64, due_ms i64)
--   exec
UPDATE erasure SET due_ms = $2 WHERE id = $1;

-- erasure_done(id i64, now_ms i64)
--   exec
UPDATE erasure SET phase = 'done', value_box = '', done_ms = $2 WHERE id = $1;

-- # Documents kept beside stored events, by fingerprint.
-- erasure_latest(project_id i64, after i64, max i64)
--   many (fingerprint_id i64)
SELECT fingerprint_id FROM fingerprint_latest
WHERE project_id = $1 AND fingerprint_id > $2 ORDER BY fingerprint_id LIMIT $3;

-- erasure_latest_delete(project_id i64, fingerprint_id i64, event_id blob)
--   exec changed
DELETE FROM fingerprint_latest WHERE project_id = $1 AND fingerprint_id = $2 AND event_id = $3;

-- # value: folded to lower case.
-- erasure_feedback(project_id i64, value text, max i64)
--   many (id text, own_id blob)
SELECT id, own_id FROM feedback
WHERE project_id = $1 AND (lower(email) = $2 OR lower(name) = $2) ORDER BY id LIMIT $3;

-- erasure_feedback_delete(project_id i64, id text)
--   exec
DELETE FROM feedback WHERE project_id = $1 AND id = $2;

-- erasure_exemplars(project_id i64, after i64, max i64)
--   many (id i64, fingerprint_id i64, created_ms i64)
SELECT id, fingerprint_id, created_ms FROM exemplar
WHERE project_id = $1 AND id > $2 ORDER BY id LIMIT $3;

-- erasure_template_insert(erasure_id i64, project_id i64, exemplar_id i64, fingerprint_id i64, due_ms i64)
--   exec
INSERT INTO erasure_template (erasure_id, project_id, exemplar_id, fingerprint_id, due_ms)
VALUES ($1, $2, $3, $4, $5) ON CONFLICT (erasure_id, exemplar_id) DO NOTHING;

-- erasure_template_next(erasure_id i64)
--   maybe (project_id i64, exemplar_id i64, fingerprint_id i64, due_ms i64)
SELECT project_id, exemplar_id, fingerprint_id, due_ms FROM erasure_template
WHERE erasure_id = $1 ORDER BY due_ms, exemplar_id LIMIT 1;

-- erasure_template_delete(erasure_id i64, exemplar_id i64)
--   exec
DELETE FROM erasure_template WHERE erasure_id = $1 AND exemplar_id = $2;
