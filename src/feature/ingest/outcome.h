/* outcome.h - what became of what was sent, per project, hour, category and reason.
 *
 * Accept counts in memory and the digest adds the counts to outcome_hour every
 * OUTCOME_FLUSH_S (every process has counts of its own): what is only counted may be lost
 * for that long when the process is killed; events never are (the digest counts those in
 * its transaction). The number of each flush is written with it, under the process's
 * spool: when the answer to a commit was lost, the next flush looks whether it was done.
 * Threads: any. */
#ifndef FEATURE_INGEST_OUTCOME_H
#define FEATURE_INGEST_OUTCOME_H

#include "base/base.h"

struct ctx;
struct str;

enum { OUTCOME_SLOTS = 4096, OUTCOME_FLUSH_S = 10, OUTCOME_REASON_BYTES = 48 };

/* category is a literal of item_kind.h or rate_category. reason is the outcome, or the
 * outcome and why: "accepted", "thinned", "not_kept", "filtered:localhost",
 * "rate_limited:spike", "invalid:too_large", "client_discard:queue_overflow"; cut at
 * OUTCOME_REASON_BYTES. */
void outcome_count(int64_t project_id, int64_t now_ms, const char *category, const char *reason,
                   int64_t quantity);

/* What a project counted and this process has not written yet. */
struct outcome {
    int64_t hour;
    const char *category;
    char reason[OUTCOME_REASON_BYTES];
    int64_t quantity;
};
size_t outcome_pending(struct ctx *cx, int64_t project_id, struct outcome **out);
/* Writes what was counted. On failure the counts are kept for the next time, which finds
 * out whether they were written after all. */
NODISCARD enum status outcome_flush(struct ctx *cx, struct str spool_id);

#endif
