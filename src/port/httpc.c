#include "base/base.h"

#include "port/httpc.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/str.h"
#include "port/guard.h"

enum {
    STATUS_REDIRECT = 300,
    STATUS_ERROR = 400,
    STATUS_TEMPORARY = 307,
    STATUS_PERMANENT = 308,
    HEADER_BYTES = 4096,
};

void httpc_init(bool allow_private)
{
    guard_init(allow_private);
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
        abort(); /* no randomness or no memory at start */
}

/* --- addresses -------------------------------------------------------------------------- */

struct target {
    const char *url;
    struct str scheme, host; /* host: lower case, without brackets */
    struct str origin;
};

static struct str url_part(struct ctx *cx, CURLU *url, CURLUPart part)
{
    char *text = NULL;
    struct str out = S("");

    if (curl_url_get(url, part, &text, part == CURLUPART_PORT ? CURLU_DEFAULT_PORT : 0) ==
        CURLUE_OK)
        out = str_dup(cx->arena, str_c(text));
    curl_free(text);
    return out;
}

/* base: what a relative one (of a redirect) is relative to; NULL = none. */
static enum status read_url(struct ctx *cx, const char *base, struct str text, struct target *out)
{
    CURLU *url = curl_url();
    bool is_good = url != NULL && text.len > 0 && text.len <= HTTPC_URL_BYTES &&
                   (base == NULL || curl_url_set(url, CURLUPART_URL, base, 0) == CURLUE_OK) &&
                   curl_url_set(url, CURLUPART_URL, str_cz(cx->arena, text), 0) == CURLUE_OK;

    if (is_good) {
        out->url = str_cz(cx->arena, url_part(cx, url, CURLUPART_URL));
        out->scheme = url_part(cx, url, CURLUPART_SCHEME);
        out->host = str_lower(cx->arena, url_part(cx, url, CURLUPART_HOST));
        out->host = str_trim_char(str_trim_char(out->host, '['), ']');
        struct str port = url_part(cx, url, CURLUPART_PORT);
        out->origin =
            str_printf(cx->arena, "%.*s://%.*s:%.*s", FMT(out->scheme), FMT(out->host), FMT(port));
    }
    curl_url_cleanup(url);
    if (!is_good || out->host.len == 0)
        return fail(cx, E_INVALID, "this is no address of the web");
    if (!str_eq(out->scheme, S("http")) && !str_eq(out->scheme, S("https")))
        return fail(cx, E_INVALID, "an address begins with http:// or https://");
    return OK;
}

enum status httpc_check_url(struct ctx *cx, struct str url)
{
    struct target t;

    TRY(read_url(cx, NULL, url, &t));
    return guard_check_host(cx, t.host);
}

struct str httpc_host(struct ctx *cx, struct str url)
{
    struct target t;

    if (read_url(cx, NULL, url, &t) == OK)
        return t.host;
    err_clear(&cx->err);
    return S("");
}

/* --- proxies ------------------------------------------------------------------------------ */

static struct str environment(const char *lower, const char *upper)
{
    const char *value = getenv(lower);

    if (value == NULL || *value == '\0')
        value = getenv(upper);
    return value != NULL ? str_c(value) : S("");
}

/* NO_PROXY: "*", or names by commas; each stands for itself and what ends in it. */
static bool is_past_proxy(struct str host)
{
    struct str rest = environment("no_proxy", "NO_PROXY"), part;

    while (str_split(&rest, ',', &part)) {
        part = str_trim(part);
        if (str_eq(part, S("*")))
            return true;
        while (str_starts(part, S(".")))
            part = str_from(part, 1);
        if (part.len == 0 || part.len > host.len)
            continue;
        size_t at = host.len - part.len;
        if (str_eq_fold(str_from(host, at), part) && (at == 0 || host.p[at - 1] == '.'))
            return true;
    }
    return false;
}

/* "" = none */
static struct str proxy_for(const struct target *t)
{
    struct str proxy = str_eq(t->scheme, S("https")) ? environment("https_proxy", "HTTPS_PROXY")
                                                     : environment("http_proxy", "HTTP_PROXY");

    return is_past_proxy(t->host) ? S("") : proxy;
}

/* --- one exchange -------------------------------------------------------------------------- */

struct exchange {
    struct ctx *cx;
    struct buf body;
    bool is_cut;
    bool is_refused;
    bool has_proxy;
};

/* Called for each address of the name in turn, right before it is connected to. */
static curl_socket_t open_socket(void *arg, curlsocktype purpose, struct curl_sockaddr *address)
{
    struct exchange *x = arg;

    (void)purpose;
    if (!x->has_proxy && !guard_allows(&address->addr)) {
        x->is_refused = true;
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static size_t take_body(char *p, size_t size, size_t n, void *arg)
{
    struct exchange *x = arg;
    size_t room = x->body.ceiling - x->body.len, len = size * n;

    x->is_cut = len > room;
    buf_add(&x->body, str_make(p, x->is_cut ? room : len));
    return x->is_cut ? 0 : len; /* 0 ends the transfer */
}

static enum status check_header(struct ctx *cx, const struct httpc_header *h)
{
    for (size_t at = 0; at < h->value.len; at++) {
        if ((unsigned char)h->value.p[at] < ' ' || h->value.p[at] == 0x7f)
            return fail(cx, E_INVALID, "%s has a control character", h->name);
    }
    if (h->value.len > HEADER_BYTES)
        return fail(cx, E_INVALID, "%s is too long", h->name);
    return OK;
}

static enum status list_headers(struct ctx *cx, const struct httpc_call *call, bool is_same_origin,
                                struct curl_slist **out)
{
    for (size_t i = 0; i < HTTPC_HEADERS && call->headers[i].name != NULL; i++) {
        const struct httpc_header *h = &call->headers[i];
        TRY(check_header(cx, h));
        struct str line = str_printf(cx->arena, "%s: %.*s", h->name, FMT(h->value));
        if (is_same_origin || !h->is_secret)
            *out = curl_slist_append(*out, str_cz(cx->arena, line));
    }
    *out = curl_slist_append(*out, "Expect:"); /* no 100-continue: one answer */
    return OK;
}

static void set_target(struct exchange *x, CURL *curl, const struct target *t)
{
    struct str proxy = proxy_for(t);

    x->has_proxy = proxy.len > 0;
    (void)curl_easy_setopt(curl, CURLOPT_URL, t->url);
    (void)curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    (void)curl_easy_setopt(curl, CURLOPT_PROXY, str_cz(x->cx->arena, proxy));
    (void)curl_easy_setopt(curl, CURLOPT_NOPROXY, "");
    (void)curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    (void)curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, x);
    (void)curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    (void)curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    (void)curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
    (void)curl_easy_setopt(curl, CURLOPT_WRITEDATA, x);
    (void)curl_easy_setopt(curl, CURLOPT_USERAGENT, "gosnag/" GOSNAG_VERSION);
    if (getenv("SSL_CERT_FILE") != NULL)
        (void)curl_easy_setopt(curl, CURLOPT_CAINFO, getenv("SSL_CERT_FILE"));
    if (getenv("SSL_CERT_DIR") != NULL)
        (void)curl_easy_setopt(curl, CURLOPT_CAPATH, getenv("SSL_CERT_DIR"));
}

static void set_body(CURL *curl, const struct httpc_call *call)
{
    (void)curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, call->method);
    if (strcmp(call->method, "HEAD") == 0)
        (void)curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
    if (str_is_null(call->body))
        return;
    (void)curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)call->body.len);
    (void)curl_easy_setopt(curl, CURLOPT_POSTFIELDS, call->body.p);
    (void)curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, call->method);
}

static void read_headers(struct exchange *x, CURL *curl, const struct httpc_call *call,
                         struct httpc_answer *out)
{
    struct curl_header *header;

    for (size_t i = 0; i < HTTPC_ASKS && call->asks[i] != NULL; i++) {
        if (curl_easy_header(curl, call->asks[i], 0, CURLH_HEADER, -1, &header) == CURLHE_OK)
            out->said[i] = str_utf8_repair(x->cx->arena, str_c(header->value));
    }
}

/* The answer, and where it sends us (NULL = nowhere). */
static void read_answer(struct exchange *x, CURL *curl, struct httpc_answer *out,
                        const char **location)
{
    long status = 0;
    curl_off_t retry = 0;
    char *to = NULL;

    (void)curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    (void)curl_easy_getinfo(curl, CURLINFO_RETRY_AFTER, &retry);
    (void)curl_easy_getinfo(curl, CURLINFO_REDIRECT_URL, &to);
    out->status = status;
    out->retry_after_s = retry;
    out->body = str_utf8_repair(x->cx->arena, buf_str(&x->body));
    out->is_cut = x->is_cut;
    *location = to != NULL ? str_cz(x->cx->arena, str_c(to)) : NULL;
}

static enum status judge(struct exchange *x, CURLcode rc, const struct target *t)
{
    if (rc == CURLE_OK || x->is_cut)
        return OK;
    if (x->is_refused)
        return guard_refuse(x->cx, t->host);
    return fail(x->cx, E_UPSTREAM, "%.*s: %s", FMT(str_utf8_clip(t->host, 100)),
                curl_easy_strerror(rc));
}

struct hop {
    struct target target;
    bool is_same_origin; /* as the first */
    int64_t end_ms;      /* of the whole call, monotonic */
    const char *location;
};

static enum status exchange(struct ctx *cx, const struct httpc_call *call, struct hop *hop,
                            struct httpc_answer *out)
{
    struct exchange x = { .cx = cx };
    struct curl_slist *headers = NULL;
    int64_t left_ms = hop->end_ms - clock_monotonic_ms();
    CURL *curl;

    if (left_ms <= 0)
        return fail(cx, E_UPSTREAM, "%.*s: too many slow redirects", FMT(hop->target.host));
    enum status st = list_headers(cx, call, hop->is_same_origin, &headers);
    if (st == OK && (curl = curl_easy_init()) != NULL) {
        buf_init(&x.body, cx->arena, call->body_max > 0 ? call->body_max : HTTPC_BODY_BYTES);
        set_target(&x, curl, &hop->target);
        set_body(curl, call);
        (void)curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
        (void)curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)left_ms);
        st = x.has_proxy ? guard_check_host(cx, hop->target.host) : OK;
        if (st == OK)
            st = judge(&x, curl_easy_perform(curl), &hop->target);
        if (st == OK) {
            read_headers(&x, curl, call, out);
            read_answer(&x, curl, out, &hop->location);
        }
        curl_easy_cleanup(curl);
    } else if (st == OK) {
        st = fail(cx, E_UPSTREAM, "no memory for a connection");
    }
    curl_slist_free_all(headers);
    return st;
}

static bool is_followed(const struct httpc_call *call, const struct httpc_answer *answer)
{
    if (answer->status < STATUS_REDIRECT || answer->status >= STATUS_ERROR)
        return false;
    return strcmp(call->method, "GET") == 0 || answer->status == STATUS_TEMPORARY ||
           answer->status == STATUS_PERMANENT;
}

enum status httpc_perform(struct ctx *cx, const struct httpc_call *call, struct httpc_answer *out)
{
    int64_t began_ms = clock_monotonic_ms();
    struct hop hop = { .is_same_origin = true, .end_ms = began_ms + HTTPC_TIMEOUT_MS };
    struct httpc_answer answer;
    struct str first;

    TRY(read_url(cx, NULL, call->url, &hop.target));
    first = hop.target.origin;
    for (int n = 0;; n++) {
        answer = (struct httpc_answer){ 0 };
        hop.location = NULL;
        TRY(exchange(cx, call, &hop, &answer));
        if (!is_followed(call, &answer) || hop.location == NULL)
            break;
        if (n == HTTPC_REDIRECTS)
            return fail(cx, E_UPSTREAM, "%.*s: too many redirects", FMT(hop.target.host));
        bool was_tls = str_eq(hop.target.scheme, S("https"));
        TRY(read_url(cx, hop.target.url, str_c(hop.location), &hop.target));
        if (was_tls && !str_eq(hop.target.scheme, S("https")))
            return fail(cx, E_INVALID, "it was redirected from https to http");
        hop.is_same_origin = str_eq(hop.target.origin, first);
    }
    answer.took_ms = clock_monotonic_ms() - began_ms;
    *out = answer;
    return OK;
}
