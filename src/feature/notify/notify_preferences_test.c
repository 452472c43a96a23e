#include "feature/notify/notify_preferences.c"

#include "base/arena.h"
#include "base/test.h"

static struct arena arena;
static struct ctx cx;

static struct notify_preferences read_from(const char *json)
{
    struct notify_preferences p;

    arena_reset(&arena);
    cx = (struct ctx){ .arena = &arena };
    notify_preferences_read(&cx, str_c(json), &p);
    return p;
}

/* Milliseconds of a time of day in UTC. */
static int64_t at(int hours, int minutes)
{
    return INT64_C(1795478400000) + (hours * 60 + minutes) * (int64_t)MS_PER_MINUTE;
}

TEST(preferences_leave_everything_on_by_default_and_where_they_make_no_sense)
{
    static const char *const texts[] = { "{}",
                                         "",
                                         "[1]",
                                         "{\"notify\":7,\"quiet_hours\":{\"from\":\"25:00\"}}",
                                         "{\"notify\":{\"mail\":{\"mention\":\"no\"}}}" };
    arena_init(&arena, "test", 8 << 20);
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        struct notify_preferences p = read_from(texts[i]);
        for (int k = 0; k < NOTIFY_KINDS; k++)
            assert_true(p.inbox[k] && p.mail[k]);
        assert_false(p.has_quiet_hours);
    }
    arena_release(&arena);
}

TEST(preferences_are_by_kind_and_channel)
{
    arena_init(&arena, "test", 8 << 20);
    struct notify_preferences p =
        read_from("{\"notify\":{\"mail\":{\"followed\":false},\"inbox\":{\"all\":false}}}");
    assert_false(p.mail[NOTIFY_FOLLOWED]);
    assert_true(p.mail[NOTIFY_MENTION]);
    assert_false(p.inbox[NOTIFY_MENTION]);
    arena_release(&arena);
}

TEST(preferences_without_mail_keep_all_else)
{
    struct str out;
    arena_init(&arena, "test", 8 << 20);
    cx = (struct ctx){ .arena = &arena };
    assert_int_equal(
        notify_preferences_without_mail(
            &cx, S("{\"theme\":\"dark\",\"notify\":{\"inbox\":{\"all\":true}}}"), &out),
        OK);
    assert_str_equal(out, S("{\"theme\":\"dark\",\"notify\":{\"inbox\":{\"all\":true},"
                            "\"mail\":{\"all\":false}}}"));
    assert_int_equal(notify_preferences_without_mail(&cx, S("{\"notify\":7}"), &out), OK);
    assert_str_equal(out, S("{\"notify\":{\"mail\":{\"all\":false}}}"));
    arena_release(&arena);
}

TEST(quiet_hours_hold_until_their_end_also_over_midnight)
{
    arena_init(&arena, "test", 8 << 20);
    struct notify_preferences p =
        read_from("{\"quiet_hours\":{\"from\":\"22:00\",\"to\":\"07:30\"}}");
    assert_int_equal(notify_after_quiet(&p, at(21, 59)), at(21, 59));
    assert_int_equal(notify_after_quiet(&p, at(22, 0)), at(24 + 7, 30));
    assert_int_equal(notify_after_quiet(&p, at(3, 0)), at(7, 30));
    assert_int_equal(notify_after_quiet(&p, at(7, 30)), at(7, 30));
    p = read_from("{\"quiet_hours\":{\"from\":\"12:00\",\"to\":\"13:00\"}}");
    assert_int_equal(notify_after_quiet(&p, at(12, 30)), at(13, 0));
    assert_int_equal(notify_after_quiet(&p, at(13, 30)), at(13, 30));
    arena_release(&arena);
}

TEST(quiet_hours_are_those_of_the_users_clock)
{
    arena_init(&arena, "test", 8 << 20);
    struct notify_preferences p = read_from(
        "{\"quiet_hours\":{\"from\":\"22:00\",\"to\":\"07:00\"},\"utc_offset_min\":-300}");
    assert_int_equal(notify_after_quiet(&p, at(2, 0)), at(2, 0));   /* 21:00 there */
    assert_int_equal(notify_after_quiet(&p, at(4, 0)), at(12, 0));  /* 23:00 there */
    arena_release(&arena);
}
