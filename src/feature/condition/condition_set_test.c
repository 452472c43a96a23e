#include "feature/condition/condition_set.c"

#include "base/buf.h"
#include "base/test.h"

/* Without a store: windows are given. */
enum { RULES = 1000, MEMOS = 16, PATTERNS = 300 };

static struct arena arena;
static struct ctx cx;

static struct condition_set *set_of(const char *const *trees, size_t n)
{
    const struct condition **list = arena_array(&arena, const struct condition *, n);

    for (size_t i = 0; i < n; i++) {
        struct condition *c;
        if (condition_check(&cx, str_c(trees[i]), &c) != OK)
            fail_msg("%s: %s", trees[i], cx.err.text);
        list[i] = c;
    }
    return condition_set_new(&cx, list, n, MEMOS);
}

static void fresh(void)
{
    arena_init(&arena, "test", 64 << 20);
    cx = (struct ctx){ .arena = &arena, .now_ms = 1000 };
}

static struct condition_facts facts_at(int64_t events)
{
    return (struct condition_facts){ .issue_id = 5,
                                     .now_ms = cx.now_ms,
                                     .title = S("PayError: no money"),
                                     .level = S("error"),
                                     .platform = S("python"),
                                     .culprit = S("cart.pay"),
                                     .type = S("PayError"),
                                     .first_release = S(""),
                                     .environment = S("prod"),
                                     .release = S("1"),
                                     .event_count = events,
                                     .is_window_given = true };
}

static uint64_t judge_one(struct condition_set *set, struct condition_facts f)
{
    const uint64_t none = 0;
    struct condition_verdict v = { .holds = &none };

    if (condition_set_judge(&cx, set, &f, 1, &v) != OK) {
        fail_msg("%s", cx.err.text);
        return 0;
    }
    return v.holds[0];
}

TEST(trees_are_judged_again_where_a_threshold_is_crossed_and_nowhere_else)
{
    static const char *const trees[] = {
        "{\"type\":\"total_events\",\"op\":\"gte\",\"value\":10}",
        "{\"type\":\"total_events\",\"op\":\"lt\",\"value\":10}",
        "{\"type\":\"total_events\",\"op\":\"eq\",\"value\":10}",
        "{\"type\":\"total_events\",\"op\":\"gt\",\"value\":10}",
        "{\"type\":\"total_events\",\"op\":\"lte\",\"value\":10}",
        "{\"type\":\"level\",\"op\":\"eq\",\"value\":\"error\"}",
    };
    fresh();
    struct condition_set *set = set_of(trees, ARRAY_LEN(trees));
    assert_int_equal(judge_one(set, facts_at(1)), 0x32);
    assert_int_equal(condition_set_judged(set), 6);
    for (int64_t i = 2; i < 10; i++)
        assert_int_equal(judge_one(set, facts_at(i)), 0x32);
    assert_int_equal(condition_set_judged(set), 6);
    assert_int_equal(judge_one(set, facts_at(10)), 0x35);
    assert_int_equal(condition_set_judged(set), 9);
    assert_int_equal(judge_one(set, facts_at(11)), 0x29);
    assert_int_equal(condition_set_judged(set), 12);
    arena_release(&arena);
}

TEST(what_rose_has_still_risen_when_another_figure_changes_at_the_same_moment)
{
    static const char *const trees[] = {
        "{\"type\":\"total_events\",\"value\":2}",
        "{\"type\":\"priority\",\"op\":\"gt\",\"value\":60}",
        "{\"type\":\"level\",\"value\":\"error\"}",
    };
    struct condition_verdict v;

    fresh();
    struct condition_set *set = set_of(trees, ARRAY_LEN(trees));
    assert_int_equal(judge_one(set, facts_at(1)), 4);
    struct condition_facts f = facts_at(2);
    assert_int_equal(condition_set_judge(&cx, set, &f, 1, &v), OK);
    assert_int_equal(v.risen[0], 1);
    f.priority = 70;
    assert_int_equal(condition_set_judge(&cx, set, &f, 0, &v), OK);
    assert_int_equal(v.holds[0], 7);
    assert_int_equal(v.risen[0], 3);
    f.event_count = 3;
    assert_int_equal(condition_set_judge(&cx, set, &f, 1, &v), OK);
    assert_int_equal(v.risen[0], 0);
    arena_release(&arena);
}

TEST(another_title_another_count_and_another_issue_are_judged_whole)
{
    static const char *const trees[] = { "{\"type\":\"title\",\"value\":\"money\"}" };

    fresh();
    struct condition_set *set = set_of(trees, 1);
    struct condition_facts f = facts_at(1);
    assert_int_equal(judge_one(set, f), 1);
    f = facts_at(2);
    f.title = S("PayError: timeout");
    assert_int_equal(judge_one(set, f), 0);
    assert_int_equal(condition_set_judged(set), 2);
    f.event_count = 3;
    assert_int_equal(judge_one(set, f), 0);
    assert_int_equal(condition_set_judged(set), 2);
    f.event_count = 9; /* others counted meanwhile */
    assert_int_equal(judge_one(set, f), 0);
    assert_int_equal(condition_set_judged(set), 3);
    f.issue_id += MEMOS; /* takes its place */
    assert_int_equal(judge_one(set, f), 0);
    assert_int_equal(condition_set_judged(set), 4);
    arena_release(&arena);
}

TEST(what_was_undone_rises_again)
{
    static const char *const trees[] = { "{\"type\":\"title\",\"value\":\"money\"}" };
    struct condition_verdict v;

    fresh();
    struct condition_set *set = set_of(trees, 1);
    struct condition_facts f = facts_at(1);
    assert_int_equal(judge_one(set, f), 1);
    condition_set_forget(set, f.issue_id + MEMOS); /* another of its place */
    f.event_count = 2;
    assert_int_equal(condition_set_judge(&cx, set, &f, 1, &v), OK);
    assert_int_equal(v.risen[0], 0);
    condition_set_forget(set, f.issue_id);
    f.event_count = 3;
    assert_int_equal(condition_set_judge(&cx, set, &f, 1, &v), OK);
    assert_int_equal(v.risen[0], 1);
    arena_release(&arena);
}

/* The 13th window has no place among the figures. */
TEST(trees_with_more_windows_than_are_counted_are_judged_every_time)
{
    const char *trees[CONDITION_WINDOWS + 1];
    struct condition_windows windows = { 0 };

    fresh();
    for (int i = 0; i <= CONDITION_WINDOWS; i++)
        trees[i] = str_cz(&arena, str_printf(&arena, "{\"type\":\"velocity\",\"hours\":%d,"
                                                     "\"op\":\"gte\",\"value\":5}", i + 2));
    struct condition_set *set = set_of(trees, ARRAY_LEN(trees));
    for (size_t i = 0; i <= CONDITION_WINDOWS; i++) {
        assert_false(windows.is_over);
        assert_true(condition_windows_add(&windows, set->list[i]));
    }
    assert_true(windows.is_over);
    assert_int_equal(judge_one(set, facts_at(1)), 0);
    struct condition_facts f = facts_at(2);
    f.windows[0] = (struct condition_window){ WINDOW_EVENTS, (CONDITION_WINDOWS + 2) * 60, 9 };
    f.n_windows = 1;
    assert_int_equal(judge_one(set, f), 1 << CONDITION_WINDOWS);
    arena_release(&arena);
}

TEST(only_what_the_event_decides_is_asked_of_every_event)
{
    static const char *const trees[] = {
        "{\"operator\":\"and\",\"conditions\":[{\"type\":\"environment\",\"value\":\"prod\"},"
        "{\"type\":\"level\",\"value\":\"info\"}]}",
        "{\"operator\":\"and\",\"conditions\":[{\"type\":\"environment\",\"value\":\"prod\"},"
        "{\"type\":\"level\",\"value\":\"error\"}]}",
    };
    fresh();
    struct condition_set *set = set_of(trees, ARRAY_LEN(trees));
    assert_int_equal(judge_one(set, facts_at(1)), 2);
    struct condition_facts f = facts_at(2);
    f.environment = S("test");
    assert_int_equal(judge_one(set, f), 0);
    assert_int_equal(condition_set_judged(set), 3); /* the first had been decided */
    arena_release(&arena);
}

/* 1,000 rules as decisions are measured with: the later events of an issue ask none. */
TEST(a_thousand_rules_are_not_asked_by_later_events)
{
    const char *trees[RULES];

    fresh();
    for (int i = 0; i < RULES; i++) {
        struct buf b;
        buf_init(&b, &arena, 200);
        buf_printf(&b, i < PATTERNS ? "{\"type\":\"title\",\"value\":\"Error%d.*at\"}"
                       : i % 2 == 0 ? "{\"type\":\"total_events\",\"value\":%d}"
                                    : "{\"type\":\"culprit\",\"value\":\"view.%d\"}",
                   i);
        trees[i] = str_cz(&arena, buf_str(&b));
    }
    struct condition_set *set = set_of(trees, RULES);
    for (int64_t i = 1; i < PATTERNS; i++)
        (void)judge_one(set, facts_at(i));
    assert_int_equal(condition_set_judged(set), RULES);
    arena_release(&arena);
}
