#include "base/base.h"
#include "feature/ingest/door_api.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/str.h"
#include "feature/ingest/admit_api.h"
#include "feature/ingest/attempt.h"
#include "feature/ingest/attempt_api.h"
#include "feature/ingest/envelope.h"
#include "feature/ingest/ingest.h"
#include "feature/ingest/quota.h"
#include "port/compress.h"

/* The project an attempt is listed under, also when the key is wrong. */
static int64_t attempt_project(const struct ingest_request *ir)
{
    if (ir->auth.key.project_id != 0)
        return ir->auth.key.project_id;
    return project_key_project(request_param(ir->rq, "dsn_project"));
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
        attempt_tell(cx, project_id, &a);
}

static enum status refuse(struct ctx *cx, const struct ingest_request *ir, enum status st)
{
    metric_add(&ingest_metrics.refused, 1);
    admit_count_refused(ir, st);
    note_attempt(cx, ir, status_http(st), str_c(cx->err.text));
    return st;
}

static enum status answer_id(struct ctx *cx, const struct ingest_request *ir)
{
    struct str body = S("{}");

    if (ir->accepted.has_answer_id) {
        struct str id = event_id_text(cx->arena, &ir->accepted.answer_id);
        body = str_printf(cx->arena, "{\"id\":\"%.*s\"}", FMT(id));
    }
    return respond_json(ir->rs, status_http(OK), body);
}

static void answer(struct ctx *cx, const struct ingest_request *ir)
{
    if (ir->dropped == NULL && admit_is_limited(ir)) {
        respond_failure(cx, ir->rq, ir->rs, refuse(cx, ir, admit_fail_limited(cx, ir)));
        return;
    }
    note_attempt(cx, ir, status_http(OK), ir->dropped != NULL ? str_c(ir->dropped) : S(""));
    enum status st = ir->door->answer != NULL ? ir->door->answer(cx, ir) : answer_id(cx, ir);
    if (st != OK)
        respond_failure(cx, ir->rq, ir->rs, st);
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
        if (ir->accepted.file != NULL)
            ir->accepted.file->is_given = true;
        metric_add(&ingest_metrics.events_accepted, (int64_t)ir->accepted.n_events);
        answer(&cx, ir);
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
        return refuse(cx, ir, fail(cx, E_BUSY, "the server is starting or stopping"));

    /* The writer may answer before this function returns: nothing touches ir after it. */
    request_defer(ir->rq, ir->rs);
    enum status st = spool_append(cx, spool, &ir->entry);
    if (st != OK) {
        respond_failure(cx, ir->rq, ir->rs, refuse(cx, ir, st));
        request_answer(ir->rq, ir->rs);
    }
    return OK;
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

/* Most senders have none in the envelope's header: it is not parsed for that. */
static bool has_dsn(struct str body)
{
    return str_contains(str_first_line(str_trim(body)), S("dsn"));
}

static struct ingest_credentials credentials_of(const struct request *rq)
{
    return (struct ingest_credentials){
        .x_sentry_auth = request_header(rq, "X-Sentry-Auth"),
        .authorization = request_header(rq, "Authorization"),
        .query_key = request_query(rq, "sentry_key"),
        .query_client = request_query(rq, "sentry_client"),
        .path_key = request_param(rq, "dsn_key"),
        .dsn = request_query(rq, "dsn"),
        .user_agent = request_header(rq, "User-Agent"),
        .path_project = request_param(rq, "dsn_project"),
    };
}

/* The address's own limit. Whose events they would have been is asked all the same: the
 * project's outcomes and attempts tell of them. */
static enum status check_address(struct ctx *cx, struct ingest_request *ir)
{
    struct ingest_credentials credentials = credentials_of(ir->rq);
    int64_t retry_s = 0;

    if (quota_take(ir->rq->client_address, ir->now_ms, ingest_config()->rate_per_min, &retry_s))
        return OK;
    if (ingest_auth_check(cx, &credentials, &ir->auth) != OK)
        err_clear(&cx->err);
    return admit_fail_address(cx, ir, retry_s);
}

static enum status let_in(struct ctx *cx, struct ingest_request *ir,
                          const struct ingest_credentials *credentials)
{
    TRY(ingest_auth_check(cx, credentials, &ir->auth));
    project_key_used(ir->auth.key.key_id, ir->now_ms);
    return admit_request(cx, ir);
}

static enum status open_body(struct ctx *cx, struct ingest_request *ir, bool *needs_aside)
{
    struct body_source from = { .coding = request_header(ir->rq, "Content-Encoding"),
                                .bytes = ir->rq->body,
                                .file = ir->rq->http->spill,
                                .may_wait = ir->rq->http->is_aside };

    return body_open(cx, &from, &ir->body, needs_aside);
}

/* Nothing is inflated for a key that is refused, unless the key is inside. */
static enum status check_sender(struct ctx *cx, struct ingest_request *ir)
{
    struct ingest_credentials credentials = credentials_of(ir->rq);

    if (ir->door->is_envelope && !ingest_auth_is_sent(cx, &credentials))
        return OK;
    ir->is_known = true;
    return let_in(cx, ir, &credentials);
}

static enum status check_sender_inside(struct ctx *cx, struct ingest_request *ir)
{
    struct ingest_credentials credentials = credentials_of(ir->rq);

    if (ir->is_known)
        return OK;
    credentials.dsn = peek_dsn(cx, ir->body.text);
    return let_in(cx, ir, &credentials);
}

static enum status make_record(struct ctx *cx, struct ingest_request *ir)
{
    TRY(check_sender_inside(cx, ir));
    if (ir->dropped != NULL)
        return OK;
    if (ir->door->is_envelope && has_dsn(ir->body.text))
        TRY(ingest_auth_check_dsn(cx, &ir->auth, peek_dsn(cx, ir->body.text)));
    TRY(ir->door->accept(cx, ir));
    if (!ir->accepted.is_kept || ir->accepted.file == NULL)
        return OK;
    spill_unload(ir->accepted.file);
    return body_keep(cx, ir->accepted.file, &ir->accepted.record);
}

/* The end of every way: on disk, or answered at once. */
static enum status finish(struct ctx *cx, struct ingest_request *ir)
{
    if (ir->accepted.is_kept)
        return hand_to_spool(cx, ir);
    answer(cx, ir);
    return OK;
}

/* On a thread that may wait for the disk: the body is too large for memory once it is
 * inflated. */
static void take_aside(void *arg)
{
    struct ingest_request *ir = arg;
    struct ctx cx = { .arena = &ir->rq->http->arena,
                      .now_ms = ir->now_ms,
                      .request_id = ir->request_id };
    bool needs_aside;
    enum status st = open_body(&cx, ir, &needs_aside);

    if (st == OK)
        st = make_record(&cx, ir);
    bool is_kept = st == OK && ir->accepted.is_kept;
    st = st == OK ? finish(&cx, ir) : refuse(&cx, ir, st);
    if (st == OK && is_kept)
        return; /* the writer answers */
    if (st != OK)
        respond_failure(&cx, ir->rq, ir->rs, st);
    request_answer(ir->rq, ir->rs);
}

/* What the headers say; of a large body it was asked when it began to come. */
static enum status check_headers(struct ctx *cx, struct ingest_request *ir)
{
    if (ir->is_checked)
        return OK;
    ir->is_checked = true;
    metric_add(&ingest_metrics.requests, 1);
    TRY(check_address(cx, ir));
    return ir->dropped == NULL ? check_sender(cx, ir) : OK;
}

static struct ingest_request *request_of(struct ctx *cx, const struct request *rq,
                                         struct response *rs, const struct ingest_door *door)
{
    struct ingest_request *ir = request_kept(rq);

    if (ir != NULL)
        return ir;
    ir = arena_new(cx->arena, struct ingest_request);
    *ir = (struct ingest_request){
        .rq = rq, .rs = rs, .door = door, .now_ms = cx->now_ms, .request_id = cx->request_id
    };
    return ir;
}

/* A large body begins to come: nobody's is written to disk. A key that stands in the
 * envelope's header alone is read when it is not compressed. */
static enum status take_beginning(struct ctx *cx, struct ingest_request *ir)
{
    enum encoding coding = encoding_parse(request_header(ir->rq, "Content-Encoding"));

    request_keep(ir->rq, ir);
    enum status st = check_headers(cx, ir);
    if (st == OK && !ir->is_known && ir->dropped == NULL && coding == ENCODING_IDENTITY) {
        ir->body.text = ir->rq->body;
        st = check_sender_inside(cx, ir);
        ir->is_known = true;
        ir->body.text = (struct str){ 0 };
    }
    if (st != OK)
        return refuse(cx, ir, st);
    if (ir->dropped != NULL)
        answer(cx, ir);
    return OK;
}

enum status ingest_take(struct ctx *cx, const struct request *rq, struct response *rs,
                        const struct ingest_door *door)
{
    struct ingest_request *ir = request_of(cx, rq, rs, door);
    bool needs_aside = false;

    if (rq->is_large)
        return take_beginning(cx, ir);
    metric_add(&ingest_metrics.bytes_received, (int64_t)rq->body.len);
    enum status st = check_headers(cx, ir);
    if (st == OK && ir->dropped == NULL && door->needs_disk && !rq->http->is_aside)
        needs_aside = true;
    else if (st == OK && ir->dropped == NULL)
        st = open_body(cx, ir, &needs_aside);
    if (needs_aside) {
        err_clear(&cx->err);
        request_go_aside(rq, rs, take_aside, ir);
        return OK;
    }
    if (st == OK && ir->dropped == NULL)
        st = make_record(cx, ir);
    return st == OK ? finish(cx, ir) : refuse(cx, ir, st);
}
