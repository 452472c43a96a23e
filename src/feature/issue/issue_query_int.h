/* issue_query_int.h - between the files of the query language. */
#ifndef FEATURE_ISSUE_ISSUE_QUERY_INT_H
#define FEATURE_ISSUE_ISSUE_QUERY_INT_H

#include "feature/issue/issue_query.h"

enum query_type {
    QUERY_TEXT,   /* compared as text, globs allowed             */
    QUERY_WORD,   /* one of `words`                              */
    QUERY_NUMBER,
    QUERY_TIME,
    QUERY_TAG,    /* of the tag `tag`, or of the one in the term */
    QUERY_PERSON, /* me, none, a mail address or a name          */
    QUERY_HAS,    /* a word, or a tag key                        */
};

struct query_word {
    const char *word; /* NULL ends a list                                    */
    const char *const *fragment;
    const char *bound; /* text that the fragment binds; NULL = none           */
    enum { BIND_NONE, BIND_TEXT, BIND_ME, BIND_DAY_AGO } bind;
};

struct query_key {
    const char *name;
    enum query_type type;
    const char *const *equal; /* fragment with one value                     */
    const char *const *like;  /* QUERY_TEXT: with a pattern                  */
    const char *const *const *compare; /* QUERY_NUMBER, QUERY_TIME: by enum query_op */
    const char *tag;                   /* QUERY_TAG                          */
    const struct query_word *words;
    bool is_once;    /* may stand once in a query                        */
    bool is_release; /* completion offers releases, the latest first     */
    const char *help;
};

/* issue_query_keys.c. By index until NULL; by name, NULL = none of ours. */
const struct query_key *query_key_at(size_t i);
const struct query_key *query_key_of(struct str name);
extern const struct query_key query_tag_key; /* tag:KEY:value */

/* issue_query_parse.c: is it release:latest? */
bool query_is_latest(const struct query_term *t, const struct query_value *v);
/* The key that was perhaps meant: one or two letters off, or shortened ("lvl"). NULL = none. */
const char *query_nearest_key(struct str text);

#endif
