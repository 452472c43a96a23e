/* issue_word.h - the words by which an issue is found (storage.md §4).
 *
 * One tokenizer of ours for both stores: text is folded and split where it is neither
 * letter nor digit, and where case changes ("totalFor" → total, for); the unsplit word is
 * kept, too. At most WORDS_MAX words of WORD_BYTES. They are written once, when the issue is
 * made, from type, message, culprit and the functions and files of the first event. */
#ifndef FEATURE_ISSUE_ISSUE_WORD_H
#define FEATURE_ISSUE_ISSUE_WORD_H

#include "base/base.h"

struct arena;
struct ctx;
struct event;

enum { WORDS_MAX = 256, WORD_BYTES = 64 };

struct issue_words {
    struct str words[WORDS_MAX];
    size_t n;
};
/* Adds the words of a text that are not there yet; memory from a. */
void words_add(struct arena *a, struct issue_words *w, struct str text);
/* All of an event, separated by blanks; "" = none. */
struct str words_of_event(struct ctx *cx, const struct event *ev, struct str type,
                          struct str title, struct str culprit);

/* In the transaction that makes the issues; words: as words_of_event joins them. */
struct words_of_issue {
    int64_t project_id;
    int64_t issue_id;
    struct str words;
};
NODISCARD enum status issue_words_write(struct ctx *cx, const struct words_of_issue *issues,
                                        size_t n);
/* What MATCH (SQLite) or @@ (PostgreSQL) is asked for the words of a query: all of them,
 * each as the beginning of a word. Absent = the text has no word. */
struct str words_query(struct ctx *cx, struct str text);
/* The same for one word of issue_words, as a whole. */
struct str words_exactly(struct ctx *cx, struct str word);

#endif
