#include "base/base.h"
#include "feature/undo/undo.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/str.h"
#include "core/actor.h"
#include "core/tx.h"
#include "feature/undo/undo_int.h"
#include "feature/undo/undo_sql.h"
#include "port/json.h"

enum {
    EXPIRED_PER_RUN = 200,
    AT_ONCE = 500,     /* objects; more are taken back by work (work.h) */
    STEP_OBJECTS = 50, /* some 50 ms on PostgreSQL                      */
};

static const char undo_work[] = "undo";

/* --- noting --------------------------------------------------------------------- */

static enum status make_row(struct ctx *cx, struct undo *undo)
{
    struct q_undo_insert_row row;

    undo->token = token_new(cx->arena);
    struct q_undo_insert_args args = { .token = undo->token,
                                       .user_id = cx->actor->user_id,
                                       .expires_ms = cx->now_ms + UNDO_LIFE_MS };
    TRY(q_undo_insert(cx, &args, &row));
    undo->id = row.id;
    return OK;
}

enum status undo_add(struct ctx *cx, struct undo *undo, const struct undo_object *object)
{
    if (cx->actor == NULL || cx->actor->user_id == 0)
        return OK;
    assert(undo->n < UNDO_OBJECTS_MAX);
    if (undo->n == 0)
        TRY(make_row(cx, undo));
    return q_undo_object_insert(
        cx, &(struct q_undo_object_insert_args){ .undo_id = undo->id,
                                                 .place = undo->n++,
                                                 .kind = str_c(object->kind),
                                                 .project_id = object->project_id,
                                                 .object_id = object->object_id,
                                                 .version = object->version,
                                                 .was = object->was });
}

struct str undo_token(const struct undo *undo)
{
    return undo->n > 0 ? undo->token : S("");
}

struct str undo_state(struct ctx *cx, const struct undo *undo)
{
    if (undo->n == 0)
        return S("");
    return str_printf(cx->arena, "%lld %lld %.*s", (long long)undo->id, (long long)undo->n,
                      FMT(undo->token));
}

/* Its row is ours until the end of the transaction: undo.expire does not take it. */
static enum status prolong(struct ctx *cx, struct undo *undo)
{
    struct q_undo_set_expiry_args args = { undo->id, cx->now_ms + UNDO_LIFE_MS };
    int64_t changed;

    TRY(q_undo_set_expiry(cx, &args, &changed));
    if (changed == 0)
        *undo = (struct undo){ 0 };
    return OK;
}

enum status undo_resume(struct ctx *cx, struct str state, struct undo *out)
{
    struct str rest = state, id, n;

    *out = (struct undo){ 0 };
    if (state.len == 0)
        return OK;
    bool is_right = str_split(&rest, ' ', &id) && str_split(&rest, ' ', &n) &&
                    str_i64(id, &out->id) && str_i64(n, &out->n);
    out->token = rest;
    return is_right ? prolong(cx, out) : fail(cx, E_INVALID, "the state of a work is broken");
}

/* --- taking back ------------------------------------------------------------------ */

static const struct undo_kind *kind_named(struct str name)
{
    for (const struct feature *const *f = feature_table; *f != NULL; f++) {
        for (const struct undo_kind *k = (*f)->undoes; k != NULL && k->kind != NULL; k++) {
            if (str_eq(str_c(k->kind), name))
                return k;
        }
    }
    return NULL;
}

/* Objects of a kind that this program no longer knows: noted by another version of it. */
static enum status read_objects(struct ctx *cx, int64_t undo_id, int64_t max,
                                struct undo_object **out, size_t *n)
{
    struct q_undo_objects_row *rows;

    TRY(q_undo_objects(cx, &(struct q_undo_objects_args){ undo_id, max }, &rows, n));
    *out = arena_array(cx->arena, struct undo_object, *n);
    for (size_t i = 0; i < *n; i++) {
        const struct undo_kind *kind = kind_named(rows[i].kind);
        if (kind == NULL)
            return fail(cx, E_MISSING, "this version of the program cannot undo it");
        (*out)[i] = (struct undo_object){ kind->kind, rows[i].project_id, rows[i].object_id,
                                          rows[i].version, rows[i].was };
    }
    return OK;
}

/* Those of each kind together, kinds in the order of features: that is the order in which
 * their rows are locked everywhere. */
static enum status lock_objects(struct ctx *cx, const struct undo_object *objects, size_t n)
{
    struct undo_object *same = arena_array(cx->arena, struct undo_object, n);

    for (const struct feature *const *f = feature_table; *f != NULL; f++) {
        for (const struct undo_kind *k = (*f)->undoes; k != NULL && k->kind != NULL; k++) {
            size_t n_same = 0;
            for (size_t i = 0; i < n; i++) {
                if (objects[i].kind == k->kind)
                    same[n_same++] = objects[i];
            }
            if (n_same > 0 && k->lock != NULL)
                TRY(k->lock(cx, same, n_same));
        }
    }
    return OK;
}

static enum status restore_objects(struct ctx *cx, const struct undo_object *objects, size_t n,
                                   bool *is_restored, struct undo_result *out)
{
    *out = (struct undo_result){ .skipped = arena_array(cx->arena, struct undo_refusal, n) };
    for (size_t i = 0; i < n; i++) {
        struct undo_refusal refusal = { 0 };
        TRY(kind_named(str_c(objects[i].kind))->restore(cx, &objects[i], &refusal));
        is_restored[i] = str_is_null(refusal.reason);
        if (is_restored[i])
            out->restored++;
        else
            out->skipped[out->n_skipped++] = refusal;
    }
    return OK;
}

/* Its row goes first: whoever asks at the same moment waits for it and finds nothing. */
static enum status take_row(struct ctx *cx, struct str token, int64_t *id)
{
    struct q_undo_find_args args = { token, cx->actor->user_id, cx->now_ms };
    struct q_undo_find_row row;
    int64_t changed = 0;
    bool found;

    TRY(q_undo_find(cx, &args, &row, &found));
    if (found)
        TRY(q_undo_delete(cx, &(struct q_undo_delete_args){ row.id }, &changed));
    if (changed == 0)
        return fail(cx, E_MISSING, "nothing to undo: it is too old, or was undone");
    *id = row.id;
    return OK;
}

static void tell(struct ctx *cx, const struct undo_object *objects, const bool *is_restored,
                 size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct undo_kind *kind = kind_named(str_c(objects[i].kind));
        if (is_restored[i] && kind->tell != NULL)
            kind->tell(cx, &objects[i]);
    }
}

static enum status start_work(struct ctx *cx, int64_t undo_id, int64_t n, struct str *job)
{
    struct work_order order = {
        .kind = undo_work,
        .argument = str_printf(cx->arena, "{\"undo\":%lld}", (long long)undo_id),
        .total = n,
    };

    return work_start(cx, &order, job);
}

enum status undo_run(struct ctx *cx, struct str token, struct undo_result *out)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    struct q_undo_object_count_row count;
    struct undo_object *objects;
    int64_t id = 0;
    size_t n;

    *out = (struct undo_result){ 0 };
    TRY(tx_begin(cx, &tx));
    TRY(take_row(cx, token, &id));
    TRY(q_undo_object_count(cx, &(struct q_undo_object_count_args){ id }, &count));
    if (count.n > AT_ONCE) {
        TRY(start_work(cx, id, count.n, &out->job));
        return tx_commit(&tx);
    }
    TRY(read_objects(cx, id, AT_ONCE, &objects, &n));
    TRY(q_undo_objects_delete(cx, &(struct q_undo_objects_delete_args){ id }));
    TRY(lock_objects(cx, objects, n));
    bool *is_restored = arena_array(cx->arena, bool, n);
    TRY(restore_objects(cx, objects, n, is_restored, out));
    if (out->restored == 0)
        return OK; /* rolled back: the answer says why */
    TRY(tx_commit(&tx));
    tell(cx, objects, is_restored, n);
    return OK;
}

/* --- many, step by step ------------------------------------------------------------- */

static enum status read_undo_id(struct ctx *cx, const struct work *w, int64_t *out)
{
    struct json_doc *doc;

    TRY(json_parse(cx, w->argument, &doc, NULL));
    return json_i64(json_get(json_root(doc), S("undo")), out)
               ? OK
               : fail(cx, E_INVALID, "no id of an undo");
}

/* What stays away from the stream's readers until they look again: a list of thousands. */
static enum status undo_step(struct ctx *cx, struct work *w)
{
    struct undo_result result;
    struct undo_object *objects;
    int64_t undo_id, from = w->total - w->done - STEP_OBJECTS;
    size_t n;

    TRY(read_undo_id(cx, w, &undo_id));
    TRY(read_objects(cx, undo_id, STEP_OBJECTS, &objects, &n));
    TRY(q_undo_objects_done(cx, &(struct q_undo_objects_done_args){ undo_id, from }));
    TRY(lock_objects(cx, objects, n));
    bool *is_restored = arena_array(cx->arena, bool, n);
    TRY(restore_objects(cx, objects, n, is_restored, &result));
    w->affected += result.restored;
    w->skipped += (int64_t)result.n_skipped;
    w->done = from > 0 ? w->total - from : w->total;
    return OK;
}

const struct work_kind undo_works[] = {
    { undo_work, undo_step },
    { 0 },
};

/* --- forgetting ------------------------------------------------------------------- */

static enum status forget(struct ctx *cx, int64_t id)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    int64_t changed;

    TRY(tx_begin(cx, &tx));
    TRY(q_undo_expire(cx, &(struct q_undo_expire_args){ id, cx->now_ms }, &changed));
    if (changed == 0)
        return OK;
    TRY(q_undo_objects_delete(cx, &(struct q_undo_objects_delete_args){ id }));
    return tx_commit(&tx);
}

static enum status expire_run(struct ctx *cx, struct str argument)
{
    struct q_undo_expired_row *rows;
    size_t n;

    (void)argument;
    TRY(q_undo_expired(cx, &(struct q_undo_expired_args){ cx->now_ms, EXPIRED_PER_RUN }, &rows,
                       &n));
    for (size_t i = 0; i < n; i++)
        TRY(forget(cx, rows[i].id));
    return OK;
}

const struct job undo_jobs[] = {
    { "undo.expire", expire_run, .every_s = 60, .timeout_s = 60 },
    { 0 },
};
