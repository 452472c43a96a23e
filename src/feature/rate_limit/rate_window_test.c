#include "feature/rate_limit/rate_window.c"

#include "base/test.h"

/* 2023-11-14T22:13:20Z: 20 s into the minute, 1 h 46 min 40 s before midnight. */
#define NOW_MS INT64_C(1700000000000)

static int64_t send(int64_t id, const struct rates *limits, int64_t now_ms)
{
    struct rate_counted what = { RATE_OF_PROJECT, id, 0 };
    int64_t wait_s = rate_window_wait(&what, limits, now_ms);

    if (wait_s == 0)
        rate_window_add(&what, 1, now_ms);
    return wait_s;
}

TEST(rate_without_a_limit_is_endless)
{
    for (int i = 0; i < 1000; i++)
        assert_int_equal(send(1, &(struct rates){ 0 }, NOW_MS), 0);
}

TEST(rate_of_a_minute_ends_with_the_minute)
{
    struct rates two = { .per_minute = 2 };

    assert_int_equal(send(2, &two, NOW_MS), 0);
    assert_int_equal(send(2, &two, NOW_MS + 1), 0);
    assert_int_equal(send(2, &two, NOW_MS + 2), 40);
    assert_int_equal(send(2, &two, NOW_MS + 39999), 1);
    assert_int_equal(send(2, &two, NOW_MS + 40000), 0);
}

TEST(rate_names_the_longest_window_that_is_full)
{
    struct rates both = { .per_minute = 1, .per_day = 2 };

    assert_int_equal(send(3, &both, NOW_MS), 0);
    assert_int_equal(send(3, &both, NOW_MS), 40);
    assert_int_equal(send(3, &both, NOW_MS + MS_PER_MINUTE), 0);
    assert_int_equal(send(3, &both, NOW_MS + 2 * MS_PER_MINUTE), 6400 - 120);
}

TEST(rate_of_one_is_not_that_of_another)
{
    struct rates one = { .per_hour = 1 };
    struct rate_counted key = { RATE_OF_KEY, 4, 0 }, category = { RATE_OF_CATEGORY, 4, 2 };

    assert_int_equal(send(4, &one, NOW_MS), 0);
    assert_true(send(4, &one, NOW_MS) > 0);
    assert_int_equal(send(5, &one, NOW_MS), 0);
    assert_int_equal(rate_window_wait(&key, &one, NOW_MS), 0);
    assert_int_equal(rate_window_wait(&category, &one, NOW_MS), 0);
}

TEST(rate_goes_on_from_what_a_restart_found)
{
    struct rates day = { .per_day = 10 };

    rate_window_seed(&(struct rate_counted){ RATE_OF_PROJECT, 6, 0 }, 0, 9, NOW_MS);
    assert_int_equal(send(6, &day, NOW_MS), 0);
    assert_int_equal(send(6, &day, NOW_MS), 6400);
}

TEST(rate_counters_make_room_for_new_ones)
{
    struct rates one = { .per_minute = 1 };

    for (int64_t id = 1000; id < 1000 + 3 * COUNTERS; id++) {
        assert_int_equal(send(id, &one, NOW_MS + id), 0);
        assert_true(send(id, &one, NOW_MS + id) > 0);
    }
}

TEST(rate_is_shared_among_processes)
{
    struct rates three = { .per_hour = 3 };

    rate_limit_share(2);
    assert_int_equal(send(8, &three, NOW_MS), 0);
    assert_int_equal(send(8, &three, NOW_MS), 0);
    assert_true(send(8, &three, NOW_MS) > 0);
    rate_limit_share(0);
    assert_int_equal(send(8, &three, NOW_MS), 0);
    assert_true(send(8, &three, NOW_MS) > 0);
}
