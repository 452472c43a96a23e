#include "base/base.h"
#include "feature/issue/issue.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/str.h"
#include "core/actor.h"
#include "core/filter.h"
#include "feature/issue/issue_query.h"
#include "feature/issue/issue_query_sql.h"
#include "feature/issue/issue_sql.h"
#include "port/jsonw.h"

enum { LIST_BYTES = 64 << 10 };

/* What makes each order: its tail, where its next page begins, the letter of its cursors. */
static const struct sort_row {
    const char *name;
    const char *const *order;
    const char *const *after;
    char kind;
} sort_rows[] = {
    [ISSUE_SORT_FOLLOWED] = { "", f_issue_order_followed, f_issue_after_last_seen, 'f' },
    [ISSUE_SORT_LAST_SEEN] = { "last_seen", f_issue_order_last_seen, f_issue_after_last_seen, 'l' },
    [ISSUE_SORT_FIRST_SEEN] = { "first_seen", f_issue_order_first_seen, f_issue_after_first_seen,
                                'n' },
    [ISSUE_SORT_EVENTS] = { "events", f_issue_order_events, f_issue_after_events, 'e' },
    [ISSUE_SORT_USERS] = { "users", f_issue_order_users, f_issue_after_users, 'u' },
    [ISSUE_SORT_PRIORITY] = { "priority", f_issue_order_priority, f_issue_after_priority, 'p' },
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
                   "sort is last_seen, first_seen, events, users or priority");
}

/* The contract's words for several levels; anything else is one level. */
static const char *const level_words[][2] = {
    { "errors", "error,fatal" },
    { "errors_w", "error,fatal,warning" },
    { "informational", "warning,info,debug" },
    { "info_only", "info,debug" },
};

static struct str level_names(struct str level)
{
    for (size_t i = 0; i < ARRAY_LEN(level_words); i++) {
        if (str_eq(level, str_c(level_words[i][0])))
            return str_c(level_words[i][1]);
    }
    return level;
}

/* The words of the level grammar as a JSON list; "[]" = all levels. */
static struct str issue_levels(struct ctx *cx, struct str level)
{
    struct str names = level_names(level), name;
    struct buf b;

    buf_init(&b, cx->arena, LIST_BYTES);
    buf_add_char(&b, '[');
    while (names.len > 0 && str_split(&names, ',', &name)) {
        if (b.len > 1)
            buf_add_char(&b, ',');
        buf_add_json_str(&b, name);
    }
    buf_add_char(&b, ']');
    return buf_str(&b);
}

static void where_text(struct filter *f, const char *const *fragment, struct str value)
{
    if (value.len > 0)
        filter_where(f, fragment, (struct db_value[]){ FILTER_TEXT(value) }, 1);
}

static void where_number(struct filter *f, const char *const *fragment, int64_t value)
{
    if (value != 0)
        filter_where(f, fragment, (struct db_value[]){ FILTER_I64(value) }, 1);
}

/* Any of the words between commas. */
static void where_any(struct filter *f, const char *const *fragment, struct str words)
{
    struct str word;

    if (words.len == 0)
        return;
    filter_any_begin(f);
    while (str_split(&words, ',', &word)) {
        word = str_trim(word);
        filter_any(f, fragment, (struct db_value[]){ FILTER_TEXT(word) }, 1);
    }
    filter_any_end(f);
}

static bool split_tag(struct str tag, struct str *key, struct str *value)
{
    *value = tag;
    return str_split(value, ':', key) && !str_is_null(*value) && key->len > 0;
}

/* GoSnag's page sends a tag as search too: then either finds (decisions.md §4). */
static void where_search_and_tag(struct ctx *cx, struct filter *f, const struct issue_filter *in)
{
    struct str key, value;
    bool has_tag = split_tag(in->tag, &key, &value);
    struct db_value tag[] = { FILTER_TEXT(key), FILTER_TEXT(value), FILTER_TEXT(key),
                              FILTER_TEXT(value) };
    struct db_value title[] = { FILTER_TEXT(filter_anywhere(cx, in->search)) };

    if (has_tag && str_eq(in->tag, in->search)) {
        filter_any_begin(f);
        filter_any(f, f_issue_has_title, title, 1);
        filter_any(f, f_issue_has_tag, tag, ARRAY_LEN(tag));
        filter_any_end(f);
        return;
    }
    if (in->search.len > 0)
        filter_where(f, f_issue_has_title, title, 1);
    if (has_tag)
        filter_where(f, f_issue_has_tag, tag, ARRAY_LEN(tag));
}

static enum status add_conditions(struct ctx *cx, struct filter *f, const struct issue_filter *in)
{
    const struct actor *actor = cx->actor;
    bool sees_all = actor == NULL || actor->sees_all;
    struct str visible = actor != NULL && actor->visible.len > 0 ? actor->visible : S("[]");

    filter_where(f, f_issue_in_visible,
                 (struct db_value[]){ FILTER_BOOL(sees_all), FILTER_TEXT(visible) }, 2);
    where_number(f, f_issue_in_project, in->project_id);
    where_any(f, f_issue_has_status, in->status);
    where_any(f, f_issue_has_level, level_names(in->level));
    where_search_and_tag(cx, f, in);
    where_text(f, f_issue_has_first_release, in->release);
    where_number(f, f_issue_seen_first_since, in->first_since_ms);
    where_number(f, f_issue_seen_first_until, in->first_until_ms);
    where_number(f, f_issue_seen_last_since, in->last_since_ms);
    if (in->is_mine && actor != NULL && actor->user_id != 0)
        where_number(f, f_issue_assigned_to, actor->user_id);
    if (in->is_assigned)
        filter_where(f, f_issue_is_assigned, NULL, 0);
    where_any(f, f_issue_has_uuid, in->ids);
    return in->query != NULL ? issue_query_apply(cx, in->query, f) : OK;
}

static struct str project_short_id(struct ctx *cx, struct str prefix, int64_t no)
{
    return str_printf(cx->arena, "%.*s-%lld", FMT(prefix), (long long)no);
}

/* "next" or "commit:SHA" as the wire has it. */
static struct str pending_json(struct ctx *cx, struct str pending)
{
    struct str commit = S("commit:");

    if (str_starts(pending, commit))
        return str_printf(cx->arena, "{\"commit\":\"%.*s\"}", FMT(str_from(pending, commit.len)));
    return pending.len > 0 ? S("\"next\"") : (struct str){ 0 };
}

static struct str rate_json(struct ctx *cx, struct opt_i64 events, struct opt_i64 minutes)
{
    if (!events.set)
        return (struct str){ 0 };
    return str_printf(cx->arena, "{\"events\":%lld,\"minutes\":%lld}", (long long)events.value,
                      (long long)minutes.value);
}

static void fill_view(struct ctx *cx, const struct l_issue_rows_row *r, struct issue_view *v)
{
    *v = (struct issue_view){
        .row_id = r->id,
        .project_row = r->project_id,
        .id = r->uuid,
        .project_id = r->project_uuid,
        .short_id = project_short_id(cx, r->short_prefix, r->short_no),
        .title = r->title,
        .type = r->type,
        .fingerprint = str_hex(cx->arena, (const uint8_t *)r->hash.p, r->hash.len),
        .status = r->status,
        .level = r->level,
        .platform = r->platform,
        .culprit = r->culprit,
        .location = r->location,
        .first_seen_ms = r->first_seen_ms,
        .last_seen_ms = r->last_seen_ms,
        .event_count = r->event_count,
        .user_count = r->user_count,
        .assigned_to = r->assigned_to,
        .resolved_ms = r->resolved_ms,
        .cooldown_until_ms = r->cooldown_until_ms,
        .resolved_in_release = r->resolved_in_release,
        .snooze_until_ms = r->snooze_until_ms,
        .snooze_event_threshold = r->snooze_event_threshold,
        .snooze_events_at_start = r->snooze_events_at_start,
        .resolve_in = pending_json(cx, r->resolve_pending),
        .snooze_users = r->snooze_user_threshold,
        .snooze_users_at_start = r->snooze_users_at_start,
        .snooze_rate = rate_json(cx, r->snooze_rate_events, r->snooze_rate_minutes),
        .snooze_escalation = r->snooze_escalation,
        .until_escalates = r->snooze_escalation.set,
        .jira_ticket_key = r->jira_ticket_key,
        .jira_ticket_url = r->jira_ticket_url,
        .github_issue_number = r->github_issue_number,
        .github_issue_url = r->github_issue_url,
        .priority = r->priority,
        .first_release = r->first_release,
        .last_release = r->last_release,
        .is_unhandled = r->is_unhandled,
        .version = r->version,
        .created_ms = r->created_ms,
        .updated_ms = r->updated_ms,
        .followed = r->follower_id.set,
    };
}

/* The ids of a page as a JSON list: bound where a query takes a set. */
static struct str id_list(struct ctx *cx, const struct issue_view *items, size_t n)
{
    struct buf b;

    buf_init(&b, cx->arena, LIST_BYTES);
    buf_add_char(&b, '[');
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            buf_add_char(&b, ',');
        buf_add_i64(&b, items[i].row_id);
    }
    buf_add_char(&b, ']');
    return buf_str(&b);
}

static struct issue_view *find_item(struct issue_view *items, size_t n, int64_t id)
{
    for (size_t i = 0; i < n; i++) {
        if (items[i].row_id == id)
            return &items[i];
    }
    return NULL;
}

static enum status add_trends(struct ctx *cx, struct issue_view *items, size_t n, struct str ids)
{
    int64_t last = clock_hour(cx->now_ms);
    struct q_issue_hours_args args = { .first_hour = last - ISSUE_TREND_HOURS + 1,
                                       .last_hour = last,
                                       .ids = ids };
    struct q_issue_hours_row *rows;
    size_t n_rows;

    TRY(q_issue_hours(cx, &args, &rows, &n_rows));
    int64_t *all = arena_array(cx->arena, int64_t, n * ISSUE_TREND_HOURS);
    for (size_t i = 0; i < n; i++)
        items[i].trend = (struct i64_list){ all + i * ISSUE_TREND_HOURS, ISSUE_TREND_HOURS };
    for (size_t i = 0; i < n_rows; i++) {
        const struct issue_view *v = find_item(items, n, rows[i].issue_id);
        if (v != NULL)
            all[(v - items) * ISSUE_TREND_HOURS + (rows[i].hour - args.first_hour)] =
                rows[i].events;
    }
    return OK;
}

/* Rows come in order of issue: each issue's labels lie together. */
static enum status add_tags(struct ctx *cx, struct issue_view *items, size_t n, struct str ids)
{
    struct q_issue_labels_row *rows;
    size_t n_rows;

    TRY(q_issue_labels(cx, &(struct q_issue_labels_args){ .ids = ids }, &rows, &n_rows));
    struct issue_label *labels = arena_array(cx->arena, struct issue_label, n_rows + 1);
    for (size_t i = 0; i < n; i++)
        items[i].tags = (struct field_list){ labels, 0 };
    for (size_t i = 0; i < n_rows; i++) {
        struct issue_view *v = find_item(items, n, rows[i].issue_id);
        labels[i] = (struct issue_label){ rows[i].key, rows[i].value };
        if (v == NULL)
            continue;
        if (v->tags.n == 0)
            v->tags.items = &labels[i];
        v->tags.n++;
    }
    return OK;
}

static enum status fetch(struct ctx *cx, struct filter *f, struct issue_page *out, size_t max)
{
    struct db_rows rows SCOPED(db_rows_close) = { 0 };
    bool has_row = false;

    out->items = arena_array(cx->arena, struct issue_view, max);
    TRY(filter_open(cx, f, &rows));
    TRY(db_step(cx, &rows, &has_row));
    while (has_row && out->n < max) {
        struct l_issue_rows_row row;
        TRY(l_issue_rows_read(cx, rows.values, &row));
        fill_view(cx, &row, &out->items[out->n++]);
        TRY(db_step(cx, &rows, &has_row));
    }
    return OK;
}

static enum status count_all(struct ctx *cx, const struct issue_filter *in, int64_t *total)
{
    struct db_rows rows SCOPED(db_rows_close) = { 0 };
    struct filter f;
    bool has_row = false;

    filter_init(cx, &f, &l_issue_number, NULL, 0);
    TRY(add_conditions(cx, &f, in));
    TRY(filter_open(cx, &f, &rows));
    TRY(db_step(cx, &rows, &has_row));
    *total = has_row ? rows.values[0].i64 : 0;
    return OK;
}

enum status issue_find_all(struct ctx *cx, const struct issue_filter *filter,
                           struct issue_ref **out, size_t *n, int64_t *total)
{
    struct db_rows rows SCOPED(db_rows_close) = { 0 };
    struct filter f;
    bool has_row = false;

    TRY(count_all(cx, filter, total));
    *out = arena_array(cx->arena, struct issue_ref, (size_t)filter->limit);
    *n = 0;
    filter_init(cx, &f, &l_issue_refs, NULL, 0);
    TRY(add_conditions(cx, &f, filter));
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

static int64_t sort_key(enum issue_sort sort, const struct issue_view *v)
{
    switch (sort) {
    case ISSUE_SORT_FIRST_SEEN:
        return v->first_seen_ms;
    case ISSUE_SORT_EVENTS:
        return v->event_count;
    case ISSUE_SORT_USERS:
        return v->user_count;
    case ISSUE_SORT_PRIORITY:
        return v->priority;
    case ISSUE_SORT_FOLLOWED:
    case ISSUE_SORT_LAST_SEEN:
        break;
    }
    return v->last_seen_ms;
}

static enum status add_cursor(struct ctx *cx, struct filter *f, const struct issue_filter *in)
{
    const struct sort_row *sort = &sort_rows[in->sort];
    struct page_key key;

    if (in->cursor.len == 0)
        return OK;
    TRY(page_parse(cx, sort->kind, in->cursor, &key));
    filter_where(
        f, sort->after,
        (struct db_value[]){ FILTER_I64(key.sort), FILTER_I64(key.sort), FILTER_I64(key.id) }, 3);
    return OK;
}

static enum status add_details(struct ctx *cx, struct issue_view *items, size_t n)
{
    struct str ids = id_list(cx, items, n);

    if (n == 0)
        return OK;
    TRY(add_trends(cx, items, n, ids));
    for (size_t i = 0; i < n; i++)
        items[i].forecast = issue_forecast(&items[i], cx->now_ms);
    return add_tags(cx, items, n, ids);
}

enum status issue_list(struct ctx *cx, const struct issue_filter *filter, struct issue_page *out)
{
    struct issue_filter in = *filter;
    int64_t me = cx->actor != NULL ? cx->actor->user_id : 0;
    bool has_cursor = !str_is_null(in.cursor);
    struct filter f;

    if (has_cursor && in.sort == ISSUE_SORT_FOLLOWED)
        in.sort = ISSUE_SORT_LAST_SEEN;
    *out = (struct issue_page){ 0 };
    filter_init(cx, &f, &l_issue_rows, (struct db_value[]){ FILTER_I64(me) }, 1);
    TRY(add_conditions(cx, &f, &in));
    TRY(add_cursor(cx, &f, &in));
    filter_tail(&f, sort_rows[in.sort].order,
                (struct db_value[]){ FILTER_I64(in.limit + 1), FILTER_I64(in.offset) }, 2);
    TRY(fetch(cx, &f, out, (size_t)in.limit + 1));
    bool is_more = out->n > (size_t)in.limit;
    if (is_more)
        out->n = (size_t)in.limit;
    if (has_cursor && is_more && out->n > 0) {
        const struct issue_view *last = &out->items[out->n - 1];
        struct page_key key = { sort_key(in.sort, last), last->row_id };
        out->next = page_cursor(cx, sort_rows[in.sort].kind, key);
    }
    TRY(add_details(cx, out->items, out->n));
    return count_all(cx, &in, &out->total);
}

static enum status add_followers(struct ctx *cx, struct issue_view *v)
{
    struct q_issue_followers_args args = { .issue_id = v->row_id };
    struct q_issue_followers_row *rows;
    size_t n;

    TRY(q_issue_followers(cx, &args, &rows, &n));
    if (n == 0)
        return OK;
    struct issue_follower *list = arena_array(cx->arena, struct issue_follower, n);
    for (size_t i = 0; i < n; i++)
        list[i] = (struct issue_follower){ rows[i].uuid, rows[i].name, rows[i].email };
    v->followers = (struct field_list){ list, n };
    return OK;
}

enum status issue_read(struct ctx *cx, int64_t project_id, int64_t issue_id, struct issue_view *out,
                       bool *found)
{
    int64_t me = cx->actor != NULL ? cx->actor->user_id : 0;
    struct issue_page page = { 0 };
    struct filter f;

    filter_init(cx, &f, &l_issue_rows, (struct db_value[]){ FILTER_I64(me) }, 1);
    TRY(add_conditions(cx, &f, &(struct issue_filter){ .project_id = project_id }));
    where_number(&f, f_issue_has_id, issue_id);
    TRY(fetch(cx, &f, &page, 1));
    *found = page.n > 0;
    if (!*found)
        return OK;
    TRY(add_details(cx, page.items, 1));
    TRY(add_followers(cx, &page.items[0]));
    *out = page.items[0];
    return OK;
}

static struct str status_object(struct ctx *cx, const struct q_issue_status_counts_row *rows,
                                size_t n)
{
    struct buf b;
    struct jsonw w;

    buf_init(&b, cx->arena, LIST_BYTES);
    jsonw_init(&w, &b);
    jsonw_obj(&w);
    for (size_t i = 0; i < n; i++) {
        jsonw_key(&w, rows[i].status);
        jsonw_i64(&w, rows[i].n);
    }
    jsonw_end(&w);
    return buf_str(&b);
}

enum status issue_count(struct ctx *cx, int64_t project_id, struct str level,
                        struct issue_counts *out)
{
    const struct actor *actor = cx->actor;
    bool sees_all = actor == NULL || actor->sees_all;
    struct str visible = actor != NULL && actor->visible.len > 0 ? actor->visible : S("[]");
    struct str levels = issue_levels(cx, level);
    struct q_issue_status_counts_row *rows;
    struct q_issue_people_counts_row people;
    size_t n;

    TRY(q_issue_status_counts(
        cx,
        &(struct q_issue_status_counts_args){
            .project_id = project_id, .sees_all = sees_all, .visible = visible, .levels = levels },
        &rows, &n));
    struct q_issue_people_counts_args args = { .project_id = project_id,
                                               .sees_all = sees_all,
                                               .visible = visible,
                                               .levels = levels,
                                               .today_ms =
                                                   clock_day(cx->now_ms) * (int64_t)MS_PER_DAY,
                                               .me = actor != NULL ? actor->user_id : 0 };
    TRY(q_issue_people_counts(cx, &args, &people));
    *out = (struct issue_counts){ .by_status = status_object(cx, rows, n),
                                  .today = people.today,
                                  .assigned_to_me = args.me != 0 ? people.mine : 0,
                                  .assigned_any = people.assigned };
    for (size_t i = 0; i < n; i++)
        out->total += rows[i].n;
    return OK;
}
