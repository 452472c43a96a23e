/* issue_trend.h - which issues are on the rise: the last 24 whole hours and this one against
 * the 24 before.
 *
 * A job writes the numbers every TREND_EVERY_S (issue.trend), for issues seen in 48 hours:
 * the growth in percent, (now − before) × 100 ÷ max(before, 1), so 0 = steady, −100 = gone,
 * 900 = nine events where there were none. Summed when read it would cost a list some 180 ms.
 *
 * Every order of the list by trend has a number, which goes up in the transaction that changes
 * it. A cursor carries it: an older order is no longer there, so such a cursor begins anew. */
#ifndef FEATURE_ISSUE_ISSUE_TREND_H
#define FEATURE_ISSUE_ISSUE_TREND_H

#include "base/base.h"

struct ctx;

enum {
    TREND_EVERY_S = 600,
    TREND_MAX = 1000000, /* percent */
};

/* The job. */
NODISCARD enum status issue_trend_run(struct ctx *cx, struct str argument);
/* Of the order that stands in the store; 0 = there was no change yet. */
NODISCARD enum status issue_trend_run_number(struct ctx *cx, int64_t *out);

/* A run and a trend as the sort key of a cursor; false: of another run. */
int64_t trend_cursor_pack(int64_t run, int64_t trend);
bool trend_cursor_unpack(int64_t sort, int64_t run, int64_t *trend);

#endif
