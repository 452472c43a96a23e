/* token_api.c - API tokens (gosnag-api.md §4).
 *
 * A token neither outlives nor exceeds the one that made it. */
#include "base/base.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/request.h"
#include "core/tx.h"
#include "feature/audit/audit.h"
#include "feature/user/token_sql.h"
#include "feature/user/user_api.h"
#include "feature/user/user_int.h"

enum {
    HTTP_CREATED = 201,
    TOKEN_DAYS_MAX = 36500, /* a century; more would leave the years RFC 3339 can say */
};

static const char *const permission_words[] = { "read", "readwrite", NULL };
static const char *const scope_words[] = { "project", "global", NULL };

struct token {
    struct str uuid;
    struct str project_uuid; /* absent = global */
    struct str name;
    struct str permission;
    struct str scope;
    int64_t last_used_ms; /* 0 = never */
    int64_t expires_ms;   /* 0 = never */
    int64_t created_ms;
    struct str secret; /* only in the answer that made it */
};
const struct field token_fields[] = {
    FIELD_STR("id", struct token, uuid, FIELD_UUID, 0),
    FIELD_STR("project_id", struct token, project_uuid, FIELD_UUID, 0),
    FIELD_STR("name", struct token, name, 0, 0),
    FIELD_WORD("permission", struct token, permission, 0, permission_words),
    FIELD_WORD("scope", struct token, scope, 0, scope_words),
    FIELD_TIME("last_used_at", struct token, last_used_ms, 0),
    FIELD_TIME("expires_at", struct token, expires_ms, 0),
    FIELD_TIME("created_at", struct token, created_ms, 0),
    FIELD_STR("token", struct token, secret, FIELD_OMIT, 0),
    FIELD_END,
};

struct token_in {
    struct str name;
    struct str permission;
    int64_t expires_in; /* days; 0 or less = never */
};
const struct field token_body[] = {
    FIELD_STR("name", struct token_in, name, FIELD_REQUIRED, LIMIT_NAME),
    FIELD_WORD("permission", struct token_in, permission, FIELD_OPTIONAL, permission_words),
    FIELD_I64("expires_in", struct token_in, expires_in, FIELD_OPTIONAL),
    FIELD_END,
};

/* --- making --------------------------------------------------------------------- */

/* A project's token is told of with its project. */
static enum status audit_token(struct ctx *cx, const struct request *rq, const char *action,
                               struct str uuid, struct str words)
{
    if (rq->project_id != 0)
        words = str_printf(cx->arena, "project %.*s: %.*s", FMT(rq->project_slug), FMT(words));
    return audit_note(cx, action, "token", uuid, words);
}

static enum status expiry(struct ctx *cx, int64_t days, int64_t *out)
{
    struct q_token_expiry_row maker = { 0 };
    bool found;
    int64_t wanted = 0;

    if (days > TOKEN_DAYS_MAX)
        days = TOKEN_DAYS_MAX;
    if (days > 0)
        wanted = cx->now_ms + days * MS_PER_DAY;
    if (cx->actor != NULL && cx->actor->token_id != 0)
        TRY(q_token_expiry(cx, &(struct q_token_expiry_args){ cx->actor->token_id }, &maker,
                           &found));
    bool is_shorter = maker.expires_ms != 0 && (wanted == 0 || maker.expires_ms < wanted);
    *out = is_shorter ? maker.expires_ms : wanted;
    return OK;
}

static enum status make(struct ctx *cx, const struct request *rq, struct str permission,
                        struct response *rs)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    struct token_in in = { 0 };
    struct token out;
    bool is_project = rq->project_id != 0;
    struct opt_i64 me = { request_user_id(cx), request_user_id(cx) != 0 };

    TRY(request_read(cx, rq, token_body, &in));
    out = (struct token){ .uuid = uuid_new(cx->arena, cx->now_ms),
                          .project_uuid = is_project ? rq->project_uuid : (struct str){ 0 },
                          .name = in.name,
                          .permission = in.permission.len > 0 ? in.permission : permission,
                          .scope = is_project ? S("project") : S("global"),
                          .created_ms = cx->now_ms };
    TRY(expiry(cx, in.expires_in, &out.expires_ms));
    out.secret = str_printf(cx->arena, "gsn_%.*s", FMT(token_new(cx->arena)));
    TRY(tx_begin(cx, &tx));
    TRY(q_token_insert(
        cx, &(struct q_token_insert_args){ .uuid = out.uuid,
                                           .token_hash = user_secret_hash(cx, out.secret),
                                           .name = out.name,
                                           .scope = out.scope,
                                           .project_id = { rq->project_id, is_project },
                                           .user_id = { me.value, !is_project },
                                           .created_by = me,
                                           .permission = out.permission,
                                           .now_ms = cx->now_ms,
                                           .expires_ms = out.expires_ms }));
    TRY(audit_token(cx, rq, "token.create", out.uuid,
                    str_printf(cx->arena, "%.*s (%.*s)", FMT(out.name), FMT(out.permission))));
    TRY(tx_commit(&tx));
    return respond(cx, rs, HTTP_CREATED, token_fields, &out);
}

enum status tokens_post(struct ctx *cx, const struct request *rq, struct response *rs)
{
    return make(cx, rq, S("readwrite"), rs);
}

enum status project_tokens_post(struct ctx *cx, const struct request *rq, struct response *rs)
{
    return make(cx, rq, S("read"), rs);
}

/* --- lists ---------------------------------------------------------------------- */

enum status tokens_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct q_token_list_user_row *rows;
    size_t n;

    (void)rq;
    TRY(q_token_list_user(cx, &(struct q_token_list_user_args){ request_user_id(cx) }, &rows, &n));
    struct token *out = arena_array(cx->arena, struct token, n);
    for (size_t i = 0; i < n; i++)
        out[i] = (struct token){ .uuid = rows[i].uuid,
                                 .name = rows[i].name,
                                 .permission = rows[i].permission,
                                 .scope = S("global"),
                                 .last_used_ms = rows[i].last_used_ms,
                                 .expires_ms = rows[i].expires_ms,
                                 .created_ms = rows[i].created_ms };
    return respond_list(cx, rs, status_http(OK), token_fields, FIELD_ITEMS(out, n));
}

enum status project_tokens_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct q_token_list_project_row *rows;
    size_t n;

    TRY(q_token_list_project(cx, &(struct q_token_list_project_args){ rq->project_id }, &rows, &n));
    struct token *out = arena_array(cx->arena, struct token, n);
    for (size_t i = 0; i < n; i++)
        out[i] = (struct token){ .uuid = rows[i].uuid,
                                 .project_uuid = rq->project_uuid,
                                 .name = rows[i].name,
                                 .permission = rows[i].permission,
                                 .scope = S("project"),
                                 .last_used_ms = rows[i].last_used_ms,
                                 .expires_ms = rows[i].expires_ms,
                                 .created_ms = rows[i].created_ms };
    return respond_list(cx, rs, status_http(OK), token_fields, FIELD_ITEMS(out, n));
}

/* --- deleting: an unknown id is fine --------------------------------------------- */

const struct field status_out[] = {
    FIELD_STR("status", struct status_answer, status, 0, 0),
    FIELD_END,
};

static enum status token_uuid(struct ctx *cx, const struct request *rq, struct str *out)
{
    if (!uuid_parse(cx->arena, request_param(rq, "token"), out))
        return fail(cx, E_INVALID, "this is no token id");
    return OK;
}

enum status token_delete(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    struct str uuid;
    int64_t changed = 0;

    TRY(token_uuid(cx, rq, &uuid));
    TRY(tx_begin(cx, &tx));
    TRY(q_token_delete_user(cx, &(struct q_token_delete_user_args){ uuid, request_user_id(cx) },
                            &changed));
    if (changed > 0)
        TRY(audit_token(cx, rq, "token.delete", uuid, S("personal")));
    TRY(tx_commit(&tx));
    return respond(cx, rs, status_http(OK), status_out, &(struct status_answer){ S("deleted") });
}

enum status project_token_delete(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    struct str uuid;
    int64_t changed = 0;

    TRY(token_uuid(cx, rq, &uuid));
    TRY(tx_begin(cx, &tx));
    TRY(q_token_delete_project(cx, &(struct q_token_delete_project_args){ uuid, rq->project_id },
                               &changed));
    if (changed > 0)
        TRY(audit_token(cx, rq, "token.delete", uuid, S("revoked")));
    TRY(tx_commit(&tx));
    return respond(cx, rs, status_http(OK), status_out, &(struct status_answer){ S("deleted") });
}
