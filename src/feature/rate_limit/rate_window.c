#include "base/base.h"

#include <stdatomic.h>

#include "base/clock.h"
#include "base/lock.h"
#include "feature/rate_limit/rate_limit_int.h"

enum {
    COUNTERS = 4096, /* only what has a limit is counted */
    TRIES = 16,
    CATEGORY_BITS = 6,
    SCOPE_BITS = 2,
};

enum window { WINDOW_MINUTE, WINDOW_HOUR, WINDOW_DAY, WINDOWS };

static const int64_t window_ms[WINDOWS] = { MS_PER_MINUTE, MS_PER_HOUR, MS_PER_DAY };

struct counter {
    uint64_t id;             /* 0 = free */
    int64_t number[WINDOWS]; /* of the window, since 1970 */
    int64_t n[WINDOWS];
};

static struct lock windows_lock = LOCK_INIT(LOCK_QUOTA);
static struct counter counters[COUNTERS] GUARDED_BY(windows_lock);

static _Atomic int64_t processes = 1;

void rate_limit_share(int64_t n)
{
    atomic_store(&processes, n > 1 ? n : 1);
}

static uint64_t id_of(const struct rate_counted *what)
{
    uint64_t id = (uint64_t)what->id << CATEGORY_BITS | what->category;

    return (id << SCOPE_BITS | what->scope) + 1;
}

/* Its counter; with is_new one is made, if need be in the place of what has not been
 * heard of for longest. NULL: nothing was counted yet. */
static struct counter *counter_of(uint64_t id, bool is_new) REQUIRES(windows_lock);
static struct counter *counter_of(uint64_t id, bool is_new)
{
    uint64_t start = (id * 0x9E3779B97F4A7C15u) >> 32; /* Fibonacci hashing */
    struct counter *oldest = &counters[start % COUNTERS];

    for (size_t i = 0; i < TRIES; i++) {
        struct counter *c = &counters[(start + i) % COUNTERS];
        if (c->id == id)
            return c;
        if (c->id == 0 || c->number[WINDOW_MINUTE] < oldest->number[WINDOW_MINUTE])
            oldest = c;
        if (c->id == 0)
            break;
    }
    if (!is_new)
        return NULL;
    *oldest = (struct counter){ .id = id };
    return oldest;
}

/* Windows that are over begin again. */
static void turn(struct counter *c, int64_t now_ms)
{
    for (int w = 0; w < WINDOWS; w++) {
        int64_t number = now_ms / window_ms[w];
        if (c->number[w] == number)
            continue;
        c->number[w] = number;
        c->n[w] = 0;
    }
}

static int64_t seconds_left(enum window w, int64_t now_ms)
{
    int64_t left = window_ms[w] - now_ms % window_ms[w];

    return (left + MS_PER_SECOND - 1) / MS_PER_SECOND;
}

/* This process's part of a limit, at least one. */
static int64_t own_part(uint32_t limit)
{
    int64_t k = atomic_load(&processes);

    return ((int64_t)limit + k - 1) / k;
}

int64_t rate_window_wait(const struct rate_counted *what, const struct rates *limits,
                         int64_t now_ms)
{
    const uint32_t limit[WINDOWS] = { limits->per_minute, limits->per_hour, limits->per_day };
    int64_t wait_s = 0;

    if (limit[WINDOW_MINUTE] == 0 && limit[WINDOW_HOUR] == 0 && limit[WINDOW_DAY] == 0)
        return 0;
    lock_take(&windows_lock);
    struct counter *c = counter_of(id_of(what), false);
    if (c != NULL)
        turn(c, now_ms);
    for (int w = 0; c != NULL && w < WINDOWS; w++) {
        if (limit[w] != 0 && c->n[w] >= own_part(limit[w]))
            wait_s = seconds_left(w, now_ms); /* later windows are longer */
    }
    lock_give(&windows_lock);
    return wait_s;
}

void rate_window_add(const struct rate_counted *what, int64_t n, int64_t now_ms)
{
    lock_take(&windows_lock);
    struct counter *c = counter_of(id_of(what), true);
    turn(c, now_ms);
    for (int w = 0; w < WINDOWS; w++)
        c->n[w] += n;
    lock_give(&windows_lock);
}

void rate_window_seed(const struct rate_counted *what, int64_t in_hour, int64_t in_day,
                      int64_t now_ms)
{
    int64_t k = atomic_load(&processes);

    lock_take(&windows_lock);
    struct counter *c = counter_of(id_of(what), true);
    turn(c, now_ms);
    c->n[WINDOW_HOUR] = in_hour / k;
    c->n[WINDOW_DAY] = in_day / k;
    lock_give(&windows_lock);
}
