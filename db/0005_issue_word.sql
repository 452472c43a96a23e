-- 0005_issue_word.sql - words by which issues are found (issue_word.h).

--@sqlite
-- Our words are split by blanks alone: whatever is not a blank belongs to a word.
CREATE VIRTUAL TABLE issue_word USING fts5 (
    words, detail = 'none', prefix = '2 3',
    tokenize = 'unicode61 remove_diacritics 0 tokenchars ''/._-:'''
);
INSERT INTO issue_word (rowid, words) SELECT id, title_folded FROM issue;
--@postgres
CREATE TABLE issue_word (
    project_id BIGINT NOT NULL,
    issue_id   BIGINT NOT NULL,
    words      TSVECTOR NOT NULL,
    PRIMARY KEY (project_id, issue_id)
);
CREATE INDEX issue_word_find ON issue_word USING gin (words);
CREATE INDEX issue_word_issue ON issue_word (issue_id);
INSERT INTO issue_word (project_id, issue_id, words)
SELECT project_id, id,
       array_to_tsvector(array_remove(regexp_split_to_array(title_folded, '[^[:alnum:]]+'), ''))
FROM issue;
--@all

CREATE INDEX issue_label_key ON issue_label (key);
