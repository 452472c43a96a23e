#include "base/base.h"

#include "core/throttle.h"

#include "base/clock.h"
#include "base/ctx.h"
#include "base/lock.h"
#include "base/map.h"
#include "base/str.h"

enum {
    THROTTLE_SLICES = 5,
    SLICE_MS = THROTTLE_WINDOW_S * MS_PER_SECOND / THROTTLE_SLICES,
    THROTTLE_WAYS = 8
};

/* Failures of one address or account, counted in slices of the window so that it
 * slides without keeping each moment. key = 0: free. */
struct entry {
    uint64_t key;
    int64_t slice; /* number of the newest slice */
    uint16_t failures[THROTTLE_SLICES];
};

static struct lock throttle_lock = LOCK_INIT(LOCK_THROTTLE);
/* THROTTLE_ENTRIES × 24 bytes; a key may stand in THROTTLE_WAYS places only. */
static struct entry entries[THROTTLE_ENTRIES] GUARDED_BY(throttle_lock);

static uint64_t key_of(char kind, struct str text)
{
    uint64_t h = map_hash(text) ^ ((uint64_t)(unsigned char)kind << 56);
    return h == 0 ? 1 : h;
}

static void slide(struct entry *e, int64_t slice)
{
    int64_t gone = slice - e->slice;
    if (gone <= 0)
        return;
    for (int64_t i = 0; i < gone && i < THROTTLE_SLICES; i++)
        e->failures[(e->slice + 1 + i) % THROTTLE_SLICES] = 0;
    e->slice = slice;
}

static int failures_of(const struct entry *e)
{
    int sum = 0;
    for (size_t i = 0; i < THROTTLE_SLICES; i++)
        sum += e->failures[i];
    return sum;
}

static struct entry *find(uint64_t key) REQUIRES(throttle_lock)
{
    size_t set = key % (THROTTLE_ENTRIES / THROTTLE_WAYS) * THROTTLE_WAYS;
    for (size_t i = set; i < set + THROTTLE_WAYS; i++)
        if (entries[i].key == key)
            return &entries[i];
    return NULL;
}

/* The stalest of the key's places makes room. */
static struct entry *find_or_make(uint64_t key, int64_t slice) REQUIRES(throttle_lock)
{
    struct entry *found = find(key);
    if (found != NULL)
        return found;
    size_t set = key % (THROTTLE_ENTRIES / THROTTLE_WAYS) * THROTTLE_WAYS;
    struct entry *oldest = &entries[set];
    for (size_t i = set; i < set + THROTTLE_WAYS; i++)
        if (entries[i].slice < oldest->slice || entries[i].key == 0)
            oldest = &entries[i];
    *oldest = (struct entry){ .key = key, .slice = slice };
    return oldest;
}

static int count(uint64_t key, int64_t slice)
{
    lock_take(&throttle_lock);
    struct entry *e = find(key);
    if (e != NULL)
        slide(e, slice);
    int n = e != NULL ? failures_of(e) : 0;
    lock_give(&throttle_lock);
    return n;
}

static void add(uint64_t key, int64_t slice)
{
    lock_take(&throttle_lock);
    struct entry *e = find_or_make(key, slice);
    slide(e, slice);
    if (e->failures[slice % THROTTLE_SLICES] < UINT16_MAX)
        e->failures[slice % THROTTLE_SLICES]++;
    lock_give(&throttle_lock);
}

/* The monotonic clock: a fixed test clock or a jump must not freeze the window. */
static int64_t slice_now(void)
{
    return clock_monotonic_ms() / SLICE_MS + THROTTLE_SLICES;
}

enum status throttle_check(struct ctx *cx, struct str address, struct str account)
{
    int64_t slice = slice_now();
    if (count(key_of('a', address), slice) >= THROTTLE_PER_ADDRESS ||
        count(key_of('u', account), slice) >= THROTTLE_PER_ACCOUNT)
        return fail_at(cx, E_RATE, (struct err_where){ "throttled", NULL },
                       "too many failed attempts, try again in %d minutes",
                       THROTTLE_WINDOW_S * MS_PER_SECOND / MS_PER_MINUTE);
    return OK;
}

void throttle_failed(struct ctx *cx, struct str address, struct str account)
{
    (void)cx;
    int64_t slice = slice_now();
    add(key_of('a', address), slice);
    if (account.len > 0)
        add(key_of('u', account), slice);
}

void throttle_succeeded(struct ctx *cx, struct str account)
{
    (void)cx;
    lock_take(&throttle_lock);
    struct entry *e = find(key_of('u', account));
    if (e != NULL)
        *e = (struct entry){ 0 };
    lock_give(&throttle_lock);
}
