#include "base/str_fold.c"

#include "base/test.h"

enum { ROOMY = 1 << 20 };

static struct arena a;

static struct arena *fresh(void)
{
    arena_release(&a);
    arena_init(&a, "test", ROOMY);
    return &a;
}

TEST(folding_knows_three_alphabets)
{
    assert_str_equal(str_fold(fresh(), S("Hello")), S("hello"));
    assert_str_equal(str_fold(&a, S("\xC3\x84\xC3\x96\xC3\x9C")), S("\xC3\xA4\xC3\xB6\xC3\xBC"));
    assert_str_equal(str_fold(&a, S("\xCE\xA3\xCE\xAF\xCF\x82")), S("\xCF\x83\xCE\xAF\xCF\x83"));
    assert_str_equal(str_fold(&a, S("\xD0\x9F\xD0\xA0\xD0\x81")), S("\xD0\xBF\xD1\x80\xD1\x91"));
    assert_str_equal(str_fold(&a, S("\xC5\x81\xC3\xB3")), S("\xC5\x82\xC3\xB3"));
    assert_true(str_is_null(str_fold(&a, (struct str){ NULL, 0 })));
    assert_str_equal(str_fold(&a, S("")), S(""));
}

TEST(folding_leaves_what_has_no_case)
{
    struct str s = S("1 \xC3\x97 \xC3\xB7 \xE6\x97\xA5 \xF0\x9F\x98\x80 \xC3\x9F \xC4\xB0");
    assert_str_equal(str_fold(fresh(), s), s);
}

TEST(folding_may_change_the_length)
{
    assert_int_equal(fold_code_point(0x023A), 0x2C65); /* two bytes to three */
    assert_int_equal(fold_code_point(0x1E9E), 0x00DF); /* three to two */
    assert_int_equal(fold_code_point(0x212A), 'k');    /* three to one */
    char text[200];
    for (size_t i = 0; i < sizeof(text); i += 2)
        memcpy(text + i, "\xC8\xBA", 2);
    for (size_t n = 0; n <= sizeof(text); n += 2) {
        struct str out = str_fold(fresh(), str_make(text, n));
        assert_int_equal(out.len, n / 2 * 3);
        assert_true(str_is_utf8(out));
    }
}

TEST(folding_keeps_bad_bytes)
{
    assert_str_equal(str_fold(fresh(), S("A\xFF\xC3")), S("a\xFF\xC3"));
}

TEST(folding_twice_changes_nothing_more)
{
    for (uint32_t cp = 0; cp < 0x11000; cp++) {
        uint32_t folded = fold_code_point(cp);
        if (fold_code_point(folded) != folded)
            fail_msg("U+%04X", (unsigned)cp);
    }
}

TEST(the_table_is_sorted_and_even)
{
    for (size_t i = 0; i < ARRAY_LEN(fold_ranges); i++) {
        const struct fold_range *row = &fold_ranges[i];
        assert_true(row->first <= row->last);
        assert_int_equal((row->last - row->first) % row->step, 0);
        assert_true(i == 0 || fold_ranges[i - 1].last < row->first);
    }
    arena_release(&a);
}
