-- 0015_totp.sql - a second factor at sign-in (RFC 6238), and the codes for who lost it.

CREATE TABLE user_totp (
    user_id    BIGINT PRIMARY KEY,
    secret_box TEXT NOT NULL,                    -- sealed
    is_on      $BOOL NOT NULL,                   -- false: begun, waits for its first code
    last_step  BIGINT NOT NULL,                  -- newest 30 s step a code was taken of
    created_ms BIGINT NOT NULL
);

-- Each is good once.
CREATE TABLE user_recovery_code (
    user_id   BIGINT NOT NULL,
    code_hash $BLOB NOT NULL,                    -- SHA-256
    PRIMARY KEY (user_id, code_hash)
);
