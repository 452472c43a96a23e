#include "base/base.h"
#include "feature/ingest/outcome.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/lock.h"
#include "base/log.h"
#include "base/map.h"
#include "base/str.h"
#include "core/tx.h"
#include "feature/ingest/outcome_rows.h"
#include "feature/ingest/outcome_sql.h"

struct slot {
    int64_t project_id;
    struct outcome count; /* category NULL = free */
};

static struct lock outcomes_lock = LOCK_INIT(LOCK_OUTCOMES);
static struct slot slots[OUTCOME_SLOTS] GUARDED_BY(outcomes_lock);
static int64_t uncounted GUARDED_BY(outcomes_lock); /* no slot was free */

/* Taken out of the table and not known to be written. Changed under the lock, and by
 * outcome_flush alone, which the digest calls, or who has stopped it. */
static struct {
    struct slot slots[OUTCOME_SLOTS];
    size_t n;
    int64_t number;
} doubtful;

static size_t slot_start(const struct slot *wanted)
{
    uint64_t h = (uint64_t)wanted->project_id * 0x9E3779B97F4A7C15u;

    h ^= (uint64_t)(uintptr_t)wanted->count.category ^ map_hash(str_c(wanted->count.reason));
    return (size_t)((h ^ h >> 29) % OUTCOME_SLOTS);
}

static bool slot_is(const struct slot *s, const struct slot *wanted)
{
    return s->count.hour == wanted->count.hour && s->project_id == wanted->project_id &&
           strcmp(s->count.category, wanted->count.category) == 0 &&
           strcmp(s->count.reason, wanted->count.reason) == 0;
}

/* Only so many neighbours are tried: a full table must not make counting slow. */
static struct slot *slot_for(const struct slot *wanted) REQUIRES(outcomes_lock);
static struct slot *slot_for(const struct slot *wanted)
{
    enum { TRIES = 32 };
    size_t start = slot_start(wanted);

    for (size_t i = 0; i < TRIES; i++) {
        struct slot *s = &slots[(start + i) % OUTCOME_SLOTS];
        if (s->count.category == NULL)
            *s = *wanted;
        if (slot_is(s, wanted))
            return s;
    }
    return NULL;
}

static void slot_add(const struct slot *wanted, int64_t quantity) REQUIRES(outcomes_lock);
static void slot_add(const struct slot *wanted, int64_t quantity)
{
    struct slot *s = slot_for(wanted);

    if (s != NULL)
        s->count.quantity += quantity;
    else
        uncounted += quantity;
}

void outcome_count(int64_t project_id, int64_t now_ms, const char *category, const char *reason,
                   int64_t quantity)
{
    struct slot wanted = { project_id, { .hour = clock_hour(now_ms), .category = category } };

    (void)snprintf(wanted.count.reason, sizeof wanted.count.reason, "%s", reason);
    lock_take(&outcomes_lock);
    slot_add(&wanted, quantity);
    lock_give(&outcomes_lock);
}

size_t outcome_pending(struct ctx *cx, int64_t project_id, struct outcome **out)
{
    struct outcome *list = arena_array(cx->arena, struct outcome, 2 * OUTCOME_SLOTS);
    size_t n = 0;

    lock_take(&outcomes_lock);
    for (size_t i = 0; i < OUTCOME_SLOTS; i++) {
        if (slots[i].count.category != NULL && slots[i].project_id == project_id)
            list[n++] = slots[i].count;
    }
    for (size_t i = 0; i < doubtful.n; i++) {
        if (doubtful.slots[i].project_id == project_id)
            list[n++] = doubtful.slots[i].count;
    }
    lock_give(&outcomes_lock);
    *out = list;
    return n;
}

/* Takes all counts out of the table. */
static void take_all(void) REQUIRES(outcomes_lock);
static void take_all(void)
{
    doubtful.n = 0;
    for (size_t i = 0; i < OUTCOME_SLOTS; i++) {
        if (slots[i].count.category != NULL)
            doubtful.slots[doubtful.n++] = slots[i];
        slots[i] = (struct slot){ 0 };
    }
    if (uncounted > 0)
        LOG(WARN, "outcome.table_full", K_I64("uncounted", uncounted));
    uncounted = 0;
}

static int row_order(const void *a, const void *b)
{
    const struct q_outcome_add_row *x = a, *y = b;

    if (x->hour != y->hour)
        return x->hour < y->hour ? -1 : 1;
    if (x->project_id != y->project_id)
        return x->project_id < y->project_id ? -1 : 1;
    int order = str_cmp(x->category, y->category);
    return order != 0 ? order : str_cmp(x->reason, y->reason);
}

size_t outcome_rows_sum(struct q_outcome_add_row *rows, size_t n)
{
    size_t kept = 0;

    qsort(rows, n, sizeof *rows, row_order);
    for (size_t i = 0; i < n; i++) {
        if (kept > 0 && row_order(&rows[kept - 1], &rows[i]) == 0)
            rows[kept - 1].quantity += rows[i].quantity;
        else
            rows[kept++] = rows[i];
    }
    return kept;
}

static enum status write_all(struct ctx *cx, struct str spool_id)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    size_t n = doubtful.n;
    struct q_outcome_add_row *rows = arena_array(cx->arena, struct q_outcome_add_row, n);

    for (size_t i = 0; i < n; i++) {
        const struct slot *s = &doubtful.slots[i];
        rows[i] = (struct q_outcome_add_row){ .hour = s->count.hour,
                                              .project_id = s->project_id,
                                              .category = str_c(s->count.category),
                                              .reason = str_c(s->count.reason),
                                              .quantity = s->count.quantity };
    }
    TRY(tx_begin(cx, &tx));
    TRY(q_outcome_flush_set(cx, &(struct q_outcome_flush_set_args){ spool_id, doubtful.number }));
    TRY(q_outcome_add(cx, rows, outcome_rows_sum(rows, n)));
    return tx_commit(&tx);
}

/* Counts whose commit failed: they are there, or not. */
static enum status settle(struct ctx *cx, struct str spool_id)
{
    struct q_outcome_flush_get_args args = { spool_id };
    struct q_outcome_flush_get_row row;
    bool found;

    if (doubtful.n == 0)
        return OK;
    TRY(q_outcome_flush_get(cx, &args, &row, &found));
    lock_take(&outcomes_lock);
    if (found && row.number == doubtful.number)
        doubtful.n = 0;
    lock_give(&outcomes_lock);
    return OK;
}

/* Numbers are drawn at random: those of an earlier life of this process are others. */
static void take_next(void)
{
    lock_take(&outcomes_lock);
    if (doubtful.n == 0) {
        take_all();
        doubtful.number = (int64_t)(random_u64() >> 1);
    }
    lock_give(&outcomes_lock);
}

enum status outcome_flush(struct ctx *cx, struct str spool_id)
{
    TRY(settle(cx, spool_id));
    take_next();
    if (doubtful.n == 0)
        return OK;
    TRY(write_all(cx, spool_id));
    lock_take(&outcomes_lock);
    doubtful.n = 0;
    lock_give(&outcomes_lock);
    return OK;
}
