/* Sessions: made by signing in, kept as SHA-256 of the cookie. */
#include "base/base.h"

#include "feature/user/user_int.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/auth.h"
#include "core/throttle.h"
#include "core/tx.h"
#include "feature/user/totp.h"
#include "feature/user/user_sql.h"
#include "port/crypto.h"

enum status session_new(struct ctx *cx, int64_t user_id, const struct session_origin *from,
                        struct str *token)
{
    struct str made = token_new(cx->arena);
    struct str agent = str_utf8_repair(cx->arena, from->user_agent);

    TRY(q_session_insert(cx, &(struct q_session_insert_args){
                                 .token_hash = user_secret_hash(cx, made),
                                 .user_id = user_id,
                                 .now_ms = cx->now_ms,
                                 .expires_ms = cx->now_ms + (int64_t)SESSION_LIFE_DAYS * MS_PER_DAY,
                                 .user_agent = str_utf8_clip(agent, USER_AGENT_BYTES),
                                 .address = from->address }));
    *token = made;
    return OK;
}

/* The same words whether the account or the password is wrong. */
static enum status refuse(struct ctx *cx, const struct sign_in *in, struct str account)
{
    throttle_failed(cx, in->from.address, account);
    return fail_at(cx, E_UNAUTHENTICATED, (struct err_where){ "credentials", NULL },
                   "wrong e-mail or password");
}

enum status session_sign_in(struct ctx *cx, const struct sign_in *in, struct user *who,
                            struct str *token)
{
    struct str account = str_fold(cx->arena, str_trim(in->email));
    struct tx tx SCOPED(tx_end) = { 0 };
    bool found;

    if (account.len == 0)
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "email" },
                       "email is required");
    if (in->password.len == 0)
        return fail_at(cx, E_UNAUTHENTICATED, (struct err_where){ "password_required", "password" },
                       "a password is required");
    TRY(throttle_check(cx, in->from.address, account));
    TRY(user_by_email(cx, in->email, who, &found));
    struct str hash = found ? who->password_hash : (struct str){ 0 };
    /* Also without an account: the answer takes the same time. */
    if (!password_check(in->password, hash) || !found)
        return refuse(cx, in, account);
    if (!str_eq(who->status, S("active")))
        return fail_at(cx, E_DENIED, (struct err_where){ "disabled", NULL }, "this account is %.*s",
                       FMT(who->status));
    TRY(tx_begin(cx, &tx));
    TRY(totp_pass(cx, &(struct totp_attempt){ who, in->totp, in->from.address }));
    TRY(session_new(cx, who->id, &in->from, token));
    TRY(tx_commit(&tx));
    throttle_succeeded(cx, account);
    return OK;
}
