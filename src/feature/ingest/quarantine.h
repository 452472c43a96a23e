/* quarantine.h - records that could not be digested, kept with why and with their bytes.
 *
 * They come from the digest (digest.h) and wait QUARANTINE_DAYS for a person. To retry
 * one is to mark it: whichever process digests next takes the mark away first (a record
 * that ends the program does so once), then stores its events and deletes its row in one
 * transaction. So it is digested exactly once, whoever dies when; an event keeps the id it
 * was acknowledged with and the time it came. One that fails again stays, with the new
 * reason. It is also how an operator sees what an SDK sent: the record holds the body.
 *
 * Threads: any, but quarantine_digest belongs to the digest. */
#ifndef FEATURE_INGEST_QUARANTINE_H
#define FEATURE_INGEST_QUARANTINE_H

#include "core/feature.h"

struct digest_tools;
struct digest_result;

enum { QUARANTINE_DAYS = 30 };

/* Takes one wanted record, if there is one, and digests it. *found: there was, so ask
 * again. result: what it brought, zero when it failed again. */
NODISCARD enum status quarantine_digest(struct ctx *cx, struct digest_tools *tools,
                                        struct str spool_id, struct digest_result *result,
                                        bool *found);

/* Where the file of a record's body lies; empty = it has none. */
struct quarantine_file {
    struct str spool;
    struct str name;
};
/* For good; and which file goes with it, once that is committed. */
NODISCARD enum status quarantine_drop(struct ctx *cx, struct str uuid,
                                      struct quarantine_file *file, bool *found);
/* When it lies here; else it goes when the process that has it looks for such files
 * (digest_bodies.h). */
void quarantine_remove_file(const struct quarantine_file *file);

/* Removes some of what is older than QUARANTINE_DAYS, until nothing is: a clock job. */
NODISCARD enum status quarantine_expire(struct ctx *cx, struct str argument);

/* `gosnag quarantine [list] | show ID | retry ID… | retry --all | drop ID…` */
NODISCARD enum status quarantine_command(struct ctx *cx, const struct str *args, size_t n);

#endif
