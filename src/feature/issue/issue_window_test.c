#include "feature/issue/issue_window.c"

#include "base/test.h"

enum { START_MIN = 29920000 };

static int64_t add_at(struct issue_window *w, int64_t window_minutes, int64_t minute)
{
    return window_add(w, window_minutes, (START_MIN + minute) * MS_PER_MINUTE);
}

TEST(a_window_sums_its_last_minutes)
{
    struct issue_window w = { 0 };

    assert_int_equal(add_at(&w, 5, 0), 1);
    assert_int_equal(add_at(&w, 5, 0), 2);
    assert_int_equal(add_at(&w, 5, 4), 3);
    assert_int_equal(add_at(&w, 5, 5), 2);
    assert_int_equal(add_at(&w, 5, 30), 1);
}

TEST(a_long_window_is_exact_to_one_bucket)
{
    enum { WEEK = WINDOW_MINUTES_MAX };
    struct issue_window w = { 0 };

    assert_int_equal(add_at(&w, WEEK, 0), 1);
    assert_int_equal(add_at(&w, WEEK, WEEK / 2), 2);
    assert_int_equal(add_at(&w, WEEK, 3 * WEEK), 1);
}

TEST(a_clock_that_jumps_back_counts_in_the_newest_bucket)
{
    struct issue_window w = { 0 };

    assert_int_equal(add_at(&w, 5, 100), 1);
    assert_int_equal(add_at(&w, 5, 3), 2);
}

TEST(a_window_survives_being_stored)
{
    struct issue_window w = { 0 }, again;

    (void)add_at(&w, 5, 0);
    window_load(&again, window_bytes(&w));
    assert_int_equal(add_at(&again, 5, 1), 2);
    window_load(&again, S("torn"));
    assert_int_equal(add_at(&again, 5, 1), 1);
}
