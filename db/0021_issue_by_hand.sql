-- 0021_issue_by_hand.sql - what people set is told from what rules compute.

ALTER TABLE issue ADD COLUMN is_priority_manual $BOOL NOT NULL DEFAULT FALSE;
-- person, or rule: removing a rule's labels leaves those of people.
ALTER TABLE issue_label ADD COLUMN source TEXT NOT NULL DEFAULT 'person';
