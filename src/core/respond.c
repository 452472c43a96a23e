/* What handlers answer with, and what every answer gets. */
#include "base/base.h"

#include "core/request.h"

#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/log.h"
#include "base/str.h"
#include "core/router_int.h"
#include "port/compress.h"
#include "port/httpd.h"
#include "port/jsonw.h"

enum {
    HTTP_NO_CONTENT = 204,
    HTTP_SERVER_ERROR = 500,
    GZIP_FROM_BYTES = 1 << 10, /* below, the headers weigh as much */
    ERROR_BODY_BYTES = 4 << 10,
    SENTRY_ERROR_LEN = 200, /* sentry-ingest.md §8.2 */
    FIRST_PRINTABLE = 0x20,
    LAST_PRINTABLE = 0x7e,
};

static const char content_json[] = "application/json";

static enum status finish_json(struct ctx *cx, struct response *rs, int status, struct buf *b)
{
    buf_add_char(b, '\n');
    if (buf_is_full(b))
        return fail(cx, E_TOO_LARGE, "the answer is larger than %d bytes", LIMIT_RESPONSE_BYTES);
    return respond_json(rs, status, buf_str(b));
}

enum status respond(struct ctx *cx, struct response *rs, int status, const struct field *table,
                    const void *value)
{
    struct buf b;
    struct jsonw w;
    buf_init(&b, cx->arena, LIMIT_RESPONSE_BYTES);
    jsonw_init(&w, &b);
    field_encode(&w, table, value);
    return finish_json(cx, rs, status, &b);
}

enum status respond_list(struct ctx *cx, struct response *rs, int status, const struct field *table,
                         struct field_list list)
{
    struct buf b;
    struct jsonw w;
    buf_init(&b, cx->arena, LIMIT_RESPONSE_BYTES);
    jsonw_init(&w, &b);
    jsonw_arr(&w);
    for (size_t i = 0; i < list.n; i++)
        field_encode(&w, table, (const char *)list.items + i * list.size);
    jsonw_end(&w);
    return finish_json(cx, rs, status, &b);
}

enum status respond_empty(struct response *rs, int status)
{
    rs->status = status;
    rs->body = S("");
    rs->content_type = NULL;
    return OK;
}

enum status respond_json(struct response *rs, int status, struct str json)
{
    return respond_text(rs, status, content_json, json);
}

enum status respond_text(struct response *rs, int status, const char *content_type, struct str text)
{
    rs->status = status;
    rs->body = text;
    rs->content_type = content_type;
    return OK;
}

static void close_file(void *p)
{
    const int *fd = p;

    (void)close(*fd);
}

enum status respond_file(struct ctx *cx, struct response *rs, const char *content_type, int fd,
                         uint64_t len)
{
    int *closed_later = arena_new(cx->arena, int);

    *closed_later = fd;
    arena_on_reset(cx->arena, close_file, closed_later);
    rs->is_file = true;
    rs->file_fd = fd;
    rs->file_len = len;
    return respond_text(rs, status_http(OK), content_type, S(""));
}

/* A header that stands is replaced: handlers may override what they set before. */
void respond_header(struct response *rs, const char *name, struct str value)
{
    for (size_t i = 0; i < rs->n_headers; i++) {
        if (str_eq_fold(str_c(rs->headers[i].name), str_c(name))) {
            rs->headers[i].value = value;
            return;
        }
    }
    assert(rs->n_headers < HTTPD_HEADERS_MAX);
    rs->headers[rs->n_headers++] = (struct httpd_header){ name, value };
}

static bool has_header(const struct response *rs, const char *name)
{
    for (size_t i = 0; i < rs->n_headers; i++)
        if (str_eq_fold(str_c(rs->headers[i].name), str_c(name)))
            return true;
    return false;
}

/* --- failures -------------------------------------------------------------- */

/* Words for people outside: those of our own bugs stay in the log. */
static struct str error_words(const struct ctx *cx, enum status st)
{
    if (st == E_INTERNAL)
        return S("internal error");
    return cx->err.text[0] != '\0' ? str_c(cx->err.text) : str_c(status_name(st));
}

static void write_api_error(struct ctx *cx, struct jsonw *w, enum status st)
{
    bool is_told = st != E_INTERNAL;
    jsonw_obj(w);
    jsonw_key_str(w, "error", error_words(cx, st));
    if (is_told && cx->err.code != NULL)
        jsonw_key_str(w, "code", str_c(cx->err.code));
    if (is_told && cx->err.field[0] != '\0')
        jsonw_key_str(w, "field", str_c(cx->err.field));
    if (is_told && cx->err.more[0] != '\0')
        jsonw_members(w, str_c(cx->err.more));
    jsonw_key_str(w, "request_id", cx->request_id);
    jsonw_end(w);
}

/* sentry-ingest.md §8.2: the words in both places, ASCII in the header. */
static void write_sdk_error(struct ctx *cx, struct jsonw *w, enum status st, struct response *rs)
{
    struct str words = str_to(error_words(cx, st), SENTRY_ERROR_LEN);
    struct buf ascii;
    buf_init(&ascii, cx->arena, SENTRY_ERROR_LEN);
    for (size_t i = 0; i < words.len; i++) {
        char c = words.p[i];
        buf_add_char(&ascii, c >= FIRST_PRINTABLE && c <= LAST_PRINTABLE ? c : '?');
    }
    if (!has_header(rs, "X-Sentry-Error"))
        respond_header(rs, "X-Sentry-Error", buf_str(&ascii));
    jsonw_obj(w);
    jsonw_key_str(w, "detail", error_words(cx, st));
    jsonw_key_arr(w, "causes");
    jsonw_end(w);
    jsonw_end(w);
}

static void log_failure(const struct ctx *cx, const struct request *rq, enum status st)
{
    const char *path = rq->route != NULL ? rq->route->path : "";
    const char *method = http_method_name(rq->method);
    if (st == E_INTERNAL)
        LOG(ERROR, "request.failed", K_CZ("method", method), K_CZ("route", path),
            K_CZ("text", cx->err.text));
    else if (status_http(st) >= HTTP_SERVER_ERROR)
        LOG(WARN, "request.refused", K_CZ("method", method), K_CZ("route", path),
            K_CZ("status", status_name(st)), K_CZ("text", cx->err.text));
    else
        LOG(DEBUG, "request.refused", K_CZ("method", method), K_CZ("route", path),
            K_CZ("status", status_name(st)), K_CZ("text", cx->err.text));
}

void respond_failure(struct ctx *cx, const struct request *rq, struct response *rs, enum status st)
{
    assert(st != OK);
    struct buf b;
    struct jsonw w;
    log_failure(cx, rq, st);
    buf_init(&b, cx->arena, ERROR_BODY_BYTES);
    jsonw_init(&w, &b);
    if (path_class(rq->path) == PATH_SDK)
        write_sdk_error(cx, &w, st, rs);
    else
        write_api_error(cx, &w, st);
    buf_add_char(&b, '\n');
    rs->status = status_http(st);
    rs->body = buf_str(&b);
    rs->content_type = content_json;
    if (st == E_BUSY && !has_header(rs, "Retry-After"))
        respond_header(rs, "Retry-After", S("10"));
    if (st == E_RATE && !has_header(rs, "Retry-After"))
        respond_header(rs, "Retry-After", S("60"));
}

/* --- last things ----------------------------------------------------------- */

static bool is_accepted(struct str accept, struct str coding)
{
    struct str rest = accept, part;
    while (!str_is_null(rest) && str_split(&rest, ',', &part)) {
        struct str name = str_trim(str_to(part, str_find_char(part, ';')));
        bool is_refused = str_contains(part, S("q=0")) && !str_contains(part, S("q=0."));
        if (str_eq_fold(name, coding))
            return !is_refused;
    }
    return false;
}

bool request_accepts(const struct request *rq, const char *coding)
{
    return is_accepted(request_header(rq, "Accept-Encoding"), str_c(coding));
}

/* "identity" is what a handler sets to keep its body as it is; nobody is told. */
static bool is_kept_as_is(struct response *rs)
{
    for (size_t i = 0; i < rs->n_headers; i++) {
        if (!str_eq_fold(str_c(rs->headers[i].name), S("Content-Encoding")))
            continue;
        if (str_eq(rs->headers[i].value, S("identity")))
            rs->headers[i] = rs->headers[--rs->n_headers];
        return true;
    }
    return false;
}

static void compress_body(struct ctx *cx, struct exchange *e)
{
    struct response *rs = &e->rs;
    bool is_text =
        rs->content_type != NULL && (str_starts(str_c(rs->content_type), S("text/")) ||
                                     str_eq(str_c(rs->content_type), str_c(content_json)));
    if (is_kept_as_is(rs) || !is_text || rs->body.len < GZIP_FROM_BYTES)
        return;
    respond_header(rs, "Vary",
                   has_header(rs, "Vary") ? S("Origin, Accept-Encoding") : S("Accept-Encoding"));
    struct str packed;
    if (!request_accepts(&e->rq, "gzip") || gzip_all(cx, rs->body, &packed) != OK)
        return;
    rs->body = packed;
    respond_header(rs, "Content-Encoding", S("gzip"));
}

static void security_headers(struct exchange *e)
{
    struct response *rs = &e->rs;
    respond_header(rs, "X-Content-Type-Options", S("nosniff"));
    respond_header(rs, "Referrer-Policy", S("same-origin"));
    respond_header(rs, "X-Frame-Options", S("DENY"));
    respond_header(rs, "Cross-Origin-Resource-Policy",
                   e->class == PATH_SDK ? S("cross-origin") : S("same-origin"));
    /* What is no page may do nothing; the page brings its own with a nonce. */
    if (!has_header(rs, "Content-Security-Policy"))
        respond_header(rs, "Content-Security-Policy",
                       S("default-src 'none'; base-uri 'none'; form-action 'none'; "
                         "frame-ancestors 'none'"));
}

void exchange_finish(struct ctx *cx, struct exchange *e)
{
    struct response *rs = &e->rs;
    if (rs->status != status_http(OK))
        rs->is_file = false; /* failed after all */
    security_headers(e);
    origin_headers(cx, e);
    respond_header(rs, "X-Request-Id", str_make(e->request_id, REQUEST_ID_BYTES));
    bool is_open_cache = has_header(rs, "Cache-Control");
    if (!is_open_cache && e->class == PATH_API)
        respond_header(rs, "Cache-Control", S("no-store"));
    if (e->class != PATH_SDK)
        compress_body(cx, e);
    if (rs->content_type != NULL && rs->status != HTTP_NO_CONTENT)
        respond_header(rs, "Content-Type", str_c(rs->content_type));
}
