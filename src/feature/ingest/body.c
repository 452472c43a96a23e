#include "base/base.h"
#include "feature/ingest/body.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/share.h"
#include "base/str.h"
#include "core/config.h"
#include "port/compress.h"

/* A record's body then: the file's name, its length as 8 bytes, little-endian. */
enum { NAMED_BYTES = SPILL_NAME_BYTES + 8, BITS_PER_BYTE = 8 };

static void give_share(void *p)
{
    const size_t *bytes = p;

    share_give(*bytes);
}

enum status body_inflate(struct ctx *cx, struct str coding, struct str in, struct str *out)
{
    TRY(inflate_all(cx, encoding_parse(coding), in, LIMIT_BODY_MEMORY_BYTES, out));
    if (!share_take(out->len))
        return fail(cx, E_BUSY, "too many large requests at one time");
    size_t *bytes = arena_new(cx->arena, size_t);
    *bytes = out->len;
    arena_on_reset(cx->arena, give_share, bytes);
    return OK;
}

struct pour {
    const struct spill *from; /* NULL = memory */
    struct spill *into;
};

static enum status pour_piece(struct ctx *cx, void *arg, struct str piece)
{
    const struct pour *p = arg;

    if (p->from != NULL)
        spill_unload(p->from);
    return spill_add(cx, p->into, piece);
}

static void end_spill(void *p)
{
    spill_end(p);
}

static enum status inflate_into_file(struct ctx *cx, enum encoding enc, struct str in,
                                     const struct spill *from, struct body *out)
{
    struct pour pour = { from, &out->inflated };
    const struct inflate_out to = { .max_bytes = (size_t)core_config()->body_max,
                                    .flush = pour_piece,
                                    .arg = &pour };

    TRY(spill_begin(cx, &out->inflated));
    arena_on_reset(cx->arena, end_spill, &out->inflated);
    TRY(inflate_pieces(cx, enc, in, &to));
    out->file = &out->inflated;
    return spill_map(cx, &out->inflated, &out->text);
}

enum status body_open(struct ctx *cx, const struct body_source *from, struct body *out,
                      bool *needs_aside)
{
    enum encoding enc = encoding_parse(from->coding);

    *out = (struct body){ .text = from->bytes, .file = from->file, .inflated = SPILL_NONE };
    *needs_aside = false;
    if (enc == ENCODING_IDENTITY)
        return OK;
    if (from->may_wait)
        return inflate_into_file(cx, enc, from->bytes, from->file, out);
    enum status st = body_inflate(cx, from->coding, from->bytes, &out->text);
    *needs_aside = st == E_TOO_LARGE;
    return st;
}

enum status body_keep(struct ctx *cx, struct spill *file, struct record *r)
{
    char *p = arena_alloc(cx->arena, NAMED_BYTES);

    TRY(spill_keep(cx, file));
    memcpy(p, file->name, SPILL_NAME_BYTES);
    for (size_t i = 0; i < NAMED_BYTES - SPILL_NAME_BYTES; i++)
        p[SPILL_NAME_BYTES + i] = (char)(file->len >> (BITS_PER_BYTE * i));
    r->kind = RECORD_ENVELOPE_FILE;
    r->body = str_make(p, NAMED_BYTES);
    return OK;
}

struct str body_name(const struct record *r)
{
    if (r->kind != RECORD_ENVELOPE_FILE || r->body.len != NAMED_BYTES)
        return (struct str){ 0 };
    return str_to(r->body, SPILL_NAME_BYTES);
}

uint64_t body_file_bytes(const struct record *r)
{
    uint64_t len = 0;

    if (str_is_null(body_name(r)))
        return 0;
    for (size_t i = 0; i < NAMED_BYTES - SPILL_NAME_BYTES; i++)
        len |= (uint64_t)(uint8_t)r->body.p[SPILL_NAME_BYTES + i] << (BITS_PER_BYTE * i);
    return len;
}

enum status body_reopen(struct ctx *cx, const struct record *r, struct spill *file,
                        struct str *text)
{
    if (str_is_null(body_name(r)))
        return fail(cx, E_MISSING, "a record names no file of a body");
    return spill_reopen(cx, body_name(r), body_file_bytes(r), file, text);
}
