#include "feature/project/project_slug.c"

#include "base/test.h"

/* Static: the slug outlives the arena it was made in. */
static struct str slug_of(const char *name)
{
    static char text[LIMIT_SLUG + 1];
    struct arena a;
    arena_init(&a, "test", 1 << 20);
    struct str slug = slug_of_name(&a, str_c(name));
    assert_true(slug.len <= LIMIT_SLUG);
    memcpy(text, slug.p, slug.len);
    arena_release(&a);
    return str_make(text, slug.len);
}

TEST(slug_is_made_of_letters_digits_and_single_hyphens)
{
    assert_str_equal(slug_of("Web Shop"), S("web-shop"));
    assert_str_equal(slug_of("  Shop -- (EU) / 2 "), S("shop-eu-2"));
    assert_str_equal(slug_of("api.example.com"), S("api-example-com"));
    assert_str_equal(slug_of("9 lives"), S("lives"));
}

TEST(slug_of_any_name_is_good)
{
    static const char *const names[] = {
        "",
        "-",
        "日本",
        "new",
        "reorder",
        "ÄÖ",
        "0123",
        "settings",
        "deadbeefdeadbeefdeadbeefdeadbeef",
        "a-very-long-name-a-very-long-name-a-very-long-name-a-very-long-name-a-very-long-name",
        "abcdefgh-abcd-abcd-abcd-abcdefghijkl",
    };
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        if (!slug_is_good(slug_of(names[i])))
            fail_msg("%s", names[i]);
}

TEST(slug_that_could_be_something_else_is_refused)
{
    static const char *const bad[] = { "",
                                       "1a",
                                       "-a",
                                       "A",
                                       "a_b",
                                       "a/b",
                                       "reorder",
                                       "new",
                                       "a b",
                                       "deadbeefdeadbeefdeadbeefdeadbeef",
                                       "deadbeef-dead-beef-dead-beefdeadbeef" };
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        if (slug_is_good(str_c(bad[i])))
            fail_msg("%s", bad[i]);
    assert_true(slug_is_good(S("a")));
    assert_true(slug_is_good(S("shop-2")));
}

TEST(prefix_is_the_slug_without_hyphens_and_stays_short_with_a_number)
{
    struct arena a;
    arena_init(&a, "test", 1 << 20);
    assert_str_equal(prefix_of_slug(&a, S("shop"), 1), S("SHOP"));
    assert_str_equal(prefix_of_slug(&a, S("web-shop-2"), 1), S("WEBSHOP2"));
    assert_str_equal(prefix_of_slug(&a, S("a-very-long-name"), 1), S("AVERYLONGN"));
    assert_str_equal(prefix_of_slug(&a, S("a-very-long-name"), 12), S("AVERYLON12"));
    assert_true(prefix_is_good(S("AVERYLON12")));
    assert_false(prefix_is_good(S("2SHOP")));
    assert_false(prefix_is_good(S("shop")));
    assert_false(prefix_is_good(S("ELEVENCHARS")));
    arena_release(&a);
}
