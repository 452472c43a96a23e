/* core/outbox.h - what must leave the house, at least once.
 *
 * Whoever causes a mail (or a call of another program) adds a row in the transaction of
 * the cause: both happen or neither. Job workers deliver rows that are due through their
 * channel; a row is leased while somebody works on it, so that one process of a cluster
 * does, and taken over when the lease runs out or its process is gone. What is delivered is
 * noted afterwards: a process that dies in between delivers again, with the same uuid.
 *
 * A delivery that may succeed later is tried again with exponential backoff and jitter;
 * one that cannot, or that used up its channel's attempts, is dead: admins see it and may
 * have it tried again. While a whole channel is away it is left in peace for a while.
 *
 * Payloads are sealed in the store (they hold links that open accounts) and forgotten when
 * the row is sent; sent rows stay for OUTBOX_SENT_DAYS, dead ones for OUTBOX_DEAD_DAYS.
 *
 * Memory: cx->arena. Threads: any; all state is in the store. */
#ifndef CORE_OUTBOX_H
#define CORE_OUTBOX_H

#include "base/base.h"
#include "core/metrics.h"

struct ctx;

enum {
    OUTBOX_UNDO_MS = 10000, /* due so much later when a person may undo the cause */
    OUTBOX_SENT_DAYS = 3,
    OUTBOX_DEAD_DAYS = 90,
    OUTBOX_PAYLOAD = 256 << 10, /* bytes */
};

struct outbox_item {
    const char *channel;
    const char *kind;     /* for people: "invite", "notice"                         */
    struct str recipient; /* for people: an address, a name                         */
    struct str payload;   /* the channel's own text, mostly JSON                    */
    struct str key;       /* absent = none; while a row with it waits, adding another
                           * only brings its time forward and takes nothing in      */
    int64_t due_ms;       /* 0 = now                                                */
};
/* In the caller's transaction, which holds until it ends the row that waits under the same
 * key: what was written beside is seen by its delivery, or by a new row's. */
NODISCARD enum status outbox_add(struct ctx *cx, const struct outbox_item *item);

/* An admin's: tried at once, whether it waits for its time or is dead. E_MISSING; E_CONFLICT
 * when it was sent or is being delivered. */
NODISCARD enum status outbox_retry(struct ctx *cx, struct str uuid);

/* --- channels --- */

struct outbox_delivery {
    int64_t id;
    struct str uuid;
    struct str kind;
    struct str recipient;
    struct str payload;
    int64_t attempt; /* 1 = first         */
    int64_t created_ms;
    struct str done; /* deliver's, for delivered */
    int64_t not_before_ms; /* deliver's: a failed one is not tried again sooner */
};

/* A row of a feature's table `channels`; name NULL ends it. */
struct outbox_channel {
    const char *name;
    /* Outside any transaction, bounded by timeout_s. OK: it is out there. E_UPSTREAM,
     * E_RATE: this one later. E_BUSY: the whole channel is away. Anything else: never. The
     * words in cx->err are shown to admins. */
    enum status (*deliver)(struct ctx *cx, struct outbox_delivery *d);
    /* In the transaction that notes the delivery; NULL = nothing to do. */
    enum status (*delivered)(struct ctx *cx, const struct outbox_delivery *d);
    unsigned timeout_s;
    unsigned attempts;
};

/* --- for the feature that has the jobs and routes (feature/outbox) --- */

/* Once, before jobs start: what a process of before left leased is free again where it
 * cannot be alive (SQLite has one process). */
NODISCARD enum status outbox_start(struct ctx *cx);
/* Is there something to deliver? */
bool outbox_is_due(struct ctx *cx);
/* Delivers what is due, row by row, for some seconds at most. */
NODISCARD enum status outbox_run(struct ctx *cx, struct str argument);
/* Forgets old rows. */
NODISCARD enum status outbox_purge(struct ctx *cx, struct str argument);
/* What became of deliveries, for /metrics. */
extern const struct metric outbox_metrics[];

#endif
