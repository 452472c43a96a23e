/* The inbox on the wire. */
#include "base/base.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/page.h"
#include "core/request.h"
#include "core/tx.h"
#include "feature/notify/notify_int.h"
#include "feature/notify/notify_sql.h"

enum { PAGE_DEFAULT = 50, CURSOR_KIND = 'n', IDS_MAX = 100, IDS_BYTES = 8 << 10 };

struct issue_brief {
    struct str id, short_id, title, status, level;
    bool followed;
};
static const struct field issue_fields[] = {
    FIELD_STR("id", struct issue_brief, id, FIELD_REQUIRED | FIELD_UUID, 0),
    FIELD_STR("short_id", struct issue_brief, short_id, FIELD_REQUIRED, 0),
    FIELD_STR("title", struct issue_brief, title, FIELD_REQUIRED, 0),
    FIELD_STR("status", struct issue_brief, status, FIELD_REQUIRED, 0),
    FIELD_STR("level", struct issue_brief, level, FIELD_REQUIRED, 0),
    FIELD_BOOL("followed", struct issue_brief, followed, 0),
    FIELD_END,
};

struct notification {
    struct str id, kind, reason, action, detail, actor_id, actor_name, project_id, project_name;
    struct issue_brief issue;
    int64_t count, first_ms, last_ms;
    bool is_read;
};
static const struct field notification_fields[] = {
    FIELD_STR("id", struct notification, id, FIELD_REQUIRED | FIELD_UUID, 0),
    FIELD_STR("kind", struct notification, kind, FIELD_REQUIRED, 0),
    FIELD_STR("reason", struct notification, reason, FIELD_REQUIRED, 0),
    FIELD_STR("action", struct notification, action, FIELD_REQUIRED, 0),
    FIELD_STR("detail", struct notification, detail, FIELD_REQUIRED, 0),
    FIELD_I64("count", struct notification, count, FIELD_REQUIRED),
    FIELD_STR("actor_id", struct notification, actor_id, FIELD_UUID, 0),
    FIELD_STR("actor_name", struct notification, actor_name, 0, 0),
    FIELD_STR("project_id", struct notification, project_id, FIELD_REQUIRED | FIELD_UUID, 0),
    FIELD_STR("project_name", struct notification, project_name, FIELD_REQUIRED, 0),
    FIELD_OBJECT("issue", struct notification, issue, 0, struct issue_brief, issue_fields),
    FIELD_BOOL("read", struct notification, is_read, FIELD_REQUIRED),
    FIELD_TIME("first_at", struct notification, first_ms, FIELD_REQUIRED),
    FIELD_TIME("last_at", struct notification, last_ms, FIELD_REQUIRED),
    FIELD_END,
};

struct inbox {
    struct field_list items;
    struct str next;
    int64_t total;
    bool total_capped;
    int64_t unread;
};
static const struct field inbox_fields[] = {
    FIELD_LIST("items", struct inbox, items, 0, struct notification, notification_fields, 0),
    FIELD_STR("next", struct inbox, next, 0, 0),
    FIELD_I64("total", struct inbox, total, 0),
    FIELD_BOOL("total_capped", struct inbox, total_capped, 0),
    FIELD_I64("unread", struct inbox, unread, 0),
    FIELD_END,
};

static struct notification view(struct ctx *cx, const struct q_notification_page_row *row)
{
    return (struct notification){
        .id = row->uuid,
        .kind = row->kind,
        .reason = row->reason,
        .action = row->action,
        .detail = row->detail,
        .count = row->count,
        .actor_id = row->actor_uuid,
        .actor_name = row->actor_name,
        .project_id = row->project_uuid,
        .project_name = row->project_name,
        .issue = { .id = row->issue_uuid,
                   .short_id = str_printf(cx->arena, "%.*s-%lld", FMT(row->short_prefix),
                                          (long long)row->short_no),
                   .title = row->title,
                   .status = row->status,
                   .level = row->level,
                   .followed = row->followed },
        .is_read = row->read_ms != 0,
        .first_ms = row->first_ms,
        .last_ms = row->last_ms,
    };
}

static int64_t reader(const struct ctx *cx)
{
    return cx->actor != NULL ? cx->actor->user_id : 0;
}

static enum status notifications_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    const struct request_range range = { PAGE_DEFAULT, 1, LIMIT_PAGE };
    int64_t limit = request_query_i64(rq, "limit", range);
    bool is_unread_only = request_query_bool(rq, "unread");
    struct str cursor = request_query(rq, "cursor");
    struct q_notification_counts_row counts;
    struct q_notification_page_row *rows;
    struct page_key key = { 0 };
    size_t n;

    if (cursor.len > 0)
        TRY(page_parse(cx, CURSOR_KIND, cursor, &key));
    TRY(q_notification_page(cx,
                            &(struct q_notification_page_args){ .user_id = reader(cx),
                                                                .unread = is_unread_only,
                                                                .sort = key.sort,
                                                                .before = key.id,
                                                                .max = limit + 1 },
                            &rows, &n));
    TRY(q_notification_counts(cx, &(struct q_notification_counts_args){ reader(cx) }, &counts));
    struct inbox out = { .total = is_unread_only ? counts.unread : counts.total,
                         .unread = counts.unread };
    if (n > (size_t)limit) {
        n = (size_t)limit;
        out.next = page_cursor(cx, CURSOR_KIND,
                               (struct page_key){ .sort = rows[n - 1].sort, .id = rows[n - 1].id });
    }
    struct notification *items = arena_array(cx->arena, struct notification, n);
    for (size_t i = 0; i < n; i++)
        items[i] = view(cx, &rows[i]);
    out.items = FIELD_ITEMS(items, n);
    return respond(cx, rs, status_http(OK), inbox_fields, &out);
}

/* --- reading ------------------------------------------------------------------------ */

struct read_in {
    struct str_list ids;
    struct str issue_id;
    bool all;
    int64_t before_ms;
};
static const struct field read_in[] = {
    FIELD_STR_LIST("ids", struct read_in, ids, 0, IDS_MAX),
    FIELD_STR("issue_id", struct read_in, issue_id, FIELD_UUID, 0),
    FIELD_BOOL("all", struct read_in, all, 0),
    FIELD_TIME("before", struct read_in, before_ms, 0),
    FIELD_END,
};
struct read_out {
    int64_t read;
    int64_t unread;
};
static const struct field read_out[] = {
    FIELD_I64("read", struct read_out, read, 0),
    FIELD_I64("unread", struct read_out, unread, 0),
    FIELD_END,
};

/* A JSON list of uuids. */
static enum status list_ids(struct ctx *cx, const struct str_list *ids, struct str *out)
{
    struct buf b;

    buf_init(&b, cx->arena, IDS_BYTES);
    buf_add_char(&b, '[');
    for (size_t i = 0; i < ids->n; i++) {
        struct str uuid;
        if (!uuid_parse(cx->arena, ids->items[i], &uuid))
            return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "ids" },
                           "ids holds something that is no uuid");
        buf_printf(&b, "%s\"%.*s\"", i > 0 ? "," : "", FMT(uuid));
    }
    buf_add_char(&b, ']');
    *out = buf_str(&b);
    return OK;
}

static enum status read_post(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    struct q_notification_counts_row counts;
    struct read_in in = { 0 };
    struct read_out out = { 0 };
    struct str ids;

    TRY(request_read(cx, rq, read_in, &in));
    TRY(list_ids(cx, &in.ids, &ids));
    if ((in.ids.n > 0) + (in.issue_id.len > 0) + in.all != 1)
        return fail(cx, E_INVALID, "one of ids, issue_id and all says what was read");
    TRY(tx_begin(cx, &tx));
    TRY(q_notification_read(cx,
                            &(struct q_notification_read_args){
                                .user_id = reader(cx),
                                .ids = ids,
                                .issue = in.issue_id.len > 0 ? in.issue_id : S(""),
                                .all = in.all,
                                .before_ms = in.before_ms != 0 ? in.before_ms : INT64_MAX,
                                .now_ms = cx->now_ms },
                            &out.read));
    TRY(q_notification_counts(cx, &(struct q_notification_counts_args){ reader(cx) }, &counts));
    out.unread = counts.unread;
    notify_publish(cx, reader(cx), "change",
                   str_printf(cx->arena, "{\"unread\":%lld}", (long long)out.unread));
    TRY(tx_commit(&tx));
    return respond(cx, rs, status_http(OK), read_out, &out);
}

static const struct route_query inbox_query[] = {
    { "unread", "boolean", "Only what was not read yet." },
    { "limit", "integer", "1 to 100, 50 by default." },
    { "cursor", "string", "next of the page before." },
    { 0 },
};

const struct route notify_routes[] = {
    { GET, "/api/v1/notifications", SCOPE_OWN, NULL, inbox_fields, notifications_get,
      "list_notifications", "The reader's inbox, unread first.", .query = inbox_query },
    { POST, "/api/v1/notifications/read", SCOPE_OWN, read_in, read_out, read_post, NULL,
      "Marks as read: some, those of an issue, or all, up to a time." },
    { GET, "/api/v1/auth/unsubscribe/{unsubscribe}", SCOPE_PUBLIC, NULL, unsubscribe_out,
      unsubscribe_get, NULL, "What a link to unsubscribe is about; a page for browsers." },
    { POST, "/api/v1/auth/unsubscribe/{unsubscribe}", SCOPE_PUBLIC, NULL, unsubscribe_out,
      unsubscribe_post, NULL,
      "No more mail about that issue, or with {\"all\": true} none at all (RFC 8058).",
      ROUTE_ANY_ORIGIN | ROUTE_BODY_RAW | ROUTE_BODY_OPT },
    { 0 },
};
