/* web_api.c - GET / and everything that is no API. */
#include "base/base.h"

#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/asset.h"
#include "core/request.h"
#include "feature/web/web.h"
#include "feature/web/web_page.h"

enum { HTTP_OK = 200, HTTP_NOT_MODIFIED = 304, HTTP_NOT_FOUND = 404 };

/* Names that are never pages of the app: a missing one is 404, not index.html. */
static const char *const file_suffixes[] = { ".js",    ".css", ".map",  ".woff",
                                             ".woff2", ".png", ".jpg",  ".svg",
                                             ".ico",   ".txt", ".json", ".webmanifest" };

static bool is_file_name(struct str path)
{
    for (size_t i = 0; i < ARRAY_LEN(file_suffixes); i++)
        if (str_ends(path, str_c(file_suffixes[i])))
            return true;
    return false;
}

static struct str pick_form(const struct request *rq, const struct asset *a, const char **coding)
{
    *coding = NULL;
    if (a->brotli != NULL && request_accepts(rq, "br")) {
        *coding = "br";
        return str_make((const char *)a->brotli, a->brotli_len);
    }
    if (a->gzip != NULL && request_accepts(rq, "gzip")) {
        *coding = "gzip";
        return str_make((const char *)a->gzip, a->gzip_len);
    }
    return str_make((const char *)a->raw, a->raw_len);
}

/* RFC 9110 §13.1.2, weak comparison; a list or "*". */
static bool is_known_to_client(const struct request *rq, const struct asset *a)
{
    struct str rest = request_header(rq, "If-None-Match"), part;
    while (!str_is_null(rest) && str_split(&rest, ',', &part)) {
        part = str_trim(part);
        if (str_starts(part, S("W/")))
            part = str_from(part, 2);
        if (str_eq(part, S("*")) || str_eq(part, str_c(a->etag)))
            return true;
    }
    return false;
}

static enum status serve_asset(const struct request *rq, struct response *rs, const struct asset *a)
{
    const char *coding;
    struct str body = pick_form(rq, a, &coding);
    respond_header(rs, "ETag", str_c(a->etag));
    respond_header(rs, "Vary", S("Accept-Encoding"));
    respond_header(rs, "Cache-Control",
                   a->is_immutable ? S("public, max-age=31536000, immutable") : S("no-cache"));
    if (is_known_to_client(rq, a))
        return respond_empty(rs, HTTP_NOT_MODIFIED);
    /* "identity" keeps the answer from being packed once more. */
    respond_header(rs, "Content-Encoding", coding != NULL ? str_c(coding) : S("identity"));
    return respond_text(rs, HTTP_OK, a->content_type, body);
}

static enum status missing_file(struct response *rs)
{
    return respond_text(rs, HTTP_NOT_FOUND, "text/plain; charset=utf-8", S("not found\n"));
}

/* On the loop: assets are memory. */
static enum status asset_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    (void)cx;
    const struct asset *a = asset_find(str_from(rq->path, 1));
    return a != NULL ? serve_asset(rq, rs, a) : missing_file(rs);
}

/* The reader's own data, or null: nobody signed in, or the route is not there. */
static enum status read_bootstrap(struct ctx *cx, struct str *out)
{
    *out = S("null");
    if (cx->actor == NULL || cx->actor->kind != ACTOR_SESSION)
        return OK;
    struct response answer = { 0 };
    const struct router_call call = { GET, S("/api/v1/me/bootstrap"), S("") };
    TRY(router_run(cx, &call, &answer));
    if (answer.status == HTTP_OK)
        *out = answer.body;
    return OK;
}

static enum status serve_page(struct ctx *cx, struct response *rs, const char *name,
                              struct str bootstrap)
{
    const struct asset *a = asset_find(str_c(name));
    if (a == NULL)
        return missing_file(rs);
    struct str nonce = web_page_nonce(cx);
    struct str html = str_make((const char *)a->raw, a->raw_len);
    respond_header(rs, "Cache-Control", S("private, no-store"));
    respond_header(rs, "Content-Security-Policy", web_page_policy(cx, nonce));
    return respond_text(rs, HTTP_OK, "text/html; charset=utf-8",
                        web_page_fill(cx, html, nonce, bootstrap));
}

static enum status index_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    (void)rq;
    struct str bootstrap;
    TRY(read_bootstrap(cx, &bootstrap));
    return serve_page(cx, rs, "index.html", bootstrap);
}

static enum status page_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct str path = str_from(rq->path, 1);
    const struct asset *a = asset_find(path);
    bool is_page = str_eq(path, S("index.html")) || str_eq(path, S("docs.html"));
    if (a != NULL && !is_page)
        return serve_asset(rq, rs, a);
    if (is_file_name(path))
        return missing_file(rs);
    return index_get(cx, rq, rs);
}

static enum status docs_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    (void)rq;
    return serve_page(cx, rs, "docs.html", S("null"));
}

static const struct route web_routes[] = {
    { GET, "/", SCOPE_PUBLIC, NULL, NULL, index_get, NULL, "The web page.", ROUTE_HIDDEN, 0, NULL },
    { GET, "/assets/{rest...}", SCOPE_PUBLIC, NULL, NULL, asset_get, NULL,
      "Files of the web page, named after their content.", ROUTE_HIDDEN | ROUTE_ON_LOOP, 0, NULL },
    { GET, "/{rest...}", SCOPE_PUBLIC, NULL, NULL, page_get, NULL,
      "Other files of the web page; the page itself for every address within it.", ROUTE_HIDDEN, 0,
      NULL },
    { GET, "/api/v1/docs", SCOPE_PUBLIC, NULL, NULL, docs_get, NULL,
      "This API as a page for people.", ROUTE_HIDDEN, 0, NULL },
    { 0 },
};

static const struct route_param web_params[] = { { "rest", NULL }, { NULL, NULL } };

const struct feature feature_web = {
    .name = "web",
    .routes = web_routes,
    .params = web_params,
};
