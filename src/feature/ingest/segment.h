/* segment.h - where the next event row goes, and whether an event id was seen before.
 *
 * event.id = segment << 16 | ordinal. A segment ends at LIMIT_SEGMENT_EVENTS events or
 * with the UTC day of receipt; it is filled from one spool only, and a process that comes
 * back goes on with its own.
 *
 * Repeats. SQLite: every segment of the last REPEAT_HOURS has a filter (Bloom, 10 bits an
 * id, 7 probes: one false hit in a hundred, which one look-up in event_key clears up).
 * PostgreSQL, where other processes write too: no filters; the unique key of event_key
 * decides about the day, yesterday is asked (repeat.h). Older repeats are not recognised:
 * SDKs do not repeat for days.
 *
 * Owned by the digest thread. After a transaction that failed its caller puts `open` back
 * and calls segments_doubt. */
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
    bool has_filters;
    struct str owner;   /* the spool's id                     */
    int64_t newest_day; /* whose partitions are known to exist */
    struct arena arena; /* of the filters: SEGMENT_FILTERS * 80 KB at most */
};

void segments_init(struct segments *s);
void segments_release(struct segments *s);
/* Once, at the first batch: takes up this spool's open segment, closes what else it left
 * open, makes the filters of the recent segments (SQLite). */
NODISCARD enum status segments_load(struct ctx *cx, struct segments *s, struct str spool_id);
/* A batch failed. On PostgreSQL its commit may have been done all the same, the answer being
 * lost: what is open is read again before the next one, or places would be given twice. */
void segments_doubt(struct segments *s);
/* PostgreSQL: the day's partitions; outside the batch's transaction. */
NODISCARD enum status segments_make_partitions(struct ctx *cx, struct segments *s, int64_t day);
/* SQLite: was this id accepted before? Looks into the store only when a filter says maybe. */
NODISCARD enum status segments_seen(struct ctx *cx, struct segments *s, int64_t project_id,
                                    const struct event_id *id, bool *seen);
/* The place of the next event; opens and closes segments as needed. bytes: its row's. */
NODISCARD enum status segments_take(struct ctx *cx, struct segments *s, int64_t received_ms,
                                    size_t bytes, struct segment_place *out);
/* Writes the open segment's figures. */
NODISCARD enum status segments_write(struct ctx *cx, struct segments *s);
/* After commit: the id is remembered by its segment's filter. */
void segments_remember(struct segments *s, const struct segment_place *place, int64_t project_id,
                       const struct event_id *id);

#endif
