/* The HTTP loops and the request workers, and who owns a request between them. */
#include "base/base.h"

#include "core/router.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/log.h"
#include "base/queue.h"
#include "base/str.h"
#include "core/client_address.h"
#include "core/config.h"
#include "core/live.h"
#include "core/router_int.h"
#include "port/db.h"
#include "port/httpd.h"

enum {
    SERVER_WORKERS_MAX = 64,
    IDLE_TIMEOUT_S = 75, /* above the 60 s that proxies keep connections for */
    DRAIN_POLL_MS = 10,
    SERVER_ARENA_BYTES = 1 << 20,
    STATUS_NO_CONTENT = 204,
};

struct server {
    struct arena arena;
    struct httpd *httpd;
    struct db_store *store; /* set before is_open */
    _Atomic bool is_open;   /* workers are there */
    size_t n_workers;
    struct queue *queue;
    pthread_t threads[SERVER_WORKERS_MAX];
    size_t n_threads;
};

/* One server per process: callbacks of port/httpd carry no pointer. */
static struct server server;

/* --- on the loop ----------------------------------------------------------- */

static struct ctx loop_ctx(struct httpd_request *http, const struct exchange *e)
{
    return (struct ctx){ .arena = &http->arena,
                         .now_ms = clock_now_ms(),
                         .request_id = str_make(e->request_id, REQUEST_ID_BYTES) };
}

static_assert(REQUEST_ID_BYTES == 2 * sizeof(uint64_t), "a number as hex");
static struct exchange *exchange_begin(struct httpd_request *http)
{
    struct exchange *e = arena_new(&http->arena, struct exchange);
    uint64_t id = random_u64();
    struct str hex = str_hex(&http->arena, (const uint8_t *)&id, sizeof(id));
    memcpy(e->request_id, hex.p, REQUEST_ID_BYTES);
    e->started_us = clock_monotonic_us();
    struct request *rq = &e->rq;
    rq->path = router_path(&http->arena, http->path);
    e->class = path_class(rq->path);
    router_match(http->method, rq->path, &e->match);
    rq->route = e->match.route;
    rq->http = http;
    rq->method = http->method;
    rq->host = httpd_header(http, "Host");
    rq->origin = httpd_header(http, "Origin");
    rq->is_https = request_is_https(httpd_header(http, "X-Forwarded-Proto"));
    rq->client_address =
        client_address(&http->arena, http->peer, httpd_header(http, "X-Forwarded-For"));
    http->user = e;
    return e;
}

static void to_http(const struct exchange *e, struct httpd_response *out)
{
    *out = (struct httpd_response){ .status = e->rs.status,
                                    .body = e->rs.body,
                                    .is_file = e->rs.is_file,
                                    .file_fd = e->rs.file_fd,
                                    .file_len = e->rs.file_len };
    for (size_t i = 0; i < e->rs.n_headers; i++)
        httpd_response_header(out, e->rs.headers[i].name, e->rs.headers[i].value);
}

/* Finishes and hands the answer over: the last touch of the request. */
static void answer(struct ctx *cx, struct exchange *e)
{
    struct httpd_response out;
    exchange_finish(cx, e);
    exchange_count(e);
    to_http(e, &out);
    httpd_answer(e->rq.http, &out);
}

/* Answered before the body has come, which is thrown away. */
static void refuse_body(struct ctx *cx, struct exchange *e, enum status st)
{
    struct httpd_response out;
    if (st != OK)
        respond_failure(cx, &e->rq, &e->rs, st);
    exchange_finish(cx, e);
    exchange_count(e);
    to_http(e, &out);
    httpd_refuse(e->rq.http, &out);
}

static void loop_headers(struct httpd_request *http)
{
    struct exchange *e = exchange_begin(http);
    struct ctx cx = loop_ctx(http, e);
    const struct route *route = e->rq.route;
    bool is_filed = route != NULL && (route->flags & ROUTE_BODY_FILE) != 0;
    bool is_large = is_filed || (route != NULL && route->body_max > LIMIT_API_BODY_BYTES);
    http->body_max = route != NULL && route->body_max > 0 ? route->body_max : LIMIT_API_BODY_BYTES;
    if (is_filed) {
        http->body_max = (size_t)core_config()->body_max;
        http->memory_max = LIMIT_BODY_MEMORY_BYTES;
    }
    http->arena.ceiling = is_large ? LIMIT_INGEST_ARENA : LIMIT_REQUEST_ARENA;
    enum status st = origin_check(&cx, e);
    if (st != OK)
        refuse_body(&cx, e, st);
}

/* The handler says what the headers and the first bytes are worth. */
static void loop_large(struct httpd_request *http)
{
    struct exchange *e = http->user;
    const struct request as_sent = e->rq;
    struct ctx cx = loop_ctx(http, e);

    log_set_request(cx.request_id);
    e->rq.body = http->body;
    e->rq.is_large = true;
    enum status st = exchange_ask(&cx, e);
    if (st != OK || e->rs.status != 0)
        refuse_body(&cx, e, st);
    e->rq = as_sent;
    log_set_request(S(""));
}

/* Answered where it is: preflights, paths of SDKs that do not exist, loop routes. */
static bool is_for_loop(const struct exchange *e)
{
    if (e->rq.method == HTTP_OPTIONS && e->class != PATH_PAGE)
        return true;
    if (e->rq.route == NULL)
        return e->class != PATH_API;
    return (e->rq.route->flags & ROUTE_ON_LOOP) != 0;
}

static void run_on_loop(struct httpd_request *http, struct exchange *e)
{
    struct ctx cx = loop_ctx(http, e);
    log_set_request(cx.request_id);
    if (e->rq.method == HTTP_OPTIONS && e->class != PATH_PAGE)
        e->rs.status = STATUS_NO_CONTENT;
    else
        exchange_run(&cx, e);
    if (!e->rs.is_deferred)
        answer(&cx, e);
    log_set_request(S(""));
}

static void refuse_early(struct httpd_request *http, struct exchange *e)
{
    struct ctx cx = loop_ctx(http, e);
    enum status st = fail(&cx, E_BUSY, "the store is away; the program goes on when it is back");
    respond_failure(&cx, &e->rq, &e->rs, st);
    answer(&cx, e);
}

static void loop_ready(struct httpd_request *http)
{
    struct exchange *e = http->user;
    bool is_open = atomic_load(&server.is_open);
    bool is_early = e->rq.route != NULL && (e->rq.route->flags & ROUTE_EARLY) != 0;
    e->rq.body = http->body;
    if (is_for_loop(e) || (is_early && !is_open)) {
        run_on_loop(http, e);
        return;
    }
    if (!is_open) {
        refuse_early(http, e);
        return;
    }
    httpd_suspend(http);
    if (queue_push(server.queue, http))
        return;
    struct ctx cx = loop_ctx(http, e);
    respond_failure(&cx, &e->rq, &e->rs, fail(&cx, E_BUSY, "too many requests are waiting"));
    answer(&cx, e);
}

static enum status status_of_http(int status)
{
    for (int st = E_INVALID; st <= E_BUSY; st++)
        if (status_http((enum status)st) == status)
            return (enum status)st;
    return E_INVALID;
}

static void loop_refuse(struct httpd_request *http, int status, struct httpd_response *rs)
{
    struct exchange *e = http->user;
    struct ctx cx = loop_ctx(http, e);
    enum status st = status_of_http(status);
    if (st == E_TOO_LARGE)
        st = fail(&cx, st, "the body is larger than %zu bytes", http->body_max);
    else if (st == E_BUSY)
        st = fail(&cx, st, "no room for this body now");
    else
        st = fail(&cx, st, "the request is not understood");
    e->rs = (struct response){ 0 };
    respond_failure(&cx, &e->rq, &e->rs, st);
    e->rs.status = status;
    exchange_finish(&cx, e);
    exchange_count(e);
    to_http(e, rs);
}

static void loop_done(struct httpd_request *http)
{
    http->user = NULL;
}

/* --- other threads --------------------------------------------------------- */

void request_go_aside(const struct request *rq, struct response *rs, void (*work)(void *arg),
                      void *arg)
{
    rs->is_deferred = true;
    httpd_go_aside(rq->http, work, arg);
}

void request_answer(const struct request *rq, struct response *rs)
{
    struct exchange *e = rq->http->user;
    assert(rs == &e->rs && rs->is_deferred && rs->status != 0);
    struct ctx cx = loop_ctx(rq->http, e);
    answer(&cx, e);
}

/* True: the stream has the request, which is not ours any more. */
static bool open_stream(struct ctx *cx, struct exchange *e)
{
    exchange_finish(cx, e);
    exchange_count(e);
    enum status st = e->rs.stream_open(cx, &e->rq, &e->rs);
    if (st == OK)
        return true;
    e->rs = (struct response){ 0 };
    respond_failure(cx, &e->rq, &e->rs, st);
    return false;
}

static void serve(struct db *db, struct httpd_request *http)
{
    struct exchange *e = http->user;
    struct ctx cx = loop_ctx(http, e);
    cx.db = db;
    log_set_request(cx.request_id);
    exchange_serve(&cx, e);
    if (!e->rs.is_stream || !open_stream(&cx, e))
        answer(&cx, e);
    log_set_request(S(""));
}

static void *worker_main(void *arg)
{
    struct server *s = arg;
    struct db *db = db_open(s->store);
    struct httpd_request *http;
    while ((http = queue_pop(s->queue, -1)) != NULL)
        serve(db, http);
    db_close(db);
    return NULL;
}

/* --- start and stop -------------------------------------------------------- */

static enum status start_workers(struct ctx *cx, struct server *s, size_t n)
{
    sigset_t all, before;
    sigfillset(&all);
    (void)pthread_sigmask(SIG_SETMASK, &all, &before);
    while (s->n_threads < n && pthread_create(&s->threads[s->n_threads], NULL, worker_main, s) == 0)
        s->n_threads++;
    (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
    return s->n_threads == n ? OK : fail(cx, E_INTERNAL, "cannot start request workers");
}

static void stop_workers(struct server *s)
{
    queue_close(s->queue);
    for (size_t i = 0; i < s->n_threads; i++)
        (void)pthread_join(s->threads[i], NULL);
    s->n_threads = 0;
}

enum status server_open(struct ctx *cx, struct server *s, struct db_store *store)
{
    s->store = store;
    TRY(start_workers(cx, s, s->n_workers));
    atomic_store(&s->is_open, true);
    return OK;
}

enum status server_start(struct ctx *cx, const struct router_options *options, struct server **out)
{
    assert(options->workers > 0 && options->workers <= SERVER_WORKERS_MAX);
    server = (struct server){ .n_workers = options->workers };
    server.queue = queue_new("requests", LIMIT_REQUEST_QUEUE);
    if (options->store != NULL)
        TRY(server_open(cx, &server, options->store));
    const struct httpd_options http = {
        .address = options->address,
        .port = options->port,
        .threads = options->loops,
        .connections = LIMIT_CONNECTIONS,
        .idle_timeout_s = IDLE_TIMEOUT_S,
        .ops = { loop_headers, loop_large, loop_ready, loop_refuse, loop_done },
    };
    enum status st = httpd_start(cx, &http, &server.httpd);
    if (st != OK) {
        stop_workers(&server);
        queue_free(server.queue);
        return config_blame(cx, st, "LISTEN");
    }
    *out = &server;
    return OK;
}

uint16_t server_port(const struct server *s)
{
    return httpd_port(s->httpd);
}

void server_stop(struct server *s, int64_t deadline_ms)
{
    if (s == NULL || s->httpd == NULL)
        return;
    int64_t end = clock_monotonic_ms() + deadline_ms;
    const struct timespec pause = { .tv_nsec = DRAIN_POLL_MS * NS_PER_MS };
    httpd_quiesce(s->httpd);
    live_stop(); /* open streams would be waited for in vain */
    while (httpd_active(s->httpd) > 0 && clock_monotonic_ms() < end)
        (void)nanosleep(&pause, NULL);
    stop_workers(s);
    httpd_stop(s->httpd);
    queue_free(s->queue);
    s->httpd = NULL;
}
