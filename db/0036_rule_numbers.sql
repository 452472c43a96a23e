-- 0036_rule_numbers.sql - deliveries and labels name their rule by number, so none comes twice;
-- and an issue is purged without reading everybody's inbox.

--@sqlite
CREATE TABLE rule_new (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid          TEXT NOT NULL UNIQUE,
    project_id    BIGINT NOT NULL,
    kind          TEXT NOT NULL,
    name          TEXT NOT NULL,
    is_enabled    $BOOL NOT NULL,
    position      BIGINT NOT NULL,
    points        BIGINT NOT NULL,
    conditions    TEXT NOT NULL,
    tree          TEXT NOT NULL,
    data_patterns BIGINT NOT NULL,
    settings      TEXT NOT NULL,
    version       BIGINT NOT NULL,
    created_ms    BIGINT NOT NULL,
    updated_ms    BIGINT NOT NULL,
    memory_bytes  BIGINT NOT NULL DEFAULT 0
);
INSERT INTO rule_new (id, uuid, project_id, kind, name, is_enabled, position, points, conditions,
                      tree, data_patterns, settings, version, created_ms, updated_ms, memory_bytes)
SELECT id, uuid, project_id, kind, name, is_enabled, position, points, conditions,
       tree, data_patterns, settings, version, created_ms, updated_ms, memory_bytes
FROM rule;
DROP TABLE rule;
ALTER TABLE rule_new RENAME TO rule;
CREATE INDEX rule_project ON rule (project_id, kind);
-- Numbers that deleted rules had.
INSERT INTO rule (id, uuid, project_id, kind, name, is_enabled, position, points, conditions, tree,
                  data_patterns, settings, version, created_ms, updated_ms)
SELECT n, 'number', 0, '', '', 0, 0, 0, '', '', 0, '', 0, 0, 0
FROM (SELECT max(rule_id) AS n
      FROM (SELECT rule_id FROM alert_delivery UNION ALL SELECT rule_id FROM issue_label) used) m
WHERE n > coalesce((SELECT max(id) FROM rule), 0);
DELETE FROM rule WHERE uuid = 'number';
--@all

CREATE INDEX notification_issue ON notification (issue_id);
CREATE INDEX notice_issue ON notice (issue_id);
CREATE INDEX notice_state_issue ON notice_state (issue_id);
