#include "base/base.h"
#include "feature/ingest/digest_names.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/str.h"
#include "feature/release/release.h"

enum { EXPECTED = 16 };

struct digest_name {
    int64_t project_id;
    struct str text;
    struct release release;
    int64_t environment_id;
};

void digest_names_init(struct ctx *cx, struct digest_names *names)
{
    map_init(&names->releases.by_text, cx->arena, EXPECTED);
    map_init(&names->environments.by_text, cx->arena, EXPECTED);
    names->releases.last = names->environments.last = NULL;
}

static int name_order(const void *a, const void *b)
{
    const struct digest_name *x = *(struct digest_name *const *)a,
                             *y = *(struct digest_name *const *)b;

    if (x->project_id != y->project_id)
        return x->project_id < y->project_id ? -1 : 1;
    return str_cmp(x->text, y->text);
}

/* Sorted: both processes of a pair make missing ones in this order. */
static struct digest_name **names_of(struct ctx *cx, const struct map *m)
{
    struct digest_name **list = arena_array(cx->arena, struct digest_name *, m->n);
    struct str key;
    void *value;
    size_t i = 0, n = 0;

    while (map_next(m, &i, &key, &value))
        list[n++] = value;
    qsort(list, n, sizeof *list, name_order);
    return list;
}

static struct str key_of(struct ctx *cx, int64_t project_id, struct str text)
{
    return str_printf(cx->arena, "%lld %.*s", (long long)project_id, FMT(text));
}

static struct digest_name *name_in(struct ctx *cx, struct digest_name_list *list,
                                   int64_t project_id, struct str text)
{
    struct digest_name *last = list->last;

    if (last != NULL && last->project_id == project_id && str_eq(last->text, text))
        return last;
    void **slot = map_at(&list->by_text, key_of(cx, project_id, text));
    if (*slot == NULL) {
        struct digest_name *fresh = arena_new(cx->arena, struct digest_name);
        *fresh = (struct digest_name){ .project_id = project_id, .text = text };
        *slot = fresh;
    }
    list->last = *slot;
    return *slot;
}

enum status digest_names_find(struct ctx *cx, struct digest_names *names,
                              const struct digest_batch *b)
{
    for (size_t i = 0; i < b->n_events; i++) {
        const struct prepared_event *ev = &b->events[i];
        if (!ev->is_dropped && !str_is_null(ev->issue.release))
            (void)name_in(cx, &names->releases, ev->issue.project_id, ev->issue.release);
        if (!ev->is_dropped && !str_is_null(ev->environment))
            (void)name_in(cx, &names->environments, ev->issue.project_id, ev->environment);
    }
    struct digest_name **releases = names_of(cx, &names->releases.by_text);
    for (size_t i = 0; i < names->releases.by_text.n; i++)
        TRY(release_touch(cx, releases[i]->project_id, releases[i]->text, &releases[i]->release));
    struct digest_name **environments = names_of(cx, &names->environments.by_text);
    for (size_t i = 0; i < names->environments.by_text.n; i++)
        TRY(environment_touch(cx, environments[i]->project_id, environments[i]->text,
                              &environments[i]->environment_id));
    return OK;
}

void digest_names_take(struct ctx *cx, struct digest_names *names, struct prepared_event *ev)
{
    if (!str_is_null(ev->issue.release)) {
        const struct digest_name *n =
            name_in(cx, &names->releases, ev->issue.project_id, ev->issue.release);
        ev->issue.release_id = n->release.id;
        ev->issue.release_first_ms = n->release.first_seen_ms;
    }
    if (!str_is_null(ev->environment))
        ev->environment_id =
            name_in(cx, &names->environments, ev->issue.project_id, ev->environment)
                ->environment_id;
}

static int release_order(const void *a, const void *b)
{
    const struct digest_name *x = *(struct digest_name *const *)a,
                             *y = *(struct digest_name *const *)b;

    return (x->release.id > y->release.id) - (x->release.id < y->release.id);
}

enum status digest_names_saw(struct ctx *cx, const struct digest_names *names)
{
    struct digest_name **releases = names_of(cx, &names->releases.by_text);

    qsort(releases, names->releases.by_text.n, sizeof *releases, release_order);
    for (size_t i = 0; i < names->releases.by_text.n; i++)
        TRY(release_saw(cx, releases[i]->release.id));
    return OK;
}
