/* store_note.h - which store this data folder was used with last, in DATA_DIR/store.
 *
 * It lets a program start while its store is away: the spool's segments must name the
 * store they are written for. The note also holds a hash of DATABASE_URL: when another
 * store is meant now, the note says nothing about it. */
#ifndef FEATURE_INGEST_STORE_NOTE_H
#define FEATURE_INGEST_STORE_NOTE_H

#include "base/base.h"

struct ctx;

/* E_MISSING: there is none, it is damaged, or it is about another DATABASE_URL. */
NODISCARD enum status store_note_read(struct ctx *cx, struct str *store_id);
/* Not fatal: a failure is logged, and the program cannot start without its store. */
void store_note_write(struct ctx *cx, struct str store_id);

#endif
