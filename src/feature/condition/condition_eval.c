/* Judging a tree. Cheap leaves are asked first: the document is unpacked only for a rule
 * that nothing else has decided. */
#include "base/base.h"
#include "feature/condition/condition_int.h"

#include "base/ctx.h"
#include "base/str.h"
#include "port/regex.h"

static bool is_word(const struct leaf *leaf, struct str text)
{
    for (size_t i = 0; i < leaf->n_words; i++) {
        if (str_eq_fold(text, leaf->words[i]))
            return true;
    }
    return false;
}

/* Without a pattern it is searched for as it stands, without case. */
static bool is_found(const struct leaf *leaf, struct str text)
{
    return leaf->pattern != NULL ? regex_search(leaf->pattern, text)
                                 : str_contains_fold(text, leaf->words[0]);
}

static bool text_holds(const struct leaf *leaf, struct str text)
{
    switch (leaf->op) {
    case OP_EQ:
    case OP_IN:
        return is_word(leaf, text);
    case OP_NEQ:
    case OP_NOT_IN:
        return !is_word(leaf, text);
    case OP_NOT_CONTAINS:
        return !is_found(leaf, text);
    default:
        return is_found(leaf, text);
    }
}

static bool number_holds(const struct leaf *leaf, int64_t n)
{
    switch (leaf->op) {
    case OP_EQ:
        return n == leaf->number;
    case OP_NEQ:
        return n != leaf->number;
    case OP_LTE:
        return n <= leaf->number;
    case OP_GT:
        return n > leaf->number;
    case OP_LT:
        return n < leaf->number;
    default:
        return n >= leaf->number;
    }
}

/* Does one leaf hold? */
static bool leaf_holds(struct ctx *cx, const struct leaf *leaf, struct condition_facts *f)
{
    const struct leaf_type *type = leaf->type;

    if (type->text != NULL)
        return text_holds(leaf, type->text(cx, f, leaf));
    if (type->number != NULL)
        return number_holds(leaf, type->number(cx, f, leaf));
    return (type->flag(cx, f, leaf) == leaf->flag) == (leaf->op == OP_EQ);
}

static enum leaf_cost cost_of(const struct leaf *leaf)
{
    return leaf->minutes != 0 ? COST_WINDOW : leaf->type->cost;
}

static enum verdict judge(struct ctx *cx, const struct condition *c, size_t at,
                          struct condition_facts *f, unsigned without)
{
    const struct node *node = &c->nodes[at];
    bool is_open = false;

    if (node->kind == NODE_LEAF) {
        if ((without >> cost_of(&node->leaf) & 1) != 0)
            return OPEN;
        return leaf_holds(cx, &node->leaf, f) ? YES : NO;
    }
    const enum verdict decides = node->kind == NODE_ALL ? NO : YES;
    for (size_t i = at + 1; i < node->end; i = c->nodes[i].end) {
        enum verdict v = judge(cx, c, i, f, without);
        if (v == decides)
            return decides;
        is_open |= v == OPEN;
    }
    if (is_open)
        return OPEN;
    return node->kind == NODE_ALL || node->end == at + 1 ? YES : NO;
}

enum verdict condition_judge(struct ctx *cx, const struct condition *c, struct condition_facts *f,
                             unsigned without)
{
    return judge(cx, c, 0, f, without);
}

static bool group_holds(const struct condition *c, size_t at, const bool *nodes)
{
    const struct node *node = &c->nodes[at];
    bool is_all = node->kind == NODE_ALL;

    for (size_t i = at + 1; i < node->end; i = c->nodes[i].end) {
        if (nodes[i] != is_all)
            return !is_all;
    }
    return is_all || node->end == at + 1;
}

void condition_judge_nodes(struct ctx *cx, const struct condition *c, struct condition_facts *f,
                           bool *out)
{
    for (size_t i = c->n; i-- > 0;)
        out[i] = c->nodes[i].kind == NODE_LEAF ? leaf_holds(cx, &c->nodes[i].leaf, f)
                                               : group_holds(c, i, out);
}

enum status condition_holds(struct ctx *cx, const struct condition *c, struct condition_facts *f,
                            bool *out)
{
    static const unsigned steps[] = { 1 << COST_WINDOW | 1 << COST_DOCUMENT, 1 << COST_DOCUMENT,
                                      0 };
    enum verdict v = c != NULL ? OPEN : YES;

    for (size_t i = 0; i < ARRAY_LEN(steps) && v == OPEN; i++) {
        if (i == 0 || (c->costs & (steps[i - 1] & ~steps[i])) != 0)
            v = condition_judge(cx, c, f, steps[i]);
    }
    *out = v == YES;
    return f->failed;
}
