#include "base/base.h"
#include "port/json_int.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/str.h"

enum {
    ESCAPE_U_BYTES = 6, /* backslash, u, four hex digits    */
    ESCAPE_PREFIX_BYTES = 2,
    UTF16_BYTES = 2,
    BITS_PER_BYTE = 8,
    SURROGATE_KIND_MASK = 0xFC00, /* Unicode §3.8 */
    SURROGATE_HIGH = 0xD800,
    SURROGATE_LOW = 0xDC00,
    UTF8_GROWTH = 3, /* one bad byte becomes the three of U+FFFD */
};

static const struct str byte_order_mark = S("\xEF\xBB\xBF");

/* What JavaScript's and Python's printers let through, and nothing else has. */
static const struct str non_numbers[] = { S("NaN"), S("Infinity"), S("-Infinity") };

/* Code unit of the \uXXXX escape s starts with, or -1. */
static int escape_code(struct str s)
{
    uint8_t unit[UTF16_BYTES];
    struct str digits = str_slice(s, ESCAPE_PREFIX_BYTES, ESCAPE_U_BYTES);
    if (s.len < ESCAPE_U_BYTES || s.p[1] != 'u' || !str_unhex(digits, unit, sizeof(unit)))
        return -1;
    return unit[0] << BITS_PER_BYTE | unit[1];
}

static bool is_surrogate(int code, int kind)
{
    return code >= 0 && (code & SURROGATE_KIND_MASK) == kind;
}

/* s starts with a backslash; returns how many bytes were read. Broken escapes are
 * left to the parser, which refuses them. */
static size_t repair_escape(struct buf *b, struct str s, bool *changed)
{
    int code = escape_code(s);
    size_t n = code < 0 ? ESCAPE_PREFIX_BYTES : ESCAPE_U_BYTES;
    bool is_high = is_surrogate(code, SURROGATE_HIGH);
    struct str after = str_from(s, ESCAPE_U_BYTES);
    if (is_high && str_starts(after, S("\\")) && is_surrogate(escape_code(after), SURROGATE_LOW)) {
        n += ESCAPE_U_BYTES;
    } else if (is_high || is_surrogate(code, SURROGATE_LOW)) {
        *changed = true;
        buf_add(b, S("\\ufffd"));
        return n;
    }
    struct str kept = str_to(s, n);
    buf_add(b, kept);
    return kept.len;
}

/* s is what follows an opening quote; returns the bytes read, closing quote included. */
static size_t repair_string(struct buf *b, struct str s, bool *changed)
{
    size_t at = 0;
    while (at < s.len) {
        size_t start = at;
        while (at < s.len && s.p[at] != '"' && s.p[at] != '\\')
            at++;
        buf_add_bytes(b, s.p + start, at - start);
        if (at == s.len)
            break;
        if (s.p[at] == '"') {
            buf_add_char(b, '"');
            return at + 1;
        }
        at += repair_escape(b, str_from(s, at), changed);
    }
    return at;
}

/* Bytes of the non-number s starts with, or 0. */
static size_t non_number_bytes(struct str s)
{
    for (size_t i = 0; i < ARRAY_LEN(non_numbers); i++) {
        if (str_starts(s, non_numbers[i]))
            return non_numbers[i].len;
    }
    return 0;
}

static void repair_tokens(struct buf *b, struct str s, bool *changed)
{
    size_t at = 0;
    while (at < s.len && !buf_is_full(b)) {
        size_t start = at;
        while (at < s.len && s.p[at] != '"' && s.p[at] != 'N' && s.p[at] != 'I' && s.p[at] != '-')
            at++;
        buf_add_bytes(b, s.p + start, at - start);
        if (at == s.len)
            break;
        size_t skipped = non_number_bytes(str_from(s, at));
        if (skipped > 0) {
            *changed = true;
            buf_add(b, S("null"));
            at += skipped;
            continue;
        }
        buf_add_char(b, s.p[at++]);
        if (s.p[at - 1] == '"')
            at += repair_string(b, str_from(s, at), changed);
    }
}

/* str_utf8_repair cannot say no: see first whether its worst case fits. */
static enum status repair_utf8(struct ctx *cx, struct str *text, bool *changed)
{
    if (str_is_utf8(*text))
        return OK;
    struct arena_mark mark = arena_mark(cx->arena);
    if (arena_try(cx->arena, text->len * UTF8_GROWTH) == NULL)
        return fail(cx, E_TOO_LARGE, "json of %zu bytes does not fit in memory", text->len);
    arena_rewind(cx->arena, mark);
    *text = str_utf8_repair(cx->arena, *text);
    *changed = true;
    return OK;
}

enum status json_repair(struct ctx *cx, struct str text, struct str *out, bool *changed)
{
    bool mended = str_starts(text, byte_order_mark);
    struct str s = mended ? str_from(text, byte_order_mark.len) : text;
    TRY(repair_utf8(cx, &s, &mended));
    struct buf b;
    /* NaN → null grows most; anything else keeps its size. */
    buf_init(&b, cx->arena, s.len + s.len / non_numbers[0].len + 1);
    repair_tokens(&b, s, &mended);
    if (buf_is_full(&b))
        return fail(cx, E_TOO_LARGE, "json of %zu bytes does not fit in memory", text.len);
    *out = mended ? buf_str(&b) : text;
    *changed = mended;
    return OK;
}
