/* issue_recount.h - an issue counts events that are not its own: a finding about statements
 * counts the events that showed it (feature/query), of which it stores a few reports only. */
#ifndef FEATURE_ISSUE_ISSUE_RECOUNT_H
#define FEATURE_ISSUE_ISSUE_RECOUNT_H

#include "base/base.h"

struct ctx;

struct issue_recount {
    int64_t project_id;
    int64_t fingerprint_id;
    int64_t issue_id; /* whose the fingerprint is */
    int64_t events;   /* so many more             */
    int64_t last_seen_ms;
};

/* In the caller's transaction: counters of fingerprint and issue, and the hour of last_seen_ms.
 * E_BUSY: the fingerprint is another issue's by now. */
NODISCARD enum status issue_recount(struct ctx *cx, const struct issue_recount *more);

#endif
