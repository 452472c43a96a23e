#include "base/clock.c"

#include "base/test.h"

static struct str time_text(int64_t ms, void (*add)(struct buf *, int64_t))
{
    static char text[64];
    struct buf b;
    buf_init_fixed(&b, text, sizeof(text));
    add(&b, ms);
    return buf_str(&b);
}

TEST(times_are_written_with_trimmed_milliseconds)
{
    assert_str_equal(time_text(0, buf_add_time), S("1970-01-01T00:00:00Z"));
    assert_str_equal(time_text(1, buf_add_time), S("1970-01-01T00:00:00.001Z"));
    assert_str_equal(time_text(1764000000500, buf_add_time), S("2025-11-24T16:00:00.5Z"));
    assert_str_equal(time_text(1764000000120, buf_add_time), S("2025-11-24T16:00:00.12Z"));
    assert_str_equal(time_text(1764000000020, buf_add_time), S("2025-11-24T16:00:00.02Z"));
    assert_str_equal(time_text(-1, buf_add_time), S("1969-12-31T23:59:59.999Z"));
    assert_str_equal(time_text(1764000000999, buf_add_time0), S("2025-11-24T16:00:00Z"));
    assert_str_equal(time_text(951782400000, buf_add_time0), S("2000-02-29T00:00:00Z"));
}

static void assert_parsed(struct str s, int64_t want)
{
    int64_t ms = 0;
    if (!clock_parse(s, &ms))
        fail_msg("'%.*s' refused", FMT(s));
    if (ms != want)
        fail_msg("'%.*s' gave %lld", FMT(s), (long long)ms);
}

TEST(parsing_takes_every_rfc3339_form)
{
    const int64_t ten = 1795514400000; /* 2026-11-24T10:00:00Z */
    assert_parsed(S("2026-11-24T10:00:00Z"), ten);
    assert_parsed(S("2026-11-24t10:00:00z"), ten);
    assert_parsed(S("2026-11-24 10:00:00"), ten);
    assert_parsed(S("2026-11-24T10:00:00"), ten);
    assert_parsed(S("2026-11-24T10:00:00.5"), ten + 500);
    assert_parsed(S("2026-11-24T10:00:00.123456789Z"), ten + 123);
    assert_parsed(S("2026-11-24T10:00:00.1239999999999999999999999Z"), ten + 123);
    assert_parsed(S("2026-11-24T12:00:00+02:00"), ten);
    assert_parsed(S("2026-11-24T12:00:00.25+0200"), ten + 250);
    assert_parsed(S("2026-11-24T12:00:00+02"), ten);
    assert_parsed(S("2026-11-24T04:30:00-05:30"), ten);
    assert_parsed(S("2026-11-24T10:00:00-00:00"), ten);
    assert_parsed(S("2026-11-24"), ten - 10 * MS_PER_HOUR);
    assert_parsed(S("2016-12-31T23:59:60Z"), 1483228800000);
    assert_parsed(S("0001-01-01T00:00:00Z"), -62135596800000);
    assert_parsed(S("9999-12-31T23:59:59.999Z"), 253402300799999);
}

TEST(parsing_refuses_the_rest)
{
    static const struct str bad[] = {
        S(""),
        S("2026"),
        S("2026-11"),
        S("2026-11-2"),
        S("2026-13-01"),
        S("2026-00-01"),
        S("2026-11-31"),
        S("2026-11-00"),
        S("2025-02-29"),
        S("1900-02-29"),
        S("2026-11-24T"),
        S("2026-11-24T10"),
        S("2026-11-24T10:00"),
        S("2026-11-24T24:00:00Z"),
        S("2026-11-24T10:60:00Z"),
        S("2026-11-24T10:00:61Z"),
        S("2026-11-24T10:00:00.Z"),
        S("2026-11-24T10:00:00 Z"),
        S("2026-11-24T10:00:00Zx"),
        S("2026-11-24T10:00:00+"),
        S("2026-11-24T10:00:00+2"),
        S("2026-11-24T10:00:00+24:00"),
        S("2026-11-24T10:00:00+02:60"),
        S("2026-11-24T10:00:00+02:0"),
        S("2026-11-24T10:00:00+02:000"),
        S("2026-11-24T10:00:00+02:"),
        S("2026/11/24"),
        S("2026-11-24x10:00:00Z"),
        S("2026-1--24"),
        S("-026-11-24"),
        S("0000-01-01T00:00:00Z"),
        S("0001-01-01T00:00:00+01:00"),
        S("9999-12-31T23:59:59-01:00"),
        S("2026-11-24T1a:00:00Z"),
        S("20261124T100000Z"),
        S("1795514400"),
        { NULL, 0 },
    };
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        int64_t ms = 42;
        if (clock_parse(bad[i], &ms))
            fail_msg("'%.*s' taken", FMT(bad[i]));
        assert_int_equal(ms, 42);
    }
}

TEST(writing_and_parsing_agree_over_all_years)
{
    for (int64_t day = -719162; day < 2932896; day += 13) {
        int64_t ms = day * MS_PER_DAY + (day * 7919 % MS_PER_DAY + MS_PER_DAY) % MS_PER_DAY;
        int64_t back = 0;
        assert_true(clock_parse(time_text(ms, buf_add_time), &back));
        assert_int_equal(back, ms);
    }
}

TEST(the_calendar_agrees_with_the_library)
{
    for (int64_t day = -100000; day < 200000; day += 17) {
        time_t t = (time_t)(day * (MS_PER_DAY / MS_PER_SECOND));
        struct tm tm;
        assert_non_null(gmtime_r(&t, &tm));
        struct date d = clock_date(day);
        assert_int_equal(d.year, tm.tm_year + 1900);
        assert_int_equal(d.month, tm.tm_mon + 1);
        assert_int_equal(d.day, tm.tm_mday);
        assert_int_equal(clock_day_of_date(d), day);
    }
}

TEST(days_and_hours_round_down)
{
    assert_int_equal(clock_day(0), 0);
    assert_int_equal(clock_day(-1), -1);
    assert_int_equal(clock_day(MS_PER_DAY - 1), 0);
    assert_int_equal(clock_day(MS_PER_DAY), 1);
    assert_int_equal(clock_day(-MS_PER_DAY), -1);
    assert_int_equal(clock_hour(MS_PER_HOUR - 1), 0);
    assert_int_equal(clock_hour(-1), -1);
}

TEST(http_date_is_fixed_width)
{
    struct arena a;
    arena_init(&a, "test", 1 << 16);
    assert_str_equal(clock_http_date(&a, 784111777000), S("Sun, 06 Nov 1994 08:49:37 GMT"));
    assert_str_equal(clock_http_date(&a, 0), S("Thu, 01 Jan 1970 00:00:00 GMT"));
    assert_str_equal(clock_http_date(&a, -MS_PER_DAY), S("Wed, 31 Dec 1969 00:00:00 GMT"));
    assert_str_equal(clock_http_date(&a, 1795514400000), S("Tue, 24 Nov 2026 10:00:00 GMT"));
    arena_release(&a);
}

TEST(tests_may_set_the_time)
{
    clock_set_for_test(123);
    assert_int_equal(clock_now_ms(), 123);
    clock_set_for_test(0);
    assert_true(clock_now_ms() > 1700000000000);
}

TEST(the_environment_may_fix_the_time)
{
    assert_int_equal(setenv("GOSNAG_CLOCK_MS", "777", 1), 0);
    is_env_read = false;
    assert_int_equal(clock_now_ms(), 777);
    assert_int_equal(unsetenv("GOSNAG_CLOCK_MS"), 0);
    clock_set_for_test(0);
}

TEST(monotonic_time_does_not_go_back)
{
    int64_t one = clock_monotonic_us(), two = clock_monotonic_us();
    assert_true(two >= one);
    assert_true(clock_monotonic_ms() >= one / 1000);
}
