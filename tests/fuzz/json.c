/* json.c - any bytes: parse, write, parse, write. What is written is stable, JSON
 * that needs no repair, and json_peek agrees with the tree. Then members are removed,
 * replaced and wrapped while iterating. */
#include "base/base.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "port/json.h"

enum { CHOICES = 5 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Ends the run whatever NDEBUG says. */
static void must(bool holds)
{
    if (!holds)
        abort();
}

static struct str written(struct ctx *cx, const struct json *v)
{
    struct buf b;
    buf_init(&b, cx->arena, LIMIT_EVENT_SCRATCH);
    json_write(v, &b);
    must(!buf_is_full(&b) && b.len == json_text_bytes(v));
    must(str_is_utf8(buf_str(&b)));
    return buf_str(&b);
}

static void check_stable(struct ctx *cx, const struct json *v)
{
    struct str once = written(cx, v);
    struct json_doc *doc;
    struct json_repairs repairs;
    must(json_parse(cx, once, &doc, &repairs) == OK);
    must(!repairs.text);
    if (!repairs.depth) /* wrapping may have made it too deep */
        must(str_eq(written(cx, json_root(doc)), once));
}

static void check_peek(struct ctx *cx, struct str text, const struct json *root)
{
    static const struct str keys[] = { S("event_id"), S("a"), S("") };
    struct str out[ARRAY_LEN(keys)];
    enum status st = json_peek(cx, text, keys, out, ARRAY_LEN(out));
    must((st == OK) == (json_type(root) == JSON_OBJ));
    for (size_t i = 0; st == OK && i < ARRAY_LEN(out); i++) {
        struct str want = json_str(json_get(root, keys[i]));
        must(str_is_null(want) == str_is_null(out[i]) && str_eq(want, out[i]));
    }
}

static void read_number(const struct json *v)
{
    int64_t i;
    double d;
    if (json_i64(v, &i) && json_f64(v, &d))
        must(d >= (double)INT64_MIN && d <= (double)INT64_MAX);
}

/* data steers what happens to each member. */
static void change(struct json_doc *doc, struct json *container, const uint8_t *data, size_t size)
{
    struct json_iter it = json_iter(container);
    size_t n = json_length(container), removed = 0, seen = 0;
    for (; json_next(&it); seen++) {
        struct json *old = it.value;
        read_number(old);
        switch (size > 0 ? data[seen % size] % CHOICES : 0) {
        case 0:
            json_iter_remove(&it);
            removed++;
            break;
        case 1:
            json_iter_replace(&it, json_new_arr(doc));
            json_append(it.value, old);
            break;
        case 2:
            json_iter_replace(&it, json_new_str(doc, str_make((const char *)data, size)));
            break;
        case 3:
            if (!str_is_null(it.key))
                json_iter_rename(&it, doc, S("event_id"));
            break;
        default:
            break;
        }
    }
    must(seen == n && json_length(container) == n - removed);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena a;
    arena_init(&a, "fuzz", LIMIT_EVENT_SCRATCH);
    struct ctx cx = { .arena = &a };
    struct str text = { (const char *)data, size };
    struct json_doc *doc;
    if (json_parse(&cx, text, &doc, NULL) == OK) {
        struct json *root = json_root(doc);
        check_stable(&cx, root);
        check_peek(&cx, text, root);
        change(doc, root, data, size);
        check_stable(&cx, root);
        if (json_type(root) == JSON_OBJ) {
            json_set_str(doc, root, S("event_id"), S("x"));
            must(str_eq(json_str(json_get(root, S("event_id"))), S("x")));
            must(json_remove(root, S("event_id")) && json_get(root, S("event_id")) == NULL);
            check_stable(&cx, root);
        }
    }
    must(!a.is_exhausted);
    arena_release(&a);
    return 0;
}
