/* The numbers of the project list: five queries, merged by project number. */
#include "base/base.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/str.h"
#include "core/actor.h"
#include "feature/project/project_figures_sql.h"
#include "feature/project/project_int.h"

enum {
    HOURS_PER_DAY = 24,
    DAYS_PER_WEEK = 7,
    SILENT_AFTER_DAYS = 2, /* events last week and none since: suspicious */
};

/* Views sorted by number, to find one in log n. */
struct figures {
    struct project_view **by_id;
    size_t n;
    bool sees_all;
    struct str visible;
};

static int by_number(const void *a, const void *b)
{
    int64_t x = (*(struct project_view *const *)a)->p.id;
    int64_t y = (*(struct project_view *const *)b)->p.id;

    return (x > y) - (x < y);
}

static struct project_view *find(const struct figures *f, int64_t id)
{
    size_t low = 0, high = f->n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int64_t at = f->by_id[middle]->p.id;
        if (at == id)
            return f->by_id[middle];
        if (at < id)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

static enum status add_issues(struct ctx *cx, const struct figures *f)
{
    struct q_figures_issues_row *rows;
    size_t n;

    TRY(q_figures_issues(cx, &(struct q_figures_issues_args){ f->sees_all, f->visible }, &rows,
                         &n));
    for (size_t i = 0; i < n; i++) {
        struct project_view *v = find(f, rows[i].project_id);
        if (v == NULL)
            continue;
        v->total_issues = rows[i].total;
        v->open_issues = rows[i].open_errors;
        v->reopened = rows[i].reopened;
    }
    return OK;
}

static enum status add_mine(struct ctx *cx, const struct figures *f)
{
    int64_t me = cx->actor != NULL ? cx->actor->user_id : 0;
    struct q_figures_mine_row *rows;
    size_t n;

    if (me == 0)
        return OK;
    TRY(q_figures_mine(cx, &(struct q_figures_mine_args){ me, f->sees_all, f->visible }, &rows,
                       &n));
    for (size_t i = 0; i < n; i++) {
        struct project_view *v = find(f, rows[i].project_id);
        if (v != NULL)
            v->mine = rows[i].mine;
    }
    return OK;
}

static enum status add_new(struct ctx *cx, const struct figures *f)
{
    int64_t today_ms = clock_day(cx->now_ms) * MS_PER_DAY;
    struct q_figures_new_row *rows;
    size_t n;

    TRY(q_figures_new(cx, &(struct q_figures_new_args){ today_ms, f->sees_all, f->visible }, &rows,
                      &n));
    for (size_t i = 0; i < n; i++) {
        struct project_view *v = find(f, rows[i].project_id);
        if (v != NULL)
            v->new_today = rows[i].issues;
    }
    return OK;
}

static enum status add_errors(struct ctx *cx, const struct figures *f)
{
    int64_t first_day = clock_day(cx->now_ms) - (TREND_DAYS - 1);
    int64_t hour = clock_hour(cx->now_ms);
    int64_t week = (int64_t)DAYS_PER_WEEK * HOURS_PER_DAY;
    int64_t from = first_day * HOURS_PER_DAY;
    struct q_figures_errors_row *rows;
    size_t n;

    if (from > hour - 2 * week)
        from = hour - 2 * week; /* two rolling weeks reach into the day before */
    TRY(q_figures_errors(cx,
                         &(struct q_figures_errors_args){ from, hour - week, hour - 2 * week,
                                                          f->sees_all, f->visible },
                         &rows, &n));
    for (size_t i = 0; i < n; i++) {
        struct project_view *v = find(f, rows[i].project_id);
        int64_t day = rows[i].day - first_day;
        if (v == NULL)
            continue;
        if (day >= 0 && day < TREND_DAYS)
            v->trend_days[day] = rows[i].events;
        v->errors_this_week += rows[i].this_week;
        v->errors_last_week += rows[i].last_week;
    }
    return OK;
}

static enum status add_releases(struct ctx *cx, const struct figures *f)
{
    struct q_figures_release_row *rows;
    size_t n;

    TRY(q_figures_release(cx, &(struct q_figures_release_args){ f->sees_all, f->visible }, &rows,
                          &n));
    for (size_t i = 0; i < n; i++) {
        struct project_view *v = find(f, rows[i].project_id);
        if (v != NULL)
            v->latest_release = rows[i].version;
    }
    return OK;
}

enum status project_figures(struct ctx *cx, struct project_view *views, size_t n)
{
    struct figures f = { .by_id = arena_array(cx->arena, struct project_view *, n),
                         .n = n,
                         .sees_all = cx->actor == NULL || cx->actor->sees_all,
                         .visible = cx->actor == NULL ? S("[]") : cx->actor->visible };
    int64_t silent_before = cx->now_ms - (int64_t)SILENT_AFTER_DAYS * MS_PER_DAY;

    if (n == 0)
        return OK;
    for (size_t i = 0; i < n; i++)
        f.by_id[i] = &views[i];
    qsort(f.by_id, n, sizeof *f.by_id, by_number);
    TRY(add_issues(cx, &f));
    TRY(add_mine(cx, &f));
    TRY(add_new(cx, &f));
    TRY(add_errors(cx, &f));
    TRY(add_releases(cx, &f));
    for (size_t i = 0; i < n; i++) {
        struct project_view *v = &views[i];
        bool is_silent = v->latest_event_ms != 0 && v->latest_event_ms < silent_before &&
                         v->errors_last_week > 0;
        v->silent_since_ms = is_silent ? v->latest_event_ms : 0;
    }
    return OK;
}
