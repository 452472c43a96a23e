-- 0026_issue_tag_key.sql - does an issue have a tag of this key: from the index alone.

DROP INDEX issue_tag_issue;
CREATE INDEX issue_tag_issue ON issue_tag (issue_id, key);
