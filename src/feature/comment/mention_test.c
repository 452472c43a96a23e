#include "feature/comment/mention.c"

#include "base/arena.h"
#include "base/test.h"

#define UUID "01934567-89ab-7cde-8f01-23456789abcd"

static struct arena arena;
static struct ctx cx;

/* The tokens of a text, by commas; uuids in brackets. */
static struct str tokens(const char *body)
{
    struct mention found[COMMENT_MENTIONS];
    struct buf b;

    cx = (struct ctx){ .arena = &arena };
    size_t n = mention_find(&cx, str_c(body), found);
    buf_init(&b, &arena, 64 << 10);
    for (size_t i = 0; i < n; i++)
        buf_printf(&b, found[i].is_uuid ? "%s<%.*s>" : "%s%.*s", i > 0 ? "," : "",
                   FMT(found[i].token));
    return buf_str(&b);
}

TEST(mention_is_found_where_somebody_is_meant)
{
    arena_init(&arena, "test", 8 << 20);
    assert_str_equal(tokens("@ann, @bob@example.com. @jörg-x!"), S("ann,bob@example.com,jörg-x"));
    assert_str_equal(tokens("@ann and @ann"), S("ann"));
    assert_str_equal(tokens("ask @[Ann Lee](user:" UUID ") now"), S("<" UUID ">"));
    assert_str_equal(tokens("(@ann)\n@bob..."), S("ann,bob"));
    arena_release(&arena);
}

TEST(mention_is_none_in_addresses_code_and_broken_links)
{
    arena_init(&arena, "test", 8 << 20);
    assert_str_equal(tokens("write to ann@example.com"), S(""));
    assert_str_equal(tokens("`@ann` and ``a ` @bob`` and\n```\n@cy\n```\n@dan"), S("dan"));
    assert_str_equal(tokens("a ` alone, @ann"), S("ann"));
    assert_str_equal(tokens("@[Ann](user:nobody)"), S(""));
    assert_str_equal(tokens("@[Ann](team:x) @ @. @["), S(""));
    arena_release(&arena);
}

TEST(mention_list_has_an_end)
{
    struct mention found[COMMENT_MENTIONS];
    struct buf b;

    arena_init(&arena, "test", 8 << 20);
    cx = (struct ctx){ .arena = &arena };
    buf_init(&b, &arena, 64 << 10);
    for (int i = 0; i < 2 * COMMENT_MENTIONS; i++)
        buf_printf(&b, "@u%d ", i);
    assert_int_equal(mention_find(&cx, buf_str(&b), found), COMMENT_MENTIONS);
    arena_release(&arena);
}

TEST(mention_reads_as_a_name_in_plain_text)
{
    arena_init(&arena, "test", 8 << 20);
    cx = (struct ctx){ .arena = &arena };
    assert_str_equal(mention_plain(&cx, S("a @[Ann Lee](user:" UUID ") b @[x")),
                     S("a @Ann Lee b @[x"));
    arena_release(&arena);
}
