#include "base/base.h"

#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/live.h"
#include "core/request.h"
#include "feature/comment/comment.h"
#include "feature/comment/comment_sql.h"
#include "feature/issue/issue.h"

enum { HTTP_CREATED = 201, HTTP_NO_CONTENT = 204 };

static const struct field comment_fields[] = {
    FIELD_STR("id", struct comment, id, FIELD_REQUIRED | FIELD_UUID, 0),
    FIELD_STR("issue_id", struct comment, issue_id, FIELD_REQUIRED | FIELD_UUID, 0),
    FIELD_STR("parent_id", struct comment, parent_id, FIELD_UUID, 0),
    FIELD_STR("user_id", struct comment, user_id, FIELD_UUID, 0),
    FIELD_STR("user_name", struct comment, user_name, 0, 0),
    FIELD_STR("user_email", struct comment, user_email, 0, 0),
    FIELD_STR("user_avatar", struct comment, user_avatar, 0, 0),
    FIELD_STR("body", struct comment, body, FIELD_REQUIRED, 0),
    FIELD_I64("version", struct comment, version, 0),
    FIELD_TIME("created_at", struct comment, created_ms, FIELD_REQUIRED | FIELD_WHOLE),
    FIELD_TIME("updated_at", struct comment, updated_ms, FIELD_REQUIRED | FIELD_WHOLE),
    FIELD_END,
};
static const struct field new_fields[] = {
    FIELD_STR("body", struct comment_new, body, FIELD_REQUIRED, LIMIT_TEXT),
    FIELD_STR("parent_id", struct comment_new, parent, 0, LIMIT_NAME),
    FIELD_END,
};
static const struct field edit_fields[] = {
    FIELD_STR("body", struct comment_edit, body, FIELD_REQUIRED, LIMIT_TEXT),
    FIELD_OPT_I64("version", struct comment_edit, version, 0),
    FIELD_END,
};

static struct issue_ref ref_of(const struct request *rq)
{
    return (struct issue_ref){ .id = rq->issue_id,
                               .project_id = rq->project_id,
                               .uuid = rq->issue_uuid };
}

/* Who looks at the issue is told that there is something to read. */
static enum status publish(struct ctx *cx, const struct request *rq)
{
    struct q_comment_issue_row row;

    TRY(q_comment_issue(cx, &(struct q_comment_issue_args){ rq->issue_id }, &row));
    live_publish(&(struct live_message){
        .event = "issue",
        .topic = str_printf(cx->arena, "issue:%.*s", FMT(rq->issue_uuid)),
        .id = rq->issue_uuid,
        .project = rq->project_uuid,
        .version = row.version,
        .op = "change",
        .patch = str_printf(cx->arena, "{\"comments\":%lld}", (long long)row.comments) });
    return OK;
}

static enum status comments_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct issue_ref issue = ref_of(rq);
    struct comment *list;
    size_t n;

    TRY(comment_list(cx, &issue, &list, &n));
    return respond_list(cx, rs, status_http(OK), comment_fields, FIELD_ITEMS(list, n));
}

static enum status comment_post(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct issue_ref issue = ref_of(rq);
    struct comment_new in = { 0 };
    struct comment out;

    TRY(request_read(cx, rq, new_fields, &in));
    TRY(comment_add(cx, &issue, &in, &out));
    TRY(publish(cx, rq));
    return respond(cx, rs, HTTP_CREATED, comment_fields, &out);
}

static enum status comment_put(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct issue_ref issue = ref_of(rq);
    struct comment_edit in = { 0 };
    struct comment out;

    TRY(request_read(cx, rq, edit_fields, &in));
    in.id = request_param(rq, "comment");
    TRY(comment_change(cx, &issue, &in, &out));
    TRY(publish(cx, rq));
    return respond(cx, rs, status_http(OK), comment_fields, &out);
}

static enum status comment_delete(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct issue_ref issue = ref_of(rq);

    TRY(comment_remove(cx, &issue, request_param(rq, "comment")));
    TRY(publish(cx, rq));
    return respond_empty(rs, HTTP_NO_CONTENT);
}

#define COMMENTS "/api/v1/projects/{project}/issues/{issue}/comments"

static const struct route comment_routes[] = {
    { GET, COMMENTS, SCOPE_READ, NULL, comment_fields, comments_get, NULL,
      "Comments on an issue, oldest first.", ROUTE_LIST },
    { POST, COMMENTS, SCOPE_TRIAGE_USER, new_fields, comment_fields, comment_post, NULL,
      "Comments, or answers a comment. Who is mentioned follows the issue.", ROUTE_CREATED },
    { PUT, COMMENTS "/{comment}", SCOPE_TRIAGE_USER, edit_fields, comment_fields, comment_put, NULL,
      "Changes a comment: its author or an admin." },
    { DELETE, COMMENTS "/{comment}", SCOPE_TRIAGE_USER, NULL, NULL, comment_delete, NULL,
      "Deletes a comment: its author or an admin.", ROUTE_NO_CONTENT },
    { 0 },
};

static const struct route_param comment_params[] = {
    { "comment", NULL },
    { 0 },
};

const struct feature feature_comment = {
    .name = "comment",
    .routes = comment_routes,
    .params = comment_params,
};
