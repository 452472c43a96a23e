#include "base/base.h"
#include "feature/grouping/checksum.h"

#include "base/arena.h"
#include "base/str.h"
#include "port/crypto.h"

enum { HEX_CHARS = 2 * GROUPING_HASH_BYTES };

/* Of equal length. */
static const struct {
    struct str text;
    struct str digits;
} prefixes[] = {
    { S("n1:"), S("4e1") },
    { S("sq:"), S("5e1") },
};

/* The text with its prefix as digits. */
static struct str as_digits(struct str text, char room[HEX_CHARS])
{
    for (size_t i = 0; i < ARRAY_LEN(prefixes) && text.len == HEX_CHARS; i++) {
        struct str digits = prefixes[i].digits;
        if (!str_starts(text, prefixes[i].text))
            continue;
        memcpy(room, digits.p, digits.len);
        memcpy(room + digits.len, text.p + digits.len, HEX_CHARS - digits.len);
        return str_make(room, HEX_CHARS);
    }
    return text;
}

void checksum_hash(struct str checksum, uint8_t out[GROUPING_HASH_BYTES])
{
    char room[HEX_CHARS];

    if (!str_unhex(as_digits(checksum, room), out, GROUPING_HASH_BYTES))
        hash128(&checksum, 1, out);
}

struct str checksum_report_text(struct arena *a, struct str hash)
{
    struct str hex = str_hex(a, (const uint8_t *)hash.p, hash.len);

    for (size_t i = 0; i < ARRAY_LEN(prefixes); i++) {
        struct str digits = prefixes[i].digits;
        if (str_starts(hex, digits))
            return str_printf(a, "%.*s%.*s", FMT(prefixes[i].text), FMT(str_from(hex, digits.len)));
    }
    return hex;
}
