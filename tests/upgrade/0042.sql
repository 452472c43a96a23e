-- 0042.sql - tickets as schema 42 may hold them: one that is there, one that failed.
INSERT INTO issue_tracker (project_id, issue_id, tracker, marker, state, origin, rule_id, is_unsure, tried_ms, lease_until_ms, remote_key, remote_url, is_closed, error, checked_ms, created_ms, updated_ms) VALUES
(1, 1, 'gitlab', '', 'linked', 'link', 0, FALSE, 0, 0, '12', 'https://gitlab.com/o/r/-/issues/12', FALSE, '', 0, 1795514400000, 1795514400000),
(1, 1, 'gitea', 'gosnag-ticket-1', 'failed', 'rule', 1, FALSE, 0, 0, '', '', FALSE, 'Gitea refuses this', 0, 1795514400000, 1795514400000);
