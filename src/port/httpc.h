/* port/httpc.h - a call to an address that somebody gave (libcurl): the outgoing guard.
 *
 * Whoever may set the address of a webhook or a tracker must not reach what only this machine
 * can reach. A call goes out only when
 *   - the scheme is http or https,
 *   - the address connected to, after the name was resolved, is a public one: no loopback,
 *     private, shared, link-local, multicast or reserved network, nor where clouds keep their
 *     credentials; IPv4 inside IPv6 counts as what it holds. The very address that is about to
 *     be connected to is judged, so a name cannot answer twice (DNS rebinding). Through a proxy,
 *     which resolves for itself, the name is judged: an address or "localhost";
 *   - the same holds for each redirect. Other methods than GET follow 307 and 308 alone; a
 *     secret header is not carried to another origin; https never becomes http.
 * ALLOW_PRIVATE_TARGETS (httpc_init) opens the networks, nothing else.
 *
 * All redirects together have HTTPC_TIMEOUT_MS. Of the answer HTTPC_BODY_BYTES are kept, or as
 * many as the caller says; there the call is over. HTTP_PROXY, HTTPS_PROXY, NO_PROXY,
 * SSL_CERT_FILE and SSL_CERT_DIR hold.
 *
 * Memory: cx->arena. Threads: any. Blocks; never inside a transaction. */
#ifndef PORT_HTTPC_H
#define PORT_HTTPC_H

#include "base/base.h"

struct ctx;

enum {
    HTTPC_TIMEOUT_MS = 10000,
    HTTPC_BODY_BYTES = 64 << 10,
    HTTPC_URL_BYTES = 2048,
    HTTPC_HEADERS = 8,
    HTTPC_REDIRECTS = 5,
    HTTPC_ASKS = 4,
};

struct httpc_header {
    const char *name;
    struct str value; /* without control characters: else E_INVALID */
    bool is_secret;
};
struct httpc_call {
    const char *method; /* "GET", "POST", … */
    struct str url;
    struct httpc_header headers[HTTPC_HEADERS]; /* ended by name == NULL */
    struct str body;                            /* absent = none         */
    size_t body_max;              /* of the answer; 0 = HTTPC_BODY_BYTES */
    const char *asks[HTTPC_ASKS]; /* headers of the answer that are kept */
};
struct httpc_answer {
    int64_t status;
    struct str body;
    bool is_cut;           /* there was more of it             */
    int64_t retry_after_s; /* Retry-After in seconds; 0 = none */
    struct str said[HTTPC_ASKS]; /* the headers asked for; absent = not sent */
    int64_t took_ms;
};

/* Once, before threads start. */
void httpc_init(bool allow_private);

/* OK: it answered, whatever the status. E_INVALID: this address is never called. E_UPSTREAM:
 * not resolved, not connected, cut off, too slow. The words name no secret and no path. */
NODISCARD enum status httpc_perform(struct ctx *cx, const struct httpc_call *call,
                                    struct httpc_answer *out);

/* What can be said of an address before it is called, when it is saved: form, scheme, a host
 * that is an address. E_INVALID. */
NODISCARD enum status httpc_check_url(struct ctx *cx, struct str url);

/* The host of a URL, for lists; "" when it has none. */
struct str httpc_host(struct ctx *cx, struct str url);

#endif
