#include "base/base.h"
#include "core/msgpack.h"

#include "base/buf.h"
#include "base/ctx.h"
#include "base/str.h"

/* First bytes of the specification's table. */
enum {
    POSITIVE_LAST = 0x7f,
    FIXMAP = 0x80,
    FIXARRAY = 0x90,
    FIXSTR = 0xa0,
    NIL = 0xc0,
    FALSE_BYTE = 0xc2,
    TRUE_BYTE = 0xc3,
    BIN8 = 0xc4,
    EXT8 = 0xc7,
    FLOAT32 = 0xca,
    FLOAT64 = 0xcb,
    UINT8 = 0xcc,
    INT8 = 0xd0,
    FIXEXT1 = 0xd4,
    STR8 = 0xd9,
    ARRAY16 = 0xdc,
    MAP16 = 0xde,
    NEGATIVE_FIRST = 0xe0,
};

enum { KEY_BYTES = 256 };

struct walk {
    struct ctx *cx;
    struct str rest;
    struct buf *b;
    int depth;
};

static enum status cut_off(struct walk *w)
{
    return fail(w->cx, E_INVALID, "MessagePack is cut off");
}

/* n bytes, big-endian. */
static enum status take(struct walk *w, size_t n, uint64_t *out)
{
    if (w->rest.len < n)
        return cut_off(w);
    *out = 0;
    for (size_t i = 0; i < n; i++)
        *out = *out << 8 | (uint8_t)w->rest.p[i];
    w->rest = str_from(w->rest, n);
    return OK;
}

static enum status take_bytes(struct walk *w, uint64_t n, struct str *out)
{
    if (n > w->rest.len)
        return cut_off(w);
    *out = str_to(w->rest, (size_t)n);
    w->rest = str_from(w->rest, (size_t)n);
    return OK;
}

static enum status text(struct walk *w, uint64_t n)
{
    struct str s;

    TRY(take_bytes(w, n, &s));
    buf_add_json_str(w->b, s);
    return OK;
}

static enum status bytes(struct walk *w, uint64_t n)
{
    struct str s;

    TRY(take_bytes(w, n, &s));
    buf_add(w->b, S("null"));
    return OK;
}

static enum status value(struct walk *w);

/* A key that is no text is written as the text of its value. */
static enum status key(struct walk *w)
{
    uint8_t first = w->rest.len > 0 ? (uint8_t)w->rest.p[0] : NIL;
    bool is_text = (first >= FIXSTR && first < NIL) || (first >= STR8 && first < ARRAY16);
    struct buf *whole = w->b, one;
    char room[KEY_BYTES];

    if (is_text)
        return value(w);
    buf_init_fixed(&one, room, sizeof room);
    w->b = &one;
    enum status st = value(w);
    w->b = whole;
    buf_add_json_str(whole, buf_str(&one));
    return st;
}

static enum status members(struct walk *w, uint64_t n, bool is_map)
{
    if (++w->depth > MSGPACK_DEPTH)
        return fail(w->cx, E_TOO_LARGE, "MessagePack is nested deeper than %d", MSGPACK_DEPTH);
    buf_add_char(w->b, is_map ? '{' : '[');
    for (uint64_t i = 0; i < n; i++) {
        if (i > 0)
            buf_add_char(w->b, ',');
        if (is_map) {
            TRY(key(w));
            buf_add_char(w->b, ':');
        }
        TRY(value(w));
        if (buf_is_full(w->b))
            return fail(w->cx, E_TOO_LARGE, "MessagePack is larger than its bound");
    }
    buf_add_char(w->b, is_map ? '}' : ']');
    w->depth--;
    return OK;
}

static enum status integer(struct walk *w, size_t n, bool is_signed)
{
    uint64_t v;

    TRY(take(w, n, &v));
    unsigned unused = (unsigned)(8 * (sizeof v - n));
    if (is_signed)
        buf_add_i64(w->b, (int64_t)(v << unused) >> unused);
    else
        buf_add_u64(w->b, v);
    return OK;
}

static enum status real(struct walk *w, uint8_t first)
{
    uint64_t bits;
    double d;
    float f;

    TRY(take(w, first == FLOAT32 ? sizeof f : sizeof d, &bits));
    if (first == FLOAT32) {
        uint32_t half = (uint32_t)bits;
        memcpy(&f, &half, sizeof f);
        d = (double)f;
    } else {
        memcpy(&d, &bits, sizeof d);
    }
    buf_add_f64(w->b, d);
    return OK;
}

/* Those whose length follows in 1, 2 or 4 bytes. */
static enum status sized(struct walk *w, uint8_t first)
{
    uint64_t n;

    if (first >= ARRAY16) {
        TRY(take(w, (first & 1) == 0 ? 2 : 4, &n));
        return members(w, n, first >= MAP16);
    }
    if (first >= STR8) {
        TRY(take(w, (size_t)1 << (first - STR8), &n));
        return text(w, n);
    }
    if (first >= FIXEXT1) /* its type, then the bytes */
        return bytes(w, 1 + ((uint64_t)1 << (first - FIXEXT1)));
    bool is_ext = first >= EXT8;
    TRY(take(w, (size_t)1 << (first - (is_ext ? EXT8 : BIN8)), &n));
    return bytes(w, n + is_ext);
}

static enum status fixed(struct walk *w, uint8_t first)
{
    enum { FEW = 0x0f, FIXSTR_LEN = 0x1f };

    if (first <= POSITIVE_LAST)
        buf_add_u64(w->b, first);
    else if (first >= NEGATIVE_FIRST)
        buf_add_i64(w->b, (int8_t)first);
    else if (first < FIXARRAY)
        return members(w, first & FEW, true);
    else if (first < FIXSTR)
        return members(w, first & FEW, false);
    else
        return text(w, first & FIXSTR_LEN);
    return OK;
}

static enum status value(struct walk *w)
{
    uint64_t first;

    TRY(take(w, 1, &first));
    uint8_t c = (uint8_t)first;
    if (c < NIL || c >= NEGATIVE_FIRST)
        return fixed(w, c);
    if (c == FLOAT32 || c == FLOAT64)
        return real(w, c);
    if (c >= UINT8 && c < FIXEXT1)
        return integer(w, (size_t)1 << (c & 3), c >= INT8);
    if (c >= BIN8)
        return sized(w, c);
    buf_add(w->b, c == TRUE_BYTE ? S("true") : c == FALSE_BYTE ? S("false") : S("null"));
    return OK;
}

enum status msgpack_to_json(struct ctx *cx, struct str *rest, struct buf *b)
{
    struct walk w = { .cx = cx, .rest = *rest, .b = b };

    TRY(value(&w));
    *rest = w.rest;
    if (buf_is_full(b))
        return fail(cx, E_TOO_LARGE, "MessagePack is larger than its bound");
    return OK;
}
