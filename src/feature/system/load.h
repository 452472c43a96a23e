/* load.h - what this process has taken and digested in the last hour, from memory.
 *
 * The scheduler samples the counters of ingest every LOAD_STEP_S; a sample holds totals,
 * so that a figure of any stretch is one subtraction. Longer stretches, and those of all
 * processes, come from the rollups (system.sql).
 * Threads: any. */
#ifndef FEATURE_SYSTEM_LOAD_H
#define FEATURE_SYSTEM_LOAD_H

#include "core/histogram.h"

enum { LOAD_STEP_S = 10, LOAD_SAMPLES = 361 }; /* an hour, and the one before it */

struct load_sample {
    int64_t at_ms; /* monotonic */
    int64_t requests, refused, accepted, digested;
    struct histogram_counts batches;
};

/* Now, since the process began. */
void load_now(struct load_sample *out);
/* Called by the tick of every second; takes a sample when one is due. */
void load_note(void);
/* The newest sample that is at least so old; the oldest one there is when none is. False:
 * there is none yet. */
bool load_before(int64_t age_ms, struct load_sample *out);

#endif
