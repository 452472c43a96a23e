-- alert.sql - when alerts rang, and what became of it.

-- # changed = 0: it rang within the window. A time ahead was written by a clock that had jumped.
-- alert_ring_take(project_id i64, issue_id i64, rule_id i64, now_ms i64, before_ms i64)
--   exec changed
INSERT INTO alert_ring (project_id, issue_id, rule_id, rung_ms) VALUES ($1, $2, $3, $4)
ON CONFLICT (project_id, issue_id, rule_id) DO UPDATE SET rung_ms = excluded.rung_ms
WHERE alert_ring.rung_ms <= $5 OR alert_ring.rung_ms > $4;

-- alert_ring_drop(project_id i64, rule_id i64)
--   exec
DELETE FROM alert_ring WHERE project_id = $1 AND rule_id = $2;

-- # The alerts that rang for an issue of late.
-- alert_rang(project_id i64, issue_id i64)
--   many (rule_id i64, settings text)
SELECT r.id AS rule_id, r.settings
FROM alert_ring g JOIN rule r ON r.id = g.rule_id
WHERE g.project_id = $1 AND g.issue_id = $2 AND r.is_enabled ORDER BY r.id LIMIT 2000;

-- alert_delivery_insert(project_id i64, uuid text, rule_id i64, issue_id i64, reason text, recipient text, batch text, now_ms i64)
--   exec
INSERT INTO alert_delivery (project_id, uuid, rule_id, issue_id, reason, recipient, state,
                            attempts, outbox_uuid, batch, created_ms, done_ms)
VALUES ($1, $2, $3, $4, $5, $6, 'waiting', 0, '', $7, $8, 0);

-- # What waits for a message becomes that message's. Here and below batch <> '' lets the index of
-- # batches serve: else all that an alert said in a month is read.
-- alert_batch_take(project_id i64, rule_id i64, recipient text, batch text)
--   exec
UPDATE alert_delivery SET batch = $4
WHERE project_id = $1 AND rule_id = $2 AND recipient = $3 AND batch = 'next' AND batch <> '';

-- # Each issue once, as it rang last, in that order; issues counts all of them. One that is gone,
-- # or was resolved and is not any more, is nobody's news.
-- alert_batch_rows(project_id i64, rule_id i64, batch text, max i64)
--   many (issue_id i64, reason text, issues i64)
SELECT d.issue_id, d.reason, count(*) OVER () AS issues
FROM (SELECT max(n.uuid) AS uuid
      FROM alert_delivery n JOIN issue i ON i.id = n.issue_id AND i.deleted_ms = 0
      WHERE n.project_id = $1 AND n.rule_id = $2 AND n.batch = $3 AND n.batch <> ''
        AND n.state <> 'sent'
        AND (n.reason <> 'resolved' OR i.status = 'resolved')
      GROUP BY n.issue_id) m
JOIN alert_delivery d ON d.project_id = $1 AND d.uuid = m.uuid
ORDER BY d.uuid LIMIT $4;

-- # To be told, or found to be nobody's news.
-- alert_batch_untold(project_id i64, rule_id i64, batch text)
--   one (n i64)
SELECT count(*) AS n FROM alert_delivery
WHERE project_id = $1 AND rule_id = $2 AND batch = $3 AND batch <> '' AND state <> 'sent';

-- alert_batch_try(project_id i64, rule_id i64, batch text, state text, done_ms i64)
--   exec
UPDATE alert_delivery
SET attempts = attempts + 1, state = CASE WHEN state = 'sent' THEN 'sent' ELSE $4 END,
    outbox_uuid = $3, done_ms = $5
WHERE project_id = $1 AND rule_id = $2 AND batch = $3 AND batch <> '';

-- # The same try for each of them.
-- alert_batch_note(project_id i64, rule_id i64, batch text, at_ms i64, took_ms i64, status i64, error text, answer text)
--   exec
INSERT INTO alert_try (project_id, delivery_uuid, no, at_ms, took_ms, status, error, answer)
SELECT project_id, uuid, attempts, CAST($4 AS BIGINT), CAST($5 AS BIGINT), CAST($6 AS BIGINT),
       CAST($7 AS TEXT), CAST($8 AS TEXT)
FROM alert_delivery WHERE project_id = $1 AND rule_id = $2 AND batch = $3 AND batch <> '';

-- # Tried again together.
-- alert_batch_wait(project_id i64, rule_id i64, batch text)
--   exec
UPDATE alert_delivery SET state = 'waiting', done_ms = 0
WHERE project_id = $1 AND rule_id = $2 AND batch = $3 AND batch <> '' AND state <> 'sent';

-- # What waits for a message that nothing will make, and since when. Naming merge_key twice is
-- # what lets its partial index serve.
-- alert_batch_left()
--   many (project_id i64, rule_id i64, recipient text, since_ms i64, settings text)
SELECT d.project_id, d.rule_id, d.recipient, d.since_ms, r.settings
FROM (SELECT project_id, rule_id, recipient, min(created_ms) AS since_ms FROM alert_delivery
      WHERE batch = 'next' GROUP BY project_id, rule_id, recipient) d
JOIN rule r ON r.id = d.rule_id
WHERE NOT EXISTS
      (SELECT 1 FROM outbox o
       WHERE o.state = 'waiting' AND o.merge_key <> ''
         AND o.merge_key = 'alerts ' || CAST(d.rule_id AS TEXT) || ' ' || d.recipient)
ORDER BY 1, 2, 3 LIMIT 200;

-- alert_of(project_id i64, rule_id i64)
--   maybe (uuid text, name text, tree text, settings text, is_enabled bool)
SELECT uuid, name, tree, settings, is_enabled FROM rule WHERE project_id = $1 AND id = $2;

-- # With the rule as it is now, so that a mended address holds for what waits.
-- alert_delivery_get(project_id i64, uuid text)
--   maybe (rule_id i64, issue_id i64, reason text, recipient text, state text, created_ms i64, rule_uuid text, rule_name text, tree text, settings text)
SELECT d.rule_id, d.issue_id, d.reason, d.recipient, d.state, d.created_ms, r.uuid AS rule_uuid,
       r.name AS rule_name, r.tree, r.settings
FROM alert_delivery d JOIN rule r ON r.id = d.rule_id
WHERE d.project_id = $1 AND d.uuid = $2;

-- # One try more; the row is held until its end is noted.
-- alert_delivery_try(project_id i64, uuid text, state text, outbox_uuid text, done_ms i64)
--   maybe (attempts i64)
UPDATE alert_delivery
SET attempts = attempts + 1, state = CASE WHEN state = 'sent' THEN 'sent' ELSE $3 END,
    outbox_uuid = $4, done_ms = $5
WHERE project_id = $1 AND uuid = $2
RETURNING attempts;

-- alert_try_insert(project_id i64, uuid text, no i64, at_ms i64, took_ms i64, status i64, error text, answer text)
--   exec
INSERT INTO alert_try (project_id, delivery_uuid, no, at_ms, took_ms, status, error, answer)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- # Newest first; before '': from the beginning.
-- alert_delivery_page(project_id i64, rule_id i64, before text, max i64)
--   many (uuid text, issue_uuid text?, title text?, reason text, recipient text, state text, attempts i64, created_ms i64, done_ms i64)
SELECT d.uuid, i.uuid AS issue_uuid, i.title, d.reason, d.recipient, d.state, d.attempts,
       d.created_ms, d.done_ms
FROM alert_delivery d LEFT JOIN issue i ON i.id = d.issue_id
WHERE d.project_id = $1 AND d.rule_id = $2 AND ($3 = '' OR d.uuid < $3)
ORDER BY d.uuid DESC LIMIT $4;

-- alert_delivery_count(project_id i64, rule_id i64, max i64)
--   one (n i64)
SELECT count(*) AS n FROM
    (SELECT 1 AS x FROM alert_delivery WHERE project_id = $1 AND rule_id = $2 LIMIT $3) c;

-- # How often the alerts of a project rang: those told at once of one issue are one ring.
-- alert_rings(project_id i64, since_ms i64)
--   many (rule_id i64, rings i64, last_ms i64)
SELECT d.rule_id, count(*) AS rings, max(d.created_ms) AS last_ms
FROM (SELECT DISTINCT rule_id, issue_id, created_ms FROM alert_delivery
      WHERE project_id = $1 AND created_ms >= $2 AND reason <> 'test') d
GROUP BY d.rule_id ORDER BY d.rule_id LIMIT 2000;

-- # What was said last to the alerts of a project whose newest tried delivery was not taken.
-- alert_failures(project_id i64, since_ms i64)
--   many (rule_id i64, error text)
SELECT d.rule_id, t.error
FROM (SELECT rule_id, max(uuid) AS uuid FROM alert_delivery
      WHERE project_id = $1 AND created_ms >= $2 AND attempts > 0 GROUP BY rule_id) m
JOIN alert_delivery d ON d.project_id = $1 AND d.uuid = m.uuid AND d.state <> 'sent'
JOIN alert_try t ON t.project_id = $1 AND t.delivery_uuid = d.uuid AND t.no = d.attempts
ORDER BY d.rule_id LIMIT 2000;

-- alert_tries(project_id i64, delivery_uuid text)
--   many (at_ms i64, took_ms i64, status i64, error text, answer text)
SELECT at_ms, took_ms, status, error, answer FROM alert_try
WHERE project_id = $1 AND delivery_uuid = $2 ORDER BY no LIMIT 100;

-- alert_delivery_find(project_id i64, rule_id i64, uuid text)
--   maybe (state text, outbox_uuid text, batch text)
SELECT state, outbox_uuid, batch FROM alert_delivery
WHERE project_id = $1 AND rule_id = $2 AND uuid = $3;

-- alert_delivery_wait(project_id i64, uuid text)
--   exec
UPDATE alert_delivery SET state = 'waiting', done_ms = 0 WHERE project_id = $1 AND uuid = $2;

-- alert_find(project_id i64, uuid text)
--   maybe (id i64, name text, tree text, settings text)
SELECT id, name, tree, settings FROM rule
WHERE project_id = $1 AND kind = 'alert' AND uuid = $2;

-- alert_project(project_id i64)
--   maybe (uuid text, name text, slug text)
SELECT uuid, name, slug FROM project WHERE id = $1;

-- alert_issue(issue_id i64)
--   maybe (uuid text, short_prefix text, short_no i64, title text, level text, status text, culprit text, location text, platform text, first_release text, last_release text, event_count i64, user_count i64, priority i64, first_seen_ms i64, last_seen_ms i64, deleted_ms i64)
SELECT i.uuid, p.short_prefix, i.short_no, i.title, i.level, i.status, i.culprit, i.location,
       i.platform, i.first_release, i.last_release, i.event_count, i.user_count, i.priority,
       i.first_seen_ms, i.last_seen_ms, i.deleted_ms
FROM issue i JOIN project p ON p.id = i.project_id WHERE i.id = $1;

-- # What a test tells of.
-- alert_newest_issue(project_id i64)
--   maybe (id i64)
SELECT id FROM issue WHERE project_id = $1 AND deleted_ms = 0
ORDER BY last_seen_ms DESC, id DESC LIMIT 1;

-- alert_try_forget(before_ms i64)
--   exec
DELETE FROM alert_try WHERE at_ms < $1;

-- alert_delivery_forget(before_ms i64)
--   exec
DELETE FROM alert_delivery WHERE created_ms < $1;

-- # No window is longer.
-- alert_ring_forget(before_ms i64)
--   exec
DELETE FROM alert_ring WHERE rung_ms < $1;

-- # It stays since when it failed first.
-- alert_failing_set(project_id i64, rule_id i64, now_ms i64, error text)
--   exec
INSERT INTO alert_failing (project_id, rule_id, since_ms, told_ms, error)
VALUES ($1, $2, $3, 0, $4)
ON CONFLICT (project_id, rule_id) DO UPDATE SET error = excluded.error;

-- alert_failing_clear(project_id i64, rule_id i64)
--   exec
DELETE FROM alert_failing WHERE project_id = $1 AND rule_id = $2;

-- alert_failing_list(project_id i64, before_ms i64)
--   many (rule_id i64, since_ms i64)
SELECT rule_id, since_ms FROM alert_failing
WHERE project_id = $1 AND since_ms <= $2 ORDER BY rule_id LIMIT 2000;

-- # Those nobody has been told of. One that never spoke of an issue that is still there has
-- # nothing to tell by.
-- alert_failing_due(before_ms i64)
--   many (project_id i64, rule_id i64, name text, error text)
SELECT f.project_id, f.rule_id, r.name, f.error
FROM alert_failing f JOIN rule r ON r.id = f.rule_id
WHERE f.told_ms = 0 AND f.since_ms <= $1 AND r.is_enabled
  AND EXISTS (SELECT 1 FROM alert_delivery d JOIN issue i ON i.id = d.issue_id AND i.deleted_ms = 0
              WHERE d.project_id = f.project_id AND d.rule_id = f.rule_id)
ORDER BY f.since_ms, f.rule_id LIMIT 50;

-- alert_failing_told(project_id i64, rule_id i64, now_ms i64)
--   exec changed
UPDATE alert_failing SET told_ms = $3 WHERE project_id = $1 AND rule_id = $2 AND told_ms = 0;

-- # Those of alerts that went with their project.
-- alert_failing_forget()
--   exec
DELETE FROM alert_failing
WHERE NOT EXISTS (SELECT 1 FROM rule r WHERE r.id = alert_failing.rule_id);

-- # The issue it spoke of last.
-- alert_last_issue(project_id i64, rule_id i64)
--   maybe (issue_id i64)
SELECT d.issue_id
FROM alert_delivery d JOIN issue i ON i.id = d.issue_id AND i.deleted_ms = 0
WHERE d.project_id = $1 AND d.rule_id = $2 ORDER BY d.uuid DESC LIMIT 1;

-- alert_thread_find(project_id i64, issue_id i64, rule_id i64)
--   maybe (place text, channel text, ts text)
SELECT place, channel, ts FROM alert_thread
WHERE project_id = $1 AND issue_id = $2 AND rule_id = $3;

-- alert_thread_set(project_id i64, issue_id i64, rule_id i64, place text, channel text, ts text, now_ms i64)
--   exec
INSERT INTO alert_thread (project_id, issue_id, rule_id, place, channel, ts, told_ms)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (project_id, issue_id, rule_id)
DO UPDATE SET place = excluded.place, channel = excluded.channel, ts = excluded.ts,
              told_ms = excluded.told_ms;

-- alert_thread_forget(before_ms i64)
--   exec
DELETE FROM alert_thread WHERE told_ms < $1;

-- # Events of an issue from one hour to another, both included.
-- alert_hours(project_id i64, issue_id i64, first i64, last i64)
--   many (hour i64, events i64)
--@sqlite
WITH RECURSIVE hours (hour) AS (
    SELECT $3 UNION ALL SELECT hour + 1 FROM hours WHERE hour < $4
)
SELECT h.hour, sum(fh.events) AS events
FROM fingerprint f
CROSS JOIN hours h
CROSS JOIN fingerprint_hour fh
    ON fh.hour = h.hour AND fh.project_id = $1 AND fh.fingerprint_id = f.id
WHERE f.issue_id = $2 GROUP BY h.hour ORDER BY h.hour LIMIT 48;
--@postgres
SELECT fh.hour, CAST(sum(fh.events) AS BIGINT) AS events
FROM fingerprint f
CROSS JOIN generate_series($3, $4) h
JOIN fingerprint_hour fh ON fh.hour = h AND fh.project_id = $1 AND fh.fingerprint_id = f.id
WHERE f.issue_id = $2 GROUP BY fh.hour ORDER BY fh.hour LIMIT 48;
