/* The events of an issue: pages, and one with its neighbours. */
#include "base/base.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/page.h"
#include "core/request.h"
#include "feature/issue/issue_event.h"
#include "feature/issue/issue_event_best.h"
#include "feature/issue/issue_event_find.h"
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
    { "q", "string", "env:, release:, level:, user:, tag:key:value; ! negates." },
    { "since", "string", "Received at or after this time." },
    { "until", "string", "Received at or before this time." },
    { NULL, NULL, NULL },
};
const struct route_query issue_event_query[] = {
    { "q", "string", "Neighbours, ordinal and total are those of the events it finds." },
    { "since", "string", "Received at or after this time." },
    { "until", "string", "Received at or before this time." },
    { NULL, NULL, NULL },
};

struct events_out {
    struct field_list events;
    struct opt_i64 total;   /* null: not all were looked at */
    struct opt_i64 scanned; /* events looked at, under a filter */
    bool total_capped;
    int64_t limit;
    int64_t offset;
    struct str next;
};
const struct field issue_events_out[] = {
    FIELD_LIST("events", struct events_out, events, 0, struct event_view, event_view_fields, 0),
    FIELD_OPT_I64("total", struct events_out, total, 0),
    FIELD_OPT_I64("scanned", struct events_out, scanned, FIELD_OMIT),
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

static enum status read_time(struct ctx *cx, const struct request *rq, const char *name,
                             int64_t *out)
{
    struct str text = request_query(rq, name);

    if (text.len > 0 && !clock_parse(text, out))
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", name }, "%s is not a time",
                       name);
    return OK;
}

static enum status read_find(struct ctx *cx, const struct request *rq, struct event_find *out)
{
    struct str q = request_query(rq, "q");

    TRY(event_find_parse(cx, str_is_null(q) ? S("") : q, out));
    TRY(read_time(cx, rq, "since", &out->since_ms));
    return read_time(cx, rq, "until", &out->until_ms);
}

/* Documents of a page; what has gone meanwhile is left out. */
static enum status read_events(struct ctx *cx, int64_t project_id, struct i64_list ids,
                               struct stored_event *out, size_t *n_out)
{
    size_t room = LIMIT_EVENTS_PAGE_BYTES;
    bool found;

    *n_out = 0;
    for (size_t i = 0; i < ids.n; i++) {
        struct stored_event *ev = &out[*n_out];
        TRY(event_read(cx, project_id, ids.items[i], ev, &found));
        if (!found)
            continue;
        if (ev->data.len > room)
            ev->data = (struct str){ 0 };
        room -= ev->data.len;
        (*n_out)++;
    }
    return OK;
}

/* A page of those a filter finds. total: only when all were looked at. */
static enum status filtered_page(struct ctx *cx, const struct request *rq,
                                 const struct event_range *range, const struct event_find *find,
                                 struct response *rs)
{
    struct event_owner owner = owner_of(rq);
    struct event_range walk = *range;
    struct event_finds finds;
    struct event_view *views;
    size_t n;

    walk.limit = range->before_id == 0 ? FIND_ROWS : range->limit;
    TRY(event_find_ids(cx, &walk, find, &finds));
    size_t shown = finds.n < (size_t)range->limit ? finds.n : (size_t)range->limit;
    struct stored_event *events = arena_array(cx->arena, struct stored_event, shown);
    TRY(read_events(cx, range->project_id, (struct i64_list){ finds.ids, shown }, events, &n));
    TRY(event_views(cx, &owner, events, n, &views));
    struct events_out out = { .events = FIELD_ITEMS(views, n),
                              .total = { (int64_t)finds.n,
                                         finds.is_complete && range->before_id == 0 },
                              .scanned = { finds.scanned, true },
                              .limit = range->limit };
    int64_t last = shown < finds.n || shown == (size_t)range->limit
                       ? (shown > 0 ? finds.ids[shown - 1] : 0)
                       : finds.last_id;
    if (last != 0 && (shown < finds.n || !finds.is_complete))
        out.next = page_cursor(cx, EVENT_CURSOR, (struct page_key){ 0, last });
    return respond(cx, rs, status_http(OK), issue_events_out, &out);
}

enum status issue_events_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct event_range range;
    struct event_bounds bounds;
    struct stored_event *events;
    struct event_view *views;
    struct event_owner owner = owner_of(rq);
    struct event_find find;
    size_t n;

    TRY(read_range(cx, rq, &range));
    TRY(read_find(cx, rq, &find));
    if (!event_find_is_all(&find))
        return filtered_page(cx, rq, &range, &find, rs);
    TRY(event_page(cx, &range, &events, &n));
    TRY(event_views(cx, &owner, events, n, &views));
    TRY(event_bounds(cx, &range, &bounds));
    struct events_out out = { .events = FIELD_ITEMS(views, n),
                              .total = { bounds.stored, true },
                              .limit = range.limit,
                              .offset = range.skip };
    if (!str_is_null(request_query(rq, "cursor"))) {
        out.total_capped = bounds.stored > LIMIT_COUNT_TOTAL;
        if (out.total_capped)
            out.total.value = LIMIT_COUNT_TOTAL;
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
    struct opt_i64 total; /* of those the filter finds; null: not all were looked at */
    int64_t stored;
    int64_t counted;
};
const struct field issue_event_out[] = {
    FIELD_OBJECT("event", struct step_out, event, 0, struct event_view, event_view_fields),
    FIELD_STR("prev", struct step_out, prev, FIELD_UUID, 0),
    FIELD_STR("next", struct step_out, next, FIELD_UUID, 0),
    FIELD_OPT_I64("ordinal", struct step_out, ordinal, 0),
    FIELD_OPT_I64("total", struct step_out, total, 0),
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
    int64_t id = 0;

    *out = (struct target){ 0 };
    if (str_eq(text, S("oldest")) && bounds->oldest_id != 0)
        return take_row(cx, range, bounds->oldest_id, out);
    if (str_eq(text, S("best")))
        TRY(issue_event_best(cx, range, &(struct event_find){ 0 }, &id));
    if (str_eq(text, S("best")) && id != 0)
        return take_row(cx, range, id, out);
    if (str_eq(text, S("latest")) || str_eq(text, S("best")) || str_eq(text, S("oldest"))) {
        if (bounds->newest_id != 0)
            TRY(take_row(cx, range, bounds->newest_id, out));
        return take_counted(cx, range, NULL, out->event.received_ms, out);
    }
    if (uuid_to_row_id(text, &id))
        return take_row(cx, range, id, out);
    return take_event_id(cx, range, text, out);
}

/* The newest and the oldest that a filter finds take the place of the issue's own. */
static enum status filtered_bounds(struct ctx *cx, const struct event_range *range,
                                   const struct event_find *find, struct event_bounds *bounds)
{
    struct event_range side = *range;
    struct event_finds finds;

    side.limit = 1;
    TRY(event_find_ids(cx, &side, find, &finds));
    bounds->newest_id = finds.n > 0 ? finds.ids[0] : 0;
    side.after_id = 1;
    TRY(event_find_ids(cx, &side, find, &finds));
    bounds->oldest_id = finds.n > 0 ? finds.ids[0] : 0;
    if (bounds->newest_id == 0)
        return fail(cx, E_MISSING, "no stored event of this issue is like that");
    return OK;
}

/* The same where a filter has chosen newest and oldest: what was only counted has no
 * document to match. */
static enum status find_filtered(struct ctx *cx, const struct event_range *range,
                                 const struct event_find *find, struct str text,
                                 struct target *out)
{
    struct event_bounds ends;
    int64_t id = 0;

    *out = (struct target){ 0 };
    TRY(filtered_bounds(cx, range, find, &ends));
    if (str_eq(text, S("best")))
        TRY(issue_event_best(cx, range, find, &id));
    if (id != 0)
        return take_row(cx, range, id, out);
    if (str_eq(text, S("oldest")))
        return take_row(cx, range, ends.oldest_id, out);
    if (str_eq(text, S("latest")) || str_eq(text, S("best")))
        return take_row(cx, range, ends.newest_id, out);
    return find_target(cx, range, &ends, text, out);
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

/* Neighbours, ordinal and total among those a filter finds. */
static enum status filtered_neighbours(struct ctx *cx, const struct event_range *range,
                                       const struct event_find *find, int64_t id,
                                       struct step_out *out)
{
    struct event_range side = *range;
    struct event_finds all, older, newer;

    side.limit = FIND_ROWS;
    TRY(event_find_ids(cx, &side, find, &all));
    out->total = (struct opt_i64){ (int64_t)all.n, all.is_complete };
    for (size_t i = 0; all.is_complete && i < all.n; i++) {
        if (all.ids[i] == id)
            out->ordinal = (struct opt_i64){ (int64_t)(all.n - i), true };
    }
    side.limit = 1;
    side.before_id = id;
    TRY(event_find_ids(cx, &side, find, &older));
    side.before_id = 0;
    side.after_id = id;
    TRY(event_find_ids(cx, &side, find, &newer));
    if (older.n > 0)
        out->prev = uuid_from_row_id(cx->arena, older.ids[0]);
    if (newer.n > 0)
        out->next = uuid_from_row_id(cx->arena, newer.ids[0]);
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

enum status issue_event_take(struct ctx *cx, const struct request *rq, struct str text,
                             struct event_view *out)
{
    struct event_range range;
    struct event_bounds bounds;
    struct target target;

    TRY(issue_range(cx, rq->project_id, rq->issue_id, &range));
    TRY(event_bounds(cx, &range, &bounds));
    TRY(find_target(cx, &range, &bounds, text, &target));
    if (!target.is_there)
        return fail_at(cx, E_MISSING, (struct err_where){ "not_stored", "event" },
                       "this event was counted, its body is not kept");
    return fill_event(cx, rq, &target, out);
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
    struct event_find find;
    bool found;

    TRY(read_find(cx, rq, &find));
    TRY(q_issue_event_count(cx, &(struct q_issue_event_count_args){ .id = rq->issue_id }, &counted,
                            &found));
    TRY(issue_range(cx, rq->project_id, rq->issue_id, &range));
    TRY(event_bounds(cx, &range, &bounds));
    if (event_find_is_all(&find)) {
        TRY(find_target(cx, &range, &bounds, request_param(rq, "event"), &target));
    } else {
        TRY(find_filtered(cx, &range, &find, request_param(rq, "event"), &target));
    }
    out.stored = bounds.stored;
    out.total = (struct opt_i64){ bounds.stored, true };
    out.counted = counted.event_count;
    if (event_find_is_all(&find))
        TRY(neighbours(cx, &range, target.near_id, &out));
    else
        TRY(filtered_neighbours(cx, &range, &find, target.near_id, &out));
    if (!target.is_there)
        return answer_not_stored(cx, rs, &out);
    TRY(fill_event(cx, rq, &target, &out.event));
    if (event_find_is_all(&find))
        TRY(fill_ordinal(cx, &range, target.id, &out.ordinal));
    return respond(cx, rs, status_http(OK), issue_event_out, &out);
}
