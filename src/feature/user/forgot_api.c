/* "I forgot my password": the link that an admin could make, mailed to the account's owner.
 *
 * The answer is the same whether there is such an account or not, and however often one
 * asks: nobody learns who has an account here. */
#include "base/base.h"

#include "feature/user/user_api.h"

#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/request.h"
#include "core/throttle.h"
#include "core/tx.h"
#include "feature/mail/mail.h"
#include "feature/user/identity.h"
#include "feature/user/user_int.h"

enum { HTTP_ACCEPTED = 202 };

struct forgot_in {
    struct str email;
};
const struct field forgot_body[] = {
    FIELD_STR("email", struct forgot_in, email, FIELD_REQUIRED, LIMIT_EMAIL),
    FIELD_END,
};

static enum status mail_link_to(struct ctx *cx, struct str email)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    struct str token;
    struct user u;
    int64_t expires_ms;
    bool found;

    TRY(tx_begin(cx, &tx));
    TRY(user_by_email(cx, email, &u, &found));
    if (!found || !str_eq(u.status, S("active")))
        return OK;
    TRY(link_create(cx, &(struct link_new){ LINK_RESET, u.id }, &token, &expires_ms));
    TRY(link_mail(cx, LINK_RESET, &u, token));
    return tx_commit(&tx);
}

/* Counted apart from wrong passwords: whoever asks for links in another's name locks
 * nobody out. */
enum status auth_forgot_post(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct forgot_in in = { 0 };

    TRY(request_read(cx, rq, forgot_body, &in));
    struct str account =
        str_printf(cx->arena, "forgot %.*s", FMT(str_fold(cx->arena, str_trim(in.email))));
    bool is_mailed = identity_by_password() && mail_is_on();
    if (is_mailed && throttle_check(cx, rq->client_address, account) == OK) {
        TRY(mail_link_to(cx, str_trim(in.email)));
        throttle_failed(cx, rq->client_address, account);
    }
    err_clear(&cx->err);
    return respond_json(rs, HTTP_ACCEPTED, S("{\"status\":\"accepted\"}"));
}
