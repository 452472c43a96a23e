#include "feature/web/web_page.c"

#include "base/test.h"

static struct arena arena;
static struct ctx cx;

static struct str fill(const char *html, const char *bootstrap)
{
    arena_release(&arena);
    arena_init(&arena, "test", 1 << 20);
    cx = (struct ctx){ .arena = &arena };
    return web_page_fill(&cx, str_c(html), S("N0"), str_c(bootstrap));
}

TEST(web_page_puts_the_nonce_everywhere)
{
    assert_str_equal(
        fill("<script nonce=\"__CSP_NONCE__\"></script><style nonce=__CSP_NONCE__>", ""),
        S("<script nonce=\"N0\"></script><style nonce=N0>"));
}

TEST(web_page_inlines_the_bootstrap)
{
    assert_str_equal(fill("a<!--BOOTSTRAP-->b", "{\"x\":1}\n"),
                     S("a<script type=\"application/json\" id=\"bootstrap\" nonce=\"N0\">"
                       "{\"x\":1}</script>b"));
}

TEST(web_page_bootstrap_cannot_leave_its_element)
{
    struct str page = fill("<!--BOOTSTRAP-->", "{\"n\":\"</script><script>alert(1)<!--\"}");
    assert_false(str_contains(page, S("</script><script>")));
    assert_true(str_contains(page, S("\\u003c/script>\\u003cscript>alert(1)\\u003c!--")));
}

TEST(web_page_does_not_fill_marks_inside_the_bootstrap)
{
    struct str page = fill("<!--BOOTSTRAP-->", "\"__CSP_NONCE__\"");
    assert_true(str_contains(page, S("\"__CSP_NONCE__\"")));
}

TEST(web_page_nonces_differ)
{
    (void)fill("", "");
    struct str a = web_page_nonce(&cx), b = web_page_nonce(&cx);
    assert_int_equal(a.len, 2 * WEB_NONCE_BYTES);
    assert_false(str_eq(a, b));
}
