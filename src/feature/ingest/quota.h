/* quota.h - requests per address and minute, in memory (INGEST_RATE_LIMIT_PER_MIN).
 *
 * Fixed windows of a minute. QUOTA_ADDRESSES are remembered; when more are active at one
 * time, the least recent are forgotten, which errs to their favour. Threads: any. */
#ifndef FEATURE_INGEST_QUOTA_H
#define FEATURE_INGEST_QUOTA_H

#include "base/base.h"

enum { QUOTA_ADDRESSES = 8192 };

/* Counts one request; false when it is over the limit. retry_s: seconds until the next
 * window. limit 0 = always true. */
bool quota_take(struct str address, int64_t now_ms, int64_t limit, int64_t *retry_s);

#endif
