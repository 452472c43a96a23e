/* lock.h - mutexes with a rank.
 *
 * Every lock of the program is a row of lock_table.h; a thread takes locks in
 * rising rank only, checked in debug builds. Declare file-static, annotate what
 * it guards, never call a function pointer with one held:
 *     static struct lock keys_lock = LOCK_INIT(LOCK_PROJECT_KEYS);
 * clang checks the annotations (-Wthread-safety); gcc sees empty macros. */
#ifndef BASE_LOCK_H
#define BASE_LOCK_H

#include <pthread.h>

#include "base/base.h"

#if defined(__clang__)
#define THREAD_ATTR(x) __attribute__((x))
#else
#define THREAD_ATTR(x)
#endif
#define CAPABILITY(x)  THREAD_ATTR(capability(x))
#define GUARDED_BY(x)  THREAD_ATTR(guarded_by(x))
#define REQUIRES(...)  THREAD_ATTR(requires_capability(__VA_ARGS__))
#define ACQUIRES(...)  THREAD_ATTR(acquire_capability(__VA_ARGS__))
#define RELEASES(...)  THREAD_ATTR(release_capability(__VA_ARGS__))
#define NO_LOCK_CHECK  THREAD_ATTR(no_thread_safety_analysis)

enum lock_rank {
#define LOCK(name, what) LOCK_##name,
#include "base/lock_table.h"
#undef LOCK
    LOCK_COUNT,
};

struct CAPABILITY("mutex") lock {
    pthread_mutex_t mutex;
    enum lock_rank rank;
};

#define LOCK_INIT(r) { PTHREAD_MUTEX_INITIALIZER, (r) }

void lock_init(struct lock *l, enum lock_rank rank);
void lock_take(struct lock *l) ACQUIRES(*l);
void lock_give(struct lock *l) RELEASES(*l);
const char *lock_name(enum lock_rank rank);

/* Condition variable tied to a lock; timeouts use the monotonic clock. */
struct cond {
    pthread_cond_t cond;
};
void cond_init(struct cond *c);
void cond_release(struct cond *c);
void cond_signal(struct cond *c);
void cond_broadcast(struct cond *c);
/* False on timeout; timeout_ms -1 = for ever. */
bool cond_wait(struct cond *c, struct lock *l, int64_t timeout_ms) REQUIRES(*l);

#endif
