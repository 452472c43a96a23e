#include "base/base.h"
#include "port/compress.h"

#include <zstd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/log.h"
#include "base/str.h"
#include "port/delta.h"

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

/* Into the scratch; 0 = the texts are not alike. */
static size_t take_differences(struct packer *p, struct str in, struct pack_prefix prefix)
{
    struct buf b;

    buf_init_fixed(&b, p->scratch, p->scratch_bytes);
    return delta_encode(in, prefix.text, prefix.index, &b) ? b.len : 0;
}

enum status pack(struct ctx *cx, struct packer *p, struct str in, struct pack_prefix prefix,
                 struct str *out)
{
    size_t room = ZSTD_compressBound(in.len);

    if (prefix.index != NULL && delta_bound(in.len) > room)
        room = delta_bound(in.len);
    TRY(scratch_reserve(cx, p, room));
    size_t n = prefix.index != NULL ? take_differences(p, in, prefix) : 0;
    if (n == 0)
        n = compress(p, in, prefix.text);
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

static bool packed_length(struct str bytes, size_t *n)
{
    if (delta_is(bytes))
        return delta_length(bytes, n);
    unsigned long long length = ZSTD_getFrameContentSize(bytes.p, bytes.len);
    *n = (size_t)length;
    return length != ZSTD_CONTENTSIZE_ERROR && length != ZSTD_CONTENTSIZE_UNKNOWN;
}

static bool inflate(struct packer *p, struct packed in, char *to, size_t n)
{
    if (delta_is(in.bytes))
        return delta_decode(in.bytes, in.prefix, to, n);
    (void)ZSTD_DCtx_reset(p->decompressor, ZSTD_reset_session_only);
    if (in.prefix.len > 0)
        (void)ZSTD_DCtx_refPrefix(p->decompressor, in.prefix.p, in.prefix.len);
    return ZSTD_decompressDCtx(p->decompressor, to, n, in.bytes.p, in.bytes.len) == n;
}

enum status unpack(struct ctx *cx, struct packer *p, struct packed in, size_t max_bytes,
                   struct str *out)
{
    size_t n;

    if (!packed_length(in.bytes, &n))
        return fail(cx, E_INVALID, "packed payload is broken");
    char *to = n <= max_bytes ? arena_try(cx->arena, n + 1) : NULL; /* +1: also for nothing */
    if (to == NULL)
        return fail(cx, E_TOO_LARGE, "packed payload of %zu bytes", n);
    if (!inflate(p, in, to, n))
        return fail(cx, E_INVALID, "packed payload is broken or its exemplar is another one");
    *out = str_make(to, n);
    return OK;
}
