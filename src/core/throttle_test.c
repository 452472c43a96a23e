#include "core/throttle.c"

#include "base/arena.h"
#include "base/test.h"

static struct arena arena;
static struct ctx cx;

static void begin(void)
{
    arena_release(&arena);
    arena_init(&arena, "test", 1 << 16);
    cx = (struct ctx){ .arena = &arena };
    lock_take(&throttle_lock);
    memset(entries, 0, sizeof(entries));
    lock_give(&throttle_lock);
}

TEST(throttle_stops_an_account_whatever_the_address)
{
    begin();
    for (int i = 0; i < THROTTLE_PER_ACCOUNT; i++) {
        struct str address = str_printf(&arena, "10.0.0.%d", i);
        assert_int_equal(throttle_check(&cx, address, S("a@b")), OK);
        throttle_failed(&cx, address, S("a@b"));
    }
    assert_int_equal(throttle_check(&cx, S("10.0.1.1"), S("a@b")), E_RATE);
    assert_int_equal(throttle_check(&cx, S("10.0.1.1"), S("c@d")), OK);
}

TEST(throttle_stops_an_address_whatever_the_account)
{
    begin();
    for (int i = 0; i < THROTTLE_PER_ADDRESS; i++)
        throttle_failed(&cx, S("10.0.0.1"), str_printf(&arena, "u%d@b", i));
    assert_int_equal(throttle_check(&cx, S("10.0.0.1"), S("new@b")), E_RATE);
    assert_int_equal(throttle_check(&cx, S("10.0.0.2"), S("new@b")), OK);
}

TEST(throttle_success_forgives_the_account_not_the_address)
{
    begin();
    for (int i = 0; i < THROTTLE_PER_ADDRESS; i++)
        throttle_failed(&cx, S("10.0.0.1"), S("a@b"));
    throttle_succeeded(&cx, S("a@b"));
    assert_int_equal(throttle_check(&cx, S("10.0.0.2"), S("a@b")), OK);
    assert_int_equal(throttle_check(&cx, S("10.0.0.1"), S("a@b")), E_RATE);
}

TEST(throttle_window_slides)
{
    struct entry e = { .key = 1, .slice = 100 };
    for (int64_t s = 100; s < 100 + THROTTLE_SLICES; s++) {
        slide(&e, s);
        e.failures[s % THROTTLE_SLICES]++;
    }
    assert_int_equal(failures_of(&e), THROTTLE_SLICES);
    slide(&e, 100 + THROTTLE_SLICES);
    assert_int_equal(failures_of(&e), THROTTLE_SLICES - 1);
    slide(&e, 1000);
    assert_int_equal(failures_of(&e), 0);
}

TEST(throttle_table_stays_bounded_under_a_flood_of_names)
{
    begin();
    for (int i = 0; i < THROTTLE_ENTRIES * 4; i++)
        throttle_failed(&cx, str_printf(&arena, "%d", i % 7), S(""));
    for (int i = 0; i < 200; i++)
        throttle_failed(&cx, S("x"), str_printf(&arena, "u%d", i));
    assert_int_equal(throttle_check(&cx, S("x"), S("fresh")), E_RATE);
}
