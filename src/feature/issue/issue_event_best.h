/* issue_event_best.h - which stored event tells most about an issue: `events/best`.
 *
 * What helps to find a cause has points: a stack with the project's own frames, source beside
 * them and the values of variables, breadcrumbs, the request, the user, a session replay, a
 * trace. The event with most wins, of equals the newer. Thinning has kept those that showed
 * something new already (storage.md §3); among these only the newest BEST_NEWEST and the
 * oldest BEST_OLDEST are unpacked, so that the cost has a bound however many there are: the
 * newest are of the release that people look at, the oldest were kept whatever came after.
 * The same events give the same answer. */
#ifndef FEATURE_ISSUE_ISSUE_EVENT_BEST_H
#define FEATURE_ISSUE_ISSUE_EVENT_BEST_H

#include "base/base.h"

struct ctx;
struct event;
struct event_find;
struct event_range;

enum { BEST_NEWEST = 16, BEST_OLDEST = 8 };

/* Points of one event. */
int64_t event_worth(const struct event *ev);
/* The row of the best event that the filter finds; 0 = none whose document is there. */
NODISCARD enum status issue_event_best(struct ctx *cx, const struct event_range *range,
                                       const struct event_find *find, int64_t *id);

#endif
