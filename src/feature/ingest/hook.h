/* hook.h - the after_event hooks of all features, in the digest's transaction.
 *
 * Each runs inside a savepoint: one that fails is rolled back to it, logged, and asked for
 * again as the job "hook.retry", queued in the same transaction with the change as it was.
 * So a feature's mistake never costs an event, and its own work is done later, in order of
 * what was queued but not of what came meanwhile: a hook that minds looks at the issue. */
#ifndef FEATURE_INGEST_HOOK_H
#define FEATURE_INGEST_HOOK_H

#include "base/base.h"

struct ctx;
struct feature;
struct issue_change;

enum { HOOK_ATTEMPTS = 8, HOOK_TIMEOUT_S = 30 };

NODISCARD enum status hooks_run(struct ctx *cx, const struct feature *const *table,
                                struct issue_change *change);
/* The job: one feature's hook with one change, in a transaction of its own. */
NODISCARD enum status hook_retry(struct ctx *cx, struct str argument);

#endif
