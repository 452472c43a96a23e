-- 0020_undo.sql - writes that their author can take back for some minutes (undo.h).

CREATE TABLE undo (
    id         $ID,
    token      TEXT NOT NULL UNIQUE,             -- of no use to others than user_id
    user_id    BIGINT NOT NULL,
    expires_ms BIGINT NOT NULL
);
CREATE INDEX undo_expires ON undo (expires_ms);

-- What one write did, object by object, in its order.
CREATE TABLE undo_object (
    undo_id    BIGINT NOT NULL,
    place      BIGINT NOT NULL,
    kind       TEXT NOT NULL,                    -- who restores it
    project_id BIGINT NOT NULL,                  -- 0 = of none
    object_id  BIGINT NOT NULL,
    version    BIGINT NOT NULL,                  -- as the write left it
    was        TEXT NOT NULL,                    -- JSON, its kind's own
    PRIMARY KEY (undo_id, place)
);
