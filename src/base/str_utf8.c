#include "base/base.h"
#include "base/str.h"

#include "base/arena.h"
#include "base/str_int.h"

#define ASCII_HIGH_BITS 0x8080808080808080u /* bit 7 of eight bytes */

enum {
    CONTINUATION_BITS = 0x80,
    CONTINUATION_LOW = 0x80,
    CONTINUATION_HIGH = 0xBF,
    CONTINUATION_SIZE = 6, /* payload bits of a continuation byte */
    PAYLOAD_MASK = 0x3F,
};

/* Table 3-7 of the Unicode standard: what may follow a first byte. */
struct utf8_lead {
    uint8_t first, last; /* range of the first byte  */
    uint8_t low, high;   /* range of the second byte */
    uint8_t len;
};
static const struct utf8_lead utf8_leads[] = {
    { 0xC2, 0xDF, 0x80, 0xBF, 2 }, { 0xE0, 0xE0, 0xA0, 0xBF, 3 }, { 0xE1, 0xEC, 0x80, 0xBF, 3 },
    { 0xED, 0xED, 0x80, 0x9F, 3 }, { 0xEE, 0xEF, 0x80, 0xBF, 3 }, { 0xF0, 0xF0, 0x90, 0xBF, 4 },
    { 0xF1, 0xF3, 0x80, 0xBF, 4 }, { 0xF4, 0xF4, 0x80, 0x8F, 4 },
};

int utf8_step_slow(const char *p, size_t n)
{
    uint8_t first = (uint8_t)p[0];
    size_t row = 0;
    while (row < ARRAY_LEN(utf8_leads) && first > utf8_leads[row].last)
        row++;
    if (row == ARRAY_LEN(utf8_leads) || first < utf8_leads[row].first)
        return -1;
    uint8_t low = utf8_leads[row].low, high = utf8_leads[row].high;
    for (int i = 1; i < utf8_leads[row].len; i++) {
        if ((size_t)i == n || (uint8_t)p[i] < low || (uint8_t)p[i] > high)
            return -i;
        low = CONTINUATION_LOW;
        high = CONTINUATION_HIGH;
    }
    return utf8_leads[row].len;
}

uint32_t utf8_decode(const char *p, int len)
{
    static const uint8_t first_mask[] = { 0, 0x7F, 0x1F, 0x0F, 0x07 };
    uint32_t cp = (uint8_t)p[0] & (uint32_t)first_mask[len];
    for (int i = 1; i < len; i++)
        cp = cp << CONTINUATION_SIZE | ((uint8_t)p[i] & (uint32_t)PAYLOAD_MASK);
    return cp;
}

int utf8_encode(uint32_t cp, char out[UTF8_MAX_BYTES])
{
    static const uint32_t ends[] = { 0x80, 0x800, 0x10000, 0x110000 };
    static const uint8_t first_bits[] = { 0, 0xC0, 0xE0, 0xF0 };
    int len = 1;
    while (cp >= ends[len - 1]) {
        assert(len < UTF8_MAX_BYTES);
        len++;
    }
    for (int i = len - 1; i > 0; i--) {
        out[i] = (char)(CONTINUATION_BITS | (cp & PAYLOAD_MASK));
        cp >>= CONTINUATION_SIZE;
    }
    out[0] = (char)(first_bits[len - 1] | cp);
    return len;
}

size_t ascii_run(const char *p, size_t n)
{
    size_t i = 0;
    uint64_t word;
    for (; n - i >= sizeof(word); i += sizeof(word)) {
        memcpy(&word, p + i, sizeof(word));
        if ((word & ASCII_HIGH_BITS) != 0)
            break;
    }
    while (i < n && (uint8_t)p[i] < UTF8_ASCII_END)
        i++;
    return i;
}

/* Bytes until the first ill-formed piece. */
static size_t utf8_good_run(struct str s)
{
    size_t at = 0;
    for (;;) {
        at += ascii_run(s.p + at, s.len - at);
        while (at < s.len && (uint8_t)s.p[at] >= UTF8_ASCII_END) {
            int step = utf8_step(s.p + at, s.len - at);
            if (step < 0)
                return at;
            at += (size_t)step;
        }
        if (at == s.len)
            return at;
    }
}

bool str_is_utf8(struct str s)
{
    return s.len == 0 || utf8_good_run(s) == s.len;
}

size_t str_utf8_count(struct str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++)
        n += !utf8_is_tail(s.p[i]);
    return n;
}

struct str str_utf8_to(struct str s, size_t n)
{
    if (s.len <= n)
        return s;
    size_t at = 0;
    for (; at < s.len; at++) {
        if (utf8_is_tail(s.p[at]))
            continue;
        if (n == 0)
            break;
        n--;
    }
    return str_to(s, at);
}

struct str str_utf8_clip(struct str s, size_t n_bytes)
{
    if (s.len <= n_bytes)
        return s;
    size_t end = n_bytes;
    while (end > 0 && n_bytes - end < UTF8_MAX_BYTES && utf8_is_tail(s.p[end]))
        end--;
    return str_to(s, end);
}

/* Writes the repaired text, or only counts when out is NULL. */
static size_t repair_into(char *out, struct str s)
{
    const size_t mark_len = sizeof(UTF8_REPLACEMENT_TEXT) - 1;
    size_t n = 0;
    while (s.len > 0) {
        size_t good = utf8_good_run(s);
        if (out != NULL)
            memcpy(out + n, s.p, good);
        n += good;
        s = str_from(s, good);
        if (s.len == 0)
            break;
        if (out != NULL)
            memcpy(out + n, UTF8_REPLACEMENT_TEXT, mark_len);
        n += mark_len;
        s = str_from(s, (size_t)-utf8_step(s.p, s.len));
    }
    return n;
}

struct str str_utf8_repair(struct arena *a, struct str s)
{
    if (str_is_utf8(s))
        return s;
    size_t len = repair_into(NULL, s);
    char *p = arena_bytes(a, len);
    return str_make(p, repair_into(p, s));
}
