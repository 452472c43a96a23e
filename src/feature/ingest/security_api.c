/* Security reports (sentry-ingest.md §3.2): one object of the older kind, or an object or
 * array of the Reporting API. What came is made an envelope of `raw_security` items, one
 * for each report, and takes the way of envelopes. */
#include "base/base.h"
#include "feature/ingest/security_api.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "feature/ingest/door_api.h"
#include "feature/ingest/item_limits.h"
#include "feature/ingest/outcome.h"
#include "port/json.h"
#include "port/jsonw.h"

static const struct str content_types[] = {
    S("application/csp-report"),
    S("application/reports+json"),
    S("application/json"),
    S("application/expect-ct-report"),
    S("application/expect-ct-report+json"),
    S("application/expect-staple-report"),
};

static enum status check_content_type(struct ctx *cx, const struct request *rq)
{
    struct str sent = request_header(rq, "Content-Type");
    struct str type = str_trim(str_to(sent, str_find_char(sent, ';')));

    for (size_t i = 0; i < ARRAY_LEN(content_types); i++) {
        if (str_eq_fold(type, content_types[i]))
            return OK;
    }
    return fail(cx, E_MEDIA, "Content-Type must be application/csp-report or reports+json");
}

static void write_header(struct buf *b, const struct request *rq)
{
    struct jsonw w;

    jsonw_init(&w, b);
    jsonw_obj(&w);
    jsonw_key_str(&w, "user_agent", request_header(rq, "User-Agent"));
    jsonw_end(&w);
    buf_add_char(b, '\n');
}

static void write_item(struct buf *b, const struct request *rq, const struct json *report)
{
    struct jsonw w;

    jsonw_init(&w, b);
    jsonw_obj(&w);
    jsonw_key_str(&w, "type", S("raw_security"));
    jsonw_key_i64(&w, "length", (int64_t)json_text_bytes(report));
    jsonw_key_str(&w, "sentry_release", request_query(rq, "sentry_release"));
    jsonw_key_str(&w, "sentry_environment", request_query(rq, "sentry_environment"));
    jsonw_end(&w);
    buf_add_char(b, '\n');
    json_write(report, b);
    buf_add_char(b, '\n');
}

/* Further reports than an envelope may hold, and what is no object, are counted only. */
static void write_items(struct ctx *cx, const struct ingest_request *ir, struct json *root,
                        struct buf *b)
{
    struct json_iter it = json_iter(root);
    int64_t invalid = 0, too_many = 0;
    size_t n = 0;

    if (json_type(root) == JSON_OBJ) {
        write_item(b, ir->rq, root);
        return;
    }
    while (json_next(&it)) {
        if (json_type(it.value) != JSON_OBJ) {
            invalid++;
        } else if (n == (size_t)item_limits.events) {
            too_many++;
        } else {
            write_item(b, ir->rq, it.value);
            n++;
        }
    }
    if (invalid > 0)
        outcome_count(ir->auth.key.project_id, cx->now_ms, "security", "invalid:malformed",
                      invalid);
    if (too_many > 0)
        outcome_count(ir->auth.key.project_id, cx->now_ms, "security", "invalid:too_many",
                      too_many);
}

static enum status security_accept(struct ctx *cx, struct ingest_request *ir)
{
    struct json_doc *doc;
    struct buf b;

    TRY(check_content_type(cx, ir->rq));
    if (str_trim(ir->body.text).len == 0)
        return fail(cx, E_INVALID, "the body is empty");
    if (ir->body.file != NULL)
        return fail(cx, E_TOO_LARGE, "reports are larger than %d bytes", LIMIT_BODY_MEMORY_BYTES);
    TRY(json_parse(cx, ir->body.text, &doc, NULL));
    enum json_type type = json_type(json_root(doc));
    if (type != JSON_OBJ && type != JSON_ARR)
        return fail(cx, E_INVALID, "a report is a JSON object, or an array of them");
    buf_init(&b, cx->arena, LIMIT_INFLIGHT_BYTES);
    write_header(&b, ir->rq);
    write_items(cx, ir, json_root(doc), &b);
    if (buf_is_full(&b))
        return fail(cx, E_TOO_LARGE, "the reports are larger than %d bytes", LIMIT_INFLIGHT_BYTES);
    return accept_envelope(cx, buf_str(&b), ir->auth.key.project_id, &ir->accepted);
}

static enum status answer_empty(struct ctx *cx, const struct ingest_request *ir)
{
    (void)cx;
    return respond_empty(ir->rs, status_http(OK));
}

static const struct ingest_door security_door = { security_accept, answer_empty,
                                                  .category = "security" };

enum status security_post(struct ctx *cx, const struct request *rq, struct response *rs)
{
    return ingest_take(cx, rq, rs, &security_door);
}
