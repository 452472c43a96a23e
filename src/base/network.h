/* network.h - addresses and networks of IPv4 and IPv6: parse, compare.
 *
 * IPv4 is kept as IPv4-mapped IPv6 (RFC 4291 §2.5.5.2), so that one comparison serves both. */
#ifndef BASE_NETWORK_H
#define BASE_NETWORK_H

#include "base/base.h"

struct arena;

enum { NETWORK_ADDRESS_BYTES = 16 };

struct network {
    uint8_t address[NETWORK_ADDRESS_BYTES];
    unsigned bits; /* of the 128 that must agree */
};

/* "1.2.3.4", "1.2.3.4:5678", "::1", "[::1]:443". */
NODISCARD bool network_parse_address(struct str text, uint8_t out[NETWORK_ADDRESS_BYTES],
                                     bool *is_v4);
/* An address, or "10.0.0.0/8". Bits beyond the prefix are not looked at. */
NODISCARD bool network_parse(struct str text, struct network *out);
bool network_contains(const struct network *n, const uint8_t address[NETWORK_ADDRESS_BYTES]);
/* Canonical text, in the arena. */
struct str network_address_text(struct arena *a, const uint8_t address[NETWORK_ADDRESS_BYTES],
                                bool is_v4);

#endif
