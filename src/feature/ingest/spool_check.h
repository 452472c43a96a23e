/* spool_check.h - what `gosnag doctor` says of the spool's folder, from outside: a
 * server may be running and hold it. */
#ifndef FEATURE_INGEST_SPOOL_CHECK_H
#define FEATURE_INGEST_SPOOL_CHECK_H

#include "base/base.h"

struct ctx;

/* Counts files and bytes of DATA_DIR/spool. E_CONFLICT when segments were kept aside as
 * damaged or the folder cannot be written; words say what there is. */
NODISCARD enum status spool_check(struct ctx *cx, struct str *words);

#endif
