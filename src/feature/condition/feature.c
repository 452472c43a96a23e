#include "base/base.h"

#include "base/clock.h"
#include "base/ctx.h"
#include "core/feature.h"
#include "feature/condition/condition_int.h"
#include "feature/condition/condition_sql.h"

enum {
    FORGET_EVERY_S = 600,
    FORGET_TIMEOUT_S = 60,
    MINUTES_KEPT = 90,
    FORGET_MS = 30000,   /* a run deletes so long         */
    FORGET_STEP = 1000,  /* rows of one transaction       */
};

static enum status forget_minutes(struct ctx *cx, struct str argument)
{
    int64_t end_ms = clock_monotonic_ms() + FORGET_MS, changed = 0;
    struct q_condition_minutes_forget_args args = { cx->now_ms / MS_PER_MINUTE - MINUTES_KEPT,
                                                    FORGET_STEP };

    (void)argument;
    do
        TRY(q_condition_minutes_forget(cx, &args, &changed));
    while (changed == FORGET_STEP && clock_monotonic_ms() < end_ms);
    return OK;
}

static const struct job condition_jobs[] = {
    { "condition.forget", forget_minutes, .every_s = FORGET_EVERY_S,
      .timeout_s = FORGET_TIMEOUT_S, .forgets = true },
    { 0 },
};

const struct feature feature_condition = {
    .name = "condition",
    .routes = condition_routes,
    .jobs = condition_jobs,
};
