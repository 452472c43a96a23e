/* erasure_api.c - asking for an erasure, and seeing how far it is. */
#include "base/base.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/str.h"
#include "core/request.h"
#include "core/tx.h"
#include "feature/audit/audit.h"
#include "feature/erasure/erasure.h"
#include "feature/erasure/erasure_sql.h"

enum { HTTP_ACCEPTED = 202 };

static const char *const phase_words[] = { "events",  "latest", "feedback", "templates",
                                           "waiting", "done",   NULL };

struct erasure_out {
    struct str id, phase;
    int64_t searched, events, files, feedback, templates;
    int64_t due_ms, created_ms, done_ms;
    struct str kept;
};
static const struct field erasure_fields[] = {
    FIELD_STR("id", struct erasure_out, id, FIELD_UUID, 0),
    FIELD_WORD("phase", struct erasure_out, phase, 0, phase_words),
    FIELD_I64("searched", struct erasure_out, searched, 0),
    FIELD_I64("events", struct erasure_out, events, 0),
    FIELD_I64("files", struct erasure_out, files, 0),
    FIELD_I64("feedback", struct erasure_out, feedback, 0),
    FIELD_I64("templates_waiting", struct erasure_out, templates, 0),
    FIELD_TIME("goes_on_at", struct erasure_out, due_ms, 0),
    FIELD_TIME("created_at", struct erasure_out, created_ms, 0),
    FIELD_TIME("done_at", struct erasure_out, done_ms, 0),
    FIELD_STR("kept", struct erasure_out, kept, 0, 0),
    FIELD_END,
};

struct erasures_out {
    struct field_list items;
};
static const struct field erasures_fields[] = {
    FIELD_LIST("items", struct erasures_out, items, 0, struct erasure_out, erasure_fields, 0),
    FIELD_END,
};

/* What an erasure does not take, said where people read it. */
static const struct str kept = S(
    "their events stay counted, in figures, tags and hashes of distinct users; titles and tags of "
    "issues stay; what arrives later, and records in quarantine, are not searched");

static enum status list(struct ctx *cx, int64_t project_id, struct erasures_out *out)
{
    struct q_erasure_list_args args = { project_id, ERASURES_LISTED };
    struct q_erasure_list_row *rows;
    size_t n;

    TRY(q_erasure_list(cx, &args, &rows, &n));
    struct erasure_out *items = arena_array(cx->arena, struct erasure_out, n);
    for (size_t i = 0; i < n; i++)
        items[i] = (struct erasure_out){
            .id = rows[i].uuid,
            .phase = rows[i].phase,
            .searched = rows[i].searched,
            .events = rows[i].events,
            .files = rows[i].files,
            .feedback = rows[i].feedback,
            .templates = rows[i].templates,
            .due_ms = str_eq(rows[i].phase, S("waiting")) ? rows[i].due_ms : 0,
            .created_ms = rows[i].created_ms,
            .done_ms = rows[i].done_ms,
            .kept = kept,
        };
    out->items = FIELD_ITEMS(items, n);
    return OK;
}

static enum status erasures_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct erasures_out out;

    TRY(list(cx, rq->project_id, &out));
    return respond(cx, rs, status_http(OK), erasures_fields, &out);
}

struct erasure_in {
    struct str value;
};
static const struct field erasure_body[] = {
    FIELD_STR("value", struct erasure_in, value, FIELD_REQUIRED | FIELD_SECRET,
              ERASURE_VALUE_BYTES),
    FIELD_END,
};

/* The log says that somebody was erased, not who. */
static enum status erasures_post(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    struct erasure_in in = { 0 };
    struct erasures_out all;
    struct str uuid;

    TRY(request_read(cx, rq, erasure_body, &in));
    in.value = str_trim(in.value);
    if (in.value.len == 0)
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "value" },
                       "value must be an id, a mail, a name or an address");
    TRY(tx_begin(cx, &tx));
    TRY(erasure_begin(cx, rq->project_id, in.value, &uuid));
    TRY(audit_note(cx, "project.erase", "project", rq->project_uuid,
                   str_printf(cx->arena, "%.*s: an end user", FMT(rq->project_slug))));
    TRY(tx_commit(&tx));
    TRY(list(cx, rq->project_id, &all));
    return respond(cx, rs, HTTP_ACCEPTED, erasure_fields, all.items.items);
}

const struct route erasure_routes[] = {
    { GET, "/api/v1/projects/{project}/erasures", SCOPE_ADMIN, NULL, erasures_fields, erasures_get,
      NULL, "Erasures of end users, newest first: how far they are and what they took." },
    { POST, "/api/v1/projects/{project}/erasures", SCOPE_ADMIN, erasure_body, erasure_fields,
      erasures_post, NULL,
      "Erases what the project holds of one end user, named by id, mail, name or address.",
      .flags = ROUTE_ACCEPTED },
    { 0 },
};
