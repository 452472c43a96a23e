/* The first admin: by the link that is printed at start, by ADMIN_EMAIL and
 * ADMIN_PASSWORD, or by `gosnag admin`. */
#include "base/base.h"

#include "feature/user/user_int.h"

#include <stdio.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/str.h"
#include "core/config.h"
#include "core/throttle.h"
#include "core/tx.h"
#include "feature/audit/audit.h"
#include "feature/user/totp.h"
#include "feature/user/user_sql.h"

enum { GENERATED_PASSWORD = 24 }; /* hex digits: 96 bits */

static struct {
    struct str admin_email;
    struct str admin_password;
} config;

/* The link of this start; "" = there are users. Written before threads start. */
static char setup_link[LIMIT_URI_BYTES];

const struct setting user_settings[] = {
    SETTING_STR("ADMIN_EMAIL", &config.admin_email, "",
                "Address of an admin made at start when there is no such account."),
    SETTING_SECRET("ADMIN_PASSWORD", &config.admin_password, "Password of that admin."),
    SETTING_END,
};

enum status setup_is_needed(struct ctx *cx, bool *is_needed)
{
    struct q_user_count_row row;

    TRY(q_user_count(cx, &row));
    *is_needed = row.users == 0;
    return OK;
}

enum status setup_is_still_needed(struct ctx *cx, bool *is_needed)
{
    struct q_user_first_lock_row lock;

    TRY(setup_is_needed(cx, is_needed));
    if (!*is_needed)
        return OK;
    TRY(q_user_first_lock(cx, &lock));
    return setup_is_needed(cx, is_needed);
}

/* --- ADMIN_EMAIL, ADMIN_PASSWORD ------------------------------------------- */

/* An account that is there already is left as it is: its owner may have changed the
 * password since. */
static enum status admin_from_settings(struct ctx *cx)
{
    struct user u;
    struct user_new in = { .email = config.admin_email, .role = S("admin"), .status = S("active") };
    bool found;

    if (config.admin_email.len == 0 && config.admin_password.len == 0)
        return OK;
    if (config.admin_email.len == 0 || config.admin_password.len == 0)
        return fail_at(cx, E_INVALID, (struct err_where){ "config", "ADMIN_EMAIL" },
                       "ADMIN_EMAIL and ADMIN_PASSWORD go together");
    TRY(user_by_email(cx, config.admin_email, &u, &found));
    if (found)
        return OK;
    TRY(config_blame(cx, user_check_email(cx, str_trim(in.email)), "ADMIN_EMAIL"));
    in.name = str_to(in.email, str_find_char(in.email, '@'));
    TRY(config_blame(cx, user_hash_password(cx, config.admin_password, &in.password_hash),
                     "ADMIN_PASSWORD"));
    enum status st = user_create(cx, &in, &u);
    if (st == E_CONFLICT) { /* another process of ours, started at the same time, has made it */
        err_clear(&cx->err);
        return OK;
    }
    TRY(st);
    LOG(INFO, "user.admin_made", K_STR("user", u.uuid));
    return OK;
}

/* --- the setup link --------------------------------------------------------- */

enum status setup_start(struct ctx *cx)
{
    struct str code;
    int64_t expires_ms;
    bool is_needed;

    TRY(admin_from_settings(cx));
    TRY(setup_is_needed(cx, &is_needed));
    setup_link[0] = '\0';
    if (!is_needed)
        return OK;
    TRY(link_create(cx, &(struct link_new){ .kind = LINK_SETUP }, &code, &expires_ms));
    struct str link = link_address(cx, LINK_SETUP, code);
    (void)snprintf(setup_link, sizeof setup_link, "%.*s", FMT(link));
    return OK;
}

enum status setup_announce(struct ctx *cx, struct buf *out)
{
    (void)cx;
    if (setup_link[0] != '\0')
        buf_printf(out,
                   "\nNobody can sign in yet. Open this link once to make the first admin:\n\n"
                   "    %s\n\n",
                   setup_link);
    return OK;
}

static enum status make_first(struct ctx *cx, const struct setup_in *in,
                              const struct user_new *account, struct user *who)
{
    bool is_needed;

    TRY(setup_is_still_needed(cx, &is_needed));
    if (!is_needed)
        return fail_at(cx, E_CONFLICT, (struct err_where){ "setup_done", NULL },
                       "there is an admin already: sign in, or ask for an invitation");
    TRY(link_spend(cx, in->code));
    TRY(q_link_delete_kind(cx, &(struct q_link_delete_kind_args){ S("setup") }));
    return user_create(cx, account, who);
}

/* The code first, so that only its holder makes us hash. */
static enum status check_code(struct ctx *cx, const struct setup_in *in,
                              const struct session_origin *from)
{
    struct str account = from->address; /* a stranger must not lock the holder out */
    int64_t nobody, expires_ms;
    bool is_needed;

    TRY(setup_is_needed(cx, &is_needed));
    if (!is_needed)
        return fail_at(cx, E_CONFLICT, (struct err_where){ "setup_done", NULL },
                       "there is an admin already: sign in, or ask for an invitation");
    TRY(throttle_check(cx, from->address, account));
    enum status st = link_check(cx, LINK_SETUP, in->code, &nobody, &expires_ms);
    if (st == E_MISSING) {
        throttle_failed(cx, from->address, account);
        return fail_at(cx, E_DENIED, (struct err_where){ "setup_code", "code" },
                       "wrong setup code: use the link that the last start printed");
    }
    return st;
}

enum status setup_run(struct ctx *cx, const struct setup_in *in, const struct session_origin *from,
                      struct user *who, struct str *token)
{
    struct user_new account = {
        .email = in->email, .name = in->name, .role = S("admin"), .status = S("active")
    };
    struct tx tx SCOPED(tx_end) = { 0 };

    TRY(check_code(cx, in, from));
    TRY(user_check_email(cx, str_trim(in->email)));
    TRY(user_hash_password(cx, in->password, &account.password_hash));
    TRY(tx_begin(cx, &tx));
    TRY(make_first(cx, in, &account, who));
    TRY(session_new(cx, who->id, from, token));
    return tx_commit(&tx);
}

/* --- gosnag admin ------------------------------------------------------------ */

static enum status read_password(struct ctx *cx, struct str *out)
{
    char *text = arena_array(cx->arena, char, LIMIT_PASSWORD + 2);
    size_t n = 0;
    ssize_t got = 1;

    while (n < LIMIT_PASSWORD + 2 && got > 0) {
        got = read(STDIN_FILENO, text + n, LIMIT_PASSWORD + 2 - n);
        n += got > 0 ? (size_t)got : 0;
    }
    *out = str_first_line(str_make(text, n));
    if (str_ends(*out, S("\r")))
        *out = str_to(*out, out->len - 1);
    return OK;
}

/* Makes the account, or gives an existing one (also a disabled one) the role, the
 * password and a clean start: no sessions, no second factor. */
static enum status make_admin(struct ctx *cx, struct str email, struct str hash)
{
    struct user_new in = { .email = email,
                           .name = str_to(email, str_find_char(email, '@')),
                           .role = S("admin"),
                           .status = S("active"),
                           .password_hash = hash };
    struct tx tx SCOPED(tx_end) = { 0 };
    struct user u;
    bool found;

    TRY(tx_begin(cx, &tx));
    TRY(user_by_email(cx, email, &u, &found));
    if (!found) {
        TRY(user_create(cx, &in, &u));
        TRY(q_link_delete_kind(cx, &(struct q_link_delete_kind_args){ S("setup") }));
        TRY(audit_note(cx, "user.admin", "user", u.uuid, u.email));
        return tx_commit(&tx);
    }
    TRY(q_user_set_role(cx, &(struct q_user_set_role_args){ u.id, in.role, cx->now_ms }));
    TRY(q_user_set_status(cx, &(struct q_user_set_status_args){ u.id, in.status, cx->now_ms }));
    TRY(q_user_set_password(cx, &(struct q_user_set_password_args){ u.id, hash, cx->now_ms }));
    TRY(q_session_delete_others(cx, &(struct q_session_delete_others_args){ u.id, S("") }));
    TRY(totp_drop(cx, u.id));
    TRY(audit_note(cx, "user.admin", "user", u.uuid, u.email));
    return tx_commit(&tx);
}

static enum status admin_run(struct ctx *cx, const struct str *args, size_t n)
{
    bool is_given = n == 2 && str_eq(args[1], S("--password-stdin"));
    struct str password = str_to(token_new(cx->arena), GENERATED_PASSWORD), hash;

    if (n == 0 || n > 2 || (n == 2 && !is_given))
        return fail(cx, E_INVALID, "gosnag admin EMAIL [--password-stdin]");
    TRY(user_check_email(cx, args[0]));
    if (is_given)
        TRY(read_password(cx, &password));
    TRY(user_hash_password(cx, password, &hash));
    TRY(make_admin(cx, args[0], hash));
    (void)printf("%.*s is an admin\n", FMT(args[0]));
    if (!is_given)
        (void)printf("password: %.*s\n", FMT(password));
    return OK;
}

const struct command user_commands[] = {
    { "admin", "EMAIL [--password-stdin]",
      "Make an admin, or give one a new password and no second factor.", COMMAND_STORE, admin_run },
    { 0 },
};
