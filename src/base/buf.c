#include "base/base.h"
#include "base/buf.h"

#include <math.h>
#include <stdarg.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/str_int.h"

#define EACH_BYTE 0x0101010101010101u /* times c: c in each of eight bytes */
#define HIGH_BITS 0x8080808080808080u

enum {
    BUF_FIRST_BYTES = 256,
    NUMBER_BYTES = 40, /* longest text of a 64-bit integer or a %.17g double */
    DECIMAL = 10,
    NIBBLE_BITS = 4,
    NIBBLE_MASK = 0xF,
    JSON_ESCAPE_MAX = 6, /* \u00XX */
    F64_DIGITS_SHORT = 15,
    F64_DIGITS_FULL = 17, /* always reads back as the same double */
};

static const char hex_digits[] = "0123456789abcdef";

void buf_init(struct buf *b, struct arena *a, size_t ceiling)
{
    assert(a != NULL && ceiling > 0 && ceiling <= SIZE_MAX / 2);
    *b = (struct buf){ .arena = a, .ceiling = ceiling };
}

void buf_init_fixed(struct buf *b, char *p, size_t bytes)
{
    *b = (struct buf){ .p = p, .cap = bytes, .ceiling = bytes };
}

void buf_clear(struct buf *b)
{
    b->len = 0;
    b->is_full = false;
}

static bool buf_grow(struct buf *b, size_t n)
{
    if (b->is_full || n > b->ceiling - b->len) {
        b->is_full = true;
        return false;
    }
    size_t cap = b->cap < BUF_FIRST_BYTES ? BUF_FIRST_BYTES : b->cap;
    while (cap - b->len < n)
        cap *= 2;
    if (cap > b->ceiling)
        cap = b->ceiling;
    char *p = arena_try_grow(b->arena, b->p, b->cap, cap);
    if (p == NULL) {
        b->is_full = true;
        return false;
    }
    b->p = p;
    b->cap = cap;
    return true;
}

/* Room for n more bytes at b->p + b->len; false when the buf is (now) full. */
static inline bool buf_reserve(struct buf *b, size_t n)
{
    assert(b->len <= b->cap);
    if (!b->is_full && n <= b->cap - b->len)
        return true;
    return buf_grow(b, n);
}

void buf_add_bytes(struct buf *b, const void *p, size_t n)
{
    if (n == 0 || !buf_reserve(b, n))
        return;
    memcpy(b->p + b->len, p, n);
    b->len += n;
}

void buf_add(struct buf *b, struct str s)
{
    buf_add_bytes(b, s.p, s.len);
}

void buf_add_char(struct buf *b, char c)
{
    if (!buf_reserve(b, 1))
        return;
    b->p[b->len++] = c;
}

void buf_add_u64(struct buf *b, uint64_t v)
{
    char text[NUMBER_BYTES];
    size_t at = sizeof(text);
    do {
        text[--at] = (char)('0' + v % DECIMAL);
        v /= DECIMAL;
    } while (v > 0);
    buf_add_bytes(b, text + at, sizeof(text) - at);
}

void buf_add_i64(struct buf *b, int64_t v)
{
    char text[NUMBER_BYTES];
    struct buf number;
    buf_init_fixed(&number, text, sizeof(text));
    if (v < 0)
        buf_add_char(&number, '-');
    buf_add_u64(&number, v < 0 ? 0 - (uint64_t)v : (uint64_t)v);
    buf_add(b, buf_str(&number));
}

void buf_add_f64(struct buf *b, double v)
{
    static const double exact_end = 1e15; /* integers below have at most 15 digits */
    if (!isfinite(v)) {
        buf_add(b, S("null"));
        return;
    }
    if (v > -exact_end && v < exact_end && v == (double)(int64_t)v && !signbit(v)) {
        buf_add_i64(b, (int64_t)v);
        return;
    }
    char text[NUMBER_BYTES];
    for (int digits = F64_DIGITS_SHORT; digits <= F64_DIGITS_FULL; digits++) {
        int n = snprintf(text, sizeof(text), "%.*g", digits, v);
        struct str s = str_make(text, (size_t)n);
        size_t comma = str_find_char(s, ','); /* the point of some locales */
        double parsed = 0;
        if (comma < s.len)
            text[comma] = '.';
        if (digits == F64_DIGITS_FULL || (str_f64(s, &parsed) && parsed == v)) {
            buf_add(b, s);
            return;
        }
    }
}

void buf_add_hex(struct buf *b, const uint8_t *p, size_t n)
{
    if (n > SIZE_MAX / 2 || !buf_reserve(b, 2 * n))
        return;
    for (size_t i = 0; i < n; i++) {
        b->p[b->len++] = hex_digits[p[i] >> NIBBLE_BITS];
        b->p[b->len++] = hex_digits[p[i] & NIBBLE_MASK];
    }
}

void buf_printf(struct buf *b, const char *fmt, ...)
{
    char text[BUF_FIRST_BYTES];
    va_list args;
    va_start(args, fmt);
    int n = vsnprintf(text, sizeof(text), fmt, args);
    va_end(args);
    if (n >= 0 && (size_t)n < sizeof(text)) {
        buf_add_bytes(b, text, (size_t)n);
        return;
    }
    /* One byte more than the text: vsnprintf ends with NUL. */
    if (n < 0 || !buf_reserve(b, (size_t)n + 1)) {
        b->is_full = true;
        return;
    }
    va_start(args, fmt);
    n = vsnprintf(b->p + b->len, b->cap - b->len, fmt, args);
    va_end(args);
    b->len += (size_t)n;
}

/* 1 = the byte cannot simply be copied: an escape, or part of UTF-8. */
static const uint8_t json_special[UINT8_MAX + 1] = {
    [0 ... 0x1F] = 1, ['"'] = 1, ['\\'] = 1, ['<'] = 1, ['>'] = 1, ['&'] = 1, [0x80 ... 0xFF] = 1,
};

/* Bit 7 of each byte of the word that equals c. May also hit the byte above a
 * true hit, which only costs a second look. */
static inline uint64_t bytes_equal(uint64_t word, uint8_t c)
{
    uint64_t x = word ^ (EACH_BYTE * c);
    return (x - EACH_BYTE) & ~x;
}

/* Number of bytes that are copied as they are. */
static size_t json_plain_run(const char *p, size_t n)
{
    size_t i = 0;
    uint64_t word;
    for (; n - i >= sizeof(word); i += sizeof(word)) {
        memcpy(&word, p + i, sizeof(word));
        uint64_t hits = word | ((word - EACH_BYTE * ' ') & ~word) | bytes_equal(word, '"') |
                        bytes_equal(word, '\\') | bytes_equal(word, '<') | bytes_equal(word, '>') |
                        bytes_equal(word, '&');
        if ((hits & HIGH_BITS) != 0)
            break;
    }
    while (i < n && !json_special[(uint8_t)p[i]])
        i++;
    return i;
}

static size_t json_escape(char out[JSON_ESCAPE_MAX], char c)
{
    static const char short_from[] = "\"\\\b\f\n\r\t";
    static const char short_to[] = "\"\\bfnrt";
    const char *hit = memchr(short_from, c, sizeof(short_from) - 1);
    out[0] = '\\';
    if (hit != NULL) {
        out[1] = short_to[hit - short_from];
        return 2;
    }
    memcpy(out + 1, "u00", sizeof("u00") - 1);
    out[JSON_ESCAPE_MAX - 2] = hex_digits[(uint8_t)c >> NIBBLE_BITS];
    out[JSON_ESCAPE_MAX - 1] = hex_digits[(uint8_t)c & NIBBLE_MASK];
    return JSON_ESCAPE_MAX;
}

/* Writes what stands for the special byte(s) at p; returns how many were read. */
static size_t json_add_special(struct buf *b, const char *p, size_t n)
{
    if ((uint8_t)p[0] < UTF8_ASCII_END) {
        char escape[JSON_ESCAPE_MAX];
        buf_add_bytes(b, escape, json_escape(escape, p[0]));
        return 1;
    }
    int step = utf8_step(p, n);
    if (step < 0) {
        buf_add(b, S(UTF8_REPLACEMENT_TEXT));
        return (size_t)-step;
    }
    size_t good = (size_t)step;
    while (good < n && (uint8_t)p[good] >= UTF8_ASCII_END) {
        step = utf8_step(p + good, n - good);
        if (step < 0)
            break;
        good += (size_t)step;
    }
    buf_add_bytes(b, p, good);
    return good;
}

void buf_add_json_str(struct buf *b, struct str s)
{
    if (!buf_reserve(b, s.len + 2)) /* the least it takes; mostly all it takes */
        return;
    buf_add_char(b, '"');
    for (size_t at = 0; at < s.len && !b->is_full;) {
        size_t plain = json_plain_run(s.p + at, s.len - at);
        buf_add_bytes(b, s.p + at, plain);
        at += plain;
        if (at < s.len)
            at += json_add_special(b, s.p + at, s.len - at);
    }
    buf_add_char(b, '"');
}

static struct str html_entity(char c)
{
    switch (c) {
    case '<':
        return S("&lt;");
    case '>':
        return S("&gt;");
    case '&':
        return S("&amp;");
    case '"':
        return S("&quot;");
    case '\'':
        return S("&#39;");
    default:
        return (struct str){ NULL, 0 };
    }
}

void buf_add_html(struct buf *b, struct str s)
{
    size_t start = 0;
    for (size_t i = 0; i < s.len; i++) {
        struct str entity = html_entity(s.p[i]);
        if (str_is_null(entity))
            continue;
        buf_add_bytes(b, s.p + start, i - start);
        buf_add(b, entity);
        start = i + 1;
    }
    buf_add(b, str_from(s, start));
}
