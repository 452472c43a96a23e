#include "base/base.h"
#include "feature/issue/issue_trend.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/str.h"
#include "core/filter.h"
#include "core/tx.h"
#include "feature/issue/issue.h"
#include "feature/issue/issue_trend_sql.h"

enum {
    RUN_SHIFT = 32,
    TREND_OFFSET = 1 << 30, /* makes every trend positive beside the run's number */
};

int64_t trend_cursor_pack(int64_t run, int64_t trend)
{
    return (run << RUN_SHIFT) | (trend + TREND_OFFSET);
}

bool trend_cursor_unpack(int64_t sort, int64_t run, int64_t *trend)
{
    if (sort >> RUN_SHIFT != run)
        return false;
    *trend = (sort & ((1LL << RUN_SHIFT) - 1)) - TREND_OFFSET;
    return true;
}

enum status issue_trend_run_number(struct ctx *cx, int64_t *out)
{
    struct q_trend_run_get_row row;
    int64_t run = 0;
    bool found;

    TRY(q_trend_run_get(cx, &row, &found));
    if (found && !str_i64(row.value, &run))
        run = 0;
    *out = run;
    return OK;
}

static int64_t growth(int64_t recent, int64_t before)
{
    int64_t percent = (recent - before) * 100 / (before > 0 ? before : 1);

    return percent > TREND_MAX ? TREND_MAX : percent;
}

struct sums {
    const struct q_trend_sums_row *rows;
    size_t n;
};

static int64_t trend_of(const struct sums *sums, int64_t id)
{
    for (size_t i = 0; i < sums->n; i++) {
        if (sums->rows[i].issue_id == id)
            return growth(sums->rows[i].recent, sums->rows[i].before);
    }
    return 0;
}

/* What has changed of these issues. With the first change the order is another one: the run's
 * number goes up in the same transaction. */
static enum status write_changes(struct ctx *cx, const struct q_trend_issues_row *issues, size_t n,
                                 const struct sums *sums, int64_t *run)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    int64_t next = *run;

    TRY(tx_begin(cx, &tx));
    for (size_t i = 0; i < n; i++) {
        struct q_trend_set_args set = { issues[i].id, trend_of(sums, issues[i].id) };
        if (set.trend == issues[i].trend)
            continue;
        TRY(q_trend_set(cx, &set));
        next = *run + 1;
    }
    if (next != *run)
        TRY(q_trend_run_set(
            cx, &(struct q_trend_run_set_args){ str_printf(cx->arena, "%lld", (long long)next) }));
    TRY(tx_commit(&tx));
    *run = next;
    return OK;
}

static enum status write_step(struct ctx *cx, const struct q_trend_issues_row *issues, size_t n,
                              int64_t *run)
{
    int64_t last = clock_hour(cx->now_ms), *ids = arena_array(cx->arena, int64_t, n);
    struct q_trend_sums_args args = { .before_hour = last - 2 * ISSUE_TREND_HOURS + 1,
                                      .now_hour = last - ISSUE_TREND_HOURS + 1,
                                      .last_hour = last };
    struct q_trend_sums_row *rows;
    struct sums sums = { 0 };
    size_t n_active = 0;

    for (size_t i = 0; i < n; i++) {
        if (issues[i].is_active)
            ids[n_active++] = issues[i].id;
    }
    args.ids = filter_numbers(cx, ids, n_active);
    TRY(q_trend_sums(cx, &args, &rows, &sums.n));
    sums.rows = rows;
    return write_changes(cx, issues, n, &sums, run);
}

enum status issue_trend_run(struct ctx *cx, struct str argument)
{
    int64_t since_minute = (cx->now_ms - 2 * (int64_t)MS_PER_DAY) / MS_PER_MINUTE, run;
    struct q_trend_issues_args args = { .since_minute = since_minute };
    struct q_trend_issues_row *issues;
    size_t n = 1;

    (void)argument;
    TRY(issue_trend_run_number(cx, &run));
    while (n > 0) {
        struct arena_mark mark = arena_mark(cx->arena);
        TRY(q_trend_issues(cx, &args, &issues, &n));
        if (n > 0) {
            args.after_id = issues[n - 1].id;
            TRY(write_step(cx, issues, n, &run));
        }
        arena_rewind(cx->arena, mark);
    }
    return OK;
}
