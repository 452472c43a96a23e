/* analysis_int.h - what the files of this folder share. */
#ifndef FEATURE_ANALYSIS_ANALYSIS_INT_H
#define FEATURE_ANALYSIS_ANALYSIS_INT_H

#include "core/router.h"
#include "feature/analysis/analysis.h"
#include "feature/query/statement.h"

struct ctx;

enum {
    ANALYSIS_GROUPS = 200, /* shapes of one event              */
    ANALYSIS_N_PLUS_ONE = 4,
    ANALYSIS_WARNINGS = 8, /* of one plan */
};

/* Statements of one shape. */
struct analysis_group {
    struct str shape;
    struct str sample; /* the first, as it was sent */
    struct str table;
    enum statement_kind kind;
    int64_t count;
    int64_t untimed; /* of them, whose time is not known */
    double total_ms, max_ms;
    bool is_n_plus_one;
};
struct analysis {
    struct analysis_group groups[ANALYSIS_GROUPS];
    size_t n;
    int64_t queries;
    int64_t untimed;
    double total_ms;
    bool is_cut; /* there were more shapes */
};
/* Of an event's document; sorted by count, time, sample. E_INVALID: breadcrumbs that are neither
 * absent nor a list. */
NODISCARD enum status analysis_read(struct ctx *cx, struct str document, struct analysis *out);

/* The statement is one SELECT that may stand behind EXPLAIN; else E_INVALID says why not. */
NODISCARD enum status analysis_check(struct ctx *cx, struct str sql);

/* What is wrong with a plan, in words; at most ANALYSIS_WARNINGS. */
size_t analysis_warnings(struct str plan, struct str *out);

extern const struct route analysis_routes[]; /* analysis_api.c */

#endif
