#include "base/base.h"
#include "feature/ingest/digest_bodies.h"

#include "base/clock.h"
#include "base/ctx.h"
#include "base/log.h"
#include "base/str.h"
#include "feature/ingest/digest_batch.h"
#include "feature/ingest/quarantine_sql.h"

enum {
    HELD_LOOK_MS = MS_PER_HOUR,
    HELD_LEAST_MS = MS_PER_DAY, /* younger ones stay in any case */
};

void digest_bodies_init(struct digest_bodies *d, struct spool *spool)
{
    *d = (struct digest_bodies){ .spool = spool, .former_seq = spool_durable_seq(spool) };
}

/* Those of records before that one. */
static void remove_before(struct digest_bodies *d, uint64_t seq)
{
    size_t n = 0;

    for (size_t i = 0; i < d->n_kept; i++) {
        if (d->kept[i].seq < seq)
            spill_remove(str_make(d->kept[i].name, SPILL_NAME_BYTES));
        else
            d->kept[n++] = d->kept[i];
    }
    d->n_kept = n;
}

void digest_bodies_done(struct digest_bodies *d, const struct digest_batch *b)
{
    uint64_t oldest = spool_oldest_seq(d->spool);

    remove_before(d, oldest);
    for (const struct filed_body *f = b->files; f != NULL; f = f->next) {
        if (f->seq < oldest || d->n_kept == BODIES_KEPT) {
            spill_remove(f->name);
            continue;
        }
        struct kept_body *k = &d->kept[d->n_kept++];
        k->seq = f->seq;
        memcpy(k->name, f->name.p, SPILL_NAME_BYTES);
    }
}

void digest_bodies_go_back(struct digest_bodies *d, uint64_t mark)
{
    size_t n = 0;

    for (size_t i = 0; i < d->n_kept; i++) {
        if (d->kept[i].seq <= mark)
            d->kept[n++] = d->kept[i];
    }
    d->n_kept = n;
}

/* While a damaged segment is kept aside, its records may name these files. */
static void sweep_former(struct digest_bodies *d, const struct spool_figures *figures)
{
    size_t n = figures->damaged_files == 0 ? spill_sweep() : 0;

    if (n > 0)
        LOG(INFO, "digest.bodies_swept", K_I64("files", (int64_t)n));
    d->is_swept = true;
}

struct held_look {
    struct str spool_id;
    size_t n_removed;
};

/* A store that was put back from a backup may have lost their records for a while: they are
 * digested again. */
static enum status look_at_held(struct ctx *cx, void *arg, struct str name, int64_t since_ms)
{
    struct held_look *look = arg;
    struct q_quarantine_needs_file_args args = { look->spool_id, name };
    struct q_quarantine_needs_file_row row;
    bool is_needed = true;

    if (since_ms > cx->now_ms - HELD_LEAST_MS)
        return OK;
    TRY(q_quarantine_needs_file(cx, &args, &row, &is_needed));
    if (is_needed)
        return OK;
    spill_remove(name);
    look->n_removed++;
    return OK;
}

static void sweep_held(struct ctx *cx, struct digest_bodies *d)
{
    struct held_look look = { spool_id(d->spool), 0 };

    if (clock_monotonic_ms() < d->held_due_ms)
        return;
    d->held_due_ms = clock_monotonic_ms() + HELD_LOOK_MS;
    if (spill_each_held(cx, look_at_held, &look) != OK) {
        LOG(WARN, "digest.held_bodies_not_swept", K_CZ("why", cx->err.text));
        err_clear(&cx->err);
    }
    if (look.n_removed > 0)
        LOG(INFO, "digest.held_bodies_swept", K_I64("files", (int64_t)look.n_removed));
}

void digest_bodies_sweep(struct ctx *cx, struct digest_bodies *d, uint64_t mark)
{
    struct spool_figures figures;

    spool_figures(d->spool, &figures);
    bool is_tight = figures.is_full || figures.is_failing;
    if (is_tight)
        remove_before(d, mark + 1);
    if (!d->is_swept && mark >= d->former_seq &&
        (is_tight || spool_oldest_seq(d->spool) > d->former_seq))
        sweep_former(d, &figures);
    sweep_held(cx, d);
}
