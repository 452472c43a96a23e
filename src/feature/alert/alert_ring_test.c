#include "feature/alert/alert_ring.c"

#include "base/test.h"

TEST(an_issue_is_new_came_back_or_was_reopened)
{
    struct issue_change change = { .is_new = true };

    assert_string_equal(life_of(&change), "new");
    change.is_new = false;
    assert_null(life_of(&change));
    change.is_reopened = true;
    change.before.status = S("resolved");
    assert_string_equal(life_of(&change), "regressed");
    change.before.status = S("snoozed");
    assert_string_equal(life_of(&change), "reopened");
}

/* A tree judged after a batch of so many events, and before it. */
static bool held(const char *tree, int64_t n_events)
{
    enum { NOW = 100, PRIORITY = 60 };
    struct arena arena;
    struct condition *c;
    bool out = false;

    arena_init(&arena, "test", 4 << 20);
    struct ctx cx = { .arena = &arena, .now_ms = 1700000000000 };
    struct issue_change change = { .n_events = n_events };
    change.after.event_count = NOW;
    change.after.priority = PRIORITY;
    change.before.event_count = NOW - n_events;
    change.before.priority = PRIORITY - 1;
    assert_int_equal(condition_parse(&cx, str_c(tree), &c), OK);
    assert_int_equal(held_before(&cx, c, &change, &out), OK);
    arena_release(&arena);
    return out;
}

TEST(a_threshold_rings_only_when_this_batch_crossed_it)
{
    assert_true(held("{\"type\":\"total_events\",\"value\":90}", 10));
    assert_false(held("{\"type\":\"total_events\",\"value\":91}", 10));
    assert_false(held("{\"type\":\"total_events\",\"value\":100}", 1));
    assert_true(held("{\"type\":\"priority\",\"value\":59}", 1));
    assert_false(held("{\"type\":\"priority\",\"value\":60}", 1));
}

TEST(windows_go_back_by_the_batch_and_not_below_nothing)
{
    struct issue_change change = { .n_events = 5 };
    struct condition_facts f = { .windows = { { WINDOW_EVENTS, 5, 12 }, { WINDOW_EVENTS, 60, 3 } },
                                 .n_windows = 2 };

    take_back(&change, &f);
    assert_int_equal(f.windows[0].value, 7);
    assert_int_equal(f.windows[1].value, 0);
}
