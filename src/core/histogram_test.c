#include "core/histogram.c"

#include "base/test.h"

TEST(histogram_percentiles_are_bounds_of_buckets)
{
    static struct histogram h;
    struct histogram_counts c;
    for (int i = 0; i < 98; i++)
        histogram_note(&h, 3);
    histogram_note(&h, 41);
    histogram_note(&h, 999999);
    histogram_read(&h, &c);
    assert_int_equal(histogram_total(&c), 100);
    assert_int_equal(histogram_percentile_ms(&c, 50), 5);
    assert_int_equal(histogram_percentile_ms(&c, 99), 50);
    assert_int_equal(histogram_percentile_ms(&c, 100), 10000);
}

TEST(histogram_knows_the_last_minutes_by_a_difference)
{
    static struct histogram h;
    struct histogram_counts before, now, recent;
    histogram_note(&h, 5000);
    histogram_read(&h, &before);
    histogram_note(&h, 1);
    histogram_read(&h, &now);
    recent = histogram_since(&now, &before);
    assert_int_equal(histogram_total(&recent), 1);
    assert_int_equal(histogram_percentile_ms(&recent, 99), 1);
}

TEST(histogram_of_nothing_is_zero)
{
    static const struct histogram_counts none;
    assert_int_equal(histogram_percentile_ms(&none, 99), 0);
}
