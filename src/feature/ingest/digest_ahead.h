/* digest_ahead.h - quiet projects do not wait behind a flood.
 *
 * The digest takes records in order. When what it digests is BEHIND_MS old, a scout reads
 * ahead of it, and of every project the first AHEAD_SHARE records it meets are digested now,
 * before the next ordinary batch; all others wait their turn. So whoever sends little waits
 * for one batch of the flood, however long the queue is. Of each project the records are still
 * digested in order: those taken ahead come before those that wait, and counting begins anew
 * only when the digest has caught up with the scout.
 *
 * Exactness: the mark says that everything up to it is in the store; what was taken ahead
 * stands beside it, in the same row and the same transaction, until the mark has passed it.
 * Whatever dies when, each record is digested once.
 *
 * Projects are told apart by a hash: one in 65,536 shares the fate of a flood.
 * Threads: the digest's. */
#ifndef FEATURE_INGEST_DIGEST_AHEAD_H
#define FEATURE_INGEST_DIGEST_AHEAD_H

#include "feature/ingest/spool.h"

struct ctx;
struct digest_batch;
struct digest_tools;

enum {
    AHEAD_SHARE = 16,      /* records of one project, until the digest has caught up  */
    AHEAD_BATCH = 256,     /* records of one batch                                    */
    AHEAD_MAX = 4096,      /* beyond the mark at one time: the scout waits            */
    AHEAD_BEHIND_MS = 500, /* only when the digest is so far behind                   */
    AHEAD_BUCKETS = 1 << 16,
};

struct digest_ahead {
    struct spool *spool;
    struct spool_reader *scout;
    uint64_t seen;         /* the scout has looked at records up to here           */
    uint64_t closed_until; /* nothing is taken ahead until the mark is there        */
    int64_t scan_ms;       /* of looking ahead before the next ordinary batch       */
    size_t n;
    uint64_t seqs[AHEAD_MAX]; /* beyond the mark, in the store; ascending              */
    uint8_t taken[AHEAD_BUCKETS];
};

/* closed_until: a record up to there ended the program while it was taken ahead. */
void digest_ahead_init(struct digest_ahead *a, struct spool *spool, uint64_t closed_until);
void digest_ahead_release(struct digest_ahead *a);
/* What the store says; at start, and whenever it holds less than it did. */
NODISCARD enum status digest_ahead_load(struct ctx *cx, struct digest_ahead *a);
bool digest_ahead_has(const struct digest_ahead *a, uint64_t seq);
/* Fills b (is_ahead) with records behind mark, and says what b->ahead has to hold for the
 * commit. b->n_ahead 0: nothing quiet waits. E_BUSY: the program stops. */
NODISCARD enum status digest_ahead_fill(struct ctx *cx, struct digest_tools *tools,
                                        struct digest_ahead *a, struct digest_batch *b);
/* For the commit of an ordinary batch: what stays ahead of its last record. */
struct str digest_ahead_beyond(struct ctx *cx, const struct digest_ahead *a, uint64_t mark);
/* b is in the store. */
void digest_ahead_done(struct digest_ahead *a, const struct digest_batch *b);
/* b cannot be stored: its records wait for their turn. */
void digest_ahead_give_up(struct digest_ahead *a, const struct digest_batch *b);

#endif
