-- 0038_issue_label_off.sql - labels of rules that people took off: no rule puts them on again.

CREATE TABLE issue_label_off (
    issue_id BIGINT NOT NULL,
    key      TEXT NOT NULL,
    value    TEXT NOT NULL,
    PRIMARY KEY (issue_id, key, value)
);
