#include "feature/condition/condition_parse.c"

#include "base/test.h"

static struct arena arena;
static struct ctx cx;

static void fresh(void)
{
    arena_init(&arena, "test", 8 << 20);
    cx = (struct ctx){ .arena = &arena, .now_ms = 1000 };
}

static struct condition *read_tree(const char *text)
{
    struct condition *c = NULL;

    if (condition_check(&cx, str_c(text), &c) != OK)
        fail_msg("%s: %s", text, cx.err.text);
    return c;
}

static void refuses(const char *text, const char *field)
{
    struct condition *c = NULL;

    assert_int_equal(condition_check(&cx, str_c(text), &c), E_INVALID);
    if (strcmp(cx.err.field, field) != 0)
        fail_msg("%s: field '%s', not '%s' (%s)", text, cx.err.field, field, cx.err.text);
}

TEST(what_makes_no_sense_is_refused_where_it_stands)
{
    fresh();
    refuses("{\"operator\":\"and\",\"conditions\":[{\"type\":\"nose\",\"value\":1}]}",
            "conditions[0].type");
    refuses("{\"operator\":\"xor\",\"conditions\":[]}", "operator");
    refuses("{\"operator\":\"gte\",\"type\":\"total_events\",\"value\":1}", "operator");
    refuses("{\"operator\":\"and\",\"conditions\":[{\"operator\":\"or\",\"conditions\":["
            "{\"type\":\"level\",\"op\":\"gte\",\"value\":\"error\"}]}]}",
            "conditions[0].conditions[0].op");
    refuses("{\"type\":\"total_events\",\"op\":\"gte\",\"value\":\"many\"}", "value");
    refuses("{\"type\":\"total_events\",\"op\":\"gte\"}", "value");
    refuses("{\"type\":\"level\",\"op\":\"eq\",\"value\":[\"a\"]}", "value");
    refuses("{\"type\":\"level\",\"op\":\"in\",\"value\":[]}", "value");
    refuses("{\"type\":\"level\",\"op\":\"in\",\"value\":[{}]}", "value");
    refuses("{\"type\":\"level\",\"op\":7,\"value\":\"a\"}", "op");
    refuses("{\"type\":\"has_app_frame\",\"value\":\"maybe\"}", "value");
    refuses("{\"type\":\"tag\",\"value\":\"x\"}", "key");
    refuses("{\"type\":\"velocity\",\"value\":1}", "hours");
    refuses("{\"type\":\"velocity\",\"minutes\":61,\"value\":1}", "minutes");
    refuses("{\"type\":\"velocity\",\"minutes\":5,\"hours\":1,\"value\":1}", "minutes");
    refuses("{\"type\":\"velocity\",\"hours\":169,\"value\":1}", "hours");
    refuses("{\"type\":\"user_count\",\"hours\":25,\"value\":1}", "hours");
    refuses("{\"operator\":\"and\",\"conditions\":{}}", "conditions");
    refuses("{\"operator\":\"and\",\"conditions\":[7]}", "conditions[0]");
    refuses("[]", "");
    arena_release(&arena);
}

TEST(a_pattern_that_cannot_be_searched_is_refused)
{
    fresh();
    refuses("{\"type\":\"title\",\"op\":\"matches\",\"value\":\"(\"}", "value");
    refuses("{\"type\":\"level\",\"op\":\"matches\",\"value\":\"(a)\\\\1\"}", "value");
    refuses("{\"type\":\"title\",\"op\":\"matches\",\"value\":\"(a+)+$x\"}", "value");
    refuses("{\"type\":\"title\",\"op\":\"contains\",\"value\":\"(a+)+$x\"}", "value");
    assert_non_null(read_tree("{\"type\":\"title\",\"op\":\"contains\",\"value\":\"foo(\"}"));
    assert_int_equal(
        condition_data_patterns(read_tree("{\"type\":\"event_data\",\"value\":\"a+\"}")), 1);
    assert_int_equal(condition_data_patterns(read_tree("{\"type\":\"title\",\"value\":\"a\"}")), 0);
    arena_release(&arena);
}

TEST(gosnags_stored_forms_are_read)
{
    fresh();
    assert_null(read_tree("null"));
    assert_null(read_tree("{}"));
    assert_null(read_tree("{\"RawMessage\":{\"operator\":\"and\"},\"Valid\":true}"));
    struct condition *c = read_tree("{\"operator\":\"and\",\"conditions\":[{\"type\":"
                                    "\"total_events\",\"op\":\">=\",\"value\":\"12\"},"
                                    "{\"type\":\"velocity_1h\",\"value\":2.9},"
                                    "{\"type\":\"platform\",\"value\":7},"
                                    "{\"type\":\"has_app_frame\",\"value\":\"yes\"}]}");
    assert_int_equal(c->n, 5);
    assert_int_equal(c->nodes[1].leaf.op, OP_GTE);
    assert_int_equal(c->nodes[1].leaf.number, 12);
    assert_int_equal(c->nodes[2].leaf.number, 2);
    assert_int_equal(c->nodes[2].leaf.minutes, 60);
    assert_str_equal(c->nodes[3].leaf.words[0], S("7"));
    assert_true(c->nodes[4].leaf.flag);
    arena_release(&arena);
}

/* n groups inside one another around a leaf. */
static struct str nested(int n)
{
    struct buf b;

    buf_init(&b, &arena, 64 << 10);
    for (int i = 0; i < n; i++)
        buf_add(&b, S("{\"operator\":\"or\",\"conditions\":["));
    buf_add(&b, S("{\"type\":\"level\",\"value\":\"error\"}"));
    for (int i = 0; i < n; i++)
        buf_add(&b, S("]}"));
    return buf_str(&b);
}

static struct str wide(int n)
{
    struct buf b;

    buf_init(&b, &arena, 64 << 10);
    buf_add(&b, S("{\"operator\":\"and\",\"conditions\":["));
    for (int i = 0; i < n; i++)
        buf_printf(&b, "%s{\"type\":\"is_new\",\"value\":true}", i > 0 ? "," : "");
    buf_add(&b, S("]}"));
    return buf_str(&b);
}

TEST(a_tree_is_bounded_in_depth_and_size)
{
    struct condition *c;

    fresh();
    assert_int_equal(condition_check(&cx, nested(CONDITION_DEPTH), &c), OK);
    assert_int_equal(condition_check(&cx, nested(CONDITION_DEPTH + 1), &c), E_INVALID);
    assert_true(str_starts(str_c(cx.err.field), S("conditions[0].conditions[0]")));
    assert_int_equal(condition_check(&cx, nested(1000), &c), E_INVALID);
    assert_int_equal(condition_check(&cx, wide(CONDITION_NODES - 1), &c), OK);
    assert_true(c != NULL && c->n == CONDITION_NODES);
    assert_int_equal(condition_check(&cx, wide(CONDITION_NODES), &c), E_INVALID);
    assert_string_equal(cx.err.field, "conditions[199]");
    arena_release(&arena);
}

TEST(a_tree_is_told_in_words)
{
    fresh();
    struct condition *c = read_tree(
        "{\"operator\":\"and\",\"conditions\":[{\"type\":\"level\",\"op\":\"in\",\"value\":"
        "[\"error\",\"fatal\"]},{\"operator\":\"or\",\"conditions\":[{\"type\":\"velocity_1h\","
        "\"value\":100},{\"type\":\"velocity\",\"minutes\":5,\"op\":\"gt\",\"value\":3},"
        "{\"type\":\"handled\",\"value\":false}]},{\"type\":\"tag\",\"key\":\"region\","
        "\"op\":\"neq\",\"value\":\"eu\"}]}");
    assert_str_equal(condition_sentence(&cx, c),
                     S("level is one of \"error\", \"fatal\" and (events in 1 h ≥ 100 or events in "
                       "5 min > 3 or not handled) and tag region is not \"eu\""));
    assert_str_equal(condition_sentence(&cx, read_tree("{\"operator\":\"or\"}")), S("always"));
    arena_release(&arena);
}
