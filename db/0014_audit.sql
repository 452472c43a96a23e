-- 0014_audit.sql - what administrators did: who, what, to which object, from where.
--
-- Who is written as they were called then: an account may change its name or go.

CREATE TABLE audit_entry (
    id          $ID,
    at_ms       BIGINT NOT NULL,
    made_by     TEXT NOT NULL,                   -- session, token, project_token, link, program
    user_uuid   TEXT NOT NULL,                   -- '' = nobody behind it
    user_name   TEXT NOT NULL,
    user_email  TEXT NOT NULL,
    token_name  TEXT NOT NULL,
    address     TEXT NOT NULL,
    action      TEXT NOT NULL,                   -- user.role, project.delete, …
    object_kind TEXT NOT NULL,
    object_id   TEXT NOT NULL,
    detail      TEXT NOT NULL
);
CREATE INDEX audit_entry_object ON audit_entry (object_id, id);
CREATE INDEX audit_entry_user ON audit_entry (user_uuid, id);
