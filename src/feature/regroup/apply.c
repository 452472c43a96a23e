#include "base/base.h"
#include "feature/regroup/apply.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/str.h"
#include "core/field.h"
#include "feature/issue/issue_merge.h"
#include "feature/issue/issue_regroup.h"
#include "feature/regroup/apply_sql.h"
#include "port/json.h"
#include "port/jsonw.h"

enum {
    TRIES = 3, /* a fingerprint that keeps changing waits for the next run */
    STATE_BYTES = 4 << 10,
};

static const char apply_work[] = "grouping.apply";

/* --- between two steps -------------------------------------------------------------------- */

static const struct field figure_fields[] = {
    FIELD_I64("fingerprints", struct apply_figures, fingerprints, FIELD_WIDE),
    FIELD_I64("repointed", struct apply_figures, repointed, FIELD_WIDE),
    FIELD_I64("moved_events", struct apply_figures, moved_events, FIELD_WIDE),
    FIELD_I64("counted_only", struct apply_figures, counted_only, FIELD_WIDE),
    FIELD_I64("left", struct apply_figures, left, FIELD_WIDE),
    FIELD_BOOL("complete", struct apply_figures, complete, 0),
    FIELD_END,
};
#define STATE_I64(name) FIELD_I64(#name, struct apply_state, name, FIELD_WIDE)
static const struct field state_fields[] = {
    STATE_I64(cursor_id),
    STATE_I64(current_id),
    STATE_I64(phase),
    STATE_I64(before_id),
    STATE_I64(event_count),
    STATE_I64(tries),
    FIELD_BOOL("stays", struct apply_state, stays, 0),
    FIELD_BOOL("parts", struct apply_state, parts, 0),
    FIELD_STR("leaves", struct apply_state, leaves, 0, 0),
    FIELD_STR("how", struct apply_state, how, 0, 0),
    FIELD_STR("undo", struct apply_state, undo, 0, 0),
    FIELD_OBJECT("done", struct apply_state, done, 0, struct apply_figures, figure_fields),
    FIELD_END,
};

struct apply_argument {
    int64_t project_id;
    int64_t upto_id;
};
static const struct field argument_fields[] = {
    FIELD_I64("project_id", struct apply_argument, project_id, FIELD_WIDE),
    FIELD_I64("upto_id", struct apply_argument, upto_id, FIELD_WIDE),
    FIELD_END,
};

static struct str encode(struct ctx *cx, const struct field *fields, const void *in)
{
    struct buf b;
    struct jsonw w;

    buf_init(&b, cx->arena, STATE_BYTES);
    jsonw_init(&w, &b);
    field_encode(&w, fields, in);
    assert(!buf_is_full(&b));
    return buf_str(&b);
}

static enum status decode(struct ctx *cx, const struct field *fields, struct str text, void *out)
{
    struct json_doc *doc;

    TRY(json_parse(cx, text, &doc, NULL));
    return field_decode(cx, fields, json_root(doc), out);
}

static enum status read(struct ctx *cx, const struct work *w, struct apply *out)
{
    struct apply_argument argument = { 0 };

    TRY(decode(cx, argument_fields, w->argument, &argument));
    *out = (struct apply){ .cx = cx,
                           .settings = grouping_settings_now(cx, argument.project_id),
                           .project_id = argument.project_id,
                           .upto_id = argument.upto_id };
    if (w->state.len > 0)
        TRY(decode(cx, state_fields, w->state, &out->s));
    return undo_resume(cx, out->s.undo, &out->undo);
}

/* Nobody knows how many events will be judged twice, or come meanwhile: the end moves away
 * rather than that it is reached too early. */
static void write(struct apply *a, struct work *w)
{
    struct ctx *cx = a->cx;

    w->undo = undo_token(&a->undo);
    a->s.undo = undo_state(cx, &a->undo);
    w->affected = a->s.done.repointed + a->s.done.moved_events;
    w->skipped = a->s.done.counted_only;
    w->state = encode(cx, state_fields, &a->s);
    w->result = encode(cx, figure_fields, &a->s.done);
    w->done += a->n_units > 0 ? a->n_units : 1;
    if (a->is_over || w->done >= w->total)
        w->total = a->is_over ? w->done : w->done + 1;
}

bool apply_has_room(const struct apply *a)
{
    /* a whole issue, and what a page may make */
    return a->undo.n + ISSUE_FINGERPRINTS_MAX + REGROUP_PAGE < UNDO_OBJECTS_MAX;
}

/* --- one fingerprint ---------------------------------------------------------------------- */

enum status apply_current(struct apply *a, struct regroup_fingerprint *f, bool *found)
{
    struct q_regroup_fingerprint_row row;

    TRY(q_regroup_fingerprint(
        a->cx, &(struct q_regroup_fingerprint_args){ a->project_id, a->s.current_id }, &row,
        found));
    if (!*found || row.hash.len != GROUPING_HASH_BYTES) {
        *found = false;
        return OK;
    }
    *f = (struct regroup_fingerprint){ .id = a->s.current_id,
                                       .project_id = a->project_id,
                                       .issue_id = row.issue_id,
                                       .how = row.how,
                                       .event_count = row.event_count,
                                       .stored_count = row.stored_count };
    memcpy(f->hash, row.hash.p, GROUPING_HASH_BYTES);
    return OK;
}

void apply_finish(struct apply *a)
{
    a->s.cursor_id = a->s.current_id;
    a->s.phase = APPLY_PICK;
    a->s.done.fingerprints++;
    a->n_units++;
}

static void begin(struct apply *a, const struct regroup_fingerprint *f)
{
    a->s.phase = APPLY_JUDGE;
    a->s.before_id = 0;
    a->s.event_count = f->event_count;
    a->s.stays = a->s.parts = false;
    a->s.leaves = a->s.how = S("");
}

void apply_judge_anew(struct apply *a, const struct regroup_fingerprint *f)
{
    if (++a->s.tries < TRIES) {
        begin(a, f);
        return;
    }
    a->s.done.left++;
    apply_finish(a);
}

static enum status pick(struct apply *a)
{
    struct q_regroup_next_args args = { a->project_id, a->s.cursor_id, a->upto_id };
    struct regroup_fingerprint f;
    struct q_regroup_next_row row;
    bool found;

    TRY(q_regroup_next(a->cx, &args, &row, &found));
    if (!found || !apply_has_room(a)) {
        a->s.done.complete = !found;
        a->is_over = true;
        return OK;
    }
    a->s.current_id = row.id;
    a->s.tries = 0;
    TRY(apply_current(a, &f, &found));
    if (found && f.stored_count > 0)
        begin(a, &f);
    else
        apply_finish(a);
    return OK;
}

static void weigh(struct apply *a, const struct regroup_verdict *v)
{
    struct str hash = str_hex(a->cx->arena, v->hash, GROUPING_HASH_BYTES);

    a->s.stays |= v->stays;
    if (v->stays)
        return;
    if (a->s.leaves.len == 0) {
        a->s.leaves = hash;
        a->s.how = str_dup(a->cx->arena, v->grouping.how);
    }
    a->s.parts |= !str_eq(a->s.leaves, hash);
}

/* All were judged, or enough of them. */
static void decide(struct apply *a)
{
    a->s.before_id = 0;
    if (a->s.leaves.len == 0)
        apply_finish(a);
    else
        a->s.phase = a->s.stays || a->s.parts ? APPLY_MOVE : APPLY_POINT;
}

static enum status judge_page(struct apply *a, struct ctx *scratch,
                              const struct regroup_fingerprint *f)
{
    struct regroup_page page = { .limit = REGROUP_PAGE, .before_id = a->s.before_id };

    TRY(regroup_page(scratch, f, &page));
    for (size_t i = 0; i < page.n; i++) {
        struct arena_mark mark = arena_mark(scratch->arena);
        struct regroup_verdict verdict;
        if (regroup_judge(scratch, &a->settings, f, page.events[i].data, &verdict) == OK)
            weigh(a, &verdict);
        err_clear(&scratch->err);
        arena_rewind(scratch->arena, mark);
    }
    a->n_units += (int64_t)page.n;
    a->s.before_id = page.before_id;
    if (page.is_end || (a->s.stays && a->s.leaves.len > 0))
        decide(a);
    return OK;
}

static enum status judge(struct apply *a)
{
    struct arena memory SCOPED(arena_release) = { 0 };
    struct ctx scratch = *a->cx;
    struct regroup_fingerprint f;
    bool found;

    TRY(apply_current(a, &f, &found));
    if (!found) { /* deleted meanwhile */
        apply_finish(a);
        return OK;
    }
    arena_init(&memory, "regroup.judge", REGROUP_SCRATCH_BYTES);
    scratch.arena = &memory;
    enum status st = judge_page(a, &scratch, &f);
    a->cx->err = scratch.err;
    return st;
}

/* --- a step ------------------------------------------------------------------------------- */

static enum status apply_step(struct ctx *cx, struct work *w)
{
    static enum status (*const phases[])(struct apply * a) = {
        [APPLY_PICK] = pick,
        [APPLY_JUDGE] = judge,
        [APPLY_MOVE] = apply_move,
        [APPLY_POINT] = apply_point,
    };
    int64_t until = clock_monotonic_ms() + WORK_STEP_MS;
    struct apply a;

    TRY(read(cx, w, &a));
    do {
        if (a.s.phase < 0 || a.s.phase >= (int64_t)ARRAY_LEN(phases))
            return fail(cx, E_INVALID, "the state of a work is broken");
        TRY(phases[a.s.phase](&a));
    } while (!a.is_over && !a.has_written && clock_monotonic_ms() < until);
    write(&a, w);
    return OK;
}

const struct work_kind regroup_works[] = {
    { apply_work, apply_step },
    { 0 },
};

enum status apply_start(struct ctx *cx, int64_t project_id, struct str *job)
{
    struct q_regroup_extent_row extent;

    TRY(q_regroup_extent(cx, &(struct q_regroup_extent_args){ project_id }, &extent));
    struct apply_argument argument = { project_id, extent.upto_id };
    struct work_order order = { apply_work, encode(cx, argument_fields, &argument),
                                extent.fingerprints + extent.stored + 1 };
    return work_start(cx, &order, job);
}
