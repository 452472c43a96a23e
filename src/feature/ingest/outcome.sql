-- # Adds to one figure.
-- outcome_add(hour i64, project_id i64, category text, reason text, quantity i64)
--   exec
INSERT INTO outcome_hour (hour, project_id, category, reason, quantity)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (hour, project_id, category, reason)
DO UPDATE SET quantity = outcome_hour.quantity + excluded.quantity;
