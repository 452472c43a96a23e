-- 0011_attachment.sql - files that came with events.

-- Bytes lie in DATA_DIR/attachments/DAY/PROJECT-EVENT-ID; here stands what they are. day: of
-- receipt. An event's files may come before it, after it, or without it.
CREATE TABLE attachment (
    day          BIGINT NOT NULL,
    project_id   BIGINT NOT NULL,
    event_id     $BLOB NOT NULL,
    id           $BLOB NOT NULL,                 -- 16 random bytes
    received_ms  BIGINT NOT NULL,
    name         TEXT NOT NULL,                  -- the client's, cleaned
    content_type TEXT NOT NULL,
    kind         TEXT NOT NULL,                  -- attachment_type of the item
    size         BIGINT NOT NULL,                -- as it was sent
    sum          BIGINT NOT NULL,                -- to know a repeat by
    refused      TEXT NOT NULL,                  -- why the bytes were not kept; '' = they were
    PRIMARY KEY (day, project_id, event_id, id)
);

-- The days that table holds, so that an event's files are point reads.
CREATE TABLE attachment_day (
    day        BIGINT PRIMARY KEY,
    is_checked $BOOL NOT NULL                    -- files of events that never came are gone
);

CREATE TABLE attachment_usage (
    project_id BIGINT PRIMARY KEY,
    files      BIGINT NOT NULL,
    bytes      BIGINT NOT NULL
);
