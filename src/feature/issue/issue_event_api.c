/* The events of an issue: pages, and one with its neighbours. */
#include "base/base.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/page.h"
#include "core/request.h"
#include "feature/issue/issue_event.h"
#include "feature/issue/issue_event_sql.h"
#include "feature/issue/issue_int.h"
#include "port/jsonw.h"

enum {
    PAGE_DEFAULT = 50,
    OFFSET_MAX = 1000000,
    STATUS_MISSING = 404,
    MISSING_BYTES = 4 << 10,
};
static const char EVENT_CURSOR = 'v';

/* --- pages ------------------------------------------------------------------ */

const struct route_query issue_events_query[] = {
    { "limit", "integer", "1 to 100, 50 by default." },
    { "offset", "integer", "Rows to pass over." },
    { "cursor", "string", "next of the page before; empty for the first page." },
    { NULL, NULL, NULL },
};

struct events_out {
    struct field_list events;
    int64_t total;
    bool total_capped;
    int64_t limit;
    int64_t offset;
    struct str next;
};
const struct field issue_events_out[] = {
    FIELD_LIST("events", struct events_out, events, 0, struct event_view, event_view_fields, 0),
    FIELD_I64("total", struct events_out, total, 0),
    FIELD_BOOL("total_capped", struct events_out, total_capped, 0),
    FIELD_I64("limit", struct events_out, limit, 0),
    FIELD_I64("offset", struct events_out, offset, 0),
    FIELD_STR("next", struct events_out, next, 0, 0),
    FIELD_END,
};

/* GoSnag's limit: what is out of range or no number is the default. */
static int64_t read_limit(const struct request *rq)
{
    int64_t v;

    if (!str_i64(request_query(rq, "limit"), &v) || v < 1 || v > LIMIT_PAGE)
        return PAGE_DEFAULT;
    return v;
}

static enum status read_range(struct ctx *cx, const struct request *rq, struct event_range *out)
{
    struct str cursor = request_query(rq, "cursor");
    struct page_key key;

    if (request_query(rq, "q").len > 0)
        return fail_at(cx, E_INVALID, (struct err_where){ "query", "q" },
                       "this version cannot search events yet");
    TRY(issue_range(cx, rq->project_id, rq->issue_id, out));
    out->limit = read_limit(rq);
    out->with_data = true;
    if (str_is_null(cursor))
        out->skip = request_query_i64(rq, "offset", (struct request_range){ 0, 0, OFFSET_MAX });
    if (cursor.len == 0)
        return OK;
    TRY(page_parse(cx, EVENT_CURSOR, cursor, &key));
    out->before_id = key.id;
    return OK;
}

static struct event_owner owner_of(const struct request *rq)
{
    return (struct event_owner){ rq->issue_uuid, rq->project_uuid };
}

enum status issue_events_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct event_range range;
    struct event_bounds bounds;
    struct stored_event *events;
    struct event_view *views;
    struct event_owner owner = owner_of(rq);
    size_t n;

    TRY(read_range(cx, rq, &range));
    TRY(event_page(cx, &range, &events, &n));
    TRY(event_views(cx, &owner, events, n, &views));
    TRY(event_bounds(cx, &range, &bounds));
    struct events_out out = { .events = FIELD_ITEMS(views, n),
                              .total = bounds.stored,
                              .limit = range.limit,
                              .offset = range.skip };
    if (!str_is_null(request_query(rq, "cursor"))) {
        out.total_capped = out.total > LIMIT_COUNT_TOTAL;
        out.total = out.total_capped ? LIMIT_COUNT_TOTAL : out.total;
        if (n > 0 && events[n - 1].id > bounds.oldest_id)
            out.next = page_cursor(cx, EVENT_CURSOR, (struct page_key){ 0, events[n - 1].id });
    }
    return respond(cx, rs, status_http(OK), issue_events_out, &out);
}

/* --- one, with its neighbours ----------------------------------------------- */

struct step_out {
    struct event_view event;
    struct str prev; /* older; absent = none */
    struct str next; /* newer */
    struct opt_i64 ordinal;
    int64_t total;
    int64_t stored;
    int64_t counted;
};
const struct field issue_event_out[] = {
    FIELD_OBJECT("event", struct step_out, event, 0, struct event_view, event_view_fields),
    FIELD_STR("prev", struct step_out, prev, FIELD_UUID, 0),
    FIELD_STR("next", struct step_out, next, FIELD_UUID, 0),
    FIELD_OPT_I64("ordinal", struct step_out, ordinal, 0),
    FIELD_I64("total", struct step_out, total, 0),
    FIELD_I64("stored", struct step_out, stored, 0),
    FIELD_I64("counted", struct step_out, counted, 0),
    FIELD_END,
};

/* What {event} means. */
struct target {
    int64_t id;               /* row; 0 = the latest that was only counted          */
    int64_t near_id;          /* where its neighbours are looked for                */
    struct event_id event_id; /* of the latest that was only counted                */
    struct stored_event event;
    bool is_there; /* its document can be shown */
};

static bool is_of_issue(const struct event_range *range, int64_t fingerprint_id)
{
    for (size_t i = 0; i < range->n_fingerprints; i++) {
        if (range->fingerprint_ids[i] == fingerprint_id)
            return true;
    }
    return false;
}

static enum status take_row(struct ctx *cx, const struct event_range *range, int64_t id,
                            struct target *out)
{
    out->id = out->near_id = id;
    TRY(event_read(cx, range->project_id, id, &out->event, &out->is_there));
    if (out->is_there && !is_of_issue(range, out->event.fingerprint_id))
        return fail(cx, E_MISSING, "no such event in this issue");
    out->is_there = out->is_there && !str_is_null(out->event.data);
    return OK;
}

/* The newest of those only counted, when it is newer than all that were stored, or (id
 * set) when it is this one. */
static enum status take_counted(struct ctx *cx, const struct event_range *range,
                                const struct event_id *id, int64_t newer_than_ms,
                                struct target *out)
{
    struct stored_event ev = { 0 };
    struct event_id event_id;
    bool found;

    TRY(event_latest_counted(cx, range, &event_id, &ev, &found));
    if (!found || str_is_null(ev.data) || ev.received_ms <= newer_than_ms)
        return OK;
    if (id != NULL && memcmp(id->b, event_id.b, EVENT_ID_BYTES) != 0)
        return OK;
    *out = (struct target){
        .near_id = INT64_MAX, .event_id = event_id, .event = ev, .is_there = true
    };
    return OK;
}

static enum status take_event_id(struct ctx *cx, const struct event_range *range, struct str text,
                                 struct target *out)
{
    struct event_id id;
    struct event_found found;

    if (!event_id_parse(text, &id))
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "event" },
                       "an event is latest, oldest, best, a uuid or an event id");
    TRY(event_lookup(cx, range->project_id, &id, &found));
    if (found.place == EVENT_NEVER_SEEN || found.place == EVENT_FILTERED ||
        (found.fingerprint_id != 0 && !is_of_issue(range, found.fingerprint_id)))
        return fail(cx, E_MISSING, "no such event in this issue");
    if (found.place == EVENT_STORED)
        return take_row(cx, range, found.id, out);
    out->near_id = found.id;
    return take_counted(cx, range, &id, 0, out);
}

static enum status find_target(struct ctx *cx, const struct event_range *range,
                               const struct event_bounds *bounds, struct str text,
                               struct target *out)
{
    int64_t id;

    *out = (struct target){ 0 };
    if (str_eq(text, S("oldest")) && bounds->oldest_id != 0)
        return take_row(cx, range, bounds->oldest_id, out);
    if (str_eq(text, S("best")) && bounds->newest_id != 0)
        return take_row(cx, range, bounds->newest_id, out);
    if (str_eq(text, S("latest")) || str_eq(text, S("best")) || str_eq(text, S("oldest"))) {
        if (bounds->newest_id != 0)
            TRY(take_row(cx, range, bounds->newest_id, out));
        return take_counted(cx, range, NULL, out->event.received_ms, out);
    }
    if (uuid_to_row_id(text, &id))
        return take_row(cx, range, id, out);
    return take_event_id(cx, range, text, out);
}

static enum status neighbours(struct ctx *cx, const struct event_range *range, int64_t id,
                              struct step_out *out)
{
    struct event_range side = *range;
    struct stored_event *events;
    size_t n;

    if (id == 0)
        return OK;
    side.limit = 1;
    side.with_data = false;
    side.before_id = id;
    TRY(event_page(cx, &side, &events, &n));
    if (n > 0)
        out->prev = uuid_from_row_id(cx->arena, events[0].id);
    if (id == INT64_MAX)
        return OK;
    side.before_id = 0;
    side.after_id = id;
    TRY(event_page(cx, &side, &events, &n));
    if (n > 0)
        out->next = uuid_from_row_id(cx->arena, events[0].id);
    return OK;
}

/* The event was accepted and counted, its body is gone: its neighbours are not. */
static enum status answer_not_stored(struct ctx *cx, struct response *rs,
                                     const struct step_out *step)
{
    struct buf b;
    struct jsonw w;

    buf_init(&b, cx->arena, MISSING_BYTES);
    jsonw_init(&w, &b);
    jsonw_obj(&w);
    jsonw_key_str(&w, "error", S("this event was counted, its body is not kept"));
    jsonw_key_str(&w, "code", S("not_stored"));
    jsonw_key_str(&w, "prev", step->prev);
    jsonw_key_str(&w, "next", step->next);
    jsonw_key_i64(&w, "stored", step->stored);
    jsonw_key_i64(&w, "counted", step->counted);
    jsonw_key_str(&w, "request_id", cx->request_id);
    jsonw_end(&w);
    return respond_json(rs, STATUS_MISSING, buf_str(&b));
}

static enum status fill_event(struct ctx *cx, const struct request *rq, const struct target *target,
                              struct event_view *out)
{
    struct event_owner owner = owner_of(rq);
    struct event_view *view;

    TRY(event_views(cx, &owner, &target->event, 1, &view));
    *out = *view;
    if (target->id != 0)
        return OK;
    out->event_id = event_id_text(cx->arena, &target->event_id);
    if (!uuid_parse(cx->arena, out->event_id, &out->id))
        out->id = out->event_id;
    return OK;
}

static enum status fill_ordinal(struct ctx *cx, const struct event_range *range, int64_t id,
                                struct opt_i64 *out)
{
    int64_t older = -1;

    if (id != 0)
        TRY(event_ordinal(cx, range, id, &older));
    *out = (struct opt_i64){ older + 1, older >= 0 };
    return OK;
}

enum status issue_event_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct event_range range;
    struct event_bounds bounds;
    struct target target;
    struct q_issue_event_count_row counted = { 0 };
    struct step_out out = { 0 };
    bool found;

    TRY(q_issue_event_count(cx, &(struct q_issue_event_count_args){ .id = rq->issue_id }, &counted,
                            &found));
    TRY(issue_range(cx, rq->project_id, rq->issue_id, &range));
    TRY(event_bounds(cx, &range, &bounds));
    TRY(find_target(cx, &range, &bounds, request_param(rq, "event"), &target));
    out.total = out.stored = bounds.stored;
    out.counted = counted.event_count;
    TRY(neighbours(cx, &range, target.near_id, &out));
    if (!target.is_there)
        return answer_not_stored(cx, rs, &out);
    TRY(fill_event(cx, rq, &target, &out.event));
    TRY(fill_ordinal(cx, &range, target.id, &out.ordinal));
    return respond(cx, rs, status_http(OK), issue_event_out, &out);
}
