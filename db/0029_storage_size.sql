-- 0029_storage_size.sql - how large the store was, hour by hour of the last week.

CREATE TABLE storage_size (
    hour  BIGINT NOT NULL,
    kind  TEXT NOT NULL,                         -- events, issues, files, spool, …
    bytes BIGINT NOT NULL,
    PRIMARY KEY (hour, kind)
);
