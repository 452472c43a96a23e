-- tag_rule.sql - labels that rules put on issues.

-- # A label that is there stays whose it is.
-- tag_rule_label(issue_id i64, key text, value text, uuid text, rule_id i64, now_ms i64)
--   exec changed
INSERT INTO issue_label (issue_id, key, value, uuid, source, rule_id, created_ms)
VALUES ($1, $2, $3, $4, 'rule', $5, $6)
ON CONFLICT (issue_id, key, value) DO NOTHING;

-- tag_rule_unlabel(rule_id i64)
--   exec
DELETE FROM issue_label WHERE rule_id = $1;
