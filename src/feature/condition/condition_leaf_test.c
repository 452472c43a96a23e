#include "feature/condition/condition_leaf.c"

#include "base/arena.h"
#include "base/test.h"

TEST(every_type_of_leaf_is_found_by_its_name_and_reads_one_kind_of_value)
{
    for (size_t i = 0; i < n_leaf_types; i++) {
        const struct leaf_type *t = &leaf_types[i];
        bool is_text = t->kind == LEAF_STRING || t->kind == LEAF_TEXT;
        if (leaf_type_named(str_c(t->name)) != t || (t->text != NULL) != is_text ||
            (t->number != NULL) != (t->kind == LEAF_NUMBER) ||
            (t->flag != NULL) != (t->kind == LEAF_BOOL))
            fail_msg("%s", t->name);
        assert_non_null(leaf_op_named(t->kind, S("")));
    }
    assert_null(leaf_type_named(S("nose")));
}

TEST(an_operator_belongs_to_kinds_and_has_a_symbol)
{
    assert_int_equal(leaf_op_named(LEAF_NUMBER, S(""))->op, OP_GTE);
    assert_int_equal(leaf_op_named(LEAF_TEXT, S(""))->op, OP_CONTAINS);
    assert_int_equal(leaf_op_named(LEAF_STRING, S(""))->op, OP_EQ);
    assert_int_equal(leaf_op_named(LEAF_BOOL, S(""))->op, OP_EQ);
    assert_int_equal(leaf_op_named(LEAF_NUMBER, S("<="))->op, OP_LTE);
    assert_int_equal(leaf_op_named(LEAF_NUMBER, S("lte"))->op, OP_LTE);
    assert_int_equal(leaf_op_named(LEAF_STRING, S("=="))->op, OP_EQ);
    assert_null(leaf_op_named(LEAF_STRING, S("gte")));
    assert_null(leaf_op_named(LEAF_BOOL, S("matches")));
    assert_null(leaf_op_named(LEAF_NUMBER, S("~")));
    for (size_t i = 0; i < n_leaf_ops; i++)
        assert_int_equal(leaf_op_row(leaf_ops[i].op)->op, leaf_ops[i].op);
}

static struct str data_at(struct ctx *cx, const char *document, struct str path)
{
    struct condition_facts f = { .title = S("Title"), .document = str_c(document) };
    struct leaf leaf = { .key = path };

    return read_data(cx, &f, &leaf);
}

TEST(data_is_read_by_path_whatever_lies_there)
{
    static const char document[] = "{\"a\":{\"b\":[{\"c\":\"x\"},{\"c\":7}]},\"n\":null,"
                                   "\"t\":true,\"exception\":{\"values\":[]}}";
    static const struct {
        struct str path, found;
    } cases[] = {
        { S("a.b.0.c"), S("x") },
        { S("a.b.1.c"), S("7") },
        { S("a.b.1"), S("{\"c\":7}") },
        { S("a.b.2.c"), S("") },
        { S("a.b.-1.c"), S("") },
        { S("a.b.c"), S("") },
        { S("n"), S("") },
        { S("t"), S("true") },
        { S("nothing.here"), S("") },
        { S("exception.values"), S("[]") },
    };
    struct arena arena;

    arena_init(&arena, "test", 4 << 20);
    struct ctx cx = { .arena = &arena };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        assert_str_equal(data_at(&cx, document, cases[i].path), cases[i].found);
    assert_str_equal(data_at(&cx, "{\"q\":1}", (struct str){ 0 }), S("Title\n{\"q\":1}"));
    arena_release(&arena);
}

TEST(handled_is_what_the_tag_does_not_deny)
{
    struct arena arena;

    arena_init(&arena, "test", 1 << 20);
    struct ctx cx = { .arena = &arena };
    struct condition_facts no = { .document = S("{\"tags\":{\"handled\":\"no\"}}") };
    struct condition_facts yes = { .document = S("{\"tags\":{\"handled\":\"yes\"}}") };
    struct condition_facts unsaid = { .document = S("{}") };
    assert_false(read_handled(&cx, &no, NULL));
    assert_true(read_handled(&cx, &yes, NULL));
    assert_true(read_handled(&cx, &unsaid, NULL));
    arena_release(&arena);
}
