#include "base/base.h"
#include "port/json_int.h"

#include <yyjson.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"

/* yyjson reads into a flat array of values (a container is followed by what it
 * holds). json_parse turns that into our linked nodes in one pass; json_peek looks
 * at it and gives it back. yyjson itself never recurses. */

struct reading {
    struct str source;       /* what was parsed: the text, or its repaired copy */
    const char *copy;        /* its decoded twin: same offsets                  */
    yyjson_doc *flat;        /* lives in the arena                              */
    struct arena_mark start; /* before copy and flat                            */
};

static void *alc_malloc(void *arena, size_t n)
{
    return arena_try(arena, n);
}

static void *alc_realloc(void *arena, void *p, size_t old_n, size_t n)
{
    return n <= old_n ? p : arena_try_grow(arena, p, old_n, n);
}

static void alc_free(void *arena, void *p)
{
    (void)arena;
    (void)p;
}

static enum status fail_no_room(struct ctx *cx, size_t bytes)
{
    return fail(cx, E_TOO_LARGE, "json of %zu bytes does not fit in memory", bytes);
}

static enum status read_flat(struct ctx *cx, struct str text, struct reading *r)
{
    r->source = text;
    r->start = arena_mark(cx->arena);
    char *copy =
        text.len <= UINT32_MAX ? arena_try(cx->arena, text.len + YYJSON_PADDING_SIZE) : NULL;
    if (copy == NULL)
        return fail_no_room(cx, text.len);
    if (text.len > 0)
        memcpy(copy, text.p, text.len);
    memset(copy + text.len, 0, YYJSON_PADDING_SIZE);
    yyjson_alc alc = { alc_malloc, alc_realloc, alc_free, cx->arena };
    yyjson_read_err err = { 0 };
    yyjson_read_flag flags = YYJSON_READ_INSITU | YYJSON_READ_NUMBER_AS_RAW;
    r->copy = copy;
    r->flat = yyjson_read_opts(copy, text.len, flags, &alc, &err);
    if (r->flat != NULL)
        return OK;
    if (err.code == YYJSON_READ_ERROR_MEMORY_ALLOCATION)
        return fail_no_room(cx, text.len);
    return fail(cx, E_INVALID, "json: %s at byte %zu", err.msg, err.pos);
}

/* The strict parser is the quick scan: what it takes needs no repair. */
static enum status read_repaired(struct ctx *cx, struct str text, struct reading *r, bool *repaired)
{
    *repaired = false;
    enum status st = read_flat(cx, text, r);
    if (st != E_INVALID)
        return st;
    arena_rewind(cx->arena, r->start);
    struct str mended;
    TRY(json_repair(cx, text, &mended, repaired));
    return *repaired ? read_flat(cx, mended, r) : st;
}

/* A container whose children are being linked. */
struct open_node {
    struct json *node;
    const yyjson_val *end; /* first value behind it           */
    struct json *previous; /* child before the last, or NULL  */
    struct json *last;     /* child linked last, or NULL      */
};

static void close_container(struct open_node *o)
{
    assert(o->last != NULL);     /* an empty container is never opened */
    o->last->next = o->node + 1; /* the first child follows its container */
    o->node->last = o->node->type == JSON_OBJ ? o->previous : o->last;
}

static void link_child(struct open_node *o, struct json *child)
{
    if (o->last != NULL)
        o->last->next = child;
    o->previous = o->last;
    o->last = child;
}

/* Everything but the links and a container's last. */
static void fill_node(struct json *j, yyjson_val *v)
{
    *j = (struct json){ .n = (uint32_t)unsafe_yyjson_get_len(v) };
    switch (unsafe_yyjson_get_type(v)) {
    case YYJSON_TYPE_STR:
        j->type = JSON_STR;
        j->text = unsafe_yyjson_get_str(v);
        j->is_plain = unsafe_yyjson_get_subtype(v) == YYJSON_SUBTYPE_NOESC;
        break;
    case YYJSON_TYPE_RAW: /* a number: YYJSON_READ_NUMBER_AS_RAW */
        j->type = JSON_NUMBER;
        j->text = unsafe_yyjson_get_raw(v);
        break;
    case YYJSON_TYPE_OBJ:
        j->type = JSON_OBJ;
        break;
    case YYJSON_TYPE_ARR:
        j->type = JSON_ARR;
        break;
    case YYJSON_TYPE_BOOL:
        *j = (struct json){ .type = JSON_BOOL, .is_true = unsafe_yyjson_get_bool(v) };
        break;
    default:
        *j = (struct json){ .type = JSON_NULL };
        break;
    }
}

/* Fills nodes from n flat values; false when parts below LIMIT_JSON_DEPTH were cut. */
static bool tree_link(yyjson_val *v, size_t n, struct json *nodes)
{
    /* The row below the root holds nothing: its end is never met. */
    struct open_node open[LIMIT_JSON_DEPTH + 1];
    struct open_node *top = open;
    *top = (struct open_node){ .node = NULL };
    bool is_whole = true;
    const yyjson_val *end = v + n;
    while (v < end) {
        while (v == top->end)
            close_container(top--);
        struct json *j = nodes++;
        fill_node(j, v);
        link_child(top, j);
        if (!json_is_container(j) || j->n == 0) {
            v++;
        } else if (top == open + LIMIT_JSON_DEPTH) {
            *j = (struct json){ .type = JSON_NULL };
            is_whole = false;
            v = unsafe_yyjson_get_next(v);
        } else {
            *++top = (struct open_node){ .node = j, .end = unsafe_yyjson_get_next(v) };
            v++;
        }
    }
    while (top > open)
        close_container(top--);
    return is_whole;
}

enum status json_parse(struct ctx *cx, struct str text, struct json_doc **out,
                       struct json_repairs *repairs)
{
    struct reading r;
    struct json_repairs done = { 0 };
    TRY(read_repaired(cx, text, &r, &done.text));
    size_t n = yyjson_doc_get_val_count(r.flat);
    struct json_doc *doc = arena_try(cx->arena, sizeof(*doc));
    struct json *nodes = doc == NULL ? NULL : arena_try(cx->arena, n * sizeof(*nodes));
    if (nodes == NULL)
        return fail_no_room(cx, text.len);
    done.depth = !tree_link(yyjson_doc_get_root(r.flat), n, nodes);
    *doc = (struct json_doc){ .arena = cx->arena, .root = nodes };
    if (repairs != NULL)
        *repairs = done;
    *out = doc;
    return OK;
}

struct str json_first(struct str text)
{
    size_t depth = 0, blanks = 0;
    bool is_quoted = false;

    while (blanks < text.len && strchr(" \t\r\n", text.p[blanks]) && text.p[blanks] != '\0')
        blanks++;
    for (size_t i = blanks; i < text.len; i++) {
        char c = text.p[i];
        if (is_quoted && c == '\\')
            i++;
        else if (c == '"')
            is_quoted = !is_quoted;
        else if (!is_quoted && (c == '{' || c == '['))
            depth++;
        else if (!is_quoted && (c == '}' || c == ']') && depth > 0 && --depth == 0)
            return str_to(text, i + 1);
        if (depth == 0)
            return text;
    }
    return text;
}

/* Where the source text says s: the string itself when it was written without
 * escapes, else its raw form from the opening quote to the closing one. */
static struct str in_source(const struct reading *r, struct str s)
{
    size_t at = (size_t)(s.p - r->copy);
    struct str plain = str_slice(r->source, at, at + s.len);
    if (str_eq(plain, s) && r->source.p[at + s.len] == '"')
        return plain;
    size_t end = at;
    while (r->source.p[end] != '"')
        end += r->source.p[end] == '\\' ? 2 : 1;
    return str_slice(r->source, at - 1, end + 1);
}

static void peek_members(const struct reading *r, const struct str *keys, struct str *out, size_t n)
{
    yyjson_val *root = yyjson_doc_get_root(r->flat);
    size_t i, members;
    yyjson_val *key, *value;
    yyjson_obj_foreach(root, i, members, key, value)
    {
        struct str name = { unsafe_yyjson_get_str(key), unsafe_yyjson_get_len(key) };
        for (size_t k = 0; k < n; k++) {
            if (!str_eq(keys[k], name))
                continue;
            out[k] = (struct str){ NULL, 0 };
            if (yyjson_is_str(value))
                out[k] = in_source(
                    r, str_make(unsafe_yyjson_get_str(value), unsafe_yyjson_get_len(value)));
        }
    }
}

enum status json_peek(struct ctx *cx, struct str text, const struct str *keys, struct str *out,
                      size_t n)
{
    struct reading r;
    bool repaired;
    TRY(read_repaired(cx, text, &r, &repaired));
    bool is_obj = yyjson_is_obj(yyjson_doc_get_root(r.flat));
    for (size_t i = 0; i < n; i++)
        out[i] = (struct str){ NULL, 0 };
    if (is_obj)
        peek_members(&r, keys, out, n);
    arena_rewind(cx->arena, r.start);
    if (!is_obj)
        return fail(cx, E_INVALID, "json: not an object");
    for (size_t i = 0; i < n; i++) {
        /* Only a raw form begins with a quote: a bare one would have ended its string. */
        if (!str_starts(out[i], S("\"")))
            continue;
        TRY(read_flat(cx, out[i], &r));
        yyjson_val *v = yyjson_doc_get_root(r.flat);
        out[i] = str_make(unsafe_yyjson_get_str(v), unsafe_yyjson_get_len(v));
    }
    return OK;
}
