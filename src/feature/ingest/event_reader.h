/* event_reader.h - how a feature keeps figures of every event, not of issues: a hook
 * (after_event) sees the newest of an issue and batch, a reader each one, filtered events and
 * repeats left out.
 *
 * A feature below ingest in app/feature_table.c names one in its plug (struct feature,
 * .reads). The digest calls it twice:
 *
 *   read    without any lock, event by event, when the document is scrubbed
 *   store   inside the batch's transaction, once, with all that was read, in order of receipt */
#ifndef FEATURE_INGEST_EVENT_READER_H
#define FEATURE_INGEST_EVENT_READER_H

#include "base/base.h"

struct arena;
struct ctx;
struct event;

struct event_reading {
    const struct event *event; /* feature/event/event.h               */
    int64_t project_id;
    struct arena *kept; /* what store needs is copied in here  */
};

struct event_reader {
    /* What store gets, in in->kept; NULL = nothing, and it should be found out at once: this
     * is asked of every event. cx->arena is scratch memory; nothing else of cx is there. */
    void *(*read)(struct ctx *cx, const struct event_reading *in);
    /* E_BUSY: the whole batch is tried again, so what was read must still be as read left it.
     * Any other failure keeps the record in quarantine. */
    enum status (*store)(struct ctx *cx, void *const *readings, size_t n);
};

#endif
