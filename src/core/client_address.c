#include "base/base.h"

#include "core/client_address.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/network.h"
#include "base/str.h"

enum { FORWARDED_HOPS = 32 }; /* a longer chain is nobody's */

static struct network trusted[TRUSTED_PROXIES_MAX];
static size_t n_trusted;

enum status client_address_init(struct ctx *cx, struct str list)
{
    n_trusted = 0;
    struct str rest = list, part;
    while (str_split(&rest, ',', &part)) {
        part = str_trim(part);
        if (part.len == 0)
            continue;
        if (n_trusted == TRUSTED_PROXIES_MAX)
            return fail_at(cx, E_INVALID, (struct err_where){ "config", "TRUSTED_PROXIES" },
                           "TRUSTED_PROXIES has more than %d parts", TRUSTED_PROXIES_MAX);
        if (!network_parse(part, &trusted[n_trusted]))
            return fail_at(
                cx, E_INVALID, (struct err_where){ "config", "TRUSTED_PROXIES" },
                "TRUSTED_PROXIES: '%.*s' must be an address or a network like 10.0.0.0/8",
                FMT(part));
        n_trusted++;
    }
    return OK;
}

static bool is_trusted(const uint8_t address[NETWORK_ADDRESS_BYTES])
{
    for (size_t i = 0; i < n_trusted; i++)
        if (network_contains(&trusted[i], address))
            return true;
    return false;
}

struct str client_address(struct arena *a, struct str peer, struct str forwarded_for)
{
    uint8_t address[NETWORK_ADDRESS_BYTES];
    bool is_v4;
    if (n_trusted == 0 || str_is_null(forwarded_for))
        return peer;
    if (!network_parse_address(peer, address, &is_v4) || !is_trusted(address))
        return peer;
    struct str rest = forwarded_for, found = peer;
    for (int hop = 0; hop < FORWARDED_HOPS && rest.len > 0; hop++) {
        size_t comma = str_rfind_char(rest, ',');
        struct str last = comma < rest.len ? str_from(rest, comma + 1) : rest;
        rest = comma < rest.len ? str_to(rest, comma) : S("");
        if (!network_parse_address(last, address, &is_v4))
            return found; /* garbage: the last one known good */
        found = network_address_text(a, address, is_v4);
        if (!is_trusted(address))
            return found;
    }
    return found;
}
