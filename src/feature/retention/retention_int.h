/* retention_int.h - between the files of this folder. */
#ifndef FEATURE_RETENTION_RETENTION_INT_H
#define FEATURE_RETENTION_RETENTION_INT_H

#include "base/base.h"

struct ctx;

/* An issue's row and what hangs on it and on its fingerprints, but their events; in the
 * caller's transaction, with the row locked. */
NODISCARD enum status retention_issue_remove(struct ctx *cx, int64_t id);

/* retention_purge.c: the job. Deleted issues whose undo has expired go for good: first the
 * bodies of their events, some at a time, then the rest. Their keys stay, so that a repeat
 * is still recognised. */
enum { RETENTION_PURGE_S = 600 };
NODISCARD enum status retention_purge(struct ctx *cx, struct str argument);

#endif
