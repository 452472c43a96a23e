/* queue.h - bounded queue of pointers between threads.
 *
 * Ownership of what is pushed moves to whoever pops it. A full queue refuses:
 * the pusher answers E_BUSY, nobody ever waits to push. */
#ifndef BASE_QUEUE_H
#define BASE_QUEUE_H

#include "base/base.h"

struct queue;

struct queue *queue_new(const char *name, size_t capacity); /* lives until queue_free */
void queue_free(struct queue *q);                           /* must be empty; NULL-safe */
/* False when full or closed. */
NODISCARD bool queue_push(struct queue *q, void *item);
/* Waits up to timeout_ms (-1 = for ever) for one item; NULL on timeout, or when
 * the queue is closed and empty. */
void *queue_pop(struct queue *q, int64_t timeout_ms);
/* Waits like queue_pop for the first, then takes what else is there, up to max.
 * Returns the number taken. */
size_t queue_pop_many(struct queue *q, void **items, size_t max, int64_t timeout_ms);
/* No more pushes; waiters wake up; what is inside can still be popped. */
void queue_close(struct queue *q);
bool queue_is_closed(const struct queue *q);
size_t queue_length(const struct queue *q);

#endif
