#include "base/lock.c"

#include "base/test.h"

static struct lock low = LOCK_INIT(LOCK_CONFIG);
static struct lock middle = LOCK_INIT(LOCK_SPOOL);
static struct lock high = LOCK_INIT(LOCK_QUEUE);

TEST(rising_ranks_are_fine_in_any_order_of_giving)
{
    for (int round = 0; round < 3; round++) {
        lock_take(&low);
        lock_take(&middle);
        lock_take(&high);
        lock_give(&middle);
        lock_give(&low);
        lock_give(&high);
        assert_int_equal(held.n, 0);
    }
}

static NO_LOCK_CHECK void take_falling(void)
{
    lock_take(&middle);
    lock_take(&low);
}

static NO_LOCK_CHECK void take_twice(void)
{
    lock_take(&middle);
    lock_take(&middle);
}

static NO_LOCK_CHECK void give_untaken(void)
{
    lock_give(&middle);
}

static NO_LOCK_CHECK void wait_with_two(void)
{
    struct cond c;
    cond_init(&c);
    lock_take(&low);
    lock_take(&high);
    (void)cond_wait(&c, &high, 0);
}

TEST(wrong_order_ends_the_process)
{
    assert_dies(take_falling());
    assert_dies(take_twice());
    assert_dies(give_untaken());
    assert_dies(wait_with_two());
}

TEST(locks_have_names)
{
    for (int rank = 0; rank < LOCK_COUNT; rank++)
        assert_non_null(lock_name((enum lock_rank)rank));
    assert_string_equal(lock_name(LOCK_SPOOL), "SPOOL");
}

TEST(waiting_ends_at_the_timeout)
{
    struct cond c;
    struct lock l;
    lock_init(&l, LOCK_STREAM);
    cond_init(&c);
    lock_take(&l);
    assert_false(cond_wait(&c, &l, 0));
    int64_t start = clock_monotonic_ms();
    while (cond_wait(&c, &l, 5)) { /* a wake-up without a reason is allowed */
    }
    assert_true(clock_monotonic_ms() - start >= 4);
    lock_give(&l);
    cond_release(&c);
}

struct shared {
    struct lock lock;
    struct cond changed;
    int turn;
};

static void *play(void *arg)
{
    struct shared *s = arg;
    for (int i = 0; i < 1000; i++) {
        lock_take(&s->lock);
        while (s->turn % 2 == 0)
            (void)cond_wait(&s->changed, &s->lock, -1);
        s->turn++;
        cond_broadcast(&s->changed);
        lock_give(&s->lock);
    }
    return NULL;
}

TEST(threads_take_turns)
{
    struct shared s = { .turn = 0 };
    pthread_t other;
    lock_init(&s.lock, LOCK_STREAM);
    cond_init(&s.changed);
    assert_int_equal(pthread_create(&other, NULL, play, &s), 0);
    for (int i = 0; i < 1000; i++) {
        lock_take(&s.lock);
        while (s.turn % 2 == 1)
            (void)cond_wait(&s.changed, &s.lock, -1);
        s.turn++;
        cond_signal(&s.changed);
        lock_give(&s.lock);
    }
    assert_int_equal(pthread_join(other, NULL), 0);
    assert_int_equal(s.turn, 2000);
    cond_release(&s.changed);
}
