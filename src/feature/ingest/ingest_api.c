#include "base/base.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/live.h"
#include "core/request.h"
#include "feature/ingest/accept.h"
#include "feature/ingest/attempt.h"
#include "feature/ingest/envelope.h"
#include "feature/ingest/ingest.h"
#include "feature/ingest/ingest_auth.h"
#include "feature/ingest/quota.h"
#include "feature/project/project_key.h"
#include "port/jsonw.h"

enum { PATCH_BYTES = 2 << 10 }; /* an attempt as JSON: its texts are short */

/* One request between its arrival and its answer; lives in the request's arena. */
struct ingest_request {
    const struct request *rq;
    struct response *rs;
    struct spool_entry entry;
    struct accepted accepted;
    struct ingest_auth auth;
    int64_t now_ms;
};

/* The project an attempt is listed under, also when the key is wrong. */
static int64_t attempt_project(const struct ingest_request *ir)
{
    if (ir->auth.key.project_id != 0)
        return ir->auth.key.project_id;
    return project_key_project(request_param(ir->rq, "dsn_project"));
}

/* Attempts of a project, newest first. */
struct attempt_out {
    int64_t at_ms;
    int64_t status;
    struct str remote, client, reason, kind, event_id;
};
static const struct field attempt_fields[] = {
    FIELD_TIME("at", struct attempt_out, at_ms, 0),
    FIELD_STR("remote", struct attempt_out, remote, 0, 0),
    FIELD_STR("client", struct attempt_out, client, 0, 0),
    FIELD_I64("status", struct attempt_out, status, 0),
    FIELD_STR("reason", struct attempt_out, reason, 0, 0),
    FIELD_STR("kind", struct attempt_out, kind, 0, 0),
    FIELD_STR("event_id", struct attempt_out, event_id, 0, 0),
    FIELD_END,
};
static struct str text_or_absent(const char *cz)
{
    return cz[0] != '\0' ? str_c(cz) : (struct str){ 0 };
}

static struct attempt_out attempt_view(const struct attempt *a)
{
    return (struct attempt_out){
        a->at_ms,         a->status,      str_c(a->remote),           str_c(a->client),
        str_c(a->reason), str_c(a->kind), text_or_absent(a->event_id)
    };
}

static void tell_attempt(struct ctx *cx, int64_t project_id, const struct attempt *a)
{
    char uuid[UUID_TEXT_BYTES + 1];
    struct attempt_out view = attempt_view(a);
    struct buf b;
    struct jsonw w;

    if (!project_key_uuid(project_id, uuid))
        return;
    buf_init(&b, cx->arena, PATCH_BYTES);
    jsonw_init(&w, &b);
    field_encode(&w, attempt_fields, &view);
    if (buf_is_full(&b))
        return;
    live_publish(&(struct live_message){
        .event = "attempt",
        .topic = str_printf(cx->arena, "attempts:%lld", (long long)project_id),
        .id = view.event_id,
        .project = str_c(uuid),
        .op = "new",
        .patch = buf_str(&b),
    });
}

static void note_attempt(struct ctx *cx, const struct ingest_request *ir, int status,
                         struct str reason)
{
    struct attempt a = { .at_ms = ir->now_ms, .status = status };
    int64_t project_id = attempt_project(ir);
    struct str client = ir->auth.client;

    if (project_id == 0)
        return;
    if (str_is_null(client))
        client = request_header(ir->rq, "User-Agent");
    attempt_text(a.remote, sizeof a.remote, ir->rq->client_address);
    attempt_text(a.client, sizeof a.client, client);
    attempt_text(a.reason, sizeof a.reason, reason);
    attempt_text(a.kind, sizeof a.kind, ir->accepted.kinds);
    if (ir->accepted.has_answer_id)
        attempt_text(a.event_id, sizeof a.event_id,
                     event_id_text(cx->arena, &ir->accepted.answer_id));
    if (attempt_note(project_id, &a))
        tell_attempt(cx, project_id, &a);
}

static enum status refuse(struct ctx *cx, const struct ingest_request *ir, enum status st)
{
    metric_add(&ingest_metrics.refused, 1);
    note_attempt(cx, ir, status_http(st), str_c(cx->err.text));
    return st;
}

/* sentry-ingest.md §8.1: exactly 200 and {"id":…}, or {} when no item has an id. */
static enum status answer_id(struct ctx *cx, const struct ingest_request *ir)
{
    struct str body = S("{}");

    if (ir->accepted.has_answer_id) {
        struct str id = event_id_text(cx->arena, &ir->accepted.answer_id);
        body = str_printf(cx->arena, "{\"id\":\"%.*s\"}", FMT(id));
    }
    return respond_json(ir->rs, status_http(OK), body);
}

/* On the spool writer's thread, after fdatasync or its failure. */
static void spooled(void *arg, enum status st)
{
    struct ingest_request *ir = arg;
    struct ctx cx = { .arena = &ir->rq->http->arena, .now_ms = ir->now_ms };

    if (st != OK) {
        st = fail(&cx, st, "the event could not be written to disk");
        respond_failure(&cx, ir->rq, ir->rs, refuse(&cx, ir, st));
    } else {
        metric_add(&ingest_metrics.events_accepted, (int64_t)ir->accepted.record.n_ids);
        note_attempt(&cx, ir, status_http(OK), S(""));
        (void)answer_id(&cx, ir); /* cannot fail: the text is made by us */
    }
    request_answer(ir->rq, ir->rs);
}

static enum status hand_to_spool(struct ctx *cx, struct ingest_request *ir)
{
    struct spool *spool = ingest_spool();

    ir->entry.record = ir->accepted.record;
    ir->entry.record.received_ms = ir->now_ms;
    ir->entry.record.project_id = ir->auth.key.project_id;
    ir->entry.record.remote = ir->rq->client_address;
    ir->entry.record.client = ir->auth.client;
    memcpy(ir->entry.record.public_key, ir->auth.key.public_key, RECORD_KEY_BYTES);
    ir->entry.done = spooled;
    ir->entry.arg = ir;
    if (spool == NULL)
        return fail(cx, E_BUSY, "the server is starting or stopping");

    /* The writer may answer before this function returns: nothing touches ir after it. */
    request_defer(ir->rq, ir->rs);
    enum status st = spool_append(cx, spool, &ir->entry);
    if (st != OK) {
        respond_failure(cx, ir->rq, ir->rs, refuse(cx, ir, st));
        request_answer(ir->rq, ir->rs);
    }
    return OK;
}

static enum status check_quota(struct ctx *cx, struct ingest_request *ir)
{
    int64_t retry_s = 0;

    if (quota_take(ir->rq->client_address, ir->now_ms, ingest_config()->rate_per_min, &retry_s))
        return OK;
    struct str seconds = str_printf(cx->arena, "%lld", (long long)retry_s);
    respond_header(ir->rs, "Retry-After", seconds);
    respond_header(ir->rs, "X-Sentry-Rate-Limits",
                   str_printf(cx->arena, "%.*s::organization:address", FMT(seconds)));
    return fail(cx, E_RATE, "more than %lld requests a minute from this address",
                (long long)ingest_config()->rate_per_min);
}

static bool is_envelope(const struct request *rq)
{
    return str_contains(rq->path, S("/envelope")) ||
           str_starts_fold(request_header(rq, "Content-Type"), S("application/x-sentry-envelope"));
}

/* dsn of an envelope's header, which may be the only key that was sent (§2.1). */
static struct str peek_dsn(struct ctx *cx, struct str body)
{
    struct envelope e;

    if (envelope_open(cx, body, &e) != OK) {
        err_clear(&cx->err);
        return (struct str){ 0 };
    }
    return e.dsn;
}

static enum status read_body(struct ctx *cx, struct ingest_request *ir)
{
    const struct request *rq = ir->rq;
    struct str body;

    TRY(accept_inflate(cx, request_header(rq, "Content-Encoding"), rq->body, &body));
    struct ingest_credentials credentials = {
        .x_sentry_auth = request_header(rq, "X-Sentry-Auth"),
        .authorization = request_header(rq, "Authorization"),
        .query_key = request_query(rq, "sentry_key"),
        .query_client = request_query(rq, "sentry_client"),
        .dsn = is_envelope(rq) ? peek_dsn(cx, body) : (struct str){ 0 },
        .user_agent = request_header(rq, "User-Agent"),
        .path_project = request_param(rq, "dsn_project"),
    };
    TRY(ingest_auth_check(cx, &credentials, &ir->auth));
    if (is_envelope(rq))
        return accept_envelope(cx, body, ir->auth.key.project_id, &ir->accepted);
    return accept_store(cx, body, &ir->accepted);
}

static enum status ingest_post(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct ingest_request *ir = arena_new(cx->arena, struct ingest_request);

    *ir = (struct ingest_request){ .rq = rq, .rs = rs, .now_ms = cx->now_ms };
    metric_add(&ingest_metrics.requests, 1);
    metric_add(&ingest_metrics.bytes_received, (int64_t)rq->body.len);
    enum status st = check_quota(cx, ir);
    if (st == OK)
        st = read_body(cx, ir);
    if (st != OK)
        return refuse(cx, ir, st);
    if (ir->accepted.has_events)
        return hand_to_spool(cx, ir);
    note_attempt(cx, ir, status_http(OK), S(""));
    return answer_id(cx, ir);
}

struct attempts_out {
    struct field_list items;
};
static const struct field attempts_fields[] = {
    FIELD_LIST("items", struct attempts_out, items, 0, struct attempt_out, attempt_fields, 0),
    FIELD_END,
};

static enum status attempts_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct attempt *list;
    size_t n = attempt_list(cx, rq->project_id, &list);
    struct attempt_out *rows = arena_array(cx->arena, struct attempt_out, n);

    for (size_t i = 0; i < n; i++)
        rows[i] = attempt_view(&list[i]);
    struct attempts_out out = { .items = { rows, n } };
    return respond(cx, rs, status_http(OK), attempts_fields, &out);
}

/* Which project is meant is the key's to say; ingest_auth compares the two. */
static enum status dsn_project_resolve(struct ctx *cx, struct request *rq, struct str text)
{
    (void)cx, (void)rq, (void)text;
    return OK;
}

const struct route_param ingest_params[] = { { "dsn_project", dsn_project_resolve }, { 0 } };

const struct route ingest_routes[] = {
    { POST, "/api/{dsn_project}/envelope", SCOPE_PUBLIC, NULL, NULL, ingest_post, NULL,
      "Receives an envelope from a Sentry SDK.",
      .flags = ROUTE_ON_LOOP | ROUTE_ANY_ORIGIN | ROUTE_HIDDEN | ROUTE_BODY_RAW,
      .body_max = LIMIT_INFLIGHT_BYTES },
    { POST, "/api/{dsn_project}/store", SCOPE_PUBLIC, NULL, NULL, ingest_post, NULL,
      "Receives one event from an older Sentry SDK.",
      .flags = ROUTE_ON_LOOP | ROUTE_ANY_ORIGIN | ROUTE_HIDDEN | ROUTE_BODY_RAW,
      .body_max = LIMIT_INFLIGHT_BYTES },
    { POST, "/api/store", SCOPE_PUBLIC, NULL, NULL, ingest_post, NULL,
      "The same for protocols 2 to 4: the key names the project.",
      .flags = ROUTE_ON_LOOP | ROUTE_ANY_ORIGIN | ROUTE_HIDDEN | ROUTE_BODY_RAW,
      .body_max = LIMIT_INFLIGHT_BYTES },
    { GET, "/api/v1/projects/{project}/ingest-attempts", SCOPE_READ, NULL, attempts_fields,
      attempts_get, NULL, "The last requests SDKs sent to this project, refused ones with why." },
    { 0 },
};
