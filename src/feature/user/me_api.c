/* me_api.c - what people do with their own account. */
#include "base/base.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/request.h"
#include "core/throttle.h"
#include "core/tx.h"
#include "feature/audit/audit.h"
#include "feature/user/user_api.h"
#include "feature/user/user_int.h"
#include "feature/user/user_sql.h"
#include "port/crypto.h"
#include "port/json.h"

enum { HTTP_NO_CONTENT = 204 };

enum status me_load(struct ctx *cx, struct user *out)
{
    bool found;

    TRY(user_by_id(cx, request_user_id(cx), out, &found));
    return found ? OK : fail(cx, E_UNAUTHENTICATED, "sign in first");
}

enum status me_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct user me;

    (void)rq;
    TRY(me_load(cx, &me));
    return respond(cx, rs, status_http(OK), user_fields, &me);
}

struct me_in {
    struct str name;
};
const struct field me_body[] = {
    FIELD_STR("name", struct me_in, name, FIELD_OPTIONAL, LIMIT_NAME),
    FIELD_END,
};

enum status me_put(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct me_in in = { 0 };
    struct user me;

    TRY(request_read(cx, rq, me_body, &in));
    TRY(me_load(cx, &me));
    TRY(user_rename(cx, &me, in.name));
    return respond(cx, rs, status_http(OK), user_fields, &me);
}

/* --- password ---------------------------------------------------------------- */

struct password_in {
    struct str current;
    struct str password;
};
const struct field password_body[] = {
    FIELD_STR("current", struct password_in, current, FIELD_SECRET, LIMIT_PASSWORD),
    FIELD_STR("password", struct password_in, password, FIELD_REQUIRED | FIELD_SECRET,
              LIMIT_PASSWORD),
    FIELD_END,
};

enum status me_check_password(struct ctx *cx, const struct request *rq, const struct user *me,
                              struct str current)
{
    struct str account = str_fold(cx->arena, me->email);

    if (str_is_null(me->password_hash))
        return OK;
    TRY(throttle_check(cx, rq->client_address, account));
    if (password_check(current, me->password_hash))
        return OK;
    throttle_failed(cx, rq->client_address, account);
    return fail_at(cx, E_DENIED, (struct err_where){ "credentials", "current" },
                   "the current password is wrong");
}

enum status me_by_session(struct ctx *cx)
{
    return cx->actor != NULL && cx->actor->kind == ACTOR_SESSION
               ? OK
               : fail_at(cx, E_DENIED, (struct err_where){ "session_only", NULL },
                         "a token cannot do this: sign in");
}

/* All other sessions of this person end. */
enum status me_password_put(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    struct password_in in = { 0 };
    struct user me;
    struct str hash, kept;

    TRY(me_by_session(cx));
    TRY(request_read(cx, rq, password_body, &in));
    TRY(me_load(cx, &me));
    TRY(me_check_password(cx, rq, &me, in.current));
    TRY(user_hash_password(cx, in.password, &hash));
    kept = str_make((const char *)cx->actor->session_hash, sizeof cx->actor->session_hash);
    TRY(tx_begin(cx, &tx));
    TRY(q_user_set_password(cx, &(struct q_user_set_password_args){ me.id, hash, cx->now_ms }));
    TRY(q_session_delete_others(cx, &(struct q_session_delete_others_args){ me.id, kept }));
    TRY(audit_note(cx, "user.password", "user", me.uuid, me.email));
    TRY(tx_commit(&tx));
    return respond_empty(rs, HTTP_NO_CONTENT);
}

/* --- sessions ---------------------------------------------------------------- */

struct session_row {
    struct str id; /* SHA-256 of the cookie, hex: names it and opens nothing */
    int64_t created_ms;
    int64_t expires_ms;
    struct str user_agent;
    struct str address;
    bool is_current;
};
const struct field session_fields[] = {
    FIELD_STR("id", struct session_row, id, 0, 0),
    FIELD_TIME("created_at", struct session_row, created_ms, 0),
    FIELD_TIME("expires_at", struct session_row, expires_ms, 0),
    FIELD_STR("user_agent", struct session_row, user_agent, 0, 0),
    FIELD_STR("address", struct session_row, address, 0, 0),
    FIELD_BOOL("current", struct session_row, is_current, 0),
    FIELD_END,
};

enum status me_sessions_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct q_session_list_row *rows;
    size_t n;

    (void)rq;
    const struct actor nobody = { 0 };
    const struct actor *me = cx->actor != NULL ? cx->actor : &nobody;
    TRY(q_session_list(cx, &(struct q_session_list_args){ me->user_id, cx->now_ms }, &rows, &n));
    struct session_row *out = arena_array(cx->arena, struct session_row, n);
    for (size_t i = 0; i < n; i++) {
        struct str hash = rows[i].token_hash;
        struct str own = str_make((const char *)me->session_hash, sizeof me->session_hash);
        out[i] = (struct session_row){
            .id = str_hex(cx->arena, (const uint8_t *)hash.p, hash.len),
            .created_ms = rows[i].created_ms,
            .expires_ms = rows[i].expires_ms,
            .user_agent = rows[i].user_agent,
            .address = rows[i].address,
            .is_current = str_eq(hash, own),
        };
    }
    return respond_list(cx, rs, status_http(OK), session_fields, FIELD_ITEMS(out, n));
}

/* All but the one that asks. */
enum status me_sessions_delete(struct ctx *cx, const struct request *rq, struct response *rs)
{
    TRY(me_by_session(cx));
    struct str kept =
        str_make((const char *)cx->actor->session_hash, sizeof cx->actor->session_hash);
    TRY(q_session_delete_others(
        cx, &(struct q_session_delete_others_args){ request_user_id(cx), kept }));
    (void)rq;
    return respond(cx, rs, status_http(OK), status_out, &(struct status_answer){ S("deleted") });
}

enum status me_session_delete(struct ctx *cx, const struct request *rq, struct response *rs)
{
    uint8_t hash[SHA256_BYTES];
    int64_t changed = 0;

    if (!str_unhex(request_param(rq, "session"), hash, sizeof hash))
        return fail(cx, E_INVALID, "this is no session id");
    TRY(q_session_delete(cx,
                         &(struct q_session_delete_args){ str_make((const char *)hash, sizeof hash),
                                                          request_user_id(cx) },
                         &changed));
    if (changed == 0)
        return fail(cx, E_MISSING, "no such session");
    return respond(cx, rs, status_http(OK), status_out, &(struct status_answer){ S("deleted") });
}

/* --- preferences ------------------------------------------------------------- */

enum status me_preferences_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct str json;

    (void)rq;
    TRY(user_preferences(cx, request_user_id(cx), &json));
    return respond_json(rs, status_http(OK), json);
}

/* The page's own object, kept as it is; we only see to it that it is one. */
enum status me_preferences_put(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct json_doc *doc;
    struct buf b;

    if (rq->body.len > PREFERENCES_BYTES)
        return fail(cx, E_TOO_LARGE, "preferences may have %d bytes", PREFERENCES_BYTES);
    TRY(json_parse(cx, rq->body, &doc, NULL));
    if (json_type(json_root(doc)) != JSON_OBJ)
        return fail(cx, E_INVALID, "preferences must be a JSON object");
    buf_init(&b, cx->arena, PREFERENCES_BYTES);
    json_write(json_root(doc), &b);
    if (buf_is_full(&b))
        return fail(cx, E_TOO_LARGE, "preferences may have %d bytes", PREFERENCES_BYTES);
    TRY(q_user_set_preferences(
        cx, &(struct q_user_set_preferences_args){ request_user_id(cx), buf_str(&b) }));
    return respond_json(rs, status_http(OK), buf_str(&b));
}
