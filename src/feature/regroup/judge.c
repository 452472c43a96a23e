#include "base/base.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/str.h"
#include "feature/regroup/regroup_int.h"

static bool is_projects(struct str how)
{
    return str_eq(how, S("project_rule")) || str_eq(how, S("by_url")) ||
           str_eq(how, S("by_file")) || str_eq(how, S(REGROUP_HOW));
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

enum status regroup_judge(struct ctx *cx, const struct grouping_settings *settings,
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

enum status regroup_page(struct ctx *scratch, const struct regroup_fingerprint *f,
                         struct regroup_page *page)
{
    struct event_range range = { .project_id = f->project_id,
                                 .fingerprint_ids = &f->id,
                                 .n_fingerprints = 1,
                                 .before_id = page->before_id,
                                 .limit = page->limit,
                                 .with_data = true };
    size_t n;

    TRY(event_page(scratch, &range, &page->events, &n));
    page->is_end = n < (size_t)page->limit;
    for (page->n = 0; page->n < n && !str_is_null(page->events[page->n].data); page->n++)
        page->before_id = page->events[page->n].id;
    if (page->n < n) {
        page->is_end = false;
        if (page->n == 0) /* its document is gone */
            page->before_id = page->events[0].id;
    }
    return OK;
}

enum status regroup_count(struct ctx *cx, const struct grouping_settings *settings,
                          const struct regroup_fingerprint *f, const struct regroup_bound *bound,
                          struct regroup_groups *out)
{
    struct arena memory SCOPED(arena_release);
    struct ctx scratch = *cx;
    struct regroup_page page = { 0 };

    arena_init(&memory, "regroup", REGROUP_SCRATCH_BYTES);
    scratch.arena = &memory;
    *out = (struct regroup_groups){ 0 };
    while (!out->is_whole && out->n_judged < bound->max_events &&
           clock_monotonic_ms() < bound->deadline_ms) {
        int64_t left = bound->max_events - out->n_judged;
        page.limit = left < REGROUP_PAGE ? left : REGROUP_PAGE;
        enum status st = regroup_page(&scratch, f, &page);
        cx->err = scratch.err;
        TRY(st);
        for (size_t i = 0; i < page.n; i++) {
            struct arena_mark mark = arena_mark(&memory);
            struct regroup_verdict verdict;
            if (regroup_judge(&scratch, settings, f, page.events[i].data, &verdict) == OK)
                count_one(cx, &verdict, out);
            err_clear(&scratch.err);
            arena_rewind(&memory, mark);
        }
        out->is_whole = page.is_end;
        arena_reset(&memory);
    }
    return OK;
}
