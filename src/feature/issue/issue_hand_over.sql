-- issue_hand_over.sql - somebody leaves: what lay on the desk.

-- # Open issues, as user_list counts them.
-- issue_desk(user_id i64, max i64)
--   many (id i64, project_id i64)
SELECT id, project_id FROM issue
WHERE assigned_to = $1 AND status IN ('open', 'reopened', 'snoozed') AND merged_into IS NULL
  AND deleted_ms = 0
ORDER BY id
LIMIT $2;

-- issue_user_uuid(id i64)
--   maybe (uuid text)
SELECT uuid FROM user_account WHERE id = $1;
