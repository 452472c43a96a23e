/* issue_facet.h - what a set has in common: how often each value of each key occurs.
 *
 * Of the events of one issue (tags; lift says how much more often than in the project's
 * events) and of the issues a query finds. */
#ifndef FEATURE_ISSUE_ISSUE_FACET_H
#define FEATURE_ISSUE_ISSUE_FACET_H

#include "base/map.h"
#include "core/field.h"

struct ctx;

enum { FACET_VALUES = 10 }; /* shown of a key unless it is asked for alone */

struct facet_value {
    struct str value;
    struct str label; /* what people call it; absent = the value itself */
    int64_t count;
    double share;      /* of the key's total                             */
    struct str lift;   /* JSON number: share here ÷ share in the project; absent = unknown */
};
struct facet {
    struct str key;
    int64_t total;
    int64_t other; /* of values that are not listed */
    struct field_list values;
};
struct facets_out {
    struct field_list keys;
    bool sampled; /* counted over a part */
};
extern const struct field facets_out_fields[];

/* Counts the values of one key. */
struct facet_counter {
    struct ctx *cx;
    struct str key;
    struct map counts; /* value → int64_t */
    int64_t total;
};
void facet_counter_init(struct ctx *cx, struct facet_counter *c, struct str key);
void facet_counter_add(struct facet_counter *c, struct str value, int64_t n);
/* The most frequent values first, at most `max`; the rest is summed as other. */
struct facet facet_counter_done(struct facet_counter *c, size_t max);

#endif
