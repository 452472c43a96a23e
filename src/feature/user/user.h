/* user.h - people who may sign in.
 *
 * An account is invited (no password yet), active or disabled; only active ones sign in,
 * and nothing revives a disabled one but an admin. E-mail addresses are unique without
 * regard to case. The last active admin can neither be demoted nor disabled.
 *
 * Passwords are argon2id, checked by session_sign_in after the throttle.
 * Memory: strings of results live in cx->arena. Threads: any; all state is in the store. */
#ifndef FEATURE_USER_USER_H
#define FEATURE_USER_USER_H

#include "core/feature.h"

struct user {
    int64_t id;
    struct str uuid;
    struct str email;
    struct str name;
    struct str role;   /* admin, member, viewer     */
    struct str status; /* invited, active, disabled */
    struct str avatar_url;
    struct str password_hash; /* absent = cannot sign in by password; never leaves the program */
    int64_t created_ms;
    int64_t updated_ms;
    int64_t last_seen_ms; /* 0 = never */
    bool has_totp;        /* a second factor is on */
};

extern const struct feature feature_user;

/* The wire's User, over struct user. */
extern const struct field user_fields[];

/* Finders: "not there" is no error. */
NODISCARD enum status user_by_id(struct ctx *cx, int64_t id, struct user *out, bool *found);
NODISCARD enum status user_by_email(struct ctx *cx, struct str email, struct user *out,
                                    bool *found);

/* The page's own JSON object, "{}" when nothing was kept. */
NODISCARD enum status user_preferences(struct ctx *cx, int64_t id, struct str *json);

#endif
