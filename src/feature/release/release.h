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

struct ctx;

struct release {
    int64_t id;
    int64_t first_seen_ms;
};

/* Finds or makes the release; last seen becomes now. */
NODISCARD enum status release_touch(struct ctx *cx, int64_t project_id, struct str version,
                                    struct release *out);
/* Finds or makes the environment's number. */
NODISCARD enum status environment_touch(struct ctx *cx, int64_t project_id, struct str name,
                                        int64_t *id);

#endif
