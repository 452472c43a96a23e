/* inflate.c - the first byte chooses: bytes as a stream of one encoding (output
 * bounded, arena given back on failure), gzip and back, or payload packing with the
 * input cut into prefix, event and packed garbage. */
#include "base/base.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/str.h"
#include "port/compress.h"
#include "port/delta.h"

enum {
    BOUND_BYTES = 256 << 10,
    ROOM_BYTES = 16 << 20,
    MODE_GZIP = ENCODING_ZSTD + 1,
    MODE_PACK,
    MODE_UNPACK,
    MODES,
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Ends the run whatever NDEBUG says. */
static void must(bool holds)
{
    if (!holds)
        abort();
}

static void inflate_any(struct ctx *cx, enum encoding enc, struct str in)
{
    struct str out;
    size_t used = cx->arena->used;
    enum status st = inflate_all(cx, enc, in, BOUND_BYTES, &out);
    must(st == OK || st == E_INVALID || st == E_TOO_LARGE);
    must(st != OK || out.len <= BOUND_BYTES);
    must(st == OK || cx->arena->used == used);
}

static void gzip_and_back(struct ctx *cx, struct str in)
{
    struct str packed, out;
    must(gzip_all(cx, in, &packed) == OK);
    must(inflate_all(cx, ENCODING_GZIP, packed, in.len + 1, &out) == OK);
    must(str_eq(in, out));
}

static void pack_and_back(struct ctx *cx, struct packer *p, struct str in)
{
    struct str prefix = str_to(in, in.len / 2), event = str_from(in, in.len / 2), packed, out;
    struct pack_prefix with = { prefix,
                                in.len % 2 == 0 ? delta_index_new(cx->arena, prefix) : NULL };
    must(pack(cx, p, event, with, &packed) == OK);
    must(unpack(cx, p, (struct packed){ packed, prefix }, event.len, &out) == OK);
    must(str_eq(event, out));
    if (event.len > 0)
        must(unpack(cx, p, (struct packed){ packed, prefix }, event.len - 1, &out) == E_TOO_LARGE);
}

static void unpack_any(struct ctx *cx, struct packer *p, struct str in)
{
    struct str prefix = str_to(in, in.len / 2), out;
    enum status st =
        unpack(cx, p, (struct packed){ str_from(in, in.len / 2), prefix }, BOUND_BYTES, &out);
    must(st == OK || st == E_INVALID || st == E_TOO_LARGE);
    must(st != OK || out.len <= BOUND_BYTES);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct packer *p;
    if (p == NULL)
        p = packer_new();
    if (size == 0)
        return 0;
    static struct arena a;
    arena_init(&a, "fuzz", ROOM_BYTES);
    struct ctx cx = { .arena = &a };
    struct str in = { (const char *)data + 1, size - 1 };
    int mode = data[0] % MODES;
    if (mode == MODE_GZIP)
        gzip_and_back(&cx, in);
    else if (mode == MODE_PACK)
        pack_and_back(&cx, p, in);
    else if (mode == MODE_UNPACK)
        unpack_any(&cx, p, in);
    else
        inflate_any(&cx, (enum encoding)mode, in);
    must(!a.is_exhausted);
    arena_release(&a);
    return 0;
}
