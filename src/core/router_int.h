/* router_int.h - what router.c, exchange.c, respond.c, origin.c and server.c share. */
#ifndef CORE_ROUTER_INT_H
#define CORE_ROUTER_INT_H

#include "base/limits.h"
#include "core/actor.h"
#include "core/request.h"
#include "core/router.h"

enum { REQUEST_ID_BYTES = 16 };

/* Whose habits a path follows: errors, CORS, HEAD. */
enum path_class {
    PATH_PAGE, /* the web page, /health, /metrics, …                        */
    PATH_API,  /* /api/v1: {"error"}, origins are checked                   */
    PATH_SDK,  /* other /api/, /js-sdk-loader/: {"detail","causes"}, open to every web page */
};
enum path_class path_class(struct str path);
/* The path that routes are looked up by: the prefix of BASE_URL is taken off and, on
 * paths of SDKs alone, runs of slashes become one (DSNs with a slash too many). */
struct str router_path(struct arena *a, struct str path);

/* What a path led to. Values are still percent-encoded, names come from the row. */
struct route_match {
    const struct route *route; /* NULL = nothing for this method */
    struct str values[LIMIT_PATH_PARAMS];
    size_t n_values;
    unsigned allowed; /* bit per enum http_method that this path has a row for */
};
void router_match(enum http_method method, struct str path, struct route_match *out);
/* Fills names and decoded values of path and query into rq. */
NODISCARD enum status router_params(struct ctx *cx, const struct route_match *m, struct str query,
                                    struct request *rq);
/* The resolver of a parameter name; NULL = plain text. */
const struct route_param *router_param(struct str name);

/* One request from its headers to its answer; lives in the request's arena. */
struct exchange {
    struct request rq;
    struct response rs;
    struct route_match match;
    enum path_class class;
    struct actor actor;
    char request_id[REQUEST_ID_BYTES + 1];
    int64_t started_us;
    struct str query;  /* of router_run; HTTP requests have theirs in rq.http */
    void *kept;        /* request_keep */
    bool is_cors_open; /* origin.c found the origin good: its headers go on the answer */
};

/* Parameters, permission, handler (again after E_BUSY), failure → answer. cx->actor
 * is who asks; NULL = the program. */
void exchange_run(struct ctx *cx, struct exchange *e);
/* A large body has begun to come (struct request's is_large): the handler alone. rs->status
 * 0 after OK: the body is wanted. */
NODISCARD enum status exchange_ask(struct ctx *cx, struct exchange *e);
/* The whole way of a request in a worker: credentials, then exchange_run. */
void exchange_serve(struct ctx *cx, struct exchange *e);
/* Last things on every answer: security, CORS and id headers, gzip. */
void exchange_finish(struct ctx *cx, struct exchange *e);
void exchange_count(const struct exchange *e);

/* Origin rules of gosnag-api.md §0.7. Refuses with 403 or remembers the good origin. */
NODISCARD enum status origin_check(struct ctx *cx, struct exchange *e);
/* CORS headers of the answer, by class. */
void origin_headers(struct ctx *cx, struct exchange *e);
/* scheme://host[:port] of the configured BASE_URL. */
struct str origin_of_url(struct str url);

/* "X-Forwarded-Proto: https" or BASE_URL says so. */
bool request_is_https(struct str forwarded_proto);

#endif
