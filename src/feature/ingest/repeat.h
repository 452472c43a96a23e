/* repeat.h - a client's repeats of events that were accepted before.
 *
 * Within the batch by a map; on SQLite by the filters of segment.h. On PostgreSQL other
 * processes accept too: one query asks for the batch's ids among those of the day before,
 * and event_key's unique key decides about the day itself when the batch is written. Only
 * when it refuses a key is the batch tried again with looks_today, and those behind it while
 * they meet repeats: repeats are rare, and asking twice for each event is not free. */
#ifndef FEATURE_INGEST_REPEAT_H
#define FEATURE_INGEST_REPEAT_H

#include "base/base.h"

struct ctx;
struct digest_batch;
struct digest_tools;

/* Marks repeats as dropped and counts them. Events that are dropped already are not looked
 * at. In the batch's transaction. */
NODISCARD enum status repeat_mark(struct ctx *cx, struct digest_tools *tools,
                                  struct digest_batch *b, bool looks_today, size_t *n);

#endif
