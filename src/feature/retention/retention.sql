-- # Segments of events received before that day, oldest first. One that a process is still
-- # filling (with what waited in its spool) is left alone until nothing was written for long.
-- retention_segment(before_day i64, idle_since_ms i64)
--   maybe (id i64, day i64)
SELECT id, day FROM segment
WHERE day < $1 AND (is_closed OR last_ms < $2) ORDER BY day, id LIMIT 1;

-- # Whose the first rows of a segment's list are, and how many of them.
-- retention_fingerprints(segment i64, max_rows i64)
--   many (project_id i64, fingerprint_id i64, n i64)
SELECT project_id, fingerprint_id, count(*) AS n
FROM (SELECT project_id, fingerprint_id FROM event_fingerprint
      WHERE segment = $1 ORDER BY project_id, fingerprint_id LIMIT $2) first_rows
GROUP BY project_id, fingerprint_id
ORDER BY fingerprint_id LIMIT $2;

-- # Locked, so that its events stay its own, and it its issue's.
-- retention_fingerprint_lock(id i64)
--   maybe (issue_id i64)
--@sqlite
SELECT issue_id FROM fingerprint WHERE id = $1;
--@postgres
SELECT issue_id FROM fingerprint WHERE id = $1 FOR UPDATE;

-- retention_fingerprint_uncount(id i64, n i64)
--   exec
UPDATE fingerprint SET stored_count = CASE WHEN stored_count > $2 THEN stored_count - $2 ELSE 0 END
WHERE id = $1;

-- retention_issue_uncount(id i64, n i64)
--   exec
UPDATE issue SET stored_count = CASE WHEN stored_count > $2 THEN stored_count - $2 ELSE 0 END
WHERE id = $1;

-- # So many list rows.
-- retention_list_delete(segment i64, project_id i64, fingerprint_id i64, n i64)
--   exec changed
DELETE FROM event_fingerprint
WHERE segment = $1 AND project_id = $2 AND fingerprint_id = $3
AND ordinal IN (SELECT ordinal FROM event_fingerprint
                WHERE segment = $1 AND project_id = $2 AND fingerprint_id = $3
                ORDER BY ordinal LIMIT $4);

-- # SQLite; on PostgreSQL rows go with their partition.
-- retention_keys_delete(segment i64, max i64)
--   exec changed
--@sqlite
DELETE FROM event_key
WHERE segment = $1 AND (project_id, event_id) IN
      (SELECT project_id, event_id FROM event_key WHERE segment = $1 LIMIT $2);
--@postgres
DELETE FROM event_key WHERE FALSE AND segment = $1 AND place = $2;

-- # Bounded by rows and by bytes: each page of a large payload is given back by itself.
-- retention_events_delete(first_id i64, last_id i64, max i64, max_bytes i64)
--   exec changed
--@sqlite
DELETE FROM event WHERE id IN
    (SELECT id FROM (SELECT id, sum(bytes) OVER (ORDER BY id) - bytes AS bytes_before
                     FROM (SELECT id, length(payload) AS bytes FROM event
                           WHERE id BETWEEN $1 AND $2 ORDER BY id LIMIT $3))
     WHERE bytes_before < $4);
--@postgres
DELETE FROM event WHERE FALSE AND id BETWEEN $1 AND $2 AND day = $3 AND id = $4;

-- retention_segment_delete(id i64)
--   exec
DELETE FROM segment WHERE id = $1;

-- # Days that have partitions, those whose tables were detached and not yet dropped included.
-- retention_partition(before_day i64)
--   maybe (day i64)
--@sqlite
SELECT $1 AS day WHERE FALSE;
--@postgres
SELECT d.day FROM
    (SELECT DISTINCT CAST(substring(relname FROM '_d([0-9]+)$') AS bigint) AS day
     FROM pg_catalog.pg_class
     WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace
     AND relname ~ '^event(_key|_fingerprint)?_d[0-9]+$') d
WHERE d.day < $1 AND NOT EXISTS (SELECT 1 FROM segment s WHERE s.day = d.day)
ORDER BY d.day LIMIT 1;

-- # No event needs them any more, nor does a digest that still has them in memory
-- # (EXEMPLAR_LIFE_DAYS).
-- retention_exemplars_delete(before_ms i64, max i64)
--   exec changed
--@sqlite
DELETE FROM exemplar
WHERE id IN (SELECT id FROM exemplar
             WHERE created_ms < $1 AND last_segment < (SELECT COALESCE(min(id), 0) FROM segment)
             ORDER BY id LIMIT $2);
--@postgres
DELETE FROM exemplar e
USING (SELECT o.project_id, o.id FROM exemplar o
       WHERE o.created_ms < $1
       AND o.last_segment < (SELECT COALESCE(min(id), 0) FROM segment)
       ORDER BY o.id LIMIT $2) o
WHERE o.project_id = e.project_id AND o.id = e.id;

-- # Kept documents of fingerprints that have seen nothing since: some rows, by key.
-- retention_latest(after i64, max i64)
--   many (fingerprint_id i64, received_ms i64)
SELECT fingerprint_id, received_ms FROM fingerprint_latest
WHERE fingerprint_id > $1 ORDER BY fingerprint_id LIMIT $2;

-- retention_latest_delete(fingerprint_id i64, before_ms i64)
--   exec
DELETE FROM fingerprint_latest WHERE fingerprint_id = $1 AND received_ms < $2;

-- retention_fingerprint_hours_delete(before_hour i64, max i64)
--   exec changed
--@sqlite
DELETE FROM fingerprint_hour
WHERE (hour, project_id, fingerprint_id) IN
      (SELECT hour, project_id, fingerprint_id FROM fingerprint_hour
       WHERE hour < $1 ORDER BY hour LIMIT $2);
--@postgres
DELETE FROM fingerprint_hour t
USING (SELECT o.hour, o.project_id, o.fingerprint_id FROM fingerprint_hour o
       WHERE o.hour < $1 ORDER BY o.hour LIMIT $2) o
WHERE o.project_id = t.project_id AND o.hour = t.hour AND o.fingerprint_id = t.fingerprint_id;

-- retention_project_hours_delete(before_hour i64, max i64)
--   exec changed
--@sqlite
DELETE FROM project_hour
WHERE (hour, project_id, level) IN
      (SELECT hour, project_id, level FROM project_hour WHERE hour < $1 ORDER BY hour LIMIT $2);
--@postgres
DELETE FROM project_hour t
USING (SELECT o.hour, o.project_id, o.level FROM project_hour o
       WHERE o.hour < $1 ORDER BY o.hour LIMIT $2) o
WHERE o.project_id = t.project_id AND o.hour = t.hour AND o.level = t.level;

-- retention_outcomes_delete(before_hour i64, max i64)
--   exec changed
--@sqlite
DELETE FROM outcome_hour
WHERE (hour, project_id, category, reason) IN
      (SELECT hour, project_id, category, reason FROM outcome_hour
       WHERE hour < $1 ORDER BY hour LIMIT $2);
--@postgres
DELETE FROM outcome_hour t
USING (SELECT o.hour, o.project_id, o.category, o.reason FROM outcome_hour o
       WHERE o.hour < $1 ORDER BY o.hour LIMIT $2) o
WHERE o.project_id = t.project_id AND o.hour = t.hour AND o.category = t.category AND o.reason = t.reason;

-- retention_project_stats_delete(before_day i64, max i64)
--   exec changed
--@sqlite
DELETE FROM project_stat
WHERE (day, project_id) IN
      (SELECT day, project_id FROM project_stat WHERE day < $1 ORDER BY day LIMIT $2);
--@postgres
DELETE FROM project_stat t
USING (SELECT o.day, o.project_id FROM project_stat o
       WHERE o.day < $1 ORDER BY o.day LIMIT $2) o
WHERE o.project_id = t.project_id AND o.day = t.day;

-- # Issues that saw nothing since, have no stored event left, and show no trace of people:
-- # nobody's activity, no label, follower, assignee or ticket, not merged with another. Labels
-- # of rules are none, nor is what regrouping did in the name of who started it.
-- retention_issues(before_minute i64, max i64)
--   many (id i64)
SELECT i.id FROM issue i
WHERE i.last_seen_minute < $1 AND i.stored_count = 0 AND i.assigned_to IS NULL
AND i.merged_into IS NULL AND i.jira_ticket_key IS NULL AND i.github_issue_number IS NULL
AND NOT EXISTS (SELECT 1 FROM issue_activity a WHERE a.issue_id = i.id AND a.user_id IS NOT NULL
                AND a.action NOT IN ('regrouped_in', 'regrouped_out'))
AND NOT EXISTS (SELECT 1 FROM issue_label l WHERE l.issue_id = i.id AND l.source <> 'rule')
AND NOT EXISTS (SELECT 1 FROM issue_follow w WHERE w.issue_id = i.id)
AND NOT EXISTS (SELECT 1 FROM issue_tracker k
                WHERE k.project_id = i.project_id AND k.issue_id = i.id AND k.state = 'linked')
AND NOT EXISTS (SELECT 1 FROM issue m WHERE m.merged_into = i.id)
ORDER BY i.last_seen_minute LIMIT $2;

-- # Nothing has come since it was chosen; the row is locked until the end of the transaction.
-- retention_issue_lock(id i64, before_minute i64)
--   exec changed
UPDATE issue SET deleted_ms = updated_ms WHERE id = $1 AND last_seen_minute < $2;

-- # Fingerprints that came from this issue have no other home than where they are.
-- retention_issue_homes_forget(issue_id i64)
--   exec
UPDATE fingerprint SET home_issue_id = issue_id
WHERE home_issue_id = $1 AND home_issue_id <> issue_id;

-- # What rules know of it. SQLite gives the number to another issue.
-- retention_issue_score_delete(issue_id i64)
--   exec
DELETE FROM issue_score
WHERE project_id = (SELECT i.project_id FROM issue i WHERE i.id = $1) AND issue_id = $1;

-- retention_issue_rings_delete(issue_id i64)
--   exec
DELETE FROM alert_ring
WHERE project_id = (SELECT i.project_id FROM issue i WHERE i.id = $1) AND issue_id = $1;

-- retention_issue_trackers_delete(issue_id i64)
--   exec
DELETE FROM issue_tracker
WHERE project_id = (SELECT i.project_id FROM issue i WHERE i.id = $1) AND issue_id = $1;

-- retention_issue_labels_delete(issue_id i64)
--   exec
DELETE FROM issue_label WHERE issue_id = $1;

-- retention_issue_labels_off_delete(issue_id i64)
--   exec
DELETE FROM issue_label_off WHERE issue_id = $1;

-- retention_issue_stats_delete(issue_id i64)
--   exec
DELETE FROM fingerprint_stat WHERE fingerprint_id IN (SELECT id FROM fingerprint WHERE issue_id = $1);

-- retention_issue_latest_delete(issue_id i64)
--   exec
DELETE FROM fingerprint_latest
WHERE fingerprint_id IN (SELECT id FROM fingerprint WHERE issue_id = $1);

-- retention_issue_fingerprints_delete(issue_id i64)
--   exec
DELETE FROM fingerprint WHERE issue_id = $1;

-- retention_issue_tags_delete(issue_id i64)
--   exec
DELETE FROM issue_tag WHERE issue_id = $1;

-- retention_issue_words_delete(issue_id i64)
--   exec
--@sqlite
DELETE FROM issue_word WHERE rowid = $1;
--@postgres
DELETE FROM issue_word WHERE issue_id = $1;

-- retention_issue_activity_delete(issue_id i64)
--   exec
DELETE FROM issue_activity WHERE issue_id = $1;

-- retention_issue_delete(id i64)
--   exec
DELETE FROM issue WHERE id = $1;

-- # PostgreSQL: the day's partitions, made where they are missing.
-- retention_partitions_make(day i64)
--   one (day i64)
--@sqlite
SELECT $1 AS day;
--@postgres
SELECT make_partitions($1) AS day;

-- # Tombstones nobody can bring back any more.
-- purge_issues(before_ms i64, max i64)
--   many (id i64, project_id i64)
SELECT id, project_id FROM issue
WHERE deleted_ms > 0 AND deleted_ms < $1 ORDER BY deleted_ms LIMIT $2;

-- purge_fingerprints(issue_id i64)
--   many (id i64)
SELECT id FROM fingerprint WHERE issue_id = $1 ORDER BY id LIMIT 200;

-- # Some of a fingerprint's stored events.
-- purge_events(project_id i64, fingerprint_id i64, max i64)
--   many (segment i64, day i64, ordinal i64)
--@sqlite
SELECT e.segment, s.day, e.ordinal FROM segment s
CROSS JOIN event_fingerprint e
    ON e.segment = s.id AND e.project_id = $1 AND e.fingerprint_id = $2
LIMIT $3;
--@postgres
SELECT e.segment, e.day, e.ordinal FROM segment s
JOIN event_fingerprint e
    ON e.day = s.day AND e.segment = s.id AND e.project_id = $1 AND e.fingerprint_id = $2
LIMIT $3;

-- purge_event_delete(day i64, project_id i64, id i64)
--   exec
--@sqlite
DELETE FROM event WHERE id = $3 AND project_id = $2 AND $1 >= 0;
--@postgres
DELETE FROM event WHERE day = $1 AND project_id = $2 AND id = $3;

-- purge_listed_delete(day i64, segment i64, project_id i64, fingerprint_id i64, ordinal i64)
--   exec
--@sqlite
DELETE FROM event_fingerprint
WHERE segment = $2 AND project_id = $3 AND fingerprint_id = $4 AND ordinal = $5 AND $1 >= 0;
--@postgres
DELETE FROM event_fingerprint
WHERE day = $1 AND segment = $2 AND project_id = $3 AND fingerprint_id = $4 AND ordinal = $5;

-- purge_follows_delete(issue_id i64)
--   exec
DELETE FROM issue_follow WHERE issue_id = $1;

-- purge_comments_delete(issue_id i64)
--   exec
DELETE FROM comment WHERE issue_id = $1;

-- purge_notifications_delete(issue_id i64)
--   exec
DELETE FROM notification WHERE issue_id = $1;

-- purge_notices_delete(issue_id i64)
--   exec
DELETE FROM notice WHERE issue_id = $1;

-- purge_notice_states_delete(issue_id i64)
--   exec
DELETE FROM notice_state WHERE issue_id = $1;
