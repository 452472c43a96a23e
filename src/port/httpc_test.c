#include "port/httpc.c"

#include <arpa/inet.h>
#include <pthread.h>

#include "base/test.h"

enum {
    TEST_ARENA = 4 << 20,
    HEARD_BYTES = 4096,
    ANSWERS_MAX = 8,
    BIG_BODY = 100 << 10,
    PORT_TEXT = 6,
};

/* A server on loopback: connection i gets answer i and is closed. */
static struct {
    int fd;
    pthread_t thread;
    const char *answers[ANSWERS_MAX];
    char heard[ANSWERS_MAX][HEARD_BYTES];
    size_t n_answers, n_heard;
} server;
static struct arena arena;
static struct ctx cx;

static void hear(int fd, char *out)
{
    size_t len = 0;
    ssize_t n = 1;

    while (n > 0 && strstr(out, "\r\n\r\n") == NULL && strstr(out, "the end") == NULL) {
        n = recv(fd, out + len, HEARD_BYTES - 1 - len, 0);
        len += n > 0 ? (size_t)n : 0;
        out[len] = '\0';
    }
}

static void *serve(void *arg)
{
    (void)arg;
    for (size_t i = 0; i < server.n_answers; i++) {
        int fd = accept(server.fd, NULL, NULL);
        if (fd < 0)
            return NULL;
        hear(fd, server.heard[i]);
        server.n_heard = i + 1;
        (void)send(fd, server.answers[i], strlen(server.answers[i]), MSG_NOSIGNAL);
        (void)shutdown(fd, SHUT_WR);
        char rest[HEARD_BYTES];
        while (recv(fd, rest, sizeof rest, 0) > 0)
            continue;
        (void)close(fd);
    }
    return NULL;
}

static void begin(bool allow_private)
{
    arena_init(&arena, "test", TEST_ARENA);
    cx = (struct ctx){ .arena = &arena };
    (void)unsetenv("http_proxy");
    (void)unsetenv("HTTP_PROXY");
    (void)unsetenv("no_proxy");
    httpc_init(allow_private);
}

/* The answers may say PORT. Returns "http://127.0.0.1:…". */
static struct str begin_server(size_t n, const char *const *answers)
{
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t len = sizeof at;

    begin(true);
    memset(&server, 0, sizeof server);
    server.fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(server.fd, (struct sockaddr *)&at, sizeof at), 0);
    assert_int_equal(listen(server.fd, ANSWERS_MAX), 0);
    assert_int_equal(getsockname(server.fd, (struct sockaddr *)&at, &len), 0);
    int port = ntohs(at.sin_port);
    for (size_t i = 0; i < n; i++) {
        struct str text = str_c(answers[i]);
        size_t hole = str_find(text, S("PORT"));
        server.answers[i] =
            hole == text.len
                ? answers[i]
                : str_cz(&arena, str_printf(&arena, "%.*s%d%.*s", FMT(str_to(text, hole)), port,
                                            FMT(str_from(text, hole + 4))));
    }
    server.n_answers = n;
    assert_int_equal(pthread_create(&server.thread, NULL, serve, NULL), 0);
    return str_printf(&arena, "http://127.0.0.1:%d", port);
}

static void end(void)
{
    if (server.n_answers > 0) {
        (void)shutdown(server.fd, SHUT_RDWR);
        (void)pthread_join(server.thread, NULL);
        (void)close(server.fd);
    }
    memset(&server, 0, sizeof server);
    arena_release(&arena);
}

#define SERVE(...)                                                                                 \
    begin_server(ARRAY_LEN(((const char *[]){ __VA_ARGS__ })), (const char *[]){ __VA_ARGS__ })

static enum status get(struct str url, struct httpc_answer *out)
{
    struct httpc_call call = { .method = "GET", .url = url };
    return httpc_perform(&cx, &call, out);
}

TEST(an_address_of_this_machine_is_refused_in_every_spelling)
{
    static const char *const urls[] = {
        "http://127.0.0.1/",          "http://127.1/",         "http://2130706433/",
        "http://0x7f000001/",         "http://0177.0.0.1/",    "http://[::1]/",
        "http://[::ffff:127.0.0.1]/", "http://LOCALHOST/",     "http://localhost./",
        "http://a.localhost/",        "http://u:p@127.0.0.1/", "http://metadata.google.internal/",
    };
    begin(false);
    for (size_t i = 0; i < ARRAY_LEN(urls); i++) {
        if (httpc_check_url(&cx, str_c(urls[i])) != E_INVALID)
            fail_msg("%s is let through", urls[i]);
    }
    assert_int_equal(httpc_check_url(&cx, S("https://hooks.example.com/a")), OK);
    end();
}

TEST(other_schemes_and_what_is_no_address_are_refused)
{
    static const char *const urls[] = {
        "",          "x",       "file:///etc/passwd", "gopher://a",
        "ftp://a/b", "http://", "http://a b/",        "javascript:alert(1)"
    };
    begin(true);
    for (size_t i = 0; i < ARRAY_LEN(urls); i++) {
        if (httpc_check_url(&cx, str_c(urls[i])) != E_INVALID)
            fail_msg("'%s' is let through", urls[i]);
    }
    end();
}

/* The name is resolved by the system; what it resolved to is judged at the socket. */
TEST(a_name_that_resolves_to_this_machine_is_not_connected_to)
{
    struct str url = SERVE("HTTP/1.1 200 OK\r\n\r\nhi");
    struct httpc_answer answer = { 0 };
    struct str port = str_from(url, str_rfind_char(url, ':'));

    httpc_init(false);
    assert_int_equal(get(str_printf(&arena, "http://localhost%.*s/", FMT(port)), &answer),
                     E_INVALID);
    assert_int_equal(get(url, &answer), E_INVALID);
    assert_int_equal(server.n_heard, 0);
    assert_non_null(strstr(cx.err.text, "ALLOW_PRIVATE_TARGETS"));
    end();
}

TEST(a_call_carries_method_headers_and_body_and_brings_the_answer)
{
    struct str url = SERVE("HTTP/1.1 429 Slow\r\nRetry-After: 7\r\n\r\nnot now");
    struct httpc_answer answer = { 0 };
    struct httpc_call call = { .method = "POST",
                               .url = str_printf(&arena, "%.*s/a?b=c", FMT(url)),
                               .headers = { { "X-Sum", S("12"), false } },
                               .body = S("{\"x\":1} the end") };

    assert_int_equal(httpc_perform(&cx, &call, &answer), OK);
    assert_int_equal(answer.status, 429);
    assert_int_equal(answer.retry_after_s, 7);
    assert_str_equal(answer.body, S("not now"));
    assert_non_null(strstr(server.heard[0], "POST /a?b=c HTTP/1.1\r\n"));
    assert_non_null(strstr(server.heard[0], "\r\nX-Sum: 12\r\n"));
    assert_null(strstr(server.heard[0], "Expect"));
    end();
}

TEST(a_header_cannot_be_smuggled_in)
{
    struct httpc_answer answer = { 0 };
    struct httpc_call call = { .method = "GET",
                               .url = S("http://127.0.0.1:1/"),
                               .headers = { { "X-Sum", S("1\r\nX-Other: 2"), false } } };
    begin(true);
    assert_int_equal(httpc_perform(&cx, &call, &answer), E_INVALID);
    end();
}

TEST(a_redirect_is_judged_as_the_first_address_was)
{
    struct str url = SERVE("HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\n\r\n");
    struct httpc_answer answer = { 0 };

    assert_int_equal(get(url, &answer), E_INVALID);
    end();
}

TEST(a_redirect_keeps_a_secret_at_its_origin)
{
    struct str url = SERVE("HTTP/1.1 307 Go\r\nLocation: http://localhost:PORT/b\r\n\r\n",
                           "HTTP/1.1 200 OK\r\n\r\nthere");
    struct httpc_answer answer = { 0 };
    struct httpc_call call = { .method = "POST",
                               .url = url,
                               .headers = { { "Authorization", S("s3cret"), true } },
                               .body = S("the end") };

    assert_int_equal(httpc_perform(&cx, &call, &answer), OK);
    assert_str_equal(answer.body, S("there"));
    assert_non_null(strstr(server.heard[0], "s3cret"));
    assert_non_null(strstr(server.heard[1], "POST /b "));
    assert_null(strstr(server.heard[1], "s3cret"));
    end();
}

TEST(a_post_is_not_turned_into_a_get)
{
    struct str url = SERVE("HTTP/1.1 302 Found\r\nLocation: /b\r\n\r\n");
    struct httpc_answer answer = { 0 };
    struct httpc_call call = { .method = "POST", .url = url, .body = S("the end") };

    assert_int_equal(httpc_perform(&cx, &call, &answer), OK);
    assert_int_equal(answer.status, 302);
    end();
}

TEST(redirects_end)
{
    static const char again[] = "HTTP/1.1 302 Found\r\nLocation: /\r\n\r\n";
    struct str url = SERVE(again, again, again, again, again, again);
    struct httpc_answer answer = { 0 };

    assert_int_equal(get(url, &answer), E_UPSTREAM);
    assert_int_equal(server.n_heard, HTTPC_REDIRECTS + 1);
    end();
}

TEST(a_long_answer_is_cut)
{
    static char big[BIG_BODY + 64];
    struct httpc_answer answer = { 0 };

    (void)snprintf(big, sizeof big, "HTTP/1.1 200 OK\r\n\r\n");
    memset(big + strlen(big), 'x', BIG_BODY);
    struct str url = SERVE(big);
    assert_int_equal(get(url, &answer), OK);
    assert_true(answer.is_cut);
    assert_int_equal(answer.body.len, HTTPC_BODY_BYTES);
    end();
}

TEST(an_answer_that_is_cut_off_or_none_may_come_later)
{
    struct str url = SERVE("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhi", "");
    struct httpc_answer answer = { 0 };

    assert_int_equal(get(url, &answer), E_UPSTREAM);
    assert_int_equal(get(url, &answer), E_UPSTREAM);
    end();
}

TEST(a_proxy_is_asked_unless_the_name_is_past_it)
{
    struct str url = SERVE("HTTP/1.1 200 OK\r\n\r\nby proxy");
    struct httpc_answer answer = { 0 };

    (void)setenv("HTTP_PROXY", str_cz(&arena, url), 1);
    httpc_init(false);
    assert_int_equal(get(S("http://169.254.169.254/"), &answer), E_INVALID);
    assert_int_equal(get(S("http://errors.example.com/a"), &answer), OK);
    assert_str_equal(answer.body, S("by proxy"));
    assert_non_null(strstr(server.heard[0], "GET http://errors.example.com/a HTTP/1.1"));
    (void)setenv("no_proxy", "other.org, .example.com", 1);
    assert_true(is_past_proxy(S("errors.example.com")));
    assert_true(is_past_proxy(S("example.com")));
    assert_false(is_past_proxy(S("badexample.com")));
    (void)unsetenv("HTTP_PROXY");
    (void)unsetenv("no_proxy");
    end();
}
