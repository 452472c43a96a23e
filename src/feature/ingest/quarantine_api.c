#include "base/base.h"
#include "feature/ingest/quarantine_api.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/page.h"
#include "core/request.h"
#include "core/tx.h"
#include "feature/audit/audit.h"
#include "feature/ingest/quarantine.h"
#include "feature/ingest/quarantine_sql.h"

enum { HTTP_ACCEPTED = 202, CURSOR_KIND = 'q' };

struct record_out {
    struct str id, project, reason, detail;
    int64_t received_ms, created_ms, attempts, bytes;
    bool is_wanted;
};
static const struct field record_fields[] = {
    FIELD_STR("id", struct record_out, id, FIELD_UUID, 0),
    FIELD_STR("project_id", struct record_out, project, FIELD_UUID, 0),
    FIELD_STR("reason", struct record_out, reason, 0, 0),
    FIELD_STR("detail", struct record_out, detail, 0, 0),
    FIELD_TIME("received_at", struct record_out, received_ms, 0),
    FIELD_TIME("created_at", struct record_out, created_ms, 0),
    FIELD_I64("attempts", struct record_out, attempts, 0),
    FIELD_I64("bytes", struct record_out, bytes, 0),
    FIELD_BOOL("retrying", struct record_out, is_wanted, 0),
    FIELD_END,
};

struct records_out {
    struct field_list items;
    struct str next;
    int64_t total;
    bool total_capped;
};
const struct field quarantine_fields[] = {
    FIELD_LIST("items", struct records_out, items, 0, struct record_out, record_fields, 0),
    FIELD_STR("next", struct records_out, next, 0, 0),
    FIELD_I64("total", struct records_out, total, 0),
    FIELD_BOOL("total_capped", struct records_out, total_capped, 0),
    FIELD_END,
};

static struct record_out view(const struct q_quarantine_page_row *row)
{
    return (struct record_out){ .id = row->uuid,
                                .project = row->project_uuid,
                                .reason = row->reason,
                                .detail = row->detail,
                                .received_ms = row->received_ms,
                                .created_ms = row->created_ms,
                                .attempts = row->attempts,
                                .bytes = row->bytes,
                                .is_wanted = row->is_wanted };
}

static enum status read_cursor(struct ctx *cx, const struct request *rq, int64_t *before)
{
    struct str cursor = request_query(rq, "cursor");
    struct page_key key = { 0 };

    if (cursor.len > 0)
        TRY(page_parse(cx, CURSOR_KIND, cursor, &key));
    *before = key.id;
    return OK;
}

enum status quarantine_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct q_quarantine_page_args args = { 0 };
    struct q_quarantine_page_row *rows;
    struct q_quarantine_count_row count;
    const struct request_range range = { LIMIT_PAGE, 1, LIMIT_PAGE };
    int64_t limit = request_query_i64(rq, "limit", range);
    size_t n;

    TRY(read_cursor(cx, rq, &args.before));
    args.max = limit + 1;
    TRY(q_quarantine_page(cx, &args, &rows, &n));
    TRY(q_quarantine_count(cx, &(struct q_quarantine_count_args){ LIMIT_COUNT_TOTAL + 1 }, &count));
    struct records_out out = { .total = count.n };
    if (count.n > LIMIT_COUNT_TOTAL) {
        out.total = LIMIT_COUNT_TOTAL;
        out.total_capped = true;
    }
    if (n > (size_t)limit) {
        n = (size_t)limit;
        out.next = page_cursor(cx, CURSOR_KIND, (struct page_key){ .id = rows[n - 1].id });
    }
    struct record_out *items = arena_array(cx->arena, struct record_out, n);
    for (size_t i = 0; i < n; i++)
        items[i] = view(&rows[i]);
    out.items = FIELD_ITEMS(items, n);
    return respond(cx, rs, status_http(OK), quarantine_fields, &out);
}

static enum status named(struct ctx *cx, const struct request *rq, struct str *uuid)
{
    if (!uuid_parse(cx->arena, request_param(rq, "quarantined"), uuid))
        return fail(cx, E_INVALID, "this is no id of a record in quarantine");
    return OK;
}

/* Answered before it is done: the digest takes it within a second. */
enum status quarantine_retry_post(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    struct str uuid;
    int64_t changed = 0;

    TRY(named(cx, rq, &uuid));
    TRY(tx_begin(cx, &tx));
    TRY(q_quarantine_want(cx, &(struct q_quarantine_want_args){ uuid }, &changed));
    if (changed == 0)
        return fail(cx, E_MISSING, "nothing in quarantine has this id");
    TRY(audit_note(cx, "quarantine.retry", "quarantine", uuid, S("")));
    TRY(tx_commit(&tx));
    return respond_json(rs, HTTP_ACCEPTED, S("{\"retrying\":true}"));
}

enum status quarantine_delete(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    struct quarantine_file file;
    struct str uuid;
    bool found;

    TRY(named(cx, rq, &uuid));
    TRY(tx_begin(cx, &tx));
    TRY(quarantine_drop(cx, uuid, &file, &found));
    if (!found)
        return fail(cx, E_MISSING, "nothing in quarantine has this id");
    TRY(audit_note(cx, "quarantine.delete", "quarantine", uuid, S("")));
    TRY(tx_commit(&tx));
    quarantine_remove_file(&file);
    return respond_json(rs, status_http(OK), S("{\"status\":\"deleted\"}"));
}

const struct route_query quarantine_query[] = {
    { "limit", "integer", "Records of one page, at most 100." },
    { "cursor", "string", "`next` of the page before." },
    { 0 },
};
