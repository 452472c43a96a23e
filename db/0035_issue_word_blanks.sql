-- 0035_issue_word_blanks.sql - FTS5 took characters like "—" and "÷" for the end of a word,
-- ours (issue_word.c) do not: a search for "a—b" was a phrase, which this table cannot find.

--@sqlite
CREATE VIRTUAL TABLE issue_word_new USING fts5 (
    words, detail = 'none', prefix = '2 3',
    tokenize = 'unicode61 remove_diacritics 0 categories ''L* M* N* P* S* C* Z*'' separators '' '''
);
INSERT INTO issue_word_new (rowid, words) SELECT rowid, words FROM issue_word;
DROP TABLE issue_word;
ALTER TABLE issue_word_new RENAME TO issue_word;
--@all
