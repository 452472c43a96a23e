#include "base/base.h"

#include "feature/erasure/erasure.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/log.h"
#include "base/str.h"
#include "core/config.h"
#include "core/tx.h"
#include "feature/attachment/attachment.h"
#include "feature/erasure/erasure_sql.h"
#include "feature/event/event_erase.h"
#include "feature/event/event_store.h"
#include "port/crypto.h"
#include "port/json.h"

enum {
    STEP_EVENTS = 200,   /* read and judged; some 10 ms */
    STEP_DOCUMENTS = 50, /* kept beside, or exemplars   */
    STEP_REPACKED = 50,
    RUN_MS = 40 * MS_PER_SECOND,   /* then the next run goes on      */
    PAUSE_MS = 10 * MS_PER_MINUTE, /* of one that failed: others first */
};

/* One erasure at work: the row, and the value opened. */
struct work {
    struct q_erasure_next_row row;
    struct str value;
    int64_t due_ms;
    const char *next_phase; /* set by a step that was its phase's last */
};

static void box_key(uint8_t key[SECRET_KEY_BYTES])
{
    secret_key_derive(core_config()->session_secret, S("erasure"), key);
}

enum status erasure_begin(struct ctx *cx, int64_t project_id, struct str value, struct str *uuid)
{
    uint8_t key[SECRET_KEY_BYTES];

    box_key(key);
    *uuid = uuid_new(cx->arena, cx->now_ms);
    return q_erasure_insert(cx, &(struct q_erasure_insert_args){ *uuid, project_id,
                                                                 secret_seal(cx->arena, key, value),
                                                                 cx->now_ms });
}

/* --- whose is it? ------------------------------------------------------------------ */

/* Does the document's `user` go by this value? *id is the event's. */
static enum status erasure_matches(struct ctx *cx, struct str document, struct str value,
                            struct event_id *id, bool *out)
{
    static const struct str members[] = { S("id"), S("email"), S("username"), S("name"),
                                          S("ip_address") };
    struct json_doc *doc;

    *out = false;
    TRY(json_parse(cx, document, &doc, NULL));
    struct json *user = json_get(json_root(doc), S("user"));
    for (size_t i = 0; i < ARRAY_LEN(members); i++)
        *out = *out || str_eq_fold(json_str(json_get(user, members[i])), value);
    *out = *out && event_id_parse(json_str(json_get(json_root(doc), S("event_id"))), id);
    return OK;
}

static enum status forget_files(struct ctx *cx, struct work *w, const struct event_id *id)
{
    size_t n;

    TRY(attachment_forget_event(cx, w->row.project_id, id, &n));
    w->row.files += (int64_t)n;
    return OK;
}

/* How far it is, in the transaction that did it. */
static enum status save(struct ctx *cx, const struct work *w)
{
    const struct q_erasure_next_row *r = &w->row;
    bool is_over = w->next_phase != NULL;
    struct q_erasure_save_args args = { .id = r->id,
                                        .phase = is_over ? str_c(w->next_phase) : r->phase,
                                        .segment = is_over ? 0 : r->segment,
                                        .fingerprint_id = is_over ? 0 : r->fingerprint_id,
                                        .ordinal = is_over ? -1 : r->ordinal,
                                        .searched = r->searched,
                                        .events = r->events,
                                        .files = r->files,
                                        .feedback = r->feedback,
                                        .due_ms = w->due_ms };

    return q_erasure_save(cx, &args);
}

/* --- stored events ------------------------------------------------------------------ */

struct found_event {
    struct event_ref ref;
    struct event_id id;
};

static enum status judge(struct ctx *cx, struct work *w, const struct event_ref *ref,
                         struct found_event *out, size_t *n)
{
    struct arena_mark mark = arena_mark(cx->arena);
    struct stored_event ev;
    struct event_id id;
    bool found, is_theirs = false;

    enum status st = event_read(cx, w->row.project_id, ref->id, &ev, &found);
    if (st == OK && found && !str_is_null(ev.data))
        st = erasure_matches(cx, ev.data, w->value, &id, &is_theirs);
    if (st == E_INVALID) /* damaged: nobody reads it, whose ever it is */
        err_clear(&cx->err);
    else
        TRY(st);
    if (is_theirs)
        out[(*n)++] = (struct found_event){ *ref, id };
    arena_rewind(cx->arena, mark);
    return OK;
}

static enum status erase_found(struct ctx *cx, struct work *w, const struct found_event *found,
                               size_t n)
{
    struct tx tx SCOPED(tx_end) = { 0 };

    for (size_t i = 0; i < n; i++) /* files first: without the event nobody finds them */
        TRY(forget_files(cx, w, &found[i].id));
    w->row.events += (int64_t)n;
    TRY(tx_begin(cx, &tx));
    for (size_t i = 0; i < n; i++)
        TRY(event_erase(cx, w->row.project_id, &found[i].ref, &found[i].id));
    TRY(save(cx, w));
    return tx_commit(&tx);
}

static enum status step_events(struct ctx *cx, struct work *w)
{
    struct event_walk walk = { w->row.project_id, w->row.segment, w->row.fingerprint_id,
                               w->row.ordinal };
    struct found_event *found = arena_array(cx->arena, struct found_event, STEP_EVENTS);
    struct event_ref *refs;
    size_t n, n_found = 0;

    TRY(event_walk_next(cx, &walk, STEP_EVENTS, &refs, &n));
    for (size_t i = 0; i < n; i++)
        TRY(judge(cx, w, &refs[i], found, &n_found));
    w->row.searched += (int64_t)n;
    w->row.segment = walk.segment;
    w->row.fingerprint_id = walk.fingerprint_id;
    w->row.ordinal = walk.ordinal;
    if (n == 0)
        w->next_phase = "latest";
    return erase_found(cx, w, found, n_found);
}

/* --- documents kept of events that were only counted ---------------------------------- */

static enum status erase_latest(struct ctx *cx, struct work *w, int64_t fingerprint_id)
{
    struct event_range range = { .project_id = w->row.project_id,
                                 .fingerprint_ids = &fingerprint_id,
                                 .n_fingerprints = 1 };
    struct stored_event ev;
    struct event_id id, own;
    int64_t changed = 0;
    bool found, is_theirs = false;

    TRY(event_latest_counted(cx, &range, &id, &ev, &found));
    if (found && !str_is_null(ev.data))
        TRY(erasure_matches(cx, ev.data, w->value, &own, &is_theirs));
    if (!is_theirs)
        return OK;
    TRY(forget_files(cx, w, &id));
    TRY(q_erasure_latest_delete(
        cx,
        &(struct q_erasure_latest_delete_args){ w->row.project_id, fingerprint_id,
                                                str_make((const char *)id.b, EVENT_ID_BYTES) },
        &changed));
    w->row.events += changed;
    return OK;
}

static enum status step_latest(struct ctx *cx, struct work *w)
{
    struct q_erasure_latest_row *rows;
    size_t n;

    TRY(q_erasure_latest(
        cx,
        &(struct q_erasure_latest_args){ w->row.project_id, w->row.fingerprint_id, STEP_DOCUMENTS },
        &rows, &n));
    for (size_t i = 0; i < n; i++) {
        TRY(erase_latest(cx, w, rows[i].fingerprint_id));
        w->row.fingerprint_id = rows[i].fingerprint_id;
    }
    w->row.searched += (int64_t)n;
    if (n == 0)
        w->next_phase = "feedback";
    return save(cx, w);
}

/* --- feedback -------------------------------------------------------------------------- */

static enum status step_feedback(struct ctx *cx, struct work *w)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    struct q_erasure_feedback_args args = { w->row.project_id, str_lower(cx->arena, w->value),
                                            STEP_DOCUMENTS };
    struct q_erasure_feedback_row *rows;
    size_t n;

    TRY(q_erasure_feedback(cx, &args, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        struct event_id own;
        memcpy(own.b, rows[i].own_id.p, sizeof own.b);
        TRY(forget_files(cx, w, &own));
    }
    w->row.feedback += (int64_t)n;
    TRY(tx_begin(cx, &tx));
    for (size_t i = 0; i < n; i++)
        TRY(q_erasure_feedback_delete(
            cx, &(struct q_erasure_feedback_delete_args){ w->row.project_id, rows[i].id }));
    if (n == 0)
        w->next_phase = "templates";
    TRY(save(cx, w));
    return tx_commit(&tx);
}

/* --- what others are compressed with ------------------------------------------------------ */

static enum status note_template(struct ctx *cx, struct work *w,
                                 const struct q_erasure_exemplars_row *row)
{
    struct event_id id;
    struct str text;
    bool found, is_theirs = false;

    TRY(event_exemplar_text(cx, w->row.project_id, row->id, &text, &found));
    if (found)
        TRY(erasure_matches(cx, text, w->value, &id, &is_theirs));
    if (!is_theirs)
        return OK;
    struct q_erasure_template_insert_args args = { w->row.id, w->row.project_id, row->id,
                                                   row->fingerprint_id,
                                                   row->created_ms +
                                                       (int64_t)EVENT_EXEMPLAR_DAYS * MS_PER_DAY };
    return q_erasure_template_insert(cx, &args);
}

static enum status step_templates(struct ctx *cx, struct work *w)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    struct q_erasure_exemplars_row *rows;
    size_t n;

    TRY(tx_begin(cx, &tx));
    TRY(q_erasure_exemplars(
        cx, &(struct q_erasure_exemplars_args){ w->row.project_id, w->row.segment, STEP_DOCUMENTS },
        &rows, &n));
    for (size_t i = 0; i < n; i++) {
        TRY(note_template(cx, w, &rows[i]));
        w->row.segment = rows[i].id; /* the place in this phase */
    }
    if (n == 0)
        w->next_phase = "waiting";
    TRY(save(cx, w));
    return tx_commit(&tx);
}

static enum status end(struct ctx *cx, struct work *w)
{
    TRY(q_erasure_done(cx, &(struct q_erasure_done_args){ w->row.id, cx->now_ms }));
    LOG(INFO, "erasure.done", K_I64("project", w->row.project_id), K_I64("events", w->row.events),
        K_I64("files", w->row.files), K_I64("feedback", w->row.feedback));
    return OK;
}

static enum status step_waiting(struct ctx *cx, struct work *w)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    struct q_erasure_template_next_row row;
    bool found;
    size_t n;

    TRY(tx_begin(cx, &tx));
    TRY(q_erasure_template_next(cx, &(struct q_erasure_template_next_args){ w->row.id }, &row,
                                &found));
    if (!found) {
        TRY(end(cx, w));
        return tx_commit(&tx);
    }
    if (row.due_ms > cx->now_ms) {
        w->due_ms = row.due_ms;
    } else {
        struct event_exemplar_ref ref = { row.project_id, row.exemplar_id, row.fingerprint_id };
        TRY(event_unbind(cx, &ref, STEP_REPACKED, &n));
        if (n == 0)
            TRY(q_erasure_template_delete(
                cx, &(struct q_erasure_template_delete_args){ w->row.id, row.exemplar_id }));
    }
    TRY(save(cx, w));
    return tx_commit(&tx);
}

/* --- the job --------------------------------------------------------------------------- */

static const struct phase {
    const char *name;
    enum status (*step)(struct ctx *cx, struct work *w);
} phases[] = {
    { "events", step_events },       { "latest", step_latest },   { "feedback", step_feedback },
    { "templates", step_templates }, { "waiting", step_waiting },
};

static enum status step(struct ctx *cx, struct work *w)
{
    uint8_t key[SECRET_KEY_BYTES];

    box_key(key);
    if (!secret_open(cx->arena, key, w->row.value_box, &w->value))
        return fail(cx, E_INTERNAL, "erasure %lld cannot be opened", (long long)w->row.id);
    for (size_t i = 0; i < ARRAY_LEN(phases); i++)
        if (str_eq(w->row.phase, str_c(phases[i].name)))
            return phases[i].step(cx, w);
    return fail(cx, E_INTERNAL, "erasure %lld is in no known phase", (long long)w->row.id);
}

/* It must not stand in the way of others. A busy store is the job runner's matter. */
static enum status postpone(struct ctx *cx, const struct work *w, enum status st)
{
    if (st == E_BUSY)
        return st;
    LOG(ERROR, "erasure.failed", K_I64("erasure", w->row.id), K_CZ("why", cx->err.text));
    err_clear(&cx->err);
    return q_erasure_postpone(
        cx, &(struct q_erasure_postpone_args){ w->row.id, cx->now_ms + PAUSE_MS });
}

enum status erasure_run(struct ctx *cx, struct str argument)
{
    int64_t end_ms = clock_monotonic_ms() + RUN_MS;
    bool found = true;

    (void)argument;
    while (found && clock_monotonic_ms() < end_ms) {
        struct arena_mark mark = arena_mark(cx->arena);
        struct work w = { .due_ms = cx->now_ms };
        TRY(q_erasure_next(cx, &(struct q_erasure_next_args){ cx->now_ms }, &w.row, &found));
        enum status st = found ? step(cx, &w) : OK;
        if (st != OK)
            TRY(postpone(cx, &w, st));
        arena_rewind(cx->arena, mark);
    }
    return OK;
}
