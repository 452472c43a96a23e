-- tag_rule.sql - labels that rules put on issues.

-- # A label that is there stays whose it is; one that somebody took off stays off.
-- tag_rule_label(issue_id i64, key text, value text, uuid text, rule_id i64, now_ms i64)
--   exec changed
INSERT INTO issue_label (issue_id, key, value, uuid, source, rule_id, created_ms)
SELECT $1, $2, $3, $4, 'rule', $5, $6
WHERE NOT EXISTS (SELECT 1 FROM issue_label_off o
                  WHERE o.issue_id = $1 AND o.key = $2 AND o.value = $3)
ON CONFLICT (issue_id, key, value) DO NOTHING;

-- # What a rule has put on, some of it.
-- tag_rule_unlabel(rule_id i64, max i64)
--   exec changed
DELETE FROM issue_label
WHERE (issue_id, key, value) IN
      (SELECT issue_id, key, value FROM issue_label
       WHERE rule_id = $1 AND rule_id <> 0 ORDER BY issue_id, key, value LIMIT $2);
