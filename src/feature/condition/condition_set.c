#include "base/base.h"
#include "feature/condition/condition_set.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/str.h"
#include "feature/condition/condition_int.h"
#include "port/crypto.h"

enum {
    WORD_BITS = 64,
    FIGURES = CONDITION_COUNTERS + CONDITION_WINDOWS,
    MINUTES_OF_HOUR = 60,
};

/* Where a tree may change its mind: between at - 1 and at. */
struct edge {
    int64_t at;
    uint32_t tree;
    int figure;
};
struct edge_list {
    struct edge *list;
    size_t n;
};

/* What was found out about an issue. */
struct memo {
    int64_t issue_id; /* 0 = nothing */
    uint64_t columns; /* a hash of them */
    int64_t event_count;
    int64_t figures[FIGURES];
    int64_t counted_ms;     /* when windows were counted          */
    int64_t counted_events; /* event_count then                   */
    uint64_t *holds;
    uint64_t *open; /* only the event at hand decides            */
};

struct condition_set {
    const struct condition *const *list;
    size_t n, n_words;
    struct edge_list edges[FIGURES];
    struct condition_windows windows;
    uint64_t *windowed; /* trees that ask for windows                            */
    uint64_t *always;   /* trees whose windows have no place: judged every time  */
    uint64_t *todo;     /* of the judgement at hand                              */
    uint64_t *before; /* what held when it began */
    uint64_t *risen;
    struct memo *memos; /* by id modulo their number */
    size_t n_memos;
    int64_t n_judged;
};

static void set_bit(uint64_t *bits, size_t i, bool is_on)
{
    uint64_t mask = (uint64_t)1 << (i % WORD_BITS);

    bits[i / WORD_BITS] = is_on ? bits[i / WORD_BITS] | mask : bits[i / WORD_BITS] & ~mask;
}

static uint64_t *bits_new(struct arena *a, size_t n_words)
{
    return arena_array(a, uint64_t, n_words);
}

/* --- making a set ------------------------------------------------------------------------ */

static enum condition_window_of window_of(const struct leaf *leaf)
{
    return leaf->type->counter == COUNT_USERS ? WINDOW_USERS : WINDOW_EVENTS;
}

/* The window's place; -1: there are too many different ones. */
static int place_of(struct condition_windows *w, const struct leaf *leaf)
{
    size_t i = 0;

    while (i < w->n &&
           (w->list[i].minutes != leaf->minutes || w->list[i].of != window_of(leaf)))
        i++;
    w->is_over |= i == CONDITION_WINDOWS;
    if (i == CONDITION_WINDOWS)
        return -1;
    if (i == w->n)
        w->list[w->n++] = (struct condition_window){ window_of(leaf), leaf->minutes, 0 };
    return (int)i;
}

bool condition_windows_add(struct condition_windows *w, const struct condition *c)
{
    bool has_some = false;

    for (size_t i = 0; c != NULL && i < c->n; i++) {
        const struct leaf *leaf = &c->nodes[i].leaf;
        if (c->nodes[i].kind != NODE_LEAF || leaf->minutes == 0)
            continue;
        has_some = true;
        (void)place_of(w, leaf);
    }
    return has_some;
}

/* -1: it has none, or its window has no place. */
static int figure_of(struct condition_set *set, const struct leaf *leaf)
{
    if (leaf->minutes == 0)
        return leaf->type->counter;
    int place = place_of(&set->windows, leaf);
    return place < 0 ? -1 : CONDITION_COUNTERS + place;
}

/* "≥ n" and "< n" change at n, "> n" and "≤ n" behind it, "= n" at both. */
static void add_edges(struct edge_list *out, int figure, const struct leaf *leaf, size_t tree)
{
    bool is_at = leaf->op != OP_GT && leaf->op != OP_LTE;
    bool is_behind = leaf->op != OP_GTE && leaf->op != OP_LT;

    if (is_at)
        out->list[out->n++] = (struct edge){ leaf->number, (uint32_t)tree, figure };
    if (is_behind && leaf->number < INT64_MAX)
        out->list[out->n++] = (struct edge){ leaf->number + 1, (uint32_t)tree, figure };
}

static size_t count_leaves(const struct condition_set *set)
{
    size_t n = 0;

    for (size_t t = 0; t < set->n; t++)
        n += set->list[t] != NULL ? set->list[t]->n : 0;
    return n;
}

static void index_leaf(struct condition_set *set, struct edge_list *out, const struct leaf *leaf,
                       size_t tree)
{
    int figure = leaf->type->kind == LEAF_NUMBER ? figure_of(set, leaf) : -1;

    if (leaf->minutes != 0)
        set_bit(figure >= 0 ? set->windowed : set->always, tree, true);
    if (figure >= 0)
        add_edges(out, figure, leaf, tree);
}

static int edge_order(const void *a, const void *b)
{
    const struct edge *x = a, *y = b;

    if (x->figure != y->figure)
        return x->figure - y->figure;
    return (x->at > y->at) - (x->at < y->at);
}

/* One list, sorted; each figure has a part of it. */
static void index_trees(struct arena *a, struct condition_set *set)
{
    struct edge_list all = { arena_array(a, struct edge, 2 * count_leaves(set)), 0 };

    for (size_t t = 0; t < set->n; t++) {
        const struct condition *c = set->list[t];
        for (size_t i = 0; c != NULL && i < c->n; i++) {
            if (c->nodes[i].kind == NODE_LEAF)
                index_leaf(set, &all, &c->nodes[i].leaf, t);
        }
    }
    if (all.n > 0)
        qsort(all.list, all.n, sizeof *all.list, edge_order);
    for (size_t i = all.n; i-- > 0;) {
        struct edge_list *part = &set->edges[all.list[i].figure];
        part->list = &all.list[i];
        part->n++;
    }
}

struct condition_set *condition_set_new(struct ctx *cx, const struct condition *const *list,
                                        size_t n, size_t n_memos)
{
    struct condition_set *set = arena_new(cx->arena, struct condition_set);

    set->list = list;
    set->n = n;
    set->n_words = (n + WORD_BITS - 1) / WORD_BITS;
    set->windowed = bits_new(cx->arena, set->n_words);
    set->always = bits_new(cx->arena, set->n_words);
    set->todo = bits_new(cx->arena, set->n_words);
    set->before = bits_new(cx->arena, set->n_words);
    set->risen = bits_new(cx->arena, set->n_words);
    set->n_memos = n_memos;
    set->memos = arena_array(cx->arena, struct memo, n_memos);
    uint64_t *bits = bits_new(cx->arena, 2 * n_memos * set->n_words);
    for (size_t i = 0; i < n_memos; i++, bits += 2 * set->n_words) {
        set->memos[i].holds = bits;
        set->memos[i].open = bits + set->n_words;
    }
    index_trees(cx->arena, set);
    return set;
}

int64_t condition_set_judged(const struct condition_set *set)
{
    return set->n_judged;
}

bool condition_wants_minutes(const struct condition *c)
{
    for (size_t i = 0; c != NULL && i < c->n; i++) {
        const struct node *node = &c->nodes[i];
        if (node->kind == NODE_LEAF && node->leaf.minutes != 0 &&
            node->leaf.minutes <= MINUTES_OF_HOUR && window_of(&node->leaf) == WINDOW_EVENTS)
            return true;
    }
    return false;
}

/* --- what must be judged --------------------------------------------------------------------- */

static uint64_t hash_columns(const struct condition_facts *f)
{
    const struct str texts[] = { f->title, f->level,         f->platform,
                                 f->type,  f->first_release, f->culprit };
    uint64_t h = (uint64_t)f->assigned_to;

    for (size_t i = 0; i < ARRAY_LEN(texts); i++)
        h = (h << 7 | h >> 57) ^ hash64(texts[i]);
    return h;
}

static size_t first_behind(const struct edge_list *edges, int64_t value)
{
    size_t low = 0, high = edges->n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (edges->list[middle].at <= value)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Trees with an edge between both values. */
static void mark_crossed(struct condition_set *set, size_t figure, int64_t was, int64_t is)
{
    const struct edge_list *edges = &set->edges[figure];

    if (was == is || edges->n == 0)
        return;
    size_t end = first_behind(edges, was > is ? was : is);
    for (size_t i = first_behind(edges, was > is ? is : was); i < end; i++)
        set_bit(set->todo, edges->list[i].tree, true);
}

static void read_counters(const struct condition_facts *f, int64_t out[CONDITION_COUNTERS])
{
    out[COUNT_EVENTS] = f->event_count;
    out[COUNT_USERS] = f->user_count;
    out[COUNT_PRIORITY] = f->priority;
    out[COUNT_AGE] = (f->now_ms - f->first_seen_ms) / MS_PER_HOUR;
}

/* Could a window have risen over an edge, if all events since lay in it? */
static bool may_have_crossed(const struct condition_set *set, const struct memo *m,
                             const struct condition_facts *f)
{
    int64_t since = f->event_count - m->counted_events;

    for (size_t i = 0; i < set->windows.n; i++) {
        const struct edge_list *edges = &set->edges[CONDITION_COUNTERS + i];
        int64_t was = m->figures[CONDITION_COUNTERS + i];
        size_t next = first_behind(edges, was);
        if (next < edges->n && edges->list[next].at <= was + since)
            return true;
    }
    return false;
}

static bool has_common(const uint64_t *a, const uint64_t *b, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if ((a[i] & b[i]) != 0)
            return true;
    }
    return false;
}

static enum status count_windows(struct ctx *cx, struct condition_set *set, struct memo *m,
                                 struct condition_facts *f)
{
    for (size_t i = 0; i < set->windows.n; i++) {
        int64_t *figure = &m->figures[CONDITION_COUNTERS + i], value;
        const struct condition_window *w = &set->windows.list[i];
        TRY(condition_window_count(cx, f, w->of, w->minutes, &value));
        mark_crossed(set, CONDITION_COUNTERS + i, *figure, value);
        *figure = value;
    }
    m->counted_ms = f->now_ms;
    m->counted_events = f->event_count;
    return OK;
}

static bool is_known(const struct memo *m, const struct condition_facts *f, uint64_t columns,
                     int64_t n_events)
{
    return m->issue_id == f->issue_id && m->columns == columns &&
           m->event_count == f->event_count - n_events;
}

static void mark(struct condition_set *set, struct memo *m, const struct condition_facts *f,
                 bool is_whole)
{
    int64_t now[CONDITION_COUNTERS];

    read_counters(f, now);
    for (size_t i = 0; i < set->n_words; i++)
        set->todo[i] = is_whole ? UINT64_MAX : m->open[i] | set->always[i];
    for (size_t i = 0; i < CONDITION_COUNTERS; i++) {
        if (!is_whole)
            mark_crossed(set, i, m->figures[i], now[i]);
        m->figures[i] = now[i];
    }
}

void condition_set_forget(struct condition_set *set, int64_t issue_id)
{
    struct memo *m = &set->memos[(uint64_t)issue_id % set->n_memos];

    if (m->issue_id == issue_id)
        m->issue_id = 0;
}

/* --- judging ------------------------------------------------------------------------------------ */

static void judge_tree(struct ctx *cx, struct condition_set *set, struct memo *m, size_t tree,
                       struct condition_facts *f)
{
    const unsigned event = 1 << COST_EVENT | 1 << COST_DOCUMENT;
    const struct condition *c = set->list[tree];
    enum verdict v = c != NULL ? condition_judge(cx, c, f, event) : NO;
    bool is_open = v == OPEN;

    if (is_open)
        v = condition_judge(cx, c, f, 1 << COST_DOCUMENT);
    if (v == OPEN)
        v = condition_judge(cx, c, f, 0);
    set_bit(m->open, tree, is_open);
    set_bit(m->holds, tree, v == YES);
    set->n_judged++;
}

static void judge_marked(struct ctx *cx, struct condition_set *set, struct memo *m,
                         struct condition_facts *f)
{
    for (size_t w = 0; w < set->n_words; w++) {
        for (uint64_t bits = set->todo[w]; bits != 0; bits &= bits - 1) {
            size_t tree = w * WORD_BITS + (size_t)__builtin_ctzll(bits);
            if (tree < set->n)
                judge_tree(cx, set, m, tree, f);
        }
    }
}

enum status condition_set_judge(struct ctx *cx, struct condition_set *set,
                                struct condition_facts *f, int64_t n_events,
                                struct condition_verdict *out)
{
    struct memo *m = &set->memos[(uint64_t)f->issue_id % set->n_memos];
    uint64_t columns = hash_columns(f);
    bool is_whole = !is_known(m, f, columns, n_events);

    m->issue_id = 0; /* until it is through */
    for (size_t i = 0; i < set->n_words; i++)
        set->before[i] = is_whole ? 0 : m->holds[i];
    mark(set, m, f, is_whole);
    bool is_old = f->now_ms - m->counted_ms >= MS_PER_MINUTE || f->now_ms < m->counted_ms;
    if (set->windows.n > 0 && (is_whole || is_old || may_have_crossed(set, m, f) ||
                               has_common(set->todo, set->windowed, set->n_words)))
        TRY(count_windows(cx, set, m, f));
    judge_marked(cx, set, m, f);
    TRY(f->failed);
    m->issue_id = f->issue_id;
    m->columns = columns;
    m->event_count = f->event_count;
    for (size_t i = 0; i < set->n_words; i++)
        set->risen[i] = (is_whole || n_events > 0 ? 0 : set->risen[i]) |
                        (m->holds[i] & ~set->before[i]);
    *out = (struct condition_verdict){ m->holds, set->risen, is_whole };
    return OK;
}
