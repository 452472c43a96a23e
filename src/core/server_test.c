#include "core/server.c"

#include "core/feature.h"
#include "core/live.h"
#include "core/request.h"
#include "core/store_testing.h"
#include "port/httpd_testing.h"

/* The server with routes of its own, over real sockets: loop, workers, answers by other
 * threads, streams. What travels between threads is what TSan looks at here. */
static struct test_store t;
static struct server *running;
static struct queue *deferred; /* struct request * whose answer the test gives */
static _Atomic int n_with_store;

static enum status on_loop(struct ctx *cx, const struct request *rq, struct response *rs)
{
    assert_null(cx->db);
    return respond_text(rs, 200, "text/plain", request_param(rq, "word"));
}

static enum status in_worker(struct ctx *cx, const struct request *rq, struct response *rs)
{
    atomic_fetch_add(&n_with_store, db_ping(cx) == OK);
    if (str_eq(request_param(rq, "word"), S("fail")))
        return fail(cx, E_CONFLICT, "as asked");
    return respond_text(rs, 200, "text/plain", rq->body);
}

struct both {
    const struct request *rq;
    struct response *rs;
};

static enum status later(struct ctx *cx, const struct request *rq, struct response *rs)
{
    (void)cx;
    request_defer(rq, rs);
    struct both *both = arena_new(&rq->http->arena, struct both);
    *both = (struct both){ rq, rs };
    assert_true(queue_push(deferred, both));
    return OK;
}

static enum status stream(struct ctx *cx, const struct request *rq, struct response *rs)
{
    const struct str topics[] = { S("issues:7") };
    return live_subscribe(
        cx, rq, rs, &(struct live_wish){ topics, 1, request_query(rq, "since"), { NULL, NULL } });
}

#define ROW(m, p, h, f)                                                                            \
    {                                                                                              \
        m, p, SCOPE_PUBLIC, NULL, NULL, h, NULL, "A row.", f, 0, NULL                              \
    }
static const struct route rows[] = {
    ROW(GET, "/loop/{word}", on_loop, ROUTE_ON_LOOP),
    ROW(POST, "/api/v1/work/{word}", in_worker, 0),
    ROW(POST, "/api/{word}/later/", later, ROUTE_ON_LOOP),
    ROW(GET, "/api/v1/stream", stream, ROUTE_STREAM),
    { 0 },
};
static const struct route_param params[] = { { "word", NULL }, { 0 } };
static const struct feature feature = { .name = "test", .routes = rows, .params = params };
static const struct feature *const features[] = { &feature, NULL };

static void begin(void)
{
    test_store_open(&t, DB_SQLITE);
    assert_int_equal(config_load(&t.cx, features), OK);
    router_init(features);
    live_init();
    deferred = queue_new("deferred", 64);
    const struct router_options options = {
        .store = t.store, .address = "127.0.0.1", .loops = 2, .workers = 2
    };
    assert_int_equal(server_start(&t.cx, &options, &running), OK);
}

static void end(void)
{
    server_stop(running, WAIT_MS);
    queue_close(deferred);
    queue_free(deferred);
    test_store_close(&t);
}

static struct client client_here(void)
{
    struct client c = { .fd = socket(AF_INET, SOCK_STREAM, 0), .p = malloc(CLIENT_BUF) };
    struct sockaddr_in at = { .sin_family = AF_INET,
                              .sin_port = htons(server_port(running)),
                              .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    struct timeval timeout = { .tv_sec = WAIT_MS / 1000 };
    assert_true(c.fd >= 0 && c.p != NULL);
    setsockopt(c.fd, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof(timeout));
    assert_int_equal(connect(c.fd, (const struct sockaddr *)&at, sizeof(at)), 0);
    return c;
}

static struct reply reply;

/* One request on a connection of its own. */
static int ask(const char *text)
{
    struct client c = client_here();
    client_say(&c, text);
    client_read(&c, &reply);
    client_close(&c);
    return reply.status;
}

TEST(server_runs_loop_routes_without_a_store)
{
    begin();
    assert_int_equal(ask("GET /loop/hello%20you HTTP/1.1\r\nHost: x\r\n\r\n"), 200);
    assert_str_equal(reply_body(&reply), S("hello you"));
    assert_int_equal(reply_header(&reply, "X-Request-Id").len, 16);
    end();
}

TEST(server_runs_other_routes_in_workers_with_a_store)
{
    begin();
    atomic_store(&n_with_store, 0);
    assert_int_equal(ask("POST /api/v1/work/echo HTTP/1.1\r\nHost: x\r\n"
                         "Content-Length: 5\r\n\r\nhello"),
                     200);
    assert_str_equal(reply_body(&reply), S("hello"));
    assert_int_equal(atomic_load(&n_with_store), 1);
    assert_int_equal(ask("POST /api/v1/work/fail HTTP/1.1\r\nHost: x\r\n"
                         "Content-Length: 0\r\n\r\n"),
                     409);
    assert_true(str_starts(reply_body(&reply), S("{\"error\":\"as asked\",\"request_id\":\"")));
    end();
}

TEST(server_serves_many_requests_on_one_connection)
{
    begin();
    struct client c = client_here();
    for (int i = 0; i < 20; i++) {
        client_say(&c, i % 2 == 0 ? "GET /loop/a HTTP/1.1\r\nHost: x\r\n\r\n"
                                  : "POST /api/v1/work/echo HTTP/1.1\r\nHost: x\r\n"
                                    "Content-Length: 2\r\n\r\nhi");
        client_read(&c, &reply);
        assert_int_equal(reply.status, 200);
    }
    client_close(&c);
    end();
}

/* The other thread: takes one deferred request and answers it. */
static void answer_deferred(bool is_good)
{
    const struct both *both = queue_pop(deferred, WAIT_MS);
    assert_non_null(both);
    const struct request *rq = both->rq;
    struct response *rs = both->rs;
    struct ctx cx = { .arena = &rq->http->arena };
    if (is_good)
        assert_int_equal(respond_json(rs, 200, S("{}")), OK);
    else
        respond_failure(&cx, rq, rs, fail(&cx, E_BUSY, "no disk"));
    request_answer(rq, rs);
}

TEST(server_lets_another_thread_answer)
{
    begin();
    for (int i = 0; i < 20; i++) {
        struct client c = client_here();
        client_say(&c, "POST /api/7/later/ HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
        answer_deferred(i % 2 == 0);
        client_read(&c, &reply);
        assert_int_equal(reply.status, i % 2 == 0 ? 200 : 503);
        assert_str_equal(reply_header(&reply, "Access-Control-Allow-Origin"), S("*"));
        client_close(&c);
    }
    assert_str_equal(reply_header(&reply, "X-Sentry-Error"), S("no disk"));
    assert_str_equal(reply_header(&reply, "Retry-After"), S("10"));
    end();
}

TEST(server_refuses_foreign_origins_before_the_body)
{
    begin();
    assert_int_equal(ask("POST /api/v1/work/echo HTTP/1.1\r\nHost: x\r\n"
                         "Origin: https://evil.example.com\r\nContent-Length: 2\r\n\r\nhi"),
                     403);
    assert_true(str_contains(reply_body(&reply), S("\"code\":\"origin\"")));
    end();
}

static struct client listen_to(const char *query)
{
    char text[256];
    struct client c = client_here();
    (void)snprintf(text, sizeof(text), "GET /api/v1/stream%s HTTP/1.1\r\nHost: x\r\n\r\n", query);
    client_say(&c, text);
    client_expect(&c, S("Content-Type: text/event-stream\r\n"));
    return c;
}

static void publish(const char *topic, const char *id)
{
    const struct live_message m = { .event = "issue",
                                    .topic = str_c(topic),
                                    .id = str_c(id),
                                    .version = 1,
                                    .op = "new",
                                    .patch = S("{}") };
    live_publish(&m);
}

TEST(server_streams_what_is_published)
{
    begin();
    struct client c = listen_to("");
    client_expect(&c, S("retry: 2000\nid: "));
    client_expect(&c, S("\n\n"));
    publish("issues:8", "not for this one");
    publish("issues:7", "first");
    client_expect(&c, S("event: issue\ndata: {\"topic\":\"issues:7\",\"id\":\"first\""));
    client_close(&c);
    end();
}

TEST(server_replays_what_a_stream_missed)
{
    char query[64];
    begin();
    struct client c = listen_to("");
    client_close(&c);
    publish("issues:7", "first");
    c = listen_to("?since=nonsense-1");
    client_expect(&c, S("id: "));
    while (c.len < 10)
        assert_true(client_more(&c));
    (void)snprintf(query, sizeof(query), "?since=%.8s-0", c.p);
    client_expect(&c, S("event: reset\n"));
    client_close(&c);
    c = listen_to(query);
    client_expect(&c, S("\"id\":\"first\""));
    client_close(&c);
    end();
}

TEST(server_stops_with_streams_open)
{
    begin();
    struct client streams[10];
    for (size_t i = 0; i < ARRAY_LEN(streams); i++)
        streams[i] = listen_to("");
    end();
    for (size_t i = 0; i < ARRAY_LEN(streams); i++)
        client_expect(&streams[i], S("0\r\n\r\n")); /* ended, not cut off */
    for (size_t i = 0; i < ARRAY_LEN(streams); i++)
        client_close(&streams[i]);
}
