/* item_sink.h - how a feature keeps envelope items that are no error events: check-ins,
 * sessions, attachments, feedback (sentry-ingest.md §6).
 *
 * A feature below ingest in app/feature_table.c fills rows of struct item_sink and names
 * them in its plug (struct feature, .items). Accept then spools envelopes that hold such
 * items, so they are as durable as events, and the digest hands each item over twice:
 *
 *   prepare   without any lock, item by item: parse, check, decide what to keep
 *   store     inside the batch's transaction, after its events were written, once per
 *             sink with all of its items in order of receipt
 *
 * What arrives by another door (a URL, a form) is made into an envelope there
 * (door_api.h, envelope_write.h) and takes the same way. */
#ifndef FEATURE_INGEST_ITEM_SINK_H
#define FEATURE_INGEST_ITEM_SINK_H

#include "base/base.h"
#include "base/id.h"

struct arena;
struct ctx;
struct envelope_item;
struct spill;

struct item_input {
    const struct envelope_item *item; /* feature/ingest/envelope.h             */
    const struct spill *file;         /* its payload lies in; NULL = memory            */
    int64_t project_id;
    int64_t received_ms;
    int64_t sent_at_ms;         /* of the envelope; 0 = not sent                 */
    struct str remote;          /* client address                                */
    struct str client;          /* name of the SDK; may be absent                */
    struct event_id event_id;   /* sinks with has_event_id: the envelope's event */
    struct arena *kept;         /* what store needs is copied in here            */
    struct item_count **counts; /* item_count's                                  */
};

/* prepare: so many of what the item holds are not kept, and why (a literal). Counted with the
 * commit, as often as the item is prepared. */
void item_count(const struct item_input *in, const char *category, const char *reason,
                int64_t quantity);

struct item_sink {
    const char *type;     /* of the item header: "check_in"; NULL ends a table */
    const char *category; /* in X-Sentry-Rate-Limits and outcomes              */
    /* Settings of the feature. */
    const int64_t *item_bytes;   /* longer payloads are dropped, outcome "too_large"; NULL:
                                    prepare sees them                              */
    const int64_t *per_envelope; /* further ones are dropped, outcome "too_many"   */
    bool has_event_id;           /* belongs to an event, which may never come; the
                                    answer to the client carries the id               */
    /* *out = what store gets, in in->kept; NULL = nothing to keep (item_count says why).
     * cx->arena is scratch memory, gone afterwards. E_INVALID: outcome "invalid". E_BUSY:
     * no disk, tried again until there is. Any other failure keeps the record in
     * quarantine. Digest thread, no transaction. */
    enum status (*prepare)(struct ctx *cx, const struct item_input *in, void **out);
    /* outcomes[i] (all NULL before): what became of item i instead of "accepted", a
     * literal; counted with the commit. E_BUSY: the whole batch is tried again, so items
     * must still be as prepare made them. Any other failure keeps the record in
     * quarantine. */
    enum status (*store)(struct ctx *cx, void *const *items, size_t n, const char **outcomes);
    /* Asked by accept: false = prepare would keep nothing of it, so it is counted as not kept and
     * never spooled. A look at the bytes, on the HTTP loop. NULL = always. */
    bool (*wants)(struct str payload);
};

#endif
