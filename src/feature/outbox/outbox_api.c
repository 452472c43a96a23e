#include "base/base.h"

#include "feature/outbox/outbox_api.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/page.h"
#include "core/request.h"
#include "core/tx.h"
#include "feature/audit/audit.h"
#include "feature/outbox/outbox_page_sql.h"

enum {
    CURSOR_KIND = 'o',
    OUTBOX_JOBS = 2, /* of the job workers: the others are for what happens at home */
    RUN_TIMEOUT_S = 120,
    PURGE_EVERY_S = 3600,
    HTTP_ACCEPTED = 202,
};

struct item_out {
    struct str id, channel, kind, recipient, state, last_error;
    int64_t attempts, due_ms, created_ms, done_ms;
    bool is_running;
};
static const struct field item_fields[] = {
    FIELD_STR("id", struct item_out, id, FIELD_REQUIRED | FIELD_UUID, 0),
    FIELD_STR("channel", struct item_out, channel, FIELD_REQUIRED, 0),
    FIELD_STR("kind", struct item_out, kind, FIELD_REQUIRED, 0),
    FIELD_STR("to", struct item_out, recipient, FIELD_REQUIRED, 0),
    FIELD_STR("state", struct item_out, state, FIELD_REQUIRED, 0),
    FIELD_I64("attempts", struct item_out, attempts, FIELD_REQUIRED),
    FIELD_BOOL("running", struct item_out, is_running, FIELD_REQUIRED),
    FIELD_TIME("due_at", struct item_out, due_ms, 0),
    FIELD_STR("last_error", struct item_out, last_error, FIELD_REQUIRED, 0),
    FIELD_TIME("created_at", struct item_out, created_ms, FIELD_REQUIRED),
    FIELD_TIME("done_at", struct item_out, done_ms, 0),
    FIELD_END,
};
struct items_out {
    struct field_list items;
    struct str next;
    int64_t total;
    bool total_capped;
};
static const struct field items_fields[] = {
    FIELD_LIST("items", struct items_out, items, 0, struct item_out, item_fields, 0),
    FIELD_STR("next", struct items_out, next, 0, 0),
    FIELD_I64("total", struct items_out, total, 0),
    FIELD_BOOL("total_capped", struct items_out, total_capped, 0),
    FIELD_END,
};

static const char *const states[] = { "waiting", "dead", "sent", NULL };

static enum status read_state(struct ctx *cx, const struct request *rq, struct str *out)
{
    struct str state = request_query(rq, "state");

    *out = state.len > 0 ? state : S("");
    for (size_t i = 0; state.len > 0 && !str_eq(state, str_c(states[i]));) {
        if (states[++i] == NULL)
            return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "state" },
                           "state is waiting, dead or sent");
    }
    return OK;
}

static struct item_out view(const struct ctx *cx, const struct q_outbox_page_row *row)
{
    return (struct item_out){ .id = row->uuid,
                              .channel = row->channel,
                              .kind = row->kind,
                              .recipient = row->recipient,
                              .state = row->state,
                              .last_error = row->last_error,
                              .attempts = row->attempts,
                              .due_ms = str_eq(row->state, S("waiting")) ? row->due_ms : 0,
                              .created_ms = row->created_ms,
                              .done_ms = row->done_ms,
                              .is_running = row->lease_until_ms > cx->now_ms };
}

static enum status outbox_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    const struct request_range range = { LIMIT_PAGE, 1, LIMIT_PAGE };
    struct str cursor = request_query(rq, "cursor"), state;
    int64_t limit = request_query_i64(rq, "limit", range);
    struct page_key key = { 0 };
    struct q_outbox_page_row *rows;
    struct q_outbox_count_row count;
    size_t n;

    TRY(read_state(cx, rq, &state));
    if (cursor.len > 0)
        TRY(page_parse(cx, CURSOR_KIND, cursor, &key));
    TRY(q_outbox_page(cx, &(struct q_outbox_page_args){ state, key.id, limit + 1 }, &rows, &n));
    TRY(q_outbox_count(cx, &(struct q_outbox_count_args){ state, LIMIT_COUNT_TOTAL + 1 }, &count));
    struct items_out out = { .total = count.n, .total_capped = count.n > LIMIT_COUNT_TOTAL };
    if (out.total_capped)
        out.total = LIMIT_COUNT_TOTAL;
    if (n > (size_t)limit) {
        n = (size_t)limit;
        out.next = page_cursor(cx, CURSOR_KIND, (struct page_key){ .id = rows[n - 1].id });
    }
    struct item_out *items = arena_array(cx->arena, struct item_out, n);
    for (size_t i = 0; i < n; i++)
        items[i] = view(cx, &rows[i]);
    out.items = FIELD_ITEMS(items, n);
    return respond(cx, rs, status_http(OK), items_fields, &out);
}

/* Answered before it is done: a job worker takes it within a second. */
static enum status retry_post(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    struct str uuid;

    if (!uuid_parse(cx->arena, request_param(rq, "delivery"), &uuid))
        return fail(cx, E_MISSING, "nothing in the outbox has this id");
    TRY(tx_begin(cx, &tx));
    TRY(outbox_retry(cx, uuid));
    TRY(audit_note(cx, "outbox.retry", "outbox", uuid, S("")));
    TRY(tx_commit(&tx));
    return respond_json(rs, HTTP_ACCEPTED, S("{\"retrying\":true}"));
}

static const struct route_query outbox_query[] = {
    { "state", "string", "waiting, dead or sent; all without." },
    { "limit", "integer", "Rows of one page, at most 100." },
    { "cursor", "string", "`next` of the page before." },
    { 0 },
};

static const struct route outbox_routes[] = {
    { GET, "/api/v1/system/outbox", SCOPE_ADMIN, NULL, items_fields, outbox_get, NULL,
      "What leaves the house: what waits, what was given up, what was sent lately.", 0, 0,
      outbox_query },
    { POST, "/api/v1/system/outbox/{delivery}/retry", SCOPE_ADMIN, NULL, NULL, retry_post, NULL,
      "Tries again at once what waits for its time or was given up.", ROUTE_ACCEPTED, 0, NULL },
    { 0 },
};

static const struct route_param outbox_params[] = {
    { "delivery", NULL },
    { 0 },
};

static const struct job outbox_jobs[] = {
    { "outbox.deliver", outbox_run, .timeout_s = RUN_TIMEOUT_S, .is_due = outbox_is_due,
      .at_once = OUTBOX_JOBS },
    { "outbox.purge", outbox_purge, .every_s = PURGE_EVERY_S, .forgets = true },
    { 0 },
};

const struct feature feature_outbox = {
    .name = "outbox",
    .routes = outbox_routes,
    .params = outbox_params,
    .jobs = outbox_jobs,
    .metrics = outbox_metrics,
    .start = outbox_start,
};
