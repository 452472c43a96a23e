#include "base/base.h"

#include "feature/user/user.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/tx.h"
#include "feature/audit/audit.h"
#include "feature/user/user_int.h"
#include "feature/user/user_sql.h"
#include "port/crypto.h"

static enum status find(struct ctx *cx, const struct q_user_find_args *by, struct user *out,
                        bool *found)
{
    struct q_user_find_row r;

    TRY(q_user_find(cx, by, &r, found));
    if (*found)
        *out = (struct user){ .id = r.id,
                              .uuid = r.uuid,
                              .email = r.email,
                              .name = r.name,
                              .role = r.role,
                              .status = r.status,
                              .avatar_url = r.avatar_url,
                              .password_hash = r.password_hash,
                              .created_ms = r.created_ms,
                              .updated_ms = r.updated_ms,
                              .last_seen_ms = r.last_seen_ms,
                              .has_totp = r.has_totp };
    return OK;
}

enum status user_by_id(struct ctx *cx, int64_t id, struct user *out, bool *found)
{
    return find(cx, &(struct q_user_find_args){ .id = id }, out, found);
}

enum status user_by_email(struct ctx *cx, struct str email, struct user *out, bool *found)
{
    struct str folded = str_fold(cx->arena, str_trim(email));

    *found = false;
    if (folded.len == 0)
        return OK;
    return find(cx, &(struct q_user_find_args){ .email_folded = folded }, out, found);
}

enum status user_must_exist(struct ctx *cx, struct str uuid_text, struct user *out)
{
    struct str uuid;
    bool found;

    if (!uuid_parse(cx->arena, uuid_text, &uuid))
        return fail(cx, E_INVALID, "'%.*s' is no user id", FMT(str_utf8_to(uuid_text, LIMIT_NAME)));
    TRY(find(cx, &(struct q_user_find_args){ .uuid = uuid }, out, &found));
    return found ? OK : fail(cx, E_MISSING, "no such user");
}

enum status user_preferences(struct ctx *cx, int64_t id, struct str *json)
{
    struct q_user_preferences_row row = { .preferences = S("{}") };
    bool found;

    TRY(q_user_preferences(cx, &(struct q_user_preferences_args){ id }, &row, &found));
    *json = row.preferences;
    return OK;
}

struct str user_secret_hash(struct ctx *cx, struct str secret)
{
    uint8_t *hash = arena_array(cx->arena, uint8_t, SHA256_BYTES);

    sha256(secret, hash);
    return str_make((const char *)hash, SHA256_BYTES);
}

enum status user_check_email(struct ctx *cx, struct str email)
{
    size_t at = str_find_char(email, '@');
    bool is_good = at > 0 && at + 1 < email.len && email.len <= LIMIT_EMAIL &&
                   str_find_char(str_from(email, at + 1), '@') == email.len - at - 1;

    for (size_t i = 0; i < email.len; i++)
        is_good = is_good && (uint8_t)email.p[i] > ' ' && !strchr("<>,;\"\\", email.p[i]);
    return is_good ? OK
                   : fail_at(cx, E_INVALID, (struct err_where){ "invalid", "email" },
                             "email must be an address like name@example.com");
}

enum status user_hash_password(struct ctx *cx, struct str password, struct str *hash)
{
    if (password.len < LIMIT_PASSWORD_MIN || password.len > LIMIT_PASSWORD)
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "password" },
                       "password must have %d to %d bytes", LIMIT_PASSWORD_MIN, LIMIT_PASSWORD);
    return password_hash(cx, password, hash);
}

enum status user_create(struct ctx *cx, const struct user_new *in, struct user *out)
{
    struct str email = str_trim(in->email);
    struct q_user_insert_row row;
    bool found;

    TRY(user_check_email(cx, email));
    TRY(user_by_email(cx, email, out, &found));
    if (found)
        return fail_at(cx, E_CONFLICT, (struct err_where){ "email_taken", "email" },
                       "there is an account with this address");
    TRY(q_user_insert(cx,
                      &(struct q_user_insert_args){ .uuid = uuid_new(cx->arena, cx->now_ms),
                                                    .email = email,
                                                    .email_folded = str_fold(cx->arena, email),
                                                    .name = str_trim(in->name),
                                                    .role = in->role,
                                                    .status = in->status,
                                                    .password_hash = in->password_hash,
                                                    .now_ms = cx->now_ms },
                      &row));
    return user_by_id(cx, row.id, out, &found);
}

enum status user_check_other(struct ctx *cx, const struct user *u)
{
    if (cx->actor != NULL && cx->actor->user_id == u->id)
        return fail_at(cx, E_CONFLICT, (struct err_where){ "own_account", NULL },
                       "your own account is changed by another admin");
    return OK;
}

static enum status check_not_last_admin(struct ctx *cx, const struct user *u)
{
    struct q_user_other_admins_row others;

    if (!str_eq(u->role, S("admin")) || !str_eq(u->status, S("active")))
        return OK;
    TRY(q_user_other_admins(cx, &(struct q_user_other_admins_args){ u->id }, &others));
    if (others.admins == 0)
        return fail_at(cx, E_CONFLICT, (struct err_where){ "last_admin", NULL },
                       "this is the last active admin");
    return OK;
}

enum status user_change_role(struct ctx *cx, struct user *u, struct str role)
{
    struct tx tx SCOPED(tx_end) = { 0 };

    if (str_eq(u->role, role))
        return OK;
    TRY(user_check_other(cx, u));
    TRY(tx_begin(cx, &tx));
    TRY(check_not_last_admin(cx, u));
    TRY(q_user_set_role(cx, &(struct q_user_set_role_args){ u->id, role, cx->now_ms }));
    TRY(audit_note(
        cx, "user.role", "user", u->uuid,
        str_printf(cx->arena, "%.*s: %.*s → %.*s", FMT(u->email), FMT(u->role), FMT(role))));
    TRY(tx_commit(&tx));
    u->role = role;
    u->updated_ms = cx->now_ms;
    return OK;
}

/* Every feature hands over what is its own. */
static enum status hand_over(struct ctx *cx, const struct user *from, const struct user *heir)
{
    for (size_t i = 0; heir != NULL && feature_table[i] != NULL; i++)
        if (feature_table[i]->hand_over != NULL)
            TRY(feature_table[i]->hand_over(cx, from->id, heir->id));
    return OK;
}

enum status user_change_status(struct ctx *cx, struct user *u, struct str status,
                               const struct user *heir)
{
    struct tx tx SCOPED(tx_end) = { 0 };

    if (str_eq(u->status, status))
        return OK;
    TRY(user_check_other(cx, u));
    TRY(tx_begin(cx, &tx));
    TRY(check_not_last_admin(cx, u));
    TRY(q_user_set_status(cx, &(struct q_user_set_status_args){ u->id, status, cx->now_ms }));
    TRY(audit_note(
        cx, "user.status", "user", u->uuid,
        str_printf(cx->arena, "%.*s: %.*s → %.*s", FMT(u->email), FMT(u->status), FMT(status))));
    if (str_eq(status, S("disabled"))) {
        TRY(hand_over(cx, u, heir));
        TRY(q_session_delete_others(cx, &(struct q_session_delete_others_args){ u->id, S("") }));
        TRY(q_link_delete_of_user(cx, &(struct q_link_delete_of_user_args){ u->id, S("reset") }));
        TRY(q_link_delete_of_user(cx, &(struct q_link_delete_of_user_args){ u->id, S("invite") }));
    }
    TRY(tx_commit(&tx));
    u->status = status;
    u->updated_ms = cx->now_ms;
    return OK;
}

enum status user_rename(struct ctx *cx, struct user *u, struct str name)
{
    name = str_trim(name);
    if (name.len == 0 || str_eq(name, u->name))
        return OK;
    TRY(q_user_set_name(cx, &(struct q_user_set_name_args){ u->id, name, cx->now_ms }));
    u->name = name;
    u->updated_ms = cx->now_ms;
    return OK;
}
