#include "port/httpd.c"

#include "port/httpd_testing.h"

static struct reply reply; /* large */

TEST(target_arrives_as_sent)
{
    fixture_start(1);
    struct client c = client_open();
    client_say(&c, "GET /echo/a%2Fb%00/+c?x=%26&y=a+b HTTP/1.1\r\nHost: x\r\n\r\n");
    client_read(&c, &reply);
    assert_int_equal(reply.status, 200);
    assert_str_equal(reply_body(&reply), S("GET /echo/a%2Fb%00/+c?x=%26&y=a+b "));
    assert_false(str_is_null(reply_header(&reply, "Date")));
    client_say(&c, "GET http://host:80/echo?q HTTP/1.1\r\nHost: x\r\n\r\n");
    client_read(&c, &reply);
    assert_str_equal(reply_body(&reply), S("GET /echo?q "));
    client_say(&c, "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n");
    client_read(&c, &reply);
    assert_str_equal(reply_body(&reply), S("OPTIONS *? "));
    client_close(&c);
    fixture_stop();
}

TEST(pipelined_requests_are_answered_in_order)
{
    fixture_start(2);
    struct client c = client_open();
    client_say(&c, "POST /later HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\none"
                   "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\ntwo"
                   "GET /echo HTTP/1.1\r\nHost: x\r\n\r\n"
                   "POST /later HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nthree");
    static const char *const want[] = { "one", "POST /echo? two", "GET /echo? ", "three" };
    for (size_t i = 0; i < ARRAY_LEN(want); i++) {
        client_read(&c, &reply);
        assert_int_equal(reply.status, 200);
        assert_str_equal(reply_body(&reply), str_c(want[i]));
    }
    wait_for_int(&fx.n_done, 4);
    client_close(&c);
    fixture_stop();
}

TEST(head_has_length_but_no_body)
{
    fixture_start(1);
    struct client c = client_open();
    client_say(&c, "HEAD /echo HTTP/1.1\r\nHost: x\r\n\r\n");
    client_read_as(&c, &reply, true);
    assert_int_equal(reply.status, 200);
    assert_str_equal(reply_header(&reply, "Content-Length"), S("12"));
    client_say(&c, "GET /echo HTTP/1.1\r\nHost: x\r\n\r\n");
    client_read(&c, &reply); /* nothing stood in between */
    assert_str_equal(reply_body(&reply), S("GET /echo? "));
    client_close(&c);
    fixture_stop();
}

TEST(a_hundred_suspended_requests_are_answered_by_another_thread)
{
    enum { N = 100 };
    fixture_start(2);
    static struct client c[N];
    for (int i = 0; i < N; i++) {
        char text[128];
        c[i] = client_open();
        (void)snprintf(text, sizeof(text),
                       "POST /hold HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\n%03d", i);
        client_say(&c[i], text);
    }
    struct httpd_request *rq[N];
    for (int i = 0; i < N; i++)
        rq[i] = hold_pop();
    assert_int_equal(httpd_active(fx.httpd), N);
    for (int i = N - 1; i >= 0; i--) {
        assert_int_equal(rq[i]->owner, OWNER_HANDED_OVER);
        answer_text(rq[i], 201, rq[i]->body);
    }
    for (int i = 0; i < N; i++) {
        char text[8];
        (void)snprintf(text, sizeof(text), "%03d", i);
        client_read(&c[i], &reply);
        assert_int_equal(reply.status, 201);
        assert_str_equal(reply_body(&reply), str_c(text));
        client_close(&c[i]);
    }
    wait_for_int(&fx.n_done, N);
    fixture_stop();
}

TEST(client_that_leaves_while_suspended_is_seen_at_the_answer)
{
    fixture_start(1);
    struct client c = client_open();
    client_say(&c, "GET /hold HTTP/1.1\r\nHost: x\r\n\r\n");
    struct httpd_request *rq = hold_pop();
    client_close(&c);
    assert_int_equal(atomic_load(&fx.n_done), 0);
    answer_text(rq, 200, S("nobody reads this"));
    wait_for_int(&fx.n_done, 1);
    fixture_stop();
}

TEST(address_of_the_peer_is_text)
{
    fixture_start(1);
    struct client c = client_open();
    client_say(&c, "GET /hold HTTP/1.1\r\nHost: x\r\nX-Two: a\r\nx-two: b\r\nX-Empty:\r\n\r\n");
    struct httpd_request *rq = hold_pop();
    assert_str_equal(rq->peer, S("127.0.0.1"));
    assert_true(rq->is_loopback_peer);
    assert_int_equal(rq->content_length, -1);
    assert_str_equal(httpd_header(rq, "x-TWO"), S("a"));
    assert_str_equal(httpd_header(rq, "X-Empty"), S(""));
    assert_true(str_is_null(httpd_header(rq, "X-None")));
    answer_text(rq, 200, S(""));
    client_read(&c, &reply);
    assert_str_equal(reply_header(&reply, "Content-Length"), S("0"));
    client_close(&c);
    fixture_stop();
}

/* Sends n bytes of body after the head, then reads the answer and the end. */
static void expect_refusal(const char *head, size_t n, const char *body)
{
    struct client c = client_open();
    client_say(&c, head);
    char *block = calloc(1, 1 << 16);
    while (n > 0) {
        size_t part = n < (1 << 16) ? n : 1 << 16;
        if (!client_send(&c, block, part))
            break;
        n -= part;
    }
    free(block);
    client_read(&c, &reply);
    assert_str_equal(reply_body(&reply), str_c(body));
    assert_str_equal(reply_header(&reply, "Connection"), S("close"));
    while (client_more(&c))
        client_eat(&c, c.len);
    client_close(&c);
}

TEST(body_over_the_bound_is_drained_then_413)
{
    fixture_start(1);
    const char *want = "{\"detail\":\"refused 413\"}";
    expect_refusal("POST /small HTTP/1.1\r\nHost: x\r\nContent-Length: 1001\r\n\r\n", 1001, want);
    assert_int_equal(reply.status, 413);
    assert_str_equal(reply_header(&reply, "Content-Type"), S("application/json"));
    expect_refusal("POST /small HTTP/1.1\r\nHost: x\r\nContent-Length: 2000000\r\n\r\n", 2000000,
                   want);
    assert_int_equal(reply.status, 413);
    wait_for_int(&fx.n_done, 2);
    fixture_stop();
}

TEST(body_beyond_what_is_drained_is_answered_before_its_end)
{
    fixture_start(1);
    expect_refusal("POST /small HTTP/1.1\r\nHost: x\r\nContent-Length: 90000000\r\n\r\n",
                   LIMIT_DRAIN_BYTES + (64 << 10), "{\"detail\":\"refused 413\"}");
    assert_int_equal(reply.status, 413);
    assert_str_equal(reply_header(&reply, "Content-Type"), S("application/json"));
    wait_for_int(&fx.n_done, 1);
    fixture_stop();
}

TEST(chunked_body_over_the_bound_is_413)
{
    fixture_start(1);
    struct client c = client_open();
    client_say(&c, "POST /small HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
    char chunk[0x3e8 + 1];
    memset(chunk, 'x', sizeof(chunk) - 1);
    chunk[sizeof(chunk) - 1] = '\0';
    client_say(&c, "3e8\r\n");
    client_say(&c, chunk);
    client_say(&c, "\r\n1\r\nx\r\n0\r\n\r\n");
    client_read(&c, &reply);
    assert_int_equal(reply.status, 413);
    assert_str_equal(reply_header(&reply, "Connection"), S("close"));
    client_close(&c);
    fixture_stop();
}

TEST(chunked_body_is_joined)
{
    fixture_start(1);
    struct client c = client_open();
    client_say(&c, "POST /small HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
    client_say(&c, "3\r\nabc\r\n");
    client_say(&c, "5\r\ndefgh\r\n0\r\n\r\n");
    client_read(&c, &reply);
    assert_str_equal(reply_body(&reply), S("POST /small? abcdefgh"));
    client_say(&c, "GET /echo HTTP/1.1\r\nHost: x\r\n\r\n");
    client_read(&c, &reply);
    assert_int_equal(reply.status, 200);
    client_close(&c);
    fixture_stop();
}

/* libmicrohttpd 1.0.1 (Debian 13) refuses RFC 9112 §7.1.1, which no SDK sends. */
TEST(chunk_extension_is_skipped_or_refused)
{
    fixture_start(1);
    struct client c = client_open();
    client_say(&c, "POST /small HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
    client_say(&c, "5;ext=1\r\nabcde\r\n0\r\n\r\n");
    client_read(&c, &reply);
    if (reply.status == 200)
        assert_str_equal(reply_body(&reply), S("POST /small? abcde"));
    else
        assert_int_equal(reply.status, 400);
    client_close(&c);
    fixture_stop();
}

TEST(broken_chunk_is_400)
{
    fixture_start(1);
    struct client c = client_open();
    client_say(&c, "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n");
    client_read(&c, &reply);
    assert_int_equal(reply.status, 400);
    client_close(&c);
    wait_for_int(&fx.n_done, 1);
    fixture_stop();
}

TEST(continue_is_sent_before_the_body)
{
    fixture_start(1);
    struct client c = client_open();
    client_say(&c, "POST /later HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n"
                   "Expect: 100-continue\r\n\r\n");
    client_expect(&c, S("HTTP/1.1 100 Continue\r\n\r\n"));
    client_say(&c, "body");
    client_read(&c, &reply);
    assert_int_equal(reply.status, 200);
    assert_str_equal(reply_body(&reply), S("body"));
    client_close(&c);
    fixture_stop();
}

TEST(refusal_is_sent_instead_of_continue)
{
    fixture_start(1);
    expect_refusal("POST /small HTTP/1.1\r\nHost: x\r\nContent-Length: 90000000\r\n"
                   "Expect: 100-continue\r\n\r\n",
                   0, "{\"detail\":\"refused 413\"}");
    assert_int_equal(reply.status, 413);
    fixture_stop();
}

TEST(refusal_from_the_headers_waits_for_the_body)
{
    fixture_start(1);
    expect_refusal("POST /refuse HTTP/1.1\r\nHost: x\r\nContent-Length: 300000\r\n\r\n", 300000,
                   "{\"detail\":\"slow down\"}");
    assert_int_equal(reply.status, 429);
    assert_str_equal(reply_header(&reply, "Retry-After"), S("60"));
    fixture_stop();
}

TEST(refusal_without_a_body_keeps_the_connection)
{
    fixture_start(1);
    struct client c = client_open();
    for (int i = 0; i < 2; i++) {
        client_say(&c, "GET /refuse HTTP/1.1\r\nHost: x\r\n\r\n");
        client_read(&c, &reply);
        assert_int_equal(reply.status, 429);
    }
    client_close(&c);
    fixture_stop();
}

TEST(long_target_is_414)
{
    fixture_start(1);
    struct client c = client_open();
    static char text[LIMIT_URI_BYTES + 64];
    memset(text, 'a', sizeof(text) - 1);
    memcpy(text, "GET /", 5);
    client_say(&c, text);
    client_say(&c, " HTTP/1.1\r\nHost: x\r\n\r\n");
    client_read(&c, &reply);
    assert_int_equal(reply.status, 414);
    assert_str_equal(reply_body(&reply), S("{\"detail\":\"refused 414\"}"));
    client_close(&c);
    fixture_stop();
}

TEST(slow_body_is_joined)
{
    fixture_start(1);
    struct client c = client_open();
    client_say(&c, "POST /later HTTP/1.1\r\nHost: x\r\nContent-Length: 20\r\n\r\n");
    for (int i = 0; i < 20; i++)
        client_say(&c, i % 2 == 0 ? "a" : "b");
    client_read(&c, &reply);
    assert_str_equal(reply_body(&reply), S("abababababababababab"));
    client_close(&c);
    fixture_stop();
}

TEST(large_body_arrives_whole_and_gives_its_share_back)
{
    enum { N = 900000 };
    fixture_start(2);
    struct client c = client_open();
    char head[128];
    (void)snprintf(head, sizeof(head),
                   "POST /later HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n", N);
    char *body = malloc(N);
    for (size_t i = 0; i < N; i++)
        body[i] = (char)('a' + i % 23);
    client_say(&c, head);
    assert_true(client_send(&c, body, N));
    client_read(&c, &reply);
    assert_str_equal(reply_body(&reply), str_make(body, N));
    free(body);
    client_close(&c);
    wait_for_int(&fx.n_done, 1);
    fixture_stop();
    assert_true(share_take(LIMIT_INFLIGHT_BYTES));
    assert_false(share_take(1));
    share_give(LIMIT_INFLIGHT_BYTES);
}

TEST(body_without_a_share_is_503_with_retry_after)
{
    fixture_start(1);
    assert_true(share_take(LIMIT_INFLIGHT_BYTES - 100));
    expect_refusal("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 101\r\n\r\n", 101,
                   "{\"detail\":\"refused 503\"}");
    assert_int_equal(reply.status, 503);
    assert_str_equal(reply_header(&reply, "Retry-After"), S("1"));
    struct client c = client_open();
    client_say(&c, "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc");
    client_read(&c, &reply);
    assert_int_equal(reply.status, 200);
    client_close(&c);
    share_give(LIMIT_INFLIGHT_BYTES - 100);
    fixture_stop();
}

TEST(body_that_could_never_have_a_share_is_413)
{
    fixture_start(1);
    expect_refusal("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 99000000\r\n"
                   "Expect: 100-continue\r\n\r\n",
                   0, "{\"detail\":\"refused 413\"}");
    fixture_stop();
}

/* The library may see an end that came together with data only at the idle timeout. */
TEST(broken_off_requests_are_done_too)
{
    unsigned idle_s = fixture_idle_s;
    fixture_idle_s = 1;
    fixture_start(1);
    static const char *const starts[] = {
        "GET /echo HTTP/1.1\r\nHost",
        "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc",
        "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
    };
    for (size_t i = 0; i < ARRAY_LEN(starts); i++) {
        struct client c = client_open();
        client_say(&c, starts[i]);
        client_close(&c);
    }
    wait_for_int(&fx.n_done, 2); /* the first had no headers() either */
    fixture_stop();
    fixture_idle_s = idle_s;
}

TEST(taken_port_is_a_conflict)
{
    fixture_start(1);
    struct ctx cx = { 0 };
    struct httpd *second = NULL;
    struct httpd_options options = fx.httpd->options;
    options.address = "127.0.0.1";
    options.port = httpd_port(fx.httpd);
    assert_int_equal(httpd_start(&cx, &options, &second), E_CONFLICT);
    assert_null(second);
    char port[8];
    (void)snprintf(port, sizeof(port), "%u", (unsigned)options.port);
    assert_non_null(strstr(cx.err.text, port));
    options.address = "no such address";
    assert_int_equal(httpd_start(&cx, &options, &second), E_INVALID);
    fixture_stop();
}

TEST(every_address_means_both_families)
{
    fixture_start(1);
    struct ctx cx = { 0 };
    struct httpd *any = NULL;
    struct httpd_options options = fx.httpd->options;
    options.address = "";
    options.port = 0;
    assert_int_equal(httpd_start(&cx, &options, &any), OK);
    struct httpd *first = fx.httpd;
    fx.httpd = any;
    struct client c = client_open();
    client_say(&c, "GET /hold HTTP/1.1\r\nHost: x\r\n\r\n");
    struct httpd_request *rq = hold_pop();
    assert_str_equal(rq->peer, S("127.0.0.1"));
    assert_true(rq->is_loopback_peer);
    answer_text(rq, 204, S(""));
    client_read(&c, &reply);
    assert_int_equal(reply.status, 204);
    client_close(&c);
    fx.httpd = first;
    httpd_stop(any);
    fixture_stop();
}

TEST(quiesced_server_refuses_new_clients_and_ends_keep_alive)
{
    fixture_start(2);
    struct client c = client_open();
    client_say(&c, "GET /hold HTTP/1.1\r\nHost: x\r\n\r\n");
    struct httpd_request *rq = hold_pop();
    httpd_quiesce(fx.httpd);
    struct client late = client_open();
    assert_false(client_more(&late));
    client_close(&late);
    answer_text(rq, 200, S("last"));
    client_read(&c, &reply);
    assert_str_equal(reply_body(&reply), S("last"));
    assert_str_equal(reply_header(&reply, "Connection"), S("close"));
    client_close(&c);
    fixture_stop();
}

TEST(stop_ends_suspended_requests)
{
    enum { N = 50 };
    fixture_start(2);
    static struct client c[N];
    for (int i = 0; i < N; i++) {
        c[i] = client_open();
        client_say(&c[i], "GET /hold HTTP/1.1\r\nHost: x\r\n\r\n");
    }
    for (int i = 0; i < N; i++)
        (void)hold_pop();
    fixture_stop();
    for (int i = 0; i < N; i++) {
        assert_false(client_more(&c[i]));
        client_close(&c[i]);
    }
    assert_int_equal(atomic_load(&fx.n_done), N);
}

struct flood {
    pthread_t thread;
    atomic_bool is_over;
};

static void *flood_run(void *arg)
{
    struct flood *f = arg;
    static const char *const request =
        "POST /later HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nbody";
    struct client c = client_open();
    while (!atomic_load(&f->is_over)) {
        if (!client_send(&c, request, strlen(request)) || !client_more(&c))
            break;
        c.len = 0;
    }
    client_close(&c);
    return NULL;
}

TEST(stop_under_load_loses_no_connection)
{
    enum { CLIENTS = 4, ROUNDS = 5, REQUESTS = 200 };
    for (int round = 0; round < ROUNDS; round++) {
        fixture_start(2);
        struct flood f[CLIENTS] = { 0 };
        for (int i = 0; i < CLIENTS; i++)
            assert_int_equal(pthread_create(&f[i].thread, NULL, flood_run, &f[i]), 0);
        wait_for_int(&fx.n_done, REQUESTS);
        fixture_stop();
        for (int i = 0; i < CLIENTS; i++)
            pthread_join(f[i].thread, NULL);
    }
}

TEST(requests_are_kept_for_reuse_and_large_arenas_given_back)
{
    fixture_start(1);
    struct client c = client_open();
    client_say(&c, "GET /hold HTTP/1.1\r\nHost: x\r\n\r\n");
    struct httpd_request *first = hold_pop();
    assert_non_null(arena_try(&first->arena, 2 * HTTPD_KEEP_ARENA_BYTES));
    answer_text(first, 200, S(""));
    client_read(&c, &reply);
    client_say(&c, "GET /hold HTTP/1.1\r\nHost: x\r\n\r\n");
    struct httpd_request *second = hold_pop();
    assert_ptr_equal(second, first);
    assert_true(second->arena.used < HTTPD_KEEP_ARENA_BYTES);
    answer_text(second, 200, S(""));
    client_read(&c, &reply);
    client_close(&c);
    wait_for_int(&fx.n_done, 2);
    fixture_stop();
}

TEST(memory_is_given_back_after_a_crowd_has_left)
{
    enum { CROWD = 2 * HTTPD_TRIM_CONNECTIONS };
    static struct client c[CROWD];
    fixture_start(2);
    for (int i = 0; i < CROWD; i++) {
        c[i] = client_open();
        client_say(&c[i], "GET /echo HTTP/1.1\r\nHost: x\r\n\r\n");
        client_read(&c[i], &reply);
    }
    memory_tick(fx.httpd);
    assert_int_equal(fx.httpd->connections_peak, CROWD);
    for (int i = 1; i < CROWD; i++)
        client_close(&c[i]);
    int64_t since_ms = clock_monotonic_ms();
    while (fx.httpd->connections_peak == CROWD) {
        wait_turn(since_ms);
        memory_tick(fx.httpd);
    }
    assert_true(fx.httpd->connections_peak <= CROWD / 2);
    client_close(&c[0]);
    fixture_stop();
}
