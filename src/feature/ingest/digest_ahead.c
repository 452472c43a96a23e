#include "base/base.h"
#include "feature/ingest/digest_ahead.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/str.h"
#include "feature/ingest/digest_batch.h"
#include "feature/ingest/digest_sql.h"

enum {
    SCAN_MS = 20, /* of looking ahead before the next ordinary batch */
    SEQ_BYTES = 8,
    BITS_PER_BYTE = 8,
};

void digest_ahead_init(struct digest_ahead *a, struct spool *spool, uint64_t closed_until)
{
    *a = (struct digest_ahead){ .spool = spool, .closed_until = closed_until, .scan_ms = SCAN_MS };
    a->scout = spool_scout_open(spool);
}

void digest_ahead_release(struct digest_ahead *a)
{
    if (a->scout != NULL)
        spool_reader_close(a->scout);
}

enum status digest_ahead_load(struct ctx *cx, struct digest_ahead *a)
{
    struct q_digest_mark_ahead_args args = { spool_id(a->spool) };
    struct q_digest_mark_ahead_row row;
    bool found;

    TRY(q_digest_mark_ahead(cx, &args, &row, &found));
    a->seen = 0;
    a->n = 0;
    for (size_t at = 0; found && at + SEQ_BYTES <= row.ahead.len && a->n < AHEAD_MAX;) {
        uint64_t seq = 0;
        for (unsigned i = 0; i < SEQ_BYTES; i++)
            seq |= (uint64_t)(uint8_t)row.ahead.p[at++] << (BITS_PER_BYTE * i);
        a->seqs[a->n++] = seq;
    }
    return OK;
}

/* The first of them that is not before seq. */
static size_t place_of(const struct digest_ahead *a, uint64_t seq)
{
    size_t low = 0, high = a->n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (a->seqs[middle] < seq)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool digest_ahead_has(const struct digest_ahead *a, uint64_t seq)
{
    size_t at = place_of(a, seq);

    return at < a->n && a->seqs[at] == seq;
}

static char *put_seq(char *to, uint64_t seq)
{
    for (unsigned i = 0; i < SEQ_BYTES; i++)
        *to++ = (char)(seq >> (BITS_PER_BYTE * i));
    return to;
}

struct str digest_ahead_beyond(struct ctx *cx, const struct digest_ahead *a, uint64_t mark)
{
    size_t first = place_of(a, mark + 1);
    char *p = arena_bytes(cx->arena, SEQ_BYTES * (a->n - first) + 1), *to = p;

    for (size_t i = first; i < a->n; i++)
        to = put_seq(to, a->seqs[i]);
    return str_make(p, (size_t)(to - p));
}

/* Both lists ascend, and may lie between each other after a restart. */
static size_t merge(const struct digest_ahead *a, const struct digest_batch *b, uint64_t *out)
{
    size_t n = 0, i = 0, j = 0;

    while (i < a->n || j < b->n_ahead) {
        bool is_old = j == b->n_ahead || (i < a->n && a->seqs[i] < b->ahead_seqs[j]);
        uint64_t seq = is_old ? a->seqs[i++] : b->ahead_seqs[j++];
        if (n == 0 || out[n - 1] != seq) /* the store may have told of b before */
            out[n++] = seq;
    }
    return n;
}

static struct str with_batch(struct ctx *cx, const struct digest_ahead *a,
                             const struct digest_batch *b)
{
    uint64_t *all = arena_array(cx->arena, uint64_t, a->n + b->n_ahead);
    size_t n = merge(a, b, all);
    char *p = arena_bytes(cx->arena, SEQ_BYTES * n + 1), *to = p;

    for (size_t i = 0; i < n; i++)
        to = put_seq(to, all[i]);
    return str_make(p, (size_t)(to - p));
}

/* Whoever has had his share waits for his turn, and so does all that he sent later. */
static bool takes_share(struct digest_ahead *a, int64_t project_id)
{
    uint64_t hash = (uint64_t)project_id * 0x9E3779B97F4A7C15u >> 48; /* Fibonacci hashing */
    uint8_t *taken = &a->taken[hash];

    if (*taken == AHEAD_SHARE)
        return false;
    ++*taken;
    return true;
}

static bool may_take_more(const struct digest_ahead *a, const struct digest_batch *b)
{
    return b->n_ahead < AHEAD_BATCH && a->n + b->n_ahead < AHEAD_MAX && !digest_batch_is_full(b);
}

/* The digest has caught up with the scout: everybody's share is whole again. */
static void begin_anew(struct digest_ahead *a, uint64_t mark)
{
    a->seen = mark;
    memset(a->taken, 0, sizeof a->taken);
    spool_reader_seek(a->scout, mark);
}

enum status digest_ahead_fill(struct ctx *cx, struct digest_tools *tools, struct digest_ahead *a,
                              struct digest_batch *b)
{
    int64_t end_ms = clock_monotonic_ms() + a->scan_ms;
    struct record r;
    bool found = true;

    b->ahead_seqs = arena_array(cx->arena, uint64_t, AHEAD_BATCH);
    if (b->mark < a->closed_until)
        return OK;
    if (b->mark >= a->seen)
        begin_anew(a, b->mark);
    while (may_take_more(a, b) && clock_monotonic_ms() < end_ms) {
        TRY(spool_read(cx, a->scout, &r, &found));
        if (!found)
            break;
        a->seen = r.seq;
        if (digest_ahead_has(a, r.seq) || !takes_share(a, r.project_id))
            continue;
        spool_note_progress(a->spool,
                            &(struct spool_progress){ b->mark + 1, r.seq, PROGRESS_AHEAD });
        TRY(digest_prepare(cx, tools, &r, b));
        b->ahead_seqs[b->n_ahead++] = r.seq;
    }
    b->ahead = with_batch(cx, a, b);
    return OK;
}

void digest_ahead_done(struct digest_ahead *a, const struct digest_batch *b)
{
    uint64_t all[AHEAD_MAX];
    size_t first;

    if (b->is_ahead) {
        a->n = merge(a, b, all);
        memcpy(a->seqs, all, a->n * sizeof *all);
        return;
    }
    first = place_of(a, b->last_seq + 1);
    memmove(a->seqs, a->seqs + first, (a->n - first) * sizeof *a->seqs);
    a->n -= first;
}

void digest_ahead_give_up(struct digest_ahead *a, const struct digest_batch *b)
{
    a->closed_until = b->last_seq;
}
