/* Links that work once: setup, invitation, new password. */
#include "base/base.h"

#include "feature/user/user_int.h"

#include "base/clock.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/str.h"
#include "core/config.h"
#include "feature/user/user_sql.h"

struct link_kind_row {
    struct str name;
    int64_t days;
    const char *path; /* of the page, before the secret */
};
static const struct link_kind_row kinds[] = {
    [LINK_SETUP] = { { "setup", 5 }, SETUP_DAYS, "/setup?code=" },
    [LINK_INVITE] = { { "invite", 6 }, INVITE_DAYS, "/invite/" },
    [LINK_RESET] = { { "reset", 5 }, RESET_DAYS, "/reset/" },
};

enum status link_create(struct ctx *cx, const struct link_new *in, struct str *token,
                        int64_t *expires_ms)
{
    const struct link_kind_row *kind = &kinds[in->kind];
    struct opt_i64 user_id = { in->user_id, in->user_id != 0 };
    int64_t expires = cx->now_ms + kind->days * MS_PER_DAY;
    struct str made = token_new(cx->arena);

    if (user_id.set)
        TRY(q_link_delete_of_user(cx,
                                  &(struct q_link_delete_of_user_args){ in->user_id, kind->name }));
    TRY(q_link_insert(cx, &(struct q_link_insert_args){ .token_hash = user_secret_hash(cx, made),
                                                        .kind = kind->name,
                                                        .user_id = user_id,
                                                        .now_ms = cx->now_ms,
                                                        .expires_ms = expires }));
    *token = made;
    *expires_ms = expires;
    return OK;
}

static enum status refuse(struct ctx *cx)
{
    return fail_at(cx, E_MISSING, (struct err_where){ "link", NULL },
                   "this link was used already or is too old");
}

enum status link_check(struct ctx *cx, enum link_kind kind, struct str token, int64_t *user_id,
                       int64_t *expires_ms)
{
    struct q_link_find_row row;
    bool found = false;

    if (token.len == LINK_TOKEN_BYTES)
        TRY(q_link_find(cx,
                        &(struct q_link_find_args){ .token_hash = user_secret_hash(cx, token),
                                                    .kind = kinds[kind].name,
                                                    .now_ms = cx->now_ms },
                        &row, &found));
    if (!found)
        return refuse(cx);
    *user_id = row.user_id.set ? row.user_id.value : 0;
    *expires_ms = row.expires_ms;
    return OK;
}

enum status link_spend(struct ctx *cx, struct str token)
{
    int64_t changed = 0;

    TRY(q_link_use(cx, &(struct q_link_use_args){ user_secret_hash(cx, token) }, &changed));
    return changed == 1 ? OK : refuse(cx);
}

struct str link_address(struct ctx *cx, enum link_kind kind, struct str token)
{
    struct str base = core_config()->base_url;

    while (str_ends(base, S("/")))
        base = str_to(base, base.len - 1);
    return str_printf(cx->arena, "%.*s%s%.*s", FMT(base), kinds[kind].path, FMT(token));
}
