/* client_address.h - who is at the other end, when proxies stand between.
 *
 * X-Forwarded-For is believed only as far as TRUSTED_PROXIES reach: walking from the
 * right, the first address that is not a trusted proxy is the client. */
#ifndef CORE_CLIENT_ADDRESS_H
#define CORE_CLIENT_ADDRESS_H

#include "base/base.h"

struct arena;
struct ctx;

enum { TRUSTED_PROXIES_MAX = 64 };

/* Parses the list once, before threads start. E_INVALID names the bad part. */
NODISCARD enum status client_address_init(struct ctx *cx, struct str trusted_proxies);
/* Canonical text of the client's address, in the arena, or peer itself. */
struct str client_address(struct arena *a, struct str peer, struct str forwarded_for);

#endif
