/* httpd_testing.h - tests only: a server on a free port and raw sockets against it.
 *
 * What the server does is chosen by the path:
 *   /echo     answered on the loop with "METHOD path?query body"
 *   /later    handed over; a thread of the fixture answers with the body
 *   /hold     handed over and kept, until the test answers what hold_pop gives
 *   /refuse   429 from headers()
 *   /small    as /echo, body at most 1,000 bytes
 *   /file     a body over 300,000 bytes goes to a file; answered with its sum, and whether
 *             it lies in a file
 *   /stream   handed over; the fixture's thread opens a stream, which hold_pop gives
 * Waiting is always for something that must come, with a deadline that fails. */
#ifndef PORT_HTTPD_TESTING_H
#define PORT_HTTPD_TESTING_H

#include <errno.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/queue.h"
#include "base/share.h"
#include "base/test.h"
#include "base/spill.h"
#include "port/crypto.h"
#include "port/httpd.h"

enum {
    WAIT_MS = 20000,
    HOLD_MAX = 4096,
    SMALL_BODY = 1000,
    FILE_FROM = 300000,
    CLIENT_BUF = 1 << 20,
};

struct fixture {
    struct httpd *httpd;
    struct queue *later; /* requests for the fixture's thread                      */
    struct queue *held;  /* struct httpd_request * or struct httpd_stream * handed on */
    pthread_t thread;
    atomic_int n_done;
    atomic_int n_closed;
};
static struct fixture fx;
static unsigned fixture_idle_s = 30;

/* One turn of waiting for other threads; fails when it takes too long. */
static inline void wait_turn(int64_t since_ms)
{
    if (clock_monotonic_ms() - since_ms > WAIT_MS)
        fail_msg("waited for %d s", WAIT_MS / MS_PER_SECOND);
    sched_yield();
}

static inline void wait_for_int(atomic_int *value, int at_least)
{
    int64_t since_ms = clock_monotonic_ms();
    while (atomic_load(value) < at_least)
        wait_turn(since_ms);
}

static inline void on_stream_close(void *user)
{
    atomic_fetch_add((atomic_int *)user, 1);
}

static inline void answer_text(struct httpd_request *rq, int status, struct str text)
{
    struct httpd_response rs = { .status = status, .body = text };
    httpd_response_header(&rs, "Content-Type", S("text/plain"));
    httpd_answer(rq, &rs);
}

static inline void on_headers(struct httpd_request *rq)
{
    rq->user = arena_new(&rq->arena, int);
    rq->body_max = str_eq(rq->path, S("/small")) ? SMALL_BODY : LIMIT_BODY_BYTES;
    if (str_starts(rq->path, S("/file")))
        rq->memory_max = FILE_FROM;
    if (str_eq(rq->path, S("/refuse"))) {
        struct httpd_response rs = { .status = 429, .body = S("{\"detail\":\"slow down\"}") };
        httpd_response_header(&rs, "Retry-After", S("60"));
        httpd_refuse(rq, &rs);
    }
}

static inline void on_large(struct httpd_request *rq)
{
    assert_true(rq->body.len > 0);
    if (!str_eq(rq->path, S("/file/refused")))
        return;
    struct httpd_response rs = { .status = 403, .body = str_dup(&rq->arena, str_to(rq->body, 4)) };
    httpd_refuse(rq, &rs);
}

static inline void on_ready(struct httpd_request *rq)
{
    if (str_starts(rq->path, S("/later")) || str_eq(rq->path, S("/stream"))) {
        httpd_suspend(rq);
        if (!queue_push(fx.later, rq))
            answer_text(rq, 503, S("full"));
        return;
    }
    if (str_eq(rq->path, S("/hold"))) {
        httpd_suspend(rq);
        if (!queue_push(fx.held, rq))
            answer_text(rq, 503, S("full"));
        return;
    }
    if (str_eq(rq->path, S("/file"))) {
        answer_text(rq, 200,
                    str_printf(&rq->arena, "%zu %llx %s", rq->body.len,
                               (unsigned long long)hash64(rq->body),
                               rq->spill != NULL ? "file" : "memory"));
        return;
    }
    struct buf b;
    buf_init(&b, &rq->arena, LIMIT_BODY_BYTES + LIMIT_URI_BYTES);
    buf_printf(&b, "%s %.*s?%.*s ", http_method_name(rq->method), FMT(rq->path), FMT(rq->query));
    buf_add(&b, rq->body);
    answer_text(rq, 200, buf_str(&b));
}

static inline void on_refuse(struct httpd_request *rq, int status, struct httpd_response *rs)
{
    rs->body = str_printf(&rq->arena, "{\"detail\":\"refused %d\"}", status);
    httpd_response_header(rs, "Content-Type", S("application/json"));
    if (status == 503)
        httpd_response_header(rs, "Retry-After", S("1"));
}

static inline void on_done(struct httpd_request *rq)
{
    assert(rq->user != NULL);
    atomic_fetch_add(&fx.n_done, 1);
}

static inline void *fixture_run(void *arg)
{
    (void)arg;
    struct httpd_request *rq;
    while ((rq = queue_pop(fx.later, -1)) != NULL) {
        if (!str_eq(rq->path, S("/stream"))) {
            answer_text(rq, 200, rq->body);
            continue;
        }
        struct ctx cx = { 0 };
        struct httpd_header headers[] = { { "Content-Type", S("text/event-stream") } };
        struct httpd_stream_options how = {
            .headers = headers, .n_headers = 1, .on_close = on_stream_close, .user = &fx.n_closed
        };
        struct httpd_stream *s;
        if (httpd_stream_open(&cx, rq, &how, &s) != OK)
            answer_text(rq, 503, S("no stream"));
        else
            assert_true(queue_push(fx.held, s));
    }
    return NULL;
}

static inline void fixture_start(unsigned threads)
{
    fx = (struct fixture){ 0 };
    fx.later = queue_new("later", HOLD_MAX);
    fx.held = queue_new("held", HOLD_MAX);
    struct ctx cx = { 0 };
    struct httpd_options options = { .address = "127.0.0.1",
                                     .threads = threads,
                                     .connections = LIMIT_CONNECTIONS,
                                     .idle_timeout_s = fixture_idle_s,
                                     .ops = { on_headers, on_large, on_ready, on_refuse,
                                              on_done } };
    assert_int_equal(httpd_start(&cx, &options, &fx.httpd), OK);
    assert_int_equal(pthread_create(&fx.thread, NULL, fixture_run, NULL), 0);
}

/* Ends the thread that answers, as the program's shutdown does, then the server. */
static inline void fixture_stop(void)
{
    queue_close(fx.later);
    pthread_join(fx.thread, NULL);
    queue_close(fx.held);
    httpd_stop(fx.httpd);
    while (queue_pop(fx.held, 0) != NULL)
        continue;
    queue_free(fx.later);
    queue_free(fx.held);
}

static inline void *hold_pop(void)
{
    void *p = queue_pop(fx.held, WAIT_MS);
    assert_non_null(p);
    return p;
}

/* ---- client ---- */

struct client {
    int fd;
    char *p; /* received, not yet read by the test */
    size_t len;
};

struct reply {
    int status;
    char head[4096];
    char body[CLIENT_BUF];
    size_t body_len;
};

static inline struct client client_open(void)
{
    struct client c = { .fd = socket(AF_INET, SOCK_STREAM, 0), .p = malloc(CLIENT_BUF) };
    struct sockaddr_in at = { .sin_family = AF_INET,
                              .sin_port = htons(httpd_port(fx.httpd)),
                              .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    struct timeval timeout = { .tv_sec = WAIT_MS / 1000 };
    const struct sockaddr *to = (const struct sockaddr *)&at;
    assert_true(c.fd >= 0 && c.p != NULL);
    setsockopt(c.fd, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof(timeout));
    setsockopt(c.fd, SOL_SOCKET, SO_SNDTIMEO, &timeout, sizeof(timeout));
    assert_int_equal(connect(c.fd, to, sizeof(at)), 0);
    return c;
}

static inline void client_close(struct client *c)
{
    close(c->fd);
    free(c->p);
}

/* False when the server has closed before all was written. */
static inline bool client_send(struct client *c, const char *p, size_t n)
{
    while (n > 0) {
        ssize_t sent = send(c->fd, p, n, MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        p += sent;
        n -= (size_t)sent;
    }
    return true;
}

static inline void client_say(struct client *c, const char *text)
{
    assert_true(client_send(c, text, strlen(text)));
}

/* More bytes from the server; false at its end of stream (or a reset). */
static inline bool client_more(struct client *c)
{
    assert_true(c->len < CLIENT_BUF);
    ssize_t n = recv(c->fd, c->p + c->len, CLIENT_BUF - c->len, 0);
    if (n < 0 && errno != ECONNRESET)
        fail_msg("recv: errno %d after %zu bytes", errno, c->len);
    if (n <= 0)
        return false;
    c->len += (size_t)n;
    return true;
}

static inline struct str client_has(const struct client *c)
{
    return str_make(c->p, c->len);
}

static inline void client_eat(struct client *c, size_t n)
{
    memmove(c->p, c->p + n, c->len - n);
    c->len -= n;
}

/* Reads on until the text has come. */
static inline void client_expect(struct client *c, struct str text)
{
    while (!str_contains(client_has(c), text))
        if (!client_more(c))
            fail_msg("end of stream instead of \"%.*s\"", FMT(text));
    client_eat(c, str_find(client_has(c), text) + text.len);
}

static inline struct str reply_header(const struct reply *r, const char *name)
{
    struct str rest = str_c(r->head), line;
    while (str_split(&rest, '\n', &line)) {
        size_t colon = str_find_char(line, ':');
        if (str_eq_fold(str_to(line, colon), str_c(name)))
            return str_trim(str_from(line, colon + 1));
    }
    return str_make(NULL, 0);
}

/* One answer with Content-Length; is_head: none follows. */
static inline void client_read_as(struct client *c, struct reply *r, bool is_head)
{
    struct str end = S("\r\n\r\n");
    while (!str_contains(client_has(c), end))
        if (!client_more(c))
            fail_msg("end of stream in the head: \"%.*s\"", FMT(client_has(c)));
    size_t head = str_find(client_has(c), end) + end.len;
    assert_true(head < sizeof(r->head));
    memcpy(r->head, c->p, head);
    r->head[head] = '\0';
    client_eat(c, head);
    int64_t status, length = 0;
    assert_true(str_i64(str_slice(str_c(r->head), 9, 12), &status));
    r->status = (int)status;
    if (!str_is_null(reply_header(r, "Content-Length")))
        assert_true(str_i64(reply_header(r, "Content-Length"), &length));
    r->body_len = is_head || status < 200 ? 0 : (size_t)length;
    while (c->len < r->body_len)
        if (!client_more(c))
            fail_msg("end of stream in the body");
    memcpy(r->body, c->p, r->body_len);
    client_eat(c, r->body_len);
}

static inline void client_read(struct client *c, struct reply *r)
{
    client_read_as(c, r, false);
}

static inline struct str reply_body(const struct reply *r)
{
    return str_make(r->body, r->body_len);
}

#endif
