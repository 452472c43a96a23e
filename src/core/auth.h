/* core/auth.h - from a cookie or a bearer token to an actor (gosnag-api.md §0.5, §0.6).
 *
 * Sessions and tokens are stored as SHA-256. The feature `user` makes and ends
 * them; this file only looks them up. */
#ifndef CORE_AUTH_H
#define CORE_AUTH_H

#include "core/actor.h"

enum { SESSION_LIFE_DAYS = 7 };

struct auth_credentials {
    struct str authorization; /* header, absent when not sent            */
    struct str cookie;        /* Cookie header                           */
};

/* Fills *out. A bad gsn_ bearer fails even beside a valid cookie; any other bearer
 * is ignored. No credentials: ACTOR_ANONYMOUS and OK. clear_cookie is set when the
 * cookie was sent and is no longer good. */
NODISCARD enum status auth_resolve(struct ctx *cx, const struct auth_credentials *in,
                                   struct actor *out, bool *clear_cookie);

/* Is what let this actor in (kind, role, token_id, session_hash) still there, and with the
 * same rights? For those who stay for long. */
NODISCARD enum status auth_still_holds(struct ctx *cx, const struct actor *actor, bool *out);

/* Value of the session cookie, absent when there is none. */
struct str auth_cookie_value(struct str cookie_header);
/* Set-Cookie for a new session or, with an absent token, for its end; Secure also when
 * BASE_URL is https (gosnag-api.md §0.6). */
struct str auth_set_cookie(struct ctx *cx, struct str token, bool is_secure);

#endif
