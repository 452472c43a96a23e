/* What a batch saw of statements, added up in memory and then to their rows, in the digest's
 * transaction. */
#include "base/base.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/map.h"
#include "base/str.h"
#include "feature/query/query_int.h"
#include "port/crypto.h"

enum { EXPECTED = 64, SHAPE_HASH_CHARS = 32 };

/* One pattern in this batch. */
struct cell {
    int64_t project_id;
    struct str hash;
    struct str transaction;
    struct query_use sum; /* shape and table of the first */
    int64_t events;
    int64_t last_ms;
    struct {
        int64_t events;
        int64_t last_ms;
    } shown[FINDING_KINDS];
};

struct cells {
    struct ctx *cx;
    struct map by_key;
    struct map hashes; /* shape → its hash */
};

static struct str hash_of(struct cells *cells, const struct query_use *use)
{
    if (!str_is_null(use->hash))
        return use->hash;
    void **slot = map_at(&cells->hashes, use->shape);
    if (*slot == NULL) {
        struct str *hash = arena_new(cells->cx->arena, struct str);
        *hash = str_to(sha256_hex(cells->cx->arena, use->shape), SHAPE_HASH_CHARS);
        *slot = hash;
    }
    return *(struct str *)*slot;
}

static struct cell *cell_of(struct cells *cells, const struct query_sight *s,
                            const struct query_use *use)
{
    struct arena *a = cells->cx->arena;
    struct str hash = hash_of(cells, use);
    struct str key = str_printf(a, "%lld %zu %.*s %.*s", (long long)s->project_id, hash.len,
                                FMT(hash), FMT(s->transaction));
    void **slot = map_at(&cells->by_key, key);

    if (*slot == NULL) {
        struct cell *c = arena_new(a, struct cell);
        *c = (struct cell){ .project_id = s->project_id,
                            .hash = hash,
                            .transaction = s->transaction,
                            .sum = { .shape = use->shape, .table = use->table } };
        *slot = c;
    }
    return *slot;
}

static int64_t max_of(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

static void add(struct cells *cells, const struct query_sight *s, const struct query_use *use)
{
    struct cell *c = cell_of(cells, s, use);

    c->sum.count += use->count;
    c->sum.timed += use->timed;
    c->sum.total_us += use->total_us;
    c->sum.max_us = max_of(c->sum.max_us, use->max_us);
    c->events++;
    c->last_ms = max_of(c->last_ms, s->received_ms);
    for (size_t i = 0; i < FINDING_KINDS; i++) {
        if (!finding_kinds[i].is_shown(use))
            continue;
        c->shown[i].events++;
        c->shown[i].last_ms = max_of(c->shown[i].last_ms, s->received_ms);
    }
}

/* --- rows -------------------------------------------------------------------------------- */

/* Neighbours in the order below are of one project. */
struct place {
    int64_t project_id;
    bool is_there;
    bool is_counted;
    int64_t room; /* for new patterns */
};

static enum status enter(struct ctx *cx, struct place *p, int64_t project_id)
{
    struct q_query_project_row row;

    if (p->project_id == project_id)
        return OK;
    *p = (struct place){ .project_id = project_id };
    return q_query_project(cx, &(struct q_query_project_args){ project_id }, &row, &p->is_there);
}

static enum status has_room(struct ctx *cx, struct place *p, bool *out)
{
    struct q_query_pattern_count_row row;

    if (!p->is_counted) {
        TRY(q_query_pattern_count(cx, &(struct q_query_pattern_count_args){ p->project_id }, &row));
        p->is_counted = true;
        p->room = PATTERNS_MAX - row.n;
    }
    *out = p->room-- > 0;
    return OK;
}

static enum status insert(struct ctx *cx, const struct cell *c)
{
    struct q_query_pattern_insert_args row = {
        .project_id = c->project_id,
        .id = (int64_t)(random_u64() >> 1),
        .query_hash = c->hash,
        .transaction_name = c->transaction,
        .normalized_query = c->sum.shape,
        .table_name = c->sum.table,
        .now_ms = c->last_ms,
    };

    return q_query_pattern_insert(cx, &row);
}

/* found = false: the project has its share of patterns. */
static enum status count_pattern(struct ctx *cx, struct place *p, const struct cell *c,
                                 struct q_query_pattern_add_row *row, bool *found)
{
    struct q_query_pattern_add_args args = {
        c->project_id, c->hash,         c->transaction, c->sum.count, c->events,
        c->sum.timed,  c->sum.total_us, c->sum.max_us,  c->last_ms,
    };
    bool is_room;

    TRY(q_query_pattern_add(cx, &args, row, found));
    if (*found)
        return OK;
    TRY(has_room(cx, p, &is_room));
    if (!is_room)
        return OK;
    TRY(insert(cx, c));
    return q_query_pattern_add(cx, &args, row, found);
}

static enum status count_finding(struct ctx *cx, const struct cell *c,
                                 const struct q_query_pattern_add_row *pattern, size_t kind)
{
    struct str name = str_c(finding_kinds[kind].name);
    struct q_query_finding_add_args args = { c->project_id, pattern->id, name,
                                             c->shown[kind].events, c->shown[kind].last_ms };
    struct q_query_finding_insert_args row = { c->project_id, pattern->id, name };
    struct q_query_finding_add_row now = { 0 };
    bool found;

    TRY(q_query_finding_add(cx, &args, &now, &found));
    if (!found) {
        TRY(q_query_finding_insert(cx, &row));
        TRY(q_query_finding_add(cx, &args, &now, &found));
    }
    if (pattern->is_muted || now.events < FINDING_EVENTS || str_eq(now.state, S("open")))
        return OK;
    TRY(q_query_finding_report(
        cx, &(struct q_query_finding_report_args){ c->project_id, pattern->id, name }));
    return finding_ask(cx, c->project_id, pattern->id, &finding_kinds[kind]);
}

static enum status write_cell(struct ctx *cx, struct place *p, const struct cell *c)
{
    struct q_query_pattern_add_row pattern;
    bool found;

    TRY(enter(cx, p, c->project_id));
    if (!p->is_there)
        return OK;
    TRY(count_pattern(cx, p, c, &pattern, &found));
    for (size_t i = 0; i < FINDING_KINDS && found; i++) {
        if (c->shown[i].events > 0)
            TRY(count_finding(cx, c, &pattern, i));
    }
    return OK;
}

/* The unique key: rows are made and locked in the same order by every process. */
static int cell_order(const void *a, const void *b)
{
    const struct cell *x = *(struct cell *const *)a, *y = *(struct cell *const *)b;

    if (x->project_id != y->project_id)
        return x->project_id < y->project_id ? -1 : 1;
    int order = str_cmp(x->hash, y->hash);
    return order != 0 ? order : str_cmp(x->transaction, y->transaction);
}

enum status query_store(struct ctx *cx, void *const *sights, size_t n)
{
    struct cells cells = { .cx = cx };
    struct place place = { 0 };
    struct str key;
    void *value;
    size_t n_cells = 0;

    map_init(&cells.by_key, cx->arena, EXPECTED);
    map_init(&cells.hashes, cx->arena, EXPECTED);
    for (size_t i = 0; i < n; i++) {
        const struct query_sight *s = sights[i];
        for (size_t j = 0; j < s->n; j++)
            add(&cells, s, &s->uses[j]);
    }
    struct cell **list = arena_array(cx->arena, struct cell *, cells.by_key.n);
    for (size_t i = 0; map_next(&cells.by_key, &i, &key, &value);)
        list[n_cells++] = value;
    qsort(list, n_cells, sizeof *list, cell_order);
    for (size_t i = 0; i < n_cells; i++) {
        struct arena_mark mark = arena_mark(cx->arena);
        TRY(write_cell(cx, &place, list[i]));
        arena_rewind(cx->arena, mark);
    }
    return OK;
}

enum status query_store_items(struct ctx *cx, void *const *items, size_t n, const char **outcomes)
{
    (void)outcomes; /* what a transaction tells was counted; it is not kept itself */
    return query_store(cx, items, n);
}
