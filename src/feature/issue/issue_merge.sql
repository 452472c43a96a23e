-- issue_merge.sql - merging and unmerging.

-- # Rows in the order in which a batch of events takes them: fingerprints, then issues.
-- fingerprints_lock(issues text)
--   many (id i64)
--@sqlite
SELECT id FROM fingerprint WHERE issue_id IN (SELECT value FROM json_each($1)) ORDER BY id LIMIT 100000;
--@postgres
SELECT id FROM fingerprint
WHERE issue_id IN (SELECT CAST(v AS BIGINT) FROM json_array_elements_text(CAST($1 AS JSON)) v)
ORDER BY id LIMIT 100000 FOR UPDATE;

-- issues_lock(issues text)
--   many (id i64)
--@sqlite
SELECT id FROM issue WHERE id IN (SELECT value FROM json_each($1)) ORDER BY id LIMIT 10000;
--@postgres
SELECT id FROM issue
WHERE id IN (SELECT CAST(v AS BIGINT) FROM json_array_elements_text(CAST($1 AS JSON)) v)
ORDER BY id LIMIT 10000 FOR UPDATE;

-- issue_to_merge(uuid text)
--   maybe (id i64, project_id i64, short_no i64, title text, merged_into i64?, deleted_ms i64, fingerprints i64)
SELECT i.id, i.project_id, i.short_no, i.title, i.merged_into, i.deleted_ms,
       (SELECT count(*) FROM fingerprint f WHERE f.issue_id = i.id) AS fingerprints
FROM issue i WHERE i.uuid = $1;

-- fingerprints_repoint(from_issue i64, to_issue i64)
--   exec
UPDATE fingerprint SET issue_id = $2 WHERE issue_id = $1;

-- issue_set_merged(id i64, into_issue i64?, now_ms i64)
--   exec
UPDATE issue SET merged_into = $2, version = version + 1, updated_ms = $3 WHERE id = $1;

-- # History goes along and remembers whose it was.
-- activity_repoint(from_issue i64, to_issue i64)
--   exec
UPDATE issue_activity SET issue_id = $2 WHERE issue_id = $1;

-- # That of an issue and of those it had taken in before.
-- activity_take_back(from_issue i64, origin i64)
--   exec
WITH RECURSIVE origin (id) AS (
    SELECT $2 UNION SELECT i.id FROM issue i JOIN origin o ON i.merged_into = o.id
)
UPDATE issue_activity SET issue_id = $2
WHERE issue_id = $1 AND origin_issue_id IN (SELECT id FROM origin);

-- comments_repoint(from_issue i64, to_issue i64)
--   exec
UPDATE comment SET issue_id = $2 WHERE issue_id = $1;

-- comments_take_back(from_issue i64, origin i64)
--   exec
UPDATE comment SET issue_id = $2 WHERE issue_id = $1 AND origin_issue_id = $2;

-- labels_of(issue_id i64)
--   many (key text, value text, source text, rule_id i64, created_ms i64)
SELECT key, value, source, rule_id, created_ms FROM issue_label WHERE issue_id = $1 ORDER BY key, value LIMIT 1000;

-- # A copy: what the survivor has of its own stays its own, and a rule's label that somebody
-- # took off it stays off.
-- label_copy(issue_id i64, key text, value text, uuid text, source text, rule_id i64, created_ms i64, origin_issue_id i64)
--   exec
INSERT INTO issue_label (issue_id, key, value, uuid, source, rule_id, created_ms, origin_issue_id)
SELECT $1, $2, $3, $4, $5, $6, $7, $8
WHERE NOT ($5 = 'rule' AND EXISTS (SELECT 1 FROM issue_label_off o
                                   WHERE o.issue_id = $1 AND o.key = $2 AND o.value = $3))
ON CONFLICT (issue_id, key, value) DO NOTHING;

-- # What was taken off the other stays off the two, unless the survivor has it.
-- labels_off_copy(from_issue i64, to_issue i64)
--   exec
INSERT INTO issue_label_off (issue_id, key, value, origin_issue_id)
SELECT $2, o.key, o.value, $1 FROM issue_label_off o
WHERE o.issue_id = $1
AND NOT EXISTS (SELECT 1 FROM issue_label l
                WHERE l.issue_id = $2 AND l.key = o.key AND l.value = o.value)
ON CONFLICT (issue_id, key, value) DO NOTHING;

-- labels_off_take_back(from_issue i64, origin i64)
--   exec
DELETE FROM issue_label_off WHERE issue_id = $1 AND origin_issue_id = $2;

-- labels_take_back(from_issue i64, origin i64)
--   exec
DELETE FROM issue_label WHERE issue_id = $1 AND origin_issue_id = $2;

-- follows_copy(from_issue i64, to_issue i64)
--   exec
INSERT INTO issue_follow (user_id, issue_id, created_ms, origin_issue_id)
SELECT user_id, $2, created_ms, $1 FROM issue_follow WHERE issue_id = $1
ON CONFLICT (user_id, issue_id) DO NOTHING;

-- follows_take_back(from_issue i64, origin i64)
--   exec
DELETE FROM issue_follow WHERE issue_id = $1 AND origin_issue_id = $2;

-- tags_copy(from_issue i64, to_issue i64)
--   exec
INSERT INTO issue_tag (project_id, key, value, issue_id)
SELECT project_id, key, value, $2 FROM issue_tag WHERE issue_id = $1
ON CONFLICT (project_id, key, value, issue_id) DO NOTHING;

-- tags_forget(issue_id i64)
--   exec
DELETE FROM issue_tag WHERE issue_id = $1;

-- # Sums of its fingerprints, written back. First and last release are those of the issues
-- # that were seen first and last.
-- issue_sum(issue_id i64)
--   one (events i64, stored i64, first_seen_ms i64, last_seen_ms i64)
SELECT CAST(COALESCE(sum(event_count), 0) AS BIGINT) AS events,
       CAST(COALESCE(sum(stored_count), 0) AS BIGINT) AS stored,
       CAST(COALESCE(min(first_seen_ms), 0) AS BIGINT) AS first_seen_ms,
       CAST(COALESCE(max(last_seen_ms), 0) AS BIGINT) AS last_seen_ms
FROM fingerprint WHERE issue_id = $1;

-- # changes 1: by people; 0: only counters, which have no version.
-- issue_set_sums(id i64, events i64, stored i64, users i64, first_seen_ms i64, last_seen_ms i64, last_seen_minute i64, now_ms i64, changes i64)
--   exec
UPDATE issue
SET event_count = $2, stored_count = $3, user_count = $4, first_seen_ms = $5, last_seen_ms = $6,
    last_seen_minute = $7, version = version + $9, updated_ms = $8
WHERE id = $1;

-- # The releases of the earlier and of the later of two issues.
-- # Events without a release say nothing of the last one.
-- issue_take_releases(id i64, other i64)
--   exec
UPDATE issue
SET first_release = CASE WHEN o.first_seen_ms < issue.first_seen_ms
                         THEN o.first_release ELSE issue.first_release END,
    last_release = CASE WHEN o.last_release <> ''
                         AND (o.last_seen_ms >= issue.last_seen_ms OR issue.last_release = '')
                        THEN o.last_release ELSE issue.last_release END
FROM (SELECT first_seen_ms, last_seen_ms, first_release, last_release FROM issue WHERE id = $2) o
WHERE issue.id = $1;

-- fingerprint_of_issue(issue_id i64, hash blob)
--   maybe (id i64, home_issue_id i64)
SELECT id, home_issue_id FROM fingerprint WHERE issue_id = $1 AND hash = $2;

-- # Takes back what a merge has brought; what was moved on since stays.
-- fingerprints_take_back(from_issue i64, to_issue i64, fingerprints text)
--   exec changed
--@sqlite
UPDATE fingerprint SET issue_id = $2
WHERE issue_id = $1 AND id IN (SELECT value FROM json_each($3));
--@postgres
UPDATE fingerprint SET issue_id = $2
WHERE issue_id = $1
AND id IN (SELECT CAST(v AS BIGINT) FROM json_array_elements_text(CAST($3 AS JSON)) v);

-- fingerprint_point(id i64, issue_id i64, home_issue_id i64)
--   exec
UPDATE fingerprint SET issue_id = $2, home_issue_id = $3 WHERE id = $1;

-- # A new issue for a fingerprint that was the issue's own: the same texts.
-- issue_split(id i64, uuid text, short_no i64, now_ms i64)
--   one (id i64)
INSERT INTO issue (uuid, project_id, short_no, title, title_folded, type, culprit, location, level,
                   platform, is_unhandled, status, priority, first_seen_ms, last_seen_ms,
                   last_seen_minute, event_count, stored_count, user_count, first_release,
                   last_release, created_ms, updated_ms)
SELECT $2, project_id, $3, title, title_folded, type, culprit, location, level, platform,
       is_unhandled, 'open', priority, first_seen_ms, last_seen_ms, last_seen_minute, 0, 0, 0,
       first_release, last_release, $4, $4
FROM issue WHERE id = $1
RETURNING id;

-- issue_names(id i64)
--   one (uuid text, title text, merged_into i64?)
SELECT uuid, title, merged_into FROM issue WHERE id = $1;

-- issue_set_releases(id i64, first_release text, last_release text)
--   exec
UPDATE issue SET first_release = $2, last_release = $3 WHERE id = $1;
