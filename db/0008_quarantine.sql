-- 0008_quarantine.sql - what is kept aside can be digested again: once, by whoever digests.

CREATE TABLE quarantine_kept (
    id          $ID,
    uuid        TEXT NOT NULL UNIQUE,
    project_id  BIGINT NOT NULL,
    reason      TEXT NOT NULL,                   -- crash, invalid, internal
    detail      TEXT NOT NULL,
    spool_id    TEXT NOT NULL,
    seq         BIGINT NOT NULL,
    item        BIGINT NOT NULL DEFAULT 0,       -- of the record's envelope, when only that failed
    received_ms BIGINT NOT NULL,
    record      $BLOB NOT NULL,                  -- as the spool holds it
    attempts    BIGINT NOT NULL DEFAULT 0,       -- times it was digested again, in vain
    is_wanted   $BOOL NOT NULL,                  -- to be digested again
    created_ms  BIGINT NOT NULL,
    UNIQUE (spool_id, seq, item)
);
INSERT INTO quarantine_kept (uuid, project_id, reason, detail, spool_id, seq, received_ms, record,
                             is_wanted, created_ms)
SELECT uuid, project_id, reason, detail, spool_id, seq, received_ms, record, FALSE, created_ms
FROM quarantine ORDER BY id;
DROP TABLE quarantine;
ALTER TABLE quarantine_kept RENAME TO quarantine;
CREATE INDEX quarantine_wanted ON quarantine (id) WHERE is_wanted;
