/* digest_bodies.h - the files of bodies (body.h) behind the digest.
 *
 * A store that is put back from a backup gets the records again that its spool still has,
 * so the file of a body stays as long as the segment that names it. The writer begins a new
 * segment after SEGMENT_BODIES of them (spool_int.h), so they are few. When the spool is at
 * its limit or the disk is full they go at once: new events come first.
 *
 * What a killed process left behind (a file that was never acknowledged, or whose record
 * was digested just before) goes with the last segment of that process. Files of the
 * quarantine (*.held) that no record there needs any more go once an hour.
 *
 * Threads: the digest's. */
#ifndef FEATURE_INGEST_DIGEST_BODIES_H
#define FEATURE_INGEST_DIGEST_BODIES_H

#include "base/spill.h"
#include "feature/ingest/spool.h"

struct ctx;
struct digest_batch;

enum { BODIES_KEPT = 256 };

struct digest_bodies {
    struct spool *spool;
    struct kept_body {
        uint64_t seq;
        char name[SPILL_NAME_BYTES];
    } kept[BODIES_KEPT]; /* of records that are in the store, in no order */
    size_t n_kept;
    uint64_t former_seq; /* last of the records that an earlier process left */
    bool is_swept;
    int64_t held_due_ms;
};

void digest_bodies_init(struct digest_bodies *d, struct spool *spool);
/* The batch is in the store, and spool_digested was told. */
void digest_bodies_done(struct digest_bodies *d, const struct digest_batch *b);
/* The store holds records up to mark only: the files of later ones are wanted again. */
void digest_bodies_go_back(struct digest_bodies *d, uint64_t mark);
/* In the digest's pauses; everything up to mark is in the store. */
void digest_bodies_sweep(struct ctx *cx, struct digest_bodies *d, uint64_t mark);

#endif
