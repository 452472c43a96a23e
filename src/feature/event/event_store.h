/* event_store.h - stored events: finding, reading, walking (storage.md §3).
 *
 * Written by the digest only (event_store_write.h of the ingest feature's batch);
 * everybody else reads here. All look-ups are bounded by segments, newest first. */
#ifndef FEATURE_EVENT_EVENT_STORE_H
#define FEATURE_EVENT_EVENT_STORE_H

#include "base/base.h"
#include "base/id.h"

struct ctx;

struct stored_event {
    int64_t id; /* segment << 16 | ordinal; 0 = latest-only (thinned) */
    int64_t project_id;
    int64_t fingerprint_id;
    int64_t received_ms;
    int64_t timestamp_ms;
    int64_t level;          /* enum event_level */
    uint64_t user_hash;     /* 0 = none         */
    struct str environment; /* absent = none    */
    struct str release;
    struct str data; /* the document, JSON text; absent when not asked for */
};

enum event_place { EVENT_NEVER_SEEN, EVENT_STORED, EVENT_COUNTED, EVENT_FILTERED };

/* "Where is my event": over the segments of this project, newest first. */
struct event_found {
    enum event_place place;
    int64_t id;             /* COUNTED: the last id of its segment, for neighbours */
    int64_t fingerprint_id; /* 0 = unknown: the row is gone */
    int64_t filter;         /* FILTERED: enum event_filter  */
};
NODISCARD enum status event_lookup(struct ctx *cx, int64_t project_id, const struct event_id *id,
                                   struct event_found *out);
/* Of a stored row whose document is not at hand. Reads its segment's keys: rare. */
NODISCARD enum status event_id_of_row(struct ctx *cx, int64_t project_id, int64_t id,
                                      struct event_id *out, bool *found);

/* One event with its data. found = false: gone or never there. */
NODISCARD enum status event_read(struct ctx *cx, int64_t project_id, int64_t id,
                                 struct stored_event *out, bool *found);

/* The document that a fingerprint's events are packed against. found = false: gone. */
NODISCARD enum status event_exemplar(struct ctx *cx, int64_t project_id, int64_t exemplar_id,
                                     struct str *document, bool *found);

/* A window over the stored events of an issue (a set of fingerprints), newest first. */
struct event_range {
    int64_t project_id;
    const int64_t *fingerprint_ids;
    size_t n_fingerprints;
    int64_t before_id; /* only ids below; 0 = from the newest */
    int64_t after_id;  /* only ids above (then oldest first); 0 = none */
    int64_t skip;      /* GoSnag's offset */
    int64_t limit;
    bool with_data; /* ≤ LIMIT_EVENTS_PAGE_BYTES of it: later rows have absent data */
};
NODISCARD enum status event_page(struct ctx *cx, const struct event_range *range,
                                 struct stored_event **out, size_t *n);
/* The newest event that was only counted, with its data: its body is the one its
 * fingerprint keeps beside the stored ones. id is 0. */
NODISCARD enum status event_latest_counted(struct ctx *cx, const struct event_range *range,
                                           struct event_id *event_id, struct stored_event *out,
                                           bool *found);
/* Oldest and newest ids and the number of stored rows. */
struct event_bounds {
    int64_t oldest_id;
    int64_t newest_id;
    int64_t stored;
};
NODISCARD enum status event_bounds(struct ctx *cx, const struct event_range *range,
                                   struct event_bounds *out);
/* How many stored events of the range are older than this one (exact to
 * LIMIT_COUNT_TOTAL, else -1). */
NODISCARD enum status event_ordinal(struct ctx *cx, const struct event_range *range, int64_t id,
                                    int64_t *out);

#endif
