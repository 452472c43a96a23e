/* port/compress.h - bounded inflating, and zstd for what we store.
 *
 * Libraries: zlib, brotli, zstd. Output is always bounded by max_bytes: a bomb
 * costs at most that and answers E_TOO_LARGE; zstd windows are at most 8 MiB
 * (RFC 9659).
 *
 * Threads: any; a packer belongs to one. */
#ifndef PORT_COMPRESS_H
#define PORT_COMPRESS_H

#include "base/base.h"

struct arena;
struct ctx;

enum encoding {
    ENCODING_IDENTITY, /* also unknown names (sentry-ingest.md §4.1) */
    ENCODING_GZIP,     /* concatenated members are one stream        */
    ENCODING_DEFLATE,  /* zlib wrapper, else raw                     */
    ENCODING_BR,
    ENCODING_ZSTD,
};

/* Token of a Content-Encoding header: trimmed, case-insensitive, x-gzip known. */
enum encoding encoding_parse(struct str token);

/* Inflates the whole of in into cx->arena. Garbage after a complete stream is
 * ignored. E_INVALID on a broken or cut stream, E_TOO_LARGE past max_bytes.
 * Identity returns in itself. */
NODISCARD enum status inflate_all(struct ctx *cx, enum encoding enc, struct str in,
                                  size_t max_bytes, struct str *out);

/* The same for what is too large for memory: output goes to flush, at most
 * INFLATE_PIECE_BYTES at a time; a failure of flush ends it. */
enum { INFLATE_PIECE_BYTES = 256 << 10 };
struct inflate_out {
    size_t max_bytes;
    enum status (*flush)(struct ctx *cx, void *arg, struct str piece);
    void *arg;
};
NODISCARD enum status inflate_pieces(struct ctx *cx, enum encoding enc, struct str in,
                                     const struct inflate_out *out);

/* Stored payloads: the differences from a prefix (the fingerprint's exemplar; delta.h),
 * or where they are many, zstd level 1 with it. A packer keeps its contexts between calls
 * and belongs to one thread. */
struct packer;
struct packer *packer_new(void);
void packer_free(struct packer *p); /* NULL-safe */

struct delta_index;
struct pack_prefix {
    struct str text;                 /* may be absent                  */
    const struct delta_index *index; /* of the text; NULL = zstd alone */
};
/* The result lies in the arena. The prefix must not be in itself (zstd ignores one that
 * overlaps its input). */
NODISCARD enum status pack(struct ctx *cx, struct packer *p, struct str in,
                           struct pack_prefix prefix, struct str *out);
/* What pack made, and the prefix it was made with. */
struct packed {
    struct str bytes;
    struct str prefix;
};
/* The size stands in front; refused with E_TOO_LARGE above max_bytes. E_INVALID
 * when the bytes are broken or prefix is another one (checksum). */
NODISCARD enum status unpack(struct ctx *cx, struct packer *p, struct packed in, size_t max_bytes,
                             struct str *out);

/* gzip level 6 for HTTP answers (RFC 1952). */
NODISCARD enum status gzip_all(struct ctx *cx, struct str in, struct str *out);

#endif
