#include "base/base.h"
#include "feature/ingest/digest_rows.h"

#include "base/clock.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "feature/ingest/digest_sql.h"
#include "feature/ingest/item_sink.h"
#include "feature/ingest/outcome_rows.h"
#include "feature/ingest/outcome_sql.h"
#include "feature/rule/rule.h"
#include "port/db.h"

enum { SEGMENT_SHIFT = 16 };

static const char accepted[] = "accepted";

static struct str id_bytes(const struct event_id *id)
{
    return str_make((const char *)id->b, EVENT_ID_BYTES);
}

static size_t make_event_rows(const struct digest_batch *b, struct q_event_insert_row *rows)
{
    size_t n = 0;

    for (size_t i = 0; i < b->n_events; i++) {
        const struct prepared_event *ev = &b->events[i];
        if (ev->is_dropped || !ev->is_stored)
            continue;
        rows[n++] = (struct q_event_insert_row){
            .day = ev->place.day,
            .id = ev->place.segment << SEGMENT_SHIFT | ev->place.ordinal,
            .project_id = ev->issue.project_id,
            .fingerprint_id = ev->target->id,
            .exemplar_id = ev->exemplar_id,
            .received_ms = ev->issue.received_ms,
            .timestamp_delta_ms = ev->issue.received_ms - ev->timestamp_ms,
            .level = ev->level,
            .environment_id = ev->environment_id,
            .release_id = ev->issue.release_id,
            .user_hash = (int64_t)ev->user_hash,
            .flags = 0,
            .payload = ev->packed,
        };
    }
    return n;
}

/* The unique key of PostgreSQL. */
static int day_key_order(const void *a, const void *b)
{
    const struct q_event_key_insert_row *x = a, *y = b;

    if (x->day != y->day)
        return x->day < y->day ? -1 : 1;
    if (x->project_id != y->project_id)
        return x->project_id < y->project_id ? -1 : 1;
    return memcmp(x->event_id.p, y->event_id.p, EVENT_ID_BYTES);
}

/* What event_key says of it (event_store.h). */
static int64_t place_of(const struct prepared_event *ev)
{
    if (ev->filter != FILTER_NONE)
        return event_filter_place(ev->filter);
    return ev->is_stored ? ev->place.ordinal : -ev->target->id;
}

/* The primary key of SQLite. */
static int segment_key_order(const void *a, const void *b)
{
    const struct q_event_key_insert_row *x = a, *y = b;

    if (x->segment != y->segment)
        return x->segment < y->segment ? -1 : 1;
    return day_key_order(a, b);
}

static size_t make_key_rows(const struct digest_batch *b, enum db_kind kind,
                            struct q_event_key_insert_row *rows)
{
    size_t n = 0;

    for (size_t i = 0; i < b->n_events; i++) {
        const struct prepared_event *ev = &b->events[i];
        if (ev->is_dropped)
            continue;
        rows[n++] = (struct q_event_key_insert_row){
            .day = ev->place.day,
            .segment = ev->place.segment,
            .project_id = ev->issue.project_id,
            .event_id = id_bytes(&ev->id),
            .place = place_of(ev),
        };
    }
    qsort(rows, n, sizeof *rows, kind == DB_SQLITE ? segment_key_order : day_key_order);
    return n;
}

static int list_order(const void *a, const void *b)
{
    const struct q_event_fingerprint_insert_row *x = a, *y = b;

    if (x->segment != y->segment)
        return x->segment < y->segment ? -1 : 1;
    if (x->project_id != y->project_id)
        return x->project_id < y->project_id ? -1 : 1;
    if (x->fingerprint_id != y->fingerprint_id)
        return x->fingerprint_id < y->fingerprint_id ? -1 : 1;
    return (x->ordinal > y->ordinal) - (x->ordinal < y->ordinal);
}

static size_t make_list_rows(const struct digest_batch *b,
                             struct q_event_fingerprint_insert_row *rows)
{
    size_t n = 0;

    for (size_t i = 0; i < b->n_events; i++) {
        const struct prepared_event *ev = &b->events[i];
        if (ev->is_dropped || !ev->is_stored)
            continue;
        rows[n++] = (struct q_event_fingerprint_insert_row){
            .day = ev->place.day,
            .segment = ev->place.segment,
            .project_id = ev->issue.project_id,
            .fingerprint_id = ev->target->id,
            .ordinal = ev->place.ordinal,
        };
    }
    qsort(rows, n, sizeof *rows, list_order);
    return n;
}

enum status digest_write_events(struct ctx *cx, const struct digest_batch *b, bool *has_strangers)
{
    size_t max = b->n_events;
    struct q_event_insert_row *events = arena_array(cx->arena, struct q_event_insert_row, max);
    struct q_event_key_insert_row *keys =
        arena_array(cx->arena, struct q_event_key_insert_row, max);
    struct q_event_fingerprint_insert_row *list =
        arena_array(cx->arena, struct q_event_fingerprint_insert_row, max);

    enum status st = q_event_key_insert(cx, keys, make_key_rows(b, db_kind(cx->db), keys));
    *has_strangers = st == E_CONFLICT;
    if (*has_strangers)
        return fail(cx, E_BUSY, "another process has accepted events of this batch");
    TRY(st);
    TRY(q_event_insert(cx, events, make_event_rows(b, events)));
    return q_event_fingerprint_insert(cx, list, make_list_rows(b, list));
}

/* Accepted into an issue. */
static bool is_counted(const struct prepared_event *ev)
{
    return !ev->is_dropped && ev->filter == FILTER_NONE;
}

static int fingerprint_hour_order(const void *a, const void *b)
{
    const struct q_fingerprint_hour_add_row *x = a, *y = b;

    if (x->hour != y->hour)
        return x->hour < y->hour ? -1 : 1;
    if (x->project_id != y->project_id)
        return x->project_id < y->project_id ? -1 : 1;
    return (x->fingerprint_id > y->fingerprint_id) - (x->fingerprint_id < y->fingerprint_id);
}

/* One row an event, sorted, equal keys summed up. */
static size_t make_fingerprint_hours(const struct digest_batch *b,
                                     struct q_fingerprint_hour_add_row *rows)
{
    size_t n = 0, kept = 0;

    for (size_t i = 0; i < b->n_events; i++) {
        const struct prepared_event *ev = &b->events[i];
        if (is_counted(ev))
            rows[n++] =
                (struct q_fingerprint_hour_add_row){ clock_hour(ev->issue.received_ms),
                                                     ev->issue.project_id, ev->target->id, 1 };
    }
    qsort(rows, n, sizeof *rows, fingerprint_hour_order);
    for (size_t i = 0; i < n; i++) {
        if (kept > 0 && fingerprint_hour_order(&rows[kept - 1], &rows[i]) == 0)
            rows[kept - 1].events++;
        else
            rows[kept++] = rows[i];
    }
    return kept;
}

static int fingerprint_minute_order(const void *a, const void *b)
{
    const struct q_fingerprint_minute_add_row *x = a, *y = b;

    if (x->minute != y->minute)
        return x->minute < y->minute ? -1 : 1;
    if (x->project_id != y->project_id)
        return x->project_id < y->project_id ? -1 : 1;
    return (x->fingerprint_id > y->fingerprint_id) - (x->fingerprint_id < y->fingerprint_id);
}

enum status digest_write_minutes(struct ctx *cx, const struct digest_batch *b)
{
    struct q_fingerprint_minute_add_row *rows = NULL;
    size_t n = 0, kept = 0;

    for (size_t i = 0; i < b->n_events; i++) {
        const struct prepared_event *ev = &b->events[i];
        if (!is_counted(ev) || !rules_want_minutes(ev->issue.project_id))
            continue;
        if (rows == NULL)
            rows = arena_array(cx->arena, struct q_fingerprint_minute_add_row, b->n_events);
        rows[n++] =
            (struct q_fingerprint_minute_add_row){ ev->issue.received_ms / MS_PER_MINUTE,
                                                   ev->issue.project_id, ev->target->id, 1 };
    }
    if (n == 0)
        return OK;
    qsort(rows, n, sizeof *rows, fingerprint_minute_order);
    for (size_t i = 0; i < n; i++) {
        if (kept > 0 && fingerprint_minute_order(&rows[kept - 1], &rows[i]) == 0)
            rows[kept - 1].events++;
        else
            rows[kept++] = rows[i];
    }
    return q_fingerprint_minute_add(cx, rows, kept);
}

static int project_hour_order(const void *a, const void *b)
{
    const struct q_project_hour_add_row *x = a, *y = b;

    if (x->hour != y->hour)
        return x->hour < y->hour ? -1 : 1;
    if (x->project_id != y->project_id)
        return x->project_id < y->project_id ? -1 : 1;
    return (x->level > y->level) - (x->level < y->level);
}

static size_t make_project_hours(const struct digest_batch *b, struct q_project_hour_add_row *rows)
{
    size_t n = 0, kept = 0;

    for (size_t i = 0; i < b->n_events; i++) {
        const struct prepared_event *ev = &b->events[i];
        if (is_counted(ev))
            rows[n++] = (struct q_project_hour_add_row){ clock_hour(ev->issue.received_ms),
                                                         ev->issue.project_id, ev->level, 1,
                                                         ev->is_stored };
    }
    qsort(rows, n, sizeof *rows, project_hour_order);
    for (size_t i = 0; i < n; i++) {
        if (kept > 0 && project_hour_order(&rows[kept - 1], &rows[i]) == 0) {
            rows[kept - 1].accepted++;
            rows[kept - 1].stored += rows[i].stored;
        } else {
            rows[kept++] = rows[i];
        }
    }
    return kept;
}

static int seen_order(const void *a, const void *b)
{
    const struct q_project_saw_event_row *x = a, *y = b;

    return (x->project_id > y->project_id) - (x->project_id < y->project_id);
}

enum status digest_write_hours(struct ctx *cx, const struct digest_batch *b)
{
    struct q_fingerprint_hour_add_row *fingerprints =
        arena_array(cx->arena, struct q_fingerprint_hour_add_row, b->n_events);
    struct q_project_hour_add_row *projects =
        arena_array(cx->arena, struct q_project_hour_add_row, b->n_events);
    struct q_project_saw_event_row *seen =
        arena_array(cx->arena, struct q_project_saw_event_row, b->n_events);
    size_t n = make_project_hours(b, projects), n_seen = 0;

    TRY(q_fingerprint_hour_add(cx, fingerprints, make_fingerprint_hours(b, fingerprints)));
    TRY(q_project_hour_add(cx, projects, n));
    for (size_t i = 0; i < n; i++)
        seen[n_seen++] = (struct q_project_saw_event_row){ projects[i].project_id, cx->now_ms };
    qsort(seen, n_seen, sizeof *seen, seen_order);
    n = 0;
    for (size_t i = 0; i < n_seen; i++) {
        if (n == 0 || seen[n - 1].project_id != seen[i].project_id)
            seen[n++] = seen[i];
    }
    return q_project_saw_event(cx, seen, n);
}

enum status digest_write_rejected(struct ctx *cx, struct str spool_id, const struct digest_batch *b)
{
    for (size_t i = 0; i < b->n_rejected; i++) {
        const struct rejected_record *r = &b->rejected[i];
        bool has_file = !str_is_null(r->file);
        struct q_quarantine_insert_args args = {
            .uuid = uuid_new(cx->arena, cx->now_ms),
            .project_id = r->project_id,
            .reason = str_c(r->reason),
            .detail = r->detail,
            .spool_id = spool_id,
            .seq = (int64_t)r->seq,
            .item = r->item,
            .received_ms = r->received_ms,
            .record = r->bytes,
            .file_spool = has_file ? spool_id : S(""),
            .file_name = has_file ? r->file : S(""),
            .now_ms = cx->now_ms,
        };
        TRY(q_quarantine_insert(cx, &args));
    }
    return OK;
}

/* NULL: its project is gone, and its figures with it. */
static const char *outcome_of(const struct prepared_event *ev)
{
    if (ev->is_repeat)
        return "invalid:duplicate";
    if (ev->is_dropped)
        return NULL;
    if (ev->filter != FILTER_NONE)
        return event_filter_outcome(ev->filter);
    if (ev->own_grouping != NULL)
        return "issue_limit";
    return ev->is_stored ? accepted : "thinned";
}

/* Outcomes of a batch before they are sorted. Most events are as the one before them:
 * those are summed at once. */
struct outcome_list {
    struct q_outcome_add_row *rows;
    size_t n;
};

static void add_outcome(struct outcome_list *list, const struct q_outcome_add_row *one)
{
    struct q_outcome_add_row *last = list->n > 0 ? &list->rows[list->n - 1] : NULL;

    if (last != NULL && last->hour == one->hour && last->project_id == one->project_id &&
        last->category.p == one->category.p && last->reason.p == one->reason.p) {
        last->quantity += one->quantity;
        return;
    }
    assert(list->rows != NULL);
    list->rows[list->n++] = *one;
}

static void add_event_outcomes(struct outcome_list *list, const struct digest_batch *b)
{
    for (size_t i = 0; i < b->n_events; i++) {
        const struct prepared_event *ev = &b->events[i];
        const char *outcome = outcome_of(ev);
        if (outcome != NULL)
            add_outcome(list, &(struct q_outcome_add_row){
                                  clock_hour(ev->issue.received_ms), ev->issue.project_id,
                                  str_c(ev->category), str_c(outcome), 1 });
    }
}

static size_t count_counts(const struct digest_batch *b)
{
    size_t n = 0;

    for (const struct item_count *c = b->counts; c != NULL; c = c->next)
        n++;
    return n;
}

enum status digest_write_outcomes(struct ctx *cx, const struct digest_batch *b)
{
    size_t max = b->n_events + b->n_items + b->n_rejected + count_counts(b);
    struct outcome_list list = { .rows = arena_array(cx->arena, struct q_outcome_add_row, max) };

    add_event_outcomes(&list, b);
    for (const struct kept_item *k = b->first_item; k != NULL; k = k->next)
        add_outcome(&list, &(struct q_outcome_add_row){
                               clock_hour(k->received_ms), k->project_id, str_c(k->sink->category),
                               str_c(k->outcome != NULL ? k->outcome : accepted), 1 });
    for (size_t i = 0; i < b->n_rejected; i++) {
        const struct rejected_record *r = &b->rejected[i];
        add_outcome(&list, &(struct q_outcome_add_row){ clock_hour(r->received_ms), r->project_id,
                                                        S("error"), S("invalid:quarantined"), 1 });
    }
    for (const struct item_count *c = b->counts; c != NULL; c = c->next)
        add_outcome(&list, &(struct q_outcome_add_row){ clock_hour(c->received_ms), c->project_id,
                                                        str_c(c->category), str_c(c->reason),
                                                        c->quantity });
    return q_outcome_add(cx, list.rows, outcome_rows_sum(list.rows, list.n));
}
