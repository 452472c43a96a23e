#include "base/base.h"
#include "feature/ingest/digest.h"

#include <pthread.h>
#include <stdatomic.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/lock.h"
#include "base/log.h"
#include "base/str.h"
#include "core/histogram.h"
#include "core/live.h"
#include "feature/ingest/digest_ahead.h"
#include "feature/ingest/digest_batch.h"
#include "feature/ingest/digest_bodies.h"
#include "feature/ingest/digest_sql.h"
#include "feature/ingest/digest_watch.h"
#include "feature/ingest/quarantine.h"
#include "feature/ingest/outcome.h"
#include "feature/ingest/spool.h"
#include "feature/project/project_key.h"
#include "feature/rate_limit/rate_limit.h"
#include "feature/stats/stat.h"
#include "port/db.h"

enum {
    IDLE_MS = 1000,
    IDLE_RELEASE = 10, /* idle rounds until memory that was needed for speed goes back */
    RETRY_FIRST_MS = 50,
    RETRY_MAX_MS = 5000,
    WANTED_MS = 20,        /* a batch's length while a person waits for the writer */
    BUSY_EVENTS = 32,      /* a batch of so many tells of load: the next one gathers      */
    GATHER_MS = 200,       /* from the beginning of one batch to that of the next         */
    GATHER_RECORDS = 4096, /* enough for a batch: no more waiting                        */
    RETRY_LOOK_MS = 1000,  /* how soon a wanted record of the quarantine is seen         */
    PROCESS_ALIVE_S = 120, /* a process that digested nothing for so long has no part    */
    CHECKPOINT_EACH = 4,   /* batches between looks at the WAL while busy                */
};

/* How heavily a record weighs on whom the process died with it alone at hand. Parsing is
 * its own doing; in the store it may just have waited (for the locks of the process
 * before, killed too). */
enum {
    DEATH_PARSING = 5,
    DEATH_STORING = 1,
    DEATHS_MAX = 10, /* then it is kept aside */
};

struct digest {
    struct spool *spool;
    struct spool_reader *reader;
    struct db *db;
    struct digest_tools tools;
    struct arena arena; /* one batch */
    uint64_t mark;
    uint64_t careful_until; /* one record a transaction up to here */
    int64_t keys_due_ms;
    int64_t counts_due_ms;
    int64_t folded_segment; /* statistics were folded when this one was open */
    int64_t begun_ms;       /* the last batch, monotonic */
    size_t n_last;          /* its events                */
    int64_t retry_due_ms;
    bool is_replayed;
    struct digest_bodies bodies;
    struct digest_ahead ahead;
    int64_t behind_ms; /* how old the last record of the last batch was */
    pthread_t thread;
    bool is_started;
};

static struct digest digest;
static _Atomic bool is_stopping;
static _Atomic int64_t n_events, n_repeats, n_quarantined, n_batches;
static _Atomic bool is_stuck;
static _Atomic int64_t oldest_received_ms; /* of the records in work; 0 = none */
static struct lock why_lock = LOCK_INIT(LOCK_DIGEST);
static char stuck_why[ERR_TEXT_BYTES] GUARDED_BY(why_lock);

static void note_stuck(const char *why)
{
    lock_take(&why_lock);
    memcpy(stuck_why, why, sizeof stuck_why);
    lock_give(&why_lock);
    if (!atomic_exchange(&is_stuck, true))
        LOG(WARN, "digest.store_away", K_CZ("why", why));
}

/* Within a batch. In small steps, so that stopping does not wait for it. */
static void pause_ms(struct digest *d, int64_t ms)
{
    int64_t until = clock_monotonic_ms() + ms;

    while (!atomic_load(&is_stopping) && clock_monotonic_ms() < until)
        (void)spool_wait(d->spool, UINT64_MAX, RETRY_FIRST_MS);
    digest_watch_begin();
}

/* What prepare needs of the disk (files of attachments). */
static bool wait_for_disk(const struct err *why)
{
    note_stuck(why->text);
    pause_ms(&digest, RETRY_MAX_MS);
    return !atomic_load(&is_stopping);
}

/* False: nothing more is durable, or reading failed (logged; tried again after a pause). */
static bool read_next(struct ctx *cx, struct digest *d, struct record *r)
{
    bool found = false;

    if (spool_read(cx, d->reader, r, &found) != OK) {
        LOG(ERROR, "digest.read_failed", K_CZ("why", cx->err.text));
        err_clear(&cx->err);
        pause_ms(d, RETRY_MAX_MS);
    }
    return found;
}

static bool may_go_on(const struct digest *d, int64_t started_ms)
{
    int64_t spent = clock_monotonic_ms() - started_ms;
    int64_t allowed = db_writer_is_wanted(d->db) ? WANTED_MS : LIMIT_DIGEST_MS;

    return spent < allowed && !atomic_load(&is_stopping);
}

/* It is in the store already; the mark passes it. */
static bool skip_taken(const struct digest *d, const struct record *r, struct digest_batch *b)
{
    if (!digest_ahead_has(&d->ahead, r->seq))
        return false;
    if (b->first_seq == 0) {
        b->first_seq = r->seq;
        b->first_received_ms = r->received_ms;
    }
    b->last_seq = r->seq;
    b->last_received_ms = r->received_ms;
    return true;
}

static enum status fill_batch(struct ctx *cx, struct digest *d, struct digest_batch *b)
{
    int64_t started_ms = clock_monotonic_ms();
    struct record r;

    do {
        if (!read_next(cx, d, &r))
            return OK;
        if (skip_taken(d, &r, b))
            continue;
        spool_note_progress(d->spool, &(struct spool_progress){ d->mark + 1, r.seq, 0 });
        TRY(digest_prepare(cx, &d->tools, &r, b));
        atomic_store(&oldest_received_ms, b->first_received_ms);
    } while (!digest_batch_is_full(b) && may_go_on(d, started_ms));
    return OK;
}

/* One record; what stood in the progress file says how often the process died of it. */
static enum status fill_alone(struct ctx *cx, struct digest *d, struct digest_batch *b)
{
    struct spool_progress found = spool_found_progress(d->spool);
    struct record r;

    if (!read_next(cx, d, &r) || skip_taken(d, &r, b))
        return OK;
    uint64_t deaths = found.first == r.seq && found.last == r.seq ? found.deaths : 0;
    if (deaths >= DEATHS_MAX) {
        b->first_seq = b->last_seq = r.seq;
        digest_reject(cx, b, &r, "crash", S("the program ended while it digested this record"));
        return OK;
    }
    spool_note_progress(d->spool, &(struct spool_progress){ r.seq, r.seq, deaths + DEATH_PARSING });
    TRY(digest_prepare(cx, &d->tools, &r, b));
    spool_note_progress(d->spool, &(struct spool_progress){ r.seq, r.seq, deaths + DEATH_STORING });
    return OK;
}

/* How far the store is after a failure, asked until it answers: a commit whose answer was
 * lost on the way may have been done. False: the program stops. */
static bool ask_mark(struct ctx *cx, struct digest *d, int64_t wait_ms, uint64_t *mark)
{
    for (;;) {
        pause_ms(d, wait_ms);
        if (atomic_load(&is_stopping))
            return false;
        if (digest_mark(cx, d->spool, mark) == OK && digest_ahead_load(cx, &d->ahead) == OK)
            return true;
        err_clear(&cx->err);
        wait_ms = wait_ms * 2 < RETRY_MAX_MS ? wait_ms * 2 : RETRY_MAX_MS;
    }
}

/* All that was remembered of the store: it is read anew. */
static void forget_store(struct digest *d)
{
    exemplar_cache_clear(&d->tools.exemplars);
    segments_release(&d->tools.segments);
    segments_init(&d->tools.segments);
    stat_release();
    d->is_replayed = false;
}

/* The store holds less than it did: a standby took over, or a backup was put back under the
 * running program. What the spool still has is digested again. */
static void go_back(struct digest *d, uint64_t mark)
{
    d->behind_ms = 0;
    LOG(WARN, "digest.store_went_back", K_I64("from", (int64_t)d->mark),
        K_I64("to", (int64_t)mark));
    d->mark = mark;
    spool_reader_seek(d->reader, mark);
    digest_bodies_go_back(&d->bodies, mark);
    forget_store(d);
}

static void tell_result(struct ctx *cx, const struct digest_result *result)
{
    atomic_fetch_add(&n_events, (int64_t)result->n_accepted);
    atomic_fetch_add(&n_repeats, (int64_t)result->n_repeats);
    digest_publish(cx, result);
}

static void batch_done(struct ctx *cx, struct digest *d, const struct digest_batch *b,
                       const struct digest_result *result)
{
    static const struct spool_progress clean;

    digest_ahead_done(&d->ahead, b);
    if (!b->is_ahead) {
        d->mark = b->last_seq;
        d->behind_ms = clock_now_ms() - b->last_received_ms;
        atomic_store(&oldest_received_ms, 0);
    }
    d->n_last = b->n_events;
    spool_note_progress(d->spool, &clean);
    spool_digested(d->spool, d->mark);
    digest_bodies_done(&d->bodies, b);
    tell_result(cx, result);
    atomic_fetch_add(&n_quarantined, (int64_t)b->n_rejected);
    atomic_fetch_add(&n_batches, 1);
    histogram_note(&digest_times, clock_monotonic_ms() - d->begun_ms);
    for (size_t i = 0; i < b->n_rejected; i++)
        LOG(ERROR, "event.quarantined", K_I64("project", b->rejected[i].project_id),
            K_I64("sequence", (int64_t)b->rejected[i].seq), K_CZ("reason", b->rejected[i].reason),
            K_STR("detail", b->rejected[i].detail));
}

/* Was it stored after all, the answer being lost? held: the store's mark. */
static bool was_stored(const struct digest *d, const struct digest_batch *b, uint64_t held)
{
    return b->is_ahead ? digest_ahead_has(&d->ahead, b->ahead_seqs[0]) : held >= b->last_seq;
}

/* The store was away. *is_over: it went back, or the batch turns out to be stored.
 * E_BUSY: the program stops. */
static enum status after_absence(struct ctx *cx, struct digest *d, const struct digest_batch *b,
                                 int64_t wait_ms, bool *is_over)
{
    uint64_t held = 0;

    note_stuck(cx->err.text);
    err_clear(&cx->err);
    if (!ask_mark(cx, d, wait_ms, &held))
        return E_BUSY;
    *is_over = true;
    if (held < d->mark) {
        go_back(d, held);
    } else if (was_stored(d, b, held)) { /* and memory knows nothing of it */
        forget_store(d);
        batch_done(cx, d, b, &(struct digest_result){ 0 });
    } else {
        *is_over = false;
    }
    return OK;
}

/* Tries until the store takes the batch, refuses it for good, or the program stops. */
static enum status store_batch(struct ctx *cx, struct digest *d, struct digest_batch *b)
{
    struct digest_result result = { 0 };
    int64_t wait_ms = RETRY_FIRST_MS;
    bool is_over = false;

    if (!b->is_ahead)
        b->ahead = digest_ahead_beyond(cx, &d->ahead, b->last_seq);
    while (!is_over) {
        struct arena_mark mark = arena_mark(cx->arena);
        enum status st = digest_store(cx, &d->tools, spool_id(d->spool), b, &result);
        if (st == OK) {
            if (atomic_exchange(&is_stuck, false))
                LOG(INFO, "digest.recovered");
            batch_done(cx, d, b, &result);
            return OK;
        }
        if (st != E_BUSY)
            return st;
        arena_rewind(cx->arena, mark);
        TRY(after_absence(cx, d, b, wait_ms, &is_over));
        wait_ms = wait_ms * 2 < RETRY_MAX_MS ? wait_ms * 2 : RETRY_MAX_MS;
    }
    return OK;
}

/* The record that stands alone in b cannot be stored: it is kept aside instead. */
static enum status quarantine_alone(struct ctx *cx, struct digest *d, const char *why)
{
    struct digest_batch *b = digest_batch_new(cx);
    struct record r;

    spool_reader_seek(d->reader, d->mark);
    if (!read_next(cx, d, &r))
        return fail(cx, E_INTERNAL, "a record cannot be read again");
    b->first_seq = b->last_seq = r.seq;
    digest_reject(cx, b, &r, "internal", str_c(why));
    return store_batch(cx, d, b);
}

/* Before the first batch, and when a segment was closed. */
static enum status keep_stats(struct ctx *cx, struct digest *d)
{
    int64_t segment = d->tools.segments.open.id;

    if (!d->is_replayed)
        TRY(stat_replay(cx));
    d->is_replayed = true;
    if (d->folded_segment != 0 && d->folded_segment != segment)
        TRY(stat_fold(cx));
    d->folded_segment = segment;
    return OK;
}

static void digest_some(struct digest *d)
{
    struct ctx cx = { .arena = &d->arena, .db = d->db, .now_ms = clock_now_ms() };
    bool is_alone = d->mark < d->careful_until;

    arena_reset(&d->arena);
    if (keep_stats(&cx, d) != OK) {
        LOG(WARN, "stats.fold_failed", K_CZ("why", cx.err.text));
        pause_ms(d, RETRY_FIRST_MS);
        return;
    }
    struct digest_batch *b = digest_batch_new(&cx);
    enum status st = is_alone ? fill_alone(&cx, d, b) : fill_batch(&cx, d, b);
    uint64_t last = b->last_seq;
    if (st == OK && last == 0)
        return;
    if (st == OK)
        st = store_batch(&cx, d, b);
    if (st == OK || atomic_load(&is_stopping))
        return;
    char why[ERR_TEXT_BYTES];
    memcpy(why, cx.err.text, sizeof why);
    LOG(ERROR, "digest.batch_failed", K_I64("first", (int64_t)b->first_seq),
        K_I64("last", (int64_t)last), K_CZ("why", why));
    err_clear(&cx.err);
    if (b->first_seq == last && quarantine_alone(&cx, d, why) == OK)
        return;
    d->careful_until = last;
    spool_reader_seek(d->reader, d->mark);
}

/* While a flood waits: what others have sent since, first. */
static void digest_quiet(struct digest *d)
{
    struct ctx cx = { .arena = &d->arena, .db = d->db, .now_ms = clock_now_ms() };

    if (d->behind_ms < AHEAD_BEHIND_MS || d->mark < d->careful_until)
        return;
    arena_reset(&d->arena);
    if (keep_stats(&cx, d) != OK)
        return; /* the next batch tells of it */
    struct digest_batch *b = digest_batch_new(&cx);
    b->is_ahead = true;
    b->mark = d->mark;
    enum status st = digest_ahead_fill(&cx, &d->tools, &d->ahead, b);
    if (st == OK && b->n_ahead > 0)
        st = store_batch(&cx, d, b);
    if (st == OK || atomic_load(&is_stopping))
        return;
    LOG(WARN, "digest.ahead_failed", K_CZ("why", cx.err.text));
    digest_ahead_give_up(&d->ahead, b);
}

/* Records of the quarantine that somebody wants digested again, one at a time. */
static void retry_quarantined(struct digest *d)
{
    struct ctx cx = { .arena = &d->arena, .db = d->db, .now_ms = clock_now_ms() };
    struct digest_result result;
    bool found = true;

    if (clock_monotonic_ms() < d->retry_due_ms || d->mark < d->careful_until)
        return;
    arena_reset(&d->arena);
    enum status st = keep_stats(&cx, d);
    if (st == OK)
        st = quarantine_digest(&cx, &d->tools, spool_id(d->spool), &result, &found);
    if (st != OK)
        LOG(WARN, "quarantine.retry_failed", K_CZ("why", cx.err.text));
    else if (found)
        tell_result(&cx, &result);
    if (st != OK || !found)
        d->retry_due_ms = clock_monotonic_ms() + RETRY_LOOK_MS;
}

/* What this process counted in memory goes into the store; a failure keeps it for the
 * next time. */
static void write_counts(struct ctx *cx, struct digest *d)
{
    if (clock_monotonic_ms() < d->counts_due_ms)
        return;
    d->counts_due_ms = clock_monotonic_ms() + (int64_t)OUTCOME_FLUSH_S * MS_PER_SECOND;
    if (outcome_flush(cx, spool_id(d->spool)) != OK || project_keys_write_used(cx) != OK)
        LOG(WARN, "digest.counts_not_written", K_CZ("why", cx->err.text));
    err_clear(&cx->err);
}

/* A batch pays for its commit and for a row of each issue, hour and statistic it touches,
 * however few its events are. Under load it waits until some have come together; an event
 * that comes alone is digested at once. */
static void gather(struct digest *d)
{
    int64_t due_ms = d->begun_ms + (d->n_last >= BUSY_EVENTS ? GATHER_MS : 0);
    int64_t now_ms = clock_monotonic_ms();
    bool is_enough = d->mark < d->careful_until;

    while (!is_enough && now_ms < due_ms && !atomic_load(&is_stopping)) {
        is_enough = spool_wait(d->spool, d->mark + GATHER_RECORDS, due_ms - now_ms);
        now_ms = clock_monotonic_ms();
    }
    d->begun_ms = now_ms;
    d->n_last = 0;
}

/* Those that took events lately share the limits of projects and keys. */
static enum status count_processes(struct ctx *cx)
{
    struct q_digest_mark_count_row row;
    struct q_digest_mark_count_args args = { cx->now_ms -
                                             (int64_t)PROCESS_ALIVE_S * MS_PER_SECOND };

    TRY(q_digest_mark_count(cx, &args, &row));
    rate_limit_share(row.n);
    return OK;
}

/* Things that wait for a quiet moment. */
static void rest(struct digest *d, bool is_idle)
{
    struct ctx cx = { .arena = &d->arena, .db = d->db, .now_ms = clock_now_ms() };

    arena_reset(&d->arena);
    digest_bodies_sweep(&cx, &d->bodies, d->mark);
    if (db_checkpoint(&cx, is_idle) != OK)
        LOG(WARN, "digest.checkpoint_failed", K_CZ("why", cx.err.text));
    err_clear(&cx.err);
    write_counts(&cx, d);
    if (clock_monotonic_ms() < d->keys_due_ms)
        return;
    d->keys_due_ms = clock_monotonic_ms() + (int64_t)KEYS_POLL_S * MS_PER_SECOND;
    if (project_keys_load(&cx) != OK || count_processes(&cx) != OK)
        LOG(WARN, "keys.load_failed", K_CZ("why", cx.err.text));
}

/* Hot statistics go into their table before the program ends. */
static void fold_stats(struct digest *d)
{
    struct ctx cx = { .arena = &d->arena, .db = d->db, .now_ms = clock_now_ms() };

    arena_reset(&d->arena);
    if (stat_fold(&cx) != OK)
        LOG(WARN, "stats.fold_failed", K_CZ("why", cx.err.text));
}

static void *digest_main(void *arg)
{
    struct digest *d = arg;

    digest_watch_init();
    unsigned n_idle = 0;
    for (unsigned i = 1; !atomic_load(&is_stopping); i++) {
        bool is_more = spool_wait(d->spool, d->mark, IDLE_MS);
        n_idle = is_more ? 0 : n_idle + 1;
        if (is_more) {
            gather(d);
            digest_watch_begin();
            digest_quiet(d);
            digest_some(d);
        }
        digest_watch_begin();
        retry_quarantined(d);
        digest_watch_end();
        if (!is_more || i % CHECKPOINT_EACH == 0)
            rest(d, !is_more);
        if (n_idle == IDLE_RELEASE)
            db_release_memory(d->db);
    }
    digest_watch_release();
    fold_stats(d);
    return NULL;
}

enum status digest_start(struct ctx *cx, struct spool *spool)
{
    struct digest *d = &digest;

    *d = (struct digest){ .spool = spool };
    TRY(digest_mark(cx, spool, &d->mark));
    TRY(spool_set_mark(cx, spool, d->mark));
    struct spool_progress found = spool_found_progress(spool);
    bool was_ahead = found.deaths == PROGRESS_AHEAD;
    if (found.last > d->mark && !was_ahead)
        d->careful_until = found.last;
    digest_ahead_init(&d->ahead, spool, was_ahead ? found.last : 0);
    TRY(digest_ahead_load(cx, &d->ahead));
    digest_bodies_init(&d->bodies, spool);
    d->reader = spool_reader_open(spool, d->mark);
    d->db = db_open(db_store_of(cx->db));
    TRY(digest_hold(cx, d->db, spool));
    d->tools.packer = packer_new();
    d->tools.wait_for_disk = wait_for_disk;
    exemplar_cache_init(&d->tools.exemplars);
    segments_init(&d->tools.segments);
    arena_init(&d->tools.scratch, "digest.event", LIMIT_EVENT_SCRATCH);
    arena_init(&d->arena, "digest.batch", LIMIT_BATCH_ARENA);
    atomic_store(&is_stopping, false);
    if (pthread_create(&d->thread, NULL, digest_main, d) != 0)
        return fail(cx, E_INTERNAL, "cannot start the digest thread");
    d->is_started = true;
    return OK;
}

void digest_stop(void)
{
    struct digest *d = &digest;

    if (!d->is_started)
        return;
    atomic_store(&is_stopping, true);
    spool_wake(d->spool);
    (void)pthread_join(d->thread, NULL);
    stat_release();
    spool_reader_close(d->reader);
    digest_ahead_release(&d->ahead);
    packer_free(d->tools.packer);
    exemplar_cache_release(&d->tools.exemplars);
    segments_release(&d->tools.segments);
    section_cache_release(&d->tools.scrubbing);
    section_cache_release(&d->tools.filters);
    grouping_cache_release(&d->tools.grouping);
    arena_release(&d->tools.scratch);
    arena_release(&d->arena);
    db_close(d->db);
}

void digest_figures(struct digest_figures *out)
{
    *out = (struct digest_figures){
        .events = atomic_load(&n_events),
        .repeats = atomic_load(&n_repeats),
        .quarantined = atomic_load(&n_quarantined),
        .batches = atomic_load(&n_batches),
        .is_stuck = atomic_load(&is_stuck),
    };
    lock_take(&why_lock);
    memcpy(out->why, stuck_why, sizeof out->why);
    lock_give(&why_lock);
}

int64_t digest_lag_ms(int64_t now_ms)
{
    int64_t oldest = atomic_load(&is_stuck) ? 0 : atomic_load(&oldest_received_ms);

    return oldest != 0 && now_ms > oldest ? now_ms - oldest : 0;
}
