/* identity.h - people whom somebody else has identified (a provider of sign-in).
 *
 * Who may come in is decided here, by their mail address (contract gosnag-api.md §2): the
 * first of all becomes the admin; after that an account must be there. An invited one becomes
 * active by coming in. Name, picture and the provider's id follow what the provider says.
 *
 * Memory: cx->arena. Threads: any. */
#ifndef FEATURE_USER_IDENTITY_H
#define FEATURE_USER_IDENTITY_H

#include "feature/user/user.h"

struct identity {
    struct str email; /* verified by the provider */
    struct str name;  /* "" keeps the account's   */
    struct str avatar_url;
    struct str subject; /* the provider's id of this person */
};
/* Inside a transaction. E_DENIED: not_invited, disabled. */
NODISCARD enum status identity_admit(struct ctx *cx, const struct identity *in, struct user *out);

/* A new session; token is the cookie's value. Inside a transaction. */
NODISCARD enum status identity_sign_in(struct ctx *cx, const struct user *who,
                                       struct str user_agent, struct str address,
                                       struct str *token);

/* Keeps who came in under a secret that works once, within two minutes. Inside a transaction,
 * both; E_MISSING when there is no such secret. */
NODISCARD enum status identity_keep(struct ctx *cx, const struct user *who, struct str secret);
NODISCARD enum status identity_take(struct ctx *cx, struct str secret, struct user *out);

/* Do people sign in by password here (AUTH_MODE)? */
bool identity_by_password(void);
/* Else nothing that has to do with a password makes a session: E_DENIED, code auth_mode. */
NODISCARD enum status identity_must_be_by_password(struct ctx *cx);

#endif
