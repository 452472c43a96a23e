#include "feature/release/release_version.c"

#include "base/test.h"

static int compare(const char *a, int64_t a_id, const char *b, int64_t b_id)
{
    struct release_place x = { str_c(a), a_id }, y = { str_c(b), b_id };
    int c = release_compare(&x, &y);

    assert_int_equal(release_compare(&y, &x), -c);
    return c;
}

TEST(semantic_versions_are_ordered_by_their_numbers)
{
    assert_int_equal(compare("1.9.0", 9, "1.10.0", 1), -1);
    assert_int_equal(compare("shop@2.4.1", 9, "shop@2.5.0", 1), -1);
    assert_int_equal(compare("v2.0", 9, "1.99.99", 1), 1);
    assert_int_equal(compare("1.2.3.4", 9, "1.2.3.5", 1), -1);
    assert_int_equal(compare("2.4.1+77", 3, "2.4.1+78", 5), -1);
}

TEST(a_pre_release_is_earlier_than_its_version)
{
    assert_int_equal(compare("1.0.0-rc.1", 9, "1.0.0", 1), -1);
    assert_int_equal(compare("1.0.0-alpha", 9, "1.0.0-alpha.1", 1), -1);
    assert_int_equal(compare("1.0.0-alpha.2", 9, "1.0.0-alpha.11", 1), -1);
    assert_int_equal(compare("1.0.0-11", 9, "1.0.0-beta", 1), -1);
}

TEST(what_is_no_version_goes_by_first_appearance)
{
    assert_int_equal(compare("a93c7d2", 3, "b11f000", 5), -1);
    assert_int_equal(compare("2.0.0", 3, "nightly", 5), -1);
    assert_int_equal(compare("shop@9.0.0", 3, "api@1.0.0", 5), -1);
    assert_int_equal(compare("1.", 3, "1.0", 5), -1);
    assert_int_equal(compare("99999999999999999999.1", 3, "1.0", 5), -1);
}

TEST(a_release_that_was_never_seen_is_the_later_one)
{
    assert_int_equal(compare("nightly", 5, "tomorrow", 0), -1);
}

TEST(the_same_text_is_the_same_release)
{
    assert_int_equal(compare("nightly", 5, "nightly", 0), 0);
}
