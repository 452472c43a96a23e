#include "base/base.h"
#include "port/httpd.h"

#include <errno.h>
#include <malloc.h>
#include <netdb.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/err.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/queue.h"
#include "base/str.h"
#include "port/httpd_int.h"

enum {
    HTTPD_OTHER_FILES = 256, /* files the rest of the program may hold open */
    HTTPD_MESSAGE_SIZE = 256,
};

/* The library's words are about single clients: for whoever debugs. */
static void on_library_log(void *cls, const char *fmt, va_list args) PRINTF_LIKE(2, 0);
static void on_library_log(void *cls, const char *fmt, va_list args)
{
    (void)cls;
    char text[HTTPD_MESSAGE_SIZE];
    int n = vsnprintf(text, sizeof(text), fmt, args);
    if (n > 0)
        LOG(DEBUG, "httpd.library", K_STR("text", str_trim(str_c(text))));
}

static NORETURN void on_library_panic(void *cls, const char *file, unsigned line,
                                      const char *reason)
{
    (void)cls;
    (void)line;
    log_die("httpd.panic", reason != NULL ? reason : file);
}

/* Paths and queries stay as sent: the router decodes segment by segment. */
static size_t on_unescape(void *cls, struct MHD_Connection *connection, char *text)
{
    (void)cls;
    (void)connection;
    return strlen(text);
}

/* How a quiesced server refuses. Not by MHD_quiesce_daemon: there both the caller and
 * the loop take the listening socket out of the loop's epoll set, and the second of
 * them ends the process (0.9.75). */
static enum MHD_Result on_connect(void *cls, const struct sockaddr *address, socklen_t len)
{
    struct httpd *h = cls;
    (void)address;
    (void)len;
    return atomic_load(&h->is_quiesced) ? MHD_NO : MHD_YES;
}

static void *on_request_line(void *cls, const char *target, struct MHD_Connection *connection)
{
    return request_new(cls, connection, target);
}

static void on_completed(void *cls, struct MHD_Connection *connection, void **request,
                         enum MHD_RequestTerminationCode why)
{
    (void)cls;
    (void)connection;
    (void)why;
    struct httpd_private *p = *request;
    *request = NULL;
    if (p != NULL)
        request_free(p);
}

/* The body is there, or the connection was resumed. */
static enum MHD_Result complete(struct httpd_private *p)
{
    switch (atomic_load(&p->hand)) {
    case HAND_ENDED:
        return MHD_NO;
    case HAND_HANDED_OVER:
        return MHD_YES;
    case HAND_LOOP_AGAIN:
        return request_send(p) ? MHD_YES : MHD_NO;
    case HAND_LOOP:
        break;
    }
    if (p->is_answered_early || atomic_load(&p->httpd->is_stopping))
        return MHD_NO;
    if (request_body_goes_on(p))
        return MHD_YES;
    if (!p->is_refused) {
        assert(!p->is_ready && p->rq.owner == OWNER_LOOP);
        p->is_ready = true;
        p->rq.body = str_make(p->body != NULL ? p->body : "", p->body_len);
        p->httpd->options.ops.ready(&p->rq);
        if (atomic_load(&p->hand) != HAND_LOOP)
            return MHD_YES; /* suspended; another thread may have it */
    }
    assert(p->has_answer);
    return request_send(p) ? MHD_YES : MHD_NO;
}

/* NOLINTNEXTLINE(readability-function-size): the signature is libmicrohttpd's */
static enum MHD_Result on_access(void *cls, struct MHD_Connection *connection, const char *url,
                                 const char *method, const char *version, const char *bytes,
                                 size_t *n, void **request)
{
    (void)cls;
    (void)connection;
    (void)url;
    (void)version;
    struct httpd_private *p = *request;
    if (!p->has_begun) {
        if (atomic_load(&p->httpd->is_stopping))
            return MHD_NO;
        request_begin(p, method);
        if (p->is_refused && request_expects_continue(p))
            return request_send(p) ? MHD_YES : MHD_NO;
        return MHD_YES;
    }
    if (*n == 0)
        return complete(p);
    if (atomic_load(&p->hand) != HAND_LOOP)
        return atomic_load(&p->hand) == HAND_ENDED ? MHD_NO : MHD_YES;
    return request_take_body(p, bytes, n) ? MHD_YES : MHD_NO;
}

/* Soft limit up to the hard one. Returns the limit now in force. */
static rlim_t raise_file_limit(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return HTTPD_OTHER_FILES;
    struct rlimit raised = { .rlim_cur = limit.rlim_max, .rlim_max = limit.rlim_max };
    if (setrlimit(RLIMIT_NOFILE, &raised) == 0)
        return raised.rlim_cur;
    return limit.rlim_cur;
}

static unsigned connection_limit(unsigned wanted)
{
    rlim_t files = raise_file_limit();
    unsigned limit = wanted < LIMIT_CONNECTIONS ? wanted : LIMIT_CONNECTIONS;
    if (files != RLIM_INFINITY && files < (rlim_t)limit + HTTPD_OTHER_FILES)
        limit = files > HTTPD_OTHER_FILES + 1 ? (unsigned)(files - HTTPD_OTHER_FILES) : 1;
    return limit;
}

/* A listening socket on one address; -1 with errno. */
static int listen_on(const struct addrinfo *at)
{
    int fd = socket(at->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0)
        return -1;
    int on = 1, off = 0;
    bool ok = setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) == 0;
    if (at->ai_family == AF_INET6)
        ok = ok && setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof(off)) == 0;
    ok = ok && bind(fd, at->ai_addr, at->ai_addrlen) == 0 && listen(fd, SOMAXCONN) == 0;
    if (ok)
        return fd;
    int why = errno;
    close(fd);
    errno = why;
    return -1;
}

static enum status listen_failed(struct ctx *cx, const struct httpd_options *o)
{
    const char *address = o->address[0] != '\0' ? o->address : "every address";
    if (errno == EADDRINUSE)
        return fail(cx, E_CONFLICT, "port %u of %s is taken by another program", (unsigned)o->port,
                    address);
    char why[HTTPD_MESSAGE_SIZE];
    return fail(cx, E_INTERNAL, "cannot listen on port %u of %s: %s", (unsigned)o->port, address,
                strerror_r(errno, why, sizeof(why)));
}

/* "" listens on [::] for both families, on 0.0.0.0 where there is no IPv6. */
static enum status listen_open(struct ctx *cx, struct httpd *h)
{
    const struct httpd_options *o = &h->options;
    bool is_any = o->address[0] == '\0';
    char port[sizeof("65535")];
    (void)snprintf(port, sizeof(port), "%u", (unsigned)o->port);
    struct addrinfo hints = { .ai_flags = AI_PASSIVE | AI_NUMERICSERV,
                              .ai_family = is_any ? AF_INET6 : AF_UNSPEC,
                              .ai_socktype = SOCK_STREAM };
    struct addrinfo *found;
    int rc = getaddrinfo(is_any ? "::" : o->address, port, &hints, &found);
    if (rc != 0)
        return fail(cx, E_INVALID, "cannot listen on address '%s': %s", o->address,
                    gai_strerror(rc));
    h->listen_fd = listen_on(found);
    freeaddrinfo(found);
    if (h->listen_fd < 0 && is_any && errno != EADDRINUSE) {
        struct sockaddr_in any = { .sin_family = AF_INET, .sin_port = htons(o->port) };
        struct addrinfo at = { .ai_family = AF_INET,
                               .ai_addr = (struct sockaddr *)&any,
                               .ai_addrlen = sizeof(any) };
        h->listen_fd = listen_on(&at);
    }
    return h->listen_fd < 0 ? listen_failed(cx, o) : OK;
}

static uint16_t bound_port(int fd)
{
    union {
        struct sockaddr any;
        struct sockaddr_in v4;
        struct sockaddr_in6 v6;
    } at = { 0 };
    socklen_t len = sizeof(at);
    if (getsockname(fd, &at.any, &len) != 0)
        return 0;
    return ntohs(at.any.sa_family == AF_INET6 ? at.v6.sin6_port : at.v4.sin_port);
}

static struct MHD_Daemon *daemon_start(struct httpd *h)
{
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG;
    unsigned threads = h->options.threads > 1 ? h->options.threads : 0; /* 0 = no pool, one loop */
    return MHD_start_daemon(flags, 0, on_connect, h, on_access, h, MHD_OPTION_EXTERNAL_LOGGER,
                            on_library_log, NULL, MHD_OPTION_LISTEN_SOCKET, h->listen_fd,
                            MHD_OPTION_THREAD_POOL_SIZE, threads, MHD_OPTION_CONNECTION_LIMIT,
                            h->options.connections, MHD_OPTION_CONNECTION_TIMEOUT,
                            h->options.idle_timeout_s, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
                            (size_t)HTTPD_CONNECTION_BYTES, MHD_OPTION_UNESCAPE_CALLBACK,
                            on_unescape, NULL, MHD_OPTION_URI_LOG_CALLBACK, on_request_line, h,
                            MHD_OPTION_NOTIFY_COMPLETED, on_completed, h, MHD_OPTION_END);
}

/* The library's memory of a connection comes from malloc, which keeps what was closed:
 * after a crowd has left, 32 KiB of each would stay with us for ever. (Pools that the
 * library maps, above 32 KiB, cost 28 µs a connection.) */
static void memory_tick(struct httpd *h)
{
    const union MHD_DaemonInfo *info =
        MHD_get_daemon_info(h->daemon, MHD_DAEMON_INFO_CURRENT_CONNECTIONS);
    size_t now = info != NULL ? info->num_connections : 0;
    if (now > h->connections_peak)
        h->connections_peak = now;
    if (h->connections_peak - now < HTTPD_TRIM_CONNECTIONS || now > h->connections_peak / 2)
        return;
    h->connections_peak = now;
    (void)malloc_trim(0);
}

static void *timer_run(void *arg)
{
    struct httpd *h = arg;
    lock_take(&h->lock);
    while (!h->is_timer_over) {
        bool was_signalled = cond_wait(&h->timer_cond, &h->lock, HTTPD_TICK_MS);
        lock_give(&h->lock);
        if (!was_signalled) {
            stream_tick(h);
            memory_tick(h);
        }
        lock_take(&h->lock);
    }
    lock_give(&h->lock);
    return NULL;
}

static void timer_start(struct httpd *h)
{
    if (pthread_create(&h->timer, NULL, timer_run, h) != 0)
        log_die("httpd.no_thread", "timer");
}

static void timer_stop(struct httpd *h)
{
    lock_take(&h->lock);
    h->is_timer_over = true;
    cond_signal(&h->timer_cond);
    lock_give(&h->lock);
    pthread_join(h->timer, NULL);
}

static void httpd_free(struct httpd *h)
{
    queue_free(h->bodies);
    request_pool_free(h);
    if (h->listen_fd >= 0)
        close(h->listen_fd);
    cond_release(&h->timer_cond);
    free(h);
}

enum status httpd_start(struct ctx *cx, const struct httpd_options *options, struct httpd **out)
{
    struct httpd *h = calloc(1, sizeof(*h));
    if (h == NULL)
        log_die("httpd.no_memory", "server");
    h->options = *options;
    h->options.connections = connection_limit(options->connections);
    h->listen_fd = -1;
    lock_init(&h->lock, LOCK_HTTPD);
    cond_init(&h->timer_cond);
    h->bodies = queue_new("bodies", h->options.connections);
    enum status st = listen_open(cx, h);
    if (st != OK) {
        httpd_free(h);
        return st;
    }
    h->options.address = NULL; /* borrowed, not needed any more */
    h->port = bound_port(h->listen_fd);
    MHD_set_panic_func(on_library_panic, NULL);

    /* Signals are for the thread that waits for them. */
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    h->daemon = daemon_start(h);
    if (h->daemon != NULL) {
        timer_start(h);
        body_threads_start(h);
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (h->daemon == NULL) {
        httpd_free(h);
        return fail(cx, E_INTERNAL, "the HTTP library does not start");
    }
    h->listen_fd = -1; /* the library closes it */
    *out = h;
    return OK;
}

uint16_t httpd_port(const struct httpd *h)
{
    return h->port;
}

void httpd_quiesce(struct httpd *h)
{
    atomic_store(&h->is_quiesced, true);
}

size_t httpd_active(const struct httpd *h)
{
    return atomic_load(&h->active);
}

/* Order matters: after is_stopping nobody suspends any more without undoing it
 * himself (httpd_suspend, on_content), then all that is suspended is resumed, then
 * threads that are just answering finish: the library panics on stop otherwise. */
void httpd_stop(struct httpd *h)
{
    if (h == NULL)
        return;
    httpd_quiesce(h);
    atomic_store(&h->is_stopping, true);
    timer_stop(h);
    body_threads_stop(h);
    stream_stop(h);
    request_end_all(h);
    while (atomic_load(&h->answering) > 0)
        sched_yield();
    MHD_stop_daemon(h->daemon);
    assert(atomic_load(&h->active) == 0);
    httpd_free(h);
}
