#include "feature/route_rule/route_rule.c"

#include "base/test.h"

struct routed {
    struct arena arena;
    struct ctx cx;
    struct route_rules rules;
    struct route_rule list[8];
};

static void routed_release(struct routed *r)
{
    arena_release(&r->arena);
}

/* Pairs of pattern and path, ended by NULL; all manual and enabled. */
static void routed_init(struct routed *r, const char *const *pairs)
{
    size_t n = 0;
    *r = (struct routed){ 0 };
    arena_init(&r->arena, "test", 1 << 20);
    r->cx.arena = &r->arena;
    for (; pairs[2 * n] != NULL; n++) {
        r->list[n] = (struct route_rule){ .match_pattern = str_c(pairs[2 * n]),
                                          .canonical_path = str_c(pairs[2 * n + 1]),
                                          .enabled = true,
                                          .created_ms = (int64_t)n };
        assert_int_equal(route_rule_settle(&r->cx, &r->list[n]), OK);
    }
    r->rules.rules = FIELD_ITEMS(r->list, n);
    assert_int_equal(ready(&r->cx, &r->rules), OK);
}

/* After the test has changed its list. */
static void routed_again(struct routed *r)
{
    r->rules.rules = FIELD_ITEMS(r->list, r->rules.rules.n);
    assert_int_equal(ready(&r->cx, &r->rules), OK);
}

static void assert_route(struct routed *r, const char *path, const char *want)
{
    struct route_place place = { S("GET"), str_c(path), S("/a/:int/:year/x/:uuid"), false };
    assert_str_equal(route_canonical(&r->cx, &r->rules, &place), str_c(want));
}

TEST(numbers_match_the_path_as_it_was_sent)
{
    struct routed r SCOPED(routed_release);
    routed_init(&r, (const char *const[]){ "/cart/(:num)/", "cart/(:num)", "shop/(:any)",
                                           "/shop/:any", "user/([a-z]+)", "/user/:name", NULL });
    assert_route(&r, "/cart/12", "/cart/(:num)");
    assert_route(&r, "/cart/x", NULL);
    assert_route(&r, "/cart/12/pay", NULL);
    assert_route(&r, "/cart", NULL);
    assert_route(&r, "/shop/12", "/shop/:any");
    assert_route(&r, "/user/ana", "/user/:name");
    assert_route(&r, "/", NULL);
}

TEST(the_more_specific_rule_decides_then_the_older)
{
    struct routed r SCOPED(routed_release);
    routed_init(&r, (const char *const[]){ "(:any)/(:any)", "any", "cart/(:any)", "one",
                                           "cart/(:num)", "two", "cart/(:num)", "three", NULL });
    assert_route(&r, "/cart/12", "/two");
    assert_route(&r, "/cart/x", "/one");
    assert_route(&r, "/a/b", "/any");
}

TEST(source_beats_confidence_beats_specificity)
{
    struct routed r SCOPED(routed_release);
    routed_init(&r, (const char *const[]){ "cart/(:num)", "found", "cart/(:any)", "sure",
                                           "(:any)/(:any)", "mine", NULL });
    r.list[0].source = S("observed_issue");
    r.list[1].source = S("observed_issue");
    r.list[1].confidence = 0.9;
    routed_again(&r);
    assert_route(&r, "/cart/12", "/mine");
    r.list[2].enabled = false;
    routed_again(&r);
    assert_route(&r, "/cart/12", "/sure");
}

TEST(a_method_other_than_any_must_be_the_same)
{
    struct routed r SCOPED(routed_release);
    routed_init(&r, (const char *const[]){ "a", "/x", NULL });
    r.list[0].method = S("POST");
    routed_again(&r);
    assert_route(&r, "/a", NULL);
}

TEST(codeigniters_convention_keeps_three_segments)
{
    struct routed r SCOPED(routed_release);
    routed_init(&r, (const char *const[]){ NULL });
    struct route_place place = { S("GET"), S("/a/1/2020/x/y"), S("/a/:int/:year/x/:int"), true };
    assert_str_equal(route_canonical(&r.cx, &r.rules, &place), S("/a/:int/:year/:any/:int"));
    place.pattern = S("/a");
    assert_true(str_is_null(route_canonical(&r.cx, &r.rules, &place)));
    assert_true(str_is_null(
        route_canonical(&r.cx, NULL, &(struct route_place){ .is_codeigniter = false })));
}

TEST(rules_are_tidied)
{
    struct routed r SCOPED(routed_release);
    routed_init(&r, (const char *const[]){ NULL });
    struct route_rule rule = { .method = S(" get "),
                               .match_pattern = S(" /a/ "),
                               .canonical_path = S("b"),
                               .source = S("guess"),
                               .confidence = 7,
                               .framework = S("rails") };
    assert_int_equal(route_rule_settle(&r.cx, &rule), OK);
    assert_str_equal(rule.method, S("GET"));
    assert_str_equal(rule.match_pattern, S("a"));
    assert_str_equal(rule.canonical_path, S("/b"));
    assert_str_equal(rule.source, S("manual"));
    assert_true(rule.confidence == 1);
    assert_str_equal(rule.framework, S("generic"));
    rule.match_pattern = S("/");
    assert_int_equal(route_rule_settle(&r.cx, &rule), E_INVALID);
}
