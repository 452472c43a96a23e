-- 0021.sql - a priority set by hand, a label put on by a rule.
UPDATE issue SET priority = 80, is_priority_manual = TRUE WHERE id = 1;
INSERT INTO issue_label (issue_id, key, value, uuid, created_ms, source) VALUES
(1, 'by', 'rule', '01a20cff-7d00-7000-8000-00000000d001', 1795514400000, 'rule');
