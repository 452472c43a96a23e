/* issue_window.h - counts of the last minutes, for "snoozed until N events within M
 * minutes".
 *
 * A window is cut into at most WINDOW_BUCKETS buckets of whole minutes; a count is exact
 * to one bucket. It is kept as bytes in the issue's row. */
#ifndef FEATURE_ISSUE_ISSUE_WINDOW_H
#define FEATURE_ISSUE_ISSUE_WINDOW_H

#include "base/base.h"

enum { WINDOW_BUCKETS = 60, WINDOW_MINUTES_MAX = 60 * 24 * 7 };

struct issue_window {
    int64_t last; /* number of the newest bucket since 1970 */
    uint32_t counts[WINDOW_BUCKETS]; /* by number modulo WINDOW_BUCKETS       */
};

/* Bytes of another size (none yet) are an empty window. */
void window_load(struct issue_window *w, struct str bytes);
/* Points into w. */
struct str window_bytes(const struct issue_window *w);
/* Counts one event and returns the sum of the last `minutes`. */
int64_t window_add(struct issue_window *w, int64_t minutes, int64_t at_ms);

#endif
