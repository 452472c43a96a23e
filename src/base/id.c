#include "base/base.h"
#include "base/id.h"

#include <errno.h>
#include <sys/random.h>

#include "base/arena.h"
#include "base/log.h"
#include "base/str.h"
#include "base/str_int.h"

/* Layout of a UUID (RFC 9562 §4): version in the high nibble of byte 6, variant
 * in the two high bits of byte 8. */
enum {
    UUID_BYTES = EVENT_ID_BYTES,
    UUID_HEX = 2 * UUID_BYTES,
    UUID_VERSION_BYTE = 6,
    UUID_VARIANT_BYTE = 8,
    UUID_VERSION_MASK = 0x0F,
    UUID_VARIANT_MASK = 0x3F,
    UUID_VARIANT = 0x80,
    UUID_V4 = 0x40,
    UUID_V7 = 0x70,
    UUID_V8 = 0x80,
    UUID_TIME_BYTES = 6, /* of version 7: milliseconds, big endian */
    TOKEN_BYTES = TOKEN_HEX_BYTES / 2,
    BYTE_BITS = 8,
    BYTE_MASK = 0xFF,
    RANDOM_STOCK = 64, /* numbers drawn by one call of the kernel */
};

void random_bytes(void *p, size_t n)
{
    char *at = p;
    while (n > 0) {
        ssize_t got = getrandom(at, n, 0);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            log_die("random.unavailable", "getrandom");
        at += got;
        n -= (size_t)got;
    }
}

uint64_t random_u64(void)
{
    static _Thread_local uint64_t stock[RANDOM_STOCK];
    static _Thread_local size_t left = 0;

    if (left == 0) {
        random_bytes(stock, sizeof(stock));
        left = RANDOM_STOCK;
    }
    return stock[--left];
}

static void uuid_stamp(uint8_t b[UUID_BYTES], uint8_t version)
{
    b[UUID_VERSION_BYTE] = (uint8_t)((b[UUID_VERSION_BYTE] & UUID_VERSION_MASK) | version);
    b[UUID_VARIANT_BYTE] = (uint8_t)((b[UUID_VARIANT_BYTE] & UUID_VARIANT_MASK) | UUID_VARIANT);
}

/* A hyphen stands before these bytes of the text form. */
static bool has_hyphen_before(size_t byte)
{
    enum { FIRST = 4, LAST = 10 };
    return byte >= FIRST && byte <= LAST && byte % 2 == 0;
}

static struct str uuid_text(struct arena *a, const uint8_t b[UUID_BYTES])
{
    struct str hex = str_hex(a, b, UUID_BYTES);
    char *p = arena_bytes(a, UUID_TEXT_BYTES);
    size_t n = 0;
    for (size_t i = 0; i < UUID_BYTES; i++) {
        if (has_hyphen_before(i))
            p[n++] = '-';
        p[n++] = hex.p[2 * i];
        p[n++] = hex.p[2 * i + 1];
    }
    assert(n == UUID_TEXT_BYTES);
    return str_make(p, n);
}

/* Hex with or without each hyphen, maybe in braces. */
static bool uuid_scan(struct str s, uint8_t out[UUID_BYTES])
{
    if (s.len >= 2 && s.p[0] == '{' && s.p[s.len - 1] == '}')
        s = str_slice(s, 1, s.len - 1);
    if (s.len < UUID_HEX || s.len > UUID_TEXT_BYTES)
        return false;
    uint8_t bytes[UUID_BYTES];
    for (size_t i = 0; i < UUID_BYTES; i++) {
        if (has_hyphen_before(i) && s.len > 0 && s.p[0] == '-')
            s = str_from(s, 1);
        if (!str_unhex(str_to(s, 2), bytes + i, 1))
            return false;
        s = str_from(s, 2);
    }
    if (s.len > 0)
        return false;
    memcpy(out, bytes, UUID_BYTES);
    return true;
}

bool event_id_parse(struct str s, struct event_id *out)
{
    static const struct event_id nil = { { 0 } };
    struct event_id id;
    if (!uuid_scan(s, id.b) || memcmp(id.b, nil.b, sizeof(nil.b)) == 0)
        return false;
    *out = id;
    return true;
}

void event_id_random(struct event_id *out)
{
    random_bytes(out->b, sizeof(out->b));
    uuid_stamp(out->b, UUID_V4);
}

struct str event_id_text(struct arena *a, const struct event_id *id)
{
    return str_hex(a, id->b, sizeof(id->b));
}

static void put_big_endian(uint8_t *p, size_t n, uint64_t v)
{
    for (size_t i = n; i > 0; i--) {
        p[i - 1] = (uint8_t)(v & BYTE_MASK);
        v >>= BYTE_BITS;
    }
}

struct str uuid_new(struct arena *a, int64_t now_ms)
{
    uint8_t b[UUID_BYTES];
    put_big_endian(b, UUID_TIME_BYTES, (uint64_t)now_ms);
    random_bytes(b + UUID_TIME_BYTES, sizeof(b) - UUID_TIME_BYTES);
    uuid_stamp(b, UUID_V7);
    return uuid_text(a, b);
}

bool uuid_parse(struct arena *a, struct str s, struct str *canonical)
{
    static const struct str urn = S("urn:uuid:");
    uint8_t b[UUID_BYTES];
    if (str_starts_fold(s, urn))
        s = str_from(s, urn.len);
    if (!uuid_scan(s, b))
        return false;
    *canonical = uuid_text(a, b);
    return true;
}

/* The 63 bits, from the top: 48 in bytes 0-5, 12 around the version, 3 in the
 * low bits of the last byte. So ids sort as their texts do. */
enum {
    ROW_ID_TOP_SHIFT = 15, /* 63 - 48 */
    ROW_ID_MID_SHIFT = 3,
    ROW_ID_MID_MASK = 0xFFF,
    ROW_ID_LOW_MASK = 0x7,
};

static void row_id_pack(int64_t id, uint8_t b[UUID_BYTES])
{
    uint64_t v = (uint64_t)id;
    memset(b, 0, UUID_BYTES);
    put_big_endian(b, UUID_VERSION_BYTE, v >> ROW_ID_TOP_SHIFT);
    put_big_endian(b + UUID_VERSION_BYTE, 2, v >> ROW_ID_MID_SHIFT & ROW_ID_MID_MASK);
    b[UUID_BYTES - 1] = (uint8_t)(v & ROW_ID_LOW_MASK);
    uuid_stamp(b, UUID_V8);
}

struct str uuid_from_row_id(struct arena *a, int64_t id)
{
    assert(id >= 0);
    uint8_t b[UUID_BYTES];
    row_id_pack(id, b);
    return uuid_text(a, b);
}

bool uuid_to_row_id(struct str uuid, int64_t *id)
{
    uint8_t b[UUID_BYTES], again[UUID_BYTES];
    if (!uuid_scan(uuid, b))
        return false;
    uint64_t v = 0;
    for (size_t i = 0; i < UUID_VERSION_BYTE; i++)
        v = v << BYTE_BITS | b[i];
    uint64_t mid =
        ((uint64_t)b[UUID_VERSION_BYTE] << BYTE_BITS | b[UUID_VERSION_BYTE + 1]) & ROW_ID_MID_MASK;
    v = v << ROW_ID_TOP_SHIFT | mid << ROW_ID_MID_SHIFT | (b[UUID_BYTES - 1] & ROW_ID_LOW_MASK);
    /* Only what row_id_pack writes is an id: version, variant, zeros between. */
    row_id_pack((int64_t)v, again);
    if (memcmp(b, again, sizeof(b)) != 0)
        return false;
    *id = (int64_t)v;
    return true;
}

struct str token_new(struct arena *a)
{
    uint8_t b[TOKEN_BYTES];
    random_bytes(b, sizeof(b));
    return str_hex(a, b, sizeof(b));
}
