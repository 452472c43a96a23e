#include "base/base.h"
#include "feature/ingest/repeat.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/map.h"
#include "base/str.h"
#include "feature/ingest/digest_batch.h"
#include "feature/ingest/digest_sql.h"
#include "port/db.h"

enum {
    KEY_BYTES = sizeof(int64_t) + EVENT_ID_BYTES,
    LITERAL_BYTES = 48, /* of one id or number in an array literal, at most */
};

struct repeats {
    struct digest_batch *batch;
    struct map ids; /* project, event id → the first event of the batch with them */
    size_t n;
};

static struct str key_of(struct arena *a, int64_t project_id, const void *id)
{
    char *p = arena_bytes(a, KEY_BYTES);

    memcpy(p, &project_id, sizeof project_id);
    memcpy(p + sizeof project_id, id, EVENT_ID_BYTES);
    return str_make(p, KEY_BYTES);
}

static void drop(struct repeats *r, struct prepared_event *ev)
{
    ev->is_dropped = ev->is_repeat = true;
    r->n++;
}

static void mark_within(struct ctx *cx, struct repeats *r)
{
    for (size_t i = 0; i < r->batch->n_events; i++) {
        struct prepared_event *ev = &r->batch->events[i];
        if (ev->is_dropped)
            continue;
        void **slot = map_at(&r->ids, key_of(cx->arena, ev->issue.project_id, ev->id.b));
        if (*slot != NULL)
            drop(r, ev);
        else
            *slot = ev;
    }
}

static enum status mark_by_filters(struct ctx *cx, struct repeats *r, struct segments *segments)
{
    for (size_t i = 0; i < r->batch->n_events; i++) {
        struct prepared_event *ev = &r->batch->events[i];
        bool is_seen = false;
        if (ev->is_dropped)
            continue;
        TRY(segments_seen(cx, segments, ev->issue.project_id, &ev->id, &is_seen));
        if (is_seen)
            drop(r, ev);
    }
    return OK;
}

/* Array literals: {1,1} and {"\\x00…","\\x01…"}. */
static void keys_of(struct ctx *cx, const struct digest_batch *b,
                    struct q_event_key_known_args *out)
{
    struct buf projects, ids;
    const char *between = "";

    buf_init(&projects, cx->arena, (b->n_events + 1) * LITERAL_BYTES);
    buf_init(&ids, cx->arena, (b->n_events + 1) * LITERAL_BYTES);
    buf_add_char(&projects, '{');
    buf_add_char(&ids, '{');
    for (size_t i = 0; i < b->n_events; i++) {
        const struct prepared_event *ev = &b->events[i];
        if (ev->is_dropped)
            continue;
        struct str hex = str_hex(cx->arena, ev->id.b, EVENT_ID_BYTES);
        buf_printf(&projects, "%s%lld", between, (long long)ev->issue.project_id);
        buf_printf(&ids, "%s\"\\\\x%.*s\"", between, FMT(hex));
        between = ",";
    }
    buf_add_char(&projects, '}');
    buf_add_char(&ids, '}');
    out->projects = buf_str(&projects);
    out->ids = buf_str(&ids);
}

static enum status mark_of_day(struct ctx *cx, struct repeats *r,
                               const struct q_event_key_known_args *args)
{
    struct q_event_key_known_row *rows;
    size_t n;

    TRY(q_event_key_known(cx, args, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        if (rows[i].event_id.len != EVENT_ID_BYTES)
            continue;
        struct str key = key_of(cx->arena, rows[i].project_id, rows[i].event_id.p);
        struct prepared_event *ev = map_get(&r->ids, key);
        if (ev != NULL && !ev->is_dropped)
            drop(r, ev);
    }
    return OK;
}

/* The days before those of the batch, and those that follow one of its own; all with
 * looks_today. A batch is of one day, or of two around midnight. */
static enum status mark_by_days(struct ctx *cx, struct repeats *r, bool looks_today)
{
    struct q_event_key_known_args args = { 0 };
    int64_t asked = INT64_MIN;

    keys_of(cx, r->batch, &args);
    for (size_t i = 0; i < r->batch->n_events; i++) {
        int64_t day = clock_day(r->batch->events[i].issue.received_ms);
        for (args.day = day - 1; args.day <= (looks_today ? day : day - 1); args.day++) {
            if (args.day <= asked)
                continue;
            TRY(mark_of_day(cx, r, &args));
            asked = args.day;
        }
    }
    return OK;
}

enum status repeat_mark(struct ctx *cx, struct digest_tools *tools, struct digest_batch *b,
                        bool looks_today, size_t *n)
{
    struct repeats r = { .batch = b };

    map_init(&r.ids, cx->arena, 2 * b->n_events);
    mark_within(cx, &r);
    if (tools->segments.has_filters)
        TRY(mark_by_filters(cx, &r, &tools->segments));
    else
        TRY(mark_by_days(cx, &r, looks_today));
    *n = r.n;
    return OK;
}
