/* One request's way: who asks, what for, may he, do it, answer. */
#include "base/base.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/log.h"
#include "base/str.h"
#include "core/auth.h"
#include "core/cluster.h"
#include "core/config.h"
#include "core/metrics_int.h"
#include "core/router_int.h"
#include "port/db.h"
#include "port/httpd.h"

enum {
    HANDLER_TRIES = 3, /* after E_BUSY (router.h) */
    STATUS_CLASSES = 6,
    STATUS_PER_CLASS = 100,
};

/* --- figures --------------------------------------------------------------- */

static _Atomic int64_t answered[STATUS_CLASSES];
static _Atomic int64_t busy_us;

const struct metric core_metrics[] = {
#define ANSWERED(n, label)                                                                         \
    {                                                                                              \
        "gosnag_http_requests_total", METRIC_COUNTER, "HTTP requests answered, by status class.",  \
            &answered[n], NULL, "{code=\"" label "\"}"                                             \
    }
    ANSWERED(2, "2xx"),
    ANSWERED(3, "3xx"),
    ANSWERED(4, "4xx"),
    ANSWERED(5, "5xx"),
    { "gosnag_http_request_microseconds_total", METRIC_COUNTER,
      "Time from a request's headers to its answer, summed.", &busy_us, NULL, NULL },
    { "gosnag_processes", METRIC_GAUGE, "Processes alive on this store, this one included.", NULL,
      cluster_size, NULL },
    METRIC_END,
};

void exchange_count(const struct exchange *e)
{
    int class = e->rs.status / STATUS_PER_CLASS;
    if (class >= 0 && class < STATUS_CLASSES)
        metric_add(&answered[class], 1);
    metric_add(&busy_us, clock_monotonic_us() - e->started_us);
}

/* --- running --------------------------------------------------------------- */

static enum status resolve_params(struct ctx *cx, struct request *rq)
{
    for (size_t i = 0; i < rq->n_params; i++) {
        const struct route_param *p = router_param(rq->param_names[i]);
        if (p != NULL)
            TRY(p->resolve(cx, rq, rq->param_values[i]));
    }
    return OK;
}

/* Permission is asked for also when a parameter led nowhere, so that whoever may not do
 * this learns nothing of what is there: a project token is told the same of foreign and
 * of missing projects. */
static enum status resolve_and_allow(struct ctx *cx, struct exchange *e)
{
    const struct route *route = e->rq.route;
    bool is_write = e->rq.method != HTTP_GET && e->rq.method != HTTP_HEAD;
    if (cx->actor != NULL && cx->actor->kind == ACTOR_ANONYMOUS)
        TRY(actor_allow(cx, route->scope, 0, is_write));
    enum status st = resolve_params(cx, &e->rq);
    if (st == OK || st == E_MISSING || st == E_INVALID)
        TRY(actor_allow(cx, route->scope, e->rq.project_id, is_write));
    if (st == E_MISSING && (route->flags & ROUTE_GONE_OK) != 0) {
        err_clear(&cx->err);
        return OK;
    }
    return st;
}

static enum status run_once(struct ctx *cx, struct exchange *e)
{
    TRY(router_params(cx, &e->match, e->rq.http != NULL ? e->rq.http->query : e->query, &e->rq));
    TRY(resolve_and_allow(cx, e));
    return e->rq.route->handler(cx, &e->rq, &e->rs);
}

/* What a path without a row for this method is answered. */
static enum status refuse_unmatched(struct ctx *cx, struct exchange *e)
{
    if (e->match.allowed == 0)
        return fail(cx, E_MISSING, "no such path");
    struct buf b;
    buf_init(&b, cx->arena, ERR_TEXT_BYTES);
    for (unsigned m = 0; m < HTTP_OTHER; m++)
        if ((e->match.allowed & 1u << m) != 0)
            buf_printf(&b, "%s%s", b.len > 0 ? ", " : "", http_method_name((enum http_method)m));
    respond_header(&e->rs, "Allow", buf_str(&b));
    return fail(cx, E_METHOD, "this path does not know %s", http_method_name(e->rq.method));
}

/* Again from the beginning after E_BUSY: what the failed try has left is undone. Only
 * where there is a store: on the loop a request is run once and nothing is copied. */
static enum status run_with_retries(struct ctx *cx, struct exchange *e)
{
    const struct request as_sent = e->rq;
    const struct response empty = e->rs;
    for (int try = 1;; try++) {
        struct arena_mark mark = arena_mark(cx->arena);
        enum status st = run_once(cx, e);
        assert(!db_in_tx(cx->db) || e->rq.http == NULL);
        if (st != E_BUSY || try == HANDLER_TRIES)
            return st;
        arena_rewind(cx->arena, mark);
        e->rq = as_sent;
        e->rs = empty;
    }
}

static enum status run_matched(struct ctx *cx, struct exchange *e)
{
    return cx->db != NULL ? run_with_retries(cx, e) : run_once(cx, e);
}

enum status exchange_ask(struct ctx *cx, struct exchange *e)
{
    assert(e->rq.route != NULL && (e->rq.route->flags & ROUTE_ON_LOOP) != 0);
    return run_once(cx, e);
}

void request_keep(const struct request *rq, void *kept)
{
    struct exchange *e = rq->http->user;
    e->kept = kept;
}

void *request_kept(const struct request *rq)
{
    const struct exchange *e = rq->http->user;
    return e->kept;
}

void exchange_run(struct ctx *cx, struct exchange *e)
{
    enum status st = e->rq.route != NULL ? run_matched(cx, e) : refuse_unmatched(cx, e);
    if (e->rs.is_deferred)
        return; /* somebody else's by now */
    if (st == OK && cx->arena->is_exhausted)
        st = fail(cx, E_INTERNAL, "the request's memory is used up");
    if (st != OK)
        respond_failure(cx, &e->rq, &e->rs, st);
    assert(e->rs.is_stream || e->rs.status != 0);
}

/* --- who asks -------------------------------------------------------------- */

/* Public routes answer everyone: bad credentials are as good as none there. */
static enum status authenticate(struct ctx *cx, struct exchange *e)
{
    const struct auth_credentials sent = { request_header(&e->rq, "Authorization"),
                                           request_header(&e->rq, "Cookie") };
    bool clear_cookie = false,
         is_public = e->rq.route != NULL && e->rq.route->scope == SCOPE_PUBLIC;
    enum status st = auth_resolve(cx, &sent, &e->actor, &clear_cookie);
    cx->actor = &e->actor;
    if (st != OK && is_public) {
        e->actor = (struct actor){ .kind = ACTOR_ANONYMOUS, .visible = S("[]") };
        err_clear(&cx->err);
        st = OK;
    }
    e->actor.address = e->rq.client_address;
    if (st == OK && clear_cookie && e->class == PATH_API && !is_public)
        respond_header(&e->rs, "Set-Cookie",
                       auth_set_cookie(cx, (struct str){ NULL, 0 }, e->rq.is_https));
    return st;
}

/* Unknown paths below /api/v1 tell only who is signed in that they are unknown. */
static bool is_hidden(const struct exchange *e)
{
    return e->rq.route == NULL && e->class == PATH_API &&
           !str_starts(e->rq.path, S("/api/v1/auth/"));
}

void exchange_serve(struct ctx *cx, struct exchange *e)
{
    enum status st = OK;
    for (int try = 0; try < HANDLER_TRIES; try++) {
        st = authenticate(cx, e);
        if (st != E_BUSY)
            break;
    }
    if (st == OK && is_hidden(e) && e->actor.kind == ACTOR_ANONYMOUS)
        st = fail(cx, E_UNAUTHENTICATED, "sign in first");
    if (st != OK)
        respond_failure(cx, &e->rq, &e->rs, st);
    else
        exchange_run(cx, e);
}

/* --- inside the process ---------------------------------------------------- */

enum status router_run(struct ctx *cx, const struct router_call *call, struct response *rs)
{
    struct exchange *e = arena_new(cx->arena, struct exchange);
    struct request *rq = &e->rq;
    size_t mark = str_find_char(call->target, '?');
    rq->method = call->method;
    rq->path = str_to(call->target, mark);
    rq->body = call->body;
    rq->host = S("");
    rq->client_address = S("");
    rq->is_https = str_starts_fold(core_config()->base_url, S("https://"));
    e->query = mark < call->target.len ? str_from(call->target, mark + 1) : S("");
    e->class = path_class(rq->path);
    router_match(rq->method, rq->path, &e->match);
    rq->route = e->match.route;
    if (rq->route != NULL && (rq->route->flags & (ROUTE_ON_LOOP | ROUTE_STREAM)) != 0)
        return fail(cx, E_INVALID, "this route needs a connection");
    struct err before = cx->err;
    exchange_run(cx, e);
    cx->err = before;
    *rs = e->rs;
    return OK;
}
