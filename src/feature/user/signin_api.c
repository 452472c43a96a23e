/* signin_api.c - signing in and out, the first admin, invitations, new passwords. */
#include "base/base.h"

#include "feature/user/user_api.h"

#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/auth.h"
#include "core/config.h"
#include "core/request.h"
#include "core/tx.h"
#include "feature/audit/audit.h"
#include "feature/user/identity.h"
#include "feature/user/totp.h"
#include "feature/mail/mail.h"
#include "feature/user/user_int.h"
#include "feature/user/user_sql.h"

static struct session_origin origin_of(const struct request *rq)
{
    return (struct session_origin){ request_header(rq, "User-Agent"), rq->client_address };
}

/* Signs somebody in: cookie and User. */
static enum status answer_signed_in(struct ctx *cx, const struct request *rq, struct response *rs,
                                    const struct user *who, struct str token)
{
    respond_header(rs, "Set-Cookie", auth_set_cookie(cx, token, rq->is_https));
    return respond(cx, rs, status_http(OK), user_fields, who);
}

/* --- GET /auth/config ------------------------------------------------------- */

struct auth_config {
    struct str auth_mode;
    struct str google_client_id;
    struct str_list methods;
    bool setup_needed;
    bool smtp;
    struct str base_url;
};
const struct field auth_config_out[] = {
    FIELD_STR("auth_mode", struct auth_config, auth_mode, 0, 0),
    FIELD_STR("google_client_id", struct auth_config, google_client_id, 0, 0),
    FIELD_STR_LIST("methods", struct auth_config, methods, 0, 0),
    FIELD_BOOL("setup_needed", struct auth_config, setup_needed, 0),
    FIELD_BOOL("smtp", struct auth_config, smtp, 0),
    FIELD_STR("base_url", struct auth_config, base_url, 0, 0),
    FIELD_END,
};

enum status auth_config_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    bool by_password = identity_by_password();
    struct str methods[2];
    size_t n = 0;
    struct auth_config out = { .auth_mode = by_password ? S("local") : S("google"),
                               .google_client_id = core_config()->google_client_id,
                               .smtp = mail_is_on(),
                               .base_url = core_config()->base_url };

    (void)rq;
    if (str_is_null(out.google_client_id))
        out.google_client_id = S("");
    if (by_password)
        methods[n++] = S("local");
    if (out.google_client_id.len > 0)
        methods[n++] = S("google");
    out.methods = (struct str_list){ methods, n };
    TRY(setup_is_needed(cx, &out.setup_needed));
    return respond(cx, rs, status_http(OK), auth_config_out, &out);
}

/* --- POST /auth/setup -------------------------------------------------------- */

const struct field setup_body[] = {
    FIELD_STR("code", struct setup_in, code, FIELD_REQUIRED | FIELD_SECRET, LINK_TOKEN_BYTES),
    FIELD_STR("name", struct setup_in, name, FIELD_OPTIONAL, LIMIT_NAME),
    FIELD_STR("email", struct setup_in, email, FIELD_REQUIRED, LIMIT_EMAIL),
    FIELD_STR("password", struct setup_in, password, FIELD_REQUIRED | FIELD_SECRET, LIMIT_PASSWORD),
    FIELD_END,
};

enum status auth_setup_post(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct setup_in in = { 0 };
    struct session_origin from = origin_of(rq);
    struct user who;
    struct str token;

    TRY(request_read(cx, rq, setup_body, &in));
    TRY(setup_run(cx, &in, &from, &who, &token));
    return answer_signed_in(cx, rq, rs, &who, token);
}

/* --- POST /auth/local/login ---------------------------------------------------- */

const struct field sign_in_body[] = {
    FIELD_STR("email", struct sign_in, email, FIELD_REQUIRED, LIMIT_EMAIL),
    FIELD_STR("password", struct sign_in, password, FIELD_SECRET, LIMIT_PASSWORD),
    FIELD_STR("totp", struct sign_in, totp, FIELD_SECRET, TOTP_INPUT_BYTES),
    FIELD_END,
};

enum status auth_login_post(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct sign_in in = { .from = origin_of(rq) };
    struct user who;
    struct str token;

    TRY(identity_must_be_by_password(cx));
    TRY(request_read(cx, rq, sign_in_body, &in));
    TRY(session_sign_in(cx, &in, &who, &token));
    return answer_signed_in(cx, rq, rs, &who, token);
}

/* --- POST /auth/logout -------------------------------------------------------- */

struct ok_answer {
    bool ok;
};
const struct field ok_out[] = {
    FIELD_BOOL("ok", struct ok_answer, ok, 0),
    FIELD_END,
};

enum status auth_logout_post(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct str cookie = auth_cookie_value(request_header(rq, "Cookie"));

    if (cookie.len > 0)
        TRY(q_session_end(cx, &(struct q_session_end_args){ user_secret_hash(cx, cookie) }));
    respond_header(rs, "Set-Cookie", auth_set_cookie(cx, (struct str){ 0 }, rq->is_https));
    return respond(cx, rs, status_http(OK), ok_out, &(struct ok_answer){ true });
}

/* --- /auth/invite/{token}, /auth/password/reset/{token} ---------------------- */

struct invite {
    struct str email;
    struct str role;
    int64_t expires_ms;
};
const struct field invite_out[] = {
    FIELD_STR("email", struct invite, email, 0, 0),
    FIELD_STR("role", struct invite, role, 0, 0),
    FIELD_TIME("expires_at", struct invite, expires_ms, 0),
    FIELD_END,
};

/* Whom a link is for; a disabled account's is no link any more. */
static enum status link_owner(struct ctx *cx, enum link_kind kind, struct str token,
                              struct user *who, int64_t *expires_ms)
{
    int64_t user_id;
    bool found;

    TRY(link_check(cx, kind, token, &user_id, expires_ms));
    TRY(user_by_id(cx, user_id, who, &found));
    if (!found || str_eq(who->status, S("disabled")))
        return fail_at(cx, E_MISSING, (struct err_where){ "link", NULL },
                       "this link is no longer good");
    return OK;
}

enum status auth_invite_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct user who;
    struct invite out;

    TRY(link_owner(cx, LINK_INVITE, request_param(rq, "token"), &who, &out.expires_ms));
    out.email = who.email;
    out.role = who.role;
    return respond(cx, rs, status_http(OK), invite_out, &out);
}

struct accept_in {
    struct str name;
    struct str password;
    struct str totp; /* of accounts with a second factor: a link alone is one factor */
};
const struct field accept_body[] = {
    FIELD_STR("name", struct accept_in, name, FIELD_OPTIONAL, LIMIT_NAME),
    FIELD_STR("password", struct accept_in, password, FIELD_REQUIRED | FIELD_SECRET,
              LIMIT_PASSWORD),
    FIELD_END,
};
const struct field reset_body[] = {
    FIELD_STR("password", struct accept_in, password, FIELD_REQUIRED | FIELD_SECRET,
              LIMIT_PASSWORD),
    FIELD_STR("totp", struct accept_in, totp, FIELD_SECRET, TOTP_INPUT_BYTES),
    FIELD_END,
};

/* What the holder of a link chose. */
struct chosen {
    struct str name;    /* empty: stays as it is */
    struct str hash;    /* of the password       */
    struct str totp;    /* second factor         */
    const char *action; /* for the audit log  */
};

/* Name, password, status and session together, and the link is gone. */
static enum status spend_link(struct ctx *cx, const struct request *rq, struct user *who,
                              const struct chosen *in, struct str *token)
{
    struct session_origin from = origin_of(rq);
    struct tx tx SCOPED(tx_end) = { 0 };
    bool found;

    TRY(tx_begin(cx, &tx));
    TRY(totp_pass(cx, &(struct totp_attempt){ who, in->totp, from.address }));
    TRY(link_spend(cx, request_param(rq, "token")));
    TRY(audit_note(cx, in->action, "user", who->uuid, who->email));
    TRY(user_rename(cx, who, in->name));
    TRY(q_user_set_password(cx,
                            &(struct q_user_set_password_args){ who->id, in->hash, cx->now_ms }));
    TRY(q_user_set_status(cx,
                          &(struct q_user_set_status_args){ who->id, S("active"), cx->now_ms }));
    TRY(q_session_delete_others(cx, &(struct q_session_delete_others_args){ who->id, S("") }));
    TRY(session_new(cx, who->id, &from, token));
    TRY(user_by_id(cx, who->id, who, &found));
    return tx_commit(&tx);
}

enum status auth_invite_post(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct accept_in in = { 0 };
    struct chosen chosen;
    struct user who;
    struct str token;
    int64_t expires_ms;

    TRY(identity_must_be_by_password(cx));
    TRY(link_owner(cx, LINK_INVITE, request_param(rq, "token"), &who, &expires_ms));
    TRY(request_read(cx, rq, accept_body, &in));
    chosen = (struct chosen){ .name = in.name, .action = "user.accept" };
    TRY(user_hash_password(cx, in.password, &chosen.hash));
    TRY(spend_link(cx, rq, &who, &chosen, &token));
    return answer_signed_in(cx, rq, rs, &who, token);
}

enum status auth_reset_post(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct accept_in in = { 0 };
    struct chosen chosen = { .action = "user.password_reset" };
    struct user who;
    struct str token;
    int64_t expires_ms;

    TRY(identity_must_be_by_password(cx));
    TRY(link_owner(cx, LINK_RESET, request_param(rq, "token"), &who, &expires_ms));
    TRY(request_read(cx, rq, reset_body, &in));
    chosen.totp = in.totp;
    TRY(user_hash_password(cx, in.password, &chosen.hash));
    TRY(spend_link(cx, rq, &who, &chosen, &token));
    return answer_signed_in(cx, rq, rs, &who, token);
}
