-- 0015.sql - a second factor and one of its codes.
INSERT INTO user_totp (user_id, secret_box, is_on, last_step, created_ms) VALUES (1, '', FALSE, 0, 1795514400000);
INSERT INTO user_recovery_code (user_id, code_hash) VALUES (1, #0101010101010101010101010101010101010101010101010101010101010101#);
