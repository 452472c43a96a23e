-- totp.sql - second factors and recovery codes.

-- totp_find(user_id i64)
--   maybe (secret_box text, is_on bool, last_step i64)
SELECT secret_box, is_on, last_step FROM user_totp WHERE user_id = $1;

-- # changed = 0: it is on, and stays.
-- totp_begin(user_id i64, secret_box text, now_ms i64)
--   exec changed
INSERT INTO user_totp (user_id, secret_box, is_on, last_step, created_ms)
VALUES ($1, $2, FALSE, 0, $3)
ON CONFLICT (user_id)
DO UPDATE SET secret_box = excluded.secret_box, last_step = 0, created_ms = excluded.created_ms
WHERE NOT user_totp.is_on;

-- # changed = 0: this step, or a later one, was used before.
-- totp_use_step(user_id i64, step i64)
--   exec changed
UPDATE user_totp SET last_step = $2 WHERE user_id = $1 AND last_step < $2;

-- totp_switch_on(user_id i64)
--   exec
UPDATE user_totp SET is_on = TRUE WHERE user_id = $1;

-- totp_delete(user_id i64)
--   exec
DELETE FROM user_totp WHERE user_id = $1;

-- recovery_insert(user_id i64, code_hash blob)
--   exec
INSERT INTO user_recovery_code (user_id, code_hash) VALUES ($1, $2);

-- recovery_use(user_id i64, code_hash blob)
--   exec changed
DELETE FROM user_recovery_code WHERE user_id = $1 AND code_hash = $2;

-- recovery_delete_all(user_id i64)
--   exec
DELETE FROM user_recovery_code WHERE user_id = $1;

-- recovery_count(user_id i64)
--   one (n i64)
SELECT COUNT(*) AS n FROM user_recovery_code WHERE user_id = $1;
