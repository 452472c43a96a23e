#include "port/httpd_stream.c"

#include "port/httpd_testing.h"

static size_t count_streams(void)
{
    lock_take(&streams_lock);
    size_t n = n_streams;
    lock_give(&streams_lock);
    return n;
}

static struct client stream_client(struct httpd_stream **s)
{
    struct client c = client_open();
    client_say(&c, "GET /stream HTTP/1.1\r\nHost: x\r\n\r\n");
    *s = hold_pop();
    return c;
}

TEST(stream_sends_headers_before_the_first_message)
{
    fixture_start(1);
    struct httpd_stream *s;
    struct client c = stream_client(&s);
    client_expect(&c, S("HTTP/1.1 200 OK\r\n"));
    client_expect(&c, S("Content-Type: text/event-stream\r\n"));
    client_expect(&c, S("\r\n\r\n"));
    assert_true(httpd_stream_push(s, S("data: 1\n\n")));
    client_expect(&c, S("data: 1\n\n"));
    assert_true(httpd_stream_push(s, S("data: 2\n\n")));
    assert_true(httpd_stream_push(s, S("data: 3\n\n")));
    client_expect(&c, S("data: 2\n\n"));
    client_expect(&c, S("data: 3\n\n"));
    httpd_stream_end(s);
    client_expect(&c, S("0\r\n\r\n"));
    wait_for_int(&fx.n_closed, 1);
    client_close(&c);
    fixture_stop();
    assert_int_equal(atomic_load(&fx.n_closed), 1);
}

TEST(stream_ends_after_what_is_in_its_ring)
{
    fixture_start(1);
    struct httpd_stream *s;
    struct client c = stream_client(&s);
    assert_true(httpd_stream_push(s, S("data: last\n\n")));
    httpd_stream_end(s);
    client_expect(&c, S("data: last\n\n"));
    client_expect(&c, S("0\r\n\r\n"));
    client_close(&c);
    fixture_stop();
}

TEST(message_larger_than_a_block_arrives_whole)
{
    enum { N = 100000 };
    fixture_start(1);
    struct httpd_stream *s;
    struct client c = stream_client(&s);
    char *text = malloc(N);
    memset(text, 'x', N);
    struct str end = S("end\n");
    memcpy(text + N - end.len, end.p, end.len);
    assert_true(httpd_stream_push(s, str_make(text, N)));
    client_expect(&c, S("xend\n"));
    assert_false(httpd_stream_push(s, str_make(text, STREAM_RING_BYTES + 1)));
    free(text);
    client_close(&c);
    fixture_stop();
}

TEST(idle_stream_gets_a_comment)
{
    fixture_start(1);
    struct httpd_stream *s;
    struct client c = stream_client(&s);
    client_expect(&c, S("\r\n\r\n"));
    stream_tick(fx.httpd);
    client_expect(&c, S(":\n\n"));
    stream_tick(fx.httpd);
    client_expect(&c, S(":\n\n"));
    client_close(&c);
    fixture_stop();
}

TEST(client_that_left_is_seen_by_the_comment)
{
    fixture_start(1);
    struct httpd_stream *s;
    struct client c = stream_client(&s);
    client_expect(&c, S("\r\n\r\n"));
    client_close(&c);
    /* The first write meets a closed peer, a later one the reset. */
    int64_t since_ms = clock_monotonic_ms();
    while (atomic_load(&fx.n_closed) == 0) {
        stream_tick(fx.httpd);
        wait_turn(since_ms);
    }
    assert_int_equal(count_streams(), 0);
    fixture_stop();
}

/* A stream that no loop reads from: the rules of the ring alone. */
static struct httpd_stream *ring_new(struct httpd_private *p, struct httpd *h)
{
    static const struct httpd_stream_options none = { 0 };
    *p = (struct httpd_private){ .httpd = h };
    struct httpd_stream *s = stream_new(p, &none);
    assert_true(stream_admit(s));
    return s;
}

TEST(ring_refuses_the_257th_and_reset_keeps_half_a_message)
{
    struct httpd h = { 0 };
    struct httpd_private p;
    struct httpd_stream *s = ring_new(&p, &h);
    for (int i = 0; i < LIMIT_STREAM_RING; i++)
        assert_true(httpd_stream_push(s, S("data: x\n\n")));
    assert_false(httpd_stream_push(s, S("data: y\n\n")));
    char out[64];
    assert_int_equal(on_content(s, 0, out, 4), 4);
    httpd_stream_reset(s, S("event: reset\n\n"));
    assert_int_equal(s->n, 2);
    ssize_t n = on_content(s, 0, out, sizeof(out));
    assert_str_equal(str_make(out, (size_t)n), S(": x\n\nevent: reset\n\n"));
    assert_int_equal(s->bytes, 0);
    assert_int_equal(s->n, 0);
    httpd_stream_end(s);
    assert_int_equal(on_content(s, 0, out, sizeof(out)), MHD_CONTENT_READER_END_OF_STREAM);
    assert_true(httpd_stream_push(s, S("late"))); /* swallowed: the end is known by on_close */
    assert_int_equal(s->n, 0);
    stream_free(s);
    assert_int_equal(count_streams(), 0);
}

TEST(stream_whose_client_does_not_read_refuses_more_and_holds_up_no_other)
{
    enum { N = 100000, PUSHES_MAX = 2000 }; /* far beyond what sockets and the ring hold */
    static char large[N];
    struct httpd_stream *deaf, *good;
    int n = 0;

    fixture_start(1);
    struct client sleeper = stream_client(&deaf), reader = stream_client(&good);
    memset(large, 'x', sizeof(large));
    large[N - 2] = large[N - 1] = '\n';
    while (n < PUSHES_MAX && httpd_stream_push(deaf, str_make(large, N))) {
        assert_true(httpd_stream_push(good, S("data: go on\n\n")));
        client_expect(&reader, S("data: go on\n\n"));
        n++;
    }
    assert_true(n < PUSHES_MAX);
    httpd_stream_reset(deaf, S("event: reset\n\n"));
    httpd_stream_end(deaf);
    client_close(&sleeper);
    wait_for_int(&fx.n_closed, 1);
    assert_true(httpd_stream_push(good, S("data: on and on\n\n")));
    client_expect(&reader, S("data: on and on\n\n"));
    httpd_stream_end(good);
    client_close(&reader);
    fixture_stop();
}

TEST(stream_beyond_the_limit_is_busy_and_still_answered)
{
    static struct httpd_private p[LIMIT_STREAMS];
    static struct httpd_stream *s[LIMIT_STREAMS];
    struct httpd h = { 0 };
    for (int i = 0; i < LIMIT_STREAMS; i++)
        s[i] = ring_new(&p[i], &h);
    fixture_start(1);
    struct client c = client_open();
    client_say(&c, "GET /stream HTTP/1.1\r\nHost: x\r\n\r\n");
    client_expect(&c, S("HTTP/1.1 503"));
    client_expect(&c, S("no stream"));
    client_close(&c);
    for (int i = 0; i < LIMIT_STREAMS; i++)
        stream_free(s[i]);
    fixture_stop();
}

TEST(head_of_a_stream_has_no_body)
{
    fixture_start(1);
    struct client c = client_open();
    client_say(&c, "HEAD /stream HTTP/1.1\r\nHost: x\r\n\r\n");
    (void)hold_pop();
    client_expect(&c, S("\r\n\r\n"));
    wait_for_int(&fx.n_closed, 1);
    client_say(&c, "GET /echo HTTP/1.1\r\nHost: x\r\n\r\n");
    client_expect(&c, S("GET /echo? "));
    client_close(&c);
    fixture_stop();
}

TEST(stop_ends_open_streams)
{
    enum { N = 20 };
    fixture_start(2);
    struct client c[N];
    struct httpd_stream *s;
    for (int i = 0; i < N; i++) {
        c[i] = stream_client(&s);
        client_expect(&c[i], S("\r\n\r\n"));
    }
    fixture_stop();
    assert_int_equal(atomic_load(&fx.n_closed), N);
    assert_int_equal(count_streams(), 0);
    for (int i = 0; i < N; i++) {
        while (client_more(&c[i]))
            c[i].len = 0;
        client_close(&c[i]);
    }
}

/* Rule 4: a publisher with a lock of its own, that on_close takes to forget. */
struct publisher {
    struct lock lock;
    struct httpd_stream *stream; /* NULL = closed */
    atomic_bool is_over;
    atomic_int n_closed;
    pthread_t thread;
};
static struct publisher pub;

static void pub_closed(void *user)
{
    struct publisher *p = user;
    lock_take(&p->lock);
    p->stream = NULL;
    lock_give(&p->lock);
    atomic_fetch_add(&p->n_closed, 1);
}

static void *pub_run(void *arg)
{
    struct publisher *p = arg;
    while (!atomic_load(&p->is_over)) {
        lock_take(&p->lock);
        if (p->stream != NULL && !httpd_stream_push(p->stream, S("data: x\n\n")))
            httpd_stream_reset(p->stream, S("event: reset\n\n"));
        lock_give(&p->lock);
    }
    return NULL;
}

static void pub_open(struct httpd_request *rq)
{
    struct ctx cx = { 0 };
    struct httpd_stream_options how = { .on_close = pub_closed, .user = &pub };
    lock_take(&pub.lock);
    assert_int_equal(httpd_stream_open(&cx, rq, &how, &pub.stream), OK);
    lock_give(&pub.lock);
}

TEST(publisher_and_leaving_clients_do_not_race)
{
    enum { ROUNDS = 60 };
    fixture_start(2);
    pub = (struct publisher){ 0 };
    lock_init(&pub.lock, LOCK_LIVE);
    assert_int_equal(pthread_create(&pub.thread, NULL, pub_run, &pub), 0);
    for (int i = 0; i < ROUNDS; i++) {
        struct client c = client_open();
        client_say(&c, "GET /hold HTTP/1.1\r\nHost: x\r\n\r\n");
        pub_open(hold_pop());
        client_expect(&c, S("data: x\n\n"));
        client_close(&c);
        wait_for_int(&pub.n_closed, i + 1);
    }
    struct client c = client_open();
    client_say(&c, "GET /hold HTTP/1.1\r\nHost: x\r\n\r\n");
    pub_open(hold_pop());
    client_expect(&c, S("data: x\n\n"));
    fixture_stop(); /* while it publishes */
    assert_int_equal(atomic_load(&pub.n_closed), ROUNDS + 1);
    atomic_store(&pub.is_over, true);
    pthread_join(pub.thread, NULL);
    client_close(&c);
}
