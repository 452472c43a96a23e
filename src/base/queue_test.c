#include "base/queue.c"

#include "base/test.h"

static int items[1000];

TEST(first_in_first_out)
{
    struct queue *q = queue_new("test", 3);
    for (int round = 0; round < 5; round++) {
        assert_true(queue_push(q, &items[0]));
        assert_true(queue_push(q, &items[1]));
        assert_int_equal(queue_length(q), 2);
        assert_ptr_equal(queue_pop(q, 0), &items[0]);
        assert_ptr_equal(queue_pop(q, -1), &items[1]);
        assert_null(queue_pop(q, 0));
    }
    queue_free(q);
}

TEST(a_full_queue_refuses)
{
    struct queue *q = queue_new("test", 2);
    assert_true(queue_push(q, &items[0]));
    assert_true(queue_push(q, &items[1]));
    assert_false(queue_push(q, &items[2]));
    assert_ptr_equal(queue_pop(q, 0), &items[0]);
    assert_true(queue_push(q, &items[2]));
    void *got[4];
    assert_int_equal(queue_pop_many(q, got, 4, 0), 2);
    assert_ptr_equal(got[0], &items[1]);
    assert_ptr_equal(got[1], &items[2]);
    queue_free(q);
}

TEST(popping_many_stops_at_max)
{
    struct queue *q = queue_new("test", 8);
    void *got[3];
    for (size_t i = 0; i < 5; i++)
        assert_true(queue_push(q, &items[i]));
    assert_int_equal(queue_pop_many(q, got, 3, -1), 3);
    assert_int_equal(queue_pop_many(q, got, 3, -1), 2);
    assert_int_equal(queue_pop_many(q, got, 3, 1), 0);
    queue_free(q);
}

TEST(a_closed_queue_gives_out_what_it_holds)
{
    struct queue *q = queue_new("test", 8);
    assert_true(queue_push(q, &items[0]));
    assert_false(queue_is_closed(q));
    queue_close(q);
    assert_true(queue_is_closed(q));
    assert_false(queue_push(q, &items[1]));
    assert_ptr_equal(queue_pop(q, -1), &items[0]);
    assert_null(queue_pop(q, -1));
    queue_free(q);
    queue_free(NULL);
}

static void *pop_all(void *arg)
{
    size_t n = 0;
    while (queue_pop(arg, -1) != NULL)
        n++;
    return (void *)n;
}

TEST(nothing_is_lost_between_threads)
{
    enum { POPPERS = 3 };
    struct queue *q = queue_new("test", 16);
    pthread_t threads[POPPERS];
    size_t pushed = 0, popped = 0;
    for (size_t i = 0; i < POPPERS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, pop_all, q), 0);
    for (size_t i = 0; i < 20000; i++)
        pushed += queue_push(q, &items[i % ARRAY_LEN(items)]);
    queue_close(q); /* wakes who waits */
    for (size_t i = 0; i < POPPERS; i++) {
        void *n;
        assert_int_equal(pthread_join(threads[i], &n), 0);
        popped += (size_t)n;
    }
    assert_true(pushed > 0);
    assert_int_equal(popped, pushed);
    queue_free(q);
}
