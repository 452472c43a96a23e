/* Which exceptions, thread and frames stand for an event (sentry-ingest.md §12.1). */
#include "base/base.h"
#include "feature/event/event.h"

#include "base/limits.h"
#include "base/str.h"
#include "port/crypto.h"
#include "port/json.h"

static_assert((int)EVENT_CHAIN_MAX == (int)LIMIT_EXCEPTIONS, "a chain holds every exception kept");

struct json *event_exceptions(const struct event *ev)
{
    struct json *values = json_get(json_get(ev->root, S("exception")), S("values"));
    return json_length(values) > 0 ? values : NULL;
}

struct json *event_frames(const struct json *holder)
{
    struct json *frames = json_get(json_get(holder, S("stacktrace")), S("frames"));
    return json_type(frames) == JSON_ARR && json_length(frames) > 0 ? frames : NULL;
}

/* --- exception groups --- */

struct node {
    struct json *exception;
    int64_t id;
    size_t parent; /* index; the root is its own */
    bool is_group;
    bool is_top; /* every ancestor is a group, itself it is none */
    uint64_t signature;
};

struct tree {
    struct node nodes[EVENT_CHAIN_MAX]; /* root first: the sent list backwards */
    size_t n;
};

static size_t node_by_id(const struct tree *t, int64_t id)
{
    for (size_t i = 0; i < t->n; i++) {
        if (t->nodes[i].id == id)
            return i;
    }
    return t->n;
}

static bool add_node(struct tree *t, struct json *exception)
{
    const struct json *mechanism = json_get(exception, S("mechanism"));
    struct node node = { .exception = exception };
    int64_t parent_id;
    if (!json_i64(json_get(mechanism, S("exception_id")), &node.id))
        return false;
    if (node_by_id(t, node.id) < t->n)
        return false;
    if (t->n > 0) {
        if (!json_i64(json_get(mechanism, S("parent_id")), &parent_id))
            return false;
        node.parent = node_by_id(t, parent_id);
        if (node.parent == t->n)
            return false;
    }
    node.is_group = json_bool(json_get(mechanism, S("is_exception_group")), false);
    t->nodes[t->n++] = node;
    return true;
}

/* False unless the exceptions are a whole tree with a group on top. */
static bool tree_build(const struct event_chain *all, struct tree *t)
{
    t->n = 0;
    for (size_t i = all->n; i > 0; i--) {
        if (!add_node(t, all->exceptions[i - 1]))
            return false;
    }
    return t->n > 1 && t->nodes[0].is_group;
}

static uint64_t mix(uint64_t h, struct str s)
{
    static const uint64_t odd = 0x9E3779B97F4A7C15u; /* 2^64 / golden ratio */
    return (h ^ hash64(s)) * odd;
}

/* Two children with the same signature are the same error. */
static uint64_t signature_of(const struct json *exception)
{
    uint64_t h = mix(1, json_str(json_get(exception, S("type"))));
    struct json *frames = event_frames(exception);
    if (frames == NULL) {
        struct str value = json_str(json_get(exception, S("value")));
        size_t n = 0;
        while (n < value.len && !(value.p[n] >= '0' && value.p[n] <= '9'))
            n++;
        return mix(h, str_to(value, n));
    }
    struct json_iter it = json_iter(frames);
    while (json_next(&it)) {
        h = mix(h, json_str(json_get(it.value, S("filename"))));
        h = mix(h, json_str(json_get(it.value, S("function"))));
    }
    return h;
}

static void mark_tops(struct tree *t)
{
    bool below_groups[EVENT_CHAIN_MAX] = { true };
    for (size_t i = 0; i < t->n; i++) {
        struct node *node = &t->nodes[i];
        if (i > 0)
            below_groups[i] = below_groups[node->parent] && t->nodes[node->parent].is_group;
        node->is_top = below_groups[i] && !node->is_group;
        if (node->is_top)
            node->signature = signature_of(node->exception);
    }
}

/* Keeps the first of each kind; returns how many there are. */
static size_t keep_distinct(struct tree *t)
{
    size_t n = 0;
    for (size_t i = 0; i < t->n; i++) {
        for (size_t k = 0; k < i && t->nodes[i].is_top; k++) {
            if (t->nodes[k].is_top && t->nodes[k].signature == t->nodes[i].signature)
                t->nodes[i].is_top = false;
        }
        n += t->nodes[i].is_top ? 1 : 0;
    }
    return n;
}

/* The only child and what caused it: its first descendants. */
static void take_path(const struct tree *t, struct event_chain *out)
{
    bool is_on_path[EVENT_CHAIN_MAX] = { false };
    size_t last = t->n;
    for (size_t i = 0; i < t->n; i++) {
        bool starts = t->nodes[i].is_top;
        if (starts || (last < t->n && i > last && t->nodes[i].parent == last)) {
            is_on_path[i] = true;
            last = i;
        }
    }
    out->n = 0;
    for (size_t i = t->n; i > 0; i--) {
        if (is_on_path[i - 1])
            out->exceptions[out->n++] = t->nodes[i - 1].exception;
    }
}

/* Several: each once, and the group itself as the main one. */
static void take_tops(const struct tree *t, struct event_chain *out)
{
    out->n = 0;
    for (size_t i = t->n; i > 0; i--) {
        if (t->nodes[i - 1].is_top || i == 1)
            out->exceptions[out->n++] = t->nodes[i - 1].exception;
    }
}

void event_chain(const struct event *ev, struct event_chain *out)
{
    out->n = 0;
    struct json_iter it = json_iter(event_exceptions(ev));
    while (out->n < EVENT_CHAIN_MAX && json_next(&it))
        out->exceptions[out->n++] = it.value;
    struct tree t;
    if (out->n < 2 || !tree_build(out, &t))
        return;
    mark_tops(&t);
    size_t n_distinct = keep_distinct(&t);
    if (n_distinct == 1)
        take_path(&t, out);
    else if (n_distinct > 1)
        take_tops(&t, out);
}

struct json *event_main_exception(const struct event *ev)
{
    struct event_chain chain;
    event_chain(ev, &chain);
    return chain.n > 0 ? chain.exceptions[chain.n - 1] : NULL;
}

/* --- threads and frames --- */

/* The single thread with that flag (absent key: any thread), if it has frames. */
static struct json *single_thread(struct json *values, struct str flag)
{
    struct json *found = NULL;
    struct json_iter it = json_iter(values);
    while (json_next(&it)) {
        if (!str_is_null(flag) && !json_bool(json_get(it.value, flag), false))
            continue;
        if (found != NULL)
            return NULL;
        found = it.value;
    }
    return event_frames(found) != NULL ? found : NULL;
}

static struct json *thread_by_id(struct json *values, const struct json *id)
{
    struct str wanted = json_scalar_text(id, false);
    struct json_iter it = json_iter(wanted.len > 0 ? values : NULL);
    while (json_next(&it)) {
        if (str_eq(json_scalar_text(json_get(it.value, S("id")), false), wanted))
            return event_frames(it.value) != NULL ? it.value : NULL;
    }
    return NULL;
}

/* The thread that stands for the event: the main exception's, else the single crashed,
 * current or only one. It has frames. */
static struct json *event_main_thread(const struct event *ev)
{
    struct json *values = json_get(json_get(ev->root, S("threads")), S("values"));
    if (json_length(values) == 0)
        return NULL;
    struct json *main = event_main_exception(ev);
    struct json *found = thread_by_id(values, json_get(main, S("thread_id")));
    if (found == NULL)
        found = single_thread(values, S("crashed"));
    if (found == NULL)
        found = single_thread(values, S("current"));
    if (found == NULL)
        found = single_thread(values, (struct str){ NULL, 0 });
    return found;
}

struct json *event_main_frames(const struct event *ev)
{
    struct json *frames = event_frames(event_main_exception(ev));
    if (frames == NULL)
        frames = event_frames(event_main_thread(ev));
    return frames != NULL ? frames : event_frames(ev->root);
}
