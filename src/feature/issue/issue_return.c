/* What brings an issue back: the rules of issue_machine.h for events. */
#include "base/base.h"

#include "base/clock.h"
#include "base/ctx.h"
#include "base/str.h"
#include "feature/issue/issue_digest_sql.h"
#include "feature/issue/issue_machine.h"
#include "feature/issue/issue_machine_sql.h"
#include "feature/issue/issue_window.h"
#include "feature/release/release.h"

enum {
    MEAN_HOURS = 24 * 7,
    ESCALATION_TIMES = 3,
    ESCALATION_MIN = 10,
};

typedef enum status comes_back(struct ctx *cx, struct q_issue_for_digest_row *row,
                               const struct issue_sight *sight, bool *out);

/* Resolved in the next release: it may have appeared meanwhile. */
static enum status settle_release(struct ctx *cx, struct q_issue_for_digest_row *row,
                                  const struct issue_sight *sight)
{
    struct release_place next;
    bool found;

    if (row->resolve_pending.len == 0)
        return OK;
    TRY(release_next(cx, sight->project_id, row->resolve_base_release, &next, &found));
    if (!found)
        return OK;
    row->resolved_in_release = next.version;
    row->resolve_pending = S("");
    return q_issue_settle_release(cx, &(struct q_issue_settle_release_args){
                                          .id = sight->issue_id, .version = next.version });
}

static enum status resolved_comes_back(struct ctx *cx, struct q_issue_for_digest_row *row,
                                       const struct issue_sight *sight, bool *out)
{
    struct release_place seen = { sight->release, sight->release_id }, fixed;

    *out = false;
    if (row->cooldown_until_ms > sight->received_ms)
        return OK;
    TRY(settle_release(cx, row, sight));
    if (row->resolve_pending.len > 0)
        return OK;
    *out = str_is_null(row->resolved_in_release);
    if (*out || str_is_null(sight->release))
        return OK;
    TRY(release_place_of(cx, sight->project_id, row->resolved_in_release, &fixed));
    *out = release_compare(&seen, &fixed) > 0;
    return OK;
}

/* Counts this event, too. */
static enum status rate_is_reached(struct ctx *cx, struct q_issue_for_digest_row *row,
                                   const struct issue_sight *sight, bool *out)
{
    struct issue_window window;

    if (!row->snooze_rate_events.set)
        return OK;
    window_load(&window, row->snooze_window);
    int64_t sum = window_add(&window, row->snooze_rate_minutes.value, sight->received_ms);
    *out = sum >= row->snooze_rate_events.value;
    row->snooze_window = str_dup(cx->arena, window_bytes(&window));
    return OK;
}

static enum status snoozed_comes_back(struct ctx *cx, struct q_issue_for_digest_row *row,
                                      const struct issue_sight *sight, bool *out)
{
    int64_t more = row->event_count + sight->events - row->snooze_events_at_start;

    *out = (row->snooze_event_threshold.set && more >= row->snooze_event_threshold.value) ||
           (row->snooze_until_ms > 0 && row->snooze_until_ms <= sight->received_ms);
    return *out ? OK : rate_is_reached(cx, row, sight, out);
}

/* Statuses that are not listed stay. */
static const struct return_rule {
    struct str status;
    comes_back *rule;
} return_rules[] = {
    { { "resolved", 8 }, resolved_comes_back },
    { { "snoozed", 7 }, snoozed_comes_back },
};

enum status issue_comes_back(struct ctx *cx, struct q_issue_for_digest_row *row,
                             const struct issue_sight *sight, bool *out)
{
    *out = false;
    for (size_t i = 0; i < ARRAY_LEN(return_rules); i++) {
        if (str_eq(row->status, return_rules[i].status))
            return return_rules[i].rule(cx, row, sight, out);
    }
    return OK;
}

static enum status events_of_hours(struct ctx *cx, int64_t issue_id, int64_t first, int64_t last,
                                   int64_t *out)
{
    struct q_issue_events_of_hours_row row;

    TRY(q_issue_events_of_hours(cx, &(struct q_issue_events_of_hours_args){ issue_id, first, last },
                                &row));
    *out = row.events;
    return OK;
}

enum status issue_escalation(struct ctx *cx, int64_t issue_id, int64_t *out)
{
    int64_t hour = clock_hour(cx->now_ms), events;

    TRY(events_of_hours(cx, issue_id, hour - MEAN_HOURS, hour - 1, &events));
    *out = (events * ESCALATION_TIMES + MEAN_HOURS - 1) / MEAN_HOURS;
    if (*out < ESCALATION_MIN)
        *out = ESCALATION_MIN;
    return OK;
}

enum status issue_comes_back_late(struct ctx *cx, const struct q_issue_for_digest_row *row,
                                  const struct issue_sight *sight, bool *out)
{
    int64_t hour = clock_hour(sight->received_ms), events = 0;

    *out = row->snooze_user_threshold.set &&
           row->user_count - row->snooze_users_at_start >= row->snooze_user_threshold.value;
    if (*out || !row->snooze_escalation.set)
        return OK;
    TRY(events_of_hours(cx, sight->issue_id, hour, hour, &events));
    *out = events + sight->events >= row->snooze_escalation.value;
    return OK;
}

enum status issue_sleep_write(struct ctx *cx, int64_t issue_id,
                              const struct q_issue_for_digest_row *before,
                              const struct q_issue_for_digest_row *row)
{
    if (before->resolve_pending.len > 0 && row->resolve_pending.len == 0)
        TRY(q_issue_settle_release(
            cx, &(struct q_issue_settle_release_args){ issue_id, row->resolved_in_release }));
    if (!row->snooze_rate_events.set)
        return OK;
    return q_issue_set_window(cx,
                              &(struct q_issue_set_window_args){ issue_id, row->snooze_window });
}
