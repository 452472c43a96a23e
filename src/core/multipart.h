/* core/multipart.h - reads multipart/form-data (RFC 7578, RFC 2046 §5.1).
 *
 * A pull reader over a body that is in memory or a mapping: no part is copied. LF alone is
 * taken for CRLF; a preamble and an epilogue are skipped. Wrong are: no boundary, a part
 * without its header's end, a body that ends before its last boundary, more than
 * MULTIPART_PARTS parts, part headers over MULTIPART_HEADER_BYTES.
 *
 * Linear in the body's length. Memory: strings point into the body or cx->arena. */
#ifndef CORE_MULTIPART_H
#define CORE_MULTIPART_H

#include "base/base.h"

struct ctx;
struct spill;

enum {
    MULTIPART_PARTS = 256,
    MULTIPART_HEADER_BYTES = 8 << 10,
    MULTIPART_BOUNDARY = 200, /* RFC 2046 says 70; some clients use more */
};

struct multipart {
    struct str rest;
    struct str delimiter;     /* "--" boundary                                          */
    const struct spill *file; /* the body lies in it: unloaded on the way; NULL = memory */
    unsigned n_parts;
    bool is_over;
};

struct multipart_part {
    struct str name;         /* absent = none sent                */
    struct str filename;     /* absent = a text field, not a file */
    struct str content_type; /* absent = none                     */
    struct str body;
};

/* E_MEDIA: content_type is not multipart/…; E_INVALID: it names no boundary. */
NODISCARD enum status multipart_open(struct ctx *cx, struct str content_type, struct str body,
                                     struct multipart *out);
NODISCARD enum status multipart_next(struct ctx *cx, struct multipart *m,
                                     struct multipart_part *out, bool *found);
/* A parameter of a header value: `; name="…"` or `; name=…`; absent when there is none. */
struct str multipart_param(struct ctx *cx, struct str header, struct str name);

#endif
