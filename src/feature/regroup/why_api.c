/* "Why is this here": the parts that made each fingerprint of an issue, from the document
 * that its events are packed against. */
#include "base/base.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/request.h"
#include "feature/event/event_store.h"
#include "feature/grouping/fingerprint_rule.h"
#include "feature/regroup/regroup_int.h"
#include "feature/regroup/why_sql.h"
#include "port/json.h"

enum {
    WHY_EXPLAINED = 20, /* fingerprints with all parts, those with most events; others by hash */
    SCRATCH_BYTES = 32 << 20,
    FINGERPRINTS_MAX = 200,
};

/* --- the answer ---------------------------------------------------------------------- */

struct why_part {
    struct str what;
    struct str text;
};
static const struct field part_fields[] = {
    FIELD_STR("what", struct why_part, what, 0, 0),
    FIELD_STR("text", struct why_part, text, 0, 0),
    FIELD_END,
};

struct why_frame {
    struct str function, module, filename;
    struct opt_i64 lineno;
    bool in_app;
    bool in_app_as_sent;
    struct str class;
    struct str pattern;  /* of the project, that said so; absent = none */
    struct str left_out; /* absent: it was hashed                       */
};
static const struct field frame_fields[] = {
    FIELD_STR("function", struct why_frame, function, 0, 0),
    FIELD_STR("module", struct why_frame, module, 0, 0),
    FIELD_STR("filename", struct why_frame, filename, 0, 0),
    FIELD_OPT_I64("lineno", struct why_frame, lineno, 0),
    FIELD_BOOL("in_app", struct why_frame, in_app, 0),
    FIELD_BOOL("in_app_as_sent", struct why_frame, in_app_as_sent, 0),
    FIELD_STR("class", struct why_frame, class, 0, 0),
    FIELD_STR("pattern", struct why_frame, pattern, 0, 0),
    FIELD_STR("left_out", struct why_frame, left_out, 0, 0),
    FIELD_END,
};

struct why_fingerprint {
    struct str hash;
    int64_t version;
    int64_t events, stored;
    int64_t first_seen_ms, last_seen_ms;
    struct str home_issue_id; /* where it was before a merge */
    struct str event_id;      /* of the document explained; absent = it is gone */
    struct str how;           /* absent likewise */
    struct str made_by;       /* how it was when it was made; "" = not known */
    struct str mode;
    struct str rule_id, rule_name; /* absent: no rule of the project */
    struct str_list custom;        /* the fingerprint that the client sent */
    bool is_exact;                 /* the parts below make this very hash  */
    struct str hash_now;           /* under the settings of today          */
    struct field_list parts, frames;
};
static const struct field fingerprint_fields[] = {
    FIELD_STR("hash", struct why_fingerprint, hash, 0, 0),
    FIELD_I64("grouping_version", struct why_fingerprint, version, 0),
    FIELD_I64("event_count", struct why_fingerprint, events, 0),
    FIELD_I64("stored_count", struct why_fingerprint, stored, 0),
    FIELD_TIME("first_seen", struct why_fingerprint, first_seen_ms, 0),
    FIELD_TIME("last_seen", struct why_fingerprint, last_seen_ms, 0),
    FIELD_STR("home_issue_id", struct why_fingerprint, home_issue_id, FIELD_UUID, 0),
    FIELD_STR("event_id", struct why_fingerprint, event_id, 0, 0),
    FIELD_STR("how", struct why_fingerprint, how, 0, 0),
    FIELD_STR("made_by", struct why_fingerprint, made_by, 0, 0),
    FIELD_STR("mode", struct why_fingerprint, mode, 0, 0),
    FIELD_STR("rule_id", struct why_fingerprint, rule_id, 0, 0),
    FIELD_STR("rule_name", struct why_fingerprint, rule_name, 0, 0),
    FIELD_STR_LIST("custom", struct why_fingerprint, custom, 0, 0),
    FIELD_BOOL("exact", struct why_fingerprint, is_exact, 0),
    FIELD_STR("hash_now", struct why_fingerprint, hash_now, 0, 0),
    FIELD_LIST("parts", struct why_fingerprint, parts, 0, struct why_part, part_fields, 0),
    FIELD_LIST("frames", struct why_fingerprint, frames, 0, struct why_frame, frame_fields, 0),
    FIELD_END,
};

struct why {
    struct field_list fingerprints;
};
const struct field why_out[] = {
    FIELD_LIST("fingerprints", struct why, fingerprints, 0, struct why_fingerprint,
               fingerprint_fields, FINGERPRINTS_MAX),
    FIELD_END,
};

/* --- filling it ------------------------------------------------------------------------ */

static struct str keep(struct ctx *cx, struct str s)
{
    return str_is_null(s) ? S("") : str_dup(cx->arena, s);
}

static void fill_parts(struct ctx *cx, const struct grouping_explained *from,
                       struct why_fingerprint *out)
{
    struct why_part *parts = arena_array(cx->arena, struct why_part, from->n_parts);

    for (size_t i = 0; i < from->n_parts; i++)
        parts[i] = (struct why_part){ str_c(from->parts[i].what), keep(cx, from->parts[i].text) };
    out->parts = FIELD_ITEMS(parts, from->n_parts);
}

static void fill_frame(struct ctx *cx, const struct grouping_settings *settings,
                       const struct grouping_frame *from, struct why_frame *out)
{
    int64_t original = 0;

    *out = (struct why_frame){
        .function = keep(cx, json_str(json_get(from->frame, S("function")))),
        .module = keep(cx, json_str(json_get(from->frame, S("module")))),
        .filename = keep(cx, json_str(json_get(from->frame, S("filename")))),
        .in_app = json_bool(json_get(from->frame, S("in_app")), false),
        .left_out = str_c(from->left_out),
    };
    out->lineno.set = json_i64(json_get(from->frame, S("lineno")), &out->lineno.value);
    out->in_app_as_sent = json_i64(json_get_path(from->frame, "data.orig_in_app"), &original)
                              ? original > 0
                              : out->in_app;
    struct str pattern;
    out->class = str_c(grouping_frame_class(settings, from->frame, &pattern));
    out->pattern = str_dup(cx->arena, pattern);
}

static void fill_frames(struct ctx *cx, const struct grouping_settings *settings,
                        const struct grouping_explained *from, struct why_fingerprint *out)
{
    struct why_frame *frames = arena_array(cx->arena, struct why_frame, from->n_frames);

    for (size_t i = 0; i < from->n_frames; i++)
        fill_frame(cx, settings, &from->frames[i], &frames[i]);
    out->frames = FIELD_ITEMS(frames, from->n_frames);
}

static void fill_custom(struct ctx *cx, const struct event *ev, struct why_fingerprint *out)
{
    struct json *list = json_get(ev->root, S("fingerprint"));
    struct json_iter it = json_iter(json_type(list) == JSON_ARR ? list : NULL);

    out->custom.items = arena_array(cx->arena, struct str, json_length(list));
    while (json_next(&it))
        out->custom.items[out->custom.n++] = keep(cx, json_str(it.value));
}

struct explained_event {
    struct event ev;
    struct grouping grouping;
    struct grouping_explained parts;
    struct str hash_now; /* hex, by the settings of today */
};

static enum status explain(struct ctx *scratch, const struct grouping_settings *settings,
                           struct str document, struct explained_event *out)
{
    TRY(event_reopen(scratch, document, &out->ev));
    grouping_frames_anew(settings, &out->ev);
    return grouping_compute(scratch, settings, &out->ev, &out->grouping, &out->parts);
}

/* The settings of today, unless only those of a project that decided nothing make this
 * hash: then it was made before. */
static enum status explain_best(struct ctx *scratch, const struct grouping_settings *settings,
                                struct str document, struct str hash, struct explained_event *out)
{
    static const struct grouping_settings none;

    TRY(explain(scratch, settings, document, out));
    struct str now = str_hex(scratch->arena, out->grouping.hash, GROUPING_HASH_BYTES);
    out->hash_now = now;
    if (str_eq(now, hash))
        return OK;
    struct explained_event *before = arena_new(scratch->arena, struct explained_event);
    TRY(explain(scratch, &none, document, before));
    if (str_eq(str_hex(scratch->arena, before->grouping.hash, GROUPING_HASH_BYTES), hash))
        *out = *before;
    out->hash_now = now;
    return OK;
}

static enum status fill_explained(struct ctx *cx, struct ctx *scratch,
                                  const struct grouping_settings *settings, struct str document,
                                  struct why_fingerprint *out)
{
    struct explained_event *e = arena_new(scratch->arena, struct explained_event);

    TRY(explain_best(scratch, settings, document, out->hash, e));
    out->hash_now = str_dup(cx->arena, e->hash_now);
    out->is_exact =
        str_eq(str_hex(scratch->arena, e->grouping.hash, GROUPING_HASH_BYTES), out->hash);
    out->event_id = event_id_text(cx->arena, &e->ev.id);
    out->how = keep(cx, e->grouping.how);
    out->mode = keep(cx, grouping_mode_of(settings, &e->ev));
    if (e->grouping.rule != NULL) {
        out->rule_id = e->grouping.rule->id;
        out->rule_name = e->grouping.rule->name;
    }
    fill_custom(cx, &e->ev, out);
    fill_parts(cx, &e->parts, out);
    fill_frames(cx, settings, &e->parts, out);
    return OK;
}

/* The exemplar, else the newest stored event. */
static enum status document_of(struct ctx *cx, int64_t project_id,
                               const struct q_why_fingerprints_row *row, struct str *out,
                               bool *found)
{
    struct stored_event *events;
    size_t n;

    *found = false;
    if (row->exemplar_id.set)
        TRY(event_exemplar(cx, project_id, row->exemplar_id.value, out, found));
    if (*found)
        return OK;
    struct event_range range = { .project_id = project_id,
                                 .fingerprint_ids = &row->id,
                                 .n_fingerprints = 1,
                                 .limit = 1,
                                 .with_data = true };
    TRY(event_page(cx, &range, &events, &n));
    *found = n > 0 && !str_is_null(events[0].data);
    if (*found)
        *out = events[0].data;
    return OK;
}

static enum status fill(struct ctx *cx, int64_t project_id,
                        const struct grouping_settings *settings,
                        const struct q_why_fingerprints_row *row, struct why_fingerprint *out)
{
    struct arena memory SCOPED(arena_release);
    struct ctx scratch = *cx;
    struct str document;
    bool found;

    arena_init(&memory, "regroup.why", SCRATCH_BYTES);
    scratch.arena = &memory;
    enum status st = document_of(&scratch, project_id, row, &document, &found);
    if (st == OK && found)
        st = fill_explained(cx, &scratch, settings, document, out);
    cx->err = scratch.err;
    return st;
}

enum status why_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct grouping_settings settings = grouping_settings_now(cx, rq->project_id);
    struct q_why_fingerprints_row *rows;
    size_t n;

    TRY(q_why_fingerprints(cx, &(struct q_why_fingerprints_args){ rq->issue_id }, &rows, &n));
    struct why_fingerprint *list = arena_array(cx->arena, struct why_fingerprint, n);
    for (size_t i = 0; i < n; i++) {
        list[i] = (struct why_fingerprint){
            .hash = str_hex(cx->arena, (const uint8_t *)rows[i].hash.p, rows[i].hash.len),
            .version = rows[i].grouping_version,
            .events = rows[i].event_count,
            .stored = rows[i].stored_count,
            .first_seen_ms = rows[i].first_seen_ms,
            .last_seen_ms = rows[i].last_seen_ms,
            .home_issue_id = rows[i].home_uuid,
            .made_by = rows[i].how,
        };
        if (i < WHY_EXPLAINED)
            TRY(fill(cx, rq->project_id, &settings, &rows[i], &list[i]));
    }
    struct why out = { .fingerprints = FIELD_ITEMS(list, n) };
    return respond(cx, rs, status_http(OK), why_out, &out);
}
