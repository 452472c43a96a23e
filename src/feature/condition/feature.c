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
    FORGOTTEN_PER_RUN = 50000,
};

static enum status forget_minutes(struct ctx *cx, struct str argument)
{
    (void)argument;
    return q_condition_minutes_forget(
        cx, &(struct q_condition_minutes_forget_args){ cx->now_ms / MS_PER_MINUTE - MINUTES_KEPT,
                                                       FORGOTTEN_PER_RUN });
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
