/* spool_command.h - `gosnag spool [show [DIR]]` and `gosnag spool drain DIR --into-this-store`.
 *
 * show prints the records of a spool folder as they lie there, also while a server writes
 * it. drain digests the records of a folder that was written for another store, or by a
 * process that will not come back, into this store. Projects are found by public key. The
 * store notes per spool how far it is: a drain that was interrupted, or is repeated, brings
 * every record once. Afterwards the folder's segments are gone and it can be used on.
 *
 * With PostgreSQL servers may run meanwhile; with SQLite none may (its statistics live in
 * the process), which the lock of DATA_DIR/spool sees to. */
#ifndef FEATURE_INGEST_SPOOL_COMMAND_H
#define FEATURE_INGEST_SPOOL_COMMAND_H

#include "base/base.h"

struct ctx;

NODISCARD enum status spool_command(struct ctx *cx, const struct str *args, size_t n);
NODISCARD enum status spool_drain(struct ctx *cx, const struct str *args, size_t n);

#endif
