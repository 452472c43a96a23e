#include "core/origin.c"

#include "base/test.h"
#include "core/feature.h"

static const struct feature *const no_features[] = { NULL };
static struct arena arena;
static struct ctx cx;

static void settings(const char *base_url, const char *origins)
{
    arena_release(&arena);
    arena_init(&arena, "test", 1 << 20);
    cx = (struct ctx){ .arena = &arena };
    assert_int_equal(setenv("BASE_URL", base_url, 1), 0);
    assert_int_equal(setenv("CORS_ALLOWED_ORIGINS", origins, 1), 0);
    assert_int_equal(config_load(&cx, no_features), OK);
}

static enum status ask(const char *origin, const char *host, bool is_https)
{
    struct exchange e = { .class = PATH_API };
    e.rq.origin = str_c(origin);
    e.rq.host = str_c(host);
    e.rq.is_https = is_https;
    enum status st = origin_check(&cx, &e);
    assert_true(e.is_cors_open == (st == OK && origin != NULL));
    return st;
}

TEST(origin_our_own_address_is_good)
{
    settings("https://errors.example.com/", "");
    assert_int_equal(ask("https://errors.example.com", "internal:8080", false), OK);
    assert_int_equal(ask("HTTPS://Errors.Example.com", "internal:8080", false), OK);
    assert_int_equal(ask("http://internal:8080", "internal:8080", false), OK);
    assert_int_equal(ask("https://internal:8080", "internal:8080", true), OK);
    assert_int_equal(ask("http://internal:8080", "internal:8080", true), E_DENIED);
}

TEST(origin_foreign_ones_are_refused)
{
    settings("https://errors.example.com", "");
    assert_int_equal(ask("https://example.com", "errors.example.com", true), E_DENIED);
    assert_int_equal(ask("https://errors.example.com.evil.org", "x", true), E_DENIED);
    assert_int_equal(ask("null", "x", true), E_DENIED);
    assert_int_equal(ask("", "", true), E_DENIED);
    assert_int_equal(ask("http://", "", false), E_DENIED);
}

TEST(origin_none_needs_no_check)
{
    settings("https://errors.example.com", "");
    assert_int_equal(ask(NULL, "x", true), OK);
}

TEST(origin_configured_ones_are_good)
{
    settings("https://errors.example.com", " https://a.example.com/ ,https://b.example.com");
    assert_int_equal(ask("https://a.example.com", "x", true), OK);
    assert_int_equal(ask("https://b.example.com", "x", true), OK);
    assert_int_equal(ask("https://c.example.com", "x", true), E_DENIED);
}

TEST(origin_development_ports_count_only_on_this_machine)
{
    settings("http://localhost:8080", "");
    assert_int_equal(ask("http://127.0.0.1:5173", "localhost:8080", false), OK);
    assert_int_equal(ask("http://localhost:9999", "localhost:8080", false), E_DENIED);
    settings("https://errors.example.com", "");
    assert_int_equal(ask("http://localhost:5173", "errors.example.com", true), E_DENIED);
}

TEST(origin_rows_may_be_exempt_and_other_paths_are)
{
    settings("https://errors.example.com", "");
    static const struct route callback = { .flags = ROUTE_ANY_ORIGIN };
    struct exchange e = { .class = PATH_API };
    e.rq.origin = S("https://accounts.example.org");
    e.rq.route = &callback;
    assert_int_equal(origin_check(&cx, &e), OK);
    assert_false(e.is_cors_open);
    e.rq.route = NULL;
    e.class = PATH_SDK;
    assert_int_equal(origin_check(&cx, &e), OK);
}

TEST(origin_of_an_address_ends_at_its_path)
{
    assert_str_equal(origin_of_url(S("https://a.b:1/x?y")), S("https://a.b:1"));
    assert_true(str_is_null(origin_of_url(S("ftp://a.b"))));
    assert_true(str_is_null(origin_of_url(S("https:///x"))));
}
