#include "feature/alert/alert_mute.c"

#include "base/test.h"

enum { MONDAY_S = 1700438400 }; /* 2023-11-20T00:00:00Z */

static struct arena arena;
static struct ctx cx;

static void fresh(void)
{
    arena_init(&arena, "test", 1 << 20);
    cx = (struct ctx){ .arena = &arena, .now_ms = (int64_t)MONDAY_S * MS_PER_SECOND };
}

static struct alert_mute mute_of(const char *days, const char *from, const char *until,
                                 const char *zone)
{
    struct str *items = arena_array(&arena, struct str, WEEK);
    struct str rest = str_c(days);
    size_t n = 0;

    while (rest.len > 0) {
        size_t blank = str_find_char(rest, ' ');
        items[n++] = str_to(rest, blank);
        rest = str_from(rest, blank + 1);
    }
    return (struct alert_mute){ { items, n }, str_c(from), str_c(until), str_c(zone) };
}

/* Minutes from Monday on until it may speak again, when it rings so many minutes after. */
static int64_t speaks(const struct alert_mute *mute, int64_t rings_min)
{
    int64_t at_ms = ((int64_t)MONDAY_S + rings_min * MINUTE_S) * MS_PER_SECOND;

    return (alert_mute_end(&cx, mute, at_ms) / MS_PER_SECOND - MONDAY_S) / MINUTE_S;
}

TEST(a_muted_alert_speaks_when_its_window_ends)
{
    fresh();
    struct alert_mute mute = mute_of("mon", "09:00", "17:30", "UTC");
    assert_int_equal(speaks(&mute, 8 * 60 + 59), 8 * 60 + 59);
    assert_int_equal(speaks(&mute, 9 * 60), 17 * 60 + 30);
    assert_int_equal(speaks(&mute, 17 * 60 + 29), 17 * 60 + 30);
    assert_int_equal(speaks(&mute, 17 * 60 + 30), 17 * 60 + 30);
    assert_int_equal(speaks(&mute, 33 * 60), 33 * 60); /* Tuesday */
    arena_release(&arena);
}

TEST(a_night_belongs_to_the_day_on_which_it_begins)
{
    fresh();
    struct alert_mute mute = mute_of("sun", "22:00", "06:00", "UTC");
    assert_int_equal(speaks(&mute, 60), 6 * 60);
    assert_int_equal(speaks(&mute, 23 * 60), 23 * 60);
    arena_release(&arena);
}

TEST(windows_that_follow_each_other_are_one)
{
    fresh();
    struct alert_mute mute = mute_of("mon tue wed", "00:00", "00:00", "UTC");
    assert_int_equal(speaks(&mute, 60), 3 * 24 * 60);
    arena_release(&arena);
}

TEST(hours_are_those_of_the_zone_on_both_sides_of_a_change_of_clocks)
{
    fresh();
    struct alert_mute mute = mute_of("mon", "00:00", "08:00", "America/New_York");
    assert_int_equal(speaks(&mute, 4 * 60 + 59), 4 * 60 + 59);
    assert_int_equal(speaks(&mute, 5 * 60), 13 * 60);
    cx.now_ms = 1699164000000; /* 2023-11-05T06:00Z: clocks went back that night */
    mute = mute_of("sun", "00:00", "08:00", "America/New_York");
    assert_int_equal(alert_mute_end(&cx, &mute, cx.now_ms), 1699189200000); /* 13:00Z */
    arena_release(&arena);
}

TEST(a_schedule_that_makes_no_sense_is_refused_by_its_member)
{
    static const struct {
        const char *days, *from, *until, *zone, *field;
    } cases[] = {
        { "mon", "09:00", "17:00", "UTC", NULL },
        { "", "x", "x", "x", NULL },
        { "mo", "09:00", "17:00", "UTC", "mute.days" },
        { "mon", "9:00", "17:00", "UTC", "mute.from" },
        { "mon", "24:00", "17:00", "UTC", "mute.from" },
        { "mon", "09:00", "17:60", "UTC", "mute.until" },
        { "mon", "09:00", "17:00", "Mars/Base", "mute.zone" },
        { "mon tue wed thu fri sat sun", "07:00", "07:00", "UTC", "mute.days" },
    };

    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        fresh();
        struct alert_mute mute =
            mute_of(cases[i].days, cases[i].from, cases[i].until, cases[i].zone);
        enum status st = alert_mute_check(&cx, &mute);
        assert_int_equal(st, cases[i].field == NULL ? OK : E_INVALID);
        if (st != OK)
            assert_string_equal(cx.err.field, cases[i].field);
        arena_release(&arena);
    }
}
