#include "feature/condition/condition_eval.c"

#include "base/arena.h"
#include "base/test.h"

static struct arena arena;
static struct ctx cx;
static int n_document_reads;

static void fresh(void)
{
    arena_init(&arena, "test", 4 << 20);
    cx = (struct ctx){ .arena = &arena, .now_ms = 1000 };
    n_document_reads = 0;
}

static enum status read_document(struct ctx *c, const void *from, struct str *out)
{
    n_document_reads++;
    if (from == NULL)
        return fail(c, E_BUSY, "the store is away");
    *out = str_c(from);
    return OK;
}

static struct condition_facts some_facts(void)
{
    return (struct condition_facts){ .level = S("error"),
                                     .platform = S("python"),
                                     .title = S("KeyError: cart("),
                                     .event_count = 10,
                                     .is_new = true,
                                     .environment = S("production"),
                                     .read_document = read_document,
                                     .from = "{\"message\":\"the cart is gone\"}" };
}

static struct condition *read_tree(const char *text)
{
    struct condition *c = NULL;

    if (condition_parse(&cx, str_c(text), &c) != OK)
        fail_msg("%s: %s", text, cx.err.text);
    return c;
}

static bool holds(const char *text)
{
    struct condition_facts f = some_facts();
    bool out = false;

    assert_int_equal(condition_holds(&cx, read_tree(text), &f, &out), OK);
    return out;
}

static bool leaf(const char *members)
{
    return holds(str_cz(&arena, str_printf(&arena, "{%s}", members)));
}

TEST(every_operator_of_numbers_judges_both_sides_of_its_bound)
{
    static const struct {
        const char *op;
        bool below, at, above; /* the bound is below, at, above the figure 10 */
    } cases[] = {
        { "gte", true, true, false }, { "gt", true, false, false }, { "lte", false, true, true },
        { "lt", false, false, true }, { "eq", false, true, false }, { "neq", true, false, true },
    };
    enum { FIGURE = 10 };

    fresh();
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        const bool want[] = { cases[i].below, cases[i].at, cases[i].above };
        for (int k = 0; k < 3; k++) {
            struct str text =
                str_printf(&arena, "\"type\":\"total_events\",\"op\":\"%s\",\"value\":%d",
                           cases[i].op, FIGURE - 1 + k);
            if (leaf(str_cz(&arena, text)) != want[k])
                fail_msg("10 %s %d", cases[i].op, FIGURE - 1 + k);
        }
    }
    arena_release(&arena);
}

TEST(every_operator_of_texts_says_yes_and_no)
{
    fresh();
    assert_true(leaf("\"type\":\"level\",\"value\":\"ERROR\""));
    assert_false(leaf("\"type\":\"level\",\"value\":\"err\""));
    assert_false(leaf("\"type\":\"level\",\"op\":\"neq\",\"value\":\"error\""));
    assert_true(leaf("\"type\":\"level\",\"op\":\"in\",\"value\":[\"fatal\",\"error\"]"));
    assert_false(leaf("\"type\":\"level\",\"op\":\"in\",\"value\":[\"fatal\"]"));
    assert_true(leaf("\"type\":\"level\",\"op\":\"not_in\",\"value\":[\"fatal\"]"));
    assert_true(leaf("\"type\":\"title\",\"op\":\"contains\",\"value\":\"Key.rror\""));
    /* What is no pattern is searched for as it stands, without case. */
    assert_true(leaf("\"type\":\"title\",\"op\":\"contains\",\"value\":\"CART(\""));
    assert_false(leaf("\"type\":\"title\",\"op\":\"not_contains\",\"value\":\"cart\""));
    assert_true(leaf("\"type\":\"title\",\"op\":\"not_contains\",\"value\":\"ship\""));
    assert_true(leaf("\"type\":\"title\",\"op\":\"matches\",\"value\":\"^Key.*rt.$\""));
    assert_false(leaf("\"type\":\"title\",\"op\":\"matches\",\"value\":\"^cart\""));
    arena_release(&arena);
}

TEST(a_flag_is_judged_four_ways)
{
    fresh();
    assert_true(leaf("\"type\":\"is_new\",\"value\":true"));
    assert_false(leaf("\"type\":\"is_new\",\"value\":false"));
    assert_false(leaf("\"type\":\"is_new\",\"op\":\"neq\",\"value\":true"));
    assert_true(leaf("\"type\":\"is_new\",\"op\":\"neq\",\"value\":false"));
    arena_release(&arena);
}

#define YES_LEAF "{\"type\":\"level\",\"value\":\"error\"}"
#define NO_LEAF  "{\"type\":\"level\",\"value\":\"debug\"}"
#define DATA     "{\"type\":\"message\",\"value\":\"cart\"}"
#define AND(...) "{\"operator\":\"and\",\"conditions\":[" __VA_ARGS__ "]}"
#define OR(...)  "{\"operator\":\"or\",\"conditions\":[" __VA_ARGS__ "]}"

TEST(groups_join_what_they_hold)
{
    fresh();
    assert_true(holds(AND(YES_LEAF "," YES_LEAF)));
    assert_false(holds(AND(YES_LEAF "," NO_LEAF)));
    assert_true(holds(OR(NO_LEAF "," YES_LEAF)));
    assert_false(holds(OR(NO_LEAF "," NO_LEAF)));
    assert_true(holds(AND(YES_LEAF "," OR(NO_LEAF "," AND(YES_LEAF)))));
    assert_true(holds(AND("")));
    assert_true(holds(OR("")));
    assert_true(holds("null"));
    arena_release(&arena);
}

TEST(the_document_is_read_only_when_nothing_else_decides)
{
    fresh();
    assert_false(holds(AND(DATA "," NO_LEAF)));
    assert_true(holds(OR(DATA "," YES_LEAF)));
    assert_int_equal(n_document_reads, 0);
    assert_true(holds(AND(DATA "," YES_LEAF)));
    assert_int_equal(n_document_reads, 1);
    assert_true(holds(AND(DATA "," DATA)));
    assert_int_equal(n_document_reads, 2); /* once for both */
    arena_release(&arena);
}

TEST(a_document_that_cannot_be_read_makes_the_judgement_void)
{
    struct condition_facts f = some_facts();
    bool out;

    fresh();
    f.from = NULL;
    assert_int_equal(condition_holds(&cx, read_tree(DATA), &f, &out), E_BUSY);
    f = some_facts();
    f.from = NULL;
    assert_int_equal(condition_holds(&cx, read_tree(AND(NO_LEAF "," DATA)), &f, &out), OK);
    assert_false(out); /* nobody asked for it */
    arena_release(&arena);
}

TEST(what_is_not_asked_leaves_a_tree_open_when_it_would_decide)
{
    struct condition_facts f = some_facts();
    unsigned without = 1 << COST_DOCUMENT;

    fresh();
    assert_int_equal(condition_judge(&cx, read_tree(AND(DATA "," YES_LEAF)), &f, without), OPEN);
    assert_int_equal(condition_judge(&cx, read_tree(AND(DATA "," NO_LEAF)), &f, without), NO);
    assert_int_equal(condition_judge(&cx, read_tree(OR(DATA "," YES_LEAF)), &f, without), YES);
    assert_int_equal(condition_judge(&cx, read_tree(OR(DATA "," NO_LEAF)), &f, without), OPEN);
    arena_release(&arena);
}

TEST(every_node_is_judged_for_who_looks_for_the_useless_one)
{
    struct condition_facts f = some_facts();
    bool nodes[6];

    fresh();
    const struct condition *c = read_tree(AND(YES_LEAF "," OR(NO_LEAF "," DATA) "," NO_LEAF));
    assert_int_equal(c->n, ARRAY_LEN(nodes));
    condition_judge_nodes(&cx, c, &f, nodes);
    static const bool want[] = { false, true, true, false, true, false };
    for (size_t i = 0; i < ARRAY_LEN(nodes); i++)
        assert_int_equal(nodes[i], want[i]);
    arena_release(&arena);
}
