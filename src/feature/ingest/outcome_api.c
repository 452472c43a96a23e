#include "base/base.h"
#include "feature/ingest/outcome_api.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/str.h"
#include "core/request.h"
#include "feature/ingest/outcome.h"
#include "feature/ingest/outcome_rows.h"
#include "feature/ingest/outcome_sql.h"

enum { SPAN_DAYS = 90, HOURS_PER_DAY = 24 };
#define WHOLE_SPAN (INT64_C(1) << 40) /* hours: one stretch holds all of them */

/* What the figures are summed by. */
static const struct outcome_by {
    const char *name;
    bool has_category;
    bool has_reason;
    bool has_outcome;
    int64_t width; /* hours of one figure */
} by_rows[] = {
    { "reason", true, true, true, WHOLE_SPAN }, /* what is meant when nothing is said */
    { "category", true, false, false, WHOLE_SPAN },
    { "outcome", false, false, true, WHOLE_SPAN },
    { "hour", true, true, true, 1 },
    { "day", true, true, true, HOURS_PER_DAY },
};

struct outcome_out {
    int64_t at_ms;
    struct str category, outcome, reason;
    int64_t quantity;
};
static const struct field outcome_fields[] = {
    FIELD_TIME("at", struct outcome_out, at_ms, FIELD_OMIT),
    FIELD_STR("category", struct outcome_out, category, FIELD_OMIT, 0),
    FIELD_STR("outcome", struct outcome_out, outcome, FIELD_OMIT, 0),
    FIELD_STR("reason", struct outcome_out, reason, FIELD_OMIT, 0),
    FIELD_I64("quantity", struct outcome_out, quantity, 0),
    FIELD_END,
};

struct outcomes_out {
    int64_t since_ms, until_ms;
    struct field_list items;
};
const struct field outcomes_fields[] = {
    FIELD_TIME("since", struct outcomes_out, since_ms, 0),
    FIELD_TIME("until", struct outcomes_out, until_ms, 0),
    FIELD_LIST("items", struct outcomes_out, items, 0, struct outcome_out, outcome_fields, 0),
    FIELD_END,
};
const struct route_query outcomes_query[] = {
    { "since", "string", "RFC 3339; a day ago when absent. Figures are of whole hours." },
    { "until", "string", "RFC 3339; now when absent; 90 days at most." },
    { "by", "string", "reason (default), category, outcome, hour or day." },
    { 0 },
};

/* "filtered:localhost" → "filtered". */
static struct str outcome_of(struct str reason)
{
    return str_to(reason, str_find_char(reason, ':'));
}

static enum status read_by(struct ctx *cx, const struct request *rq, const struct outcome_by **out)
{
    struct str name = request_query(rq, "by");

    *out = &by_rows[0];
    if (name.len == 0)
        return OK;
    for (size_t i = 0; i < ARRAY_LEN(by_rows); i++) {
        *out = &by_rows[i];
        if (str_eq(name, str_c(by_rows[i].name)))
            return OK;
    }
    return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "by" },
                   "by must be one of reason, category, outcome, hour, day");
}

static enum status read_time(struct ctx *cx, const struct request *rq, const char *name,
                             int64_t *out)
{
    struct str text = request_query(rq, name);

    if (text.len == 0 || clock_parse(text, out))
        return OK;
    return fail_at(cx, E_INVALID, (struct err_where){ "invalid", name },
                   "%s must be a time like 2026-11-24T10:00:00Z", name);
}

static enum status read_span(struct ctx *cx, const struct request *rq, struct outcomes_out *out)
{
    out->until_ms = cx->now_ms;
    TRY(read_time(cx, rq, "until", &out->until_ms));
    out->since_ms = out->until_ms - MS_PER_DAY;
    TRY(read_time(cx, rq, "since", &out->since_ms));
    if (out->since_ms > out->until_ms ||
        out->until_ms - out->since_ms > (int64_t)SPAN_DAYS * MS_PER_DAY)
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "since" },
                       "since must lie before until, %d days at most", SPAN_DAYS);
    return OK;
}

/* One figure as it is summed. */
static struct q_outcome_add_row row_of(const struct outcome_by *by, int64_t hour,
                                       struct str category, struct str reason)
{
    struct q_outcome_add_row row = { .hour = hour / by->width * by->width };

    row.category = by->has_category ? category : S("");
    row.reason = by->has_reason ? reason : S("");
    if (!by->has_reason && by->has_outcome)
        row.reason = outcome_of(reason);
    return row;
}

/* What the store has and what this process has not written yet. */
static enum status collect(struct ctx *cx, const struct request *rq, const struct outcome_by *by,
                           const struct outcomes_out *span, struct field_list *out)
{
    struct q_outcome_sums_args args = { .project_id = rq->project_id,
                                        .first_hour = clock_hour(span->since_ms),
                                        .last_hour = clock_hour(span->until_ms),
                                        .width = by->width };
    struct q_outcome_sums_row *stored;
    struct outcome *pending;
    size_t n_stored, n = 0;
    size_t n_pending = outcome_pending(cx, rq->project_id, &pending);

    TRY(q_outcome_sums(cx, &args, &stored, &n_stored));
    struct q_outcome_add_row *rows =
        arena_array(cx->arena, struct q_outcome_add_row, n_stored + n_pending);
    for (size_t i = 0; i < n_stored; i++) {
        rows[n] = row_of(by, stored[i].hour, stored[i].category, stored[i].reason);
        rows[n++].quantity = stored[i].quantity;
    }
    for (size_t i = 0; i < n_pending; i++) {
        if (pending[i].hour < args.first_hour || pending[i].hour > args.last_hour)
            continue;
        rows[n] = row_of(by, pending[i].hour, str_c(pending[i].category), str_c(pending[i].reason));
        rows[n++].quantity = pending[i].quantity;
    }
    n = outcome_rows_sum(rows, n);
    *out = FIELD_ITEMS(rows, n);
    return OK;
}

static struct outcome_out view_of(const struct outcome_by *by, const struct q_outcome_add_row *row)
{
    struct outcome_out out = { .quantity = row->quantity };

    if (by->width != WHOLE_SPAN)
        out.at_ms = row->hour * MS_PER_HOUR;
    if (by->has_category)
        out.category = row->category;
    if (by->has_outcome)
        out.outcome = outcome_of(row->reason);
    if (by->has_reason && out.outcome.len < row->reason.len)
        out.reason = str_from(row->reason, out.outcome.len + 1);
    return out;
}

enum status outcomes_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct outcomes_out out = { 0 };
    const struct outcome_by *by;
    struct field_list sums;

    TRY(read_by(cx, rq, &by));
    TRY(read_span(cx, rq, &out));
    TRY(collect(cx, rq, by, &out, &sums));
    const struct q_outcome_add_row *rows = sums.items;
    struct outcome_out *items = arena_array(cx->arena, struct outcome_out, sums.n);
    for (size_t i = 0; i < sums.n; i++)
        items[i] = view_of(by, &rows[i]);
    out.items = FIELD_ITEMS(items, sums.n);
    return respond(cx, rs, status_http(OK), outcomes_fields, &out);
}
