#include "base/base.h"

#include "core/router.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/log.h"
#include "base/map.h"
#include "base/str.h"
#include "core/config.h"
#include "core/feature.h"
#include "core/router_int.h"

enum {
    ROUTER_ARENA_BYTES = 8 << 20,
    ROUTES_MAX = 1024,
    ROUTE_PARAMS_MAX = 128,
    ROUTE_TEXT_BYTES = 256,
    ROUTES_ANY_CASE_MAX = 8,
};

/* One segment of paths. Children by literal are a map; a parameter and a rest have a
 * place of their own, tried after the literals in this order. */
struct node {
    struct map literals;
    struct node *param;
    struct node *rest;
    const struct route *routes[HTTP_OTHER];
};

/* Built by router_init before threads start, then only read. */
static struct arena router_arena;
static struct node *root;
static const struct route *all_routes[ROUTES_MAX + 1];
static size_t n_routes;
static const struct route_param *all_params[ROUTE_PARAMS_MAX];
static size_t n_params;
static const struct route *any_case[ROUTES_ANY_CASE_MAX];
static size_t n_any_case;

static NORETURN void refuse_table(const struct route *r, const char *why)
{
    char text[ROUTE_TEXT_BYTES];
    (void)snprintf(text, sizeof(text), "%s %s: %s", http_method_name(r->method), r->path, why);
    log_die("router.table", text);
}

/* --- building -------------------------------------------------------------- */

static struct node *node_new(void)
{
    enum { CHILDREN_EXPECTED = 8 };
    struct node *n = arena_new(&router_arena, struct node);
    map_init(&n->literals, &router_arena, CHILDREN_EXPECTED);
    return n;
}

static bool is_param(struct str segment)
{
    return segment.len > 2 && segment.p[0] == '{' && segment.p[segment.len - 1] == '}';
}

static bool is_rest(struct str segment)
{
    return is_param(segment) && str_ends(segment, S("...}"));
}

static struct str param_name(struct str segment)
{
    size_t tail = is_rest(segment) ? sizeof("...}") - 1 : 1;
    return str_slice(segment, 1, segment.len - tail);
}

/* Without the slashes at both ends. */
static struct str bare_path(struct str path)
{
    path = str_starts(path, S("/")) ? str_from(path, 1) : path;
    return str_ends(path, S("/")) ? str_to(path, path.len - 1) : path;
}

static struct node **child_of(struct node *n, struct str segment)
{
    if (is_rest(segment))
        return &n->rest;
    if (is_param(segment))
        return &n->param;
    return (struct node **)map_at(&n->literals, segment);
}

static void check_param(const struct route *r, struct str name)
{
    for (size_t i = 0; i < n_params; i++)
        if (str_eq(str_c(all_params[i]->name), name))
            return;
    refuse_table(r, "a {parameter} that no feature registered");
}

static void check_route(const struct route *r)
{
    if (r->path[0] != '/')
        refuse_table(r, "the path must begin with /");
    if (r->scope == SCOPE_UNSET)
        refuse_table(r, "no scope");
    if (r->handler == NULL || r->help == NULL)
        refuse_table(r, "no handler or no help");
    if ((r->flags & ROUTE_ON_LOOP) != 0 && r->scope != SCOPE_PUBLIC)
        refuse_table(r, "a route on the loop knows no actor: it must be PUBLIC");
    if (r->method != HTTP_GET && r->method != HTTP_POST && r->method != HTTP_PUT &&
        r->method != HTTP_DELETE)
        refuse_table(r, "rows are for GET, POST, PUT and DELETE");
    if (n_routes == ROUTES_MAX)
        refuse_table(r, "too many routes");
}

static void add_route(const struct route *r)
{
    check_route(r);
    struct node *n = root;
    struct str rest = bare_path(str_c(r->path)), segment;
    size_t segments = 0, params = 0;
    while (rest.len > 0 && str_split(&rest, '/', &segment)) {
        if (is_param(segment)) {
            check_param(r, param_name(segment));
            params++;
        }
        struct node **child = child_of(n, segment);
        if (*child == NULL)
            *child = node_new();
        n = *child;
        segments++;
    }
    if (segments > LIMIT_PATH_SEGMENTS || params > LIMIT_PATH_PARAMS)
        refuse_table(r, "too many segments or parameters");
    if (n->routes[r->method] != NULL)
        refuse_table(r, "stands twice");
    n->routes[r->method] = r;
    all_routes[n_routes++] = r;
    if ((r->flags & ROUTE_ANY_CASE) != 0) {
        assert(n_any_case < ROUTES_ANY_CASE_MAX);
        any_case[n_any_case++] = r;
    }
}

void router_init(const struct feature *const *features)
{
    arena_release(&router_arena);
    arena_init(&router_arena, "router", ROUTER_ARENA_BYTES);
    root = node_new();
    n_routes = n_params = n_any_case = 0;
    memset(all_routes, 0, sizeof(all_routes));
    for (const struct feature *const *f = features; *f != NULL; f++)
        for (const struct route_param *p = (*f)->params; p != NULL && p->name != NULL; p++) {
            assert(n_params < ROUTE_PARAMS_MAX);
            all_params[n_params++] = p;
        }
    for (const struct feature *const *f = features; *f != NULL; f++)
        for (const struct route *r = (*f)->routes; r != NULL && r->path != NULL; r++)
            add_route(r);
}

const struct route *router_route(size_t i)
{
    return i < n_routes ? all_routes[i] : NULL;
}

/* Several features may name a plain parameter; the one that resolves it wins. */
const struct route_param *router_param(struct str name)
{
    for (size_t i = 0; i < n_params; i++)
        if (all_params[i]->resolve != NULL && str_eq(str_c(all_params[i]->name), name))
            return all_params[i];
    return NULL;
}

enum status router_resolve(struct ctx *cx, struct request *rq, const char *name, struct str text)
{
    const struct route_param *p = router_param(str_c(name));
    return p != NULL ? p->resolve(cx, rq, text) : fail(cx, E_MISSING, "no such %s", name);
}

/* --- matching -------------------------------------------------------------- */

enum path_class path_class(struct str path)
{
    if (str_starts(path, S("/js-sdk-loader/"))) /* pages of others load it (§3.6) */
        return PATH_SDK;
    if (!str_starts(path, S("/api/")))
        return PATH_PAGE;
    if (str_starts(path, S("/api/v1/")) || str_eq(path, S("/api/v1")))
        return PATH_API;
    return PATH_SDK;
}

struct str router_prefix(void)
{
    struct str url = core_config()->base_url;
    struct str prefix = str_from(url, origin_of_url(url).len);
    return str_ends(prefix, S("/")) ? str_to(prefix, prefix.len - 1) : prefix;
}

static struct str without_prefix(struct str path)
{
    struct str prefix = router_prefix(), rest = str_from(path, prefix.len);
    bool is_under = prefix.len > 0 && str_starts(path, prefix) && str_starts(rest, S("/"));
    return is_under ? rest : path;
}

static struct str single_slashes(struct arena *a, struct str path)
{
    struct buf b;
    buf_init(&b, a, LIMIT_URI_BYTES);
    for (size_t i = 0; i < path.len; i++)
        if (path.p[i] != '/' || i == 0 || path.p[i - 1] != '/')
            buf_add_char(&b, path.p[i]);
    return buf_str(&b);
}

struct str router_path(struct arena *a, struct str path)
{
    struct str bare = without_prefix(path);
    if (!str_contains(path, S("//")))
        return bare;
    struct str single = without_prefix(single_slashes(a, path));
    return path_class(single) == PATH_SDK ? single : bare;
}

struct walk {
    enum http_method method; /* GET in place of HEAD */
    bool is_page;            /* a rest route may match */
    struct route_match *out;
};

static bool take_routes(struct walk *w, const struct node *n)
{
    for (size_t m = 0; m < HTTP_OTHER; m++)
        if (n->routes[m] != NULL)
            w->out->allowed |= 1u << m;
    const struct route *r = w->method < HTTP_OTHER ? n->routes[w->method] : NULL;
    if (r == NULL)
        return false;
    w->out->route = r;
    return true;
}

/* Recursion: one level per segment, LIMIT_PATH_SEGMENTS at most; each node of the
 * tree is visited once at most, since a segment leads to it in one way only. */
static bool find(struct walk *w, const struct node *n, struct str rest)
{
    if (rest.len == 0)
        return take_routes(w, n);
    struct str after = rest, segment;
    if (!str_split(&after, '/', &segment))
        return false;
    bool is_open = segment.len > 0 && !(after.p != NULL && after.len == 0);
    const struct node *child = is_open ? map_get(&n->literals, segment) : NULL;
    if (child != NULL && find(w, child, after))
        return true;
    size_t n_values = w->out->n_values;
    if (n_values == LIMIT_PATH_PARAMS)
        return false;
    if (is_open && n->param != NULL) {
        w->out->values[w->out->n_values++] = segment;
        if (find(w, n->param, after))
            return true;
        w->out->n_values = n_values;
    }
    if (n->rest == NULL || !w->is_page)
        return false;
    w->out->values[w->out->n_values++] = rest;
    if (take_routes(w, n->rest))
        return true;
    w->out->n_values = n_values;
    return false;
}

static bool find_any_case(struct walk *w, struct str path)
{
    for (size_t i = 0; i < n_any_case; i++) {
        if (!str_eq_fold(path, str_c(any_case[i]->path)))
            continue;
        w->out->allowed |= 1u << any_case[i]->method;
        if (any_case[i]->method == w->method) {
            w->out->route = any_case[i];
            return true;
        }
    }
    return false;
}

static size_t count_segments(struct str path)
{
    size_t n = 1;
    for (size_t i = 0; i < path.len; i++)
        n += path.p[i] == '/';
    return n;
}

void router_match(enum http_method method, struct str path, struct route_match *out)
{
    *out = (struct route_match){ 0 };
    struct walk w = { method, path_class(path) == PATH_PAGE, out };
    if (method == HTTP_HEAD && w.is_page)
        w.method = HTTP_GET;
    struct str bare = bare_path(path);
    if (!find_any_case(&w, path) && count_segments(bare) <= LIMIT_PATH_SEGMENTS)
        (void)find(&w, root, bare);
    if (w.is_page && (out->allowed & 1u << HTTP_GET) != 0)
        out->allowed |= 1u << HTTP_HEAD;
}

/* --- parameters ------------------------------------------------------------ */

static void query_params(struct ctx *cx, struct str query, struct request *rq)
{
    struct str rest = query, part;
    while (rest.len > 0 && rq->n_query < LIMIT_QUERY_PARAMS && str_split(&rest, '&', &part)) {
        size_t eq = str_find_char(part, '=');
        struct str name, value;
        if (part.len == 0 || !str_url_decode(cx->arena, str_to(part, eq), true, &name) ||
            !str_url_decode(cx->arena, str_from(part, eq + 1), true, &value))
            continue; /* a broken escape is nobody's parameter */
        rq->query_names[rq->n_query] = name;
        rq->query_values[rq->n_query] = str_utf8_repair(cx->arena, value);
        rq->n_query++;
    }
}

enum status router_params(struct ctx *cx, const struct route_match *m, struct str query,
                          struct request *rq)
{
    query_params(cx, query, rq);
    struct str rest = bare_path(str_c(m->route->path)), segment;
    while (rest.len > 0 && str_split(&rest, '/', &segment)) {
        if (!is_param(segment))
            continue;
        struct str value;
        if (!str_url_decode(cx->arena, m->values[rq->n_params], false, &value) ||
            !str_is_utf8(value))
            return fail(cx, E_INVALID, "the path holds a broken escape");
        rq->param_names[rq->n_params] = param_name(segment);
        rq->param_values[rq->n_params] = value;
        rq->n_params++;
    }
    return OK;
}
