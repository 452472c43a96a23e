/* The time machine of a tree: when an alert with it would have rung in the last seven days.
 *
 * It goes by the hours in which an issue had events: how many there were stands in the rollups,
 * and with them what the issue's figures were. What is not known any more (users, priority,
 * which event it was) is taken as it is now; windows below an hour count the whole hour, those
 * above a day what is kept of them here. An issue rings as it does in the digest: when it was new
 * or came back, else when its figures of that hour carried the tree over. */
#include "base/base.h"
#include "feature/condition/condition_int.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/str.h"
#include "feature/condition/condition_sql.h"

enum {
    BEFORE_HOURS = 24, /* counted for the windows of the first hours */
    HOURS = BEFORE_HOURS + REPLAY_DAYS * 24,
    MINUTES_OF_HOUR = 60,
    JUDGED_MAX = 20000, /* hours of issues that a replay looks at */
    NIGHT_BEGINS = 22,  /* hours of the reader's day              */
    NIGHT_ENDS = 7,
};

/* One issue's hours; the last is that of now. */
struct past {
    const struct replay *r;
    const struct replay_issue *issue;
    struct condition_facts facts;
    int64_t first_hour;
    int64_t events[HOURS];
    int64_t after; /* events behind the hour that is looked at */
    const struct q_condition_returns_row *returns;
    size_t n_returns;
    int64_t rung_ms; /* 0 = it did not */
};

/* --- the figures of an hour -------------------------------------------------------------- */

static int64_t events_in(const struct past *p, size_t at, int64_t minutes)
{
    size_t hours = (size_t)((minutes + MINUTES_OF_HOUR - 1) / MINUTES_OF_HOUR);
    int64_t sum = 0;

    for (size_t i = 0; i < hours && i <= at; i++)
        sum += p->events[at - i];
    return sum;
}

/* As they stood at the end of the hour, `less` events taken back. */
static void set_figures(struct past *p, size_t at, int64_t less)
{
    const struct condition *c = p->r->tree;
    struct condition_facts *f = &p->facts;

    f->event_count = p->issue->facts->event_count - p->after - less;
    f->n_windows = 0;
    for (size_t i = 0; i < c->n && f->n_windows < CONDITION_WINDOWS; i++) {
        const struct leaf *leaf = &c->nodes[i].leaf;
        if (c->nodes[i].kind != NODE_LEAF || leaf->minutes == 0)
            continue;
        bool is_users = leaf->type->counter == COUNT_USERS;
        f->windows[f->n_windows++] =
            (struct condition_window){ is_users ? WINDOW_USERS : WINDOW_EVENTS, leaf->minutes,
                                       is_users ? f->user_count
                                                : events_in(p, at, leaf->minutes) - less };
    }
}

/* "new", "regressed", "reopened", or NULL; *at_ms: when. */
static const char *life_of(const struct past *p, int64_t hour, int64_t *at_ms)
{
    if (clock_hour(p->facts.first_seen_ms) == hour) {
        *at_ms = p->facts.first_seen_ms;
        return "new";
    }
    for (size_t i = 0; i < p->n_returns; i++) {
        if (clock_hour(p->returns[i].created_ms) != hour)
            continue;
        *at_ms = p->returns[i].created_ms;
        return str_eq(p->returns[i].action, S("auto_reopened")) ? "regressed" : "reopened";
    }
    return NULL;
}

/* --- rings --------------------------------------------------------------------------------- */

static bool is_night(const struct replay *r, int64_t at_ms)
{
    int64_t hour = clock_hour(at_ms + r->utc_offset_ms) % 24;

    return hour >= NIGHT_BEGINS || hour < NIGHT_ENDS;
}

static void ring(struct past *p, struct replay_out *out, const char *reason, int64_t at_ms)
{
    const struct replay *r = p->r;
    int64_t day = (at_ms - out->from_ms - 1) / MS_PER_DAY; /* the last one ends now */

    if (at_ms < out->from_ms || (p->rung_ms != 0 && at_ms < p->rung_ms + r->throttle_ms))
        return;
    p->rung_ms = at_ms;
    out->rung++;
    out->at_night += is_night(r, at_ms);
    if (day < REPLAY_DAYS) {
        out->days[day].rings++;
        out->days[day].at_night += is_night(r, at_ms);
    }
    if (out->n_rings < REPLAY_RINGS)
        out->rings[out->n_rings++] = (struct replay_ring){ .issue_id = p->issue->uuid,
                                                           .title = p->issue->facts->title,
                                                           .reason = str_c(reason),
                                                           .at_ms = at_ms,
                                                           .is_night = is_night(r, at_ms) };
}

static enum status look_at_hour(struct ctx *cx, struct past *p, size_t at, struct replay_out *out)
{
    int64_t hour = p->first_hour + (int64_t)at, at_ms = hour * MS_PER_HOUR;
    const char *reason = life_of(p, hour, &at_ms);
    struct condition_facts *f = &p->facts;
    bool holds, held = false;

    f->now_ms = (hour + 1) * MS_PER_HOUR - 1;
    f->is_new = reason != NULL && strcmp(reason, "new") == 0;
    f->is_regressed = reason != NULL && strcmp(reason, "regressed") == 0;
    f->is_reopened = reason != NULL && !f->is_new;
    set_figures(p, at, 0);
    TRY(condition_holds(cx, p->r->tree, f, &holds));
    if (holds && reason == NULL) {
        set_figures(p, at, p->events[at]);
        TRY(condition_holds(cx, p->r->tree, f, &held));
        reason = "threshold";
    }
    if (holds && !held)
        ring(p, out, reason, at_ms);
    return OK;
}

/* --- one issue ------------------------------------------------------------------------------- */

static enum status read_past(struct ctx *cx, struct past *p)
{
    struct condition_facts *f = &p->facts;
    struct q_condition_hours_args hours = { f->project_id, f->issue_id, p->first_hour,
                                            p->first_hour + HOURS - 1 };
    struct q_condition_hours_row *rows;
    struct q_condition_returns_row *returns;
    size_t n;

    TRY(q_condition_hours(cx, &hours, &rows, &n));
    for (size_t i = 0; i < n; i++)
        p->events[rows[i].hour - p->first_hour] = rows[i].events;
    struct q_condition_returns_args since = { f->issue_id, p->first_hour * MS_PER_HOUR };
    TRY(q_condition_returns(cx, &since, &returns, &p->n_returns));
    p->returns = returns;
    return OK;
}

/* What leaves load stays for all hours; what judging one takes is given back. */
static enum status load_once(struct ctx *cx, const struct replay *r, struct condition_facts *f,
                             bool *found)
{
    bool needs_event = condition_needs_event(r->tree);

    if (needs_event)
        TRY(condition_facts_of_issue(cx, true, f, found));
    if (needs_event && *found)
        (void)fact_whole(cx, f);
    (void)fact_person(cx, f);
    f->is_window_given = true;
    return f->failed;
}

static enum status judge_hour(struct ctx *cx, struct past *p, size_t at, struct replay_out *out)
{
    struct arena_mark mark = arena_mark(cx->arena);
    enum status st = look_at_hour(cx, p, at, out);

    arena_rewind(cx->arena, mark);
    return st;
}

static bool has_time(struct replay_out *out)
{
    out->is_complete = out->judged < JUDGED_MAX && clock_monotonic_ms() < out->end_ms;
    return out->is_complete;
}

static enum status replay_issue(struct ctx *cx, const struct replay *r,
                                const struct replay_issue *issue, struct replay_out *out)
{
    struct past p = { .r = r, .issue = issue, .facts = *issue->facts };
    bool found = true;

    p.first_hour = clock_hour(cx->now_ms) - HOURS + 1;
    TRY(read_past(cx, &p));
    for (size_t i = 0; i < HOURS; i++)
        p.after += p.events[i];
    if (p.after == 0)
        return OK;
    TRY(load_once(cx, r, &p.facts, &found));
    out->issues++;
    for (size_t at = 0; found && at < HOURS && has_time(out); at++) {
        p.after -= p.events[at];
        if (at < BEFORE_HOURS - 1 || p.events[at] == 0)
            continue;
        out->judged++;
        TRY(judge_hour(cx, &p, at, out));
    }
    return OK;
}

enum status condition_replay(struct ctx *cx, const struct replay *r, struct replay_out *out)
{
    *out = (struct replay_out){ .from_ms = cx->now_ms - REPLAY_DAYS * MS_PER_DAY,
                                .end_ms = clock_monotonic_ms() + r->time_ms,
                                .is_complete = true };
    out->rings = arena_array(cx->arena, struct replay_ring, REPLAY_RINGS);
    for (size_t i = 0; i < REPLAY_DAYS; i++)
        out->days[i].from_ms = out->from_ms + (int64_t)i * MS_PER_DAY;
    for (size_t i = 0; i < r->n_issues && has_time(out); i++) {
        struct arena_mark mark = arena_mark(cx->arena);
        enum status st = replay_issue(cx, r, &r->issues[i], out);
        arena_rewind(cx->arena, mark);
        TRY(st);
    }
    return OK;
}
