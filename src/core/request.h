/* core/request.h - what a handler may ask about its request, and how it answers.
 *
 * Both structs live in the request's arena. Strings point into it. */
#ifndef CORE_REQUEST_H
#define CORE_REQUEST_H

#include "core/field.h"
#include "base/limits.h"
#include "core/router.h"

struct request {
    const struct route *route;
    struct httpd_request *http;   /* NULL in router_run; headers by request_header */
    enum http_method method;
    struct str path;              /* as sent, without the prefix of BASE_URL       */
    struct str body;              /* as sent, still encoded; of a large one with
                                     ROUTE_BODY_FILE the mapping of http->spill    */
    bool is_large;                /* ROUTE_BODY_FILE: body is but the beginning of a large one
                                     that shall go to a file. The handler refuses or answers
                                     now, or returns OK and is called again with all of it */
    struct str client_address;    /* peer, or X-Forwarded-For when TRUSTED_PROXIES says so */
    bool is_https;
    struct str host;              /* Host header                                   */
    struct str origin;            /* Origin header, absent when not sent           */

    /* set by parameter resolvers; 0 = not in this path */
    int64_t project_id;
    struct str project_uuid;
    struct str project_slug;
    int64_t issue_id;
    struct str issue_uuid;
    int64_t merged_from_id;       /* the issue asked for was merged into issue_id  */

    struct str param_names[LIMIT_PATH_PARAMS];
    struct str param_values[LIMIT_PATH_PARAMS]; /* decoded */
    size_t n_params;
    struct str query_names[LIMIT_QUERY_PARAMS];
    struct str query_values[LIMIT_QUERY_PARAMS]; /* decoded */
    size_t n_query;
};

/* A path parameter by name; absent when the path has none. */
struct str request_param(const struct request *rq, const char *name);
/* A query parameter; absent when not sent; the first wins. */
struct str request_query(const struct request *rq, const char *name);
bool request_query_bool(const struct request *rq, const char *name);
/* Clamped: absent, unparsable or out of range gives `otherwise` or the nearest bound. */
struct request_range {
    int64_t otherwise;
    int64_t min;
    int64_t max;
};
int64_t request_query_i64(const struct request *rq, const char *name, struct request_range range);
struct str request_header(const struct request *rq, const char *name);
/* Does Accept-Encoding allow "gzip", "br", …? */
bool request_accepts(const struct request *rq, const char *coding);

/* Parses the body by the route's `in` table into a zeroed struct. */
NODISCARD enum status request_read(struct ctx *cx, const struct request *rq,
                                   const struct field *table, void *out);

/* What the body changes: the route's members that it has, "name, slug", for the audit log. */
struct str request_body_names(struct ctx *cx, const struct request *rq);

/* The answer. Handlers fill it through the functions below; when they return a
 * failure the body is replaced (headers they set stay) by
 * {"error","code","field","request_id"}, and on ingest paths (/api/ outside /api/v1
 * and /api/0) by {"detail","causes"} with X-Sentry-Error. 429 and 503 get Retry-After
 * unless the handler set one. CORS, security and request id headers are added to every
 * answer; JSON over 1 KiB is gzipped for whoever accepts it. */
struct response {
    int status;
    struct str body;              /* in the request's arena */
    const char *content_type;
    struct httpd_header headers[HTTPD_HEADERS_MAX];
    size_t n_headers;
    bool is_file;                 /* the body is a file: respond_file              */
    int file_fd;
    uint64_t file_len;
    bool is_stream;               /* the handler opened a stream: nothing to answer */
    bool is_deferred;             /* request_defer was called: request_answer will  */
    /* Set with is_stream: runs last, when the headers are complete. After OK nobody
     * touches rq or rs any more; a failure is answered as every other. */
    enum status (*stream_open)(struct ctx *cx, const struct request *rq, struct response *rs);
    void *stream_arg; /* the opener's, in the request's arena */
};

/* Only in ROUTE_ON_LOOP handlers: suspends the request. The handler hands rq and rs
 * (both live in the request's arena) to another thread by a queue and returns OK;
 * that thread fills rs and calls request_answer, its last touch of both. */
void request_defer(const struct request *rq, struct response *rs);
void request_answer(const struct request *rq, struct response *rs);
/* Only in ROUTE_ON_LOOP handlers while !rq->http->is_aside: work runs on a thread that may
 * wait for the disk, and from there request_answer is called, at once or after handing
 * over again. The handler returns OK and touches neither rq nor rs any more. */
void request_go_aside(const struct request *rq, struct response *rs, void (*work)(void *arg),
                      void *arg);
/* What the handler found out about a large body's request, for when it is called again.
 * NULL = it was not called before. kept lives in the request's arena. */
void request_keep(const struct request *rq, void *kept);
void *request_kept(const struct request *rq);
/* Fills rs from cx->err and st the way a failing handler is answered: for those who
 * answer a deferred request. Headers already set stay. */
void respond_failure(struct ctx *cx, const struct request *rq, struct response *rs,
                     enum status st);

NODISCARD enum status respond(struct ctx *cx, struct response *rs, int status,
                              const struct field *table, const void *value);
NODISCARD enum status respond_list(struct ctx *cx, struct response *rs, int status,
                                   const struct field *table, struct field_list list);
NODISCARD enum status respond_empty(struct response *rs, int status);
/* Text made by hand (jsonw): the buf's bytes must live in cx->arena. */
NODISCARD enum status respond_json(struct response *rs, int status, struct str json);
NODISCARD enum status respond_text(struct response *rs, int status, const char *content_type,
                                   struct str text);
/* The first len bytes of a file, never in memory as a whole. fd is closed with cx->arena. */
NODISCARD enum status respond_file(struct ctx *cx, struct response *rs, const char *content_type,
                                   int fd, uint64_t len);
void respond_header(struct response *rs, const char *name, struct str value);

#endif
