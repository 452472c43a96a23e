/* A tree in words, for people who are told why. */
#include "base/base.h"
#include "feature/condition/condition_int.h"

#include "base/buf.h"
#include "base/ctx.h"
#include "base/str.h"

enum { SENTENCE_BYTES = 2000, MINUTES_OF_HOUR = 60 };

static void add_window(struct buf *b, const struct leaf *leaf)
{
    bool is_hours = leaf->minutes % MINUTES_OF_HOUR == 0;

    if (leaf->minutes != 0)
        buf_printf(b, " in %lld %s",
                   (long long)(is_hours ? leaf->minutes / MINUTES_OF_HOUR : leaf->minutes),
                   is_hours ? "h" : "min");
}

static void add_words(struct buf *b, const struct leaf *leaf)
{
    for (size_t i = 0; i < leaf->n_words; i++)
        buf_printf(b, "%s\"%.*s\"", i > 0 ? ", " : "", FMT(leaf->words[i]));
}

static void add_leaf(struct buf *b, const struct leaf *leaf)
{
    if (leaf->type->kind == LEAF_BOOL) {
        buf_printf(b, "%s%s", (leaf->op == OP_EQ) == leaf->flag ? "" : "not ", leaf->type->words);
        return;
    }
    buf_add(b, str_c(leaf->type->words));
    if (!str_is_null(leaf->key))
        buf_printf(b, " %.*s", FMT(leaf->key));
    add_window(b, leaf);
    buf_printf(b, " %s ", leaf_op_row(leaf->op)->words);
    if (leaf->type->kind == LEAF_NUMBER)
        buf_printf(b, "%lld", (long long)leaf->number);
    else
        add_words(b, leaf);
}

static void add_node(struct buf *b, const struct condition *c, size_t at)
{
    const struct node *node = &c->nodes[at];
    bool is_inner = at > 0 && c->nodes[at].end > at + 2;

    if (node->kind == NODE_LEAF) {
        add_leaf(b, &node->leaf);
        return;
    }
    if (node->end == at + 1)
        buf_add(b, S("always"));
    if (is_inner)
        buf_add_char(b, '(');
    for (size_t i = at + 1; i < node->end; i = c->nodes[i].end) {
        if (i > at + 1)
            buf_add(b, node->kind == NODE_ALL ? S(" and ") : S(" or "));
        add_node(b, c, i);
    }
    if (is_inner)
        buf_add_char(b, ')');
}

struct str condition_sentence(struct ctx *cx, const struct condition *c)
{
    struct buf b;

    buf_init(&b, cx->arena, SENTENCE_BYTES);
    if (c != NULL)
        add_node(&b, c, 0);
    return buf_str(&b);
}

struct str condition_node_sentence(struct ctx *cx, const struct condition *c, size_t at)
{
    struct buf b;

    buf_init(&b, cx->arena, SENTENCE_BYTES);
    add_node(&b, c, at);
    return buf_str(&b);
}
