-- query.sql - patterns of statements, and what is wrong with them.

-- # Does the project still exist?
-- query_project(project_id i64)
--   maybe (uuid text)
SELECT uuid FROM project WHERE id = $1;

-- query_pattern_count(project_id i64)
--   one (n i64)
SELECT count(*) AS n FROM query_pattern WHERE project_id = $1;

-- # Counts what a batch saw of one pattern; none: it is new.
-- query_pattern_add(project_id i64, query_hash text, transaction_name text, event_count i64, events i64, timed_count i64, total_us i64, max_us i64, last_ms i64)
--   maybe (id i64, is_muted bool)
UPDATE query_pattern
SET event_count = event_count + $4, distinct_events = distinct_events + $5,
    timed_count = timed_count + $6, total_us = total_us + $7,
    max_us = CASE WHEN max_us < $8 THEN $8 ELSE max_us END,
    last_seen_ms = CASE WHEN last_seen_ms < $9 THEN $9 ELSE last_seen_ms END
WHERE project_id = $1 AND query_hash = $2 AND transaction_name = $3
RETURNING id, is_muted;

-- query_pattern_insert(project_id i64, id i64, query_hash text, transaction_name text, normalized_query text, table_name text, now_ms i64)
--   exec
INSERT INTO query_pattern (project_id, id, query_hash, transaction_name, normalized_query,
                           table_name, event_count, distinct_events, timed_count, total_us, max_us,
                           is_muted, first_seen_ms, last_seen_ms)
VALUES ($1, $2, $3, $4, $5, $6, 0, 0, 0, 0, 0, FALSE, $7, $7)
ON CONFLICT (project_id, query_hash, transaction_name) DO NOTHING;

-- # none: it is the first event that shows this.
-- query_finding_add(project_id i64, pattern_id i64, kind text, events i64, last_ms i64)
--   maybe (events i64, state text)
UPDATE query_finding
SET events = events + $4, last_ms = CASE WHEN last_ms < $5 THEN $5 ELSE last_ms END
WHERE project_id = $1 AND pattern_id = $2 AND kind = $3
RETURNING events, state;

-- query_finding_insert(project_id i64, pattern_id i64, kind text)
--   exec
INSERT INTO query_finding (project_id, pattern_id, kind, events, last_ms, state, reports, counted,
                           fingerprint_id)
VALUES ($1, $2, $3, 0, 0, 'watched', 0, 0, 0)
ON CONFLICT (project_id, pattern_id, kind) DO NOTHING;

-- # One more event is to be made of it.
-- query_finding_report(project_id i64, pattern_id i64, kind text)
--   exec
UPDATE query_finding SET state = 'open', reports = reports + 1, fingerprint_id = 0
WHERE project_id = $1 AND pattern_id = $2 AND kind = $3;

-- query_finding_get(project_id i64, pattern_id i64, kind text)
--   maybe (events i64, last_ms i64, state text, reports i64, counted i64, fingerprint_id i64)
SELECT events, last_ms, state, reports, counted, fingerprint_id FROM query_finding
WHERE project_id = $1 AND pattern_id = $2 AND kind = $3;

-- query_finding_found(project_id i64, pattern_id i64, kind text, fingerprint_id i64)
--   exec
UPDATE query_finding SET fingerprint_id = $4
WHERE project_id = $1 AND pattern_id = $2 AND kind = $3;

-- # Unless somebody else has counted or reported since it was read.
-- query_finding_counted(project_id i64, pattern_id i64, kind text, more i64, reports i64, counted i64)
--   exec changed
UPDATE query_finding SET counted = counted + $4
WHERE project_id = $1 AND pattern_id = $2 AND kind = $3 AND reports = $5 AND counted = $6;

-- # Unless an event has shown it since.
-- query_finding_quiet(project_id i64, pattern_id i64, kind text, last_ms i64)
--   exec changed
UPDATE query_finding SET state = 'quiet'
WHERE project_id = $1 AND pattern_id = $2 AND kind = $3 AND last_ms <= $4;

-- # Those that nothing has shown for long, the oldest first.
-- query_finding_stale(before_ms i64, max i64)
--   many (project_id i64, pattern_id i64, kind text, last_ms i64, fingerprint_id i64)
SELECT project_id, pattern_id, kind, last_ms, fingerprint_id FROM query_finding
WHERE state = 'open' AND last_ms < $1 ORDER BY last_ms LIMIT $2;

-- # Those whose issue does not know of all events yet, behind one of them. Some stay so: people
-- # filter or discard what reports them.
-- query_finding_behind(project_id i64, pattern_id i64, kind text, max i64)
--   many (project_id i64, pattern_id i64, kind text)
SELECT project_id, pattern_id, kind FROM query_finding
WHERE state = 'open' AND events > reports + counted
  AND (project_id, pattern_id, kind) > ($1, $2, $3)
ORDER BY project_id, pattern_id, kind LIMIT $4;

-- query_pattern_get(project_id i64, id i64)
--   maybe (id i64, project_uuid text, query_hash text, transaction_name text, normalized_query text, table_name text, event_count i64, distinct_events i64, timed_count i64, total_us i64, max_us i64, is_muted bool, first_seen_ms i64, last_seen_ms i64)
SELECT q.id, p.uuid AS project_uuid, q.query_hash, q.transaction_name, q.normalized_query,
       q.table_name, q.event_count, q.distinct_events, q.timed_count, q.total_us, q.max_us,
       q.is_muted, q.first_seen_ms, q.last_seen_ms
FROM query_pattern q JOIN project p ON p.id = q.project_id
WHERE q.project_id = $1 AND q.id = $2;

-- # kind: '' = all, 'finding' = any finding. needle: part of the statement or transaction, folded.
-- query_pattern_page(project_id i64, kind text, muted i64, needle text, sort text, least i64, max i64, skip i64)
--   many (id i64)
SELECT q.id FROM query_pattern q
WHERE q.project_id = $1
  AND ($2 = '' OR EXISTS (SELECT 1 FROM query_finding f
                          WHERE f.project_id = q.project_id AND f.pattern_id = q.id
                            AND ($2 = 'finding' OR f.kind = $2) AND f.events >= $6))
  AND ($3 < 0 OR q.is_muted = ($3 = 1))
  AND ($4 = '' OR lower(q.normalized_query) LIKE $4 ESCAPE '\'
       OR lower(q.transaction_name) LIKE $4 ESCAPE '\')
ORDER BY CASE $5 WHEN 'count' THEN q.event_count
                 WHEN 'average' THEN q.event_count * 1000 / q.distinct_events
                 WHEN 'last_seen' THEN q.last_seen_ms
                 WHEN 'first_seen' THEN q.first_seen_ms
                 ELSE q.total_us END DESC, q.id LIMIT $7 OFFSET $8;

-- query_pattern_found(project_id i64, kind text, muted i64, needle text, least i64)
--   one (n i64)
SELECT count(*) AS n FROM query_pattern q
WHERE q.project_id = $1
  AND ($2 = '' OR EXISTS (SELECT 1 FROM query_finding f
                          WHERE f.project_id = q.project_id AND f.pattern_id = q.id
                            AND ($2 = 'finding' OR f.kind = $2) AND f.events >= $5))
  AND ($3 < 0 OR q.is_muted = ($3 = 1))
  AND ($4 = '' OR lower(q.normalized_query) LIKE $4 ESCAPE '\'
       OR lower(q.transaction_name) LIKE $4 ESCAPE '\');

-- # With their issues, as far as these are there.
-- query_findings(project_id i64, pattern_id i64)
--   many (kind text, events i64, last_ms i64, state text, issue_uuid text?, issue_status text?, short_prefix text?, short_no i64?)
SELECT f.kind, f.events, f.last_ms, f.state, i.uuid AS issue_uuid, i.status AS issue_status,
       p.short_prefix, i.short_no
FROM query_finding f
LEFT JOIN fingerprint h ON h.id = f.fingerprint_id AND h.project_id = f.project_id
LEFT JOIN issue i ON i.id = h.issue_id AND i.deleted_ms = 0
LEFT JOIN project p ON p.id = i.project_id
WHERE f.project_id = $1 AND f.pattern_id = $2
ORDER BY f.kind LIMIT 10;

-- # The pattern that an issue was made of, if it was.
-- query_pattern_of_issue(project_id i64, issue_id i64)
--   maybe (pattern_id i64)
SELECT f.pattern_id FROM fingerprint h
JOIN query_finding f ON f.project_id = h.project_id AND f.fingerprint_id = h.id
WHERE h.issue_id = $2 AND f.project_id = $1
ORDER BY f.last_ms DESC LIMIT 1;

-- query_pattern_mute(project_id i64, id i64, is_muted bool)
--   exec changed
UPDATE query_pattern SET is_muted = $3 WHERE project_id = $1 AND id = $2;

-- query_pattern_old(before_ms i64, max i64)
--   many (project_id i64, id i64)
SELECT project_id, id FROM query_pattern WHERE last_seen_ms < $1 ORDER BY last_seen_ms LIMIT $2;

-- query_pattern_forget(project_id i64, id i64, before_ms i64)
--   exec changed
DELETE FROM query_pattern WHERE project_id = $1 AND id = $2 AND last_seen_ms < $3;

-- query_finding_forget(project_id i64, pattern_id i64)
--   exec
DELETE FROM query_finding WHERE project_id = $1 AND pattern_id = $2;

-- # Projects with more than so many patterns.
-- query_pattern_full(least i64, max i64)
--   many (project_id i64, n i64)
SELECT project_id, count(*) AS n FROM query_pattern
GROUP BY project_id HAVING count(*) >= $1 ORDER BY project_id LIMIT $2;

-- # Those of least use: no open finding, seen last long ago.
-- query_pattern_least(project_id i64, max i64)
--   many (id i64, last_seen_ms i64)
SELECT q.id, q.last_seen_ms FROM query_pattern q
WHERE q.project_id = $1 AND NOT q.is_muted
  AND NOT EXISTS (SELECT 1 FROM query_finding f
                  WHERE f.project_id = q.project_id AND f.pattern_id = q.id AND f.state = 'open')
ORDER BY q.last_seen_ms LIMIT $2;
