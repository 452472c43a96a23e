/* user_api.c - accounts, as admins see and change them. */
#include "base/base.h"

#include "feature/user/user_api.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/request.h"
#include "core/tx.h"
#include "feature/audit/audit.h"
#include "feature/user/identity.h"
#include "feature/user/user_int.h"
#include "feature/user/user_sql.h"

enum { HTTP_CREATED = 201 };

static const char *const role_words[] = { "admin", "member", "viewer", NULL };
static const char *const known_status[] = { "invited", "active", "disabled", NULL };
static const char *const status_words[] = { "active", "disabled", NULL };

/* Seed of the wire's User, for whatever struct has these members. */
#define USER_ROWS(T)                                                                               \
    FIELD_STR("id", T, uuid, FIELD_UUID, 0), FIELD_STR("email", T, email, 0, 0),                   \
        FIELD_STR("name", T, name, 0, 0), FIELD_WORD("role", T, role, 0, role_words),              \
        FIELD_WORD("status", T, status, 0, known_status),                                          \
        FIELD_STR("avatar_url", T, avatar_url, 0, 0), FIELD_TIME("created_at", T, created_ms, 0),  \
        FIELD_TIME("updated_at", T, updated_ms, 0),                                                \
        FIELD_TIME("last_seen_at", T, last_seen_ms, 0), FIELD_BOOL("totp_enabled", T, has_totp, 0)

const struct field user_fields[] = { USER_ROWS(struct user), FIELD_END };

const struct field safe_user_fields[] = {
    USER_ROWS(struct q_user_list_row),
    FIELD_I64("open_assigned", struct q_user_list_row, open_assigned, 0),
    FIELD_END,
};

enum status users_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct q_user_list_row *rows;
    size_t n;

    (void)rq;
    TRY(q_user_list(cx, &rows, &n));
    return respond_list(cx, rs, status_http(OK), safe_user_fields, FIELD_ITEMS(rows, n));
}

/* --- POST /users/invite -------------------------------------------------------- */

struct invite_in {
    struct str email;
    struct str role;
};
const struct field invite_body[] = {
    FIELD_STR("email", struct invite_in, email, FIELD_REQUIRED, LIMIT_EMAIL),
    FIELD_WORD("role", struct invite_in, role, FIELD_OPTIONAL, role_words),
    FIELD_END,
};

/* A User and the link to hand over, which is mailed too when there is a mail server. */
struct invited {
    struct user user;
    struct str link;
    int64_t expires_ms;
};
const struct field invited_out[] = {
    FIELD_STR("id", struct invited, user.uuid, FIELD_UUID, 0),
    FIELD_STR("email", struct invited, user.email, 0, 0),
    FIELD_STR("name", struct invited, user.name, 0, 0),
    FIELD_WORD("role", struct invited, user.role, 0, role_words),
    FIELD_WORD("status", struct invited, user.status, 0, known_status),
    FIELD_STR("avatar_url", struct invited, user.avatar_url, 0, 0),
    FIELD_TIME("created_at", struct invited, user.created_ms, 0),
    FIELD_TIME("updated_at", struct invited, user.updated_ms, 0),
    FIELD_TIME("last_seen_at", struct invited, user.last_seen_ms, 0),
    FIELD_STR("invite_url", struct invited, link, 0, 0),
    FIELD_TIME("invite_expires_at", struct invited, expires_ms, 0),
    FIELD_END,
};

enum status users_invite_post(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    struct invite_in in = { 0 };
    struct invited out;
    struct str token;

    TRY(request_read(cx, rq, invite_body, &in));
    struct user_new account = { .email = in.email,
                                .name = S(""),
                                .role = in.role.len > 0 ? in.role : S("viewer"),
                                .status = S("invited") };
    TRY(tx_begin(cx, &tx));
    TRY(user_create(cx, &account, &out.user));
    TRY(link_create(cx, &(struct link_new){ LINK_INVITE, out.user.id }, &token, &out.expires_ms));
    TRY(audit_note(cx, "user.invite", "user", out.user.uuid,
                   str_printf(cx->arena, "%.*s as %.*s", FMT(out.user.email), FMT(out.user.role))));
    TRY(link_mail(cx, LINK_INVITE, &out.user, token));
    TRY(tx_commit(&tx));
    out.link = link_address(cx, LINK_INVITE, token);
    return respond(cx, rs, HTTP_CREATED, invited_out, &out);
}

/* --- PUT /users/{user}, /users/{user}/status ------------------------------------- */

struct role_in {
    struct str role;
};
const struct field role_body[] = {
    FIELD_WORD("role", struct role_in, role, FIELD_REQUIRED, role_words),
    FIELD_END,
};

enum status user_put(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct role_in in = { 0 };
    struct user u;

    TRY(request_read(cx, rq, role_body, &in));
    TRY(user_must_exist(cx, request_param(rq, "user"), &u));
    TRY(user_change_role(cx, &u, in.role));
    return respond(cx, rs, status_http(OK), user_fields, &u);
}

struct status_in {
    struct str status;
    struct str reassign_to; /* uuid of who takes over what is open; absent: it stays */
};
const struct field status_body[] = {
    FIELD_WORD("status", struct status_in, status, FIELD_REQUIRED, status_words),
    FIELD_STR("reassign_to", struct status_in, reassign_to, FIELD_OPTIONAL, LIMIT_NAME),
    FIELD_END,
};

/* Who takes over: somebody else who can sign in. */
static enum status find_heir(struct ctx *cx, const struct user *u, struct str uuid,
                             struct user *out)
{
    TRY(user_must_exist(cx, uuid, out));
    if (out->id == u->id || !str_eq(out->status, S("active")))
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "reassign_to" },
                       "reassign_to must be another active user");
    return OK;
}

enum status user_status_put(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct status_in in = { 0 };
    struct user u, heir;

    TRY(request_read(cx, rq, status_body, &in));
    TRY(user_must_exist(cx, request_param(rq, "user"), &u));
    bool has_heir = in.reassign_to.len > 0;
    if (has_heir)
        TRY(find_heir(cx, &u, in.reassign_to, &heir));
    TRY(user_change_status(cx, &u, in.status, has_heir ? &heir : NULL));
    return respond(cx, rs, status_http(OK), user_fields, &u);
}

/* --- links for somebody ----------------------------------------------------------- */

struct link_answer {
    struct str link;
    int64_t expires_ms;
};
const struct field link_out[] = {
    FIELD_STR("link", struct link_answer, link, 0, 0),
    FIELD_TIME("expires_at", struct link_answer, expires_ms, 0),
    FIELD_END,
};

static enum status answer_link(struct ctx *cx, struct response *rs, enum link_kind kind,
                               const struct user *u)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    struct link_answer out;
    struct str token;

    TRY(tx_begin(cx, &tx));
    TRY(link_create(cx, &(struct link_new){ kind, u->id }, &token, &out.expires_ms));
    TRY(audit_note(cx, kind == LINK_INVITE ? "user.invite_link" : "user.reset_link", "user",
                   u->uuid, u->email));
    TRY(link_mail(cx, kind, u, token));
    TRY(tx_commit(&tx));
    out.link = link_address(cx, kind, token);
    return respond(cx, rs, status_http(OK), link_out, &out);
}

enum status user_invite_link_post(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct user u;

    TRY(user_must_exist(cx, request_param(rq, "user"), &u));
    if (!str_eq(u.status, S("invited")))
        return fail_at(cx, E_CONFLICT, (struct err_where){ "not_invited", NULL },
                       "this account is %.*s, not invited", FMT(u.status));
    return answer_link(cx, rs, LINK_INVITE, &u);
}

enum status user_reset_link_post(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct user u;

    TRY(identity_must_be_by_password(cx));
    TRY(user_must_exist(cx, request_param(rq, "user"), &u));
    if (!str_eq(u.status, S("active")))
        return fail_at(cx, E_CONFLICT, (struct err_where){ "not_active", NULL },
                       "this account is %.*s, not active", FMT(u.status));
    return answer_link(cx, rs, LINK_RESET, &u);
}
