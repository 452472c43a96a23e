#include "base/str_encode.c"

#include "base/test.h"

enum { ROOMY = 1 << 20 };

static struct arena a;

static struct arena *fresh(void)
{
    arena_release(&a);
    arena_init(&a, "test", ROOMY);
    return &a;
}

TEST(hex_there_and_back)
{
    static const uint8_t bytes[] = { 0x00, 0x7F, 0xAB, 0xFF };
    uint8_t back[sizeof(bytes)];
    assert_str_equal(str_hex(fresh(), bytes, sizeof(bytes)), S("007fabff"));
    assert_true(str_unhex(S("007FaBfF"), back, sizeof(back)));
    assert_memory_equal(back, bytes, sizeof(bytes));
    assert_str_equal(str_hex(&a, NULL, 0), S(""));
}

TEST(unhex_refuses_wrong_lengths_and_digits)
{
    uint8_t out[2] = { 1, 2 };
    assert_false(str_unhex(S("00"), out, 2));
    assert_false(str_unhex(S("000"), out, 1));
    assert_false(str_unhex(S("000000"), out, 2));
    assert_false(str_unhex(S("00g0"), out, 2));
    assert_false(str_unhex(S("00/0"), out, 2));
    assert_false(str_unhex(S("00:0"), out, 2));
    assert_false(str_unhex(S("00@0"), out, 2));
    assert_int_equal(out[0], 1);
    assert_true(str_unhex(S(""), out, 0));
}

TEST(percent_decoding)
{
    struct str out;
    assert_true(str_url_decode(fresh(), S("a%20b%2Fc%c3%A4"), false, &out));
    assert_str_equal(out, S("a b/c\xC3\xA4"));
    assert_true(str_url_decode(&a, S("a+b"), false, &out));
    assert_str_equal(out, S("a+b"));
    assert_true(str_url_decode(&a, S("a+b%2B"), true, &out));
    assert_str_equal(out, S("a b+"));
    assert_true(str_url_decode(&a, S(""), true, &out));
    assert_str_equal(out, S(""));
}

TEST(percent_decoding_refuses_broken_escapes_and_nul)
{
    static const struct str bad[] = { S("%"),   S("a%2"), S("%zz"), S("%2g"),
                                      S("%00"), S("a%"),  S("%%41") };
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        struct str out = S("kept");
        assert_false(str_url_decode(fresh(), bad[i], true, &out));
        assert_str_equal(out, S("kept"));
    }
}

TEST(percent_encoding_keeps_unreserved)
{
    assert_str_equal(str_url_encode(fresh(), S("aZ09-._~")), S("aZ09-._~"));
    assert_str_equal(str_url_encode(&a, S("a b/?&\xC3\xA4")), S("a%20b%2F%3F%26%C3%A4"));
    assert_true(str_is_null(str_url_encode(&a, (struct str){ NULL, 0 })));
    char all[256];
    for (size_t i = 0; i < sizeof(all); i++)
        all[i] = (char)i;
    struct str raw = str_make(all + 1, sizeof(all) - 1), out;
    assert_true(str_url_decode(&a, str_url_encode(&a, raw), true, &out));
    assert_str_equal(out, raw);
}

TEST(base64_as_in_the_rfc)
{
    static const struct {
        struct str plain, coded;
    } rows[] = {
        { S(""), S("") },
        { S("f"), S("Zg==") },
        { S("fo"), S("Zm8=") },
        { S("foo"), S("Zm9v") },
        { S("foob"), S("Zm9vYg==") },
        { S("fooba"), S("Zm9vYmE=") },
        { S("foobar"), S("Zm9vYmFy") },
    };
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct str out;
        assert_str_equal(str_base64_encode(fresh(), rows[i].plain), rows[i].coded);
        assert_true(str_base64_decode(&a, rows[i].coded, &out));
        assert_str_equal(out, rows[i].plain);
        assert_true(str_base64_decode(&a, str_trim_char(rows[i].coded, '='), &out));
        assert_str_equal(out, rows[i].plain);
    }
    assert_true(str_is_null(str_base64_encode(&a, (struct str){ NULL, 0 })));
}

TEST(base64_reads_both_alphabets)
{
    struct str one, two;
    assert_true(str_base64_decode(fresh(), S("+/+/"), &one));
    assert_true(str_base64_decode(&a, S("-_-_"), &two));
    assert_str_equal(one, S("\xFB\xFF\xBF"));
    assert_str_equal(one, two);
}

TEST(base64_refuses_what_is_none)
{
    static const struct str bad[] = { S("A"),    S("AAAAA"), S("AA A"),  S("AA=A"),
                                      S("AA="),  S("AAA=="), S("AAAA="), S("A==="),
                                      S("===="), S("AA\nA"), S("="),     S("==") };
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        struct str out = S("kept");
        if (str_base64_decode(fresh(), bad[i], &out))
            fail_msg("row %zu", i);
        assert_str_equal(out, S("kept"));
    }
    arena_release(&a);
}
