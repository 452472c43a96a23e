/* ingest_debug.h - `gosnag debug spool [FOLDER]`: the records of a spool, also while a
 * server writes it; `gosnag debug quarantine [ID]`: what could not be digested, and why. */
#ifndef FEATURE_INGEST_INGEST_DEBUG_H
#define FEATURE_INGEST_INGEST_DEBUG_H

#include "base/base.h"

struct ctx;

NODISCARD enum status debug_spool(struct ctx *cx, const struct str *args, size_t n);
NODISCARD enum status debug_quarantine(struct ctx *cx, const struct str *args, size_t n);

#endif
