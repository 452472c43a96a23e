#include "feature/stats/sketch.c"

#include "base/test.h"

static struct arena arena;

static void fresh(void)
{
    arena_release(&arena);
    arena_init(&arena, "test", 16 << 20);
}

TEST(sketch_is_exact_up_to_a_thousand)
{
    struct sketch s = { 0 };

    fresh();
    for (uint64_t i = 1; i <= SKETCH_EXACT; i++) {
        assert_true(sketch_add(&arena, &s, i));
        assert_false(sketch_add(&arena, &s, i));
        assert_int_equal(sketch_count(&s), i);
    }
    assert_true(sketch_has(&s, 7));
    assert_false(sketch_has(&s, SKETCH_EXACT + 1));
}

TEST(sketch_estimates_within_five_percent_beyond)
{
    struct sketch s = { 0 };
    const int64_t n = 100000;

    fresh();
    for (int64_t i = 1; i <= n; i++)
        (void)sketch_add(&arena, &s, (uint64_t)i);
    assert_true(llabs(sketch_count(&s) - n) < n / 20);
}

TEST(sketch_merge_counts_common_members_once)
{
    struct sketch a = { 0 }, b = { 0 };

    fresh();
    for (uint64_t i = 1; i <= 100; i++)
        (void)sketch_add(&arena, &a, i);
    for (uint64_t i = 51; i <= 150; i++)
        (void)sketch_add(&arena, &b, i);
    sketch_merge(&arena, &a, &b);
    assert_int_equal(sketch_count(&a), 150);
}

TEST(sketch_merge_of_registers_and_set_counts_both)
{
    struct sketch a = { 0 }, b = { 0 };

    fresh();
    for (uint64_t i = 1; i <= 5000; i++)
        (void)sketch_add(&arena, &b, i);
    for (uint64_t i = 10001; i <= 10100; i++)
        (void)sketch_add(&arena, &a, i);
    sketch_merge(&arena, &a, &b);
    assert_true(llabs(sketch_count(&a) - 5100) < 5100 / 20);
}
