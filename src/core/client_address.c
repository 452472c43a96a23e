#include "base/base.h"

#include "core/client_address.h"

#include <arpa/inet.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/str.h"

enum {
    ADDRESS_BYTES = 16,
    MAPPED_PREFIX = 12, /* bytes before the IPv4 part of ::ffff:a.b.c.d */
    V4_BITS_OFFSET = 96,
    ADDRESS_BITS = 128,
    BYTE_BITS = 8,
    ADDRESS_TEXT = 64,
    FORWARDED_HOPS = 32, /* a longer chain is nobody's */
};

/* IPv4 as IPv4-mapped IPv6, so that one comparison serves both. */
struct network {
    uint8_t address[ADDRESS_BYTES];
    unsigned bits;
};

static struct network trusted[TRUSTED_PROXIES_MAX];
static size_t n_trusted;

static bool parse_address(struct str text, uint8_t out[ADDRESS_BYTES], bool *is_v4)
{
    char cz[ADDRESS_TEXT];
    text = str_trim(text);
    if (text.len > 1 && text.p[0] == '[') /* [::1]:443 */
        text = str_slice(text, 1, str_find_char(text, ']'));
    else if (str_find_char(text, ':') < text.len &&
             str_find_char(text, ':') == str_rfind_char(text, ':'))
        text = str_to(text, str_find_char(text, ':')); /* 1.2.3.4:5678 */
    if (text.len == 0 || text.len >= sizeof(cz))
        return false;
    memcpy(cz, text.p, text.len);
    cz[text.len] = '\0';
    static const uint8_t mapped[MAPPED_PREFIX] = { [10] = 0xff, [11] = 0xff };
    *is_v4 = inet_pton(AF_INET, cz, out + MAPPED_PREFIX) == 1;
    if (*is_v4)
        memcpy(out, mapped, sizeof(mapped));
    else if (inet_pton(AF_INET6, cz, out) != 1)
        return false;
    *is_v4 = memcmp(out, mapped, sizeof(mapped)) == 0;
    return true;
}

static bool parse_network(struct str text, struct network *out)
{
    size_t slash = str_find_char(text, '/');
    bool is_v4;
    if (!parse_address(str_to(text, slash), out->address, &is_v4))
        return false;
    out->bits = ADDRESS_BITS;
    if (slash == text.len)
        return true;
    uint64_t bits;
    if (!str_u64(str_from(text, slash + 1), &bits))
        return false;
    bits += is_v4 ? V4_BITS_OFFSET : 0;
    if (bits > ADDRESS_BITS)
        return false;
    out->bits = (unsigned)bits;
    return true;
}

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
        if (!parse_network(part, &trusted[n_trusted]))
            return fail_at(
                cx, E_INVALID, (struct err_where){ "config", "TRUSTED_PROXIES" },
                "TRUSTED_PROXIES: '%.*s' must be an address or a network like 10.0.0.0/8",
                FMT(part));
        n_trusted++;
    }
    return OK;
}

static bool is_inside(const struct network *n, const uint8_t address[ADDRESS_BYTES])
{
    unsigned whole = n->bits / BYTE_BITS, rest = n->bits % BYTE_BITS;
    if (memcmp(n->address, address, whole) != 0)
        return false;
    if (rest == 0)
        return true;
    unsigned shift = BYTE_BITS - rest;
    return n->address[whole] >> shift == address[whole] >> shift;
}

static bool is_trusted(const uint8_t address[ADDRESS_BYTES])
{
    for (size_t i = 0; i < n_trusted; i++)
        if (is_inside(&trusted[i], address))
            return true;
    return false;
}

static struct str address_text(struct arena *a, const uint8_t address[ADDRESS_BYTES], bool is_v4)
{
    char text[ADDRESS_TEXT];
    const void *from = is_v4 ? address + MAPPED_PREFIX : address;
    if (inet_ntop(is_v4 ? AF_INET : AF_INET6, from, text, sizeof(text)) == NULL)
        return S("");
    return str_dup(a, str_c(text));
}

struct str client_address(struct arena *a, struct str peer, struct str forwarded_for)
{
    uint8_t address[ADDRESS_BYTES];
    bool is_v4;
    if (n_trusted == 0 || str_is_null(forwarded_for))
        return peer;
    if (!parse_address(peer, address, &is_v4) || !is_trusted(address))
        return peer;
    struct str rest = forwarded_for, found = peer;
    for (int hop = 0; hop < FORWARDED_HOPS && rest.len > 0; hop++) {
        size_t comma = str_rfind_char(rest, ',');
        struct str last = comma < rest.len ? str_from(rest, comma + 1) : rest;
        rest = comma < rest.len ? str_to(rest, comma) : S("");
        if (!parse_address(last, address, &is_v4))
            return found; /* garbage: the last one known good */
        found = address_text(a, address, is_v4);
        if (!is_trusted(address))
            return found;
    }
    return found;
}
