-- condition.sql - what conditions ask the store for.

-- condition_issue(project_id i64, issue_id i64)
--   maybe (title text, type text, culprit text, level text, platform text, first_release text, assigned_to i64?, first_seen_ms i64, event_count i64, user_count i64, priority i64)
SELECT title, type, culprit, level, platform, first_release, assigned_to, first_seen_ms,
       event_count, user_count, priority
FROM issue WHERE id = $2 AND project_id = $1;

-- condition_fingerprints(issue_id i64)
--   many (id i64)
SELECT id FROM fingerprint WHERE issue_id = $1 ORDER BY id LIMIT 200;

-- condition_person(id i64)
--   maybe (email text)
SELECT email FROM user_account WHERE id = $1;

-- # Events of an issue from one hour to another, both included.
-- condition_hours(project_id i64, issue_id i64, first i64, last i64)
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
WHERE f.issue_id = $2 GROUP BY h.hour ORDER BY h.hour LIMIT 200;
--@postgres
SELECT fh.hour, CAST(sum(fh.events) AS BIGINT) AS events
FROM fingerprint f
CROSS JOIN generate_series($3, $4) h
JOIN fingerprint_hour fh ON fh.hour = h AND fh.project_id = $1 AND fh.fingerprint_id = f.id
WHERE f.issue_id = $2 GROUP BY fh.hour ORDER BY fh.hour LIMIT 200;

-- # When an issue came back of late.
-- condition_returns(issue_id i64, since_ms i64)
--   many (action text, created_ms i64)
SELECT action, created_ms FROM issue_activity
WHERE issue_id = $1 AND created_ms >= $2
  AND action IN ('auto_reopened', 'auto_unsnoozed', 'auto_escalated')
ORDER BY id LIMIT 200;

-- # The same by minutes, of projects whose rules ask for them.
-- condition_minutes(project_id i64, issue_id i64, first i64, last i64)
--   one (events i64)
--@sqlite
WITH RECURSIVE minutes (minute) AS (
    SELECT $3 UNION ALL SELECT minute + 1 FROM minutes WHERE minute < $4
)
SELECT COALESCE(sum(fm.events), 0) AS events
FROM fingerprint f
CROSS JOIN minutes m
CROSS JOIN fingerprint_minute fm
    ON fm.minute = m.minute AND fm.project_id = $1 AND fm.fingerprint_id = f.id
WHERE f.issue_id = $2;
--@postgres
SELECT CAST(COALESCE(sum(fm.events), 0) AS BIGINT) AS events
FROM fingerprint f
CROSS JOIN generate_series($3, $4) m
JOIN fingerprint_minute fm ON fm.minute = m AND fm.project_id = $1 AND fm.fingerprint_id = f.id
WHERE f.issue_id = $2;

-- # Distinct users of the newest stored events since a time, not more than so many events.
-- condition_users(project_id i64, issue_id i64, since_ms i64, max i64)
--   one (users i64)
--@sqlite
SELECT count(DISTINCT u.user_hash) AS users
FROM (SELECT e.user_hash
      FROM segment s
      CROSS JOIN fingerprint f
      CROSS JOIN event_fingerprint ef
          ON ef.segment = s.id AND ef.project_id = $1 AND ef.fingerprint_id = f.id
      CROSS JOIN event e ON e.id = (ef.segment << 16) + ef.ordinal
      WHERE f.issue_id = $2 AND s.last_ms >= $3 AND e.received_ms >= $3 AND e.user_hash <> 0
      ORDER BY s.id DESC, ef.ordinal DESC LIMIT $4) u;
--@postgres
SELECT count(DISTINCT u.user_hash) AS users
FROM (SELECT e.user_hash
      FROM segment s
      CROSS JOIN fingerprint f
      JOIN event_fingerprint ef ON ef.day = s.day AND ef.segment = s.id
          AND ef.project_id = $1 AND ef.fingerprint_id = f.id
      JOIN event e ON e.day = s.day AND e.project_id = ef.project_id
          AND e.id = (ef.segment << 16) + ef.ordinal
      WHERE f.issue_id = $2 AND s.last_ms >= $3 AND e.received_ms >= $3 AND e.user_hash <> 0
      ORDER BY s.id DESC, ef.ordinal DESC LIMIT $4) u;

-- # Minutes nobody asks for any more, in order of key.
-- condition_minutes_forget(before i64, max i64)
--   exec changed
--@sqlite
DELETE FROM fingerprint_minute
WHERE (minute, project_id, fingerprint_id) IN
      (SELECT minute, project_id, fingerprint_id FROM fingerprint_minute
       WHERE minute < $1 ORDER BY minute LIMIT $2);
--@postgres
DELETE FROM fingerprint_minute t
USING (SELECT o.minute, o.project_id, o.fingerprint_id FROM fingerprint_minute o
       WHERE o.minute < $1 ORDER BY o.minute LIMIT $2) o
WHERE o.project_id = t.project_id AND o.minute = t.minute AND o.fingerprint_id = t.fingerprint_id;

-- # Fingerprints of a project that have stored events, those seen last first.
-- condition_sample(project_id i64, max i64)
--   many (id i64, issue_id i64, issue_uuid text)
SELECT f.id, f.issue_id, i.uuid AS issue_uuid
FROM fingerprint f JOIN issue i ON i.id = f.issue_id
WHERE f.project_id = $1 AND i.deleted_ms = 0 AND f.stored_count > 0
ORDER BY f.last_seen_ms DESC, f.id LIMIT $2;
