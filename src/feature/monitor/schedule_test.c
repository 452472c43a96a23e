#include "feature/monitor/schedule.c"

#include "base/arena.h"
#include "base/buf.h"
#include "base/test.h"

enum { TEST_ARENA = 16 << 20 };

static struct arena arena;

static int64_t ms_of(const char *text)
{
    int64_t ms;

    if (!clock_parse(str_c(text), &ms))
        fail_msg("%s is no time", text);
    return ms;
}

static struct str text_of(int64_t ms)
{
    struct buf b;

    buf_init(&b, &arena, 64);
    buf_add_time(&b, ms);
    return buf_str(&b);
}

/* A schedule, where it runs, after when, and its next runs. */
struct case_of_runs {
    const char *kind, *text, *timezone, *after;
    const char *next[4]; /* NULL = not looked at */
};

static void check(const struct case_of_runs *c)
{
    struct schedule s;

    if (arena.name == NULL)
        arena_init(&arena, "test", TEST_ARENA);
    if (!schedule_parse(&arena, str_c(c->kind), str_c(c->text), str_c(c->timezone), &s))
        fail_msg("%s is no schedule", c->text);
    assert_true(s.is_zone_known);
    int64_t at = ms_of(c->after);
    for (size_t i = 0; i < ARRAY_LEN(c->next) && c->next[i] != NULL; i++) {
        at = schedule_next(&s, at);
        if (!str_eq(text_of(at), str_c(c->next[i])))
            fail_msg("%s in %s after %s, run %zu: %.*s, not %s", c->text, c->timezone, c->after, i,
                     FMT(text_of(at)), c->next[i]);
    }
}

static const struct case_of_runs plain[] = {
    { "crontab",
      "* * * * *",
      "UTC",
      "2026-11-24T10:00:30Z",
      { "2026-11-24T10:01:00Z", "2026-11-24T10:02:00Z" } },
    { "crontab",
      "*/15 * * * *",
      "UTC",
      "2026-11-24T10:00:00Z",
      { "2026-11-24T10:15:00Z", "2026-11-24T10:30:00Z", "2026-11-24T10:45:00Z",
        "2026-11-24T11:00:00Z" } },
    { "crontab",
      "5/20 * * * *",
      "UTC",
      "2026-11-24T10:00:00Z",
      { "2026-11-24T10:05:00Z", "2026-11-24T10:25:00Z", "2026-11-24T10:45:00Z",
        "2026-11-24T11:05:00Z" } },
    { "crontab",
      "0,30 9-17 * * mon-fri",
      "UTC",
      "2026-11-27T17:00:00Z", /* a Friday */
      { "2026-11-27T17:30:00Z", "2026-11-30T09:00:00Z" } },
    { "crontab",
      "0 0 * * 7",
      "UTC",
      "2026-11-24T10:00:00Z",
      { "2026-11-29T00:00:00Z", "2026-12-06T00:00:00Z" } },
    { "crontab",
      "10-20/5,40 3 * jan,JUL *",
      "UTC",
      "2026-11-24T10:00:00Z",
      { "2027-01-01T03:10:00Z", "2027-01-01T03:15:00Z", "2027-01-01T03:20:00Z",
        "2027-01-01T03:40:00Z" } },
    /* both days restricted: either matches */
    { "crontab",
      "0 12 13 * fri",
      "UTC",
      "2026-11-10T00:00:00Z",
      { "2026-11-13T12:00:00Z", "2026-11-20T12:00:00Z", "2026-11-27T12:00:00Z",
        "2026-12-04T12:00:00Z" } },
    /* one begins with a star: both must match */
    { "crontab",
      "0 12 */2 * fri",
      "UTC",
      "2026-11-10T00:00:00Z",
      { "2026-11-13T12:00:00Z", "2026-11-27T12:00:00Z" } },
    { "crontab", "@hourly", "UTC", "2026-11-24T10:00:00Z", { "2026-11-24T11:00:00Z" } },
    { "crontab", "@daily", "UTC", "2026-11-24T10:00:00Z", { "2026-11-25T00:00:00Z" } },
    { "crontab", "@weekly", "UTC", "2026-11-24T10:00:00Z", { "2026-11-29T00:00:00Z" } },
    { "crontab", "@monthly", "UTC", "2026-11-24T10:00:00Z", { "2026-12-01T00:00:00Z" } },
    { "crontab", " @Yearly ", "UTC", "2026-11-24T10:00:00Z", { "2027-01-01T00:00:00Z" } },
};

TEST(schedule_runs_by_the_crontab)
{
    for (size_t i = 0; i < ARRAY_LEN(plain); i++)
        check(&plain[i]);
}

static const struct case_of_runs ends[] = {
    { "crontab",
      "0 0 31 * *",
      "UTC",
      "2026-01-31T00:00:00Z",
      { "2026-03-31T00:00:00Z", "2026-05-31T00:00:00Z", "2026-07-31T00:00:00Z" } },
    { "crontab",
      "0 0 L * *",
      "UTC",
      "2026-01-31T00:00:00Z",
      { "2026-02-28T00:00:00Z", "2026-03-31T00:00:00Z", "2026-04-30T00:00:00Z" } },
    { "crontab", "0 0 L 2 *", "UTC", "2027-03-01T00:00:00Z", { "2028-02-29T00:00:00Z" } },
    { "crontab",
      "0 0 29 2 *",
      "UTC",
      "2026-11-24T10:00:00Z",
      { "2028-02-29T00:00:00Z", "2032-02-29T00:00:00Z" } },
    { "crontab", "0 0 29 2 *", "UTC", "2096-03-01T00:00:00Z", { "2104-02-29T00:00:00Z" } },
    /* a star before the step: both days must match */
    { "crontab",
      "1 0 7 5 */7",
      "UTC",
      "2034-05-08T00:00:00Z",
      { "2045-05-07T00:01:00Z", "2051-05-07T00:01:00Z" } },
    { "crontab", "0 0 29 2 */7", "UTC", "2088-03-01T00:00:00Z", { "2128-02-29T00:00:00Z" } },
    { "crontab",
      "* 0 29 2 */7",
      "Europe/Berlin",
      "2088-03-01T00:00:00Z",
      { "2128-02-28T23:00:00Z" } },
    { "crontab", "0 9 * * 5#2", "UTC", "2026-11-14T00:00:00Z", { "2026-12-11T09:00:00Z" } },
    { "interval",
      "1 month",
      "UTC",
      "2026-01-31T08:00:00Z",
      { "2026-02-28T08:00:00Z", "2026-03-28T08:00:00Z" } },
    { "interval", "1 year", "UTC", "2028-02-29T08:00:00Z", { "2029-02-28T08:00:00Z" } },
    { "interval", "5 minute", "UTC", "2026-11-24T10:00:30Z", { "2026-11-24T10:05:30Z" } },
    { "interval", "2 hour", "Europe/Berlin", "2026-03-29T00:30:00Z", { "2026-03-29T02:30:00Z" } },
    { "interval", "2 week", "UTC", "2026-11-24T10:00:00Z", { "2026-12-08T10:00:00Z" } },
    /* a day on the wall has 23 hours */
    { "interval", "1 day", "Europe/Berlin", "2026-03-28T11:00:00Z", { "2026-03-29T10:00:00Z" } },
};

TEST(schedule_knows_ends_of_months_and_leap_days)
{
    for (size_t i = 0; i < ARRAY_LEN(ends); i++)
        check(&ends[i]);
}

static const struct case_of_runs changes[] = {
    { "crontab", "0 3 * * *", "Europe/Berlin", "2026-07-01T12:00:00Z", { "2026-07-02T01:00:00Z" } },
    { "crontab", "0 3 * * *", "Europe/Berlin", "2026-12-01T12:00:00Z", { "2026-12-02T02:00:00Z" } },
    /* 02:30 is left out on 29 March: due at 03:00, which is 01:00 UTC */
    { "crontab",
      "30 2 * * *",
      "Europe/Berlin",
      "2026-03-28T12:00:00Z",
      { "2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z" } },
    { "crontab",
      "0,15,30 2 * * *",
      "Europe/Berlin",
      "2026-03-28T12:00:00Z",
      { "2026-03-29T01:00:00Z", "2026-03-30T00:00:00Z" } },
    /* 02:30 comes twice on 25 October: once is enough */
    { "crontab",
      "30 2 * * *",
      "Europe/Berlin",
      "2026-10-24T12:00:00Z",
      { "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z" } },
    { "crontab",
      "30 1 * * *",
      "America/New_York",
      "2026-10-31T12:00:00Z",
      { "2026-11-01T05:30:00Z", "2026-11-02T06:30:00Z" } },
    { "crontab",
      "30 2 * * *",
      "America/New_York",
      "2026-03-07T12:00:00Z",
      { "2026-03-08T07:00:00Z", "2026-03-09T06:30:00Z" } },
    /* asked in the second of the two hours */
    { "crontab",
      "30 2 * * *",
      "Europe/Berlin",
      "2026-10-25T01:10:00Z",
      { "2026-10-26T01:30:00Z" } },
    /* a star runs by the time that passes: every half hour, on both days */
    { "crontab",
      "*/30 * * * *",
      "Europe/Berlin",
      "2026-10-25T00:00:00Z",
      { "2026-10-25T00:30:00Z", "2026-10-25T01:00:00Z", "2026-10-25T01:30:00Z",
        "2026-10-25T02:00:00Z" } },
    { "crontab",
      "*/30 * * * *",
      "America/New_York",
      "2026-03-08T06:30:00Z",
      { "2026-03-08T07:00:00Z", "2026-03-08T07:30:00Z" } },
    { "crontab",
      "0 * * * *",
      "America/New_York",
      "2026-11-01T04:30:00Z",
      { "2026-11-01T05:00:00Z", "2026-11-01T06:00:00Z", "2026-11-01T07:00:00Z" } },
    /* an hour that does not exist is not made up for by a star */
    { "crontab",
      "*/20 2 * * *",
      "Europe/Berlin",
      "2026-03-28T12:00:00Z",
      { "2026-03-30T00:00:00Z", "2026-03-30T00:20:00Z" } },
    /* half an hour only */
    { "crontab",
      "15 2 * * *",
      "Australia/Lord_Howe",
      "2026-10-03T10:00:00Z",
      { "2026-10-03T15:30:00Z", "2026-10-04T15:15:00Z" } },
};

TEST(schedule_cares_for_clocks_that_are_put_forward_and_back)
{
    for (size_t i = 0; i < ARRAY_LEN(changes); i++)
        check(&changes[i]);
}

TEST(schedule_refuses_what_is_none)
{
    static const char *const bad[][2] = {
        { "crontab", "" },
        { "crontab", "* * * *" },
        { "crontab", "* * * * * *" },
        { "crontab", "60 * * * *" },
        { "crontab", "* 24 * * *" },
        { "crontab", "* * 0 * *" },
        { "crontab", "* * * 13 *" },
        { "crontab", "* * * * 8" },
        { "crontab", "*/0 * * * *" },
        { "crontab", "5-1 * * * *" },
        { "crontab", "a * * * *" },
        { "crontab", "1,,2 * * * *" },
        { "crontab", "0 0 30 2 *" },
        { "crontab", "@reboot" },
        { "crontab", "-1 * * * *" },
        { "crontab", "+1 * * * *" },
        { "crontab", "* * * * 1#6" },
        { "crontab", "L * * * *" },
        { "interval", "5" },
        { "interval", "0 minute" },
        { "interval", "5 fortnight" },
        { "interval", "-5 hour" },
        { "interval", "99999 hour" },
        { "daily", "1 day" },
    };
    struct schedule s;

    if (arena.name == NULL)
        arena_init(&arena, "test", TEST_ARENA);
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        if (schedule_parse(&arena, str_c(bad[i][0]), str_c(bad[i][1]), S("UTC"), &s))
            fail_msg("\"%s\" was taken", bad[i][1]);
    }
}

TEST(schedule_takes_utc_for_zones_nobody_knows)
{
    struct schedule s;

    if (arena.name == NULL)
        arena_init(&arena, "test", TEST_ARENA);
    assert_true(schedule_parse(&arena, S("crontab"), S("0 3 * * *"), S("Mars/Olympus"), &s));
    assert_false(s.is_zone_known);
    assert_int_equal(schedule_next(&s, ms_of("2026-11-24T10:00:00Z")),
                     ms_of("2026-11-25T03:00:00Z"));
}
