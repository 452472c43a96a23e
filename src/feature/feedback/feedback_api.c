#include "base/base.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/request.h"
#include "core/version.h"
#include "feature/feedback/feedback_int.h"
#include "feature/feedback/feedback_sql.h"
#include "feature/ingest/door_api.h"

enum { PAGE_DEFAULT = 50 };

struct feedback_view {
    struct str id;
    struct str name;
    struct str email;
    struct str comments;
    struct str url;
    struct str source;
    struct str status;
    struct str event_id;    /* the error it is about; absent = none        */
    struct str feedback_id; /* its own event id: files it came with        */
    struct str issue_id;    /* absent = not linked                         */
    struct str issue_title;
    int64_t version;
    int64_t created_ms;
    int64_t updated_ms;
    struct field_list replies; /* of one that is looked at alone */
};
static const struct field feedback_fields[] = {
    FIELD_STR("id", struct feedback_view, id, FIELD_UUID, 0),
    FIELD_STR("name", struct feedback_view, name, 0, 0),
    FIELD_STR("email", struct feedback_view, email, 0, 0),
    FIELD_STR("comments", struct feedback_view, comments, 0, 0),
    FIELD_STR("url", struct feedback_view, url, 0, 0),
    FIELD_STR("source", struct feedback_view, source, 0, 0),
    FIELD_STR("status", struct feedback_view, status, 0, 0),
    FIELD_STR("event_id", struct feedback_view, event_id, 0, 0),
    FIELD_STR("feedback_id", struct feedback_view, feedback_id, 0, 0),
    FIELD_STR("issue_id", struct feedback_view, issue_id, FIELD_UUID, 0),
    FIELD_STR("issue_title", struct feedback_view, issue_title, 0, 0),
    FIELD_I64("version", struct feedback_view, version, 0),
    FIELD_TIME("created_at", struct feedback_view, created_ms, 0),
    FIELD_TIME("updated_at", struct feedback_view, updated_ms, 0),
    FIELD_LIST("replies", struct feedback_view, replies, FIELD_OMIT, struct feedback_reply,
               feedback_reply_out, 0),
    FIELD_END,
};

struct feedback_page {
    struct field_list items;
    struct str next;
    int64_t total;
    bool total_capped;
};
static const struct field page_fields[] = {
    FIELD_LIST("items", struct feedback_page, items, 0, struct feedback_view, feedback_fields, 0),
    FIELD_STR("next", struct feedback_page, next, 0, 0),
    FIELD_I64("total", struct feedback_page, total, 0),
    FIELD_BOOL("total_capped", struct feedback_page, total_capped, 0),
    FIELD_END,
};

static struct str id_text(struct ctx *cx, struct str bytes)
{
    return bytes.len == EVENT_ID_BYTES
               ? str_hex(cx->arena, (const uint8_t *)bytes.p, EVENT_ID_BYTES)
               : (struct str){ 0 };
}

/* The rows of the queries have the same columns under names of their own. */
#define VIEW_OF(cx, row)                                                                           \
    ((struct feedback_view){ .id = (row).id,                                                       \
                             .name = (row).name,                                                   \
                             .email = (row).email,                                                 \
                             .comments = (row).comments,                                           \
                             .url = (row).url,                                                     \
                             .source = (row).source,                                               \
                             .status = (row).status,                                               \
                             .event_id = id_text(cx, (row).event_id),                              \
                             .feedback_id = id_text(cx, (row).own_id),                             \
                             .version = (row).version,                                             \
                             .created_ms = (row).received_ms,                                      \
                             .updated_ms = (row).updated_ms })

static const char *const statuses[] = { "new", "resolved", "spam", NULL };

static enum status read_status(struct ctx *cx, const struct request *rq, struct str *out)
{
    *out = request_query(rq, "status");
    if (out->len == 0) {
        *out = S("");
        return OK;
    }
    for (size_t i = 0; statuses[i] != NULL; i++) {
        if (str_eq(*out, str_c(statuses[i])))
            return OK;
    }
    return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "status" },
                   "status is new, resolved or spam");
}

static enum status feedback_list_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct q_feedback_page_args args = { .project_id = rq->project_id, .before = S("") };
    struct q_feedback_page_row *rows;
    struct q_feedback_count_row count;
    struct str cursor = request_query(rq, "cursor");
    size_t n;

    TRY(read_status(cx, rq, &args.status));
    args.limit =
        request_query_i64(rq, "limit", (struct request_range){ PAGE_DEFAULT, 1, LIMIT_PAGE });
    if (cursor.len > 0 && !uuid_parse(cx->arena, cursor, &args.before))
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "cursor" }, "no such page");
    TRY(q_feedback_page(cx, &args, &rows, &n));
    TRY(q_feedback_count(
        cx, &(struct q_feedback_count_args){ rq->project_id, args.status, LIMIT_COUNT_TOTAL + 1 },
        &count));
    struct feedback_view *views = arena_array(cx->arena, struct feedback_view, n);
    for (size_t i = 0; i < n; i++) {
        views[i] = VIEW_OF(cx, rows[i]);
        views[i].issue_id = rows[i].issue_id;
        views[i].issue_title = rows[i].issue_title;
    }
    struct feedback_page page = { .items = FIELD_ITEMS(views, n),
                                  .total =
                                      count.n > LIMIT_COUNT_TOTAL ? LIMIT_COUNT_TOTAL : count.n,
                                  .total_capped = count.n > LIMIT_COUNT_TOTAL };
    if ((int64_t)n == args.limit)
        page.next = rows[n - 1].id;
    return respond(cx, rs, status_http(OK), page_fields, &page);
}

static enum status answer_one(struct ctx *cx, const struct request *rq, struct response *rs,
                              struct str id)
{
    struct q_feedback_get_row row;
    bool found;

    TRY(q_feedback_get(cx, &(struct q_feedback_get_args){ rq->project_id, id }, &row, &found));
    if (!found)
        return fail(cx, E_MISSING, "no such feedback in this project");
    struct feedback_view view = VIEW_OF(cx, row);
    view.issue_id = row.issue_id;
    view.issue_title = row.issue_title;
    TRY(feedback_replies(cx, rq->project_id, id, &view.replies));
    return respond(cx, rs, status_http(OK), feedback_fields, &view);
}

enum status feedback_read_id(struct ctx *cx, const struct request *rq, struct str *out)
{
    if (!uuid_parse(cx->arena, request_param(rq, "feedback"), out))
        return fail(cx, E_MISSING, "no such feedback in this project");
    return OK;
}

static enum status feedback_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct str id;

    TRY(feedback_read_id(cx, rq, &id));
    return answer_one(cx, rq, rs, id);
}

struct feedback_in {
    struct str status;
    struct opt_i64 version;
};
static const struct field feedback_in[] = {
    FIELD_WORD("status", struct feedback_in, status, FIELD_REQUIRED, statuses),
    FIELD_OPT_I64("version", struct feedback_in, version, 0),
    FIELD_END,
};

static enum status feedback_put(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct feedback_in in = { 0 };
    struct str id;
    int64_t changed = 0;

    TRY(feedback_read_id(cx, rq, &id));
    TRY(request_read(cx, rq, feedback_in, &in));
    TRY(q_feedback_status(cx,
                          &(struct q_feedback_status_args){ .project_id = rq->project_id,
                                                            .id = id,
                                                            .status = in.status,
                                                            .now_ms = cx->now_ms,
                                                            .version = in.version },
                          &changed));
    if (changed == 0 && in.version.set) {
        struct q_feedback_get_row row;
        bool found;
        TRY(q_feedback_get(cx, &(struct q_feedback_get_args){ rq->project_id, id }, &row, &found));
        if (found)
            return version_check(cx, in.version, row.version, "feedback");
    }
    return answer_one(cx, rq, rs, id);
}

static enum status issue_feedback_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct q_feedback_of_issue_row *rows;
    size_t n;

    TRY(q_feedback_of_issue(cx, &(struct q_feedback_of_issue_args){ rq->project_id, rq->issue_id },
                            &rows, &n));
    struct feedback_view *views = arena_array(cx->arena, struct feedback_view, n);
    for (size_t i = 0; i < n; i++) {
        views[i] = VIEW_OF(cx, rows[i]);
        views[i].issue_id = rq->issue_uuid;
    }
    return respond_list(cx, rs, status_http(OK), feedback_fields, FIELD_ITEMS(views, n));
}

static const struct route_query list_query[] = {
    { "status", "string", "new, resolved or spam; all without." },
    { "limit", "integer", "1 to 100, 50 by default." },
    { "cursor", "string", "next of the page before." },
    { NULL, NULL, NULL },
};

const struct route_param feedback_params[] = {
    { "feedback", NULL }, { "org", NULL }, { "web_project", NULL }, { 0 }
};

const struct route feedback_routes[] = {
    { GET, "/api/v1/projects/{project}/feedback", SCOPE_READ, NULL, page_fields, feedback_list_get,
      "list_feedback", "What people wrote about this project, newest first.", .query = list_query },
    { GET, "/api/v1/projects/{project}/feedback/{feedback}", SCOPE_READ, NULL, feedback_fields,
      feedback_get, NULL, "One of them." },
    { PUT, "/api/v1/projects/{project}/feedback/{feedback}", SCOPE_TRIAGE, feedback_in,
      feedback_fields, feedback_put, NULL, "Marks it new, resolved or spam." },
    { POST, "/api/v1/projects/{project}/feedback/{feedback}/reply", SCOPE_TRIAGE, feedback_reply_in,
      feedback_reply_out, feedback_reply_post, NULL, "Answers by mail.", ROUTE_CREATED },
    { GET, "/api/v1/projects/{project}/issues/{issue}/feedback", SCOPE_READ, NULL, feedback_fields,
      issue_feedback_get, NULL, "What people wrote about an issue.", .flags = ROUTE_LIST },
    { POST, "/api/0/projects/{org}/{web_project}/user-feedback", SCOPE_PUBLIC, NULL, NULL,
      feedback_web_post, NULL, "Takes a user's report, the older way.", .flags = INGEST_ROUTE },
    { POST, "/api/0/projects/{org}/{web_project}/user-reports", SCOPE_PUBLIC, NULL, NULL,
      feedback_web_post, NULL, "The same under its older name.", .flags = INGEST_ROUTE },
    { GET, "/api/embed/error-page", SCOPE_PUBLIC, NULL, NULL, feedback_dialog_get, NULL,
      "The report dialog: a script that shows a form.", .flags = INGEST_ROUTE },
    { POST, "/api/embed/error-page", SCOPE_PUBLIC, NULL, NULL, feedback_dialog_post, NULL,
      "Takes what was written into it.", .flags = INGEST_ROUTE },
    { 0 },
};
