/* issue_query.h - the query language of issue lists (decisions.md §4).
 *
 *   is:open level:error,fatal !env:staging events:>100 tag:customer:acme "out of memory"
 *
 * Terms are separated by blanks and all must hold; a term with several values holds when
 * one of them does; "!" before a key or word turns it round. A value is bare or "…" with \"
 * and \\; "*" stands at either end only. Numbers: > >= < <= = and a..b. Times: first:<24h =
 * less than 24 hours ago (m h d w), first:>=2026-11-01 = a UTC date. A key that is none of
 * ours is a tag's when the project has such a tag.
 *
 * Two steps: issue_query_parse knows the grammar and the keys, issue_query_apply binds
 * values to constant SQL (core/filter.h). Errors are E_INVALID with code "query" and the
 * members at, len (bytes of the query) and suggest (the nearest key, or null). */
#ifndef FEATURE_ISSUE_ISSUE_QUERY_H
#define FEATURE_ISSUE_ISSUE_QUERY_H

#include "base/base.h"

struct ctx;
struct filter;

enum {
    QUERY_BYTES = 2 << 10,
    QUERY_TERMS = 32,
    QUERY_VALUES = 20,     /* of one term       */
    QUERY_VALUES_ALL = 40, /* of all together   */
};

enum query_op { QUERY_EQ, QUERY_GT, QUERY_GE, QUERY_LT, QUERY_LE, QUERY_BETWEEN };

struct query_value {
    struct str text;
    bool is_quoted;
    enum query_op op; /* numbers and times                           */
    int64_t low;      /* the number; milliseconds since 1970 for times */
    int64_t high;     /* QUERY_BETWEEN                               */
};

struct query_key; /* a row of the table of keys */
struct query_term {
    const struct query_key *key; /* NULL = a bare word                          */
    struct str tag;              /* tag:TAG:value, or TAG:value                 */
    bool is_negated;
    struct query_value values[QUERY_VALUES];
    size_t n_values;
    size_t at; /* bytes of the query, for errors */
    size_t len;
};
struct issue_query {
    int64_t project_id;
    struct query_term terms[QUERY_TERMS];
    size_t n_terms;
};

/* Fits a filter whatever is asked for: QUERY_VALUES_ALL values bind 5 places each at most.
 * project_id: whose tags and latest release are meant; 0 = any project's. */
NODISCARD enum status issue_query_parse(struct ctx *cx, int64_t project_id, struct str text,
                                        struct issue_query *out);
NODISCARD enum status issue_query_apply(struct ctx *cx, const struct issue_query *q,
                                        struct filter *f);

/* Completion (GET /search/suggest): what may stand at byte `at` of the query. */
struct query_suggestion {
    struct str text;   /* the whole term as it would be written    */
    struct str detail; /* what it means; absent = nothing to say   */
};
struct query_suggestions {
    struct query_suggestion items[QUERY_VALUES];
    size_t n;
    size_t at; /* the bytes that a choice replaces */
    size_t len;
};
NODISCARD enum status issue_query_suggest(struct ctx *cx, int64_t project_id, struct str text,
                                          size_t at, struct query_suggestions *out);

#endif
