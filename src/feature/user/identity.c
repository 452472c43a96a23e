#include "base/base.h"
#include "feature/user/identity.h"

#include "base/clock.h"
#include "base/ctx.h"
#include "base/str.h"
#include "core/config.h"
#include "feature/audit/audit.h"
#include "feature/user/user_int.h"
#include "feature/user/user_sql.h"

enum { KEPT_MS = 2 * 60 * MS_PER_SECOND };

static const struct str kept_kind = { "signin", 6 };

bool identity_by_password(void)
{
    const struct core_config *c = core_config();

    return c->auth_mode.len > 0 ? str_eq(c->auth_mode, S("local")) : c->google_client_id.len == 0;
}

enum status identity_must_be_by_password(struct ctx *cx)
{
    return identity_by_password() ? OK
                                  : fail_at(cx, E_DENIED, (struct err_where){ "auth_mode", NULL },
                                            "people sign in with Google here (AUTH_MODE)");
}

/* The account, or the first one there is. */
static enum status find_or_make(struct ctx *cx, const struct identity *in, struct user *out)
{
    struct user_new first = {
        .email = in->email, .name = in->name, .role = S("admin"), .status = S("active")
    };
    bool found, is_first;

    TRY(user_by_email(cx, in->email, out, &found));
    if (found)
        return OK;
    TRY(setup_is_still_needed(cx, &is_first));
    if (is_first)
        return user_create(cx, &first, out);
    TRY(user_by_email(cx, in->email, out, &found)); /* perhaps made while we waited */
    return found ? OK
                 : fail_at(cx, E_DENIED, (struct err_where){ "not_invited", NULL },
                           "nobody has invited %.*s", FMT(in->email));
}

enum status identity_admit(struct ctx *cx, const struct identity *in, struct user *out)
{
    bool found;

    TRY(find_or_make(cx, in, out));
    if (str_eq(out->status, S("disabled")))
        return fail_at(cx, E_DENIED, (struct err_where){ "disabled", NULL },
                       "this account is disabled");
    if (str_eq(out->status, S("invited")))
        TRY(audit_note(cx, "user.accept", "user", out->uuid, out->email));
    struct q_user_identify_args args = { .id = out->id,
                                         .name = str_trim(in->name).len > 0 ? in->name : out->name,
                                         .avatar_url = in->avatar_url,
                                         .google_id = in->subject,
                                         .now_ms = cx->now_ms };
    TRY(q_user_identify(cx, &args));
    TRY(q_link_delete_of_user(cx, &(struct q_link_delete_of_user_args){ out->id, S("invite") }));
    TRY(user_by_id(cx, out->id, out, &found));
    return found ? OK : fail(cx, E_BUSY, "the account is being changed");
}

enum status identity_sign_in(struct ctx *cx, const struct user *who, struct str user_agent,
                             struct str address, struct str *token)
{
    return session_new(cx, who->id, &(struct session_origin){ user_agent, address }, token);
}

enum status identity_keep(struct ctx *cx, const struct user *who, struct str secret)
{
    struct q_link_insert_args row = { .token_hash = user_secret_hash(cx, secret),
                                      .kind = kept_kind,
                                      .user_id = { who->id, true },
                                      .now_ms = cx->now_ms,
                                      .expires_ms = cx->now_ms + KEPT_MS };

    return q_link_insert(cx, &row);
}

enum status identity_take(struct ctx *cx, struct str secret, struct user *out)
{
    struct q_link_find_args key = { user_secret_hash(cx, secret), kept_kind, cx->now_ms };
    struct q_link_find_row row;
    bool found;

    TRY(q_link_find(cx, &key, &row, &found));
    if (found)
        TRY(link_spend(cx, secret));
    if (found)
        TRY(user_by_id(cx, row.user_id.value, out, &found));
    if (!found || !str_eq(out->status, S("active")))
        return fail_at(cx, E_MISSING, (struct err_where){ "link", NULL },
                       "this sign-in took too long or was used already");
    return OK;
}
