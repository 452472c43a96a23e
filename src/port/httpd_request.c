#include "base/base.h"
#include "port/httpd.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/str.h"
#include "port/httpd_int.h"

enum {
    HTTP_URI_TOO_LONG = 414,
    HTTP_BODY_TOO_BIG = 413,
    HTTP_STATUS_MIN = 200,
    HTTP_STATUS_MAX = 599,
    RAW_ANSWER_BYTES = 16 << 10, /* an early answer, headers included */
    LOOPBACK_V4 = 127,
    V4_MAPPED_OFFSET = 12, /* where ::ffff:a.b.c.d holds the IPv4 address */
};

static const char *const method_names[] = {
    [HTTP_GET] = "GET",     [HTTP_HEAD] = "HEAD",     [HTTP_POST] = "POST",
    [HTTP_PUT] = "PUT",     [HTTP_DELETE] = "DELETE", [HTTP_OPTIONS] = "OPTIONS",
    [HTTP_PATCH] = "PATCH", [HTTP_OTHER] = "OTHER",
};

const char *http_method_name(enum http_method m)
{
    return method_names[m];
}

static enum http_method method_of(const char *name)
{
    for (size_t m = 0; m < HTTP_OTHER; m++)
        if (strcmp(method_names[m], name) == 0)
            return (enum http_method)m;
    return HTTP_OTHER;
}

/* ---- objects: in use, or kept for the next request ---- */

/* Everything zero again but the arena, whose ceiling the layer above may have lowered. */
static void request_clear(struct httpd_private *p)
{
    struct arena arena = p->rq.arena;
    arena.ceiling = LIMIT_INGEST_ARENA;
    *p = (struct httpd_private){ .rq.arena = arena, .spill = SPILL_NONE };
}

static struct httpd_private *pool_take(struct httpd *h)
{
    lock_take(&h->lock);
    struct httpd_private *p = h->kept;
    if (p != NULL) {
        h->kept = p->next;
        h->n_kept--;
        request_clear(p);
    } else {
        p = calloc(1, sizeof(*p));
        if (p == NULL)
            log_die("httpd.no_memory", "request");
        arena_init(&p->rq.arena, "request", LIMIT_INGEST_ARENA);
        request_clear(p);
    }
    p->next = h->in_use;
    if (h->in_use != NULL)
        h->in_use->prev = p;
    h->in_use = p;
    lock_give(&h->lock);
    return p;
}

static void pool_give(struct httpd *h, struct httpd_private *p)
{
    lock_take(&h->lock);
    if (p->prev != NULL)
        p->prev->next = p->next;
    else
        h->in_use = p->next;
    if (p->next != NULL)
        p->next->prev = p->prev;
    bool is_kept = h->n_kept < HTTPD_KEEP_REQUESTS;
    if (is_kept) {
        p->next = h->kept;
        h->kept = p;
        h->n_kept++;
    }
    lock_give(&h->lock);
    if (!is_kept) {
        arena_release(&p->rq.arena);
        free(p);
    }
}

void request_pool_free(struct httpd *h)
{
    assert(h->in_use == NULL);
    while (h->kept != NULL) {
        struct httpd_private *p = h->kept;
        h->kept = p->next;
        arena_release(&p->rq.arena);
        free(p);
    }
}

/* Splits the target at '?'; of the absolute form (RFC 9112 §3.2.2) only the path counts. */
static void split_target(struct httpd_request *rq, struct str target)
{
    struct str scheme_end = S("://");
    if (str_starts_fold(target, S("http")) &&
        str_contains(str_to(target, sizeof("https://")), scheme_end)) {
        struct str rest = str_from(target, str_find(target, scheme_end) + scheme_end.len);
        size_t slash = str_find_char(rest, '/');
        target = slash < rest.len ? str_from(rest, slash) : S("/");
    }
    size_t mark = str_find_char(target, '?');
    rq->path = str_to(target, mark);
    rq->query = mark < target.len ? str_from(target, mark + 1) : str_make(NULL, 0);
}

struct httpd_private *request_new(struct httpd *h, struct MHD_Connection *connection,
                                  const char *target)
{
    struct httpd_private *p = pool_take(h);
    p->httpd = h;
    p->connection = connection;
    p->rq.priv = p;
    p->rq.content_length = -1;
    p->rq.owner = OWNER_LOOP;
    size_t len = strnlen(target, LIMIT_URI_BYTES + 1);
    split_target(&p->rq, str_dup(&p->rq.arena, str_make(target, len)));
    atomic_fetch_add(&h->active, 1);
    return p;
}

void request_free(struct httpd_private *p)
{
    struct httpd *h = p->httpd;
    assert(atomic_load(&p->hand) != HAND_HANDED_OVER);
    if (p->stream != NULL)
        stream_free(p->stream);
    if (p->has_begun)
        h->options.ops.done(&p->rq);
    request_drop_body(p);
    bool was_large = p->rq.arena.used > HTTPD_KEEP_ARENA_BYTES;
    if (was_large)
        arena_release(&p->rq.arena);
    else
        arena_reset(&p->rq.arena);
    pool_give(h, p);
    atomic_fetch_sub(&h->active, 1);
}

/* ---- begin ---- */

static void set_peer(struct httpd_private *p)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(p->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    if (info == NULL || info->client_addr == NULL)
        return;
    const struct sockaddr *at = info->client_addr;
    struct in6_addr v6;
    struct in_addr v4;
    bool is_v4 = at->sa_family == AF_INET;
    if (is_v4) {
        memcpy(&v4, (const char *)at + offsetof(struct sockaddr_in, sin_addr), sizeof(v4));
    } else if (at->sa_family == AF_INET6) {
        memcpy(&v6, (const char *)at + offsetof(struct sockaddr_in6, sin6_addr), sizeof(v6));
        is_v4 = IN6_IS_ADDR_V4MAPPED(&v6);
        if (is_v4)
            memcpy(&v4, (const char *)&v6 + V4_MAPPED_OFFSET, sizeof(v4));
    } else {
        return;
    }
    const void *address = is_v4 ? (const void *)&v4 : (const void *)&v6;
    if (inet_ntop(is_v4 ? AF_INET : AF_INET6, address, p->peer, sizeof(p->peer)) == NULL)
        return;
    p->rq.peer = str_c(p->peer);
    p->rq.is_loopback_peer =
        is_v4 ? *(const uint8_t *)&v4 == LOOPBACK_V4 : IN6_IS_ADDR_LOOPBACK(&v6);
}

static bool has_body(struct httpd_private *p)
{
    return p->rq.content_length > 0 ||
           !str_is_null(httpd_header(&p->rq, MHD_HTTP_HEADER_TRANSFER_ENCODING));
}

bool request_expects_continue(struct httpd_private *p)
{
    return str_eq_fold(httpd_header(&p->rq, MHD_HTTP_HEADER_EXPECT), S("100-continue"));
}

void request_begin(struct httpd_private *p, const char *method)
{
    struct httpd_request *rq = &p->rq;
    p->has_begun = true;
    rq->method = method_of(method);
    set_peer(p);
    /* The library has checked its form and forgets it when there is a Transfer-Encoding. */
    int64_t length;
    if (str_is_null(httpd_header(rq, MHD_HTTP_HEADER_TRANSFER_ENCODING)) &&
        str_i64(httpd_header(rq, MHD_HTTP_HEADER_CONTENT_LENGTH), &length) && length >= 0)
        rq->content_length = length;
    p->httpd->options.ops.headers(rq);
    if (p->is_refused)
        return;
    if (rq->path.len + rq->query.len > LIMIT_URI_BYTES)
        request_refuse(p, HTTP_URI_TOO_LONG);
    else if (rq->content_length > 0 && (uint64_t)rq->content_length > request_body_max(p))
        request_refuse(p, HTTP_BODY_TOO_BIG);
}

struct str httpd_header(struct httpd_request *rq, const char *name)
{
    const char *value = NULL;
    size_t len = 0;
    if (MHD_lookup_connection_value_n(rq->priv->connection, MHD_HEADER_KIND, name, strlen(name),
                                      &value, &len) != MHD_YES)
        return str_make(NULL, 0);
    return str_make(value != NULL ? value : "", len);
}

/* ---- refusals ---- */

static void refused(struct httpd_private *p)
{
    p->has_answer = true;
    p->is_refused = true;
    if (has_body(p))
        p->answer.is_close = true;
}

void httpd_refuse(struct httpd_request *rq, const struct httpd_response *rs)
{
    struct httpd_private *p = rq->priv;
    assert(rq->owner == OWNER_LOOP && p->has_begun && !p->is_ready);
    p->answer = *rs;
    refused(p);
}

/* What had come of the body is given back before words are asked for. */
void request_refuse(struct httpd_private *p, int status)
{
    request_drop_body(p);
    p->answer = (struct httpd_response){ .status = status };
    p->httpd->options.ops.refuse(&p->rq, status, &p->answer);
    refused(p);
}

/* The library takes no answer in the middle of a body, so this one goes straight to
 * the socket, which is empty: answers before it were sent, "100 Continue" too. */
static void answer_early(struct httpd_private *p)
{
    p->is_answered_early = true;
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(p->connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    if (info == NULL)
        return;
    struct arena *a = &p->rq.arena;
    struct buf b;
    buf_init(&b, a, RAW_ANSWER_BYTES);
    const char *reason = MHD_get_reason_phrase_for((unsigned)p->answer.status);
    buf_printf(&b, "HTTP/1.1 %d %s\r\n", p->answer.status, reason);
    struct str date = clock_http_date(a, clock_now_ms());
    buf_printf(&b, "Date: %.*s\r\nConnection: close\r\n", FMT(date));
    for (size_t i = 0; i < p->answer.n_headers; i++) {
        const struct httpd_header *header = &p->answer.headers[i];
        buf_printf(&b, "%s: %.*s\r\n", header->name, FMT(header->value));
    }
    buf_printf(&b, "Content-Length: %zu\r\n\r\n", p->answer.body.len);
    if (p->rq.method != HTTP_HEAD)
        buf_add(&b, p->answer.body);
    if (!buf_is_full(&b))
        (void)send(info->connect_fd, b.p, b.len, MSG_DONTWAIT | MSG_NOSIGNAL);
    (void)shutdown(info->connect_fd, SHUT_WR);
}

/* LIMIT_DRAIN_BYTES before the answer, as many after it, then the client is deaf. */
bool request_drain(struct httpd_private *p, size_t n)
{
    p->drained += n;
    if (!p->is_answered_early && p->drained > LIMIT_DRAIN_BYTES)
        answer_early(p);
    return p->drained <= 2 * (size_t)LIMIT_DRAIN_BYTES;
}

/* ---- answers ---- */

void httpd_response_header(struct httpd_response *rs, const char *name, struct str value)
{
    assert(rs->n_headers < HTTPD_HEADERS_MAX);
    rs->headers[rs->n_headers++] = (struct httpd_header){ name, value };
}

void request_add_headers(struct httpd_private *p, struct MHD_Response *response)
{
    for (size_t i = 0; i < p->answer.n_headers; i++) {
        const struct httpd_header *header = &p->answer.headers[i];
        if (MHD_add_response_header(response, header->name, str_cz(&p->rq.arena, header->value)) !=
            MHD_YES)
            LOG(WARN, "httpd.header_dropped", K_CZ("name", header->name));
    }
    if (p->answer.is_close || atomic_load(&p->httpd->is_quiesced))
        (void)MHD_add_response_header(response, MHD_HTTP_HEADER_CONNECTION, "close");
}

static struct MHD_Response *response_of(const struct httpd_response *rs)
{
    struct str body = rs->body;
    if (rs->is_file) { /* the library closes its own descriptor */
        int fd = fcntl(rs->file_fd, F_DUPFD_CLOEXEC, 0);
        struct MHD_Response *r = fd >= 0 ? MHD_create_response_from_fd64(rs->file_len, fd) : NULL;
        if (r == NULL && fd >= 0)
            (void)close(fd);
        return r;
    }
    /* The library only reads persistent memory; its parameter says otherwise. */
    void *bytes = (void *)(uintptr_t)(body.len > 0 ? body.p : "");
    return MHD_create_response_from_buffer(body.len, bytes, MHD_RESPMEM_PERSISTENT);
}

bool request_send(struct httpd_private *p)
{
    assert(p->has_answer && p->rq.owner == OWNER_LOOP);
    if (p->stream != NULL)
        return stream_send(p);
    assert(p->answer.status >= HTTP_STATUS_MIN && p->answer.status <= HTTP_STATUS_MAX);
    struct MHD_Response *response = response_of(&p->answer);
    if (response == NULL)
        return false;
    request_add_headers(p, response);
    enum MHD_Result queued =
        MHD_queue_response(p->connection, (unsigned)p->answer.status, response);
    MHD_destroy_response(response);
    return queued == MHD_YES;
}

/* ---- handing over and back ---- */

bool request_step(struct httpd_private *p, enum httpd_hand to)
{
    enum httpd_hand from = HAND_HANDED_OVER;
    return atomic_compare_exchange_strong(&p->hand, &from, to);
}

/* Store, then look at is_stopping; httpd_stop stores that, then looks at `hand`:
 * one of the two sees the other. */
void httpd_suspend(struct httpd_request *rq)
{
    struct httpd_private *p = rq->priv;
    if (rq->owner == OWNER_HANDED_OVER)
        return; /* ready() was called off the loop */
    assert(rq->owner == OWNER_LOOP && p->is_ready && !p->has_answer);
    rq->owner = OWNER_HANDED_OVER;
    atomic_store(&p->holders, 1);
    MHD_suspend_connection(p->connection);
    atomic_store(&p->hand, HAND_HANDED_OVER);
    if (atomic_load(&p->httpd->is_stopping) && request_step(p, HAND_ENDED))
        MHD_resume_connection(p->connection);
}

bool request_claim(struct httpd_private *p)
{
    struct httpd *h = p->httpd;
    assert(p->rq.owner == OWNER_HANDED_OVER);
    atomic_fetch_add(&h->answering, 1);
    if (request_step(p, HAND_LOOP_AGAIN))
        return true;
    atomic_fetch_sub(&h->answering, 1);
    return false;
}

void request_return(struct httpd_private *p)
{
    struct httpd *h = p->httpd;
    p->has_answer = true;
    p->rq.owner = OWNER_LOOP;
    request_let_go(p);
    atomic_fetch_sub(&h->answering, 1);
}

void request_let_go(struct httpd_private *p)
{
    if (atomic_fetch_sub(&p->holders, 1) == 1)
        MHD_resume_connection(p->connection);
}

void httpd_answer(struct httpd_request *rq, const struct httpd_response *rs)
{
    struct httpd_private *p = rq->priv;
    if (rq->owner == OWNER_LOOP) {
        assert(p->is_ready && !p->has_answer);
        p->answer = *rs;
        p->has_answer = true;
        return;
    }
    if (!request_claim(p))
        return;
    p->answer = *rs;
    request_return(p);
}

void request_end_all(struct httpd *h)
{
    lock_take(&h->lock);
    for (struct httpd_private *p = h->in_use; p != NULL; p = p->next)
        if (request_step(p, HAND_ENDED))
            MHD_resume_connection(p->connection);
    lock_give(&h->lock);
}
