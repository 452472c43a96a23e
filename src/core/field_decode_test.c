#include "core/field_decode.c"

#include "base/test.h"
#include "port/jsonw.h"

struct inner {
    struct str value;
};
static const struct field inner_fields[] = {
    FIELD_STR("value", struct inner, value, FIELD_REQUIRED, 5),
    FIELD_END,
};
struct body {
    struct str name, mode, id, raw;
    struct opt_str group;
    struct opt_i64 count;
    struct opt_bool flag;
    bool is_on;
    int64_t number, at_ms;
    double ratio;
    struct inner inner;
    struct field_list list;
    struct str_list words;
    struct i64_list figures;
};
static const char *const modes[] = { "fast", "slow", NULL };
static const struct field fields[] = {
    FIELD_STR("name", struct body, name, FIELD_REQUIRED, 10),
    FIELD_WORD("mode", struct body, mode, FIELD_OPTIONAL, modes),
    FIELD_STR("id", struct body, id, FIELD_UUID, 0),
    FIELD_JSON("raw", struct body, raw, FIELD_OMIT, 20),
    FIELD_OPT_STR("group", struct body, group, FIELD_OPTIONAL, 0),
    FIELD_OPT_I64("count", struct body, count, FIELD_OMIT),
    FIELD_OPT_BOOL("flag", struct body, flag, FIELD_OMIT),
    FIELD_BOOL("is_on", struct body, is_on, FIELD_OPTIONAL),
    FIELD_I64("number", struct body, number, FIELD_OPTIONAL),
    FIELD_TIME("at", struct body, at_ms, FIELD_OPTIONAL),
    FIELD_F64("ratio", struct body, ratio, FIELD_OPTIONAL),
    FIELD_OBJECT("inner", struct body, inner, FIELD_OMIT, struct inner, inner_fields),
    FIELD_LIST("list", struct body, list, FIELD_OMIT, struct inner, inner_fields, 2),
    FIELD_STR_LIST("words", struct body, words, FIELD_OMIT, 3),
    FIELD_I64_LIST("figures", struct body, figures, FIELD_OMIT),
    FIELD_END,
};

static struct arena arena;
static struct ctx cx;

static enum status decode(const char *json, struct body *out)
{
    struct json_doc *doc;
    arena_release(&arena);
    arena_init(&arena, "test", 1 << 20);
    cx = (struct ctx){ .arena = &arena };
    *out = (struct body){ 0 };
    assert_int_equal(json_parse(&cx, str_c(json), &doc, NULL), OK);
    return field_decode(&cx, fields, json_root(doc), out);
}

static void assert_refused(const char *json, const char *field, const char *words)
{
    struct body b;
    assert_int_equal(decode(json, &b), E_INVALID);
    assert_string_equal(cx.err.field, field);
    if (!str_contains(str_c(cx.err.text), str_c(words)))
        fail_msg("\"%s\" does not hold \"%s\"", cx.err.text, words);
}

TEST(field_reads_a_whole_body)
{
    struct body b;
    assert_int_equal(
        decode("{\"NAME\":\"shop\",\"mode\":\"slow\",\"raw\":{\"a\":[1.50]},\"count\":-3,"
               "\"flag\":false,\"is_on\":true,\"number\":7,\"at\":\"2026-11-24T10:00:00Z\","
               "\"ratio\":0.5,\"inner\":{\"value\":\"x\"},\"list\":[{\"value\":\"y\"}],"
               "\"words\":[\"a\",\"b\"],\"figures\":[1,2],\"unknown\":1}",
               &b),
        OK);
    assert_str_equal(b.name, S("shop"));
    assert_str_equal(b.mode, S("slow"));
    assert_str_equal(b.raw, S("{\"a\":[1.50]}"));
    assert_true(b.count.set && b.count.value == -3);
    assert_true(b.flag.set && !b.flag.value && b.is_on);
    assert_int_equal(b.number, 7);
    assert_int_equal(b.at_ms, INT64_C(1795514400000));
    assert_true(b.ratio > 0.49 && b.ratio < 0.51);
    assert_str_equal(b.inner.value, S("x"));
    assert_int_equal(b.list.n, 1);
    assert_str_equal(((const struct inner *)b.list.items)[0].value, S("y"));
    assert_int_equal(b.words.n, 2);
    assert_int_equal(b.figures.items[1], 2);
}

TEST(field_null_is_absent_except_where_the_difference_counts)
{
    struct body b;
    assert_int_equal(decode("{\"name\":\"a\",\"mode\":null,\"number\":null,\"group\":null}", &b),
                     OK);
    assert_true(str_is_null(b.mode));
    assert_true(b.group.set && str_is_null(b.group.value));
    assert_int_equal(decode("{\"name\":\"a\",\"group\":\"\"}", &b), OK);
    assert_true(b.group.set && !str_is_null(b.group.value));
    assert_int_equal(decode("{\"name\":\"a\"}", &b), OK);
    assert_false(b.group.set);
}

TEST(field_refuses_what_is_missing)
{
    assert_refused("{}", "name", "is required");
    assert_refused("{\"name\":null}", "name", "is required");
    assert_refused("{\"name\":\"\"}", "name", "is required");
}

TEST(field_refuses_wrong_types_by_name)
{
    assert_refused("{\"name\":1}", "name", "must be a string");
    assert_refused("{\"name\":\"a\",\"is_on\":\"true\"}", "is_on", "true or false");
    assert_refused("{\"name\":\"a\",\"number\":1.5}", "number", "whole number");
    assert_refused("{\"name\":\"a\",\"number\":2147483648}", "number", "32 bits");
    assert_refused("{\"name\":\"a\",\"at\":\"soon\"}", "at", "must be a time");
    assert_refused("{\"name\":\"a\",\"inner\":[]}", "inner", "must be an object");
    assert_refused("{\"name\":\"a\",\"words\":{}}", "words", "must be a list");
    assert_refused("{\"name\":\"a\",\"id\":\"x\"}", "id", "uuid");
    assert_refused("{\"name\":\"a\",\"mode\":\"quick\"}", "mode", "one of fast, slow");
}

TEST(field_names_the_place_inside_lists)
{
    assert_refused("{\"name\":\"a\",\"list\":[{\"value\":\"x\"},{\"value\":7}]}", "list[1].value",
                   "must be a string");
    assert_refused("{\"name\":\"a\",\"words\":[\"x\",null]}", "words[1]", "must be a string");
}

TEST(field_bounds_everything)
{
    assert_refused("{\"name\":\"12345678901\"}", "name", "at most 10 bytes");
    assert_refused("{\"name\":\"a\",\"raw\":\"0123456789012345678901\"}", "raw", "at most 20");
    assert_refused("{\"name\":\"a\",\"words\":[\"1\",\"2\",\"3\",\"4\"]}", "words",
                   "at most 3 elements");
}

TEST(field_refuses_nul_in_text)
{
    assert_refused("{\"name\":\"a\\u0000b\"}", "name", "without NUL");
}

TEST(field_refuses_a_body_that_is_no_object)
{
    struct body b;
    assert_int_equal(decode("[1]", &b), E_INVALID);
    assert_string_equal(cx.err.text, "the body must be a JSON object");
}

TEST(field_of_two_same_keys_takes_the_last)
{
    struct body b;
    assert_int_equal(decode("{\"name\":\"a\",\"Name\":\"b\"}", &b), OK);
    assert_str_equal(b.name, S("b"));
}

static struct str encode(const struct body *b)
{
    struct buf out;
    struct jsonw w;
    arena_release(&arena);
    arena_init(&arena, "test", 1 << 20);
    buf_init(&out, &arena, 1 << 16);
    jsonw_init(&w, &out);
    field_encode(&w, fields, b);
    return buf_str(&out);
}

TEST(field_writes_null_for_absent_and_leaves_out_what_may_be)
{
    struct body b = { .name = S("a<b") };
    assert_str_equal(encode(&b), S("{\"name\":\"a\\u003cb\",\"mode\":null,\"id\":null,"
                                   "\"group\":null,\"is_on\":false,\"number\":0,\"at\":null,"
                                   "\"ratio\":0,\"inner\":{\"value\":null}}"));
}

TEST(field_writes_lists_and_optional_values)
{
    const struct inner items[] = { { S("x") }, { S("y") } };
    const int64_t figures[] = { 1, 2 };
    struct body b = { .name = S("n"),
                      .mode = S("fast"),
                      .id = S("i"),
                      .raw = S("[1]"),
                      .group = { S("g"), true },
                      .count = { 3, true },
                      .flag = { true, true },
                      .at_ms = 1500,
                      .list = FIELD_ITEMS(items, 2),
                      .figures = { figures, 2 } };
    assert_str_equal(encode(&b),
                     S("{\"name\":\"n\",\"mode\":\"fast\",\"id\":\"i\",\"raw\":[1],\"group\":\"g\","
                       "\"count\":3,\"flag\":true,\"is_on\":false,\"number\":0,"
                       "\"at\":\"1970-01-01T00:00:01.5Z\",\"ratio\":0,"
                       "\"inner\":{\"value\":null},\"list\":[{\"value\":\"x\"},{\"value\":\"y\"}],"
                       "\"figures\":[1,2]}"));
}
