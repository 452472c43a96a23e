#include "port/regex.c"

#include "base/test.h"

struct compiled {
    struct arena arena;
    struct ctx cx;
    struct regex *re;
};

static void compiled_release(struct compiled *c)
{
    arena_release(&c->arena);
}

static enum status compiled_init(struct compiled *c, const char *pattern)
{
    *c = (struct compiled){ 0 };
    arena_init(&c->arena, "test", 1 << 20);
    c->cx.arena = &c->arena;
    return regex_compile(&c->cx, str_c(pattern), &c->re);
}

static bool finds(const char *pattern, const char *text)
{
    struct compiled c SCOPED(compiled_release);
    assert_int_equal(compiled_init(&c, pattern), OK);
    return regex_search(c.re, str_c(text));
}

static void assert_refused(const char *pattern, const char *words)
{
    struct compiled c SCOPED(compiled_release);
    assert_int_equal(compiled_init(&c, pattern), E_INVALID);
    assert_true(str_contains(str_c(c.cx.err.text), str_c(words)));
}

TEST(patterns_are_searched_without_case)
{
    assert_true(finds("APP/models", "/srv/app/Models/cart.py"));
    assert_true(finds("^src/", "src/a.c"));
    assert_false(finds("^src/", "lib/src/a.c"));
    assert_true(finds("\\.(js|tsx?)$", "a.TSX"));
    assert_true(finds("(?P<dir>[^/]+)/x", "a/x"));
    assert_true(finds("(?s:a.b)", "a\nb"));
    assert_true(finds("\xC3\x84", "\xC3\xA4"));
}

TEST(what_is_not_linear_is_refused_with_its_place)
{
    assert_refused("(a)\\1", "at 3");
    assert_refused("a(?=b)", "at 1");
    assert_refused("(?<!a)b", "at 0");
    assert_refused("(?>a+)", "linear");
    assert_refused("(*UTF)a", "linear");
    assert_refused("(a", "at 2");
    assert_refused("[a", "at 2");
    assert_false(finds("[(?=]", "a"));
    assert_true(finds("\\(\\?=", "a(?=b"));
}

TEST(hostile_text_ends_in_bounded_time)
{
    struct compiled c SCOPED(compiled_release);
    assert_int_equal(compiled_init(&c, "(a+)+$"), OK);
    char text[512];
    memset(text, 'a', sizeof text);
    text[sizeof text - 1] = 'b';
    assert_false(regex_search(c.re, str_make(text, sizeof text)));
}

TEST(bytes_that_are_no_text_match_nothing)
{
    assert_true(finds("b", "a\xFF"
                           "b"));
    assert_false(finds("^.{2}$", "a\xFF"));
}

TEST(a_pattern_with_case_is_searched_with_it)
{
    struct compiled c SCOPED(compiled_release);
    struct regex *re;

    assert_int_equal(compiled_init(&c, "x"), OK);
    assert_int_equal(regex_compile_cased(&c.cx, S("Boom"), &re), OK);
    assert_true(regex_search(re, S("a Boom")));
    assert_false(regex_search(re, S("a boom")));
    assert_int_equal(regex_compile_cased(&c.cx, S("(?i)Boom"), &re), OK);
    assert_true(regex_search(re, S("a boom")));
}

TEST(a_pattern_that_would_give_up_is_found_out)
{
    static const char *const bad[] = { "(a+)+$x", "(x+x+)+y", "([a-z]+)*\\d;" };
    static const char *const good[] = { "Timeout", "^Error: .* at line \\d+$", "(GET|POST) /api/",
                                        "[0-9a-f]{8}", "a.*b.*c" };
    struct compiled c SCOPED(compiled_release);
    struct regex *re;

    assert_int_equal(compiled_init(&c, "x"), OK);
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        assert_int_equal(regex_compile_cased(&c.cx, str_c(bad[i]), &re), OK);
        assert_int_equal(regex_probe(&c.cx, re, str_c(bad[i])), E_INVALID);
    }
    for (size_t i = 0; i < ARRAY_LEN(good); i++) {
        assert_int_equal(regex_compile_cased(&c.cx, str_c(good[i]), &re), OK);
        assert_int_equal(regex_probe(&c.cx, re, str_c(good[i])), OK);
    }
}
