-- 0013_outbox.sql - what must leave the house.

-- A row is written in the transaction of its cause and delivered at least once.
CREATE TABLE outbox (
    id             $ID,
    uuid           TEXT NOT NULL UNIQUE,          -- also names the delivery outside (Message-ID)
    channel        TEXT NOT NULL,                 -- mail, notice
    kind           TEXT NOT NULL,                 -- invite, reset, notice: for people
    recipient      TEXT NOT NULL,                 -- for people too
    payload_box    TEXT NOT NULL,                 -- sealed; empty once it was sent
    merge_key      TEXT NOT NULL DEFAULT '',      -- one waiting row of a key at most
    state          TEXT NOT NULL,                 -- waiting, sent, dead
    due_ms         BIGINT NOT NULL,
    attempts       BIGINT NOT NULL DEFAULT 0,
    lease_until_ms BIGINT NOT NULL DEFAULT 0,
    lease_owner    TEXT NOT NULL DEFAULT '',      -- a process (core/cluster.h)
    last_error     TEXT NOT NULL DEFAULT '',
    created_ms     BIGINT NOT NULL,
    done_ms        BIGINT NOT NULL DEFAULT 0      -- when it was sent or given up
);
CREATE UNIQUE INDEX outbox_key ON outbox (merge_key) WHERE state = 'waiting' AND merge_key <> '';
CREATE INDEX outbox_due ON outbox (channel, due_ms) WHERE state = 'waiting';
CREATE INDEX outbox_done ON outbox (state, done_ms);
