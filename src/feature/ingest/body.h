/* body.h - what an SDK sent, inflated: in memory, or in a file when it is large
 * (base/spill.h).
 *
 * Up to LIMIT_BODY_MEMORY_BYTES a body is memory, within the share of base/share.h. What
 * is larger lies in a file of DATA_DIR/spool/blob, mapped read-only, and the reader of
 * envelopes works on the mapping. A record then holds the file's name instead of the
 * body; the digest maps it again and removes it once the record is in the store. Order,
 * so that an acknowledged body is never lost: file synced and named, record synced,
 * answer; record in the store, file removed. */
#ifndef FEATURE_INGEST_BODY_H
#define FEATURE_INGEST_BODY_H

#include "base/spill.h"
#include "feature/ingest/spool.h"

struct ctx;

struct body {
    struct str text;
    struct spill *file;    /* text lies in it; NULL = memory                        */
    struct spill inflated; /* where file points when it is not the request's own    */
};

struct body_source {
    struct str coding; /* Content-Encoding                      */
    struct str bytes;
    struct spill *file; /* they lie in; NULL = memory            */
    bool may_wait;      /* this thread may wait for the disk     */
};
/* Inflates. needs_aside: it is too large for memory and this thread may not wait (then
 * nothing was done). E_BUSY: no memory, no disk; E_TOO_LARGE: a bomb; E_INVALID. What it
 * opens is closed with cx->arena, where out must lie. */
NODISCARD enum status body_open(struct ctx *cx, const struct body_source *from, struct body *out,
                                bool *needs_aside);
/* One body in memory, by the token of a Content-Encoding header; within the share, given back
 * with cx->arena. E_TOO_LARGE beyond LIMIT_BODY_MEMORY_BYTES, E_BUSY, E_INVALID. */
NODISCARD enum status body_inflate(struct ctx *cx, struct str coding, struct str in,
                                   struct str *out);

/* Makes file durable and lets r, whose body lies in it, name it instead. */
NODISCARD enum status body_keep(struct ctx *cx, struct spill *file, struct record *r);
/* The way back, for the digest: the body of a record that names a file. E_MISSING. */
NODISCARD enum status body_reopen(struct ctx *cx, const struct record *r, struct spill *file,
                                  struct str *text);
/* The name in a record; absent when its body is its own. */
struct str body_name(const struct record *r);
/* The bytes of that file; 0 = there is none. */
uint64_t body_file_bytes(const struct record *r);

#endif
