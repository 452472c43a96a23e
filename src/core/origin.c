/* Who may call from another web page (gosnag-api.md §0.7, sentry-ingest.md §4.4). */
#include "base/base.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/str.h"
#include "core/config.h"
#include "core/router_int.h"

/* Where `make dev` serves the page from. */
static const char *const dev_hosts[] = { "localhost", "127.0.0.1" };
static const char *const dev_ports[] = { "5173", "4173", "5200" };

/* "http://a.b:8080/x" → "http://a.b:8080"; absent when it is no such thing. */
struct str origin_of_url(struct str url)
{
    struct str scheme = str_starts_fold(url, S("http://"))    ? S("http://")
                        : str_starts_fold(url, S("https://")) ? S("https://")
                                                              : S("");
    struct str rest = str_from(url, scheme.len);
    size_t end = str_find_char(rest, '/');
    if (scheme.len == 0 || end == 0)
        return (struct str){ NULL, 0 };
    return str_to(url, scheme.len + end);
}

static struct str host_of_origin(struct str origin)
{
    struct str host = str_from(origin, str_find(origin, S("://")) + sizeof("://") - 1);
    if (str_starts(host, S("[")))
        return str_to(host, str_find_char(host, ']') + 1);
    return str_to(host, str_find_char(host, ':'));
}

static bool is_own(struct ctx *cx, const struct request *rq)
{
    const char *scheme = rq->is_https ? "https" : "http";
    struct str own = str_printf(cx->arena, "%s://%.*s", scheme, FMT(rq->host));
    return rq->host.len > 0 && str_eq_fold(rq->origin, own);
}

static bool is_configured(struct str origin)
{
    const struct core_config *cfg = core_config();
    if (str_eq_fold(origin, origin_of_url(cfg->base_url)))
        return true;
    struct str rest = cfg->cors_origins, part;
    while (rest.len > 0 && str_split(&rest, ',', &part)) {
        struct str allowed = str_trim(part);
        if (str_ends(allowed, S("/")))
            allowed = str_to(allowed, allowed.len - 1);
        if (allowed.len > 0 && str_eq_fold(origin, allowed))
            return true;
    }
    return false;
}

static bool is_development(struct ctx *cx, struct str origin)
{
    struct str base = host_of_origin(origin_of_url(core_config()->base_url));
    if (!str_eq_fold(base, S("localhost")) && !str_eq(base, S("127.0.0.1")) &&
        !str_eq(base, S("[::1]")))
        return false;
    for (size_t h = 0; h < ARRAY_LEN(dev_hosts); h++)
        for (size_t p = 0; p < ARRAY_LEN(dev_ports); p++)
            if (str_eq_fold(origin,
                            str_printf(cx->arena, "http://%s:%s", dev_hosts[h], dev_ports[p])))
                return true;
    return false;
}

enum status origin_check(struct ctx *cx, struct exchange *e)
{
    const struct request *rq = &e->rq;
    bool is_any = rq->route != NULL && (rq->route->flags & ROUTE_ANY_ORIGIN) != 0;
    if (e->class != PATH_API || is_any || str_is_null(rq->origin))
        return OK;
    if (!is_own(cx, rq) && !is_configured(rq->origin) && !is_development(cx, rq->origin))
        return fail_at(cx, E_DENIED, (struct err_where){ "origin", NULL },
                       "this origin may not call the API; see CORS_ALLOWED_ORIGINS");
    e->is_cors_open = true;
    return OK;
}

static void sdk_headers(struct exchange *e)
{
    struct response *rs = &e->rs;
    respond_header(rs, "Access-Control-Allow-Origin", S("*"));
    respond_header(rs, "Access-Control-Expose-Headers",
                   S("x-sentry-error, x-sentry-rate-limits, retry-after"));
    if (e->rq.method != HTTP_OPTIONS)
        return;
    respond_header(rs, "Access-Control-Allow-Methods", S("GET, POST, OPTIONS"));
    respond_header(rs, "Access-Control-Allow-Headers",
                   S("x-sentry-auth, x-requested-with, x-forwarded-for, origin, referer, accept, "
                     "content-type, authentication, authorization, content-encoding, "
                     "transfer-encoding, sentry-trace, baggage, traceparent"));
    respond_header(rs, "Access-Control-Max-Age", S("3600"));
    struct str asked = request_header(&e->rq, "Access-Control-Request-Private-Network");
    if (str_eq_fold(asked, S("true")))
        respond_header(rs, "Access-Control-Allow-Private-Network", S("true"));
}

static void api_headers(struct exchange *e)
{
    struct response *rs = &e->rs;
    respond_header(rs, "Vary", S("Origin"));
    respond_header(rs, "Access-Control-Allow-Origin", e->rq.origin);
    respond_header(rs, "Access-Control-Allow-Credentials", S("true"));
    respond_header(rs, "Access-Control-Allow-Methods", S("GET, POST, PUT, DELETE, OPTIONS"));
    respond_header(rs, "Access-Control-Allow-Headers",
                   S("Content-Type, Authorization, Idempotency-Key"));
    respond_header(rs, "Access-Control-Expose-Headers", S("Undo-Token, Retry-After, X-Request-Id"));
    respond_header(rs, "Access-Control-Max-Age", S("600"));
}

void origin_headers(struct ctx *cx, struct exchange *e)
{
    (void)cx;
    if (e->class == PATH_SDK)
        sdk_headers(e);
    else if (e->is_cors_open)
        api_headers(e);
}
