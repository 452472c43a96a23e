#include "base/str.c"

#include "base/test.h"

enum { ROOMY = 1 << 20 };

static struct arena a;

static struct arena *fresh(void)
{
    arena_release(&a);
    arena_init(&a, "test", ROOMY);
    return &a;
}

#define NONE ((struct str){ NULL, 0 })

TEST(c_strings_become_slices)
{
    assert_str_equal(str_c("abc"), S("abc"));
    assert_true(str_is_null(str_c(NULL)));
    assert_false(str_is_null(str_c("")));
}

TEST(equal_means_same_bytes)
{
    assert_true(str_eq(S("a"), S("a")));
    assert_true(str_eq(NONE, S("")));
    assert_false(str_eq(S("a"), S("b")));
    assert_false(str_eq(S("a"), S("ab")));
    assert_true(str_eq(S("a\0b"), S("a\0b")));
    assert_false(str_eq(S("a\0b"), S("a\0c")));
}

TEST(folding_is_ascii_only)
{
    assert_true(str_eq_fold(S("Content-TYPE"), S("content-type")));
    assert_false(str_eq_fold(S("[abc"), S("{abc")));
    assert_false(str_eq_fold(S("\xC3\x84"), S("\xC3\xA4")));
    assert_false(str_eq_fold(S("abc"), S("ab")));
    assert_true(str_eq_fold(NONE, S("")));
}

TEST(comparison_orders_by_bytes_then_length)
{
    assert_true(str_cmp(S("a"), S("b")) < 0);
    assert_true(str_cmp(S("b"), S("a")) > 0);
    assert_true(str_cmp(S("a"), S("ab")) < 0);
    assert_true(str_cmp(S("ab"), S("a")) > 0);
    assert_true(str_cmp(S("\xFF"), S("a")) > 0);
    assert_int_equal(str_cmp(S("x"), S("x")), 0);
    assert_int_equal(str_cmp(NONE, S("")), 0);
}

TEST(starts_and_ends)
{
    assert_true(str_starts(S("abc"), S("ab")));
    assert_true(str_starts(S("abc"), S("")));
    assert_false(str_starts(S("abc"), S("bc")));
    assert_false(str_starts(S("a"), S("ab")));
    assert_true(str_starts_fold(S("ABc"), S("ab")));
    assert_false(str_starts_fold(S("A"), S("ab")));
    assert_true(str_ends(S("abc"), S("bc")));
    assert_true(str_ends(S("abc"), S("")));
    assert_false(str_ends(S("abc"), S("ab")));
    assert_false(str_ends(S("c"), S("bc")));
    assert_true(str_starts(NONE, S("")));
}

TEST(finding_gives_the_first_place_or_the_length)
{
    assert_int_equal(str_find(S("abcabc"), S("bc")), 1);
    assert_int_equal(str_find(S("abcabc"), S("x")), 6);
    assert_int_equal(str_find(S("abc"), S("")), 0);
    assert_int_equal(str_find(S("ab"), S("abc")), 2);
    assert_int_equal(str_find(NONE, S("a")), 0);
    assert_int_equal(str_find_char(S("a.b.c"), '.'), 1);
    assert_int_equal(str_rfind_char(S("a.b.c"), '.'), 3);
    assert_int_equal(str_find_char(S("abc"), '.'), 3);
    assert_int_equal(str_rfind_char(S("abc"), '.'), 3);
    assert_int_equal(str_find_char(NONE, '.'), 0);
    assert_int_equal(str_rfind_char(NONE, '.'), 0);
}

TEST(contains_knows_the_empty_needle)
{
    assert_true(str_contains(S("abc"), S("c")));
    assert_true(str_contains(S(""), S("")));
    assert_true(str_contains(NONE, S("")));
    assert_false(str_contains(S(""), S("a")));
    assert_true(str_contains_fold(S("Hello World"), S("LO wO")));
    assert_true(str_contains_fold(NONE, S("")));
    assert_false(str_contains_fold(NONE, S("a")));
    assert_false(str_contains_fold(S("abc"), S("abcd")));
}

TEST(folded_search_crosses_windows)
{
    static char text[3 * FOLD_WINDOW_BYTES];
    for (size_t at = 0; at + 3 <= sizeof(text); at += 37) {
        memset(text, 'x', sizeof(text));
        memcpy(text + at, "NeE", 3);
        assert_int_equal(find_fold(str_make(text, sizeof(text)), S("nEe")), at);
    }
    memset(text, 'x', sizeof(text));
    assert_int_equal(find_fold(str_make(text, sizeof(text)), S("nee")), sizeof(text));
    memcpy(text + sizeof(text) - 3, "nee", 3);
    assert_int_equal(find_fold(str_make(text, sizeof(text)), S("nee")), sizeof(text) - 3);
}

TEST(folded_search_takes_needles_longer_than_its_window)
{
    static char text[4 * FOLD_NEEDLE_BYTES], needle[FOLD_NEEDLE_BYTES + 5];
    memset(text, 'a', sizeof(text));
    memset(needle, 'A', sizeof(needle));
    text[sizeof(text) - 1] = 'B';
    needle[sizeof(needle) - 1] = 'b';
    size_t want = sizeof(text) - sizeof(needle);
    struct str s = str_make(text, sizeof(text));
    assert_int_equal(find_fold(s, str_make(needle, sizeof(needle))), want);
    needle[0] = 'c';
    assert_int_equal(find_fold(s, str_make(needle, sizeof(needle))), sizeof(text));
    needle[0] = 'a';
    needle[FOLD_NEEDLE_BYTES - 1] = 'b';
    text[sizeof(text) - 1] = 'b';
    assert_int_equal(find_fold(s, str_make(needle, FOLD_NEEDLE_BYTES)),
                     sizeof(text) - FOLD_NEEDLE_BYTES);
}

TEST(slices_clamp)
{
    assert_str_equal(str_from(S("abc"), 1), S("bc"));
    assert_str_equal(str_from(S("abc"), 9), S(""));
    assert_str_equal(str_to(S("abc"), 2), S("ab"));
    assert_str_equal(str_to(S("abc"), 9), S("abc"));
    assert_str_equal(str_slice(S("abcdef"), 2, 4), S("cd"));
    assert_str_equal(str_slice(S("abcdef"), 4, 2), S(""));
    assert_str_equal(str_slice(S("abcdef"), 4, SIZE_MAX), S("ef"));
    assert_true(str_is_null(str_from(NONE, 3)));
    assert_true(str_is_null(str_to(NONE, 3)));
}

TEST(trim_takes_blanks_and_control_characters)
{
    assert_str_equal(str_trim(S(" \t\r\n a b \x01\x7f ")), S("a b"));
    assert_str_equal(str_trim(S("   ")), S(""));
    assert_str_equal(str_trim(S("\xC3\xA4 ")), S("\xC3\xA4"));
    assert_true(str_is_null(str_trim(NONE)));
    assert_str_equal(str_trim_char(S("//a/b//"), '/'), S("a/b"));
    assert_str_equal(str_trim_char(S("///"), '/'), S(""));
}

TEST(split_gives_every_part_also_empty_ones)
{
    static const struct str want[] = { S("a"), S(""), S("b"), S("") };
    struct str rest = S("a,,b,"), part;
    size_t n = 0;
    while (str_split(&rest, ',', &part)) {
        assert_true(n < ARRAY_LEN(want));
        assert_str_equal(part, want[n]);
        n++;
    }
    assert_int_equal(n, ARRAY_LEN(want));
    assert_true(str_is_null(rest));
    rest = S("");
    assert_true(str_split(&rest, ',', &part));
    assert_str_equal(part, S(""));
    assert_false(str_split(&rest, ',', &part));
}

TEST(first_line_ends_before_its_line_feed)
{
    assert_str_equal(str_first_line(S("a\r\nb")), S("a\r"));
    assert_str_equal(str_first_line(S("a")), S("a"));
    assert_str_equal(str_first_line(S("\n")), S(""));
    assert_true(str_is_null(str_first_line(NONE)));
}

TEST(copies_live_in_the_arena)
{
    struct str s = S("aBc"), d = str_dup(fresh(), s);
    assert_str_equal(d, s);
    assert_ptr_not_equal(d.p, s.p);
    assert_str_equal(str_lower(&a, S("AbC\xC3\x84")), S("abc\xC3\x84"));
    assert_str_equal(str_upper(&a, S("AbC\xC3\xA4")), S("ABC\xC3\xA4"));
    assert_true(str_is_null(str_dup(&a, NONE)));
    assert_true(str_is_null(str_lower(&a, NONE)));
    assert_true(str_is_null(str_upper(&a, NONE)));
    assert_false(str_is_null(str_dup(&a, S(""))));
}

TEST(edge_strings_end_with_nul)
{
    assert_string_equal(str_cz(fresh(), str_to(S("abcdef"), 3)), "abc");
    assert_string_equal(str_cz(&a, NONE), "");
}

TEST(printf_of_any_length)
{
    assert_str_equal(str_printf(fresh(), "%d-%s", 7, "x"), S("7-x"));
    char text[1000];
    memset(text, 'y', sizeof(text));
    for (int n = PRINTF_FIRST_BYTES - 2; n <= PRINTF_FIRST_BYTES + 2; n++)
        assert_str_equal(str_printf(&a, "%.*s", n, text), str_make(text, (size_t)n));
    assert_int_equal(str_printf(&a, "%.*s", (int)sizeof(text), text).len, sizeof(text));
    assert_str_equal(str_printf(&a, "%s", ""), S(""));
}

TEST(glob_is_case_blind_and_stars_take_anything)
{
    assert_true(str_glob(S("abc"), S("ABC")));
    assert_false(str_glob(S("abc"), S("ab")));
    assert_true(str_glob(S("abc"), S("*")));
    assert_true(str_glob(S(""), S("*")));
    assert_true(str_glob(S(""), S("")));
    assert_false(str_glob(S("a"), S("")));
    assert_true(str_glob(S("foo.bar"), S("*.BAR")));
    assert_true(str_glob(S("foo.bar"), S("foo*")));
    assert_true(str_glob(S("foo.bar"), S("*o.b*")));
    assert_true(str_glob(S("foo.bar"), S("f*o*r")));
    assert_false(str_glob(S("foo.bar"), S("f*x*r")));
    assert_true(str_glob(S("aXbXc"), S("a**x*c")));
    assert_false(str_glob(S("ab"), S("ab*b")));
    assert_false(str_glob(S("aba"), S("ab*ba")));
    assert_true(str_glob(S("abba"), S("ab*ba")));
    assert_true(str_glob(S("aab"), S("a*ab")));
    assert_false(str_glob(S("abc"), S("*d")));
    assert_false(str_glob(S("abc"), S("d*")));
    assert_false(str_glob(NONE, S("a*")));
    assert_true(str_glob(NONE, S("**")));
    assert_false(str_glob(S("ab"), S("*a*a*")));
    assert_true(str_glob(S("aba"), S("*a*a*")));
}

TEST(glob_with_many_stars_stays_linear)
{
    static char text[100000], pattern[2001];
    memset(text, 'a', sizeof(text));
    for (size_t i = 0; i < sizeof(pattern); i++)
        pattern[i] = i % 2 == 0 ? '*' : 'a';
    struct str p = str_make(pattern, sizeof(pattern));
    assert_true(str_glob(str_make(text, sizeof(text)), p));
    pattern[sizeof(pattern) - 2] = 'b';
    assert_false(str_glob(str_make(text, sizeof(text)), p));
    fresh();
    arena_release(&a);
}
