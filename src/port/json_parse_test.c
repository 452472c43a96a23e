#include "port/json_parse.c"

#include "port/json_fixture.h"

static struct str repeated(const char *piece, size_t n, struct str tail)
{
    struct buf b;
    buf_init(&b, json_fixture()->arena, LIMIT_EVENT_SCRATCH);
    for (size_t i = 0; i < n; i++)
        buf_add(&b, str_c(piece));
    buf_add(&b, tail);
    return buf_str(&b);
}

TEST(what_is_parsed_is_written_back_byte_for_byte)
{
    static const struct str texts[] = {
        S("null"),
        S("true"),
        S("false"),
        S("\"\""),
        S("[]"),
        S("{}"),
        S("0"),
        S("[null,true,false,\"x\",1]"),
        S("{\"b\":1,\"a\":{\"z\":[],\"y\":{}},\"c\":[[1],[2,[3]]]}"),
        S("{\"\":{\"\":\"\"}}"),
        S("[\"\\\"\\\\\\b\\f\\n\\r\\t\\u0001\\u001f\"]"),
        S("[\"\\u0000\"]"),
        S("\"</script>&\""),
        S("\"gr\xC3\xBC\xC3\x9F \xF0\x9F\x98\x80 \xE2\x80\xA8\x7F\""),
        S("[\"twelve chars\\\"and more than eight behind it\\n\"]"),
    };
    for (size_t i = 0; i < ARRAY_LEN(texts); i++)
        assert_str_equal(json_fixture_text(json_fixture_value(texts[i])), texts[i]);
}

TEST(numbers_keep_their_source_text)
{
    struct str text =
        S("[1e400,-0,1234567890123456789012,1.0,1E+2,0.10000000000000000000001,-1e-999]");
    assert_str_equal(json_fixture_text(json_fixture_value(text)), text);
    assert_str_equal(json_number(json_at(json_fixture_value(text), 0)), S("1e400"));
    assert_str_equal(json_number(json_fixture_value(S("-0"))), S("-0"));
}

TEST(key_order_and_duplicates_are_kept)
{
    struct str text = S("{\"b\":1,\"a\":2,\"b\":3}");
    assert_str_equal(json_fixture_text(json_fixture_value(text)), text);
}

TEST(blanks_around_are_fine_and_escapes_are_decoded)
{
    struct json *v =
        json_fixture_value(S(" \t\r\n {\"k\\u0061\" : \"\\u00e9\\ud83d\\ude00\\/\"} \n"));
    assert_str_equal(json_str(json_get(v, S("ka"))), S("\xC3\xA9\xF0\x9F\x98\x80/"));
}

TEST(what_is_not_one_value_is_refused_with_the_place)
{
    static const struct str texts[] = {
        S(""),           S(" "),         S("{"),           S("["),
        S("\""),         S("{\"a\"}"),   S("{\"a\":}"),    S("[1,]"),
        S("{\"a\":1,}"), S("[1 2]"),     S("1 2"),         S("{}{}"),
        S("tru"),        S("nul"),       S("+1"),          S("01"),
        S(".5"),         S("1."),        S("1e"),          S("'a'"),
        S("{a:1}"),      S("\"\\x41\""), S("\"\\u12g4\""), S("\"\\ud83"),
        S("\"\n\""),     S("\"\t\""),    S("// x\n1"),     S("[1]x"),
        S("\\"),         S("\"\\"),      S("-"),           S("--1"),
        S("nan"),        S("-NaN"),      S("infinity"),    S("\xEF\xBB\xBF"),
        S("\xEF\xBB"),   S("1\0"),       S("\0"),          S("{\"a\":\"\xFF\""),
        S("]"),          S("[1}"),
    };
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        struct json_doc *doc = NULL;
        if (json_fixture_try(texts[i], &doc, NULL) != E_INVALID)
            fail_msg("taken: %.*s", FMT(texts[i]));
        assert_null(doc);
    }
    struct json_doc *doc = NULL;
    assert_int_equal(json_fixture_try(S("[1,2,x]"), &doc, NULL), E_INVALID);
    assert_true(str_contains(str_c(json_fixture()->err.text), S("byte 5")));
}

TEST(every_cut_of_a_document_is_refused)
{
    struct str text =
        S("{\"a\":[1,2.5e3,\"x\\u00e9\\ud83d\\ude00\",{\"b\":null}],\"c\":[true,false,NaN]}");
    json_fixture_doc(text);
    for (size_t n = 0; n < text.len; n++) {
        struct json_doc *doc = NULL;
        assert_int_equal(json_fixture_try(str_to(text, n), &doc, NULL), E_INVALID);
    }
}

TEST(nesting_is_kept_to_the_limit_and_null_below)
{
    struct json_repairs repairs;
    struct json_doc *doc;
    struct str kept = repeated("[", LIMIT_JSON_DEPTH - 1, S("[7,8]"));
    struct str closing = repeated("]", LIMIT_JSON_DEPTH - 1, S(""));
    struct str whole = str_printf(json_fixture()->arena, "%.*s%.*s", FMT(kept), FMT(closing));
    assert_int_equal(json_fixture_try(whole, &doc, &repairs), OK);
    assert_false(repairs.depth);
    assert_str_equal(json_fixture_text(json_root(doc)), whole);

    struct str deeper = str_printf(json_fixture()->arena, "[{\"k\":1},%.*s,2]", FMT(whole));
    assert_int_equal(json_fixture_try(deeper, &doc, &repairs), OK);
    assert_true(repairs.depth);
    assert_false(repairs.text);
    struct str open = repeated("[", LIMIT_JSON_DEPTH - 2, S("[null]"));
    struct str expected = str_printf(json_fixture()->arena, "[{\"k\":1},%.*s%.*s,2]", FMT(open),
                                     FMT(str_to(closing, LIMIT_JSON_DEPTH - 2)));
    assert_str_equal(json_fixture_text(json_root(doc)), expected);
}

TEST(empty_containers_at_the_limit_are_not_cut)
{
    struct json_repairs repairs;
    struct json_doc *doc;
    struct str text =
        str_printf(json_fixture()->arena, "%.*s{}%.*s", FMT(repeated("[", LIMIT_JSON_DEPTH, S(""))),
                   FMT(repeated("]", LIMIT_JSON_DEPTH, S(""))));
    assert_int_equal(json_fixture_try(text, &doc, &repairs), OK);
    assert_false(repairs.depth);
    assert_str_equal(json_fixture_text(json_root(doc)), text);
}

TEST(a_hundred_thousand_levels_are_cut_not_recursed_into)
{
    enum { LEVELS = 100000 };
    json_fixture_reset(LIMIT_EVENT_SCRATCH);
    static const struct {
        const char *open;
        struct str middle;
        const char *close;
    } rows[] = { { "[", S("1"), "]" },
                 { "{\"a\":", S("1"), "}" },
                 { "[0,{\"a\":", S("NaN"), "},1]" } };
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct str text = str_printf(json_fixture()->arena, "%.*s%.*s",
                                     FMT(repeated(rows[i].open, LEVELS, rows[i].middle)),
                                     FMT(repeated(rows[i].close, LEVELS, S(""))));
        struct json_repairs repairs = { 0 };
        struct json_doc *doc;
        assert_int_equal(json_fixture_try(text, &doc, &repairs), OK);
        assert_true(repairs.depth);
        assert_true(json_text_bytes(json_root(doc)) < 10 * LIMIT_JSON_DEPTH);
        json_fixture_reset(LIMIT_EVENT_SCRATCH);
    }
    struct json_doc *doc;
    assert_int_equal(json_fixture_try(repeated("[", LEVELS, S("")), &doc, NULL), E_INVALID);
}

TEST(the_ceiling_of_the_arena_bounds_a_document)
{
    enum { CEILING = 1 << 20 };
    json_fixture_reset(LIMIT_EVENT_SCRATCH);
    struct str text = repeated("[],", CEILING / 4, S("1"));
    text = str_printf(json_fixture()->arena, "[%.*s]", FMT(text));
    struct arena small;
    arena_init(&small, "small", CEILING);
    struct ctx cx = { .arena = &small };
    struct json_doc *doc = NULL;
    assert_int_equal(json_parse(&cx, text, &doc, NULL), E_TOO_LARGE);
    assert_null(doc);
    assert_false(small.is_exhausted);
    arena_release(&small);
    assert_int_equal(json_parse(json_fixture(), text, &doc, NULL), OK);
    json_fixture_reset(LIMIT_EVENT_SCRATCH);
}

/* The densest documents: every other byte a value. */
TEST(the_largest_event_fits_in_its_scratch)
{
    static const char *const pieces[] = { "0,",    "[],",  "\"\",",  "{\"\":0},",
                                          "\xFF,", "NaN,", "[[1]],", "-0 ,\n" };
    for (size_t i = 0; i < ARRAY_LEN(pieces); i++) {
        struct ctx *cx = json_fixture_reset(2UL * LIMIT_EVENT_SCRATCH);
        size_t n = LIMIT_EVENT_BYTES / strlen(pieces[i]) - 2;
        struct str body = repeated(pieces[i], n, S("0"));
        struct str text = str_printf(cx->arena, "[%.*s]", FMT(body));
        assert_true(text.len <= LIMIT_EVENT_BYTES);
        struct arena scratch;
        arena_init(&scratch, "scratch", LIMIT_EVENT_SCRATCH);
        struct ctx event = { .arena = &scratch };
        struct json_doc *doc;
        enum status st = json_parse(&event, text, &doc, NULL);
        bool is_bad = pieces[i][0] == '\xFF';
        if (st != (is_bad ? E_INVALID : OK))
            fail_msg("%s: %s", pieces[i], event.err.text);
        arena_release(&scratch);
    }
    json_fixture_reset(LIMIT_EVENT_SCRATCH);
}

TEST(random_changes_never_crash_and_what_is_taken_is_stable)
{
    struct str seed = S("{\"a\":[1,-2.5e3,\"x\\u00e9\\ud83d\\ude00\\n\",{\"b\":null,\"\xC3\xA9\":"
                        "true}],\"c\":NaN}");
    char text[128];
    assert_true(seed.len <= sizeof(text));
    uint64_t rnd = 88172645463325252u; /* xorshift64: the same every time */
    size_t taken = 0;
    for (int round = 0; round < 20000; round++) {
        memcpy(text, seed.p, seed.len);
        for (int k = 0; k < 1 + round % 3; k++) {
            rnd ^= rnd << 13;
            rnd ^= rnd >> 7;
            rnd ^= rnd << 17;
            text[rnd % seed.len] = (char)(rnd >> 32);
        }
        struct arena_mark mark = arena_mark(json_fixture()->arena);
        struct json_doc *doc;
        if (json_fixture_try(str_make(text, seed.len), &doc, NULL) == OK) {
            struct str once = json_fixture_text(json_root(doc));
            assert_str_equal(json_fixture_text(json_fixture_value(once)), once);
            taken++;
        }
        arena_rewind(json_fixture()->arena, mark);
    }
    assert_true(taken > 1000 && taken < 20000);
}

/* ---- json_peek ---- */

static const struct str peek_keys[] = { S("event_id"), S("type"), S("a\"b") };

TEST(peek_reads_strings_of_the_top_level)
{
    struct str text =
        S(" {\"type\":\"error\",\"n\":{\"event_id\":\"inner\"},\"event_id\":\"abc\",\"x\":[1]} ");
    struct str out[ARRAY_LEN(peek_keys)];
    assert_int_equal(json_peek(json_fixture(), text, peek_keys, out, ARRAY_LEN(out)), OK);
    assert_str_equal(out[0], S("abc"));
    assert_str_equal(out[1], S("error"));
    assert_true(str_is_null(out[2]));
    assert_true(out[0].p > text.p && out[0].p < text.p + text.len); /* no copy */
}

TEST(peek_decodes_escapes_and_outlives_its_scratch)
{
    struct str text = S("{\"event_id\":\"\\u0061\\\"b\\\\\",\"type\":\"\\\\\",\"a\\\"b\":\"\"}");
    struct str out[ARRAY_LEN(peek_keys)];
    assert_int_equal(json_peek(json_fixture(), text, peek_keys, out, ARRAY_LEN(out)), OK);
    assert_str_equal(out[0], S("a\"b\\"));
    assert_str_equal(out[1], S("\\"));
    assert_str_equal(out[2], S(""));
    assert_false(str_is_null(out[2]));
}

TEST(peek_gives_its_memory_back)
{
    struct ctx *cx = json_fixture();
    struct str text = repeated("[1,2,3],", 1000, S("4"));
    text = str_printf(cx->arena, "{\"x\":[%.*s],\"event_id\":\"e\"}", FMT(text));
    size_t used = cx->arena->used;
    struct str out[ARRAY_LEN(peek_keys)];
    assert_int_equal(json_peek(cx, text, peek_keys, out, ARRAY_LEN(out)), OK);
    assert_str_equal(out[0], S("e"));
    assert_int_equal(cx->arena->used, used);
}

TEST(peek_repairs_as_parsing_does)
{
    struct str text = S("\xEF\xBB\xBF{\"v\":NaN,\"event_id\":\"\xFF-\\ud800\",\"type\":\"t\"}");
    struct str out[ARRAY_LEN(peek_keys)];
    assert_int_equal(json_peek(json_fixture(), text, peek_keys, out, ARRAY_LEN(out)), OK);
    assert_str_equal(out[0], S("\xEF\xBF\xBD-\xEF\xBF\xBD"));
    assert_str_equal(out[1], S("t"));
}

TEST(peek_takes_the_last_of_duplicates_and_only_strings)
{
    struct str out[ARRAY_LEN(peek_keys)];
    struct str text = S("{\"event_id\":\"a\",\"event_id\":\"b\",\"type\":\"t\",\"type\":7}");
    assert_int_equal(json_peek(json_fixture(), text, peek_keys, out, ARRAY_LEN(out)), OK);
    assert_str_equal(out[0], S("b"));
    assert_true(str_is_null(out[1]));
}

TEST(peek_refuses_what_is_no_object)
{
    static const struct str texts[] = { S("[]"), S("1"), S("\"{}\""), S("null"),
                                        S("{"),  S(""),  S("{}x") };
    struct str out[ARRAY_LEN(peek_keys)];
    for (size_t i = 0; i < ARRAY_LEN(texts); i++)
        assert_int_equal(json_peek(json_fixture(), texts[i], peek_keys, out, ARRAY_LEN(out)),
                         E_INVALID);
    assert_int_equal(json_peek(json_fixture(), S("{}"), NULL, NULL, 0), OK);
}

TEST(json_first_is_the_value_a_text_begins_with)
{
    static const struct {
        const char *text, *first;
    } rows[] = {
        { "{\"a\":\"}]\\\"}\"} {\"b\":1}", "{\"a\":\"}]\\\"}\"}" },
        { " [1,[2]]x", " [1,[2]]" },
        { "{\"a\":1", "{\"a\":1" },
        { "{\"a\":\"", "{\"a\":\"" },
        { "5 6", "5 6" },
        { "}", "}" },
        { "", "" },
        { "  ", "  " },
    };
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        assert_str_equal(json_first(str_c(rows[i].text)), str_c(rows[i].first));
}
