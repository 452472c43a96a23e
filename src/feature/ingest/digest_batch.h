/* digest_batch.h - events between the spool and the store.
 *
 * Two phases. digest_prepare works on one record without any lock: normalize, group,
 * scrub, describe, and pack when the exemplar is in memory; only finished rows stay in
 * the batch arena. digest_store then writes the whole batch in one transaction.
 * Repeats of a batch after E_BUSY start at digest_store: preparing is done once. */
#ifndef FEATURE_INGEST_DIGEST_BATCH_H
#define FEATURE_INGEST_DIGEST_BATCH_H

#include "feature/event/event.h"
#include "feature/event/event_filter.h"
#include "feature/event/scrub_settings.h"
#include "feature/ingest/exemplar.h"
#include "feature/ingest/segment.h"
#include "feature/ingest/spool.h"
#include "feature/issue/issue_digest.h"
#include "port/compress.h"

struct ctx;
struct err;
struct envelope;
struct envelope_item;
struct item_kind;
struct spill;

struct prepared_event {
    struct issue_event issue; /* project, times, grouping, texts          */
    struct event_id id;
    int64_t timestamp_ms;
    enum event_level level;
    struct str environment;
    int64_t environment_id;
    uint64_t user_hash;
    const struct event_tag *tags;
    size_t n_tags;
    struct str raw; /* the document; absent once packed          */
    struct str packed;
    int64_t exemplar_id; /* packed against it                         */
    struct segment_place place;
    bool is_stored;                      /* else only counted                         */
    bool is_dropped;                     /* a repeat, or its project is gone          */
    bool is_repeat;                      /* … the former                              */
    enum event_filter filter;            /* its project does not want it: only the id is kept */
    const struct grouping *own_grouping; /* it joined "Too many different errors"; NULL = it
                                            is where it belongs */
    const char *category;                /* of outcomes                               */
    struct fingerprint_target *target;
    struct kept_reading *readings; /* of features that read every event (event_reader.h) */
};

/* A record that cannot be digested. */
struct rejected_record {
    uint64_t seq;
    uint32_t item; /* of the envelope, when only that failed; else 0   */
    int64_t project_id;
    int64_t received_ms;
    const char *reason; /* literal: invalid, crash, internal         */
    struct str detail;
    struct str bytes; /* what was received                         */
    struct str file;  /* … which names this one; absent = none     */
};

/* An item that a feature keeps (item_sink.h), as its prepare left it. */
struct kept_item {
    struct kept_item *next;
    const struct item_sink *sink;
    void *value;
    int64_t project_id;
    int64_t received_ms;
    const char *outcome; /* its sink's word, in the transaction; NULL = accepted */
};

/* What items that are not kept count as (item_sink.h). */
struct item_count {
    struct item_count *next;
    int64_t project_id;
    int64_t received_ms;
    const char *category;
    const char *reason;
    int64_t quantity;
};

/* A body in a file (body.h), which the digest has no more need of once the batch is in the
 * store (digest_bodies.h). */
struct filed_body {
    struct filed_body *next;
    uint64_t seq;
    struct str name;
};

struct digest_batch {
    struct prepared_event *events;
    size_t n_events;
    struct rejected_record *rejected;
    size_t n_rejected;
    struct kept_item *first_item; /* in order of receipt */
    struct kept_item *last_item;
    size_t n_items;
    struct item_count *counts;
    struct filed_body *files;
    uint64_t first_seq;
    uint64_t last_seq;
    int64_t first_received_ms;
    int64_t last_received_ms;
    /* Taken ahead (digest_ahead.h): the mark stays where it is. */
    bool is_ahead;
    uint64_t mark;
    uint64_t *ahead_seqs;
    size_t n_ahead;
    struct str ahead;      /* what stands beside the mark afterwards; absent = nothing */
    int64_t quarantine_id; /* not from the spool: this row of quarantine goes with the commit;
                              set before anything is prepared */
    size_t bytes;          /* of rows kept in the arena                 */
};

/* What lives as long as the digest thread. */
struct digest_tools {
    struct packer *packer;
    struct exemplar_cache exemplars;
    struct segments segments;
    struct section_cache scrubbing; /* of projects' settings */
    struct section_cache filters;
    struct grouping_cache grouping;
    /* An item has no room on disk: waits a moment; false when the program is stopping. */
    bool (*wait_for_disk)(const struct err *why);
    struct arena scratch; /* one event */
    bool looks_today;     /* the last batch met repeats: this one may too (repeat.h) */
};

enum { DIGEST_REJECTED = 1024 };

struct digest_batch *digest_batch_new(struct ctx *cx);
bool digest_batch_is_full(const struct digest_batch *b);
/* Adds the events and kept items of one record: all of them, or the record is rejected and none.
 * Of an event that cannot be digested only itself is rejected. E_BUSY: the program stops. */
NODISCARD enum status digest_prepare(struct ctx *cx, struct digest_tools *tools,
                                     const struct record *r, struct digest_batch *b);
/* A batch from the quarantine is in the store: the files its bodies lay in go. */
void digest_remove_files(const struct digest_batch *b);

/* digest_items.c: one item to its sink's prepare. A failure is not the item's fault. */
struct item_source {
    const struct record *record;
    const struct envelope *envelope;
    const struct envelope_item *item;
    const struct spill *file;             /* it lies in; NULL = memory */
    const struct envelope_item *minidump; /* of this envelope, for its first event; or NULL */
    const struct envelope_item *form;     /* the same                                       */
};
NODISCARD enum status digest_prepare_item(struct ctx *cx, struct digest_tools *tools,
                                          const struct item_source *from,
                                          const struct item_kind *kind, struct digest_batch *b);

/* digest_readings.c: what features keep of an event (event_reader.h). scratch: its arena alone. */
void digest_read_event(struct ctx *cx, struct ctx *scratch, const struct event *ev,
                       struct prepared_event *out);
/* In the transaction, when it is known which events are dropped. */
NODISCARD enum status digest_write_readings(struct ctx *cx, const struct digest_batch *b);

/* digest_reject.c. A record, unparsed; the file that it names is kept with it. */
void digest_reject(struct ctx *cx, struct digest_batch *b, const struct record *r,
                   const char *reason, struct str detail);
/* One event of a record that may hold others: it is kept by itself, with cx->err for the
 * reason, so that digesting it again touches no other and finds all that came with it. from: its
 * place in an envelope; NULL = r is this event. E_BUSY: the program stops. */
NODISCARD enum status digest_reject_event(struct ctx *cx, struct digest_tools *tools,
                                          struct digest_batch *b, const struct item_source *from,
                                          const struct record *r);

/* In the transaction: all kept items, sink by sink. */
NODISCARD enum status digest_write_items(struct ctx *cx, struct digest_batch *b);

/* One transaction: rows, counters, marks, hooks. After OK the store holds everything up
 * to b->last_seq; after a failure it holds nothing of it. changes: for the live stream. */
struct digest_result {
    struct issue_change *changes;
    size_t n_changes;
    size_t n_accepted;
    size_t n_repeats;
};
NODISCARD enum status digest_store(struct ctx *cx, struct digest_tools *tools, struct str spool_id,
                                   struct digest_batch *b, struct digest_result *out);
/* digest_live.c, after the commit: its changes go to the live stream. */
void digest_publish(struct ctx *cx, const struct digest_result *result);

#endif
