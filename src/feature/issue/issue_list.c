#include "base/base.h"
#include "feature/issue/issue.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/actor.h"
#include "core/filter.h"
#include "feature/issue/issue_sql.h"
#include "feature/issue/issue_trend.h"
#include "port/jsonw.h"

enum { COUNTS_BYTES = 4 << 10, TREND_TRIES = 3 };

/* What makes each order: its tail, where its next page begins, the letter of its cursors. */
static const struct sort_row {
    const char *name;
    const char *const *order;
    const char *const *after;
    char kind;
} sort_rows[] = {
    [ISSUE_SORT_FOLLOWED] = { "", f_issue_order_followed, f_issue_after_followed, 'f' },
    [ISSUE_SORT_LAST_SEEN] = { "last_seen", f_issue_order_last_seen, f_issue_after_last_seen, 'l' },
    [ISSUE_SORT_FIRST_SEEN] = { "first_seen", f_issue_order_first_seen, f_issue_after_first_seen,
                                'n' },
    [ISSUE_SORT_EVENTS] = { "events", f_issue_order_events, f_issue_after_events, 'e' },
    [ISSUE_SORT_USERS] = { "users", f_issue_order_users, f_issue_after_users, 'u' },
    [ISSUE_SORT_PRIORITY] = { "priority", f_issue_order_priority, f_issue_after_priority, 'p' },
    [ISSUE_SORT_TREND] = { "trend", f_issue_order_trend, f_issue_after_trend, 't' },
};

enum status issue_sort_parse(struct ctx *cx, struct str s, enum issue_sort *out)
{
    for (size_t i = 0; i < ARRAY_LEN(sort_rows); i++) {
        if (str_eq(str_is_null(s) ? S("") : s, str_c(sort_rows[i].name))) {
            *out = (enum issue_sort)i;
            return OK;
        }
    }
    return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "sort" },
                   "sort is last_seen, first_seen, events, users, priority or trend");
}

/* --- where a page begins ------------------------------------------------------ */

/* One list being read. */
struct reading {
    const struct issue_filter *in;
    int64_t me;
    bool follows_any; /* ISSUE_SORT_FOLLOWED: otherwise it is the order of last_seen */
    int64_t run;      /* ISSUE_SORT_TREND: of its numbers                            */
    bool is_restarted;
};

static bool is_by_last_seen(const struct reading *r)
{
    return r->in->sort == ISSUE_SORT_LAST_SEEN ||
           (r->in->sort == ISSUE_SORT_FOLLOWED && !r->follows_any);
}

/* Of all projects, newest first: an index holds just that order. */
static bool is_by_minute(const struct reading *r)
{
    return r->in->project_id == 0 && is_by_last_seen(r);
}

static int64_t sort_key(const struct reading *r, const struct issue_view *v)
{
    switch (r->in->sort) {
    case ISSUE_SORT_FIRST_SEEN:
        return v->first_seen_ms;
    case ISSUE_SORT_EVENTS:
        return v->event_count;
    case ISSUE_SORT_USERS:
        return v->user_count;
    case ISSUE_SORT_PRIORITY:
        return v->priority;
    case ISSUE_SORT_TREND:
        return trend_cursor_pack(r->run, v->trend_percent);
    case ISSUE_SORT_FOLLOWED: /* negative: followed */
        return v->followed.value ? -v->last_seen_ms : v->last_seen_ms;
    case ISSUE_SORT_LAST_SEEN:
        break;
    }
    return v->last_seen_ms;
}

static void after_followed(const struct reading *r, struct filter *f, struct page_key key)
{
    struct db_value me = FILTER_I64(r->me), sort = FILTER_I64(key.sort), id = FILTER_I64(key.id);

    if (key.sort < 0) {
        sort.i64 = -key.sort;
        filter_where(f, f_issue_after_followed, (struct db_value[]){ me, sort, id }, 3);
        return;
    }
    filter_where(f, f_issue_after_last_seen, (struct db_value[]){ sort, id }, 2);
    if (r->follows_any)
        filter_where(f, f_issue_is_not_followed, &me, 1);
}

static enum status add_cursor(struct ctx *cx, struct filter *f, struct reading *r)
{
    const struct sort_row *sort = &sort_rows[r->in->sort];
    struct page_key key;

    if (r->in->cursor.len == 0)
        return OK;
    TRY(page_parse(cx, sort->kind, r->in->cursor, &key));
    if (r->in->sort == ISSUE_SORT_TREND && !trend_cursor_unpack(key.sort, r->run, &key.sort)) {
        r->is_restarted = true;
        return OK;
    }
    if (is_by_minute(r))
        filter_where(f, f_issue_until_minute,
                     (struct db_value[]){ FILTER_I64(llabs(key.sort) / MS_PER_MINUTE) }, 1);
    if (r->in->sort == ISSUE_SORT_FOLLOWED)
        after_followed(r, f, key);
    else
        filter_where(f, sort->after,
                     (struct db_value[]){ FILTER_I64(key.sort), FILTER_I64(key.id) }, 2);
    return OK;
}

static void add_order(const struct reading *r, struct filter *f)
{
    struct db_value values[] = { FILTER_I64(r->me), FILTER_I64(r->in->limit + 1),
                                 FILTER_I64(r->in->offset) };

    if (is_by_minute(r))
        filter_tail(f, f_issue_order_last_minute, values + 1, 2);
    else if (is_by_last_seen(r))
        filter_tail(f, f_issue_order_last_seen, values + 1, 2);
    else if (r->in->sort == ISSUE_SORT_FOLLOWED)
        filter_tail(f, f_issue_order_followed, values, 3);
    else
        filter_tail(f, sort_rows[r->in->sort].order, values + 1, 2);
}

/* --- reading ------------------------------------------------------------------- */

/* Ids of the page and of one issue more, if there is one. */
static enum status read_ids(struct ctx *cx, struct reading *r, int64_t *ids, size_t *n)
{
    struct db_rows rows SCOPED(db_rows_close) = { 0 };
    struct filter f;
    bool has_row = false;

    filter_init(cx, &f, is_by_minute(r) ? &l_issue_ids_recent : &l_issue_ids, NULL, 0);
    TRY(issue_filter_apply(cx, r->in, &f));
    TRY(add_cursor(cx, &f, r));
    add_order(r, &f);
    TRY(filter_open(cx, &f, &rows));
    TRY(db_step(cx, &rows, &has_row));
    while (has_row && *n <= (size_t)r->in->limit) {
        ids[(*n)++] = rows.values[0].i64;
        TRY(db_step(cx, &rows, &has_row));
    }
    return OK;
}

static enum status count_all(struct ctx *cx, const struct issue_filter *in, struct issue_page *out)
{
    struct filter f;

    filter_init(cx, &f, &l_issue_ids, NULL, 0);
    TRY(issue_filter_apply(cx, in, &f));
    TRY(filter_count(cx, &f, in->is_capped ? LIMIT_COUNT_TOTAL + 1 : 0, &out->total));
    out->is_capped = in->is_capped && out->total > LIMIT_COUNT_TOTAL;
    if (out->is_capped)
        out->total = LIMIT_COUNT_TOTAL;
    return OK;
}

/* Events between since and until; without since of the last 24 hours. */
static enum status add_window(struct ctx *cx, const struct issue_filter *in, const int64_t *ids,
                              struct issue_page *page)
{
    int64_t until_ms = in->first_until_ms != 0 ? in->first_until_ms : cx->now_ms;
    int64_t since_ms = in->last_since_ms != 0 ? in->last_since_ms : until_ms - MS_PER_DAY;
    struct q_issue_window_args args = { .first_hour = clock_hour(since_ms),
                                        .last_hour = clock_hour(until_ms),
                                        .ids = filter_numbers(cx, ids, page->n) };
    struct q_issue_window_row *rows;
    size_t n;

    if (args.last_hour - args.first_hour > ISSUE_WINDOW_HOURS)
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "since" },
                       "include=window takes at most %d hours", ISSUE_WINDOW_HOURS);
    TRY(q_issue_window(cx, &args, &rows, &n));
    for (size_t i = 0; i < page->n; i++) {
        page->items[i].window_events = (struct opt_i64){ 0, true };
        for (size_t j = 0; j < n; j++) {
            if (rows[j].issue_id == page->items[i].row_id)
                page->items[i].window_events.value = rows[j].events;
        }
    }
    return OK;
}

static enum status begin(struct ctx *cx, struct reading *r)
{
    struct q_issue_follows_any_args args = { .me = r->me };
    struct q_issue_follows_any_row row;

    if (r->in->sort == ISSUE_SORT_TREND)
        return issue_trend_run_number(cx, &r->run);
    if (r->in->sort != ISSUE_SORT_FOLLOWED || r->me == 0)
        return OK;
    TRY(q_issue_follows_any(cx, &args, &row));
    r->follows_any = row.is_so;
    return OK;
}

/* The rows of the page; *n counts one more when there is one. */
static enum status read_page(struct ctx *cx, struct reading *r, int64_t *ids, size_t *n,
                             struct issue_page *out)
{
    size_t max = (size_t)r->in->limit;

    *n = 0;
    TRY(begin(cx, r));
    TRY(read_ids(cx, r, ids, n));
    out->is_restarted = r->is_restarted;
    return issue_views(cx, ids, *n > max ? max : *n, out->items, &out->n);
}

/* A page by trend is of one order: it is read again when the order was changed between its
 * statements. */
static enum status read_one_order(struct ctx *cx, struct reading *r, int64_t *ids, size_t *n,
                                  struct issue_page *out)
{
    int64_t run_after = 0;

    for (int i = 0; i < TREND_TRIES; i++) {
        TRY(read_page(cx, r, ids, n, out));
        if (r->in->sort != ISSUE_SORT_TREND)
            return OK;
        TRY(issue_trend_run_number(cx, &run_after));
        if (run_after == r->run)
            return OK;
    }
    return OK; /* a cursor of an older order begins the list anew */
}

enum status issue_list(struct ctx *cx, const struct issue_filter *in, struct issue_page *out)
{
    struct reading r = { .in = in, .me = cx->actor != NULL ? cx->actor->user_id : 0 };
    size_t n = 0, max = (size_t)in->limit;
    int64_t *ids = arena_array(cx->arena, int64_t, max + 1);

    *out = (struct issue_page){ .items = arena_array(cx->arena, struct issue_view, max) };
    TRY(read_one_order(cx, &r, ids, &n, out));
    if (!str_is_null(in->cursor) && n > max && out->n > 0) {
        const struct issue_view *last = &out->items[out->n - 1];
        struct page_key key = { sort_key(&r, last), last->row_id };
        out->next = page_cursor(cx, sort_rows[in->sort].kind, key);
    }
    if (in->with_window && out->n > 0)
        TRY(add_window(cx, in, ids, out));
    return in->without_total ? OK : count_all(cx, in, out);
}

enum status issue_find_all(struct ctx *cx, const struct issue_filter *filter,
                           struct issue_ref **out, size_t *n, int64_t *total)
{
    struct db_rows rows SCOPED(db_rows_close) = { 0 };
    struct filter counted, f;
    bool has_row = false;

    filter_init(cx, &counted, &l_issue_ids, NULL, 0);
    TRY(issue_filter_apply(cx, filter, &counted));
    TRY(filter_count(cx, &counted, 0, total));
    *out = arena_array(cx->arena, struct issue_ref, (size_t)filter->limit);
    *n = 0;
    filter_init(cx, &f, &l_issue_refs, NULL, 0);
    TRY(issue_filter_apply(cx, filter, &f));
    filter_tail(&f, f_issue_order_id, (struct db_value[]){ FILTER_I64(filter->limit) }, 1);
    TRY(filter_open(cx, &f, &rows));
    TRY(db_step(cx, &rows, &has_row));
    while (has_row && *n < (size_t)filter->limit) {
        struct l_issue_refs_row row;
        TRY(l_issue_refs_read(cx, rows.values, &row));
        (*out)[(*n)++] =
            (struct issue_ref){ .id = row.id, .project_id = row.project_id, .uuid = row.uuid };
        TRY(db_step(cx, &rows, &has_row));
    }
    return OK;
}

enum status issue_pick(struct ctx *cx, const struct issue_filter *filter, struct i64_list ids,
                       int64_t *out, size_t *n)
{
    struct db_rows rows SCOPED(db_rows_close) = { 0 };
    struct filter f;
    bool has_row = false;

    assert(ids.n <= LIMIT_PAGE);
    *n = 0;
    filter_init(cx, &f, &l_issue_ids_any, NULL, 0);
    TRY(issue_filter_apply(cx, filter, &f));
    filter_where(&f, f_issue_is_one_of,
                 (struct db_value[]){ FILTER_TEXT(filter_numbers(cx, ids.items, ids.n)) }, 1);
    TRY(filter_open(cx, &f, &rows));
    TRY(db_step(cx, &rows, &has_row));
    while (has_row && *n < ids.n) {
        out[(*n)++] = rows.values[0].i64;
        TRY(db_step(cx, &rows, &has_row));
    }
    return OK;
}

/* --- figures by status ---------------------------------------------------------- */

enum status issue_count(struct ctx *cx, const struct issue_filter *in, struct issue_counts *out)
{
    int64_t today_ms = clock_day(cx->now_ms) * (int64_t)MS_PER_DAY;
    int64_t me = cx->actor != NULL ? cx->actor->user_id : 0;
    struct db_rows rows SCOPED(db_rows_close) = { 0 };
    struct filter f;
    struct buf b;
    struct jsonw w;
    bool has_row = false;

    filter_init(cx, &f, &l_issue_figures,
                (struct db_value[]){ FILTER_I64(today_ms), FILTER_I64(me) }, 2);
    TRY(issue_filter_apply(cx, in, &f));
    filter_tail(&f, f_issue_by_status, NULL, 0);
    buf_init(&b, cx->arena, COUNTS_BYTES);
    jsonw_init(&w, &b);
    jsonw_obj(&w);
    *out = (struct issue_counts){ 0 };
    TRY(filter_open(cx, &f, &rows));
    TRY(db_step(cx, &rows, &has_row));
    while (has_row) {
        struct l_issue_figures_row row;
        TRY(l_issue_figures_read(cx, rows.values, &row));
        jsonw_key(&w, row.status);
        jsonw_i64(&w, row.n);
        out->total += row.n;
        out->today += row.today;
        out->assigned_to_me += row.mine;
        out->assigned_any += row.assigned;
        TRY(db_step(cx, &rows, &has_row));
    }
    jsonw_end(&w);
    out->by_status = buf_str(&b);
    return OK;
}
