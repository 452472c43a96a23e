#include "base/base.h"

#include "base/clock.h"
#include "base/ctx.h"
#include "core/feature.h"
#include "feature/alert/alert_int.h"
#include "feature/alert/alert_sql.h"

enum { FORGET_EVERY_S = 3600, SWEEP_EVERY_S = 60, JOB_TIMEOUT_S = 30, RESOLVED_ATTEMPTS = 8 };

static enum status forget(struct ctx *cx, struct str argument)
{
    int64_t before_ms = cx->now_ms - (int64_t)ALERT_KEEP_DAYS * MS_PER_DAY;

    (void)argument;
    TRY(q_alert_try_forget(cx, &(struct q_alert_try_forget_args){ before_ms }));
    TRY(q_alert_delivery_forget(cx, &(struct q_alert_delivery_forget_args){ before_ms }));
    TRY(q_alert_failing_forget(cx));
    return q_alert_ring_forget(cx, &(struct q_alert_ring_forget_args){ before_ms });
}

static enum status sweep(struct ctx *cx, struct str argument)
{
    (void)argument;
    TRY(alert_failing_tell(cx));
    return alert_batch_sweep(cx);
}

static const struct job alert_jobs[] = {
    { "alert.sweep", sweep, .every_s = SWEEP_EVERY_S, .timeout_s = JOB_TIMEOUT_S },
    { alert_resolved_job, alert_resolved_later, .timeout_s = JOB_TIMEOUT_S,
      .attempts = RESOLVED_ATTEMPTS },
    { "alert.forget", forget, .every_s = FORGET_EVERY_S, .forgets = true },
    { 0 },
};

const struct feature feature_alert = {
    .name = "alert",
    .settings = alert_own_settings,
    .routes = alert_routes,
    .params = alert_params,
    .jobs = alert_jobs,
    .channels = alert_outbox,
    .rules = alert_kinds,
    .after_note = alert_after_note,
};
