/* totp_api.c - the second factor, switched on and off. */
#include "base/base.h"

#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/request.h"
#include "core/throttle.h"
#include "core/tx.h"
#include "feature/audit/audit.h"
#include "feature/user/totp.h"
#include "feature/user/user_api.h"
#include "feature/user/user_int.h"

struct totp_state {
    bool is_on;
    int64_t codes_left;
};
const struct field totp_out[] = {
    FIELD_BOOL("enabled", struct totp_state, is_on, 0),
    FIELD_I64("recovery_codes_left", struct totp_state, codes_left, 0),
    FIELD_END,
};

enum status me_totp_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct totp_state out;

    (void)rq;
    TRY(totp_is_on(cx, request_user_id(cx), &out.is_on));
    TRY(totp_codes_left(cx, request_user_id(cx), &out.codes_left));
    return respond(cx, rs, status_http(OK), totp_out, &out);
}

/* --- POST: begin ------------------------------------------------------------------ */

struct begin_in {
    struct str current;
};
const struct field totp_begin_body[] = {
    FIELD_STR("current", struct begin_in, current, FIELD_SECRET, LIMIT_PASSWORD),
    FIELD_END,
};
const struct field totp_begun_out[] = {
    FIELD_STR("secret", struct totp_begun, secret, 0, 0),
    FIELD_STR("url", struct totp_begun, url, 0, 0),
    FIELD_END,
};

/* The password again: whoever finds an open page must not lock its owner out. */
enum status me_totp_post(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct begin_in in = { 0 };
    struct totp_begun out;
    struct user me;

    TRY(me_by_session(cx));
    TRY(request_read(cx, rq, totp_begin_body, &in));
    TRY(me_load(cx, &me));
    TRY(me_check_password(cx, rq, &me, in.current));
    TRY(totp_begin(cx, &me, &out));
    return respond(cx, rs, status_http(OK), totp_begun_out, &out);
}

/* --- PUT: on; DELETE: off ----------------------------------------------------------- */

struct code_in {
    struct str code;
};
const struct field totp_code_body[] = {
    FIELD_STR("code", struct code_in, code, FIELD_REQUIRED | FIELD_SECRET, TOTP_INPUT_BYTES),
    FIELD_END,
};
struct codes_out {
    struct str_list codes;
};
const struct field totp_codes_out[] = {
    FIELD_STR_LIST("recovery_codes", struct codes_out, codes, 0, 0),
    FIELD_END,
};

static enum status refuse_code(struct ctx *cx, const struct request *rq, const struct user *me)
{
    throttle_failed(cx, rq->client_address, str_fold(cx->arena, me->email));
    return fail_at(cx, E_DENIED, (struct err_where){ "totp_invalid", "code" },
                   "this code is wrong, too old, or was used before");
}

/* What both begin with: a person, a code, and not too many wrong ones lately. */
static enum status read_code(struct ctx *cx, const struct request *rq, struct user *me,
                             struct code_in *in)
{
    TRY(me_by_session(cx));
    TRY(request_read(cx, rq, totp_code_body, in));
    TRY(me_load(cx, me));
    return throttle_check(cx, rq->client_address, str_fold(cx->arena, me->email));
}

enum status me_totp_put(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    struct code_in in = { 0 };
    struct codes_out out;
    struct user me;
    bool is_good;

    TRY(read_code(cx, rq, &me, &in));
    TRY(tx_begin(cx, &tx));
    TRY(totp_confirm(cx, me.id, in.code, &out.codes, &is_good));
    if (!is_good)
        return refuse_code(cx, rq, &me);
    TRY(audit_note(cx, me.has_totp ? "user.recovery_codes" : "user.totp_on", "user", me.uuid,
                   me.email));
    TRY(tx_commit(&tx));
    return respond(cx, rs, status_http(OK), totp_codes_out, &out);
}

static enum status answer_deleted(struct ctx *cx, struct response *rs)
{
    return respond(cx, rs, status_http(OK), status_out, &(struct status_answer){ S("deleted") });
}

enum status me_totp_delete(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    struct code_in in = { 0 };
    struct user me;
    bool is_good;

    TRY(read_code(cx, rq, &me, &in));
    if (!me.has_totp)
        return fail_at(cx, E_CONFLICT, (struct err_where){ "totp_off", NULL },
                       "the second factor is off");
    TRY(tx_begin(cx, &tx));
    TRY(totp_spend(cx, me.id, in.code, &is_good));
    if (!is_good)
        return refuse_code(cx, rq, &me);
    TRY(totp_drop(cx, me.id));
    TRY(audit_note(cx, "user.totp_off", "user", me.uuid, me.email));
    TRY(tx_commit(&tx));
    return answer_deleted(cx, rs);
}

enum status user_totp_delete(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    struct user u;

    TRY(user_must_exist(cx, request_param(rq, "user"), &u));
    TRY(user_check_other(cx, &u));
    TRY(tx_begin(cx, &tx));
    TRY(totp_drop(cx, u.id));
    TRY(audit_note(cx, "user.totp_remove", "user", u.uuid, u.email));
    TRY(tx_commit(&tx));
    return answer_deleted(cx, rs);
}
