#include "base/base.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/str.h"
#include "feature/regroup/regroup_int.h"

enum { SCRATCH_BYTES = 64 << 20 }; /* a page of documents, then the tree of one */

static bool is_projects(struct str how)
{
    return str_eq(how, S("project_rule")) || str_eq(how, S("by_url")) || str_eq(how, S("by_file"));
}

static bool is_same(const uint8_t a[GROUPING_HASH_BYTES], const uint8_t b[GROUPING_HASH_BYTES])
{
    return memcmp(a, b, GROUPING_HASH_BYTES) == 0;
}

static enum status group(struct ctx *cx, const struct grouping_settings *settings, struct event *ev,
                         struct grouping *out)
{
    grouping_frames_anew(settings, ev);
    return grouping_compute(cx, settings, ev, out, NULL);
}

/* Would it have this very hash if the project had decided nothing? */
static enum status is_default(struct ctx *cx, const struct regroup_fingerprint *f,
                              struct str document, bool *out)
{
    static const struct grouping_settings none;
    struct grouping g;
    struct event ev;

    TRY(event_reopen(cx, document, &ev));
    TRY(group(cx, &none, &ev, &g));
    *out = is_same(g.hash, f->hash);
    return OK;
}

/* An event goes elsewhere when today's settings say so: a rule or mode of the project, or
 * none of them any more where one has made the fingerprint, or other in_app. A document that
 * was scrubbed may hash otherwise than the event did: that alone moves nothing. E_INVALID:
 * it is no event. */
static enum status regroup_judge(struct ctx *cx, const struct grouping_settings *settings,
                          const struct regroup_fingerprint *f, struct str document,
                          struct regroup_verdict *out)
{
    bool was_default = false;

    TRY(event_reopen(cx, document, &out->event));
    TRY(group(cx, settings, &out->event, &out->grouping));
    bool moves = !is_same(out->grouping.hash, f->hash);
    if (moves && !is_projects(out->grouping.how) && !is_projects(f->how)) {
        TRY(is_default(cx, f, document, &was_default));
        moves = was_default;
    }
    out->stays = !moves;
    memcpy(out->hash, moves ? out->grouping.hash : f->hash, GROUPING_HASH_BYTES);
    grouping_describe(cx, settings, &out->event, &out->grouping);
    return OK;
}

/* --- counting -------------------------------------------------------------------------- */

static void count_one(struct ctx *cx, const struct regroup_verdict *v, struct regroup_groups *out)
{
    size_t i = 0;

    while (i < out->n && !is_same(out->list[i].hash, v->hash))
        i++;
    if (i == REGROUP_GROUPS_MAX)
        return; /* the rest stays where it is */
    if (i == out->n) {
        out->list[out->n++] =
            (struct regroup_group){ .stays = v->stays,
                                    .title = str_dup(cx->arena, v->grouping.title),
                                    .example = v->event.id,
                                    .how = v->grouping.how };
        memcpy(out->list[i].hash, v->hash, GROUPING_HASH_BYTES);
    }
    out->list[i].n++;
    out->n_judged++;
}

/* What a fingerprint's events are judged by. */
struct counting {
    struct ctx *scratch;
    const struct grouping_settings *settings;
    const struct regroup_fingerprint *f;
};

/* One page, below before_id; its documents go with scratch. *last: the lowest id of it. */
static enum status count_page(struct ctx *cx, const struct counting *c, struct event_range *range,
                              struct regroup_groups *out)
{
    struct ctx *scratch = c->scratch;
    struct stored_event *events;
    size_t n;

    TRY(event_page(scratch, range, &events, &n));
    out->is_whole = n < (size_t)range->limit;
    for (size_t i = 0; i < n; i++) {
        struct arena_mark mark = arena_mark(scratch->arena);
        struct regroup_verdict verdict;
        range->before_id = events[i].id;
        if (str_is_null(events[i].data)) {
            out->is_whole = false; /* no room: the next page has it, unless it is gone */
            if (i > 0)
                range->before_id = events[i - 1].id;
            return OK;
        }
        if (regroup_judge(scratch, c->settings, c->f, events[i].data, &verdict) == OK)
            count_one(cx, &verdict, out);
        err_clear(&scratch->err);
        arena_rewind(scratch->arena, mark);
    }
    return OK;
}

enum status regroup_count(struct ctx *cx, const struct grouping_settings *settings,
                          const struct regroup_fingerprint *f, const struct regroup_bound *bound,
                          struct regroup_groups *out)
{
    struct arena memory SCOPED(arena_release);
    struct ctx scratch = *cx;
    const struct counting counting = { &scratch, settings, f };
    struct event_range range = { .project_id = f->project_id,
                                 .fingerprint_ids = &f->id,
                                 .n_fingerprints = 1,
                                 .with_data = true };

    arena_init(&memory, "regroup", SCRATCH_BYTES);
    scratch.arena = &memory;
    *out = (struct regroup_groups){ 0 };
    while (!out->is_whole && out->n_judged < bound->max_events &&
           clock_monotonic_ms() < bound->deadline_ms) {
        int64_t left = bound->max_events - out->n_judged, before = range.before_id;
        range.limit = left < REGROUP_PAGE ? left : REGROUP_PAGE;
        enum status st = count_page(cx, &counting, &range, out);
        cx->err = scratch.err;
        TRY(st);
        arena_reset(&memory);
        if (range.before_id == before)
            break; /* a document that cannot be read: what is behind it stays */
    }
    return OK;
}
