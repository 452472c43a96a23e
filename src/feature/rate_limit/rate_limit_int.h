/* rate_limit_int.h - what the files of this folder share. */
#ifndef FEATURE_RATE_LIMIT_RATE_LIMIT_INT_H
#define FEATURE_RATE_LIMIT_RATE_LIMIT_INT_H

#include "feature/rate_limit/rate_limit.h"

struct ctx;

/* --- windows (rate_window.c) --- */

enum rate_scope { RATE_OF_PROJECT, RATE_OF_KEY, RATE_OF_CATEGORY };

/* What is counted: requests of a project or key, items of a category. */
struct rate_counted {
    enum rate_scope scope;
    int64_t id;        /* of project or key          */
    unsigned category; /* number, RATE_OF_CATEGORY */
};
/* Seconds until it may send again; 0 = now. Counts nothing. */
int64_t rate_window_wait(const struct rate_counted *what, const struct rates *limits,
                         int64_t now_ms);
void rate_window_add(const struct rate_counted *what, int64_t n, int64_t now_ms);
/* As if so many had come within this hour and this day. */
void rate_window_seed(const struct rate_counted *what, int64_t in_hour, int64_t in_day,
                      int64_t now_ms);

/* --- spikes (spike.c) --- */

void spike_note(int64_t project_id, int64_t now_ms);
/* Does it send most of what comes while others send too? */
bool spike_is_flooding(int64_t project_id, int64_t now_ms);

/* --- settings (rate_limit.c) --- */

/* Counters of today, from the store. */
NODISCARD enum status rate_limit_seed(struct ctx *cx);
void rate_limit_release(void);

#endif
