/* query.h - SQL of the customer's program, as its events tell of it.
 *
 * Each event says which statements led to it: in `extra.gosnag_query_summary`, which an agent
 * sums up (gosnag-domain.md §12), else in the breadcrumbs that SDKs leave for queries, and a
 * transaction in its spans. They are counted by shape (statement.h) and transaction, exactly
 * and in the digest's own transaction: a pattern. An event that tells of none costs a look at
 * two of its members.
 *
 * A pattern that shows a fault in FINDING_EVENTS events is a finding, and becomes an issue:
 *   n_plus_one   N_PLUS_ONE_TIMES or more of one shape in one event
 *   slow         one execution took SLOW_QUERY_MS or longer
 * The issue counts the events that showed it, and is resolved when none did for
 * FINDING_QUIET_MS. A muted pattern is counted and reports nothing.
 *
 * A project keeps PATTERNS_MAX patterns, each as long as it was seen within PATTERN_KEPT_DAYS. */
#ifndef FEATURE_QUERY_QUERY_H
#define FEATURE_QUERY_QUERY_H

#include "core/feature.h"

extern const struct feature feature_query;

enum {
    PATTERNS_MAX = 2000,    /* of a project                               */
    PATTERN_KEPT_DAYS = 30, /* gosnag-domain.md §12                       */
    N_PLUS_ONE_TIMES = 5,   /* the same                                   */
    FINDING_EVENTS = 3,     /* the same                                   */
    FINDING_QUIET_MS = 24 * 3600 * 1000,
};

#endif
