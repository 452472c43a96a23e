#include "base/base.h"
#include "feature/ingest/quarantine.h"

#include "base/clock.h"
#include "base/ctx.h"
#include "base/log.h"
#include "base/spill.h"
#include "base/str.h"
#include "feature/ingest/digest_batch.h"
#include "feature/ingest/ingest.h"
#include "feature/ingest/quarantine_sql.h"
#include "feature/ingest/spool_int.h"

enum {
    EXPIRE_STEP = 20, /* records hold whole bodies: some 20 MiB at the very most */
};

/* The record as it was spooled; a damaged one stays where it is. */
static bool decode(struct arena *a, const struct q_quarantine_next_wanted_row *row,
                   struct record *out)
{
    return row->record.len >= RECORD_HEADER_BYTES &&
           record_length(row->record.p, (uint64_t)row->seq) == row->record.len &&
           record_decode(a, row->record, out);
}

static enum status fails_again(struct ctx *cx, int64_t id, const char *reason, struct str detail)
{
    return q_quarantine_failed(
        cx, &(struct q_quarantine_failed_args){
                .id = id, .reason = str_c(reason), .detail = detail, .is_wanted = false });
}

/* A store that is away or full is not the record's fault: it is wanted again. */
static enum status note_failure(struct ctx *cx, int64_t id, enum status st)
{
    struct str why = str_dup(cx->arena, str_c(cx->err.text));

    err_clear(&cx->err);
    if (st != E_BUSY)
        return fails_again(cx, id, "internal", why);
    return q_quarantine_failed(
        cx, &(struct q_quarantine_failed_args){
                .id = id, .reason = S("internal"), .detail = why, .is_wanted = true });
}

static enum status digest_record(struct ctx *cx, struct digest_tools *tools, struct str spool_id,
                                 const struct q_quarantine_next_wanted_row *row,
                                 struct digest_result *result)
{
    struct digest_batch *b = digest_batch_new(cx);
    struct record r;

    if (!decode(cx->arena, row, &r))
        return fails_again(cx, row->id, "internal", S("the record is damaged"));
    b->quarantine_id = row->id;
    enum status st = digest_prepare(cx, tools, &r, b);
    if (st != OK)
        return note_failure(cx, row->id, st);
    if (b->n_rejected > 0)
        return fails_again(cx, row->id, b->rejected[0].reason, b->rejected[0].detail);
    st = digest_store(cx, tools, spool_id, b, result);
    if (st != OK)
        return note_failure(cx, row->id, st);
    digest_remove_files(b);
    return OK;
}

enum status quarantine_digest(struct ctx *cx, struct digest_tools *tools, struct str spool_id,
                              struct digest_result *result, bool *found)
{
    struct q_quarantine_next_wanted_row row;
    int64_t changed = 0;

    *result = (struct digest_result){ 0 };
    TRY(q_quarantine_next_wanted(cx, &(struct q_quarantine_next_wanted_args){ spool_id }, &row,
                                 found));
    if (!*found)
        return OK;
    TRY(q_quarantine_take(cx, &(struct q_quarantine_take_args){ row.id }, &changed));
    if (changed == 0)
        return OK;
    LOG(INFO, "quarantine.retry", K_I64("record", row.id));
    return digest_record(cx, tools, spool_id, &row, result);
}

enum status quarantine_drop(struct ctx *cx, struct str uuid, struct quarantine_file *file,
                            bool *found)
{
    struct q_quarantine_drop_args args = { uuid };
    struct q_quarantine_drop_row row = { 0 };

    TRY(q_quarantine_drop(cx, &args, &row, found));
    *file = (struct quarantine_file){ row.file_spool, row.file_name };
    return OK;
}

void quarantine_remove_file(const struct quarantine_file *file)
{
    if (ingest_spool() != NULL && str_eq(file->spool, spool_id(ingest_spool())))
        spill_remove(file->name);
}

enum status quarantine_expire(struct ctx *cx, struct str argument)
{
    struct q_quarantine_expire_args args = { .before_ms =
                                                 cx->now_ms - (int64_t)QUARANTINE_DAYS * MS_PER_DAY,
                                             .max = EXPIRE_STEP };
    int64_t changed = EXPIRE_STEP;

    (void)argument;
    while (changed == EXPIRE_STEP)
        TRY(q_quarantine_expire(cx, &args, &changed));
    return OK;
}
