#include "base/str_number.c"

#include <inttypes.h>

#include "base/test.h"

TEST(whole_numbers)
{
    int64_t i = 0;
    uint64_t u = 0;
    assert_true(str_i64(S("0"), &i) && i == 0);
    assert_true(str_i64(S("-1"), &i) && i == -1);
    assert_true(str_i64(S("007"), &i) && i == 7);
    assert_true(str_i64(S("9223372036854775807"), &i) && i == INT64_MAX);
    assert_true(str_i64(S("-9223372036854775808"), &i) && i == INT64_MIN);
    assert_true(str_u64(S("18446744073709551615"), &u) && u == UINT64_MAX);
}

TEST(whole_numbers_refuse_garbage_and_leave_the_result)
{
    static const struct str bad[] = {
        S(""),
        S("-"),
        S("+1"),
        S(" 1"),
        S("1 "),
        S("1a"),
        S("0x1"),
        S("--1"),
        S("1.0"),
        S("1\0"),
        S("9223372036854775808"),
        S("-9223372036854775809"),
        S("99999999999999999999999"),
        { NULL, 0 },
    };
    for (size_t n = 0; n < ARRAY_LEN(bad); n++) {
        int64_t i = 42;
        assert_false(str_i64(bad[n], &i));
        assert_int_equal(i, 42);
    }
    uint64_t u = 42;
    assert_false(str_u64(S("18446744073709551616"), &u));
    assert_false(str_u64(S("-1"), &u));
    assert_int_equal(u, 42);
}

TEST(decimal_numbers_match_the_library)
{
    static const char *const texts[] = {
        "0",
        "-0",
        "1",
        "-1.5",
        "0.1",
        "3.14159265358979",
        "1e3",
        "1E+3",
        "1e-3",
        "123456789012345",
        "1234567890123456789",
        "0.000001",
        "1e22",
        "1e23",
        "1e-22",
        "1e-23",
        "1e308",
        "-1e308",
        "5e-324",
        "1e-400",
        "2.2250738585072011e-308",
        "9007199254740993",
        "0.30000000000000004",
        "179769313486231570000000000000000000000",
        "1.7976931348623157e308",
        "000000000000000001.5",
        "0.00000000000000000000000000000000000123",
        "100000000000000000000000000000000000000000",
        "123456789012345.6",
        "99999999999999.9",
        "+2.5",
        "1.",
        ".5",
        "0e99999999999",
        "1e+05",
    };
    for (size_t n = 0; n < ARRAY_LEN(texts); n++) {
        double got = 0, want = strtod(texts[n], NULL);
        if (!str_f64(str_c(texts[n]), &got))
            fail_msg("%s refused", texts[n]);
        if (memcmp(&got, &want, sizeof(got)) != 0)
            fail_msg("%s gave %.17g", texts[n], got);
    }
}

TEST(decimal_numbers_refuse_what_strtod_would_take)
{
    static const struct str bad[] = {
        S(""),
        S("-"),
        S("."),
        S("-."),
        S("e1"),
        S("1e"),
        S("1e+"),
        S("1e-"),
        S("1e+-1"),
        S("nan"),
        S("inf"),
        S("0x10"),
        S(" 1"),
        S("1 "),
        S("1,5"),
        S("1.2.3"),
        S("1e1.5"),
        S("1e999"),
        S("-1e999"),
        S("1e99999999999999999999"),
        S("1e9999999999999999999x"),
        S("1\0"),
        S("--1"),
        { NULL, 0 },
    };
    for (size_t n = 0; n < ARRAY_LEN(bad); n++) {
        double d = 42;
        if (str_f64(bad[n], &d))
            fail_msg("row %zu: '%.*s' gave %g", n, FMT(bad[n]), d);
        assert_true(d > 41.9 && d < 42.1);
    }
}

TEST(random_decimals_match_the_library)
{
    uint64_t seed = 1;
    char text[64];
    for (int n = 0; n < 20000; n++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        uint64_t digits = seed >> (n % 50);
        int exponent = (int)(seed >> 58) - 32;
        if (n % 3 == 0)
            (void)snprintf(text, sizeof(text), "%" PRIu64 "e%d", digits, exponent);
        else
            (void)snprintf(text, sizeof(text), "%" PRIu64 ".%" PRIu64, digits >> 20, seed >> 44);
        double got = 0, want = strtod(text, NULL);
        assert_true(str_f64(str_c(text), &got));
        if (memcmp(&got, &want, sizeof(got)) != 0)
            fail_msg("%s gave %.17g", text, got);
    }
}

TEST(endless_numbers_are_refused)
{
    static char text[F64_TEXT_BYTES + 1];
    double d = 0;
    memset(text, '1', sizeof(text));
    assert_false(str_f64(str_make(text, sizeof(text)), &d));
    memset(text, '0', sizeof(text));
    text[1] = '.';
    assert_true(str_f64(str_make(text, 200), &d));
}

TEST(truth_has_eight_words)
{
    bool b = false;
    assert_true(str_bool(S("true"), &b) && b);
    assert_true(str_bool(S("FALSE"), &b) && !b);
    assert_true(str_bool(S("1"), &b) && b);
    assert_true(str_bool(S("0"), &b) && !b);
    assert_true(str_bool(S("Yes"), &b) && b);
    assert_true(str_bool(S("no"), &b) && !b);
    assert_true(str_bool(S("on"), &b) && b);
    assert_true(str_bool(S("off"), &b) && !b);
    b = true;
    assert_false(str_bool(S("2"), &b));
    assert_false(str_bool(S(""), &b));
    assert_false(str_bool((struct str){ NULL, 0 }, &b));
    assert_true(b);
}
