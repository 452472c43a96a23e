/* A batch of sessions, added up in memory and then to their rows, in the digest's
 * transaction. */
#include "base/base.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/map.h"
#include "base/str.h"
#include "feature/release/release.h"
#include "feature/session/session_int.h"
#include "feature/session/session_sql.h"
#include "feature/stats/stat_blob.h"

enum { EXPECTED = 64, SETS_BYTES = 16 << 10 };

/* Sums of one hour, release and environment; hour -1: of all hours. */
struct cell {
    int64_t hour;
    int64_t project_id;
    struct str release;
    struct str environment;
    int64_t last_ms;
    struct session_sum total;
    struct sketch users;
    struct sketch bad_ids;
    bool is_gone; /* its project */
};
enum { ALL_HOURS = -1 };

struct cells {
    struct ctx *cx;
    struct map by_key;
    struct cell *last[2]; /* of an hour, of all: most sessions fall into the same */
};

static bool is_cell(const struct cell *c, const struct session_item *item, int64_t hour)
{
    return c != NULL && c->hour == hour && c->project_id == item->project_id &&
           str_eq(c->release, item->release) && str_eq(c->environment, item->environment);
}

static struct cell *find_cell(struct cells *cells, const struct session_item *item, int64_t hour)
{
    struct arena *a = cells->cx->arena;
    struct cell **last = &cells->last[hour == ALL_HOURS];

    if (is_cell(*last, item, hour))
        return *last;
    struct str key =
        str_printf(a, "%lld %lld %zu %.*s %.*s", (long long)hour, (long long)item->project_id,
                   item->release.len, FMT(item->release), FMT(item->environment));
    void **slot = map_at(&cells->by_key, key);
    if (*slot == NULL) {
        struct cell *c = arena_new(a, struct cell);
        *c = (struct cell){ .hour = hour,
                            .project_id = item->project_id,
                            .release = item->release,
                            .environment = item->environment };
        *slot = c;
    }
    *last = *slot;
    return *slot;
}

static void add(struct cells *cells, struct cell *c, const struct session_item *item,
                const struct session_sum *sum)
{
    struct arena *a = cells->cx->arena;

    c->total.started += sum->started;
    c->total.crashed += sum->crashed;
    c->total.abnormal += sum->abnormal;
    c->total.unhandled += sum->unhandled;
    c->total.bad += sum->bad;
    if (sum->user != 0)
        (void)sketch_add(a, &c->users, sum->user);
    if (sum->bad_id != 0)
        (void)sketch_add(a, &c->bad_ids, sum->bad_id);
    if (item->received_ms > c->last_ms)
        c->last_ms = item->received_ms;
}

/* --- rows ---------------------------------------------------------------------- */

/* The set that is stored, this batch's members included; the bytes as they are when they
 * hold all of them already. */
static struct str merge(struct ctx *cx, struct str stored, const struct sketch *news)
{
    struct sketch all = { 0 };
    struct buf b;
    bool is_news = news->registers != NULL;

    if (news->n == 0 && !is_news)
        return stored;
    struct str in = stored;
    if (in.len > 0 && !stat_get_sketch(cx->arena, &in, &all))
        all = (struct sketch){ 0 }; /* damaged figures begin anew */
    for (size_t i = 0; i < news->cap && !is_news; i++)
        is_news = news->set[i] != 0 && (all.registers != NULL || !sketch_has(&all, news->set[i]));
    if (!is_news)
        return stored;
    sketch_merge(cx->arena, &all, news);
    buf_init(&b, cx->arena, SETS_BYTES);
    stat_put_sketch(&all, &b);
    return buf_str(&b);
}

static bool is_same(struct str a, struct str b)
{
    return a.p == b.p && a.len == b.len;
}

static enum status write_hour(struct ctx *cx, const struct cell *c, int64_t release_id,
                              int64_t environment_id)
{
    struct q_session_hour_add_args args = {
        c->hour,          c->project_id,     release_id,         environment_id, c->total.started,
        c->total.crashed, c->total.abnormal, c->total.unhandled, c->total.bad,
    };
    struct q_session_hour_insert_args row = { c->hour, c->project_id, release_id, environment_id,
                                              S("") };
    struct q_session_hour_add_row sets;
    bool found;

    TRY(q_session_hour_add(cx, &args, &sets, &found));
    if (!found) {
        TRY(q_session_hour_insert(cx, &row));
        TRY(q_session_hour_add(cx, &args, &sets, &found));
    }
    if (!found)
        return fail(cx, E_INTERNAL, "an hour of sessions cannot be read back");
    struct q_session_hour_sets_args now = {
        c->hour,
        c->project_id,
        release_id,
        environment_id,
        merge(cx, sets.users, &c->users),
        merge(cx, sets.bad_ids, &c->bad_ids),
    };
    if (is_same(now.users, sets.users) && is_same(now.bad_ids, sets.bad_ids))
        return OK;
    return q_session_hour_sets(cx, &now);
}

static enum status write_total(struct ctx *cx, const struct cell *c, int64_t release_id,
                               int64_t environment_id)
{
    struct q_release_health_add_args args = {
        c->project_id,     release_id,         environment_id, c->total.started, c->total.crashed,
        c->total.abnormal, c->total.unhandled, c->total.bad,   c->last_ms,
    };
    struct q_release_health_insert_args row = { c->project_id, release_id, environment_id, S("") };
    struct q_release_health_add_row sets;
    bool found;

    TRY(q_release_health_add(cx, &args, &sets, &found));
    if (!found) {
        TRY(q_release_health_insert(cx, &row));
        TRY(q_release_health_add(cx, &args, &sets, &found));
    }
    if (!found)
        return fail(cx, E_INTERNAL, "sessions of a release cannot be read back");
    struct q_release_health_sets_args now = {
        c->project_id,
        release_id,
        environment_id,
        merge(cx, sets.users, &c->users),
        merge(cx, sets.bad_ids, &c->bad_ids),
    };
    if (is_same(now.users, sets.users) && is_same(now.bad_ids, sets.bad_ids))
        return OK;
    return q_release_health_sets(cx, &now);
}

/* Where rows go; neighbours in the order below share most of it. */
struct place {
    int64_t project_id;
    bool is_there;
    struct str release;
    int64_t release_id;
};

static enum status find_place(struct ctx *cx, const struct cell *c, struct place *p)
{
    struct q_session_project_row row;
    struct release release;

    if (p->project_id != c->project_id) {
        struct q_session_project_args args = { c->project_id };
        *p = (struct place){ .project_id = c->project_id };
        TRY(q_session_project(cx, &args, &row, &p->is_there));
    }
    if (!p->is_there || str_eq(p->release, c->release))
        return OK;
    TRY(release_touch(cx, c->project_id, c->release, &release));
    p->release = c->release;
    p->release_id = release.id;
    return OK;
}

static enum status write_cell(struct ctx *cx, struct cell *c, struct place *p)
{
    int64_t environment_id = 0;

    TRY(find_place(cx, c, p));
    c->is_gone = !p->is_there;
    if (c->is_gone)
        return OK;
    if (c->environment.len > 0)
        TRY(environment_touch(cx, c->project_id, c->environment, &environment_id));
    return c->hour == ALL_HOURS ? write_total(cx, c, p->release_id, environment_id)
                                : write_hour(cx, c, p->release_id, environment_id);
}

/* Releases are made, and rows locked, in the same order by every process. */
static int cell_order(const void *a, const void *b)
{
    const struct cell *x = *(struct cell *const *)a, *y = *(struct cell *const *)b;

    if (x->project_id != y->project_id)
        return x->project_id < y->project_id ? -1 : 1;
    int order = str_cmp(x->release, y->release);
    if (order == 0)
        order = str_cmp(x->environment, y->environment);
    return order != 0 ? order : (x->hour > y->hour) - (x->hour < y->hour);
}

static enum status write_all(struct ctx *cx, const struct map *by_key)
{
    struct cell **list = arena_array(cx->arena, struct cell *, by_key->n);
    struct place place = { 0 };
    struct str key;
    void *value;
    size_t n = 0;

    for (size_t i = 0; map_next(by_key, &i, &key, &value);)
        list[n++] = value;
    qsort(list, n, sizeof *list, cell_order);
    for (size_t i = 0; i < n; i++) {
        struct arena_mark mark = arena_mark(cx->arena);
        TRY(write_cell(cx, list[i], &place));
        arena_rewind(cx->arena, mark);
    }
    return OK;
}

enum status session_store(struct ctx *cx, void *const *items, size_t n, const char **outcomes)
{
    struct cells cells = { .cx = cx };

    map_init(&cells.by_key, cx->arena, EXPECTED);
    for (size_t i = 0; i < n; i++) {
        const struct session_item *item = items[i];
        for (size_t j = 0; j < item->n; j++) {
            const struct session_sum *sum = &item->sums[j];
            add(&cells, find_cell(&cells, item, sum->hour), item, sum);
            add(&cells, find_cell(&cells, item, ALL_HOURS), item, sum);
        }
    }
    TRY(write_all(cx, &cells.by_key));
    for (size_t i = 0; i < n; i++) {
        if (find_cell(&cells, items[i], ALL_HOURS)->is_gone)
            outcomes[i] = "project_gone";
    }
    return OK;
}
