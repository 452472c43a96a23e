-- 0040.sql - a delivery as schema 40 may hold it, before alerts gathered theirs.
INSERT INTO alert_delivery (project_id, uuid, rule_id, issue_id, reason, recipient, state, attempts, outbox_uuid, created_ms, done_ms) VALUES
(1, '01956dd6-1800-7000-8000-0000000000a1', 1, 1, 'new', 'ann@example.com', 'waiting', 0, '', 1795514400000, 0);
