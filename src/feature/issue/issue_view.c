/* An issue as it is shown: its row, and what other tables say of it. */
#include "base/base.h"
#include "feature/issue/issue.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/actor.h"
#include "core/filter.h"
#include "feature/grouping/checksum.h"
#include "feature/issue/issue_sql.h"

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

/* What finds fault with statements reports under a name (feature/query). */
static struct str fingerprint_text(struct ctx *cx, const struct q_issue_rows_row *r)
{
    return str_eq(r->platform, S("sql"))
               ? checksum_report_text(cx->arena, r->hash)
               : str_hex(cx->arena, (const uint8_t *)r->hash.p, r->hash.len);
}

static void fill_view(struct ctx *cx, const struct q_issue_rows_row *r, struct issue_view *v)
{
    bool is_user = cx->actor != NULL && cx->actor->user_id != 0;

    *v = (struct issue_view){
        .row_id = r->id,
        .project_row = r->project_id,
        .id = r->uuid,
        .project_id = r->project_uuid,
        .short_id = project_short_id(cx, r->short_prefix, r->short_no),
        .title = r->title,
        .type = r->type,
        .fingerprint = fingerprint_text(cx, r),
        .status = r->status,
        .level = r->level,
        .platform = r->platform,
        .culprit = r->culprit,
        .location = r->location,
        .first_seen_ms = r->first_seen_ms,
        .last_seen_ms = r->last_seen_ms,
        .event_count = r->event_count,
        .user_count = r->user_count,
        .trend_percent = r->trend,
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
        .followed = { .value = r->follower_id.set, .set = is_user },
    };
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

static enum status add_details(struct ctx *cx, struct issue_view *items, size_t n, struct str ids)
{
    TRY(add_trends(cx, items, n, ids));
    for (size_t i = 0; i < n; i++)
        items[i].forecast = issue_forecast(&items[i], cx->now_ms);
    return add_tags(cx, items, n, ids);
}

static const struct q_issue_rows_row *row_of(const struct q_issue_rows_row *rows, size_t n,
                                             int64_t id)
{
    for (size_t i = 0; i < n; i++) {
        if (rows[i].id == id)
            return &rows[i];
    }
    return NULL;
}

enum status issue_views(struct ctx *cx, const int64_t *ids, size_t n, struct issue_view *items,
                        size_t *n_items)
{
    struct q_issue_rows_args args = { .me = cx->actor != NULL ? cx->actor->user_id : 0,
                                      .ids = filter_numbers(cx, ids, n) };
    struct q_issue_rows_row *rows;
    size_t n_rows;

    assert(n <= LIMIT_PAGE);
    *n_items = 0;
    if (n == 0)
        return OK;
    TRY(q_issue_rows(cx, &args, &rows, &n_rows));
    for (size_t i = 0; i < n; i++) {
        const struct q_issue_rows_row *row = row_of(rows, n_rows, ids[i]);
        if (row != NULL)
            fill_view(cx, row, &items[(*n_items)++]);
    }
    return *n_items > 0 ? add_details(cx, items, *n_items, args.ids) : OK;
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
    struct db_rows rows SCOPED(db_rows_close) = { 0 };
    struct issue_view view;
    struct filter f;
    size_t n = 0;

    filter_init(cx, &f, &l_issue_ids_any, NULL, 0);
    TRY(issue_filter_apply(cx, &(struct issue_filter){ .project_id = project_id }, &f));
    filter_where(&f, f_issue_has_id, (struct db_value[]){ FILTER_I64(issue_id) }, 1);
    TRY(filter_open(cx, &f, &rows));
    TRY(db_step(cx, &rows, found));
    db_rows_close(&rows);
    if (*found)
        TRY(issue_views(cx, &issue_id, 1, &view, &n));
    *found = n > 0;
    if (!*found)
        return OK;
    TRY(add_followers(cx, &view));
    *out = view;
    return OK;
}
