#include "base/base.h"
#include "port/compress.h"

#include <brotli/decode.h>
#define ZLIB_CONST /* input pointers to const */
#include <zlib.h>
#include <zstd.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/str.h"

enum {
    INFLATE_FIRST_BYTES = 4096,
    INFLATE_GUESS = 4, /* typical ratio of what SDKs send */
    ZLIB_WRAPPER_HEADER = 2,
    ZLIB_METHOD_MASK = 0x0F,
    ZLIB_METHOD_DEFLATE = 8,
    ZLIB_HEADER_MODULUS = 31, /* RFC 1950 §2.2, FCHECK */
    BITS_PER_BYTE = 8,
    WINDOW_GZIP = 16 + MAX_WBITS, /* zlib.h, inflateInit2 */
    WINDOW_ZLIB = MAX_WBITS,
    WINDOW_RAW = -MAX_WBITS,
    ZSTD_WINDOW_LOG_MAX = 23,    /* RFC 9659: 8 MiB as Content-Encoding */
    ZSTD_SKIPPABLE_FIRST = 0x50, /* RFC 8878 §3.1.2 */
    ZSTD_SKIPPABLE_MASK = 0xF0,
    GZIP_LEVEL = 6,
    GZIP_MEMORY_LEVEL = 8, /* zlib's default */
};

static const struct str gzip_magic = S("\x1F\x8B");

enum encoding encoding_parse(struct str token)
{
    static const struct {
        struct str name;
        enum encoding encoding;
    } names[] = {
        { S("gzip"), ENCODING_GZIP },       { S("x-gzip"), ENCODING_GZIP },
        { S("deflate"), ENCODING_DEFLATE }, { S("br"), ENCODING_BR },
        { S("zstd"), ENCODING_ZSTD },
    };
    struct str trimmed = str_trim(token);
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        if (str_eq_fold(trimmed, names[i].name))
            return names[i].encoding;
    }
    return ENCODING_IDENTITY;
}

/* Growing output, or a piece that is flushed when it is full. One byte beyond the bound is
 * given, to see that there is more. */
struct sink {
    struct ctx *cx;
    char *p;
    size_t len, cap, max_bytes;
    const struct inflate_out *out; /* NULL = grows */
    size_t flushed;
};

static enum status fail_too_large(const struct sink *s)
{
    return fail(s->cx, E_TOO_LARGE, "inflated body is over %zu bytes", s->max_bytes);
}

static enum status fail_broken(const struct sink *s, const char *what)
{
    return fail(s->cx, E_INVALID, "%s stream is broken or cut off", what);
}

static enum status sink_init(struct sink *s, struct ctx *cx, size_t in_bytes, size_t max_bytes)
{
    assert(max_bytes > 0 && max_bytes < SIZE_MAX / 2);
    size_t cap = in_bytes < max_bytes / INFLATE_GUESS ? in_bytes * INFLATE_GUESS : max_bytes;
    if (cap < INFLATE_FIRST_BYTES)
        cap = INFLATE_FIRST_BYTES;
    if (cap > max_bytes)
        cap = max_bytes;
    *s = (struct sink){ .cx = cx, .cap = cap + 1, .max_bytes = max_bytes };
    s->p = arena_try(cx->arena, s->cap);
    return s->p != NULL ? OK : fail_too_large(s);
}

static enum status sink_flush(struct sink *s)
{
    if (s->flushed + s->len > s->max_bytes)
        return fail_too_large(s);
    s->flushed += s->len;
    struct str piece = { s->p, s->len };
    s->len = 0;
    return piece.len > 0 ? s->out->flush(s->cx, s->out->arg, piece) : OK;
}

/* At least one free byte. */
static enum status sink_room(struct sink *s)
{
    if (s->len > s->max_bytes)
        return fail_too_large(s);
    if (s->len < s->cap)
        return OK;
    if (s->out != NULL)
        return sink_flush(s);
    size_t cap = s->cap < s->max_bytes / 2 ? s->cap * 2 : s->max_bytes + 1;
    char *p = arena_try_grow(s->cx->arena, s->p, s->cap, cap);
    if (p == NULL)
        return fail_too_large(s);
    s->p = p;
    s->cap = cap;
    return OK;
}

static unsigned piece(size_t n)
{
    return n < UINT32_MAX ? (unsigned)n : UINT32_MAX;
}

static void zlib_end(z_stream *z)
{
    (void)inflateEnd(z);
}

/* One stream; *in becomes what is left behind it. */
static enum status zlib_stream(z_stream *z, struct sink *s, struct str *in, const char *what)
{
    for (;;) {
        TRY(sink_room(s));
        z->next_in = (const Bytef *)in->p;
        z->avail_in = piece(in->len);
        z->next_out = (Bytef *)s->p + s->len;
        z->avail_out = piece(s->cap - s->len);
        unsigned in_n = z->avail_in, out_n = z->avail_out;
        int rc = inflate(z, Z_NO_FLUSH);
        *in = str_from(*in, in_n - z->avail_in);
        s->len += out_n - z->avail_out;
        if (rc == Z_STREAM_END)
            return OK;
        bool is_stuck = in->len == 0 && z->avail_out > 0; /* wants input that is not there */
        if (rc != Z_OK || is_stuck)
            return fail_broken(s, what);
    }
}

static enum status inflate_zlib(struct sink *s, struct str in, int window, const char *what)
{
    SCOPED(zlib_end) z_stream z = { 0 };
    if (inflateInit2(&z, window) != Z_OK)
        return fail(s->cx, E_BUSY, "no memory to inflate");
    TRY(zlib_stream(&z, s, &in, what));
    while (window == WINDOW_GZIP && str_starts(in, gzip_magic)) {
        (void)inflateReset(&z);
        TRY(zlib_stream(&z, s, &in, what));
    }
    return OK;
}

/* RFC 9110 §8.4.1.2 says zlib, some clients send the bare stream. A bare stream
 * that looks like the wrapper would begin with a stored block of odd padding. */
static int deflate_window(struct str in)
{
    if (in.len < ZLIB_WRAPPER_HEADER)
        return WINDOW_RAW;
    unsigned method = (uint8_t)in.p[0], flags = (uint8_t)in.p[1];
    bool is_wrapped = (method & ZLIB_METHOD_MASK) == ZLIB_METHOD_DEFLATE &&
                      ((method << BITS_PER_BYTE) + flags) % ZLIB_HEADER_MODULUS == 0;
    return is_wrapped ? WINDOW_ZLIB : WINDOW_RAW;
}

static void brotli_free(BrotliDecoderState **state)
{
    BrotliDecoderDestroyInstance(*state);
}

static enum status inflate_brotli(struct sink *s, struct str in)
{
    SCOPED(brotli_free)
    BrotliDecoderState *state = BrotliDecoderCreateInstance(NULL, NULL, NULL);
    if (state == NULL)
        return fail(s->cx, E_BUSY, "no memory to inflate");
    const uint8_t *next_in = (const uint8_t *)in.p;
    size_t in_n = in.len;
    BrotliDecoderResult rc = BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT;
    while (rc == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) {
        TRY(sink_room(s));
        uint8_t *next_out = (uint8_t *)s->p + s->len;
        size_t out_n = s->cap - s->len;
        rc = BrotliDecoderDecompressStream(state, &in_n, &next_in, &out_n, &next_out, NULL);
        s->len = s->cap - out_n;
    }
    return rc == BROTLI_DECODER_RESULT_SUCCESS ? OK : fail_broken(s, "brotli");
}

static void zstd_stream_free(ZSTD_DStream **stream)
{
    (void)ZSTD_freeDStream(*stream);
}

/* RFC 8878 §3: a stream is one or more frames. What is behind a whole frame and
 * does not begin another is ignored. */
static bool zstd_goes_on(struct str rest)
{
    static const struct str frame_magic = S("\x28\xB5\x2F\xFD");
    static const struct str skippable_magic = S("\x2A\x4D\x18"); /* behind a byte 0x50 to 0x5F */
    return str_starts(rest, frame_magic) ||
           (rest.len > 0 && ((uint8_t)rest.p[0] & ZSTD_SKIPPABLE_MASK) == ZSTD_SKIPPABLE_FIRST &&
            str_starts(str_from(rest, 1), skippable_magic));
}

static enum status inflate_zstd(struct sink *s, struct str in)
{
    SCOPED(zstd_stream_free) ZSTD_DStream *stream = ZSTD_createDStream();
    if (stream == NULL)
        return fail(s->cx, E_BUSY, "no memory to inflate");
    (void)ZSTD_DCtx_setParameter(stream, ZSTD_d_windowLogMax, ZSTD_WINDOW_LOG_MAX);
    ZSTD_inBuffer src = { in.p, in.len, 0 };
    for (;;) {
        TRY(sink_room(s));
        ZSTD_outBuffer dst = { s->p, s->cap, s->len };
        size_t rc = ZSTD_decompressStream(stream, &dst, &src);
        s->len = dst.pos;
        if (ZSTD_isError(rc))
            return fail_broken(s, "zstd");
        if (rc == 0 && !zstd_goes_on(str_from(in, src.pos)))
            return OK;
        if (rc != 0 && src.pos == src.size && dst.pos < dst.size)
            return fail_broken(s, "zstd");
    }
}

static enum status inflate_into(struct sink *s, enum encoding enc, struct str in)
{
    switch (enc) {
    case ENCODING_GZIP:
        return inflate_zlib(s, in, WINDOW_GZIP, "gzip");
    case ENCODING_DEFLATE:
        return inflate_zlib(s, in, deflate_window(in), "deflate");
    case ENCODING_BR:
        return inflate_brotli(s, in);
    case ENCODING_ZSTD:
        return inflate_zstd(s, in);
    default:
        return fail(s->cx, E_INTERNAL, "unknown encoding %d", (int)enc);
    }
}

enum status inflate_all(struct ctx *cx, enum encoding enc, struct str in, size_t max_bytes,
                        struct str *out)
{
    if (enc == ENCODING_IDENTITY) {
        if (in.len > max_bytes)
            return fail(cx, E_TOO_LARGE, "body is over %zu bytes", max_bytes);
        *out = in;
        return OK;
    }
    struct arena_mark mark = arena_mark(cx->arena);
    struct sink s;
    TRY(sink_init(&s, cx, in.len, max_bytes));
    enum status st = inflate_into(&s, enc, in);
    if (st == OK && s.len > max_bytes)
        st = fail_too_large(&s);
    if (st != OK) {
        arena_rewind(cx->arena, mark);
        return st;
    }
    *out = str_make(s.p, s.len);
    return OK;
}

enum status inflate_pieces(struct ctx *cx, enum encoding enc, struct str in,
                           const struct inflate_out *out)
{
    struct arena_mark mark = arena_mark(cx->arena);
    struct sink s = {
        .cx = cx, .cap = INFLATE_PIECE_BYTES, .max_bytes = out->max_bytes, .out = out
    };

    if (enc == ENCODING_IDENTITY)
        return in.len <= out->max_bytes ? out->flush(cx, out->arg, in) : fail_too_large(&s);
    s.p = arena_try(cx->arena, s.cap);
    if (s.p == NULL)
        return fail(cx, E_BUSY, "no memory to inflate");
    enum status st = inflate_into(&s, enc, in);
    if (st == OK)
        st = sink_flush(&s);
    arena_rewind(cx->arena, mark);
    return st;
}

static void deflate_end(z_stream *z)
{
    (void)deflateEnd(z);
}

enum status gzip_all(struct ctx *cx, struct str in, struct str *out)
{
    SCOPED(deflate_end) z_stream z = { 0 };
    if (in.len > UINT32_MAX / 2)
        return fail(cx, E_TOO_LARGE, "answer of %zu bytes", in.len);
    if (deflateInit2(&z, GZIP_LEVEL, Z_DEFLATED, WINDOW_GZIP, GZIP_MEMORY_LEVEL,
                     Z_DEFAULT_STRATEGY) != Z_OK)
        return fail(cx, E_BUSY, "no memory to compress");
    size_t bound = deflateBound(&z, in.len);
    char *p = arena_try(cx->arena, bound);
    if (p == NULL)
        return fail(cx, E_TOO_LARGE, "compressed answer does not fit in memory");
    z.next_in = (const Bytef *)in.p;
    z.avail_in = (unsigned)in.len;
    z.next_out = (Bytef *)p;
    z.avail_out = piece(bound);
    if (deflate(&z, Z_FINISH) != Z_STREAM_END)
        return fail(cx, E_INTERNAL, "gzip failed");
    *out = str_make(p, z.total_out);
    return OK;
}
