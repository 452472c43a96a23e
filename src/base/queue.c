#include "base/base.h"
#include "base/queue.h"

#include <stdatomic.h>

#include "base/clock.h"
#include "base/lock.h"
#include "base/log.h"

/* n and is_closed change under the lock; they are atomic so that gauges and
 * loops may look at them without it. */
struct queue {
    const char *name;
    struct lock lock;
    struct cond filled;
    size_t cap;
    size_t head; /* index of the oldest item */
    atomic_size_t n;
    atomic_bool is_closed;
    void *items[];
};

struct queue *queue_new(const char *name, size_t capacity)
{
    assert(capacity > 0);
    struct queue *q = calloc(1, sizeof(*q) + capacity * sizeof(q->items[0]));
    if (q == NULL)
        log_die("queue.no_memory", name);
    q->name = name;
    q->cap = capacity;
    lock_init(&q->lock, LOCK_QUEUE);
    cond_init(&q->filled);
    return q;
}

void queue_free(struct queue *q)
{
    if (q == NULL)
        return;
    assert(q->n == 0);
    cond_release(&q->filled);
    free(q);
}

bool queue_push(struct queue *q, void *item)
{
    assert(item != NULL);
    lock_take(&q->lock);
    bool is_taken = !q->is_closed && q->n < q->cap;
    if (is_taken) {
        q->items[(q->head + q->n) % q->cap] = item;
        q->n++;
        cond_signal(&q->filled);
    }
    lock_give(&q->lock);
    return is_taken;
}

size_t queue_pop_many(struct queue *q, void **items, size_t max, int64_t timeout_ms)
{
    int64_t end_ms = timeout_ms < 0 ? -1 : clock_monotonic_ms() + timeout_ms;
    size_t n = 0;
    lock_take(&q->lock);
    while (q->n == 0 && !q->is_closed) {
        int64_t left = end_ms < 0 ? -1 : end_ms - clock_monotonic_ms();
        if (end_ms >= 0 && left <= 0)
            break;
        (void)cond_wait(&q->filled, &q->lock, left);
    }
    for (; n < max && q->n > 0; n++) {
        items[n] = q->items[q->head];
        q->head = (q->head + 1) % q->cap;
        q->n--;
    }
    lock_give(&q->lock);
    return n;
}

void *queue_pop(struct queue *q, int64_t timeout_ms)
{
    void *item;
    return queue_pop_many(q, &item, 1, timeout_ms) == 1 ? item : NULL;
}

void queue_close(struct queue *q)
{
    lock_take(&q->lock);
    q->is_closed = true;
    lock_give(&q->lock);
    cond_broadcast(&q->filled);
}

bool queue_is_closed(const struct queue *q)
{
    return q->is_closed;
}

size_t queue_length(const struct queue *q)
{
    return q->n;
}
