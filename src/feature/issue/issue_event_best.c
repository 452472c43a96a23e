#include "base/base.h"
#include "feature/issue/issue_event_best.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/str.h"
#include "feature/event/event.h"
#include "feature/event/event_store.h"
#include "feature/issue/issue_event_find.h"
#include "port/json.h"

enum { SCRATCH_BYTES = 64 << 20 }; /* one document and its tree */

/* --- what an event has -------------------------------------------------------------------- */

/* A frame of the project's own code that has this member, or any when it is "". */
static bool has_own_frame(const struct event *ev, struct str member)
{
    struct json_iter it = json_iter(event_main_frames(ev));

    while (json_next(&it)) {
        if (!json_bool(json_get(it.value, S("in_app")), false))
            continue;
        if (member.len == 0 || json_length(json_get(it.value, member)) > 0 ||
            json_str(json_get(it.value, member)).len > 0)
            return true;
    }
    return false;
}

static bool has_stack(const struct event *ev)
{
    return json_length(event_main_frames(ev)) > 0;
}

static bool has_own_code(const struct event *ev)
{
    return has_own_frame(ev, S(""));
}

static bool has_source(const struct event *ev)
{
    return has_own_frame(ev, S("context_line"));
}

static bool has_variables(const struct event *ev)
{
    return has_own_frame(ev, S("vars"));
}

static bool has_breadcrumbs(const struct event *ev)
{
    return json_length(json_get_path(ev->root, "breadcrumbs.values")) > 0;
}

static bool has_request(const struct event *ev)
{
    return json_length(json_get(ev->root, S("request"))) > 0;
}

static bool has_user(const struct event *ev)
{
    return ev->user_identity.len > 0 || json_length(json_get(ev->root, S("user"))) > 0;
}

static bool has_replay(const struct event *ev)
{
    return json_str(json_get_path(ev->root, "contexts.replay.replay_id")).len > 0;
}

static bool has_trace(const struct event *ev)
{
    return json_str(json_get_path(ev->root, "contexts.trace.trace_id")).len > 0;
}

/* In the order in which people look. */
static const struct {
    int64_t points;
    bool (*has)(const struct event *ev);
} worths[] = {
    { 32, has_own_code }, { 16, has_stack }, { 12, has_variables }, { 8, has_source },
    { 8, has_replay },    { 6, has_breadcrumbs }, { 4, has_request }, { 3, has_user },
    { 1, has_trace },
};

int64_t event_worth(const struct event *ev)
{
    int64_t sum = 0;

    for (size_t i = 0; i < ARRAY_LEN(worths); i++)
        sum += worths[i].has(ev) ? worths[i].points : 0;
    return sum;
}

/* --- among some --------------------------------------------------------------------------- */

struct contest {
    int64_t id; /* of the best so far; 0 = none */
    int64_t worth;
};

static enum status compete(struct ctx *cx, struct ctx *scratch, const struct event_range *range,
                           int64_t id, struct contest *best)
{
    struct arena_mark mark = arena_mark(scratch->arena);
    struct stored_event stored;
    struct event ev;
    bool found;

    enum status st = event_read(scratch, range->project_id, id, &stored, &found);
    cx->err = scratch->err;
    TRY(st);
    if (found && !str_is_null(stored.data) && event_reopen(scratch, stored.data, &ev) == OK) {
        int64_t worth = event_worth(&ev);
        bool is_better = worth > best->worth || (worth == best->worth && id > best->id);
        if (best->id == 0 || is_better)
            *best = (struct contest){ id, worth };
    }
    err_clear(&scratch->err);
    arena_rewind(scratch->arena, mark);
    return OK;
}

static enum status compete_all(struct ctx *cx, const struct event_range *range,
                               const struct event_finds *finds, struct contest *best)
{
    struct arena memory SCOPED(arena_release);
    struct ctx scratch = *cx;
    enum status st = OK;

    arena_init(&memory, "event.best", SCRATCH_BYTES);
    scratch.arena = &memory;
    for (size_t i = 0; i < finds->n && st == OK; i++)
        st = compete(cx, &scratch, range, finds->ids[i], best);
    return st;
}

enum status issue_event_best(struct ctx *cx, const struct event_range *range,
                             const struct event_find *find, int64_t *id)
{
    struct event_range side = *range;
    struct contest best = { 0 };
    struct event_finds finds;

    side.limit = BEST_NEWEST;
    TRY(event_find_ids(cx, &side, find, &finds));
    TRY(compete_all(cx, range, &finds, &best));
    side.limit = BEST_OLDEST;
    side.after_id = 1;
    TRY(event_find_ids(cx, &side, find, &finds));
    TRY(compete_all(cx, range, &finds, &best));
    *id = best.id;
    return OK;
}
