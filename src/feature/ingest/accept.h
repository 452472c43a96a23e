/* accept.h - from a request's body to a record for the spool (design.md §2).
 *
 * Splits the envelope, checks that events are JSON objects,
 * chooses every event id, counts what is not kept (of an envelope that is refused nothing
 * counts, for limits neither). A record's ids are those of its events
 * and of the items that belong to one (item_sink.h). Touches no store, waits for
 * nothing: it runs on the HTTP loop. */
#ifndef FEATURE_INGEST_ACCEPT_H
#define FEATURE_INGEST_ACCEPT_H

#include "feature/ingest/spool.h"
#include "feature/rate_limit/rate_limit.h"

struct ctx;
struct spill;

struct accepted {
    struct record record; /* project, key, remote and client are the caller's to set */
    size_t n_events;
    bool is_kept;       /* false: nothing to spool                          */
    bool has_answer_id; /* the answer is {"id":…}, else {}                  */
    struct event_id answer_id;
    struct spill *file; /* before: what the envelope lies in (body.h), NULL = memory;
                           after: what record.body lies in                            */
    struct str kinds;   /* "event, transaction": for the attempts list      */
    /* Limits of categories that were met: those items were left out. */
    struct rate_hits limits;
};

/* project_id: whom to count for, whose limits hold. Items over a limit, too large or not
 * kept are left out of the record. E_INVALID, E_TOO_LARGE. */
NODISCARD enum status accept_envelope(struct ctx *cx, struct str body, int64_t project_id,
                                      struct accepted *out);
/* One event of the store endpoint, in any of its codings (store_coding.h). */
NODISCARD enum status accept_store(struct ctx *cx, struct str body, int64_t project_id,
                                   struct accepted *out);

#endif
