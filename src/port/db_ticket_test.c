#include "port/db_ticket.c"

#include <sched.h>

#include "base/test.h"

enum { THREADS = 8, ROUNDS = 2000 };

static struct db_ticket turn;
static int guarded; /* by the turn: TSan sees a mistake */

static void *count_up(void *arg)
{
    (void)arg;
    for (int i = 0; i < ROUNDS; i++) {
        db_ticket_take(&turn);
        guarded++;
        db_ticket_give(&turn);
    }
    return NULL;
}

TEST(ticket_holders_are_alone)
{
    pthread_t threads[THREADS];
    db_ticket_init(&turn);
    guarded = 0;
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, count_up, NULL), 0);
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    assert_int_equal(guarded, THREADS * ROUNDS);
    assert_int_equal(db_ticket_queue(&turn), 0);
    db_ticket_release(&turn);
}

static int order[THREADS];
static int n_served;

static void *note_turn(void *arg)
{
    db_ticket_take(&turn);
    order[n_served++] = *(const int *)arg;
    db_ticket_give(&turn);
    return NULL;
}

/* The holder that asks again at once comes after all who were waiting. */
TEST(ticket_first_come_first_served)
{
    pthread_t threads[THREADS];
    int numbers[THREADS];
    db_ticket_init(&turn);
    n_served = 0;
    db_ticket_take(&turn);
    for (int i = 0; i < THREADS; i++) {
        numbers[i] = i;
        assert_int_equal(pthread_create(&threads[i], NULL, note_turn, &numbers[i]), 0);
        while (db_ticket_queue(&turn) != (uint64_t)i + 2)
            (void)sched_yield();
    }
    db_ticket_give(&turn);
    db_ticket_take(&turn);
    assert_int_equal(n_served, THREADS);
    db_ticket_give(&turn);
    for (int i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
        assert_int_equal(order[i], i);
    }
    db_ticket_release(&turn);
}
