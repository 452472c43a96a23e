-- audit.sql - the log of administrative changes.

-- # The token is named as it is called now; it may be gone when somebody reads this.
-- audit_insert(now_ms i64, made_by text, user_uuid text, user_name text, user_email text, token_id i64, address text, action text, object_kind text, object_id text, detail text)
--   exec
INSERT INTO audit_entry (at_ms, made_by, user_uuid, user_name, user_email, token_name, address,
                         action, object_kind, object_id, detail)
VALUES ($1, $2, $3, $4, $5, COALESCE((SELECT t.name FROM api_token t WHERE t.id = $6), ''), $7, $8,
        $9, $10, $11);

-- audit_rows list (id i64, at_ms i64, made_by text, user_uuid text, user_name text, user_email text, token_name text, address text, action text, object_kind text, object_id text, detail text)
SELECT a.id, a.at_ms, a.made_by, a.user_uuid, a.user_name, a.user_email, a.token_name, a.address,
       a.action, a.object_kind, a.object_id, a.detail
FROM audit_entry a;

-- audit_before fragment
a.id < ?;

-- audit_of_user fragment
a.user_uuid = ?;

-- audit_of_object fragment
a.object_id = ?;

-- audit_of_kind fragment
a.object_kind = ?;

-- audit_of_action fragment
a.action = ?;

-- audit_since fragment
a.at_ms >= ?;

-- audit_until fragment
a.at_ms < ?;

-- audit_newest fragment
ORDER BY a.id DESC LIMIT ?;

-- # How many the same conditions find, up to a bound.
-- audit_number list (n i64)
SELECT 1 AS n FROM audit_entry a;

-- audit_counted fragment
LIMIT ?;

-- # When the run of the job before this one ended.
-- audit_expired()
--   maybe (last_end_ms i64)
SELECT last_end_ms FROM job_state WHERE name = 'audit.expire';

-- # Some of those older than that; ids grow with time.
-- audit_expire(before_ms i64, max i64)
--   exec changed
DELETE FROM audit_entry
WHERE id IN (SELECT id FROM audit_entry WHERE at_ms < $1 ORDER BY id LIMIT $2);
