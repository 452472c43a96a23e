/* google.h - what Google says of a token, and where people go to get one. */
#ifndef FEATURE_OIDC_GOOGLE_H
#define FEATURE_OIDC_GOOGLE_H

#include "core/config.h"
#include "feature/user/identity.h"

struct ctx;

extern const struct setting google_settings[];

/* E_INVALID: ALLOWED_DOMAIN is not one domain, which would keep out all who come this way. */
NODISCARD enum status google_start(struct ctx *cx);

/* Without GOOGLE_CLIENT_ID nobody comes in this way. */
bool google_is_on(void);

struct google_person {
    struct identity identity;
    struct str nonce; /* as it was sent to Google; absent = the token has none */
};
/* Asks Google (a call of HTTPC_TIMEOUT_MS at most, two at a time; never in a transaction) and
 * checks audience, verified address and ALLOWED_DOMAIN. E_UNAUTHENTICATED: not a good token
 * for this server; E_DENIED: another domain's; E_BUSY: Google was not asked;
 * E_UPSTREAM: it was, and did not say. */
NODISCARD enum status google_check(struct ctx *cx, struct str id_token, struct google_person *out);

/* Where the browser is sent. state comes back as it is, nonce inside the token. */
struct str google_address(struct ctx *cx, struct str callback, struct str state, struct str nonce);

#endif
