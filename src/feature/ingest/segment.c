#include "base/base.h"
#include "feature/ingest/segment.h"

#include "base/clock.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/str.h"
#include "feature/ingest/digest_sql.h"
#include "port/db.h"

enum {
    FILTER_BITS = LIMIT_SEGMENT_EVENTS * 10,
    FILTER_WORDS = FILTER_BITS / 64,
    FILTER_PROBES = 7,
    FILTER_ARENA = 20 << 20,
    NEWEST = 4, /* segments that are recent whatever the clock says */
};

struct segment_filter {
    int64_t segment;
    int64_t day;
    uint64_t words[FILTER_WORDS];
};

void segments_init(struct segments *s)
{
    *s = (struct segments){ 0 };
    arena_init(&s->arena, "segment.filters", FILTER_ARENA);
}

void segments_release(struct segments *s)
{
    arena_release(&s->arena);
}

static uint64_t id_hash(int64_t project_id, const struct event_id *id)
{
    char key[sizeof project_id + EVENT_ID_BYTES];

    memcpy(key, &project_id, sizeof project_id);
    memcpy(key + sizeof project_id, id->b, EVENT_ID_BYTES);
    return map_hash(str_make(key, sizeof key));
}

/* Double hashing: probe i looks at h1 + i * h2 (Kirsch and Mitzenmacher). */
static uint64_t probe_bit(uint64_t hash, unsigned i)
{
    uint64_t h1 = hash & UINT32_MAX, h2 = hash >> 32 | 1;

    return (h1 + i * h2) % FILTER_BITS;
}

static void filter_add(struct segment_filter *f, uint64_t hash)
{
    for (unsigned i = 0; i < FILTER_PROBES; i++) {
        uint64_t bit = probe_bit(hash, i);
        f->words[bit / 64] |= UINT64_C(1) << bit % 64;
    }
}

static bool filter_has(const struct segment_filter *f, uint64_t hash)
{
    for (unsigned i = 0; i < FILTER_PROBES; i++) {
        uint64_t bit = probe_bit(hash, i);
        if ((f->words[bit / 64] & UINT64_C(1) << bit % 64) == 0)
            return false;
    }
    return true;
}

/* A fresh filter in front; the oldest one's memory is used again when all are taken. */
static struct segment_filter *filter_for(struct segments *s, int64_t segment, int64_t day)
{
    struct segment_filter *f;

    for (size_t i = 0; i < s->n_filters; i++) {
        if (s->filters[i]->segment == segment)
            return s->filters[i];
    }
    if (s->n_filters == SEGMENT_FILTERS)
        f = s->filters[--s->n_filters];
    else
        f = arena_new(&s->arena, struct segment_filter);
    memset(f, 0, sizeof *f);
    f->segment = segment;
    f->day = day;
    memmove(s->filters + 1, s->filters, s->n_filters * sizeof *s->filters);
    s->filters[0] = f;
    s->n_filters++;
    return f;
}

static enum status load_filter(struct ctx *cx, struct segments *s, int64_t segment, int64_t day)
{
    struct q_event_key_of_segment_row *rows;
    struct q_event_key_of_segment_args args = { .segment = segment };
    struct segment_filter *f = filter_for(s, segment, day);
    struct arena_mark mark = arena_mark(cx->arena);
    size_t n;

    TRY(q_event_key_of_segment(cx, &args, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        struct event_id id;
        if (rows[i].event_id.len != EVENT_ID_BYTES)
            continue;
        memcpy(id.b, rows[i].event_id.p, EVENT_ID_BYTES);
        filter_add(f, id_hash(rows[i].project_id, &id));
    }
    arena_rewind(cx->arena, mark);
    return OK;
}

/* Only one process holds a spool, so nobody else fills this segment. */
static enum status load_open(struct ctx *cx, struct segments *s)
{
    struct q_segment_last_open_row row;
    bool found = false;
    struct q_segment_last_open_args args = { .day = clock_day(cx->now_ms), .owner = s->owner };

    s->open = (struct segment_state){ 0 };
    TRY(q_segment_last_open(cx, &args, &row, &found));
    if (found)
        s->open = (struct segment_state){ row.id, args.day, row.last_ms, row.events, row.bytes };
    return q_segment_close_left(
        cx, &(struct q_segment_close_left_args){ .owner = s->owner, .id = s->open.id });
}

static enum status load_filters(struct ctx *cx, struct segments *s)
{
    struct q_segment_recent_row *rows;
    size_t n;
    int64_t since = cx->now_ms - (int64_t)REPEAT_HOURS * MS_PER_HOUR;

    TRY(q_segment_recent(cx, &(struct q_segment_recent_args){ since, NEWEST }, &rows, &n));
    for (size_t i = n < SEGMENT_FILTERS ? n : SEGMENT_FILTERS; i > 0; i--)
        TRY(load_filter(cx, s, rows[i - 1].id, rows[i - 1].day));
    return OK;
}

enum status segments_load(struct ctx *cx, struct segments *s, struct str spool_id)
{
    if (s->is_loaded)
        return OK;
    if (str_is_null(s->owner))
        s->owner = str_dup(&s->arena, spool_id);
    s->has_filters = db_kind(cx->db) == DB_SQLITE;
    if (s->has_filters)
        TRY(load_filters(cx, s));
    TRY(load_open(cx, s));
    s->is_loaded = true;
    return OK;
}

void segments_doubt(struct segments *s)
{
    s->is_loaded &= s->has_filters; /* SQLite's commit is never in doubt */
}

/* The newest day is remembered; older ones are asked for each time, for retention may have
 * dropped them since. */
enum status segments_make_partitions(struct ctx *cx, struct segments *s, int64_t day)
{
    struct q_partitions_make_row made;

    if (db_kind(cx->db) != DB_POSTGRES || day == s->newest_day)
        return OK;
    TRY(q_partitions_make(cx, &(struct q_partitions_make_args){ .day = day }, &made));
    if (day > s->newest_day)
        s->newest_day = day;
    return OK;
}

enum status segments_seen(struct ctx *cx, struct segments *s, int64_t project_id,
                          const struct event_id *id, bool *seen)
{
    uint64_t hash = id_hash(project_id, id);

    *seen = false;
    for (size_t i = 0; i < s->n_filters && !*seen; i++) {
        struct q_event_key_is_there_row row;
        if (!filter_has(s->filters[i], hash))
            continue;
        struct q_event_key_is_there_args args = {
            .day = s->filters[i]->day,
            .segment = s->filters[i]->segment,
            .project_id = project_id,
            .event_id = str_make((const char *)id->b, EVENT_ID_BYTES),
        };
        TRY(q_event_key_is_there(cx, &args, &row, seen));
    }
    return OK;
}

static enum status write_figures(struct ctx *cx, const struct segment_state *open, bool is_closed)
{
    return q_segment_count(cx, &(struct q_segment_count_args){ .id = open->id,
                                                               .last_ms = open->last_ms,
                                                               .events = open->events,
                                                               .bytes = open->bytes,
                                                               .is_closed = is_closed });
}

static enum status begin_segment(struct ctx *cx, struct segments *s, int64_t day)
{
    struct q_segment_open_row row;
    struct q_segment_open_args args = {
        .day = day, .now_ms = cx->now_ms, .is_closed = false, .owner = s->owner
    };

    if (s->open.id != 0)
        TRY(write_figures(cx, &s->open, true));
    TRY(q_segment_open(cx, &args, &row));
    s->open = (struct segment_state){ .id = row.id, .day = day, .last_ms = cx->now_ms };
    return OK;
}

enum status segments_take(struct ctx *cx, struct segments *s, int64_t received_ms, size_t bytes,
                          struct segment_place *out)
{
    int64_t day = clock_day(received_ms);

    if (s->open.id == 0 || s->open.day != day || s->open.events >= LIMIT_SEGMENT_EVENTS)
        TRY(begin_segment(cx, s, day));
    *out = (struct segment_place){ s->open.id, day, s->open.events++ };
    s->open.bytes += (int64_t)bytes;
    if (received_ms > s->open.last_ms)
        s->open.last_ms = received_ms;
    return OK;
}

enum status segments_write(struct ctx *cx, struct segments *s)
{
    return s->open.id != 0 ? write_figures(cx, &s->open, false) : OK;
}

void segments_remember(struct segments *s, const struct segment_place *place, int64_t project_id,
                       const struct event_id *id)
{
    if (s->has_filters)
        filter_add(filter_for(s, place->segment, place->day), id_hash(project_id, id));
}
