/* user_int.h - what the files of this folder share. */
#ifndef FEATURE_USER_USER_INT_H
#define FEATURE_USER_USER_INT_H

#include "core/router.h"
#include "feature/user/user.h"

enum {
    INVITE_DAYS = 7,
    RESET_DAYS = 1,
    SETUP_DAYS = 7,
    PREFERENCES_BYTES = 16 << 10,
    USER_AGENT_BYTES = 200,
    LINK_TOKEN_BYTES = 64, /* hex; longer ones are no link of ours */
};

/* --- accounts (user.c) --- */

struct user_new {
    struct str email;
    struct str name;
    struct str role;
    struct str status;
    struct str password_hash; /* absent = none */
};
/* E_INVALID for a bad address, E_CONFLICT when it is taken. */
NODISCARD enum status user_create(struct ctx *cx, const struct user_new *in, struct user *out);
NODISCARD enum status user_must_exist(struct ctx *cx, struct str uuid_text, struct user *out);
/* E_CONFLICT for the own account: who acts on it could lock everybody out, also by mistake. */
NODISCARD enum status user_check_other(struct ctx *cx, const struct user *u);
NODISCARD enum status user_change_role(struct ctx *cx, struct user *u, struct str role);
/* Disabling ends all sessions; what is open on the desk goes to `heir` (NULL: it stays). */
NODISCARD enum status user_change_status(struct ctx *cx, struct user *u, struct str status,
                                         const struct user *heir);
NODISCARD enum status user_rename(struct ctx *cx, struct user *u, struct str name);
/* Checks the length, hashes (slow: never inside a transaction). */
NODISCARD enum status user_hash_password(struct ctx *cx, struct str password, struct str *hash);
/* OK for what can be an address: one @ with something on both sides, no blanks. */
NODISCARD enum status user_check_email(struct ctx *cx, struct str email);
/* SHA-256 of a secret as the store's key, in cx->arena. */
struct str user_secret_hash(struct ctx *cx, struct str secret);

/* --- sessions (session.c) --- */

/* Where somebody signs in from. */
struct session_origin {
    struct str user_agent;
    struct str address;
};
NODISCARD enum status session_new(struct ctx *cx, int64_t user_id,
                                  const struct session_origin *from, struct str *token);
struct sign_in {
    struct str email;
    struct str password; /* absent: E_UNAUTHENTICATED, code password_required */
    struct str totp;     /* with a second factor on; see totp_pass            */
    struct session_origin from;
};
/* Throttled by address and account. token is the cookie's value. */
NODISCARD enum status session_sign_in(struct ctx *cx, const struct sign_in *in, struct user *who,
                                      struct str *token);

/* --- links that work once (link.c) --- */

enum link_kind { LINK_SETUP, LINK_INVITE, LINK_RESET };
struct link_new {
    enum link_kind kind;
    int64_t user_id; /* 0 for setup */
};
/* The secret in *token; it is kept as SHA-256 only. */
NODISCARD enum status link_create(struct ctx *cx, const struct link_new *in, struct str *token,
                                  int64_t *expires_ms);
/* E_MISSING when there is none, it was used, or it is too old. *user_id is 0 for setup. */
NODISCARD enum status link_check(struct ctx *cx, enum link_kind kind, struct str token,
                                 int64_t *user_id, int64_t *expires_ms);
/* Inside a transaction: makes it unusable; E_MISSING when somebody was faster. */
NODISCARD enum status link_spend(struct ctx *cx, struct str token);
/* BASE_URL with the page's path. */
struct str link_address(struct ctx *cx, enum link_kind kind, struct str token);

/* Inside the transaction that made the link: its mail, when there is a mail server
 * (link_mail.c). LINK_INVITE and LINK_RESET. */
NODISCARD enum status link_mail(struct ctx *cx, enum link_kind kind, const struct user *u,
                                struct str token);

/* --- first admin (setup.c) --- */

extern const struct setting user_settings[];
extern const struct command user_commands[];
NODISCARD enum status setup_start(struct ctx *cx);
NODISCARD enum status setup_announce(struct ctx *cx, struct buf *out);
NODISCARD enum status setup_is_needed(struct ctx *cx, bool *is_needed);
/* The same for who makes the first account, inside its transaction: one at a time. */
NODISCARD enum status setup_is_still_needed(struct ctx *cx, bool *is_needed);
struct setup_in {
    struct str code;
    struct str name;
    struct str email;
    struct str password;
};
NODISCARD enum status setup_run(struct ctx *cx, const struct setup_in *in,
                                const struct session_origin *from, struct user *who,
                                struct str *token);

#endif
