/* condition_set.h - many trees about one issue, judged again and again as it gets events.
 *
 * What an event can change is little. Columns of the issue (title, level, …) seldom change;
 * figures grow, and a tree changes its mind only where one of its thresholds lies between the
 * figure of last time and today's. So the set keeps, per issue heard of lately, what it found
 * out: trees are judged again when a column changed, a threshold was crossed, or when only the
 * event at hand can decide. Thresholds stand in sorted lists, one a figure; a list of 1,000
 * costs two binary searches.
 *
 * Windows (velocity, users of hours) cost a query each: they are counted again after a minute,
 * or when events that came since could have carried them over a threshold.
 *
 * What is kept is bound to the issue's count of events: a batch that was rolled back, or
 * events that another process counted, make the next judgement a whole one.
 *
 * Memory: in the arena of the cx it was made with. Threads: one at a time. */
#ifndef FEATURE_CONDITION_CONDITION_SET_H
#define FEATURE_CONDITION_CONDITION_SET_H

#include "feature/condition/condition.h"

struct condition_set;

/* list: n trees that live as long; NULL = one that never holds. n_memos: issues it remembers. */
struct condition_set *condition_set_new(struct ctx *cx, const struct condition *const *list,
                                        size_t n, size_t n_memos);
/* A bit for each tree; valid until the next call. */
struct condition_verdict {
    const uint64_t *holds;
    const uint64_t *risen; /* those that did not hold last time */
    bool is_whole;         /* nothing was known of the issue: all that hold have risen */
};
/* n_events: those since the issue was judged last; 0 = the same moment with other figures, right
 * after the call before: what has risen then still counts. */
NODISCARD enum status condition_set_judge(struct ctx *cx, struct condition_set *set,
                                          struct condition_facts *facts, int64_t n_events,
                                          struct condition_verdict *out);
/* What came of the last judgement is undone: what was known of the issue is not. */
void condition_set_forget(struct condition_set *set, int64_t issue_id);
static inline bool condition_bit(const uint64_t *bits, size_t i)
{
    return (bits[i / 64] >> (i % 64) & 1) != 0;
}
/* Trees judged since the set was made: what tests and figures look at. */
int64_t condition_set_judged(const struct condition_set *set);
/* Windows of many trees, each once: a project may have CONDITION_WINDOWS, because each is counted
 * for every issue that gets events. A set judges trees with more again and again. */
struct condition_windows {
    struct condition_window list[CONDITION_WINDOWS];
    size_t n;
    bool is_over; /* there are more */
};
/* Does the tree have some? */
bool condition_windows_add(struct condition_windows *windows, const struct condition *c);
/* Does some tree count events by minutes? Then the digest has to (fingerprint_minute). */
bool condition_wants_minutes(const struct condition *c);

#endif
