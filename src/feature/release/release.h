/* release.h - versions of the customer's program, and environments it runs in.
 *
 * Both are small dictionaries per project: event rows point into them by number. A
 * release is born when an event names it; its number grows in order of first
 * appearance. Versions are shown as sent.
 *
 * Memory: results live in cx->arena. Threads: any; all state is in the store. */
#ifndef FEATURE_RELEASE_RELEASE_H
#define FEATURE_RELEASE_RELEASE_H

#include "base/base.h"
#include "feature/release/release_version.h"

struct ctx;

struct release {
    int64_t id;
    int64_t first_seen_ms;
};

/* Finds or makes the release. One that is there is not locked: all processes see the same
 * newest release all the time. Who makes several goes in order of project and version, so
 * that two processes never wait for each other in a circle. */
NODISCARD enum status release_touch(struct ctx *cx, int64_t project_id, struct str version,
                                    struct release *out);
/* Last seen becomes now, to the minute. Locks the row: late in a transaction, in order of id. */
NODISCARD enum status release_saw(struct ctx *cx, int64_t id);
/* The latest release of the 200 that appeared last (release_compare). */
NODISCARD enum status release_latest(struct ctx *cx, int64_t project_id, struct release_place *out,
                                     bool *found);
/* The first later one that appeared after it; base_id 0: the first that appeared at all. */
NODISCARD enum status release_next(struct ctx *cx, int64_t project_id, int64_t base_id,
                                   struct release_place *out, bool *found);
/* Its place by name; id 0 when it was never seen. */
NODISCARD enum status release_place_of(struct ctx *cx, int64_t project_id, struct str version,
                                       struct release_place *out);
/* The version that appeared just before one, by name; absent when it is the first, or unknown. */
NODISCARD enum status release_before(struct ctx *cx, int64_t project_id, struct str version,
                                     struct str *out);
/* Finds or makes the environment's number; order as for releases. */
NODISCARD enum status environment_touch(struct ctx *cx, int64_t project_id, struct str name,
                                        int64_t *id);

#endif
