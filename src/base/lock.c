#include "base/base.h"
#include "base/lock.h"

#include <errno.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/str.h"

static const char *const lock_names[] = {
#define LOCK(name, what) [LOCK_##name] = #name,
#include "base/lock_table.h"
#undef LOCK
};

const char *lock_name(enum lock_rank rank)
{
    assert((size_t)rank < ARRAY_LEN(lock_names));
    return lock_names[rank];
}

static void must_be_zero(int error, const char *call)
{
    if (error != 0)
        log_die("lock.failed", call);
}

#ifndef NDEBUG
/* Ranks this thread holds, rising. */
static _Thread_local struct {
    enum lock_rank ranks[LOCK_COUNT];
    size_t n;
} held;

static void rank_push(enum lock_rank rank)
{
    if (held.n > 0 && held.ranks[held.n - 1] >= rank) {
        LOG(ERROR, "lock.order", K_CZ("held", lock_name(held.ranks[held.n - 1])));
        log_die("lock.rank", lock_name(rank));
    }
    held.ranks[held.n++] = rank;
}

/* Given back in any order. */
static void rank_pop(enum lock_rank rank)
{
    size_t i = held.n;
    while (i > 0 && held.ranks[i - 1] != rank)
        i--;
    if (i == 0)
        log_die("lock.not_held", lock_name(rank));
    held.n--;
    for (; i <= held.n; i++)
        held.ranks[i - 1] = held.ranks[i];
}

/* Whoever waits with another lock held stops everybody who needs that one. */
static void rank_check_only(enum lock_rank rank)
{
    if (held.n != 1 || held.ranks[0] != rank)
        log_die("lock.wait_holding_others", lock_name(rank));
}
#else
static void rank_push(enum lock_rank rank)
{
    (void)rank;
}
static void rank_pop(enum lock_rank rank)
{
    (void)rank;
}
static void rank_check_only(enum lock_rank rank)
{
    (void)rank;
}
#endif

void lock_init(struct lock *l, enum lock_rank rank)
{
    must_be_zero(pthread_mutex_init(&l->mutex, NULL), "pthread_mutex_init");
    l->rank = rank;
}

void lock_take(struct lock *l) NO_LOCK_CHECK
{
    rank_push(l->rank);
    must_be_zero(pthread_mutex_lock(&l->mutex), "pthread_mutex_lock");
}

void lock_give(struct lock *l) NO_LOCK_CHECK
{
    rank_pop(l->rank);
    must_be_zero(pthread_mutex_unlock(&l->mutex), "pthread_mutex_unlock");
}

void cond_init(struct cond *c)
{
    pthread_condattr_t attr;
    must_be_zero(pthread_condattr_init(&attr), "pthread_condattr_init");
    must_be_zero(pthread_condattr_setclock(&attr, CLOCK_MONOTONIC), "pthread_condattr_setclock");
    must_be_zero(pthread_cond_init(&c->cond, &attr), "pthread_cond_init");
    must_be_zero(pthread_condattr_destroy(&attr), "pthread_condattr_destroy");
}

void cond_release(struct cond *c)
{
    must_be_zero(pthread_cond_destroy(&c->cond), "pthread_cond_destroy");
}

void cond_signal(struct cond *c)
{
    must_be_zero(pthread_cond_signal(&c->cond), "pthread_cond_signal");
}

void cond_broadcast(struct cond *c)
{
    must_be_zero(pthread_cond_broadcast(&c->cond), "pthread_cond_broadcast");
}

bool cond_wait(struct cond *c, struct lock *l, int64_t timeout_ms)
{
    rank_check_only(l->rank);
    if (timeout_ms < 0) {
        must_be_zero(pthread_cond_wait(&c->cond, &l->mutex), "pthread_cond_wait");
        return true;
    }
    int64_t end_ms = clock_monotonic_ms() + timeout_ms;
    struct timespec end = { .tv_sec = end_ms / MS_PER_SECOND,
                            .tv_nsec = end_ms % MS_PER_SECOND * NS_PER_MS };
    int error = pthread_cond_timedwait(&c->cond, &l->mutex, &end);
    if (error != ETIMEDOUT)
        must_be_zero(error, "pthread_cond_timedwait");
    return error == 0;
}
