#include "base/zone.c"

#include "base/test.h"

enum { TEST_ARENA = 4 << 20 };

static struct arena arena;

static const struct zone *load(const char *name)
{
    const struct zone *z;

    if (arena.name == NULL)
        arena_init(&arena, "test", TEST_ARENA);
    assert_true(zone_load(&arena, str_c(name), &z));
    return z;
}

static int64_t seconds(const char *text)
{
    int64_t ms;

    assert_true(clock_parse(str_c(text), &ms));
    return ms / MS_PER_SECOND;
}

static void check_offset(const char *zone, const char *utc, int64_t minutes)
{
    struct zone_period p = zone_at(load(zone), seconds(utc));

    assert_int_equal(p.offset_s, minutes * 60);
    assert_true(p.start_s <= seconds(utc) && seconds(utc) < p.end_s);
}

TEST(zone_offsets_are_those_of_the_database)
{
    check_offset("Europe/Berlin", "1950-01-01T00:00:00Z", 60);
    check_offset("Europe/Berlin", "2026-03-29T00:59:59Z", 60);
    check_offset("Europe/Berlin", "2026-03-29T01:00:00Z", 120);
    check_offset("Europe/Berlin", "2026-10-25T00:59:59Z", 120);
    check_offset("Europe/Berlin", "2026-10-25T01:00:00Z", 60);
    check_offset("America/New_York", "2026-03-08T06:59:59Z", -300);
    check_offset("America/New_York", "2026-03-08T07:00:00Z", -240);
    check_offset("America/New_York", "2026-11-01T05:59:59Z", -240);
    check_offset("America/New_York", "2026-11-01T06:00:00Z", -300);
    check_offset("Asia/Kolkata", "2026-07-01T00:00:00Z", 330);
    check_offset("Australia/Lord_Howe", "2026-01-01T00:00:00Z", 660);
    check_offset("Europe/Dublin", "2026-07-01T00:00:00Z", 60);
    check_offset("Europe/Dublin", "2026-01-01T00:00:00Z", 0);
    check_offset("UTC", "2026-01-01T00:00:00Z", 0);
}

/* Far behind the last change that files list, so that the rule at their end is asked. */
TEST(zone_rules_hold_for_ever)
{
    check_offset("Europe/Berlin", "2199-07-01T00:00:00Z", 120);
    check_offset("Europe/Berlin", "2199-12-31T23:59:59Z", 60);
    check_offset("America/New_York", "2199-07-01T00:00:00Z", -240);
    check_offset("Australia/Sydney", "2199-12-31T00:00:00Z", 660);
    check_offset("Australia/Sydney", "2199-07-01T00:00:00Z", 600);
}

TEST(zone_walls_that_show_a_time_twice_mean_the_first)
{
    assert_int_equal(zone_utc(load("Europe/Berlin"), seconds("2026-10-25T02:30:00Z")),
                     seconds("2026-10-25T00:30:00Z"));
    assert_int_equal(zone_utc(load("America/New_York"), seconds("2026-11-01T01:30:00Z")),
                     seconds("2026-11-01T05:30:00Z"));
}

TEST(zone_walls_that_skip_a_time_mean_the_jump)
{
    assert_int_equal(zone_utc(load("Europe/Berlin"), seconds("2026-03-29T02:30:00Z")),
                     seconds("2026-03-29T01:00:00Z"));
    assert_int_equal(zone_utc(load("America/New_York"), seconds("2026-03-08T02:00:00Z")),
                     seconds("2026-03-08T07:00:00Z"));
}

TEST(zone_local_and_utc_are_inverse)
{
    static const char *const names[] = { "Europe/Berlin", "America/New_York",  "Asia/Kathmandu",
                                         "Pacific/Apia",  "Africa/Casablanca", "UTC" };

    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        const struct zone *z = load(names[i]);
        for (int64_t day = 0; day < 800; day++) { /* at noon no clock changes */
            int64_t local = seconds("2025-06-01T12:00:00Z") + day * SECONDS_PER_DAY;
            assert_int_equal(zone_local(z, zone_utc(z, local)), local);
        }
    }
}

TEST(zone_names_that_are_none_are_refused)
{
    static const char *const names[] = {
        "",       "Mars/Olympus", "../../../etc/passwd", "/etc/passwd",
        "Europe", "zone.tab",     "Europe/Berlin\n"
    };
    const struct zone *z;

    (void)load("UTC");
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        assert_false(zone_load(&arena, str_c(names[i]), &z));
}

TEST(zone_rules_are_read_in_every_form)
{
    struct tail t;

    assert_true(read_tail(S("<+0330>-3:30"), &t));
    assert_int_equal(t.standard_s, 12600);
    assert_false(t.has_dst);
    assert_true(read_tail(S("IST-1GMT0,M10.5.0,M3.5.0/1"), &t));
    assert_int_equal(t.summer_s, 0);
    assert_true(read_tail(S("XXX3YYY,J60/0,300/-1:30"), &t));
    assert_int_equal(rule_day(&t.begin, 2024), clock_day_of_date((struct date){ 2024, 3, 1 }));
    assert_int_equal(rule_day(&t.begin, 2025), clock_day_of_date((struct date){ 2025, 3, 1 }));
    assert_int_equal(rule_day(&t.end, 2025), clock_day_of_date((struct date){ 2025, 10, 28 }));
    assert_int_equal(t.end.time_s, -5400);
    static const char *const bad[] = { "", "CET", "CET-1CEST", "CET-1CEST,M13.1.0,M1.1.0",
                                       "A9B,M1" };
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        assert_false(read_tail(str_c(bad[i]), &t));
}

TEST(zone_files_that_are_cut_or_changed_do_no_harm)
{
    static char bytes[ZONE_FILE_BYTES];
    struct str text;
    struct zone z;

    (void)load("UTC");
    assert_true(read_file(S("Europe/Berlin"), bytes, &text));
    assert_true(read_zone(&arena, text, &z));
    char *copy = arena_alloc(&arena, text.len);
    for (size_t n = 0; n < text.len; n += 7) {
        struct arena_mark mark = arena_mark(&arena);
        (void)read_zone(&arena, str_to(text, n), &z);
        memcpy(copy, text.p, text.len);
        copy[n] = (char)(copy[n] ^ 0xff);
        if (read_zone(&arena, str_make(copy, text.len), &z))
            (void)zone_at(&z, seconds("2026-01-01T00:00:00Z"));
        arena_rewind(&arena, mark);
    }
}
