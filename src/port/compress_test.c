#include "port/compress.c"

#include "base/buf.h"
#include "base/test.h"

enum {
    ROOM = 256 << 20,
    BOUND = 1 << 20,
    BOMB_BYTES = 20 << 20,
};

/* brotli's encoder is not linked: written by Node's zlib, quality 11. */
#define BR_TEXT "\x0b\x09\x80{\"event_id\":\"abc\"}\n\x03"
static const struct str br_empty = S("\x3b");
static const struct str br_8192_ab = S("\x1b\xff\x1f\xf8\xa5\xc2\xc4\xe2\xb2\x30\x00\xf7\x02\x40");
static const struct str br_20mib_of_nul =
    S("\xcf\xff\xff\x7f\xf8\x27\x00\xe2\xb1\x40\x20\xf7\xfe\x3f\xff\xff\x7f\xf0\x4f\x00\xc4\x61\x01"
      "\x80\xee\xfd\x0f");

static const struct str text = S("{\"event_id\":\"abc\"}\n");
static const struct str nothing = S("");

static struct arena a;
static struct ctx cx;

static struct ctx *fresh(void)
{
    arena_release(&a);
    arena_init(&a, "test", ROOM);
    cx = (struct ctx){ .arena = &a };
    return &cx;
}

static struct str deflated(struct str in, int window)
{
    z_stream z = { 0 };
    assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY), Z_OK);
    size_t bound = deflateBound(&z, in.len);
    char *p = arena_alloc(&a, bound);
    z.next_in = (const Bytef *)in.p;
    z.avail_in = (unsigned)in.len;
    z.next_out = (Bytef *)p;
    z.avail_out = (unsigned)bound;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    struct str out = str_make(p, z.total_out);
    (void)deflateEnd(&z);
    return out;
}

/* A frame that names its size, or (is_streamed) one that does not. */
static struct str zstd_frame(struct str in, bool is_streamed, int window)
{
    ZSTD_CCtx *c = ZSTD_createCCtx();
    size_t bound = ZSTD_compressBound(in.len);
    char *p = arena_alloc(&a, bound);
    (void)ZSTD_CCtx_setParameter(c, ZSTD_c_windowLog, window);
    (void)ZSTD_CCtx_setParameter(c, ZSTD_c_contentSizeFlag, !is_streamed);
    size_t n = ZSTD_compress2(c, p, bound, in.p, in.len);
    assert_false(ZSTD_isError(n));
    (void)ZSTD_freeCCtx(c);
    return str_make(p, n);
}

static struct str zeros(size_t n)
{
    return str_make(arena_alloc(&a, n), n);
}

static struct str joined(struct str first, struct str second)
{
    char *p = arena_alloc(&a, first.len + second.len + 1);
    memcpy(p, first.p, first.len);
    memcpy(p + first.len, second.p, second.len);
    return str_make(p, first.len + second.len);
}

static void assert_inflates(enum encoding enc, struct str in, struct str want)
{
    struct str out;
    if (inflate_all(&cx, enc, str_dup(&a, in), BOUND, &out) != OK)
        fail_msg("encoding %d: %s", (int)enc, cx.err.text);
    assert_str_equal(out, want);
}

static void assert_refused(enum encoding enc, struct str in, enum status want)
{
    struct str out = S("untouched");
    size_t used = a.used;
    assert_int_equal(inflate_all(&cx, enc, in, BOUND, &out), want);
    assert_str_equal(out, S("untouched"));
    assert_int_equal(a.used, used);
}

TEST(encodings_by_name)
{
    assert_int_equal(encoding_parse(S("gzip")), ENCODING_GZIP);
    assert_int_equal(encoding_parse(S(" X-GZip\t")), ENCODING_GZIP);
    assert_int_equal(encoding_parse(S("Deflate")), ENCODING_DEFLATE);
    assert_int_equal(encoding_parse(S("br")), ENCODING_BR);
    assert_int_equal(encoding_parse(S("zstd ")), ENCODING_ZSTD);
    assert_int_equal(encoding_parse(S("identity")), ENCODING_IDENTITY);
    assert_int_equal(encoding_parse(S("gzip2")), ENCODING_IDENTITY);
    assert_int_equal(encoding_parse(S("")), ENCODING_IDENTITY);
    assert_int_equal(encoding_parse((struct str){ NULL, 0 }), ENCODING_IDENTITY);
}

TEST(identity_is_the_input_itself)
{
    struct str out;
    assert_int_equal(inflate_all(fresh(), ENCODING_IDENTITY, text, text.len, &out), OK);
    assert_ptr_equal(out.p, text.p);
    assert_int_equal(inflate_all(&cx, ENCODING_IDENTITY, text, text.len - 1, &out), E_TOO_LARGE);
}

TEST(every_encoding_gives_the_text_back)
{
    fresh();
    assert_inflates(ENCODING_GZIP, deflated(text, WINDOW_GZIP), text);
    assert_inflates(ENCODING_DEFLATE, deflated(text, WINDOW_ZLIB), text);
    assert_inflates(ENCODING_DEFLATE, deflated(text, WINDOW_RAW), text);
    assert_inflates(ENCODING_BR, S(BR_TEXT), text);
    assert_inflates(ENCODING_ZSTD, zstd_frame(text, false, 0), text);
    assert_inflates(ENCODING_ZSTD, zstd_frame(text, true, 0), text);
}

TEST(an_empty_stream_is_an_empty_text)
{
    fresh();
    assert_inflates(ENCODING_GZIP, deflated(nothing, WINDOW_GZIP), nothing);
    assert_inflates(ENCODING_DEFLATE, deflated(nothing, WINDOW_ZLIB), nothing);
    assert_inflates(ENCODING_DEFLATE, deflated(nothing, WINDOW_RAW), nothing);
    assert_inflates(ENCODING_BR, br_empty, nothing);
    assert_inflates(ENCODING_ZSTD, zstd_frame(nothing, false, 0), nothing);
}

TEST(no_bytes_at_all_are_no_stream)
{
    fresh();
    for (enum encoding enc = ENCODING_GZIP; enc <= ENCODING_ZSTD; enc++)
        assert_refused(enc, nothing, E_INVALID);
}

TEST(larger_texts_grow_the_output)
{
    fresh();
    char *noise = arena_alloc(&a, BOUND);
    uint32_t x = 1;
    for (size_t i = 0; i < BOUND; i++) {
        x = x * 1664525u + 1013904223u; /* Numerical Recipes, ranqd1 */
        noise[i] = (char)('a' + (x >> 30));
    }
    struct str big = str_make(noise, BOUND);
    assert_inflates(ENCODING_GZIP, deflated(big, WINDOW_GZIP), big);
    assert_inflates(ENCODING_DEFLATE, deflated(big, WINDOW_RAW), big);
    assert_inflates(ENCODING_ZSTD, zstd_frame(big, true, 0), big);
    struct str ab = { noise, 8192 };
    for (size_t i = 0; i < ab.len; i++)
        noise[i] = i % 2 == 0 ? 'a' : 'b';
    assert_inflates(ENCODING_BR, br_8192_ab, ab);
}

TEST(concatenated_members_are_one_stream)
{
    fresh();
    struct str twice = joined(text, text);
    struct str gz = deflated(text, WINDOW_GZIP);
    assert_inflates(ENCODING_GZIP, joined(gz, gz), twice);
    assert_inflates(ENCODING_GZIP, joined(joined(gz, deflated(nothing, WINDOW_GZIP)), gz), twice);
    struct str frame = zstd_frame(text, false, 0);
    assert_inflates(ENCODING_ZSTD, joined(frame, frame), twice);
    struct str skippable = S("\x53\x2A\x4D\x18\x02\0\0\0xy");
    assert_inflates(ENCODING_ZSTD, joined(joined(frame, skippable), frame), twice);
    assert_inflates(ENCODING_ZSTD, joined(skippable, frame), text);
}

TEST(garbage_behind_a_complete_stream_is_ignored)
{
    fresh();
    static const struct str garbage[] = { S("\0\0\0"), S("x"), S("\x1F"),
                                          S("{\"type\":\"event\"}\n") };
    for (size_t i = 0; i < ARRAY_LEN(garbage); i++) {
        assert_inflates(ENCODING_GZIP, joined(deflated(text, WINDOW_GZIP), garbage[i]), text);
        assert_inflates(ENCODING_DEFLATE, joined(deflated(text, WINDOW_ZLIB), garbage[i]), text);
        assert_inflates(ENCODING_DEFLATE, joined(deflated(text, WINDOW_RAW), garbage[i]), text);
        assert_inflates(ENCODING_BR, joined(S(BR_TEXT), garbage[i]), text);
        assert_inflates(ENCODING_ZSTD, joined(zstd_frame(text, false, 0), garbage[i]), text);
    }
}

static void assert_every_cut_refused(enum encoding enc, struct str in)
{
    for (size_t n = 0; n < in.len; n++) {
        struct str out;
        struct arena_mark mark = arena_mark(&a);
        if (inflate_all(&cx, enc, str_dup(&a, str_to(in, n)), BOUND, &out) != E_INVALID)
            fail_msg("encoding %d cut to %zu bytes was taken", (int)enc, n);
        arena_rewind(&a, mark);
    }
}

TEST(a_stream_cut_anywhere_is_refused)
{
    fresh();
    assert_every_cut_refused(ENCODING_GZIP, deflated(text, WINDOW_GZIP));
    assert_every_cut_refused(ENCODING_DEFLATE, deflated(text, WINDOW_ZLIB));
    assert_every_cut_refused(ENCODING_DEFLATE, deflated(text, WINDOW_RAW));
    assert_every_cut_refused(ENCODING_BR, S(BR_TEXT));
    assert_every_cut_refused(ENCODING_ZSTD, zstd_frame(text, false, 0));
    assert_every_cut_refused(ENCODING_ZSTD, zstd_frame(text, true, 0));
    struct str gz = deflated(text, WINDOW_GZIP);
    assert_refused(ENCODING_GZIP, joined(gz, str_to(gz, gz.len - 1)), E_INVALID);
}

TEST(a_changed_checksum_is_refused)
{
    fresh();
    struct str gz = deflated(text, WINDOW_GZIP), zl = deflated(text, WINDOW_ZLIB);
    char *p = arena_alloc(&a, gz.len);
    memcpy(p, gz.p, gz.len);
    p[gz.len - 8] ^= 1; /* first byte of the CRC */
    assert_refused(ENCODING_GZIP, str_make(p, gz.len), E_INVALID);
    memcpy(p, zl.p, zl.len);
    p[zl.len - 1] ^= 1;
    assert_refused(ENCODING_DEFLATE, str_make(p, zl.len), E_INVALID);
}

TEST(the_wrong_encoding_is_refused)
{
    fresh();
    assert_refused(ENCODING_GZIP, text, E_INVALID);
    assert_refused(ENCODING_DEFLATE, text, E_INVALID);
    assert_refused(ENCODING_BR, text, E_INVALID);
    assert_refused(ENCODING_ZSTD, text, E_INVALID);
    assert_refused(ENCODING_GZIP, deflated(text, WINDOW_ZLIB), E_INVALID);
    assert_refused(ENCODING_ZSTD, deflated(text, WINDOW_GZIP), E_INVALID);
    assert_refused(ENCODING_GZIP, zstd_frame(text, false, 0), E_INVALID);
}

TEST(bombs_cost_the_bound_and_no_more)
{
    fresh();
    struct str bomb = zeros(BOMB_BYTES);
    struct str gz = deflated(bomb, WINDOW_GZIP), zl = deflated(bomb, WINDOW_ZLIB);
    struct str sized = zstd_frame(bomb, false, 0), streamed = zstd_frame(bomb, true, 0);
    assert_refused(ENCODING_GZIP, gz, E_TOO_LARGE);
    assert_refused(ENCODING_DEFLATE, zl, E_TOO_LARGE);
    assert_refused(ENCODING_BR, br_20mib_of_nul, E_TOO_LARGE);
    assert_refused(ENCODING_ZSTD, sized, E_TOO_LARGE);
    assert_refused(ENCODING_ZSTD, streamed, E_TOO_LARGE);
}

TEST(many_small_members_meet_the_same_bound)
{
    enum { MEMBERS = 40 };
    fresh();
    struct str member = deflated(zeros(BOUND / (MEMBERS - 1)), WINDOW_GZIP), all = nothing;
    for (int i = 0; i < MEMBERS; i++)
        all = joined(all, member);
    assert_refused(ENCODING_GZIP, all, E_TOO_LARGE);
}

TEST(the_bound_itself_still_fits)
{
    fresh();
    struct str full = zeros(BOUND), over = zeros(BOUND + 1);
    assert_inflates(ENCODING_GZIP, deflated(full, WINDOW_GZIP), full);
    assert_inflates(ENCODING_ZSTD, zstd_frame(full, false, 0), full);
    assert_refused(ENCODING_GZIP, deflated(over, WINDOW_GZIP), E_TOO_LARGE);
    assert_refused(ENCODING_ZSTD, zstd_frame(over, true, 0), E_TOO_LARGE);
    struct str out;
    assert_int_equal(inflate_all(&cx, ENCODING_BR, br_8192_ab, 8192, &out), OK);
    assert_int_equal(inflate_all(&cx, ENCODING_BR, br_8192_ab, 8191, &out), E_TOO_LARGE);
    assert_int_equal(inflate_all(&cx, ENCODING_BR, br_empty, 1, &out), OK);
    assert_int_equal(inflate_all(&cx, ENCODING_BR, S(BR_TEXT), 1, &out), E_TOO_LARGE);
}

TEST(the_arena_is_a_bound_too)
{
    fresh();
    struct str gz = deflated(zeros(BOMB_BYTES), WINDOW_GZIP);
    struct arena small;
    arena_init(&small, "small", BOUND);
    struct ctx small_cx = { .arena = &small };
    struct str out;
    assert_int_equal(inflate_all(&small_cx, ENCODING_GZIP, gz, ROOM, &out), E_TOO_LARGE);
    assert_false(small.is_exhausted);
    arena_release(&small);
}

TEST(a_zstd_window_above_8_mib_is_refused)
{
    enum { WINDOW_LOG_OVER = ZSTD_WINDOW_LOG_MAX + 1, INPUT = (8 << 20) + 1 };
    fresh();
    struct str big = zeros(INPUT), out;
    assert_refused(ENCODING_ZSTD, zstd_frame(big, true, WINDOW_LOG_OVER), E_INVALID);
    struct str fine = zstd_frame(big, true, ZSTD_WINDOW_LOG_MAX);
    assert_int_equal(inflate_all(&cx, ENCODING_ZSTD, fine, ROOM / 2, &out), OK);
    assert_int_equal(out.len, INPUT);
}

TEST(random_bytes_are_refused_or_bounded)
{
    char bytes[64];
    uint32_t x = 7;
    fresh();
    for (int round = 0; round < 20000; round++) {
        for (size_t i = 0; i < sizeof(bytes); i++) {
            x = x * 1664525u + 1013904223u;
            bytes[i] = (char)(x >> 24);
        }
        struct arena_mark mark = arena_mark(&a);
        struct str out;
        enum encoding enc = (enum encoding)(ENCODING_GZIP + round % 4);
        if (inflate_all(&cx, enc, str_make(bytes, sizeof(bytes)), BOUND, &out) == OK)
            assert_true(out.len <= BOUND);
        arena_rewind(&a, mark);
    }
}

TEST(answers_are_gzipped)
{
    fresh();
    struct str full = zeros(BOUND), out;
    assert_int_equal(gzip_all(&cx, full, &out), OK);
    assert_true(out.len < BOUND / 100);
    assert_inflates(ENCODING_GZIP, out, full);
    assert_int_equal(gzip_all(&cx, nothing, &out), OK);
    assert_inflates(ENCODING_GZIP, out, nothing);
    struct arena small;
    arena_init(&small, "small", BOUND / 2);
    struct ctx small_cx = { .arena = &small };
    assert_int_equal(gzip_all(&small_cx, full, &out), E_TOO_LARGE);
    arena_release(&small);
}
