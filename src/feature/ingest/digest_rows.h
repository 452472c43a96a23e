/* digest_rows.h - from decided events to the rows of one batch, sorted as the trees
 * want them, written in bulk. */
#ifndef FEATURE_INGEST_DIGEST_ROWS_H
#define FEATURE_INGEST_DIGEST_ROWS_H

#include "feature/ingest/digest_batch.h"

/* event, event_key, event_fingerprint. *has_strangers: another process has accepted some of
 * the ids meanwhile (E_BUSY): the transaction must be given up. */
NODISCARD enum status digest_write_events(struct ctx *cx, const struct digest_batch *b,
                                          bool *has_strangers);
/* fingerprint_minute, of projects whose rules look at minutes. */
NODISCARD enum status digest_write_minutes(struct ctx *cx, const struct digest_batch *b);
/* fingerprint_hour, project_hour, project_seen. */
NODISCARD enum status digest_write_hours(struct ctx *cx, const struct digest_batch *b);
/* outcome_hour: what became of each event and kept item. */
NODISCARD enum status digest_write_outcomes(struct ctx *cx, const struct digest_batch *b);
/* quarantine */
NODISCARD enum status digest_write_rejected(struct ctx *cx, struct str spool_id,
                                            const struct digest_batch *b);

#endif
