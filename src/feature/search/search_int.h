/* search_int.h - between the files of this folder. */
#ifndef FEATURE_SEARCH_SEARCH_INT_H
#define FEATURE_SEARCH_SEARCH_INT_H

#include "feature/search/rank.h"
#include "feature/search/search.h"

/* What was pasted, without blanks around it, and the host that was asked. */
struct search_text {
    struct str text;
    struct str host;
};

/* search.c: issues as results, in this order. */
NODISCARD enum status search_add_issues(struct ctx *cx, const int64_t *ids, size_t n,
                                        struct search_results *out);
/* search_similar.c: the issues of a trace, with score and reasons. */
NODISCARD enum status search_ranked(struct ctx *cx, const struct trace *trace,
                                    const struct rank_scope *scope, struct search_results *out);

#endif
