#include "feature/event/event_filter.c"

#include "base/test.h"

TEST(filters_have_a_place_that_no_fingerprint_has)
{
    for (enum event_filter f = FILTER_NONE + 1; f < FILTER_COUNT; f++) {
        assert_int_equal(event_filter_of_place(event_filter_place(f)), f);
        assert_true(event_filter_place(f) < -(INT64_C(1) << 62));
        assert_true(str_starts(str_c(event_filter_outcome(f)), S("filtered:")));
        assert_true(event_filter_name(f)[0] != '\0');
    }
    assert_int_equal(event_filter_of_place(0), FILTER_NONE);
    assert_int_equal(event_filter_of_place(65535), FILTER_NONE);
    assert_int_equal(event_filter_of_place(-1), FILTER_NONE);
    assert_int_equal(event_filter_of_place(-(INT64_C(1) << 62)), FILTER_NONE);
}

/* Rows of old stores say these numbers. */
TEST(filters_keep_their_numbers)
{
    assert_int_equal(FILTER_ADDRESS, 1);
    assert_int_equal(FILTER_USER_AGENT, 2);
    assert_int_equal(FILTER_RELEASE, 3);
    assert_int_equal(FILTER_ENVIRONMENT, 4);
    assert_int_equal(FILTER_MESSAGE, 5);
    assert_int_equal(FILTER_ERROR_TYPE, 6);
    assert_int_equal(FILTER_BROWSER_EXTENSION, 7);
    assert_int_equal(FILTER_LOCALHOST, 8);
    assert_int_equal(FILTER_WEB_CRAWLER, 9);
    assert_int_equal(FILTER_HEALTH_CHECK, 10);
    assert_string_equal(event_filter_name(99), "unknown");
}
