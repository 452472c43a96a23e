#include "port/json_repair.c"

#include "port/json_fixture.h"

#define BAD "\xEF\xBF\xBD" /* U+FFFD */

static const struct {
    struct str in, want;
} repaired[] = {
    { S("\xEF\xBB\xBF{}"), S("{}") },
    { S("\xEF\xBB\xBF [1]"), S("[1]") },
    { S("[NaN,Infinity,-Infinity]"), S("[null,null,null]") },
    { S("{\"a\":NaN,\"NaN\":\"Infinity\"}"), S("{\"a\":null,\"NaN\":\"Infinity\"}") },
    { S("NaN"), S("null") },
    { S(" -Infinity "), S("null") },
    { S("[-1,-Infinity,-2]"), S("[-1,null,-2]") },
    { S("[\"\\\"NaN\",NaN]"), S("[\"\\\"NaN\",null]") },
    { S("\"\\ud800\""), S("\"" BAD "\"") },
    { S("\"\\udc00\""), S("\"" BAD "\"") },
    { S("\"\\uD800\\uD800\""), S("\"" BAD BAD "\"") },
    { S("\"\\udc00\\ud83d\\ude00\""), S("\"" BAD "\xF0\x9F\x98\x80\"") },
    { S("\"\\ud83d\\ud83d\\ude00\""), S("\"" BAD "\xF0\x9F\x98\x80\"") },
    { S("\"\\ud83dx\\ude00\""), S("\"" BAD "x" BAD "\"") },
    { S("\"\\ud83d\\n\""), S("\"" BAD "\\n\"") },
    { S("\"\\ud83d\\u0041\""), S("\"" BAD "A\"") },
    { S("\"\\\\ud800 \\ud800\""), S("\"\\\\ud800 " BAD "\"") },
    { S("{\"\\udfff\":1}"), S("{\"" BAD "\":1}") },
    { S("\"\xFF\""), S("\"" BAD "\"") },
    { S("\"\xC0\xAF\""), S("\"" BAD BAD "\"") },
    { S("\"\xED\xA0\x80\""), S("\"" BAD BAD BAD "\"") }, /* CESU-8 surrogate */
    { S("\"\xF4\x90\x80\x80\""), S("\"" BAD BAD BAD BAD "\"") },
    { S("\"\xE2\x82\""), S("\"" BAD "\"") },
    { S("\"\xE2\x82\\n\xC3\xA9\""), S("\"" BAD "\\n\xC3\xA9\"") },
    { S("{\"\x80\":[\"\xC3\",NaN,\"\\ud900\"]}"),
      S("{\"" BAD "\":[\"" BAD "\",null,\"" BAD "\"]}") },
};

TEST(every_repair_gives_valid_json)
{
    for (size_t i = 0; i < ARRAY_LEN(repaired); i++) {
        struct json_doc *doc = NULL;
        struct json_repairs repairs = { 0 };
        if (json_fixture_try(repaired[i].in, &doc, &repairs) != OK)
            fail_msg("row %zu: %s", i, json_fixture()->err.text);
        assert_str_equal(json_fixture_text(json_root(doc)), repaired[i].want);
        assert_true(repairs.text);
        assert_false(repairs.depth);
    }
}

TEST(text_without_faults_is_returned_as_it_is)
{
    static const struct str texts[] = {
        S("{\"a\":\"\\ud83d\\ude00\",\"b\":-1}"),
        S("\"NaN Infinity -Infinity\""),
        S("[\"\\\\\",\"\\\"\"]"),
        S(""),
        S("[1,"),
        S("\"\\"),
        S("\"\\u"),
        S("\"\\u12"),
        S("\"\\q\""),
    };
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        struct str out;
        bool changed = true;
        struct str exact = str_dup(json_fixture()->arena, texts[i]);
        assert_int_equal(json_repair(json_fixture(), exact, &out, &changed), OK);
        assert_false(changed);
        assert_ptr_equal(out.p, exact.p);
        assert_int_equal(out.len, exact.len);
    }
}

TEST(sound_documents_report_no_repair)
{
    struct json_repairs repairs = { .text = true, .depth = true };
    struct json_doc *doc;
    assert_int_equal(json_fixture_try(S("{\"a\":\"NaN\"}"), &doc, &repairs), OK);
    assert_false(repairs.text);
    assert_false(repairs.depth);
}

TEST(repair_does_not_make_nonsense_valid)
{
    static const struct str texts[] = {
        S("NaNs"),
        S("+Infinity"),
        S("[Infinity Infinity]"),
        S("-NaN"),
        S("Inf"),
        S("{NaN:1}"),
        S("\xEF\xBB\xBF\xEF\xBB\xBF{}"),
        S("\"\\ud800"),
        S("\"\\ud800\\\""),
        S("\xFF"),
        S("[1\xFF]"),
        S("\"a\nb \xFF\""),
        S("NaN NaN"),
    };
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        struct json_doc *doc;
        if (json_fixture_try(texts[i], &doc, NULL) != E_INVALID)
            fail_msg("taken: %.*s", FMT(texts[i]));
    }
}

TEST(repair_says_no_at_the_ceiling)
{
    enum { N = 100000 };
    char *bytes = arena_alloc(json_fixture()->arena, N);
    memset(bytes, 0xFF, N);
    struct arena small;
    arena_init(&small, "small", 2UL * N);
    struct ctx cx = { .arena = &small };
    struct str out;
    bool changed;
    assert_int_equal(json_repair(&cx, str_make(bytes, N), &out, &changed), E_TOO_LARGE);
    assert_false(small.is_exhausted);
    arena_release(&small);
    arena_init(&small, "small", N / 2);
    memset(bytes, ' ', N);
    assert_int_equal(json_repair(&cx, str_make(bytes, N), &out, &changed), E_TOO_LARGE);
    arena_release(&small);
}
