#include "core/exchange.c"

#include "base/test.h"
#include "core/feature.h"
#include "core/store_testing.h"

static int n_calls;
static int fails_left;
static enum status fails_with;
static bool is_seen;

static enum status handle(struct ctx *cx, const struct request *rq, struct response *rs)
{
    n_calls++;
    is_seen = rq->project_id == 7;
    if (fails_left-- > 0)
        return fail_at(cx, fails_with, (struct err_where){ "code", "field" }, "words");
    respond_header(rs, "X-Tries", str_printf(cx->arena, "%d", n_calls));
    return respond_text(rs, 200, "text/plain", S("done"));
}

static enum status resolve_project(struct ctx *cx, struct request *rq, struct str text)
{
    if (!str_eq(text, S("shop")))
        return fail(cx, E_MISSING, "no such project");
    rq->project_id = 7;
    return OK;
}

static const struct route rows[] = {
    { GET, "/api/v1/p/{project}", SCOPE_READ, NULL, NULL, handle, NULL, "Reads.", 0, 0, NULL },
    { POST, "/api/v1/p/{project}", SCOPE_ADMIN, NULL, NULL, handle, NULL, "Writes.", 0, 0, NULL },
    { POST, "/api/{dsn}/store/", SCOPE_PUBLIC, NULL, NULL, handle, NULL, "SDK.", 0, 0, NULL },
    { 0 },
};
static const struct route_param params[] = { { "project", resolve_project },
                                             { "dsn", NULL },
                                             { 0 } };
static const struct feature feature = { .name = "test", .routes = rows, .params = params };
static const struct feature *const features[] = { &feature, NULL };

static struct test_store t;
static struct response rs;

static int call(const struct actor *who, enum http_method method, const char *target)
{
    const struct router_call c = { method, str_c(target), S("") };
    t.cx.actor = who;
    n_calls = 0;
    rs = (struct response){ 0 };
    assert_int_equal(router_run(&t.cx, &c, &rs), OK);
    return rs.status;
}

static void begin(void)
{
    test_store_open(&t, DB_SQLITE);
    router_init(features);
    fails_left = 0;
}

static struct str header(const char *name)
{
    for (size_t i = 0; i < rs.n_headers; i++)
        if (strcmp(rs.headers[i].name, name) == 0)
            return rs.headers[i].value;
    return (struct str){ NULL, 0 };
}

static const struct actor nobody = { .kind = ACTOR_ANONYMOUS };
static const struct actor viewer = { .kind = ACTOR_SESSION, .user_id = 1, .role = ROLE_VIEWER };
static const struct actor token = { .kind = ACTOR_PROJECT_TOKEN,
                                    .role = ROLE_MEMBER,
                                    .project_id = 7 };
static const struct actor other = { .kind = ACTOR_PROJECT_TOKEN,
                                    .role = ROLE_MEMBER,
                                    .project_id = 8 };

TEST(exchange_resolves_parameters_before_the_handler)
{
    begin();
    assert_int_equal(call(&viewer, GET, "/api/v1/p/shop"), 200);
    assert_true(is_seen);
    assert_int_equal(call(&viewer, GET, "/api/v1/p/none"), 404);
    assert_int_equal(n_calls, 0);
    test_store_close(&t);
}

TEST(exchange_denies_before_the_handler)
{
    begin();
    assert_int_equal(call(&nobody, GET, "/api/v1/p/shop"), 401);
    assert_int_equal(call(&viewer, POST, "/api/v1/p/shop"), 403);
    assert_int_equal(n_calls, 0);
    assert_int_equal(call(NULL, POST, "/api/v1/p/shop"), 200);
    test_store_close(&t);
}

TEST(exchange_tells_those_who_may_not_nothing_of_what_is_there)
{
    begin();
    assert_int_equal(call(&viewer, POST, "/api/v1/p/none"), 403);
    assert_int_equal(call(&viewer, GET, "/api/v1/p/none"), 404);
    assert_int_equal(call(&token, POST, "/api/v1/p/none"), 403);
    test_store_close(&t);
}

TEST(exchange_a_project_token_cannot_tell_missing_from_foreign)
{
    begin();
    assert_int_equal(call(&token, GET, "/api/v1/p/shop"), 200);
    assert_int_equal(call(&other, GET, "/api/v1/p/shop"), 403);
    assert_int_equal(call(&other, GET, "/api/v1/p/none"), 403);
    test_store_close(&t);
}

TEST(exchange_runs_again_when_the_store_is_busy)
{
    begin();
    fails_left = 2;
    fails_with = E_BUSY;
    assert_int_equal(call(&viewer, GET, "/api/v1/p/shop"), 200);
    assert_str_equal(header("X-Tries"), S("3"));
    fails_left = 3;
    assert_int_equal(call(&viewer, GET, "/api/v1/p/shop"), 503);
    assert_int_equal(n_calls, 3);
    assert_str_equal(header("Retry-After"), S("10"));
    test_store_close(&t);
}

TEST(exchange_runs_nothing_else_again)
{
    begin();
    fails_left = 1;
    fails_with = E_CONFLICT;
    assert_int_equal(call(&viewer, GET, "/api/v1/p/shop"), 409);
    assert_int_equal(n_calls, 1);
    assert_str_equal(rs.body, S("{\"error\":\"words\",\"code\":\"code\",\"field\":\"field\","
                                "\"request_id\":null}\n"));
    test_store_close(&t);
}

TEST(exchange_hides_the_words_of_our_own_bugs)
{
    begin();
    fails_left = 1;
    fails_with = E_INTERNAL;
    assert_int_equal(call(&viewer, GET, "/api/v1/p/shop"), 500);
    assert_false(str_contains(rs.body, S("words")));
    test_store_close(&t);
}

TEST(exchange_answers_sdks_in_their_form)
{
    begin();
    fails_left = 1;
    fails_with = E_INVALID;
    assert_int_equal(call(&nobody, POST, "/api/1/store/"), 400);
    assert_str_equal(rs.body, S("{\"detail\":\"words\",\"causes\":[]}\n"));
    assert_str_equal(header("X-Sentry-Error"), S("words"));
    test_store_close(&t);
}

TEST(exchange_unknown_paths_and_methods)
{
    begin();
    assert_int_equal(call(&viewer, GET, "/api/v1/nothing"), 404);
    assert_int_equal(call(&viewer, DELETE, "/api/v1/p/shop"), 405);
    assert_str_equal(header("Allow"), S("GET, POST"));
    test_store_close(&t);
}
