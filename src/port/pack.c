#include "base/base.h"
#include "port/compress.h"

#include <zstd.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/log.h"
#include "base/str.h"

enum {
    PACK_LEVEL = 1,
    PACK_WINDOW_LOG_MIN = 10, /* zstd's own */
    PACK_WINDOW_LOG_MAX = 24, /* an event and its exemplar are far below */
    /* From here on level 1's own table forgets the start of the prefix (measured: 1 MiB
     * against its twin became 800 KB instead of 150 bytes). */
    PACK_HASH_FROM_WINDOW_LOG = 17,
    PACK_HASH_BELOW_WINDOW = 3,
    PACK_KEPT_BYTES = 256 << 10, /* scratch kept between calls */
};

struct packer {
    ZSTD_CCtx *compressor;
    ZSTD_DCtx *decompressor;
    char *scratch; /* compressed bytes before their size is known */
    size_t scratch_bytes;
};

struct packer *packer_new(void)
{
    struct packer *p = calloc(1, sizeof(*p));
    if (p == NULL)
        log_die("pack.no_memory", "packer");
    p->compressor = ZSTD_createCCtx();
    p->decompressor = ZSTD_createDCtx();
    if (p->compressor == NULL || p->decompressor == NULL)
        log_die("pack.no_memory", "zstd");
    return p;
}

void packer_free(struct packer *p)
{
    if (p == NULL)
        return;
    (void)ZSTD_freeCCtx(p->compressor);
    (void)ZSTD_freeDCtx(p->decompressor);
    free(p->scratch);
    free(p);
}

static enum status scratch_reserve(struct ctx *cx, struct packer *p, size_t bytes)
{
    if (bytes <= p->scratch_bytes)
        return OK;
    free(p->scratch);
    p->scratch_bytes = 0;
    p->scratch = malloc(bytes);
    if (p->scratch == NULL)
        return fail(cx, E_BUSY, "no memory to pack %zu bytes", bytes);
    p->scratch_bytes = bytes;
    return OK;
}

static void scratch_trim(struct packer *p)
{
    if (p->scratch_bytes <= PACK_KEPT_BYTES)
        return;
    free(p->scratch);
    p->scratch = NULL;
    p->scratch_bytes = 0;
}

/* The window reaches from the last byte of the event to the first of the prefix. */
static int window_log(size_t bytes)
{
    int log = PACK_WINDOW_LOG_MIN;
    while (log < PACK_WINDOW_LOG_MAX && ((size_t)1 << log) < bytes)
        log++;
    return log;
}

static size_t compress(struct packer *p, struct str in, struct str prefix)
{
    ZSTD_CCtx *c = p->compressor;
    (void)ZSTD_CCtx_reset(c, ZSTD_reset_session_and_parameters);
    (void)ZSTD_CCtx_setParameter(c, ZSTD_c_compressionLevel, PACK_LEVEL);
    int window = window_log(in.len + prefix.len);
    (void)ZSTD_CCtx_setParameter(c, ZSTD_c_windowLog, window);
    if (window > PACK_HASH_FROM_WINDOW_LOG)
        (void)ZSTD_CCtx_setParameter(c, ZSTD_c_hashLog, window - PACK_HASH_BELOW_WINDOW);
    /* A wrong prefix gives wrong bytes, not an error, unless they are summed up. */
    (void)ZSTD_CCtx_setParameter(c, ZSTD_c_checksumFlag, 1);
    if (prefix.len > 0)
        (void)ZSTD_CCtx_refPrefix(c, prefix.p, prefix.len);
    return ZSTD_compress2(c, p->scratch, p->scratch_bytes, in.p, in.len);
}

enum status pack(struct ctx *cx, struct packer *p, struct str in, struct str prefix,
                 struct str *out)
{
    TRY(scratch_reserve(cx, p, ZSTD_compressBound(in.len)));
    size_t n = compress(p, in, prefix);
    if (ZSTD_isError(n))
        return fail(cx, E_INTERNAL, "zstd: %s", ZSTD_getErrorName(n));
    char *copy = arena_try(cx->arena, n);
    if (copy == NULL)
        return fail(cx, E_TOO_LARGE, "%zu packed bytes do not fit in memory", n);
    memcpy(copy, p->scratch, n);
    scratch_trim(p);
    *out = str_make(copy, n);
    return OK;
}

enum status unpack(struct ctx *cx, struct packer *p, struct packed in, size_t max_bytes,
                   struct str *out)
{
    unsigned long long n = ZSTD_getFrameContentSize(in.bytes.p, in.bytes.len);
    if (n == ZSTD_CONTENTSIZE_ERROR || n == ZSTD_CONTENTSIZE_UNKNOWN)
        return fail(cx, E_INVALID, "packed payload is broken");
    char *to = n <= max_bytes ? arena_try(cx->arena, n + 1) : NULL; /* +1: also for nothing */
    if (to == NULL)
        return fail(cx, E_TOO_LARGE, "packed payload of %llu bytes", n);
    (void)ZSTD_DCtx_reset(p->decompressor, ZSTD_reset_session_only);
    if (in.prefix.len > 0)
        (void)ZSTD_DCtx_refPrefix(p->decompressor, in.prefix.p, in.prefix.len);
    size_t got = ZSTD_decompressDCtx(p->decompressor, to, n, in.bytes.p, in.bytes.len);
    if (ZSTD_isError(got) || got != n)
        return fail(cx, E_INVALID, "packed payload is broken or its exemplar is another one");
    *out = str_make(to, got);
    return OK;
}
