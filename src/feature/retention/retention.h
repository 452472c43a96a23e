/* retention.h - events go when they are old, or when the store has grown too large.
 *
 * Whole segments of events leave, oldest first: those of days before EVENT_RETENTION_DAYS,
 * and more while the store is over STORE_MAX_BYTES (today's stay). With them goes what was
 * kept for them: list and key rows, documents kept for the latest event, exemplars nobody
 * needs, hours, files that came with events. Issues that have nothing left and that nobody
 * ever touched go too.
 *
 * SQLite: rows are deleted in steps that hold the writer some 100 ms at most, pages given
 * back by incremental vacuum. PostgreSQL: days are partitions, detached without stopping
 * anybody and dropped; those of the next days are made ahead. One run at a time in a
 * cluster (a leased clock job); a run that is cut short is gone on with by the next. */
#ifndef FEATURE_RETENTION_RETENTION_H
#define FEATURE_RETENTION_RETENTION_H

#include "core/feature.h"

extern const struct feature feature_retention;

#endif
