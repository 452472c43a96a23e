/* Lists of issues, of a project and of all, and their figures. */
#include "base/base.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/request.h"
#include "feature/issue/issue.h"
#include "feature/issue/issue_int.h"
#include "feature/issue/issue_query.h"
#include "feature/issue/issue_sql.h"

enum { LIST_DEFAULT = 50 };

struct issues_out {
    struct field_list issues;
    int64_t total;
    struct opt_bool total_capped; /* set when a query or a cursor was sent */
    struct opt_bool restarted;    /* set when the cursor was of an older run */
    int64_t limit;
    int64_t offset;
    struct str next;
};
const struct field issue_list_out[] = {
    FIELD_LIST("issues", struct issues_out, issues, 0, struct issue_view, issue_item_fields, 0),
    FIELD_I64("total", struct issues_out, total, 0),
    FIELD_OPT_BOOL("total_capped", struct issues_out, total_capped, FIELD_OMIT),
    FIELD_OPT_BOOL("restarted", struct issues_out, restarted, FIELD_OMIT),
    FIELD_I64("limit", struct issues_out, limit, 0),
    FIELD_I64("offset", struct issues_out, offset, 0),
    FIELD_STR("next", struct issues_out, next, 0, 0),
    FIELD_END,
};
const struct field issue_counts_out[] = {
    FIELD_I64("total", struct issue_counts, total, 0),
    FIELD_JSON("by_status", struct issue_counts, by_status, 0, 0),
    FIELD_I64("today", struct issue_counts, today, 0),
    FIELD_I64("assigned_to_me", struct issue_counts, assigned_to_me, 0),
    FIELD_I64("assigned_any", struct issue_counts, assigned_any, 0),
    FIELD_END,
};
const struct route_query issue_list_query[] = {
    { "q", "string", "The query language: is:open level:error !env:staging events:>100 words." },
    { "status", "string", "One of the five, or several by comma." },
    { "level", "string", "errors, errors_w, informational, info_only, or one level." },
    { "search", "string", "Part of the title; case does not matter." },
    { "release", "string", "The release an issue was first seen in." },
    { "tag", "string", "key:value, set by people or seen in its events." },
    { "today", "boolean", "First seen today (UTC)." },
    { "assigned_to", "string", "me" },
    { "assigned_any", "boolean", "Assigned to somebody." },
    { "ids", "string", "Only these, by comma." },
    { "since", "string", "Last seen at or after this time." },
    { "until", "string", "First seen at or before this time." },
    { "sort", "string", "last_seen, first_seen, events, users, priority, trend." },
    { "include", "string", "window: window_events, those between since and until." },
    { "limit", "integer", "1 to 100, default 50." },
    { "offset", "integer", "Rows to skip." },
    { "cursor", "string", "next of the page before; empty for the first page." },
    { NULL, NULL, NULL },
};

const struct route_query issue_counts_query[] = {
    { "q", "string", "The query language." },
    { "level", "string", "errors, errors_w, informational, info_only, or one level." },
    { NULL, NULL, NULL },
};

static enum status read_time(struct ctx *cx, const struct request *rq, const char *name,
                             int64_t *out)
{
    struct str text = request_query(rq, name);

    if (text.len > 0 && !clock_parse(text, out))
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", name }, "%s is not a time",
                       name);
    return OK;
}

static enum status read_query(struct ctx *cx, const struct request *rq, struct issue_filter *out)
{
    struct str text = request_query(rq, "q");

    if (text.len == 0)
        return OK;
    struct issue_query *query = arena_new(cx->arena, struct issue_query);
    out->query = query;
    return issue_query_parse(cx, rq->project_id, text, query);
}

enum status issue_filter_read(struct ctx *cx, const struct request *rq, struct issue_filter *out)
{
    *out = (struct issue_filter){
        .project_id = rq->project_id,
        .status = request_query(rq, "status"),
        .level = request_query(rq, "level"),
        .search = str_to(request_query(rq, "search"), LIMIT_SEARCH_INPUT),
        .release = request_query(rq, "release"),
        .tag = request_query(rq, "tag"),
        .is_mine = str_eq(request_query(rq, "assigned_to"), S("me")),
        .is_assigned = request_query_bool(rq, "assigned_any"),
        .ids = request_query(rq, "ids"),
        .limit =
            request_query_i64(rq, "limit", (struct request_range){ LIST_DEFAULT, 1, LIMIT_PAGE }),
        .offset = request_query_i64(rq, "offset", (struct request_range){ 0, 0, INT32_MAX }),
        .cursor = request_query(rq, "cursor"),
        .with_window = str_eq(request_query(rq, "include"), S("window")),
    };
    out->is_capped = !str_is_null(out->cursor) || request_query(rq, "q").len > 0;
    if (request_query_bool(rq, "today"))
        out->first_since_ms = clock_day(cx->now_ms) * (int64_t)MS_PER_DAY;
    TRY(read_time(cx, rq, "since", &out->last_since_ms));
    TRY(read_time(cx, rq, "until", &out->first_until_ms));
    TRY(read_query(cx, rq, out));
    return issue_sort_parse(cx, request_query(rq, "sort"), &out->sort);
}

enum status issue_list_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct issue_filter filter;
    struct issue_page page;

    TRY(issue_filter_read(cx, rq, &filter));
    TRY(issue_list(cx, &filter, &page));
    struct issues_out out = { .issues = { page.items, page.n },
                              .total = page.total,
                              .total_capped = { page.is_capped, filter.is_capped },
                              .restarted = { true, page.is_restarted },
                              .limit = filter.limit,
                              .offset = filter.offset,
                              .next = page.next };
    return respond(cx, rs, status_http(OK), issue_list_out, &out);
}

enum status issue_counts_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct issue_filter filter;
    struct issue_counts out;

    TRY(issue_filter_read(cx, rq, &filter));
    TRY(issue_count(cx,
                    &(struct issue_filter){ .project_id = rq->project_id,
                                            .level = filter.level,
                                            .query = filter.query },
                    &out));
    return respond(cx, rs, status_http(OK), issue_counts_out, &out);
}

enum status issue_releases_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct q_issue_first_releases_args args = { .project_id = rq->project_id };
    struct q_issue_first_releases_row *rows;
    struct buf b;
    size_t n;

    TRY(q_issue_first_releases(cx, &args, &rows, &n));
    buf_init(&b, cx->arena, LIMIT_RESPONSE_BYTES);
    buf_add_char(&b, '[');
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            buf_add_char(&b, ',');
        buf_add_json_str(&b, rows[i].version);
    }
    buf_add_char(&b, ']');
    return respond_json(rs, status_http(OK), buf_str(&b));
}
