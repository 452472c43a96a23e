#include "base/base.h"

#include "base/network.h"

#include <arpa/inet.h>

#include "base/arena.h"
#include "base/str.h"

enum {
    MAPPED_PREFIX = 12, /* bytes before the IPv4 part of ::ffff:a.b.c.d */
    V4_BITS_OFFSET = 96,
    ADDRESS_BITS = 128,
    BYTE_BITS = 8,
    ADDRESS_TEXT = 64,
};

/* Without brackets and port. */
static struct str bare_address(struct str text)
{
    size_t colon;

    text = str_trim(text);
    if (text.len > 1 && text.p[0] == '[') /* [::1]:443 */
        return str_slice(text, 1, str_find_char(text, ']'));
    colon = str_find_char(text, ':');
    if (colon < text.len && colon == str_rfind_char(text, ':'))
        return str_to(text, colon); /* 1.2.3.4:5678 */
    return text;
}

bool network_parse_address(struct str text, uint8_t out[NETWORK_ADDRESS_BYTES], bool *is_v4)
{
    static const uint8_t mapped[MAPPED_PREFIX] = { [10] = 0xff, [11] = 0xff };
    char cz[ADDRESS_TEXT];

    text = bare_address(text);
    if (text.len == 0 || text.len >= sizeof(cz))
        return false;
    memcpy(cz, text.p, text.len);
    cz[text.len] = '\0';
    if (inet_pton(AF_INET, cz, out + MAPPED_PREFIX) == 1)
        memcpy(out, mapped, sizeof(mapped));
    else if (inet_pton(AF_INET6, cz, out) != 1)
        return false;
    *is_v4 = memcmp(out, mapped, sizeof(mapped)) == 0;
    return true;
}

bool network_parse(struct str text, struct network *out)
{
    size_t slash = str_find_char(text, '/');
    uint64_t bits;
    bool is_v4;

    if (!network_parse_address(str_to(text, slash), out->address, &is_v4))
        return false;
    out->bits = ADDRESS_BITS;
    if (slash == text.len)
        return true;
    if (!str_u64(str_trim(str_from(text, slash + 1)), &bits))
        return false;
    if (bits > (is_v4 ? ADDRESS_BITS - V4_BITS_OFFSET : ADDRESS_BITS))
        return false;
    out->bits = (unsigned)bits + (is_v4 ? V4_BITS_OFFSET : 0);
    return true;
}

bool network_contains(const struct network *n, const uint8_t address[NETWORK_ADDRESS_BYTES])
{
    unsigned whole = n->bits / BYTE_BITS, rest = n->bits % BYTE_BITS;

    if (memcmp(n->address, address, whole) != 0)
        return false;
    if (rest == 0)
        return true;
    unsigned shift = BYTE_BITS - rest;
    return n->address[whole] >> shift == address[whole] >> shift;
}

struct str network_address_text(struct arena *a, const uint8_t address[NETWORK_ADDRESS_BYTES],
                                bool is_v4)
{
    char text[ADDRESS_TEXT];
    const void *from = is_v4 ? address + MAPPED_PREFIX : address;

    if (inet_ntop(is_v4 ? AF_INET : AF_INET6, from, text, sizeof(text)) == NULL)
        return S("");
    return str_dup(a, str_c(text));
}
