#include "base/base.h"
#include "base/str.h"

#include "base/arena.h"
#include "base/str_int.h"

enum {
    NIBBLE_BITS = 4,
    NIBBLE_MASK = 0xF,
    URL_ESCAPE_BYTES = 3,   /* %XX */
    BASE64_GROUP_BYTES = 3, /* bytes that become one group of characters */
    BASE64_GROUP_CHARS = 4,
    BASE64_CHAR_BITS = 6,
    BASE64_CHAR_MASK = 0x3F,
    BYTE_BITS = 8,
    BYTE_MASK = 0xFF,
};

static const char hex_lower[] = "0123456789abcdef";
static const char hex_upper[] = "0123456789ABCDEF";
static const char base64_chars[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

struct str str_hex(struct arena *a, const uint8_t *bytes, size_t n)
{
    char *p = arena_alloc_n(a, n, 2);
    for (size_t i = 0; i < n; i++) {
        p[2 * i] = hex_lower[bytes[i] >> NIBBLE_BITS];
        p[2 * i + 1] = hex_lower[bytes[i] & NIBBLE_MASK];
    }
    return str_make(p, 2 * n);
}

static int hex_byte(const char *p)
{
    int high = hex_value(p[0]), low = hex_value(p[1]);
    return high < 0 || low < 0 ? -1 : high * HEX_BASE + low;
}

bool str_unhex(struct str s, uint8_t *out, size_t n)
{
    if (s.len / 2 != n || s.len % 2 != 0)
        return false;
    for (size_t i = 0; i < n; i++) {
        if (hex_byte(s.p + 2 * i) < 0)
            return false;
    }
    for (size_t i = 0; i < n; i++)
        out[i] = (uint8_t)hex_byte(s.p + 2 * i);
    return true;
}

/* The byte s starts with once decoded, or -1; *used is what it took. */
static int url_byte(struct str s, bool is_query, size_t *used)
{
    *used = 1;
    if (s.p[0] == '+' && is_query)
        return ' ';
    if (s.p[0] != '%')
        return (uint8_t)s.p[0];
    if (s.len < URL_ESCAPE_BYTES)
        return -1;
    *used = URL_ESCAPE_BYTES;
    int byte = hex_byte(s.p + 1);
    return byte == 0 ? -1 : byte;
}

bool str_url_decode(struct arena *a, struct str s, bool is_query, struct str *out)
{
    if (str_find_char(s, '%') == s.len && (!is_query || str_find_char(s, '+') == s.len)) {
        *out = str_dup(a, s);
        return true;
    }
    char *p = arena_bytes(a, s.len);
    size_t n = 0;
    while (s.len > 0) {
        size_t used;
        int byte = url_byte(s, is_query, &used);
        if (byte < 0)
            return false;
        p[n++] = (char)byte;
        s = str_from(s, used);
    }
    *out = str_make(p, n);
    return true;
}

/* RFC 3986 §2.3. */
static bool is_unreserved(char c)
{
    char l = ascii_lower(c);
    return (l >= 'a' && l <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' ||
           c == '~';
}

struct str str_url_encode(struct arena *a, struct str s)
{
    if (str_is_null(s))
        return s;
    size_t escaped = 0;
    for (size_t i = 0; i < s.len; i++)
        escaped += !is_unreserved(s.p[i]);
    size_t len = s.len + (URL_ESCAPE_BYTES - 1) * escaped;
    char *p = arena_bytes(a, len);
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++) {
        uint8_t byte = (uint8_t)s.p[i];
        if (is_unreserved(s.p[i])) {
            p[n++] = s.p[i];
            continue;
        }
        p[n++] = '%';
        p[n++] = hex_upper[byte >> NIBBLE_BITS];
        p[n++] = hex_upper[byte & NIBBLE_MASK];
    }
    assert(n == len);
    return str_make(p, len);
}

/* 0..63, or -1. Both alphabets of RFC 4648 (§4 and §5). */
static int base64_value(char c)
{
    enum { LOWER_START = 26, DIGIT_START = 52, PLUS_VALUE = 62, SLASH_VALUE = 63 };
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + LOWER_START;
    if (c >= '0' && c <= '9')
        return c - '0' + DIGIT_START;
    if (c == '+' || c == '-')
        return PLUS_VALUE;
    return c == '/' || c == '_' ? SLASH_VALUE : -1;
}

bool str_base64_decode(struct arena *a, struct str s, struct str *out)
{
    size_t padding = 0;
    while (s.len > 0 && s.p[s.len - 1] == '=') {
        s.len--;
        padding++;
    }
    size_t tail = s.len % BASE64_GROUP_CHARS;
    if (tail == 1 || padding > 2 || (padding > 0 && (tail + padding) % BASE64_GROUP_CHARS != 0))
        return false;
    char *p = arena_bytes(a, s.len);
    size_t n = 0;
    uint32_t bits = 0;
    int bits_n = 0;
    for (size_t i = 0; i < s.len; i++) {
        int v = base64_value(s.p[i]);
        if (v < 0)
            return false;
        bits = bits << BASE64_CHAR_BITS | (uint32_t)v;
        bits_n += BASE64_CHAR_BITS;
        if (bits_n >= BYTE_BITS) {
            bits_n -= BYTE_BITS;
            p[n++] = (char)(bits >> bits_n & BYTE_MASK);
        }
    }
    *out = str_make(p, n);
    return true;
}

struct str str_base64_encode(struct arena *a, struct str s)
{
    if (str_is_null(s))
        return s;
    size_t groups = (s.len + BASE64_GROUP_BYTES - 1) / BASE64_GROUP_BYTES;
    char *p = arena_alloc_n(a, groups, BASE64_GROUP_CHARS);
    for (size_t g = 0; g < groups; g++) {
        struct str in = str_slice(s, g * BASE64_GROUP_BYTES, (g + 1) * BASE64_GROUP_BYTES);
        uint32_t bits = 0;
        for (size_t i = 0; i < BASE64_GROUP_BYTES; i++)
            bits = bits << BYTE_BITS | (i < in.len ? (uint8_t)in.p[i] : 0u);
        for (size_t i = 0; i < BASE64_GROUP_CHARS; i++) {
            uint32_t v = bits >> (BASE64_CHAR_BITS * (BASE64_GROUP_BYTES - i)) & BASE64_CHAR_MASK;
            p[g * BASE64_GROUP_CHARS + i] = i <= in.len ? base64_chars[v] : '=';
        }
    }
    return str_make(p, groups * BASE64_GROUP_CHARS);
}
