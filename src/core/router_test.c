#include "core/router.c"

#include "base/test.h"

static enum status nothing(struct ctx *cx, const struct request *rq, struct response *rs)
{
    (void)cx;
    (void)rq;
    (void)rs;
    return OK;
}

#define ROW(m, p, f)                                                                               \
    {                                                                                              \
        m, p, SCOPE_PUBLIC, NULL, NULL, nothing, NULL, "A row.", f, 0, NULL                        \
    }
static const struct route rows[] = {
    ROW(GET, "/", 0),
    ROW(GET, "/health", ROUTE_ANY_CASE),
    ROW(GET, "/api/v1/projects", 0),
    ROW(PUT, "/api/v1/projects/reorder", 0),
    ROW(GET, "/api/v1/projects/{project}", 0),
    ROW(PUT, "/api/v1/projects/{project}", 0),
    ROW(GET, "/api/v1/projects/{project}/issues/{issue}", 0),
    ROW(GET, "/api/v1/projects/{project}/issues/counts", 0),
    ROW(GET, "/api/v1/releases/{version}/notes", 0),
    ROW(POST, "/api/{dsn_project}/envelope/", 0),
    ROW(GET, "/files/{rest...}", 0),
    ROW(GET, "/{rest...}", 0),
    { 0 },
};
static const struct route_param params[] = {
    { "project", NULL },     { "issue", NULL }, { "version", NULL },
    { "dsn_project", NULL }, { "rest", NULL },  { NULL, NULL },
};
static const struct feature feature = { .name = "test", .routes = rows, .params = params };
static const struct feature *const features[] = { &feature, NULL };

static struct route_match match_of(enum http_method method, const char *path)
{
    struct route_match m;
    router_init(features);
    router_match(method, str_c(path), &m);
    return m;
}

static void assert_leads_to(enum http_method method, const char *path, const char *row)
{
    struct route_match m = match_of(method, path);
    if (row == NULL) {
        assert_null(m.route);
        return;
    }
    if (m.route == NULL)
        fail_msg("%s leads nowhere", path);
    assert_string_equal(m.route->path, row);
}

TEST(router_finds_literals_before_parameters)
{
    assert_leads_to(GET, "/api/v1/projects/7/issues/counts",
                    "/api/v1/projects/{project}/issues/counts");
    assert_leads_to(GET, "/api/v1/projects/7/issues/42",
                    "/api/v1/projects/{project}/issues/{issue}");
    assert_leads_to(PUT, "/api/v1/projects/reorder", "/api/v1/projects/reorder");
}

TEST(router_takes_the_parameter_when_the_literal_knows_no_such_method)
{
    assert_leads_to(GET, "/api/v1/projects/reorder", "/api/v1/projects/{project}");
}

TEST(router_accepts_one_slash_at_the_end)
{
    assert_leads_to(GET, "/api/v1/projects/", "/api/v1/projects");
    assert_leads_to(POST, "/api/1/envelope", "/api/{dsn_project}/envelope/");
    assert_leads_to(POST, "/api/1/envelope/", "/api/{dsn_project}/envelope/");
    assert_leads_to(GET, "/api/v1/projects//", NULL);
}

TEST(router_matches_no_empty_segment)
{
    assert_leads_to(GET, "/api/v1/projects//issues/3", NULL);
    assert_leads_to(GET, "//api/v1/projects", "/{rest...}");
}

TEST(router_rest_takes_everything_but_the_api)
{
    assert_leads_to(GET, "/", "/");
    assert_leads_to(GET, "/issues/3/events", "/{rest...}");
    assert_leads_to(GET, "/files/a/b/c", "/files/{rest...}");
    assert_leads_to(GET, "/api/v1/nothing", NULL);
    assert_leads_to(GET, "/api/7/nothing/", NULL);
    assert_leads_to(GET, "/apix", "/{rest...}");
}

static struct str path_for_lookup(struct arena *a, const char *path)
{
    return router_path(a, str_c(path));
}

TEST(router_collapses_slashes_on_paths_of_sdks_alone)
{
    struct arena a;
    arena_init(&a, "test", 1 << 20);
    assert_str_equal(path_for_lookup(&a, "//api//1///envelope/"), S("/api/1/envelope/"));
    assert_str_equal(path_for_lookup(&a, "/api/v1//projects"), S("/api/v1//projects"));
    assert_str_equal(path_for_lookup(&a, "//evil.example.com/x"), S("//evil.example.com/x"));
    arena_release(&a);
}

TEST(router_takes_the_prefix_of_the_base_address_off)
{
    struct arena a;
    arena_init(&a, "test", 1 << 20);
    struct ctx cx = { .arena = &a };
    assert_int_equal(setenv("BASE_URL", "https://example.com/errors/", 1), 0);
    assert_int_equal(config_load(&cx, features), OK);
    assert_str_equal(path_for_lookup(&a, "/errors/api/1/envelope/"), S("/api/1/envelope/"));
    assert_str_equal(path_for_lookup(&a, "//errors//api/1//envelope/"), S("/api/1/envelope/"));
    assert_str_equal(path_for_lookup(&a, "/errors"), S("/errors"));
    assert_str_equal(path_for_lookup(&a, "/errorsapi/1"), S("/errorsapi/1"));
    assert_str_equal(path_for_lookup(&a, "/api/1/envelope/"), S("/api/1/envelope/"));
    assert_int_equal(unsetenv("BASE_URL"), 0);
    assert_int_equal(config_load(&cx, features), OK);
    arena_release(&a);
}

TEST(router_rest_keeps_the_slashes_inside)
{
    struct route_match m = match_of(GET, "/files/a/b%2Fc");
    assert_int_equal(m.n_values, 1);
    assert_str_equal(m.values[0], S("a/b%2Fc"));
}

TEST(router_compares_health_without_case)
{
    assert_leads_to(GET, "/HEALTH", "/health");
    assert_leads_to(GET, "/API/v1/projects", "/{rest...}");
}

TEST(router_serves_head_as_get_outside_the_api)
{
    assert_leads_to(HTTP_HEAD, "/health", "/health");
    assert_leads_to(HTTP_HEAD, "/api/v1/projects", NULL);
}

TEST(router_says_which_methods_a_path_knows)
{
    struct route_match m = match_of(POST, "/api/v1/projects/reorder");
    assert_null(m.route);
    assert_int_equal(m.allowed, 1u << GET | 1u << PUT);
    assert_int_equal(match_of(GET, "/api/v1/x").allowed, 0);
}

TEST(router_bounds_the_number_of_segments)
{
    char path[4 * LIMIT_PATH_SEGMENTS];
    size_t n = 0;
    for (int i = 0; i <= LIMIT_PATH_SEGMENTS; i++)
        n += (size_t)snprintf(path + n, sizeof(path) - n, "/a");
    assert_leads_to(GET, path, NULL);
}

static enum status params_of(struct ctx *cx, const char *path, const char *query,
                             struct request *rq)
{
    struct route_match m = match_of(GET, path);
    *rq = (struct request){ .route = m.route };
    return router_params(cx, &m, str_c(query), rq);
}

TEST(router_decodes_each_segment_on_its_own)
{
    struct arena a;
    arena_init(&a, "test", 1 << 20);
    struct ctx cx = { .arena = &a };
    struct request rq;
    assert_int_equal(params_of(&cx, "/api/v1/releases/web%2F1.0%20rc/notes", "", &rq), OK);
    assert_str_equal(rq.param_names[0], S("version"));
    assert_str_equal(rq.param_values[0], S("web/1.0 rc"));
    assert_int_equal(params_of(&cx, "/api/v1/releases/%zz/notes", "", &rq), E_INVALID);
    assert_int_equal(params_of(&cx, "/api/v1/releases/%00/notes", "", &rq), E_INVALID);
    assert_int_equal(params_of(&cx, "/api/v1/releases/%ff/notes", "", &rq), E_INVALID);
    arena_release(&a);
}

TEST(router_reads_the_query_and_skips_what_is_broken)
{
    struct arena a;
    arena_init(&a, "test", 1 << 20);
    struct ctx cx = { .arena = &a };
    struct request rq;
    assert_int_equal(params_of(&cx, "/health", "a=1&b=x+y%26&&c&d=%zz&e=", &rq), OK);
    assert_int_equal(rq.n_query, 4);
    assert_str_equal(rq.query_values[1], S("x y&"));
    assert_str_equal(rq.query_names[2], S("c"));
    assert_str_equal(rq.query_values[3], S(""));
    arena_release(&a);
}

TEST(router_takes_a_bounded_number_of_query_parameters)
{
    struct arena a;
    arena_init(&a, "test", 1 << 20);
    struct ctx cx = { .arena = &a };
    struct request rq;
    char query[8 * LIMIT_QUERY_PARAMS];
    size_t n = 0;
    for (int i = 0; i < LIMIT_QUERY_PARAMS * 2; i++)
        n += (size_t)snprintf(query + n, sizeof(query) - n, "a=%d&", i % 10);
    assert_int_equal(params_of(&cx, "/health", query, &rq), OK);
    assert_int_equal(rq.n_query, LIMIT_QUERY_PARAMS);
    arena_release(&a);
}
