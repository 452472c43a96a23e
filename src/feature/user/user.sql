-- user.sql - accounts, their sessions, links that work once, and tokens.

-- # Zero and '' find nobody.
-- user_find(id i64, uuid text, email_folded text)
--   maybe (id i64, uuid text, email text, name text, role text, status text, avatar_url text, password_hash text?, created_ms i64, updated_ms i64, last_seen_ms i64, has_totp bool)
SELECT u.id, u.uuid, u.email, u.name, u.role, u.status, u.avatar_url, u.password_hash,
       u.created_ms, u.updated_ms, u.last_seen_ms,
       EXISTS (SELECT 1 FROM user_totp t WHERE t.user_id = u.id AND t.is_on) AS has_totp
FROM user_account u
WHERE u.id = $1 OR u.uuid = $2 OR u.email_folded = $3;

-- # open_assigned: issues on somebody's desk that still need work.
-- user_list()
--   many (id i64, uuid text, email text, name text, role text, status text, avatar_url text, created_ms i64, updated_ms i64, last_seen_ms i64, has_totp bool, open_assigned i64)
SELECT u.id, u.uuid, u.email, u.name, u.role, u.status, u.avatar_url, u.created_ms, u.updated_ms,
       u.last_seen_ms,
       EXISTS (SELECT 1 FROM user_totp t WHERE t.user_id = u.id AND t.is_on) AS has_totp,
       (SELECT COUNT(*) FROM issue i
        WHERE i.assigned_to = u.id AND i.status IN ('open', 'reopened', 'snoozed')
          AND i.merged_into IS NULL AND i.deleted_ms = 0) AS open_assigned
FROM user_account u
ORDER BY u.created_ms, u.id
LIMIT 10000;

-- user_count()
--   one (users i64)
SELECT COUNT(*) AS users FROM user_account;

-- # PostgreSQL: until the end of the transaction nobody else becomes the first.
-- user_first_lock()
--   one (is_taken bool)
--@sqlite
SELECT TRUE AS is_taken;
--@postgres
SELECT pg_advisory_xact_lock(7305804, 4) IS NOT NULL AS is_taken;

-- # Admins who can sign in, but for one.
-- user_other_admins(id i64)
--   one (admins i64)
SELECT COUNT(*) AS admins FROM user_account
WHERE role = 'admin' AND status = 'active' AND id <> $1;

-- user_insert(uuid text, email text, email_folded text, name text, role text, status text, password_hash text?, now_ms i64)
--   one (id i64)
INSERT INTO user_account (uuid, email, email_folded, name, role, status, password_hash, created_ms,
                          updated_ms)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)
RETURNING id;

-- user_set_name(id i64, name text, now_ms i64)
--   exec
UPDATE user_account SET name = $2, updated_ms = $3 WHERE id = $1;

-- user_set_role(id i64, role text, now_ms i64)
--   exec
UPDATE user_account SET role = $2, updated_ms = $3 WHERE id = $1;

-- user_set_status(id i64, status text, now_ms i64)
--   exec
UPDATE user_account SET status = $2, updated_ms = $3 WHERE id = $1;

-- user_set_password(id i64, password_hash text, now_ms i64)
--   exec
UPDATE user_account SET password_hash = $2, updated_ms = $3 WHERE id = $1;

-- user_preferences(id i64)
--   maybe (preferences text)
SELECT preferences FROM user_account WHERE id = $1;

-- user_set_preferences(id i64, preferences text)
--   exec
UPDATE user_account SET preferences = $2 WHERE id = $1;

-- session_insert(token_hash blob, user_id i64, now_ms i64, expires_ms i64, user_agent text, address text)
--   exec
INSERT INTO session (token_hash, user_id, created_ms, expires_ms, user_agent, address)
VALUES ($1, $2, $3, $4, $5, $6);

-- session_list(user_id i64, now_ms i64)
--   many (token_hash blob, created_ms i64, expires_ms i64, user_agent text, address text)
SELECT token_hash, created_ms, expires_ms, user_agent, address FROM session
WHERE user_id = $1 AND expires_ms > $2
ORDER BY created_ms DESC
LIMIT 200;

-- session_delete(token_hash blob, user_id i64)
--   exec changed
DELETE FROM session WHERE token_hash = $1 AND user_id = $2;

-- # Signing out: whoever holds the cookie may end it.
-- session_end(token_hash blob)
--   exec
DELETE FROM session WHERE token_hash = $1;

-- # All of a user's but one; an empty hash keeps none.
-- session_delete_others(user_id i64, token_hash blob)
--   exec
DELETE FROM session WHERE user_id = $1 AND token_hash <> $2;

-- session_purge(now_ms i64)
--   exec
DELETE FROM session WHERE expires_ms <= $1;

-- link_insert(token_hash blob, kind text, user_id i64?, now_ms i64, expires_ms i64)
--   exec
INSERT INTO one_time_link (token_hash, kind, user_id, created_ms, expires_ms)
VALUES ($1, $2, $3, $4, $5);

-- link_find(token_hash blob, kind text, now_ms i64)
--   maybe (user_id i64?, expires_ms i64)
SELECT user_id, expires_ms FROM one_time_link
WHERE token_hash = $1 AND kind = $2 AND expires_ms > $3;

-- # A new link of a kind makes the user's older ones void.
-- link_delete_of_user(user_id i64, kind text)
--   exec
DELETE FROM one_time_link WHERE user_id = $1 AND kind = $2;

-- link_delete_kind(kind text)
--   exec
DELETE FROM one_time_link WHERE kind = $1;

-- # changed = 0: somebody used it first.
-- link_use(token_hash blob)
--   exec changed
DELETE FROM one_time_link WHERE token_hash = $1;

-- link_purge(now_ms i64)
--   exec
DELETE FROM one_time_link WHERE expires_ms <= $1;

-- # Somebody whom a provider of sign-in knows; who was invited is in.
-- user_identify(id i64, name text, avatar_url text, google_id text, now_ms i64)
--   exec
UPDATE user_account SET name = $2, avatar_url = $3, google_id = $4, updated_ms = $5,
    status = 'active'
WHERE id = $1 AND status <> 'disabled';
