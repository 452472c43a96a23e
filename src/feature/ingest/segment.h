/* segment.h - where the next event row goes, and whether an event id was seen before.
 *
 * event.id = segment << 16 | ordinal. A segment ends at LIMIT_SEGMENT_EVENTS events or
 * with the UTC day of receipt. Every segment of the last REPEAT_HOURS has a filter
 * (Bloom, 10 bits an id, 7 probes: one false hit in a hundred, which one look-up in
 * event_key clears up). Older repeats are not recognised: SDKs do not repeat for days.
 *
 * Owned by the digest thread. segments_save before a transaction and segments_restore
 * after its failure keep memory and store alike. */
#ifndef FEATURE_INGEST_SEGMENT_H
#define FEATURE_INGEST_SEGMENT_H

#include "base/arena.h"
#include "base/base.h"
#include "base/id.h"

struct ctx;

enum { REPEAT_HOURS = 48, SEGMENT_FILTERS = 200 };

struct segment_place {
    int64_t segment;
    int64_t day;
    int64_t ordinal;
};

struct segment_state {
    int64_t id; /* 0 = none open */
    int64_t day;
    int64_t last_ms;
    int64_t events; /* places taken */
    int64_t bytes;
};

struct segment_filter;
struct segments {
    struct segment_state open;
    struct segment_filter *filters[SEGMENT_FILTERS]; /* newest first */
    size_t n_filters;
    bool is_loaded;
    struct arena arena; /* of the filters: SEGMENT_FILTERS * 80 KB at most */
};

void segments_init(struct segments *s);
void segments_release(struct segments *s);
/* Makes the filters of the recent segments; once, at the first batch. */
NODISCARD enum status segments_load(struct ctx *cx, struct segments *s);
/* Was this id accepted before? Looks into the store only when a filter says maybe. */
NODISCARD enum status segments_seen(struct ctx *cx, struct segments *s, int64_t project_id,
                                    const struct event_id *id, bool *seen);
/* The place of the next event; opens and closes segments as needed. bytes: its row's. */
NODISCARD enum status segments_take(struct ctx *cx, struct segments *s, int64_t received_ms,
                                    size_t bytes, struct segment_place *out);
/* Writes the open segment's figures. */
NODISCARD enum status segments_write(struct ctx *cx, struct segments *s);
/* After commit: the id is remembered. */
void segments_remember(struct segments *s, const struct segment_place *place, int64_t project_id,
                       const struct event_id *id);

#endif
