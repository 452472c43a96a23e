#include "base/base.h"
#include "base/buf.h"

#include <math.h>
#include <stdarg.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/str_int.h"

enum {
    BUF_FIRST_BYTES = 256,
    NUMBER_BYTES = 40, /* longest text of a 64-bit integer or a %.17g double */
    DECIMAL = 10,
    NIBBLE_BITS = 4,
    NIBBLE_MASK = 0xF,
    BYTE_BITS = 8,
    JSON_STEP = 16,      /* bytes looked at together */
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
    assert(b->p != NULL); /* n > 0 found room */
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

char *buf_extend(struct buf *b, size_t n)
{
    if (!buf_reserve(b, n))
        return NULL;
    b->len += n;
    return b->p + (b->len - n);
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

/* Sixteen bytes compared at once (an extension of gcc and clang for any machine). */
typedef int8_t bytes16 __attribute__((vector_size(JSON_STEP)));

/* How many of the JSON_STEP bytes at p are copied as they are before the first
 * that is not. Signed: bytes from 0x80 on are below the blank, as control
 * characters are. */
static inline size_t plain_run(const char *p)
{
    static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "the first byte is the lowest");
    bytes16 v;
    uint64_t hits[2];
    memcpy(&v, p, sizeof(v));
    bytes16 found =
        (v < ' ') | (v == '\\') | ((v | ('"' ^ '&')) == '&') | ((v | ('<' ^ '>')) == '>');
    memcpy(hits, &found, sizeof(hits));
    if (hits[0] != 0)
        return (size_t)__builtin_ctzll(hits[0]) / BYTE_BITS;
    if (hits[1] != 0)
        return sizeof(hits[0]) + (size_t)__builtin_ctzll(hits[1]) / BYTE_BITS;
    return JSON_STEP;
}

static inline size_t json_escape(char out[JSON_ESCAPE_MAX], char c)
{
    static const char short_names[UTF8_ASCII_END] = {
        ['"'] = '"',  ['\\'] = '\\', ['\b'] = 'b', ['\f'] = 'f',
        ['\n'] = 'n', ['\r'] = 'r',  ['\t'] = 't',
    };
    out[0] = '\\';
    out[1] = short_names[(uint8_t)c];
    if (out[1] != '\0')
        return 2;
    memcpy(out + 1, "u00", sizeof("u00") - 1);
    out[JSON_ESCAPE_MAX - 2] = hex_digits[(uint8_t)c >> NIBBLE_BITS];
    out[JSON_ESCAPE_MAX - 1] = hex_digits[(uint8_t)c & NIBBLE_MASK];
    return JSON_ESCAPE_MAX;
}

/* Writes what stands for the character at p (at most JSON_ESCAPE_MAX bytes) and
 * adds its length to *written; returns how many bytes of p were read. */
static inline size_t json_put(char *out, const char *p, size_t n, size_t *written)
{
    uint8_t c = (uint8_t)p[0];
    if (!json_special[c]) {
        out[0] = p[0];
        *written += 1;
        return 1;
    }
    if (c < UTF8_ASCII_END) {
        *written += json_escape(out, p[0]);
        return 1;
    }
    int step = utf8_step(p, n);
    if (step > 0) {
        for (int i = 0; i < step; i++)
            out[i] = p[i];
        *written += (size_t)step;
        return (size_t)step;
    }
    memcpy(out, UTF8_REPLACEMENT_TEXT, sizeof(UTF8_REPLACEMENT_TEXT) - 1);
    *written += sizeof(UTF8_REPLACEMENT_TEXT) - 1;
    return (size_t)-step;
}

/* Writes as long as there is room for the worst of the next JSON_STEP bytes;
 * returns how many bytes of p were read. */
static size_t json_add_fast(struct buf *b, const char *p, size_t n)
{
    enum { STEP_ROOM = (JSON_STEP + 1) * JSON_ESCAPE_MAX };
    size_t at = 0, len = b->len;
    while (at < n && b->cap - len >= STEP_ROOM) {
        size_t end = n;
        if (n - at >= JSON_STEP) {
            size_t plain = plain_run(p + at);
            memcpy(b->p + len, p + at, JSON_STEP);
            len += plain;
            end = at + JSON_STEP;
            at += plain;
        }
        while (at < end && (end == n || json_special[(uint8_t)p[at]]))
            at += json_put(b->p + len, p + at, n - at, &len);
    }
    b->len = len;
    return at;
}

void buf_add_json_str(struct buf *b, struct str s)
{
    if (!buf_reserve(b, s.len + 2)) /* the least it takes; mostly all it takes */
        return;
    buf_add_char(b, '"');
    for (size_t at = 0; at < s.len && !b->is_full;) {
        at += json_add_fast(b, s.p + at, s.len - at);
        if (at == s.len)
            break;
        char text[JSON_ESCAPE_MAX];
        size_t n = 0;
        at += json_put(text, s.p + at, s.len - at, &n);
        buf_add_bytes(b, text, n);
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

void buf_add_markdown(struct buf *b, struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (s.p[i] != '\0' && strchr("\\`*_{}[]()<>#+-.!|~", s.p[i]) != NULL)
            buf_add_char(b, '\\');
        buf_add_char(b, s.p[i]);
        if (s.p[i] == '@')
            buf_add(b, S("\xe2\x80\x8b"));
    }
}
