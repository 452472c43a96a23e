#include "base/base.h"
#include "feature/work/work.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/log.h"
#include "base/str.h"
#include "core/actor.h"
#include "core/live.h"
#include "core/tx.h"
#include "feature/work/work_int.h"
#include "feature/work/work_sql.h"
#include "port/json.h"

enum {
    RUN_MS = 5 * MS_PER_SECOND, /* then the queue has its say                          */
    LEASE_S = 15,               /* a process that died is replaced after so long       */
    ATTEMPTS = 50,              /* while the store is busy                             */
    KEPT_MS = MS_PER_DAY,
    FORGOTTEN_PER_RUN = 500,
};

static const char run_job[] = "work.run";

static enum status enqueue(struct ctx *cx, int64_t id)
{
    return job_enqueue(cx, run_job, str_printf(cx->arena, "{\"id\":%lld}", (long long)id),
                       cx->now_ms);
}

enum status work_start(struct ctx *cx, const struct work_order *order, struct str *uuid)
{
    struct q_work_insert_row row;

    assert(cx->actor != NULL && cx->actor->user_id != 0 && order->total > 0);
    *uuid = uuid_new(cx->arena, cx->now_ms);
    struct q_work_insert_args args = { .uuid = *uuid,
                                       .kind = str_c(order->kind),
                                       .user_id = cx->actor->user_id,
                                       .argument = order->argument,
                                       .total = order->total,
                                       .now_ms = cx->now_ms };
    TRY(q_work_insert(cx, &args, &row));
    return enqueue(cx, row.id);
}

/* --- steps ------------------------------------------------------------------------ */

static const struct work_kind *kind_named(struct str name)
{
    for (const struct feature *const *f = feature_table; *f != NULL; f++) {
        for (const struct work_kind *k = (*f)->works; k != NULL && k->kind != NULL; k++) {
            if (str_eq(str_c(k->kind), name))
                return k;
        }
    }
    return NULL;
}

static void tell(struct ctx *cx, const struct work *w, const char *status)
{
    struct live_message m = { .event = "job", .op = "change", .id = w->uuid, .version = w->done };

    m.topic = str_printf(cx->arena, "job:%.*s", FMT(w->uuid));
    m.patch = str_printf(
        cx->arena,
        "{\"status\":\"%s\",\"done\":%lld,\"total\":%lld,\"affected\":%lld,\"skipped\":%lld}",
        status, (long long)w->done, (long long)w->total, (long long)w->affected,
        (long long)w->skipped);
    live_publish(&m);
}

static enum status write_step(struct ctx *cx, const struct work *w)
{
    struct q_work_step_args step = { .id = w->id,
                                     .state = w->state,
                                     .done = w->done,
                                     .total = w->total,
                                     .affected = w->affected,
                                     .skipped = w->skipped,
                                     .undo = w->undo,
                                     .result = w->result,
                                     .now_ms = cx->now_ms };

    TRY(q_work_step(cx, &step));
    if (w->done < w->total)
        return OK;
    return q_work_end(cx, &(struct q_work_end_args){ w->id, S("done"), S(""), cx->now_ms });
}

/* *is_over: finished, stopped, or somebody else has finished it. */
static enum status take_step(struct ctx *cx, int64_t id, bool *is_over)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    struct q_work_lock_row row;
    bool found;

    TRY(tx_begin(cx, &tx));
    TRY(q_work_lock(cx, &(struct q_work_lock_args){ id }, &row, &found));
    *is_over = !found;
    if (!found)
        return OK;
    const struct work_kind *kind = kind_named(row.kind);
    if (kind == NULL)
        return fail(cx, E_MISSING, "this version of the program does not know '%.*s'",
                    FMT(row.kind));
    struct actor actor = {
        .kind = ACTOR_SESSION, .user_id = row.user_id, .role = ROLE_MEMBER, .sees_all = true
    };
    struct work w = { id,        row.uuid,     row.user_id, row.argument, row.state, row.done,
                      row.total, row.affected, row.skipped, row.undo,     row.result };
    cx->actor = &actor;
    enum status st = kind->step(cx, &w);
    cx->actor = NULL;
    TRY(st);
    assert(w.done > row.done && w.done <= w.total);
    TRY(write_step(cx, &w));
    TRY(tx_commit(&tx));
    *is_over = w.done == w.total;
    tell(cx, &w, *is_over ? "done" : "running");
    return OK;
}

static enum status give_up(struct ctx *cx, int64_t id, enum status why)
{
    struct str words =
        why == E_INTERNAL ? S("internal error") : str_dup(cx->arena, str_c(cx->err.text));

    LOG(ERROR, "work.failed", K_I64("id", id), K_CZ("why", cx->err.text));
    err_clear(&cx->err);
    return q_work_end(cx, &(struct q_work_end_args){ id, S("failed"), words, cx->now_ms });
}

static enum status read_id(struct ctx *cx, struct str argument, int64_t *id)
{
    struct json_doc *doc;

    TRY(json_parse(cx, argument, &doc, NULL));
    if (!json_i64(json_get(json_root(doc), S("id")), id))
        return fail(cx, E_INVALID, "no id of a work");
    return OK;
}

static enum status work_run(struct ctx *cx, struct str argument)
{
    int64_t id, end_ms = clock_monotonic_ms() + RUN_MS;
    bool is_over = false;

    TRY(read_id(cx, argument, &id));
    while (!is_over && clock_monotonic_ms() < end_ms) {
        struct arena_mark mark = arena_mark(cx->arena);
        cx->now_ms = clock_now_ms();
        enum status st = take_step(cx, id, &is_over);
        if (st == E_BUSY)
            return st; /* the queue tries again */
        if (st != OK)
            return give_up(cx, id, st);
        arena_rewind(cx->arena, mark);
    }
    return is_over ? OK : enqueue(cx, id);
}

static enum status forget_run(struct ctx *cx, struct str argument)
{
    (void)argument;
    return q_work_forget(cx,
                         &(struct q_work_forget_args){ cx->now_ms - KEPT_MS, FORGOTTEN_PER_RUN });
}

const struct job work_jobs[] = {
    { run_job, work_run, .timeout_s = LEASE_S, .attempts = ATTEMPTS },
    { "work.forget", forget_run, .every_s = 3600, .timeout_s = 60 },
    { 0 },
};

/* --- for its owner ---------------------------------------------------------------- */

static enum status find(struct ctx *cx, struct str text, struct q_work_get_row *row)
{
    struct str uuid;
    bool found = false;

    if (uuid_parse(cx->arena, text, &uuid))
        TRY(q_work_get(cx, &(struct q_work_get_args){ uuid }, row, &found));
    bool is_mine = cx->actor == NULL || cx->actor->role == ROLE_ADMIN ||
                   (found && row->user_id == cx->actor->user_id);
    return found && is_mine ? OK : fail(cx, E_MISSING, "no such job");
}

enum status work_read(struct ctx *cx, struct str uuid, struct work_view *out)
{
    struct q_work_get_row row;

    TRY(find(cx, uuid, &row));
    bool has_ended = row.ended_ms != 0;
    *out = (struct work_view){ .id = uuid,
                               .kind = row.kind,
                               .status = row.status,
                               .done = row.done,
                               .total = row.total,
                               .affected = row.affected,
                               .skipped = row.skipped,
                               .undo = has_ended && row.undo.len > 0 ? row.undo : (struct str){ 0 },
                               .error = row.error.len > 0 ? row.error : (struct str){ 0 },
                               .result = row.result.len > 0 ? row.result : (struct str){ 0 },
                               .created_ms = row.created_ms,
                               .updated_ms = row.updated_ms,
                               .ended_ms = row.ended_ms };
    return OK;
}

enum status work_stop(struct ctx *cx, struct str uuid)
{
    struct q_work_get_row row;

    TRY(find(cx, uuid, &row));
    TRY(q_work_end(cx, &(struct q_work_end_args){ row.id, S("stopped"), S(""), cx->now_ms }));
    struct work w = { .uuid = uuid,
                      .done = row.done,
                      .total = row.total,
                      .affected = row.affected,
                      .skipped = row.skipped };
    if (row.ended_ms == 0)
        tell(cx, &w, "stopped");
    return OK;
}
