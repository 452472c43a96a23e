/* port/guard.h - the outgoing guard: what this machine may connect to for somebody else.
 *
 * Not to itself, nor into private, shared, link-local, multicast or reserved networks, nor where
 * clouds keep their metadata. A name is judged by what it resolves to, and the address that was
 * judged is the one that is connected to: nothing is resolved twice.
 * ALLOW_PRIVATE_TARGETS opens the networks, nothing else. */
#ifndef PORT_GUARD_H
#define PORT_GUARD_H

#include "base/base.h"

struct ctx;
struct sockaddr;

/* Once, before threads start. */
void guard_init(bool allow_private);
/* Before a socket is connected. */
bool guard_allows(const struct sockaddr *address);
/* What can be said of a host before it is resolved: E_INVALID for an address of such a network,
 * "localhost" and names of a private zone. */
NODISCARD enum status guard_check_host(struct ctx *cx, struct str host);
/* The first address of a host that may be connected to, as text ("192.0.2.7", "2001:db8::1").
 * E_INVALID: none may; E_UPSTREAM: it has none. Asks the system's resolver: job and request
 * workers only. */
NODISCARD enum status guard_resolve(struct ctx *cx, struct str host, struct str *address);
/* The words of a refusal. */
NODISCARD enum status guard_refuse(struct ctx *cx, struct str host);

#endif
