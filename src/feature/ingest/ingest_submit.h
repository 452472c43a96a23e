/* ingest_submit.h - an event that the program itself reports: a check-in that was missed.
 *
 * It takes the way of every other: spool, fdatasync, digest; so it opens or reopens an
 * issue, counts, and rings like one that an SDK sent. */
#ifndef FEATURE_INGEST_INGEST_SUBMIT_H
#define FEATURE_INGEST_INGEST_SUBMIT_H

#include "base/base.h"
#include "base/id.h"

struct ctx;

struct submission {
    int64_t project_id;
    struct event_id id; /* the same again within 48 hours is not counted twice: derive it
                           from what happened, and a repeated job does no harm           */
    struct str json;    /* an event as an SDK would send it                              */
};

/* Waits until it is on disk: from job workers, never from a loop or the digest. E_BUSY:
 * not written, try again; E_MISSING: the project has no key, or is gone. */
NODISCARD enum status ingest_submit(struct ctx *cx, const struct submission *s);

#endif
