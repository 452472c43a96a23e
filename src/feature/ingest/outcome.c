#include "base/base.h"
#include "feature/ingest/outcome.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/lock.h"
#include "base/log.h"
#include "base/str.h"
#include "core/tx.h"
#include "feature/ingest/outcome_sql.h"

struct slot {
    int64_t hour;
    int64_t project_id;
    const char *category; /* NULL = free */
    const char *reason;
    int64_t quantity;
};

static struct lock outcomes_lock = LOCK_INIT(LOCK_OUTCOMES);
static struct slot slots[OUTCOME_SLOTS] GUARDED_BY(outcomes_lock);
static int64_t uncounted GUARDED_BY(outcomes_lock); /* no slot was free */

static size_t slot_start(const struct slot *wanted)
{
    uint64_t h = (uint64_t)wanted->project_id * 0x9E3779B97F4A7C15u;

    h ^= (uint64_t)(uintptr_t)wanted->category ^ (uint64_t)(uintptr_t)wanted->reason << 1;
    return (size_t)((h ^ h >> 29) % OUTCOME_SLOTS);
}

static bool slot_is(const struct slot *s, const struct slot *wanted)
{
    return s->hour == wanted->hour && s->project_id == wanted->project_id &&
           s->category == wanted->category && s->reason == wanted->reason;
}

/* Only so many neighbours are tried: a full table must not make counting slow. */
static struct slot *slot_for(const struct slot *wanted) REQUIRES(outcomes_lock);
static struct slot *slot_for(const struct slot *wanted)
{
    enum { TRIES = 32 };
    size_t start = slot_start(wanted);

    for (size_t i = 0; i < TRIES; i++) {
        struct slot *s = &slots[(start + i) % OUTCOME_SLOTS];
        if (s->category == NULL)
            *s = *wanted;
        if (slot_is(s, wanted))
            return s;
    }
    return NULL;
}

void outcome_count(int64_t project_id, int64_t now_ms, const char *category, const char *reason,
                   int64_t quantity)
{
    struct slot wanted = { clock_hour(now_ms), project_id, category, reason, 0 };

    lock_take(&outcomes_lock);
    struct slot *s = slot_for(&wanted);
    if (s != NULL)
        s->quantity += quantity;
    else
        uncounted += quantity;
    lock_give(&outcomes_lock);
}

/* Takes all counts out of the table. */
static size_t take_all(struct arena *a, struct slot **out, int64_t *lost)
{
    struct slot *taken = arena_array(a, struct slot, OUTCOME_SLOTS);
    size_t n = 0;

    lock_take(&outcomes_lock);
    for (size_t i = 0; i < OUTCOME_SLOTS; i++) {
        if (slots[i].category != NULL)
            taken[n++] = slots[i];
        slots[i] = (struct slot){ 0 };
    }
    *lost = uncounted;
    uncounted = 0;
    lock_give(&outcomes_lock);
    *out = taken;
    return n;
}

static enum status write_all(struct ctx *cx, const struct slot *taken, size_t n)
{
    struct tx tx SCOPED(tx_end) = { 0 };

    TRY(tx_begin(cx, &tx));
    for (size_t i = 0; i < n; i++) {
        struct q_outcome_add_args args = { .hour = taken[i].hour,
                                           .project_id = taken[i].project_id,
                                           .category = str_c(taken[i].category),
                                           .reason = str_c(taken[i].reason),
                                           .quantity = taken[i].quantity };
        TRY(q_outcome_add(cx, &args));
    }
    return tx_commit(&tx);
}

enum status outcome_flush(struct ctx *cx)
{
    struct slot *taken;
    int64_t lost;
    size_t n = take_all(cx->arena, &taken, &lost);

    if (lost > 0)
        LOG(WARN, "outcome.table_full", K_I64("uncounted", lost));
    if (n == 0)
        return OK;
    enum status st = write_all(cx, taken, n);
    if (st != OK) {
        lock_take(&outcomes_lock);
        for (size_t i = 0; i < n; i++) {
            struct slot wanted = taken[i];
            wanted.quantity = 0;
            struct slot *s = slot_for(&wanted);
            if (s != NULL)
                s->quantity += taken[i].quantity;
        }
        lock_give(&outcomes_lock);
    }
    return st;
}
