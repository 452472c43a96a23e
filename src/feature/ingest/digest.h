/* digest.h - the thread that moves events from the spool into the store.
 *
 * Records are taken in order, never beyond what is durable, in batches bounded by
 * number, bytes and time. The store's own commit carries the mark of the last record it
 * holds: a crash at any point changes nothing. While the store is away the thread waits
 * and events stay in the spool.
 *
 * What the thread is about to do stands in the spool's progress file. Found above the
 * mark at start, that range is digested one record a transaction; a record on whose
 * parsing the process died twice (ten times while storing it) goes to quarantine
 * unparsed (reason "crash"). A batch that does not end begins the program anew
 * (digest_watch.h), to the same effect. A record that fails without killing goes there at
 * once, with why. */
#ifndef FEATURE_INGEST_DIGEST_H
#define FEATURE_INGEST_DIGEST_H

#include "base/base.h"
#include "base/err.h"

struct ctx;
struct db;
struct histogram;
struct spool;

/* cx's handle shows which store; the thread opens its own. E_CONFLICT: another process
 * digests a spool of the same id into this store (PostgreSQL). */
NODISCARD enum status digest_start(struct ctx *cx, struct spool *spool);
/* The last sequence of this spool that the store holds; 0 = nothing. */
NODISCARD enum status digest_mark(struct ctx *cx, const struct spool *spool, uint64_t *mark);
/* A data folder that was copied to a second machine has the same spool: two processes would
 * write one mark. The lock lives as long as the connection db, which is closed when it cannot
 * be had (E_CONFLICT); a process that was killed a moment ago may still have it. */
NODISCARD enum status digest_hold(struct ctx *cx, struct db *db, const struct spool *spool);
/* Ends after the batch at hand, if it was started; what is left stays in the spool. */
void digest_stop(void);

struct digest_figures {
    int64_t events;  /* accepted into the store since start     */
    int64_t repeats; /* recognised repeats                      */
    int64_t quarantined;
    int64_t batches;
    bool is_stuck;            /* the store refused the last batch        */
    char why[ERR_TEXT_BYTES]; /* … with these words           */
};
/* How long batches took, from reading to the commit. */
extern struct histogram digest_times;
void digest_figures(struct digest_figures *out);
/* How long ago the oldest record in work was received; 0 = nothing waits, or everything
 * does because the store is away: that is nobody's flood. Any thread. */
int64_t digest_lag_ms(int64_t now_ms);

#endif
