/* The URL form of a check-in (sentry-ingest.md §13): what curl in a crontab sends. It is made
 * into an envelope and goes the way of all others. */
#include "base/base.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/str.h"
#include "core/request.h"
#include "feature/ingest/door_api.h"
#include "feature/monitor/monitor_int.h"
#include "port/json.h"

enum { HTTP_ACCEPTED = 202, ENVELOPE_BYTES = CHECK_IN_BYTES + (8 << 10) };

/* Members that may stand in the query; those of a body win. */
static const char *const query_names[] = { "status", "check_in_id", "environment", "duration",
                                           "release" };

static enum status read_body(struct ctx *cx, const struct ingest_request *ir, struct json_doc **out)
{
    *out = NULL;
    if (str_trim(ir->body.text).len == 0) {
        *out = json_doc_new(cx->arena);
        json_set_root(*out, json_new_obj(*out));
        return OK;
    }
    if (ir->body.text.len > check_in_bytes())
        return fail(cx, E_TOO_LARGE, "a check-in is larger than %zu bytes", check_in_bytes());
    TRY(json_parse(cx, ir->body.text, out, NULL));
    if (json_type(json_root(*out)) != JSON_OBJ)
        return fail(cx, E_INVALID, "a check-in is a JSON object");
    return OK;
}

static void add_query(const struct ingest_request *ir, struct json_doc *doc, struct json *root)
{
    for (size_t i = 0; i < ARRAY_LEN(query_names); i++) {
        struct str value = request_query(ir->rq, query_names[i]);
        struct str name = str_c(query_names[i]);
        if (value.len > 0 && json_is_null(json_get(root, name)))
            json_set_str(doc, root, name, value);
    }
}

static enum status accept_cron(struct ctx *cx, struct ingest_request *ir)
{
    static const struct str latest = S("00000000000000000000000000000000");
    struct json_doc *doc;
    struct buf b;

    TRY(read_body(cx, ir, &doc));
    struct json *root = json_root(doc);
    add_query(ir, doc, root);
    if (!check_in_status_is_known(json_str(json_get(root, S("status")))))
        return fail(cx, E_INVALID, "status must be in_progress, ok or error");
    if (monitor_slug(cx->arena, request_param(ir->rq, "monitor_slug")).len == 0)
        return fail(cx, E_INVALID, "the monitor's slug has no letter or digit");
    json_set_str(doc, root, S("monitor_slug"), request_param(ir->rq, "monitor_slug"));
    if (json_is_null(json_get(root, S("check_in_id")))) /* curl keeps no id between two calls */
        json_set_str(doc, root, S("check_in_id"), latest);
    buf_init(&b, cx->arena, ENVELOPE_BYTES);
    buf_add(&b, S("{}\n{\"type\":\"check_in\"}\n"));
    json_write(root, &b);
    if (buf_is_full(&b))
        return fail(cx, E_TOO_LARGE, "a check-in is larger than %d bytes", CHECK_IN_BYTES);
    return accept_envelope(cx, buf_str(&b), ir->auth.key.project_id, &ir->accepted);
}

static enum status answer_cron(struct ctx *cx, const struct ingest_request *ir)
{
    (void)cx;
    return respond_empty(ir->rs, HTTP_ACCEPTED);
}

static const struct ingest_door cron_door = { accept_cron, answer_cron, .is_never_429 = true };

enum status cron_take(struct ctx *cx, const struct request *rq, struct response *rs)
{
    return ingest_take(cx, rq, rs, &cron_door);
}
