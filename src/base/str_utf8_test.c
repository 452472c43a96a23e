#include "base/str_utf8.c"

#include "base/test.h"

enum { ROOMY = 1 << 20 };

static struct arena a;

static struct arena *fresh(void)
{
    arena_release(&a);
    arena_init(&a, "test", ROOMY);
    return &a;
}

TEST(every_code_point_survives_the_round_trip)
{
    char text[UTF8_MAX_BYTES];
    for (uint32_t cp = 0; cp < 0x110000; cp++) {
        int len = utf8_encode(cp, text);
        bool surrogate = cp >= 0xD800 && cp <= 0xDFFF;
        if ((utf8_step(text, (size_t)len) == len) == surrogate)
            fail_msg("U+%04X", (unsigned)cp);
        if (utf8_decode(text, len) != cp)
            fail_msg("U+%04X decoded wrong", (unsigned)cp);
    }
}

TEST(ill_formed_sequences_are_seen)
{
    static const struct str bad[] = {
        S("\x80"),
        S("\xBF"),
        S("\xC0\x80"),
        S("\xC1\xBF"),
        S("\xC3"),
        S("\xE0\x80\x80"),
        S("\xE0\x9F\xBF"),
        S("\xED\xA0\x80"),
        S("\xED\xBF\xBF"),
        S("\xE2\x82"),
        S("\xF0\x80\x80\x80"),
        S("\xF0\x8F\xBF\xBF"),
        S("\xF4\x90\x80\x80"),
        S("\xF5\x80\x80\x80"),
        S("\xFF"),
        S("\xFE"),
        S("abcdefghijk\xC3(lmnop"),
        S("aaaaaaaa\xF0\x9F\x98"),
    };
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        if (str_is_utf8(bad[i]))
            fail_msg("row %zu", i);
    }
    assert_true(str_is_utf8(S("")));
    assert_true(str_is_utf8((struct str){ NULL, 0 }));
    assert_true(
        str_is_utf8(S("gr\xC3\xBC\xC3\x9F \xE2\x82\xAC \xF0\x9F\x98\x80 plain text after")));
}

TEST(code_points_are_counted)
{
    assert_int_equal(str_utf8_count(S("")), 0);
    assert_int_equal(str_utf8_count(S("abc")), 3);
    assert_int_equal(str_utf8_count(S("\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80")), 3);
}

TEST(cutting_keeps_code_points_whole)
{
    struct str s = S("a\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80z");
    assert_str_equal(str_utf8_to(s, 0), S(""));
    assert_str_equal(str_utf8_to(s, 1), S("a"));
    assert_str_equal(str_utf8_to(s, 2), S("a\xC3\xA4"));
    assert_str_equal(str_utf8_to(s, 4), S("a\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80"));
    assert_str_equal(str_utf8_to(s, 5), s);
    assert_str_equal(str_utf8_to(s, 6), s);
    static const size_t kept[] = { 0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 11, 11 };
    for (size_t n = 0; n < ARRAY_LEN(kept); n++)
        assert_int_equal(str_utf8_clip(s, n).len, kept[n]);
}

TEST(clipping_garbage_stays_near_the_bound)
{
    char garbage[100];
    memset(garbage, '\x80', sizeof(garbage));
    assert_true(str_utf8_clip(str_make(garbage, sizeof(garbage)), 50).len >= 46);
    assert_true(str_utf8_clip(str_make(garbage, sizeof(garbage)), 50).len <= 50);
}

TEST(repair_leaves_clean_text_alone)
{
    struct str s = S("gr\xC3\xBC\xC3\x9F");
    assert_ptr_equal(str_utf8_repair(fresh(), s).p, s.p);
    assert_true(str_is_null(str_utf8_repair(&a, (struct str){ NULL, 0 })));
}

TEST(repair_replaces_each_maximal_subpart)
{
#define MARK UTF8_REPLACEMENT_TEXT
    assert_str_equal(str_utf8_repair(fresh(), S("a\xFFz")), S("a" MARK "z"));
    assert_str_equal(str_utf8_repair(&a, S("\xE2\x82")), S(MARK));
    assert_str_equal(str_utf8_repair(&a, S("\xE2\x82(")), S(MARK "("));
    assert_str_equal(str_utf8_repair(&a, S("\xED\xA0\x80")), S(MARK MARK MARK));
    assert_str_equal(str_utf8_repair(&a, S("\xF0\x9F\x98\xF0\x9F\x98\x80")),
                     S(MARK "\xF0\x9F\x98\x80"));
    /* the example of Unicode 15, table 3-8 */
    assert_str_equal(str_utf8_repair(&a, S("\x61\xF1\x80\x80\xE1\x80\xC2\x62\x80\x63\x80\xBF\x64")),
                     S("a" MARK MARK MARK "b" MARK "c" MARK MARK "d"));
}

TEST(repaired_random_bytes_are_always_clean)
{
    uint64_t seed = 7;
    char bytes[64];
    for (int round = 0; round < 20000; round++) {
        for (size_t i = 0; i < sizeof(bytes); i++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            bytes[i] = (char)(seed >> 56 | (round % 2 == 0 ? 0x80 : 0));
        }
        struct str out = str_utf8_repair(fresh(), str_make(bytes, (size_t)round % sizeof(bytes)));
        assert_true(str_is_utf8(out));
    }
    arena_release(&a);
}

TEST(ascii_run_stops_at_the_first_high_byte)
{
    char text[40];
    for (size_t at = 0; at < sizeof(text); at++) {
        memset(text, 'x', sizeof(text));
        text[at] = '\xC3';
        assert_int_equal(ascii_run(text, sizeof(text)), at);
        assert_int_equal(ascii_run(text, at), at);
    }
}
