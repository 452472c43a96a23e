/* envelope_write.h - makes an envelope of what came by another door: a form, a dump.
 *
 * In memory while it is small, in a file (base/spill.h) when it is asked for: payloads are
 * then copied from file to file and never lie in memory.
 *
 *     TRY(envelope_write_begin(cx, &w, &event_id, is_large));
 *     TRY(envelope_write_item(cx, &w, &item, from));
 *     TRY(envelope_write_end(cx, &w, &text, &file));   then accept_envelope
 *
 * What it opens is closed with cx->arena, where the writer must lie. */
#ifndef FEATURE_INGEST_ENVELOPE_WRITE_H
#define FEATURE_INGEST_ENVELOPE_WRITE_H

#include "base/buf.h"
#include "base/id.h"
#include "base/spill.h"
#include "feature/ingest/envelope.h"

struct ctx;

struct envelope_writer {
    struct buf memory;
    struct spill file; /* fd -1 = in memory */
};

/* event_id may be NULL. E_BUSY: no disk. */
NODISCARD enum status envelope_write_begin(struct ctx *cx, struct envelope_writer *w,
                                           const struct event_id *event_id, bool is_large);
/* type and payload, and what else is there of filename, content_type, attachment_type.
 * from: the file the payload lies in, or NULL. */
NODISCARD enum status envelope_write_item(struct ctx *cx, struct envelope_writer *w,
                                          const struct envelope_item *item,
                                          const struct spill *from);
/* *file becomes NULL in memory. E_TOO_LARGE: over LIMIT_INFLIGHT_BYTES in memory. */
NODISCARD enum status envelope_write_end(struct ctx *cx, struct envelope_writer *w,
                                         struct str *text, struct spill **file);

#endif
