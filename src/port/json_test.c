#include "port/json.c"

#include "port/json_fixture.h"

static const struct json *value(const char *text)
{
    return json_fixture_value(str_c(text));
}

TEST(types_are_told_and_nothing_is_null)
{
    assert_int_equal(json_type(NULL), JSON_NULL);
    assert_int_equal(json_type(value("null")), JSON_NULL);
    assert_int_equal(json_type(value("false")), JSON_BOOL);
    assert_int_equal(json_type(value("1")), JSON_NUMBER);
    assert_int_equal(json_type(value("\"\"")), JSON_STR);
    assert_int_equal(json_type(value("[]")), JSON_ARR);
    assert_int_equal(json_type(value("{}")), JSON_OBJ);
    assert_true(json_is_null(NULL));
    assert_true(json_is_null(value("null")));
    assert_false(json_is_null(value("0")));
}

TEST(members_are_found_by_name)
{
    const struct json *v = value("{\"a\":1,\"ab\":2,\"\":3,\"n\":null}");
    assert_str_equal(json_number(json_get(v, S("a"))), S("1"));
    assert_str_equal(json_number(json_get(v, S("ab"))), S("2"));
    assert_str_equal(json_number(json_get(v, S(""))), S("3"));
    assert_non_null(json_get(v, S("n")));
    assert_null(json_get(v, S("b")));
    assert_null(json_get(v, (struct str){ NULL, 0 }));
    assert_null(json_get(NULL, S("a")));
    assert_null(json_get(value("{}"), S("a")));
    assert_null(json_get(value("[1]"), S("a")));
    assert_null(json_get(value("\"a\""), S("a")));
}

TEST(the_last_of_duplicates_counts)
{
    assert_str_equal(json_number(json_get(value("{\"a\":1,\"b\":2,\"a\":3}"), S("a"))), S("3"));
}

TEST(paths_go_through_objects_only)
{
    const struct json *v = value("{\"a\":{\"b\":{\"c\":\"x\"}},\"l\":[{\"b\":1}]}");
    assert_str_equal(json_str(json_get_path(v, "a.b.c")), S("x"));
    assert_int_equal(json_type(json_get_path(v, "a.b")), JSON_OBJ);
    assert_null(json_get_path(v, "a.x.c"));
    assert_null(json_get_path(v, "a.b.c.d"));
    assert_null(json_get_path(v, "l.b"));
    assert_null(json_get_path(NULL, "a.b"));
}

TEST(wrong_types_read_as_nothing)
{
    assert_true(str_is_null(json_str(value("1"))));
    assert_true(str_is_null(json_str(NULL)));
    assert_false(str_is_null(json_str(value("\"\""))));
    assert_true(str_is_null(json_number(value("\"1\""))));
    assert_true(json_bool(value("true"), false));
    assert_false(json_bool(value("false"), true));
    assert_true(json_bool(value("1"), true));
    assert_false(json_bool(NULL, false));
}

TEST(integers_in_any_spelling)
{
    static const struct {
        const char *text;
        int64_t want;
    } rows[] = {
        { "0", 0 },
        { "-0", 0 },
        { "0.0", 0 },
        { "0e999999999999999999999", 0 },
        { "-0.000e5", 0 },
        { "12", 12 },
        { "-12", -12 },
        { "12.0", 12 },
        { "12.000000000000000000000000000000", 12 },
        { "1e3", 1000 },
        { "1E+3", 1000 },
        { "1.5e1", 15 },
        { "120e-1", 12 },
        { "1200.0e-2", 12 },
        { "0.0012e4", 12 },
        { "9223372036854775807", INT64_MAX },
        { "-9223372036854775808", INT64_MIN },
        { "9223372036854775807.0", INT64_MAX },
        { "922337203685477580.7e1", INT64_MAX },
        { "-9223372036854775808.000", INT64_MIN },
        { "1e18", 1000000000000000000 },
        { "100000000000000000000000000e-20", 1000000 },
        { "1000000000000000000.0", 1000000000000000000 },
        { "0.00000000000000000000000000000001e33", 10 },
    };
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        int64_t v = 77;
        if (!json_i64(value(rows[i].text), &v) || v != rows[i].want)
            fail_msg("%s read as %lld", rows[i].text, (long long)v);
    }
}

TEST(what_is_no_integer_in_range_is_refused)
{
    static const char *const texts[] = {
        "1.5",
        "0.1",
        "1e-1",
        "12e-3",
        "9223372036854775808",
        "-9223372036854775809",
        "1e19",
        "1e400",
        "1e99999999999999999999",
        "1e-99999999999999999999",
        "99999999999999999999999999999999",
        "18446744073709551616",
        "18446744073709551615",
        "123456789012345678901234567890e-5",
        "0.00000000000000000000000000000000000001",
        "true",
        "\"1\"",
        "null",
        "[]",
        "{}",
    };
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        int64_t v = 77;
        if (json_i64(value(texts[i]), &v))
            fail_msg("%s taken", texts[i]);
        assert_int_equal(v, 77);
    }
    int64_t v;
    assert_false(json_i64(NULL, &v));
}

TEST(doubles_are_read_and_infinity_is_none)
{
    double v = 7;
    assert_true(json_f64(value("1.25e2"), &v));
    assert_true(v == 125.0);
    assert_true(json_f64(value("-0"), &v));
    assert_true(signbit(v));
    assert_true(json_f64(value("1234567890123456789012"), &v));
    assert_true(v == 1234567890123456789012.0);
    v = 7;
    assert_false(json_f64(value("1e400"), &v));
    assert_false(json_f64(value("\"1\""), &v));
    assert_false(json_f64(NULL, &v));
    assert_true(v == 7);
}

TEST(scalars_as_text_are_lenient)
{
    assert_str_equal(json_scalar_text(value("\"x\""), false), S("x"));
    assert_str_equal(json_scalar_text(value("1.50"), false), S("1.50"));
    assert_str_equal(json_scalar_text(value("true"), false), S("true"));
    assert_str_equal(json_scalar_text(value("false"), true), S("False"));
    assert_str_equal(json_scalar_text(value("true"), true), S("True"));
    assert_true(str_is_null(json_scalar_text(value("null"), true)));
    assert_true(str_is_null(json_scalar_text(value("[1]"), false)));
    assert_true(str_is_null(json_scalar_text(value("{}"), false)));
    assert_true(str_is_null(json_scalar_text(NULL, false)));
}

TEST(lengths_and_places)
{
    assert_int_equal(json_length(value("{\"a\":1,\"b\":[1,2]}")), 2);
    assert_int_equal(json_length(value("[1,2,3]")), 3);
    assert_int_equal(json_length(value("\"abc\"")), 0);
    assert_int_equal(json_length(value("123")), 0);
    assert_int_equal(json_length(NULL), 0);
    const struct json *v = value("[1,[9],3]");
    assert_str_equal(json_number(json_at(v, 0)), S("1"));
    assert_str_equal(json_number(json_at(v, 2)), S("3"));
    assert_int_equal(json_length(json_at(v, 1)), 1);
    assert_null(json_at(v, 3));
    assert_null(json_at(value("[]"), 0));
    assert_null(json_at(value("{\"a\":1}"), 0));
    assert_null(json_at(NULL, 0));
}

TEST(the_root_can_be_replaced)
{
    struct json_doc *doc = json_fixture_doc(S("[1]"));
    json_set_root(doc, json_new_str(doc, S("x")));
    assert_str_equal(json_fixture_text(json_root(doc)), S("\"x\""));
}
