-- tracker.sql - settings of trackers, and the tickets that issues have there.

-- # Absent texts: the project never set up this tracker beside its own columns.
-- tracker_settings(project_id i64, tracker text)
--   maybe (project_uuid text, jira_base_url text, jira_email text, jira_api_token_box text, jira_project_key text, jira_issue_type text, github_token_box text, github_owner text, github_repo text, github_labels text, settings text?, box text?, hook_box text?, poll_minutes i64?, version i64?)
SELECT p.uuid AS project_uuid, p.jira_base_url, p.jira_email, p.jira_api_token_box,
       p.jira_project_key, p.jira_issue_type, p.github_token_box, p.github_owner, p.github_repo,
       p.github_labels, t.settings, t.box, t.hook_box, t.poll_minutes, t.version
FROM project p LEFT JOIN project_tracker t ON t.project_id = p.id AND t.tracker = $2
WHERE p.id = $1;

-- # changed = 0: it has another version by now.
-- tracker_settings_put(project_id i64, tracker text, settings text, box text, seen i64, now_ms i64, hook_box text, poll_minutes i64)
--   exec changed
INSERT INTO project_tracker (project_id, tracker, settings, box, hook_box, poll_minutes, polled_ms,
                             version, updated_ms)
VALUES ($1, $2, $3, $4, $7, $8, 0, 1, $6)
ON CONFLICT (project_id, tracker) DO UPDATE
SET settings = excluded.settings, box = excluded.box, hook_box = excluded.hook_box,
    poll_minutes = excluded.poll_minutes, version = project_tracker.version + 1,
    updated_ms = excluded.updated_ms
WHERE project_tracker.version = $5;

-- # The intent. changed = 0: it is there already, or the ticket is.
-- tracker_want(project_id i64, issue_id i64, tracker text, marker text, title text, origin text, rule_id i64, now_ms i64)
--   exec changed
INSERT INTO issue_tracker (project_id, issue_id, tracker, marker, title, state, origin, rule_id,
                           is_unsure, tried_ms, lease_until_ms, remote_key, remote_url, is_closed,
                           error, checked_ms, created_ms, updated_ms)
VALUES ($1, $2, $3, $4, $5, 'wanted', $6, $7, FALSE, 0, 0, '', '', FALSE, '', 0, $8, $8)
ON CONFLICT (project_id, issue_id, tracker) DO UPDATE
SET state = 'wanted', error = '', updated_ms = excluded.updated_ms,
    title = CASE WHEN excluded.title = '' THEN issue_tracker.title ELSE excluded.title END
WHERE issue_tracker.state = 'failed';

-- # It is called otherwise when it is asked for again, unless somebody makes it right now.
-- tracker_retitle(project_id i64, issue_id i64, tracker text, title text, now_ms i64)
--   exec
UPDATE issue_tracker SET title = $4
WHERE project_id = $1 AND issue_id = $2 AND tracker = $3 AND state = 'wanted'
  AND lease_until_ms <= $5;

-- # Given up before, and somebody or something asks once more.
-- tracker_rewant(project_id i64, issue_id i64, tracker text, now_ms i64)
--   exec changed
UPDATE issue_tracker SET state = 'wanted', updated_ms = $4
WHERE project_id = $1 AND issue_id = $2 AND tracker = $3 AND state = 'failed';

-- # Rules' tickets that failed before the project said anew how its trackers are reached.
-- tracker_mendable()
--   many (project_id i64, issue_id i64, tracker text)
SELECT t.project_id, t.issue_id, t.tracker
FROM issue_tracker t
JOIN project p ON p.id = t.project_id
LEFT JOIN project_tracker s ON s.project_id = t.project_id AND s.tracker = t.tracker
WHERE t.state = 'failed' AND t.origin = 'rule'
  AND (p.updated_ms > t.updated_ms OR s.updated_ms > t.updated_ms)
ORDER BY t.updated_ms LIMIT 100;

-- tracker_get(project_id i64, issue_id i64, tracker text)
--   maybe (state text, remote_key text, is_closed bool, lease_until_ms i64, is_unsure bool, told_ms i64, updated_ms i64)
SELECT state, remote_key, is_closed, lease_until_ms, is_unsure, told_ms, updated_ms
FROM issue_tracker
WHERE project_id = $1 AND issue_id = $2 AND tracker = $3;

-- tracker_list(project_id i64, issue_id i64)
--   many (tracker text, state text, origin text, remote_key text, remote_url text, is_closed bool, error text, not_before_ms i64, created_ms i64, updated_ms i64)
SELECT tracker, state, origin, remote_key, remote_url, is_closed, error, not_before_ms, created_ms,
       updated_ms
FROM issue_tracker WHERE project_id = $1 AND issue_id = $2 ORDER BY tracker LIMIT 10;

-- # Nobody else makes it meanwhile. A lease further ahead than any was written by a clock that
-- # had jumped.
-- tracker_lease(project_id i64, issue_id i64, tracker text, now_ms i64, until_ms i64, far_ms i64)
--   maybe (marker text, title text, is_unsure bool, tried_ms i64)
UPDATE issue_tracker SET lease_until_ms = $5
WHERE project_id = $1 AND issue_id = $2 AND tracker = $3 AND state = 'wanted'
  AND (lease_until_ms <= $4 OR lease_until_ms > $6)
RETURNING marker, title, is_unsure, tried_ms;

-- # From here on the outcome is not known until it is written. The lease begins anew: the look-up
-- # before may have used it up. changed = 0: it is lost.
-- tracker_try(project_id i64, issue_id i64, tracker text, lease_until_ms i64, now_ms i64, until_ms i64)
--   exec changed
UPDATE issue_tracker SET is_unsure = TRUE, tried_ms = $5, lease_until_ms = $6
WHERE project_id = $1 AND issue_id = $2 AND tracker = $3 AND state = 'wanted'
  AND lease_until_ms = $4;

-- tracker_failed(project_id i64, issue_id i64, tracker text, lease_until_ms i64, state text, is_unsure bool, error text, not_before_ms i64, now_ms i64)
--   exec
UPDATE issue_tracker
SET state = $5, is_unsure = $6, error = $7, not_before_ms = $8, lease_until_ms = 0, updated_ms = $9
WHERE project_id = $1 AND issue_id = $2 AND tracker = $3 AND state = 'wanted'
  AND lease_until_ms = $4;

-- # Nobody tries again by himself.
-- tracker_give_up(project_id i64, issue_id i64, tracker text, now_ms i64)
--   exec
UPDATE issue_tracker SET state = 'failed', updated_ms = $4
WHERE project_id = $1 AND issue_id = $2 AND tracker = $3 AND state = 'wanted'
  AND lease_until_ms <= $4;

-- # changed = 0: it was linked or let go meanwhile.
-- tracker_made(project_id i64, issue_id i64, tracker text, marker text, remote_key text, remote_url text, is_closed bool, told_ms i64, now_ms i64)
--   exec changed
UPDATE issue_tracker
SET state = 'linked', is_unsure = FALSE, error = '', lease_until_ms = 0, remote_key = $5,
    remote_url = $6, is_closed = $7, told_ms = $8, not_before_ms = 0, checked_ms = $9,
    updated_ms = $9
WHERE project_id = $1 AND issue_id = $2 AND tracker = $3 AND marker = $4 AND state = 'wanted';

-- # One that was there before. changed = 0: the issue has one, or somebody makes one.
-- tracker_link(project_id i64, issue_id i64, tracker text, remote_key text, remote_url text, is_closed bool, told_ms i64, now_ms i64)
--   exec changed
INSERT INTO issue_tracker (project_id, issue_id, tracker, marker, state, origin, rule_id, is_unsure,
                           tried_ms, lease_until_ms, remote_key, remote_url, is_closed, error,
                           told_ms, checked_ms, created_ms, updated_ms)
VALUES ($1, $2, $3, '', 'linked', 'link', 0, FALSE, 0, 0, $4, $5, $6, '', $7, $8, $8, $8)
ON CONFLICT (project_id, issue_id, tracker) DO UPDATE
SET state = 'linked', origin = 'link', marker = '', is_unsure = FALSE, error = '',
    remote_key = excluded.remote_key, remote_url = excluded.remote_url,
    is_closed = excluded.is_closed, told_ms = excluded.told_ms, not_before_ms = 0,
    checked_ms = excluded.checked_ms, updated_ms = excluded.updated_ms
WHERE issue_tracker.state <> 'linked' AND issue_tracker.lease_until_ms <= $8;

-- tracker_unlink(project_id i64, issue_id i64, tracker text, now_ms i64)
--   exec changed
DELETE FROM issue_tracker
WHERE project_id = $1 AND issue_id = $2 AND tracker = $3 AND lease_until_ms <= $4;

-- # What GoSnag's clients read of the issue itself.
-- tracker_issue_jira(issue_id i64, key text?, url text?, now_ms i64)
--   exec
UPDATE issue SET jira_ticket_key = $2, jira_ticket_url = $3, updated_ms = $4 WHERE id = $1;

-- tracker_issue_github(issue_id i64, number i64?, url text?, now_ms i64)
--   exec
UPDATE issue SET github_issue_number = $2, github_issue_url = $3, updated_ms = $4 WHERE id = $1;

-- # What a ticket says.
-- tracker_issue(project_id i64, issue_id i64)
--   maybe (uuid text, project_uuid text, short_prefix text, short_no i64, title text, culprit text, level text, platform text, first_release text, event_count i64, user_count i64, first_seen_ms i64, last_seen_ms i64, deleted_ms i64)
SELECT i.uuid, p.uuid AS project_uuid, p.short_prefix, i.short_no, i.title, i.culprit, i.level,
       i.platform, i.first_release, i.event_count, i.user_count, i.first_seen_ms, i.last_seen_ms,
       i.deleted_ms
FROM issue i JOIN project p ON p.id = i.project_id WHERE i.id = $2 AND i.project_id = $1;

-- # The issues that have this ticket; a merged one stands for its survivor.
-- tracker_of_key(project_id i64, tracker text, remote_key text)
--   many (issue_id i64, issue_uuid text)
SELECT t.issue_id, i.uuid AS issue_uuid
FROM issue_tracker t JOIN issue i ON i.id = t.issue_id
WHERE t.project_id = $1 AND t.tracker = $2 AND t.remote_key = $3 AND t.state = 'linked'
  AND i.deleted_ms = 0
ORDER BY t.issue_id LIMIT 20;

-- tracker_heard(project_id i64, issue_id i64, tracker text, is_closed bool, told_ms i64, now_ms i64)
--   exec
UPDATE issue_tracker
SET is_closed = $4, told_ms = CASE WHEN $5 > told_ms THEN $5 ELSE told_ms END, checked_ms = $6,
    updated_ms = CASE WHEN is_closed = $4 THEN updated_ms ELSE $6 END
WHERE project_id = $1 AND issue_id = $2 AND tracker = $3 AND state = 'linked';

-- tracker_status(project_id i64, issue_id i64)
--   maybe (status text)
SELECT status FROM issue WHERE id = $2 AND project_id = $1 AND deleted_ms = 0;

-- # Those who are to be asked, longest ago first.
-- tracker_polls(now_ms i64)
--   many (project_id i64, tracker text, polled_ms i64)
SELECT project_id, tracker, polled_ms FROM project_tracker
WHERE poll_minutes > 0 AND (polled_ms + poll_minutes * 60000 <= $1 OR polled_ms > $1)
ORDER BY polled_ms LIMIT 100;

-- # changed = 0: somebody else does.
-- tracker_poll_take(project_id i64, tracker text, was_ms i64, now_ms i64)
--   exec changed
UPDATE project_tracker SET polled_ms = $4
WHERE project_id = $1 AND tracker = $2 AND polled_ms = $3;

-- # Longest ago first; those of this run (now_ms) were asked.
-- tracker_to_check(project_id i64, tracker text, now_ms i64)
--   many (issue_id i64, remote_key text, is_closed bool)
SELECT issue_id, remote_key, is_closed FROM issue_tracker
WHERE project_id = $1 AND tracker = $2 AND state = 'linked' AND checked_ms <> $3
ORDER BY checked_ms, issue_id LIMIT 50;

-- tracker_checked(project_id i64, issue_id i64, tracker text, now_ms i64)
--   exec
UPDATE issue_tracker SET checked_ms = $4
WHERE project_id = $1 AND issue_id = $2 AND tracker = $3;
