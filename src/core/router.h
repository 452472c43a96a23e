/* core/router.h - tables of routes → match, scope, decode, handler, answer.
 *
 * A route row says everything there is to know about a call: method, path, who may
 * (third column), what goes in and out, help; REST, OpenAPI, the docs page, the
 * TypeScript client and MCP tools are read from it.
 *
 * Where it runs. ROUTE_ON_LOOP handlers run on the HTTP loop: they touch no store
 * and wait for nothing (ingest, /health). All others are suspended, queued and run
 * by a request worker with its own database handle; a full queue is E_BUSY.
 * After E_BUSY from the store the worker runs the handler again, three times at
 * most: a handler touches nothing but its arena and the database.
 *
 * Path parameters are resolved before the handler by the feature that registered
 * the name (struct route_param): {project} → rq->project_id, {issue} → rq->issue_id.
 * Literal segments win over parameters; the path is split at '/' before it is
 * percent-decoded. A trailing slash is accepted on every route. Paths below /api/ that
 * match nothing are 404 JSON and never reach a "/{rest...}" route; HEAD runs the GET
 * row, except below /api/ (405). */
#ifndef CORE_ROUTER_H
#define CORE_ROUTER_H

#include "core/actor.h"
#include "core/field.h"
#include "port/httpd.h"

struct ctx;
struct request;
struct response;
struct feature;

#define GET    HTTP_GET
#define POST   HTTP_POST
#define PUT    HTTP_PUT
#define DELETE HTTP_DELETE

typedef enum status route_handler(struct ctx *cx, const struct request *rq, struct response *rs);

enum route_flag {
    ROUTE_ON_LOOP     = 1 << 0,
    ROUTE_ANY_ORIGIN  = 1 << 1, /* no Origin check (ingest, sign-in callbacks)           */
    ROUTE_LIST        = 1 << 2, /* out describes one element; the answer is an array     */
    ROUTE_HIDDEN      = 1 << 3, /* not in OpenAPI                                        */
    ROUTE_BODY_RAW    = 1 << 4, /* the handler reads rq->body itself                     */
    ROUTE_BODY_OPT    = 1 << 5, /* an empty body is fine: all fields absent              */
    ROUTE_STREAM      = 1 << 6, /* the handler may open a stream (request_stream)        */
    ROUTE_MERGED_ID   = 1 << 7, /* {issue} keeps a merged issue's own id (decisions §3)  */
    ROUTE_ANY_CASE    = 1 << 8, /* the whole path is compared without case (/health)     */
    ROUTE_BODY_FILE   = 1 << 9, /* large bodies go to a file (request.h, is_large); the bound
                                 * is BODY_MAX_BYTES (core_config). With ROUTE_ON_LOOP the
                                 * handler then runs on a thread that may wait for the disk */
    ROUTE_EARLY       = 1 << 10, /* answered also while the store is away since start, then
                                    on the loop and without a store                     */
    /* How success is answered, for OpenAPI; none of these = 200. Several may stand together.
     * tests/api holds every answer against them. */
    ROUTE_OK          = 1 << 11, /* 200, beside one of the next                         */
    ROUTE_CREATED     = 1 << 12, /* 201                                                  */
    ROUTE_ACCEPTED    = 1 << 13, /* 202: done later                                      */
    ROUTE_NO_CONTENT  = 1 << 14, /* 204                                                  */
    ROUTE_FILE        = 1 << 15, /* the answer is bytes of any type, no JSON             */
    ROUTE_BODY_LIST   = 1 << 17, /* in describes one element of a list, which the handler reads;
                                  * with ROUTE_BODY_RAW                                  */
    ROUTE_GONE_OK     = 1 << 16, /* an object of the path that is not there is no failure:
                                  * its number is 0 (repeated DELETE)                    */
    ROUTE_UPSTREAM    = 1 << 18, /* may be refused with 502: others' machines are asked     */
};

/* A query parameter, for OpenAPI; handlers read them with request_query_*. */
struct route_query {
    const char *name;
    const char *type; /* "string", "integer", "boolean" */
    const char *help;
};

struct route {
    enum http_method method;
    const char *path;             /* "/api/v1/projects/{project}/issues"; "/x/{rest...}" takes all */
    enum scope scope;
    const struct field *in;       /* NULL = no JSON body                    */
    const struct field *out;      /* NULL = open shape or no body           */
    route_handler *handler;
    const char *tool;             /* MCP tool name, NULL = none             */
    const char *help;             /* one sentence                           */
    unsigned flags;
    size_t body_max;              /* 0 = LIMIT_API_BODY_BYTES               */
    const struct route_query *query; /* ended by name == NULL; NULL = none  */
};

/* Resolves a path parameter by name. text is decoded. E_MISSING or E_INVALID end
 * the request. Runs after authentication; may set rq's ids. Every {name} of a path
 * must stand in some feature's table; resolve == NULL: plain text for the handler.
 * Ended by name == NULL. */
struct route_param {
    const char *name;
    enum status (*resolve)(struct ctx *cx, struct request *rq, struct str text);
};

/* Resolves text as the path parameter of that name would be, into rq's ids: for topics
 * and bodies that name objects as paths do. E_MISSING when nobody resolves the name. */
NODISCARD enum status router_resolve(struct ctx *cx, struct request *rq, const char *name,
                                     struct str text);

/* Checks all tables (scope set, no two equal rows, params known) and builds the
 * tree. Our bug ends the process. Features live for ever. */
void router_init(const struct feature *const *features);
/* The path of BASE_URL, which DSNs carry and requests may: "https://host/errors" serves
 * SDKs at /errors/api/… too; "" for most. */
struct str router_prefix(void);
/* All routes in order of registration: router_route(i) until NULL. */
const struct route *router_route(size_t i);

/* Runs one request inside the process, without HTTP: the page's bootstrap, tests,
 * MCP, `debug`. body may be absent. cx->actor is who asks; NULL = the program itself,
 * which may do everything. A failure is answered as for HTTP (rs->status) and OK
 * returned. */
struct router_call {
    enum http_method method;
    struct str target; /* path and query */
    struct str body;
};
NODISCARD enum status router_run(struct ctx *cx, const struct router_call *call,
                                 struct response *rs);

/* The server: starts request workers and the HTTP loops. Without a store only loop routes
 * and ROUTE_EARLY are served, all else is 503, until server_open gives it one. */
struct db_store;
struct router_options {
    struct db_store *store; /* NULL = away */
    const char *address;
    uint16_t port;
    unsigned loops;
    unsigned workers;
};
struct server;
NODISCARD enum status server_start(struct ctx *cx, const struct router_options *options,
                                   struct server **out);
NODISCARD enum status server_open(struct ctx *cx, struct server *s, struct db_store *store);
uint16_t server_port(const struct server *s);
/* Stops accepting, waits up to deadline_ms for running requests, then ends the rest. */
void server_stop(struct server *s, int64_t deadline_ms);

#endif
