/* When the present status of an issue will end, at today's rate. */
#include "base/base.h"
#include "feature/issue/issue.h"

#include "base/clock.h"
#include "base/str.h"

static int64_t events_per_day(const struct issue_view *v)
{
    int64_t sum = 0;

    for (size_t i = 0; i < v->trend.n; i++)
        sum += v->trend.items[i];
    return sum;
}

/* The earliest end wins; 0 = not to be foreseen. */
static void offer(struct issue_forecast *f, struct str by, int64_t ends_ms)
{
    bool is_first = f->by.len == 0;
    bool is_earlier = ends_ms != 0 && (f->ends_ms == 0 || ends_ms < f->ends_ms);

    if (!is_first && !is_earlier)
        return;
    f->by = by;
    f->ends_ms = ends_ms;
}

static int64_t at_rate(int64_t now_ms, int64_t more, int64_t per_day)
{
    if (more <= 0)
        return now_ms;
    return per_day > 0 ? now_ms + more * MS_PER_DAY / per_day : 0;
}

/* New users come as they came over the issue's whole life. */
static int64_t users_per_day(const struct issue_view *v, int64_t now_ms)
{
    int64_t days = (now_ms - v->first_seen_ms) / MS_PER_DAY + 1;

    return (v->user_count + days - 1) / days;
}

static void forecast_snoozed(struct issue_forecast *f, const struct issue_view *v, int64_t now_ms)
{
    int64_t more_events = v->snooze_event_threshold.value + v->snooze_events_at_start;
    int64_t more_users = v->snooze_users.value + v->snooze_users_at_start;

    if (v->snooze_until_ms > 0)
        offer(f, S("time"), v->snooze_until_ms);
    if (v->snooze_event_threshold.set)
        offer(f, S("events"), at_rate(now_ms, more_events - v->event_count, f->events_per_day));
    if (v->snooze_users.set)
        offer(f, S("users"), at_rate(now_ms, more_users - v->user_count, users_per_day(v, now_ms)));
    if (!str_is_null(v->snooze_rate))
        offer(f, S("rate"), 0);
    if (v->snooze_escalation.set)
        offer(f, S("escalation"), 0);
}

static void forecast_resolved(struct issue_forecast *f, const struct issue_view *v)
{
    if (!str_is_null(v->resolve_in) || !str_is_null(v->resolved_in_release))
        offer(f, S("release"), 0);
    else if (v->cooldown_until_ms > 0)
        offer(f, S("cooldown"), v->cooldown_until_ms);
    else
        offer(f, S("event"), 0);
}

struct issue_forecast issue_forecast(const struct issue_view *v, int64_t now_ms)
{
    struct issue_forecast f = { .by = S(""), .events_per_day = events_per_day(v) };

    if (str_eq(v->status, S("resolved")))
        forecast_resolved(&f, v);
    else if (str_eq(v->status, S("snoozed")) || v->snooze_escalation.set)
        forecast_snoozed(&f, v, now_ms);
    return f;
}
