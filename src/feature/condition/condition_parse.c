/* A tree of JSON becomes a flat, checked one. */
#include "base/base.h"
#include "feature/condition/condition_int.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/str.h"
#include "port/json.h"
#include "port/regex.h"

enum { PATH_BYTES = 512, MINUTES_OF_HOUR = 60, VELOCITY_HOURS = 168, USER_HOURS = 24 };

struct parser {
    struct ctx *cx;
    struct condition *out;
    bool is_saved; /* now: patterns are tried too */
    struct buf path;
};

/* "conditions[1].value", and the words. */
static enum status refuse(struct parser *p, const char *member, const char *words)
{
    const char *dot = p->path.len > 0 && *member != '\0' ? "." : "";
    struct str at = str_printf(p->cx->arena, "%.*s%s%s", FMT(buf_str(&p->path)), dot, member);

    return fail_at(p->cx, E_INVALID, (struct err_where){ "condition", str_cz(p->cx->arena, at) },
                   "%.*s%s%s", FMT(at), at.len > 0 ? ": " : "", words);
}

static enum status refuse_value(struct parser *p, const char *words)
{
    return refuse(p, "value", words);
}

/* --- values ------------------------------------------------------------------------- */

static enum status take_word(struct parser *p, const struct json *v, struct str *out)
{
    struct str text = json_scalar_text(v, false);

    if (str_is_null(text))
        return refuse_value(p, "a text is wanted");
    if (text.len > CONDITION_TEXT)
        return refuse_value(p, str_cz(p->cx->arena, str_printf(p->cx->arena, "at most %d bytes",
                                                               CONDITION_TEXT)));
    *out = str_dup(p->cx->arena, text);
    return OK;
}

static enum status take_words(struct parser *p, const struct json *v, struct leaf *leaf)
{
    bool is_list = json_type(v) == JSON_ARR;
    size_t n = is_list ? json_length(v) : 1;

    if (is_list && leaf->op != OP_IN && leaf->op != OP_NOT_IN)
        return refuse_value(p, "a text is wanted, a list only for in and not_in");
    if (n == 0 || n > CONDITION_WORDS)
        return refuse_value(p, "a list of 1 to 100 texts is wanted");
    leaf->words = arena_array(p->cx->arena, struct str, n);
    leaf->n_words = n;
    for (size_t i = 0; i < n; i++)
        TRY(take_word(p, is_list ? json_at(v, i) : v, &leaf->words[i]));
    return OK;
}

/* contains on long texts is a pattern when it can be one, as GoSnag has it. */
static enum status take_pattern(struct parser *p, struct leaf *leaf)
{
    bool is_search = leaf->op == OP_CONTAINS || leaf->op == OP_NOT_CONTAINS;

    if (leaf->op != OP_MATCHES && !(is_search && leaf->type->kind == LEAF_TEXT))
        return OK;
    enum status st = regex_compile_cased(p->cx, leaf->words[0], &leaf->pattern);
    if (st == OK)
        p->out->n_bytes += regex_bytes(leaf->pattern);
    if (st == OK && p->is_saved)
        st = regex_probe(p->cx, leaf->pattern, leaf->words[0]);
    if (st == OK)
        p->out->n_data_patterns += leaf->type->cost == COST_DOCUMENT;
    if (st == OK)
        return OK;
    if (is_search && leaf->pattern == NULL) {
        err_clear(&p->cx->err);
        return OK;
    }
    return refuse_value(p, str_cz(p->cx->arena, str_dup(p->cx->arena, str_c(p->cx->err.text))));
}

/* A fraction is cut, a number in a string is one. */
static bool number_of(const struct json *v, int64_t *out)
{
    double d;

    if (json_i64(v, out))
        return true;
    if (json_type(v) == JSON_STR)
        return str_i64(str_trim(json_str(v)), out);
    if (!json_f64(v, &d) || !(d > -9e15 && d < 9e15))
        return false;
    *out = (int64_t)d;
    return true;
}

static bool flag_of(const struct json *v, bool *out)
{
    static const struct str words[] = { S("false"), S("0"), S("no"), S("true"), S("1"), S("yes") };
    struct str text = json_scalar_text(v, false);

    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        if (!str_is_null(text) && str_eq_fold(text, words[i])) {
            *out = i >= ARRAY_LEN(words) / 2;
            return true;
        }
    }
    return false;
}

static enum status take_value(struct parser *p, const struct json *v, struct leaf *leaf)
{
    switch (leaf->type->kind) {
    case LEAF_NUMBER:
        return number_of(v, &leaf->number) ? OK : refuse_value(p, "a number is wanted");
    case LEAF_BOOL:
        return flag_of(v, &leaf->flag) ? OK : refuse_value(p, "true or false is wanted");
    default:
        TRY(take_words(p, v, leaf));
        return take_pattern(p, leaf);
    }
}

/* --- parameters ----------------------------------------------------------------------- */

static enum status take_key(struct parser *p, const struct json *obj, struct leaf *leaf)
{
    bool is_needed = (leaf->type->params & PARAM_KEY) != 0;
    const char *name = is_needed ? "key" : "path";
    struct str text = json_str(json_get(obj, str_c(name)));

    if (is_needed && text.len == 0)
        return refuse(p, name, "the tag's key is wanted");
    if (text.len > CONDITION_TEXT)
        return refuse(p, name, "it is too long");
    if (text.len > 0)
        leaf->key = str_dup(p->cx->arena, text);
    return OK;
}

static bool in_range(const struct json *v, int64_t max, int64_t *out)
{
    return number_of(v, out) && *out >= 1 && *out <= max;
}

static enum status take_window(struct parser *p, const struct json *obj, struct leaf *leaf)
{
    bool is_velocity = (leaf->type->params & PARAM_MINUTES) != 0;
    const struct json *minutes = is_velocity ? json_get(obj, S("minutes")) : NULL;
    const struct json *hours = json_get(obj, S("hours"));
    int64_t n;

    if (!json_is_null(minutes)) {
        if (!in_range(minutes, MINUTES_OF_HOUR, &leaf->minutes) || !json_is_null(hours))
            return refuse(p, "minutes", "1 to 60, and no hours beside them");
        return OK;
    }
    if (json_is_null(hours))
        return is_velocity ? refuse(p, "hours", "minutes (1 to 60) or hours (1 to 168) are wanted")
                           : OK;
    if (!in_range(hours, is_velocity ? VELOCITY_HOURS : USER_HOURS, &n))
        return refuse(p, "hours", is_velocity ? "1 to 168" : "1 to 24");
    leaf->minutes = n * MINUTES_OF_HOUR;
    return OK;
}

static enum status take_leaf(struct parser *p, const struct json *obj, struct node *node)
{
    struct str name = json_str(json_get(obj, S("type")));
    struct str op = json_str(json_get(obj, S("op")));
    struct leaf *leaf = &node->leaf;

    node->kind = NODE_LEAF;
    leaf->type = leaf_type_named(name);
    if (leaf->type == NULL)
        return refuse(p, "type", "there is no such condition");
    if (!json_is_null(json_get(obj, S("op"))) && str_is_null(op))
        return refuse(p, "op", "a text is wanted");
    const struct op_row *row = leaf_op_named(leaf->type->kind, op);
    if (row == NULL)
        return refuse(p, "op", "this condition has no such operator");
    leaf->op = row->op;
    leaf->minutes = leaf->type->minutes;
    if ((leaf->type->params & (PARAM_KEY | PARAM_PATH)) != 0)
        TRY(take_key(p, obj, leaf));
    if ((leaf->type->params & (PARAM_MINUTES | PARAM_HOURS)) != 0)
        TRY(take_window(p, obj, leaf));
    p->out->costs |= 1U << (leaf->minutes != 0 ? COST_WINDOW : leaf->type->cost);
    return take_value(p, json_get(obj, S("value")), leaf);
}

/* --- groups --------------------------------------------------------------------------- */

static bool is_group(const struct json *obj)
{
    return json_str(json_get(obj, S("operator"))).len > 0 ||
           json_type(json_get(obj, S("conditions"))) == JSON_ARR;
}

static enum status take_kind(struct parser *p, const struct json *obj, struct node *node)
{
    struct str operator = json_str(json_get(obj, S("operator")));

    if (operator.len == 0 || str_eq_fold(operator, S("and")))
        node->kind = NODE_ALL;
    else if (str_eq_fold(operator, S("or")))
        node->kind = NODE_ANY;
    else
        return refuse(p, "operator", "and, or or; what compares is named op");
    return OK;
}

static enum status take_node(struct parser *p, const struct json *obj, int depth);

static enum status take_group(struct parser *p, const struct json *obj, struct node *node,
                              int depth)
{
    struct json *list = json_get(obj, S("conditions"));
    struct json_iter it = json_iter(list);
    size_t length = p->path.len;
    size_t i = 0;

    TRY(take_kind(p, obj, node));
    if (!json_is_null(list) && json_type(list) != JSON_ARR)
        return refuse(p, "conditions", "a list is wanted");
    if (depth > CONDITION_DEPTH)
        return refuse(p, "", "groups may lie 8 deep");
    while (json_next(&it)) {
        buf_printf(&p->path, "%sconditions[%zu]", length > 0 ? "." : "", i++);
        TRY(take_node(p, it.value, depth + 1));
        p->path.len = length;
    }
    return OK;
}

static enum status take_node(struct parser *p, const struct json *obj, int depth)
{
    if (json_type(obj) != JSON_OBJ)
        return refuse(p, "", "an object is wanted");
    if (p->out->n == CONDITION_NODES)
        return refuse(p, "", "a tree has at most 200 conditions and groups");
    struct node *node = &p->out->nodes[p->out->n++];
    *node = (struct node){ 0 };
    TRY(is_group(obj) ? take_group(p, obj, node, depth) : take_leaf(p, obj, node));
    node->end = (uint16_t)p->out->n;
    return OK;
}

/* --- the whole ------------------------------------------------------------------------- */

/* null, {}, GoSnag's wrapper: neither group nor leaf. */
static bool is_none(const struct json *tree)
{
    return json_is_null(tree) ||
           (json_type(tree) == JSON_OBJ && !is_group(tree) &&
            json_is_null(json_get(tree, S("type"))));
}

static size_t count_nodes(const struct json *tree)
{
    struct json_iter it = json_iter(json_get(tree, S("conditions")));
    size_t n = 1;

    while (n <= CONDITION_NODES && json_next(&it))
        n += json_type(it.value) == JSON_OBJ ? count_nodes(it.value) : 1;
    return n;
}

static enum status parse(struct ctx *cx, const struct json *tree, bool is_saved,
                         struct condition **out)
{
    struct parser p = { .cx = cx, .is_saved = is_saved };

    *out = NULL;
    if (is_none(tree))
        return OK;
    size_t n = json_type(tree) == JSON_OBJ ? count_nodes(tree) : 1;
    if (n > CONDITION_NODES)
        n = CONDITION_NODES;
    p.out = arena_bytes(cx->arena, sizeof *p.out + n * sizeof p.out->nodes[0]);
    *p.out = (struct condition){ 0 };
    buf_init(&p.path, cx->arena, PATH_BYTES);
    TRY(take_node(&p, tree, 1));
    *out = p.out;
    return OK;
}

static enum status parse_text(struct ctx *cx, struct str tree, bool is_saved,
                              struct condition **out)
{
    size_t used = cx->arena->used;
    struct json_doc *doc;

    *out = NULL;
    if (tree.len == 0)
        return OK;
    if (tree.len > CONDITION_BYTES)
        return fail_at(cx, E_INVALID, (struct err_where){ "condition", "conditions" },
                       "conditions may have %d bytes", CONDITION_BYTES);
    TRY(json_parse(cx, tree, &doc, NULL));
    TRY(parse(cx, json_root(doc), is_saved, out));
    if (*out != NULL)
        (*out)->n_bytes += cx->arena->used - used;
    return OK;
}

enum status condition_parse(struct ctx *cx, struct str tree, struct condition **out)
{
    return parse_text(cx, tree, false, out);
}

enum status condition_check(struct ctx *cx, struct str tree, struct condition **out)
{
    return parse_text(cx, tree, true, out);
}

bool condition_needs_event(const struct condition *c)
{
    return c != NULL && (c->costs & (1 << COST_EVENT | 1 << COST_DOCUMENT)) != 0;
}

const char *condition_cost(const struct condition *c)
{
    static const char *const words[] = { "issue", "counter", "window", "event", "data" };
    size_t i = COST_DOCUMENT;

    while (i > 0 && (c == NULL || (c->costs >> i & 1) == 0))
        i--;
    return words[i];
}

size_t condition_bytes(const struct condition *c)
{
    return c != NULL ? c->n_bytes : 0;
}

size_t condition_data_patterns(const struct condition *c)
{
    return c != NULL ? c->n_data_patterns : 0;
}
