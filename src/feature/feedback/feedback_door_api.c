/* Feedback by doors of its own (sentry-ingest.md §3, §3.5): both make an envelope with a
 * `user_report` of what came. */
#include "base/base.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/config.h"
#include "core/request.h"
#include "feature/feedback/feedback_int.h"
#include "feature/ingest/door_api.h"
#include "feature/ingest/envelope_write.h"
#include "port/json.h"
#include "port/jsonw.h"

enum { REPORT_BYTES = 64 << 10, FORM_FIELDS = 32 };

struct report {
    struct event_id event_id;
    struct str name, email, comments; /* absent = not sent */
};

static bool is_form(const struct ingest_request *ir)
{
    return str_starts_fold(request_header(ir->rq, "Content-Type"),
                           S("application/x-www-form-urlencoded"));
}

/* application/x-www-form-urlencoded; unknown fields and broken escapes are passed over. */
static void read_form(struct ctx *cx, struct str body, struct report *out, struct str *event_id)
{
    const struct {
        struct str name;
        struct str *value;
    } fields[] = {
        { S("name"), &out->name },
        { S("email"), &out->email },
        { S("comments"), &out->comments },
        { S("event_id"), event_id },
    };
    struct str part;

    for (unsigned n = 0; n < FORM_FIELDS && str_split(&body, '&', &part); n++) {
        size_t eq = str_find_char(part, '=');
        struct str value;
        for (size_t i = 0; i < ARRAY_LEN(fields); i++) {
            if (str_eq(str_to(part, eq), fields[i].name) &&
                str_url_decode(cx->arena, str_from(part, eq + 1), true, &value))
                *fields[i].value = str_utf8_repair(cx->arena, value);
        }
    }
}

static enum status read_json(struct ctx *cx, struct str body, struct report *out,
                             struct str *event_id)
{
    struct json_doc *doc;

    TRY(json_parse(cx, body, &doc, NULL));
    const struct json *root = json_root(doc);
    *event_id = json_scalar_text(json_get(root, S("event_id")), false);
    out->name = json_scalar_text(json_get(root, S("name")), false);
    out->email = json_scalar_text(json_get(root, S("email")), false);
    out->comments = json_scalar_text(json_get(root, S("comments")), false);
    return OK;
}

static struct str or_empty(struct str s)
{
    return str_is_null(s) ? S("") : s;
}

static void write_report(struct jsonw *w, struct ctx *cx, const struct report *r)
{
    jsonw_key_str(w, "event_id", event_id_text(cx->arena, &r->event_id));
    jsonw_key_str(w, "name", or_empty(r->name));
    jsonw_key_str(w, "email", or_empty(r->email));
    jsonw_key_str(w, "comments", or_empty(r->comments));
}

static enum status keep_report(struct ctx *cx, struct ingest_request *ir, const struct report *r)
{
    struct envelope_writer *w = arena_new(cx->arena, struct envelope_writer);
    struct envelope_item item = { .type = S("user_report") };
    struct spill *file;
    struct str text;
    struct buf b;
    struct jsonw json;

    buf_init(&b, cx->arena, REPORT_BYTES);
    jsonw_init(&json, &b);
    jsonw_obj(&json);
    write_report(&json, cx, r);
    jsonw_end(&json);
    if (buf_is_full(&b))
        return fail(cx, E_TOO_LARGE, "a report is larger than %d bytes", REPORT_BYTES);
    item.payload = buf_str(&b);
    TRY(envelope_write_begin(cx, w, &r->event_id, false));
    TRY(envelope_write_item(cx, w, &item, NULL));
    TRY(envelope_write_end(cx, w, &text, &file));
    return accept_envelope(cx, text, ir->auth.key.project_id, &ir->accepted);
}

/* event_id: of the query, when the body names none. */
static enum status take_report(struct ctx *cx, struct ingest_request *ir, struct str event_id)
{
    struct report r = { 0 };
    struct str text = { 0 };

    if (ir->body.text.len > REPORT_BYTES)
        return fail(cx, E_TOO_LARGE, "a report is larger than %d bytes", REPORT_BYTES);
    if (is_form(ir))
        read_form(cx, ir->body.text, &r, &text);
    else
        TRY(read_json(cx, ir->body.text, &r, &text));
    if (!event_id_parse(str_is_null(text) ? event_id : text, &r.event_id))
        return fail(cx, E_INVALID, "event_id is missing or no event id");
    if (str_trim(or_empty(r.comments)).len == 0)
        return fail(cx, E_INVALID, "comments are missing");
    return keep_report(cx, ir, &r);
}

/* --- the older web API --- */

static enum status web_accept(struct ctx *cx, struct ingest_request *ir)
{
    return take_report(cx, ir, (struct str){ 0 });
}

/* The stored object, as Sentry's web API names its members. */
static enum status web_answer(struct ctx *cx, const struct ingest_request *ir)
{
    struct report r = { .event_id = ir->accepted.answer_id };
    struct str event_id = { 0 };
    struct buf b;
    struct jsonw w;

    if (is_form(ir))
        read_form(cx, ir->body.text, &r, &event_id);
    else
        TRY(read_json(cx, ir->body.text, &r, &event_id));
    buf_init(&b, cx->arena, REPORT_BYTES + REPORT_BYTES);
    jsonw_init(&w, &b);
    jsonw_obj(&w);
    jsonw_key_str(&w, "eventID", event_id_text(cx->arena, &ir->accepted.answer_id));
    write_report(&w, cx, &r);
    jsonw_key_time(&w, "dateCreated", ir->now_ms);
    jsonw_end(&w);
    return respond_json(ir->rs, status_http(OK), buf_str(&b));
}

enum status feedback_web_post(struct ctx *cx, const struct request *rq, struct response *rs)
{
    static const struct ingest_door door = { web_accept, web_answer, .is_envelope = false };

    return ingest_take(cx, rq, rs, &door);
}

/* --- the report dialog --- */

static enum status dialog_accept(struct ctx *cx, struct ingest_request *ir)
{
    return take_report(cx, ir, request_query(ir->rq, "eventId"));
}

static enum status dialog_answer(struct ctx *cx, const struct ingest_request *ir)
{
    (void)cx;
    return respond_json(ir->rs, status_http(OK), S("{}"));
}

enum status feedback_dialog_post(struct ctx *cx, const struct request *rq, struct response *rs)
{
    static const struct ingest_door door = { dialog_accept, dialog_answer, .is_envelope = false };

    return ingest_take(cx, rq, rs, &door);
}

/* Only a good dsn and an event id get a form; nothing is kept. */
static enum status script_accept(struct ctx *cx, struct ingest_request *ir)
{
    struct event_id id;

    if (!event_id_parse(request_query(ir->rq, "eventId"), &id))
        return fail(cx, E_INVALID, "eventId is missing or no event id");
    ir->accepted = (struct accepted){ .kinds = S("report dialog") };
    return OK;
}

static enum status script_answer(struct ctx *cx, const struct ingest_request *ir)
{
    const struct request *rq = ir->rq;
    struct str base = core_config()->base_url;
    struct str query = or_empty(rq->http->query);
    struct feedback_dialog d = {
        .url =
            str_printf(cx->arena, "%.*s/api/embed/error-page/?%.*s",
                       FMT(str_ends(base, S("/")) ? str_to(base, base.len - 1) : base), FMT(query)),
        .name = or_empty(request_query(rq, "name")),
        .email = or_empty(request_query(rq, "email")),
        .title = or_empty(request_query(rq, "title")),
        .subtitle = or_empty(request_query(rq, "subtitle")),
    };

    return respond_text(ir->rs, status_http(OK), "text/javascript; charset=utf-8",
                        feedback_dialog_script(cx, &d));
}

enum status feedback_dialog_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    static const struct ingest_door door = { script_accept, script_answer, .is_envelope = false };

    return ingest_take(cx, rq, rs, &door);
}
