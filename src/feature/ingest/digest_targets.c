#include "base/base.h"
#include "feature/ingest/digest_targets.h"

#include "base/clock.h"
#include "base/ctx.h"
#include "base/str.h"
#include "feature/ingest/ingest.h"

enum { EXPECTED = 256, KEY_BYTES = 8 + 16 };

static struct str hash_key(struct ctx *cx, const struct issue_event *ev)
{
    char *p = arena_bytes(cx->arena, KEY_BYTES);

    memcpy(p, &ev->project_id, sizeof ev->project_id);
    memcpy(p + sizeof ev->project_id, ev->grouping.hash, KEY_BYTES - sizeof ev->project_id);
    return str_make(p, KEY_BYTES);
}

void digest_targets_init(struct ctx *cx, struct digest_targets *t, struct issue_batch *issues,
                         const struct digest_batch *b)
{
    *t = (struct digest_targets){
        .issues = issues, .order = arena_array(cx->arena, struct fingerprint_target *, b->n_events)
    };
    map_init(&t->by_hash, cx->arena, EXPECTED);
    map_init(&t->made, cx->arena, EXPECTED);
}

static bool is_counted(const struct prepared_event *ev)
{
    return !ev->is_dropped && ev->filter == FILTER_NONE;
}

/* One of each project and hash, in order of project, then of receipt. */
static int project_order(const void *a, const void *b)
{
    const struct issue_event *x = *(const struct issue_event *const *)a;
    const struct issue_event *y = *(const struct issue_event *const *)b;

    if (x->project_id != y->project_id)
        return x->project_id < y->project_id ? -1 : 1;
    return (x > y) - (x < y); /* of one array: order of receipt */
}

/* How many issues the project got in the event's hour, this batch included; read once. */
static enum status issues_of_hour(struct ctx *cx, struct digest_targets *t,
                                  const struct issue_event *ev, int64_t limit, int64_t **out)
{
    int64_t hour = clock_hour(ev->received_ms);
    struct str key = str_printf(cx->arena, "%lld %lld", (long long)ev->project_id, (long long)hour);
    void **slot = map_at(&t->made, key);

    if (*slot == NULL) {
        int64_t *n = arena_new(cx->arena, int64_t);
        TRY(issue_count_new(cx, ev->project_id, hour, limit, n));
        *slot = n;
    }
    *out = *slot;
    return OK;
}

/* How many issues of level info the project has, this batch included; read once. */
static enum status info_issues(struct ctx *cx, struct digest_targets *t,
                               const struct issue_event *ev, int64_t **out)
{
    struct str key = str_printf(cx->arena, "info %lld", (long long)ev->project_id);
    void **slot = map_at(&t->made, key);

    if (*slot == NULL) {
        int64_t *n = arena_new(cx->arena, int64_t);
        TRY(issue_count_info(cx, ev->project_id, ev->info_limit, n));
        *slot = n;
    }
    *out = *slot;
    return OK;
}

/* May the project have one more issue? made: what counts it then; NULL = nothing does. */
static enum status has_room(struct ctx *cx, struct digest_targets *t, const struct issue_event *ev,
                            int64_t *made[2], bool *out)
{
    int64_t per_hour = ingest_config()->new_issues_per_hour;

    made[0] = made[1] = NULL;
    if (per_hour > 0)
        TRY(issues_of_hour(cx, t, ev, per_hour, &made[0]));
    if (ev->info_limit > 0)
        TRY(info_issues(cx, t, ev, &made[1]));
    *out =
        (made[0] == NULL || *made[0] < per_hour) && (made[1] == NULL || *made[1] < ev->info_limit);
    return OK;
}

/* Makes those that are missing, as many as their projects may have. */
static enum status make_missing(struct ctx *cx, struct digest_targets *t,
                                const struct issue_event *const *firsts)
{
    for (size_t i = 0; i < t->n; i++) {
        int64_t *made[2];
        bool is_made = false;
        if (t->order[i]->id == 0 && !t->order[i]->is_discarded)
            TRY(has_room(cx, t, firsts[i], made, &is_made));
        if (!is_made)
            continue;
        TRY(issue_target_make(cx, t->issues, firsts[i], t->order[i]));
        for (size_t k = 0; k < ARRAY_LEN(made); k++)
            if (made[k] != NULL)
                *made[k] += t->order[i]->is_new;
    }
    return OK;
}

/* The event takes the grouping of the issue for all that is too much. */
static void regroup(struct ctx *cx, struct prepared_event *ev)
{
    struct grouping *g = &ev->issue.grouping;
    struct str type = g->type.len > 0 ? g->type : S("message");
    struct grouping *own = arena_new(cx->arena, struct grouping);

    *own = *g;
    ev->own_grouping = own;
    grouping_overflow_hash(g->type, g->hash);
    g->title = str_printf(cx->arena, "Too many different errors (%.*s)", FMT(type));
    g->culprit = g->location = S("");
    g->how = S("overflow");
}

static void drop(struct prepared_event *ev, enum event_filter why)
{
    ev->filter = why;
    ev->target = NULL;
}

static enum status join_overflow(struct ctx *cx, struct digest_targets *t,
                                 struct prepared_event *ev)
{
    regroup(cx, ev);
    void **slot = map_at(&t->by_hash, hash_key(cx, &ev->issue));
    if (*slot == NULL) {
        *slot = arena_new(cx->arena, struct fingerprint_target);
        TRY(issue_target_make(cx, t->issues, &ev->issue, *slot));
        if (((struct fingerprint_target *)*slot)->id != 0)
            t->order[t->n++] = *slot;
    }
    ev->target = *slot;
    if (ev->target->is_discarded)
        drop(ev, FILTER_DISCARDED);
    return OK;
}

/* One more issue that only informs is not wanted, nor is what people have discarded: its
 * events are counted as filtered. */
static enum status join_or_filter(struct ctx *cx, struct digest_targets *t,
                                  struct prepared_event *ev)
{
    int64_t *made = NULL;

    if (ev->target->is_discarded) {
        drop(ev, FILTER_DISCARDED);
        return OK;
    }
    if (ev->issue.info_limit > 0)
        TRY(info_issues(cx, t, &ev->issue, &made));
    if (made == NULL || *made < ev->issue.info_limit)
        return join_overflow(cx, t, ev);
    drop(ev, FILTER_INFO_ISSUES);
    return OK;
}

/* Targets that were not made go; their events join the one for all of them. */
static enum status join_rest(struct ctx *cx, struct digest_targets *t, struct digest_batch *b)
{
    size_t n = 0;

    for (size_t i = 0; i < t->n; i++)
        if (t->order[i]->id != 0)
            t->order[n++] = t->order[i];
    if (n == t->n)
        return OK;
    t->n = n;
    for (size_t i = 0; i < b->n_events; i++)
        if (is_counted(&b->events[i]) && b->events[i].target->id == 0)
            TRY(join_or_filter(cx, t, &b->events[i]));
    return OK;
}

enum status digest_targets_find(struct ctx *cx, struct digest_targets *t, struct digest_batch *b)
{
    const struct issue_event **firsts =
        arena_array(cx->arena, const struct issue_event *, b->n_events);

    for (size_t i = 0; i < b->n_events; i++) {
        struct prepared_event *ev = &b->events[i];
        if (!is_counted(ev))
            continue;
        void **slot = map_at(&t->by_hash, hash_key(cx, &ev->issue));
        if (*slot == NULL) {
            *slot = arena_new(cx->arena, struct fingerprint_target);
            firsts[t->n++] = &ev->issue;
        }
        ev->target = *slot;
    }
    qsort(firsts, t->n, sizeof *firsts, project_order);
    for (size_t i = 0; i < t->n; i++)
        t->order[i] = map_get(&t->by_hash, hash_key(cx, firsts[i]));
    TRY(issue_targets_find(cx, t->issues, firsts, t->n, t->order));
    TRY(make_missing(cx, t, firsts));
    return join_rest(cx, t, b);
}
