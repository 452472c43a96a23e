#include "base/base.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/str.h"
#include "feature/ingest/body.h"
#include "feature/ingest/digest_batch.h"
#include "feature/ingest/envelope.h"
#include "feature/ingest/spool_int.h"

/* The record as the spool held it: head with the ids, then the body. */
static struct str record_bytes(struct ctx *cx, const struct record *r)
{
    struct spool_entry e = { .record = *r };

    if (record_encode(cx, &e) != OK) {
        err_clear(&cx->err);
        return str_dup(cx->arena, r->body);
    }
    record_number(&e, r->seq);
    char *p = arena_alloc(cx->arena, e.head_len_ + r->body.len);
    memcpy(p, e.head_, e.head_len_);
    if (r->body.len > 0)
        memcpy(p + e.head_len_, r->body.p, r->body.len);
    return str_make(p, e.head_len_ + r->body.len);
}

void digest_reject(struct ctx *cx, struct digest_batch *b, const struct record *r,
                   const char *reason, struct str detail)
{
    struct rejected_record *out = &b->rejected[b->n_rejected++];

    *out = (struct rejected_record){
        .seq = r->seq,
        .project_id = r->project_id,
        .received_ms = r->received_ms,
        .reason = reason,
        .detail = str_dup(cx->arena, detail),
        .bytes = record_bytes(cx, r),
        .file = str_dup(cx->arena, body_name(r)),
    };
    b->bytes += out->bytes.len;
    struct err why = cx->err; /* a record that names a file keeps it */
    if (spill_hold(cx, body_name(r)) != OK)
        LOG(ERROR, "digest.body_not_held", K_CZ("why", cx->err.text));
    cx->err = why;
}

/* An envelope of its own: header and item as they came, and the form and the crash dump that
 * are read with the event. They have no id in this record, so no file is kept a second time. */
static struct str small_envelope(struct ctx *cx, const struct item_source *from)
{
    const struct envelope_item *items[] = { from->item, from->form, from->minidump };
    size_t bytes = from->envelope->header.len + ARRAY_LEN(items);
    struct buf b;

    for (size_t i = 0; i < ARRAY_LEN(items); i++)
        bytes += items[i] != NULL ? items[i]->whole.len : 0;
    buf_init(&b, cx->arena, bytes);
    buf_add(&b, from->envelope->header);
    for (size_t i = 0; i < ARRAY_LEN(items); i++) {
        if (items[i] == NULL)
            continue;
        buf_add_char(&b, '\n');
        buf_add(&b, items[i]->whole);
    }
    return buf_str(&b);
}

static void end_spill(void *p)
{
    spill_end(p);
}

/* The same in a file, for a dump that lies in one; r then names it. */
static enum status large_envelope(struct ctx *cx, const struct item_source *from, struct record *r)
{
    struct item_source without_dump = *from;
    struct spill *file = arena_new(cx->arena, struct spill);

    without_dump.minidump = NULL;
    TRY(spill_begin(cx, file));
    arena_on_reset(cx->arena, end_spill, file);
    TRY(spill_add(cx, file, small_envelope(cx, &without_dump)));
    TRY(spill_add(cx, file, S("\n")));
    TRY(spill_add_from(cx, file, from->minidump->whole, from->file));
    TRY(body_keep(cx, file, r));
    file->is_given = true;
    return OK;
}

static enum status keep_envelope(struct ctx *cx, const struct item_source *from, struct record *r)
{
    r->kind = RECORD_ENVELOPE;
    if (from->file != NULL && from->minidump != NULL)
        return large_envelope(cx, from, r);
    r->body = small_envelope(cx, from);
    return OK;
}

enum status digest_reject_event(struct ctx *cx, struct digest_tools *tools, struct digest_batch *b,
                                const struct item_source *from, const struct record *r)
{
    struct str why = str_dup(cx->arena, str_c(cx->err.text));
    struct record alone = *r;
    struct record_id id;
    enum status st = OK;

    err_clear(&cx->err);
    if (b->quarantine_id != 0) { /* it stays as it is, with the new reason */
        b->rejected[b->n_rejected++] =
            (struct rejected_record){ .reason = "invalid", .detail = why };
        return OK;
    }
    if (from != NULL) {
        id = *record_id_of(r, from->item->index);
        id.item = 0;
        alone.ids = &id;
        alone.n_ids = 1;
        while ((st = keep_envelope(cx, from, &alone)) == E_BUSY && tools->wait_for_disk(&cx->err))
            err_clear(&cx->err);
        TRY(st);
    }
    digest_reject(cx, b, &alone, "invalid", why);
    b->rejected[b->n_rejected - 1].item = from != NULL ? from->item->index : 0;
    return OK;
}
