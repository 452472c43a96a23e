#include "base/base.h"
#include "feature/event/event_diff.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/str.h"
#include "feature/event/event.h"
#include "port/json.h"
#include "port/jsonw.h"

struct diffing {
    struct ctx *cx;
    bool is_document; /* not only its tags or contexts */
    struct diff_list *list;
    bool is_truncated;
};

static struct str value_text(struct ctx *cx, const struct json *v)
{
    struct buf whole, cut;

    if (v == NULL)
        return (struct str){ 0 };
    buf_init(&whole, cx->arena, 4 * DIFF_VALUE_BYTES);
    json_write(v, &whole);
    if (!buf_is_full(&whole) && whole.len <= DIFF_VALUE_BYTES)
        return buf_str(&whole);
    struct str text = json_type(v) == JSON_STR ? json_str(v) : S("…");
    buf_init(&cut, cx->arena, 8 * DIFF_VALUE_BYTES);
    buf_add_json_str(&cut, str_utf8_clip(text, DIFF_VALUE_BYTES));
    return buf_str(&cut);
}

static void add_change(struct diffing *d, struct str path, const struct json *left,
                       const struct json *right)
{
    struct diff_list *list = d->list;

    if (list->n == DIFF_CHANGES) {
        d->is_truncated = true;
        return;
    }
    list->items[list->n++] =
        (struct diff_change){ path,
                              left == NULL    ? S("added")
                              : right == NULL ? S("removed")
                                              : S("changed"),
                              value_text(d->cx, left), value_text(d->cx, right) };
}

static bool is_same(struct diffing *d, const struct json *left, const struct json *right)
{
    struct buf a, b;
    size_t bytes = json_text_bytes(left);

    if (json_type(left) != json_type(right) || bytes != json_text_bytes(right))
        return false;
    struct arena_mark mark = arena_mark(d->cx->arena);
    buf_init(&a, d->cx->arena, bytes + 1);
    buf_init(&b, d->cx->arena, bytes + 1);
    json_write(left, &a);
    json_write(right, &b);
    bool is_so = str_eq(buf_str(&a), buf_str(&b));
    arena_rewind(d->cx->arena, mark);
    return is_so;
}

static struct str join(struct diffing *d, struct str path, struct str key)
{
    return path.len == 0 ? str_dup(d->cx->arena, key)
                         : str_printf(d->cx->arena, "%.*s.%.*s", FMT(path), FMT(key));
}

/* Members that always differ, or are shown elsewhere. */
static bool is_left_out(struct str path)
{
    static const char *const names[] = { "event_id", "timestamp", "received",
                                         "_meta",    "tags",      "contexts" };

    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        if (str_eq(path, str_c(names[i])))
            return true;
    }
    return str_ends(path, S(".stacktrace")) && str_starts(path, S("exception."));
}

static void compare(struct diffing *d, struct str path, struct json *left, struct json *right,
                    unsigned depth);

static void compare_objects(struct diffing *d, struct str path, struct json *left,
                            struct json *right, unsigned depth)
{
    struct json_iter it = json_iter(left);

    while (json_next(&it))
        compare(d, join(d, path, it.key), it.value, json_get(right, it.key), depth + 1);
    it = json_iter(right);
    while (json_next(&it)) {
        if (json_get(left, it.key) == NULL)
            compare(d, join(d, path, it.key), NULL, it.value, depth + 1);
    }
}

static void compare_arrays(struct diffing *d, struct str path, struct json *left,
                           struct json *right, unsigned depth)
{
    struct json_iter l = json_iter(left), r = json_iter(right);

    for (size_t i = 0;; i++) {
        bool has_left = json_next(&l), has_right = json_next(&r);
        if (!has_left && !has_right)
            return;
        struct str key = str_printf(d->cx->arena, "%zu", i);
        compare(d, join(d, path, key), has_left ? l.value : NULL, has_right ? r.value : NULL,
                depth + 1);
    }
}

static void compare(struct diffing *d, struct str path, struct json *left, struct json *right,
                    unsigned depth)
{
    if (d->list->n == DIFF_CHANGES) {
        d->is_truncated = true;
        return;
    }
    if (d->is_document && is_left_out(path))
        return;
    bool is_alike = left != NULL && right != NULL && json_type(left) == json_type(right);
    bool is_deeper = is_alike && depth < DIFF_DEPTH;
    if (is_deeper && json_type(left) == JSON_OBJ)
        compare_objects(d, path, left, right, depth);
    else if (is_deeper && json_type(left) == JSON_ARR)
        compare_arrays(d, path, left, right, depth);
    else if (!is_alike || !is_same(d, left, right))
        add_change(d, path, left, right);
}

/* --- frames ------------------------------------------------------------------------------- */

struct frames {
    struct json *items[DIFF_FRAMES]; /* nearest the crash first */
    size_t n;
};

static void read_frames(struct diffing *d, struct json *root, struct frames *out)
{
    struct event ev = { .root = root };
    struct json *list = event_main_frames(&ev);
    size_t n = json_length(list);

    out->n = n < DIFF_FRAMES ? n : DIFF_FRAMES;
    d->is_truncated = d->is_truncated || n > DIFF_FRAMES;
    for (size_t i = 0; i < out->n; i++)
        out->items[i] = json_at(list, n - 1 - i);
}

static bool is_same_place(const struct json *a, const struct json *b)
{
    return str_eq(json_str(json_get(a, S("function"))), json_str(json_get(b, S("function")))) &&
           str_eq(json_str(json_get(a, S("filename"))), json_str(json_get(b, S("filename"))));
}

static struct str frame_text(struct ctx *cx, const struct json *f)
{
    static const char *const members[] = { "function", "filename", "module", "lineno", "in_app" };
    struct buf b;
    struct jsonw w;

    buf_init(&b, cx->arena, 8 * DIFF_VALUE_BYTES);
    jsonw_init(&w, &b);
    jsonw_obj(&w);
    for (size_t i = 0; i < ARRAY_LEN(members); i++)
        jsonw_key_raw(&w, members[i], value_text(cx, json_get(f, str_c(members[i]))));
    jsonw_end(&w);
    return buf_str(&b);
}

static void add_frame(struct diffing *d, struct event_diff *out, const struct json *left,
                      const struct json *right)
{
    size_t at = out->n_frames++;
    struct diff_frame *f = &out->frames[at];

    if (left == NULL || right == NULL)
        f->op = left == NULL ? S("added") : S("removed");
    else
        f->op = is_same(d, left, right) ? S("same") : S("changed");
    if (str_eq(f->op, S("changed")))
        compare_objects(d, str_printf(d->cx->arena, "%zu", at), json_get(left, S("vars")),
                        json_get(right, S("vars")), 0);
    f->left = left != NULL ? frame_text(d->cx, left) : (struct str){ 0 };
    f->right = right != NULL ? frame_text(d->cx, right) : (struct str){ 0 };
}

enum { SIDE = DIFF_FRAMES + 1 };

/* common[i * SIDE + j]: how many frames the rest of l from i and that of r from j share. */
static void count_common(uint8_t *common, const struct frames *l, const struct frames *r)
{
    for (size_t i = l->n; i-- > 0;) {
        for (size_t j = r->n; j-- > 0;) {
            uint8_t skip_left = common[(i + 1) * SIDE + j], skip_right = common[i * SIDE + j + 1];
            uint8_t best = skip_left > skip_right ? skip_left : skip_right;
            if (is_same_place(l->items[i], r->items[j]))
                best = (uint8_t)(common[(i + 1) * SIDE + j + 1] + 1);
            common[i * SIDE + j] = best;
        }
    }
}

/* Longest common subsequence, from the crash outwards. */
static void compare_frames(struct diffing *d, const struct frames *l, const struct frames *r,
                           struct event_diff *out)
{
    uint8_t *common = arena_array(d->cx->arena, uint8_t, (size_t)SIDE * SIDE);
    size_t i = 0, j = 0;

    count_common(common, l, r);
    while (i < l->n || j < r->n) {
        if (i < l->n && j < r->n && is_same_place(l->items[i], r->items[j]))
            add_frame(d, out, l->items[i++], r->items[j++]);
        else if (j == r->n || (i < l->n && common[(i + 1) * SIDE + j] >= common[i * SIDE + j + 1]))
            add_frame(d, out, l->items[i++], NULL);
        else
            add_frame(d, out, NULL, r->items[j++]);
    }
}

enum status event_diff(struct ctx *cx, struct str left, struct str right, struct event_diff *out)
{
    struct frames *frames = arena_array(cx->arena, struct frames, 2);
    struct diffing d = { .cx = cx };
    struct json_doc *l, *r;

    *out = (struct event_diff){ 0 };
    TRY(json_parse(cx, left, &l, NULL));
    TRY(json_parse(cx, right, &r, NULL));
    struct json *lroot = json_root(l), *rroot = json_root(r);
    d.list = &out->tags;
    compare_objects(&d, S(""), json_get(lroot, S("tags")), json_get(rroot, S("tags")), 0);
    d.list = &out->contexts;
    compare_objects(&d, S(""), json_get(lroot, S("contexts")), json_get(rroot, S("contexts")), 0);
    d.list = &out->paths;
    d.is_document = true;
    compare_objects(&d, S(""), lroot, rroot, 0);
    d.list = &out->locals;
    read_frames(&d, lroot, &frames[0]);
    read_frames(&d, rroot, &frames[1]);
    compare_frames(&d, &frames[0], &frames[1], out);
    out->is_truncated = d.is_truncated;
    return OK;
}
