/* JSON object → struct, by a field table. */
#include "base/base.h"

#include "core/field.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/str.h"
#include "port/json.h"

enum {
    FIELD_DEPTH_MAX = 8, /* tables nest in code; this only catches a cycle   */
    FIELD_NESTING = 200, /* bytes of the path shown in errors                */
};

/* Where we are, for words: "conditions[2].value". */
struct place {
    struct ctx *cx;
    const struct place *up;
    const char *name; /* NULL = an element of `up` */
    size_t index;
    int depth;
};

static void place_text(const struct place *at, struct buf *b)
{
    if (at == NULL)
        return;
    place_text(at->up, b);
    if (at->name == NULL) {
        buf_printf(b, "[%zu]", at->index);
        return;
    }
    if (b->len > 0)
        buf_add_char(b, '.');
    buf_add(b, str_c(at->name));
}

static enum status refuse(const struct place *at, const char *must)
{
    struct buf b;
    buf_init(&b, at->cx->arena, FIELD_NESTING);
    place_text(at, &b);
    const char *path = str_cz(at->cx->arena, buf_str(&b));
    return fail_at(at->cx, E_INVALID, (struct err_where){ "invalid", path }, "%s %s", path, must);
}

static enum status refuse_size(const struct place *at, const char *what, size_t limit)
{
    struct str must = str_printf(at->cx->arena, "must have at most %zu %s", limit, what);
    return refuse(at, str_cz(at->cx->arena, must));
}

static enum status decode_object(const struct place *at, const struct field *table,
                                 struct json *obj, void *out);
static enum status decode_value(const struct place *at, const struct field *row, struct json *v,
                                void *to);

static enum status check_word(const struct place *at, const struct field *row, struct str s)
{
    if (row->words == NULL)
        return OK;
    struct buf b;
    buf_init(&b, at->cx->arena, ERR_TEXT_BYTES);
    buf_add(&b, S("must be one of"));
    for (const char *const *w = row->words; *w != NULL; w++) {
        if (str_eq(str_c(*w), s))
            return OK;
        buf_printf(&b, "%s %s", w == row->words ? "" : ",", *w);
    }
    return refuse(at, str_cz(at->cx->arena, buf_str(&b)));
}

static enum status decode_str(const struct place *at, const struct field *row, struct json *v,
                              struct str *out)
{
    if (json_type(v) != JSON_STR)
        return refuse(at, "must be a string");
    struct str s = json_str(v);
    size_t limit = row->limit > 0 ? row->limit : (size_t)LIMIT_FIELD_STR;
    if (s.len > limit)
        return refuse_size(at, "bytes", limit);
    if (str_find_char(s, '\0') != s.len || !str_is_utf8(s))
        return refuse(at, "must be text without NUL");
    if ((row->flags & FIELD_REQUIRED) != 0 && s.len == 0)
        return refuse(at, "is required");
    if ((row->flags & FIELD_UUID) != 0 && s.len > 0) {
        struct str canonical;
        if (!uuid_parse(at->cx->arena, s, &canonical))
            return refuse(at, "must be a uuid");
        s = canonical;
    }
    if (row->words != NULL && s.len > 0)
        TRY(check_word(at, row, s));
    *out = s;
    return OK;
}

/* Integers on the wire are 32 bits wide (gosnag-api.md §0.1): minutes, positions,
 * priorities; no arithmetic on them can overflow. */
static enum status decode_i64(const struct place *at, const struct field *row, struct json *v,
                              int64_t *out)
{
    int64_t n;
    if (json_type(v) != JSON_NUMBER || !json_i64(v, &n))
        return refuse(at, "must be a whole number");
    if ((row->flags & FIELD_WIDE) == 0 && (n < INT32_MIN || n > INT32_MAX))
        return refuse(at, "must be a whole number of 32 bits");
    *out = n;
    return OK;
}

static enum status decode_time(const struct place *at, struct json *v, int64_t *out)
{
    struct str s = json_str(v);
    if (json_type(v) == JSON_STR && s.len == 0) {
        *out = 0;
        return OK;
    }
    if (json_type(v) != JSON_STR || !clock_parse(s, out))
        return refuse(at, "must be a time like 2026-11-24T10:00:00Z");
    return OK;
}

static enum status decode_json(const struct place *at, const struct field *row, struct json *v,
                               struct str *out)
{
    size_t limit = row->limit > 0 ? row->limit : (size_t)LIMIT_FIELD_STR;
    struct buf b;
    buf_init(&b, at->cx->arena, limit);
    json_write(v, &b);
    if (buf_is_full(&b))
        return refuse_size(at, "bytes", limit);
    *out = buf_str(&b);
    return OK;
}

static enum status check_list(const struct place *at, const struct field *row, struct json *v)
{
    if (json_type(v) != JSON_ARR)
        return refuse(at, "must be a list");
    size_t limit = row->limit > 0 ? row->limit : (size_t)LIMIT_FIELD_LIST;
    return json_length(v) > limit ? refuse_size(at, "elements", limit) : OK;
}

static enum status decode_list(const struct place *at, const struct field *row, struct json *v,
                               struct field_list *out)
{
    TRY(check_list(at, row, v));
    char *items = arena_alloc_n(at->cx->arena, json_length(v) + 1, row->sub_size);
    size_t n = 0;
    struct json_iter it = json_iter(v);
    while (json_next(&it)) {
        struct place below = { at->cx, at, NULL, n, at->depth + 1 };
        TRY(decode_object(&below, row->sub, it.value, items + n * row->sub_size));
        n++;
    }
    *out = (struct field_list){ items, n, row->sub_size };
    return OK;
}

static enum status decode_str_list(const struct place *at, const struct field *row, struct json *v,
                                   struct str_list *out)
{
    TRY(check_list(at, row, v));
    struct field element = { .flags = row->flags & FIELD_UUID, .words = row->words };
    struct str *items = arena_array(at->cx->arena, struct str, json_length(v) + 1);
    size_t n = 0;
    struct json_iter it = json_iter(v);
    while (json_next(&it)) {
        struct place below = { at->cx, at, NULL, n, at->depth + 1 };
        TRY(decode_str(&below, &element, it.value, &items[n]));
        n++;
    }
    *out = (struct str_list){ items, n };
    return OK;
}

static enum status decode_i64_list(const struct place *at, const struct field *row, struct json *v,
                                   struct i64_list *out)
{
    TRY(check_list(at, row, v));
    int64_t *items = arena_array(at->cx->arena, int64_t, json_length(v) + 1);
    size_t n = 0;
    struct json_iter it = json_iter(v);
    while (json_next(&it)) {
        struct place below = { at->cx, at, NULL, n, at->depth + 1 };
        TRY(decode_i64(&below, row, it.value, &items[n]));
        n++;
    }
    *out = (struct i64_list){ items, n };
    return OK;
}

static enum status decode_bool(const struct place *at, struct json *v, bool *out)
{
    if (json_type(v) != JSON_BOOL)
        return refuse(at, "must be true or false");
    *out = json_bool(v, false);
    return OK;
}

static enum status decode_optional(const struct place *at, const struct field *row, struct json *v,
                                   void *to)
{
    if (row->kind == FIELD_KIND_OPT_STR) {
        struct opt_str *o = to;
        o->set = true;
        o->value = (struct str){ NULL, 0 };
        return json_is_null(v) ? OK : decode_str(at, row, v, &o->value);
    }
    if (row->kind == FIELD_KIND_OPT_BOOL) {
        struct opt_bool *o = to;
        TRY(decode_bool(at, v, &o->value));
        o->set = true;
        return OK;
    }
    struct opt_i64 *o = to;
    TRY(decode_i64(at, row, v, &o->value));
    o->set = true;
    return OK;
}

static enum status decode_value(const struct place *at, const struct field *row, struct json *v,
                                void *to)
{
    switch (row->kind) {
    case FIELD_KIND_STR:
        return decode_str(at, row, v, to);
    case FIELD_KIND_OPT_STR:
    case FIELD_KIND_OPT_BOOL:
    case FIELD_KIND_OPT_I64:
        return decode_optional(at, row, v, to);
    case FIELD_KIND_BOOL:
        return decode_bool(at, v, to);
    case FIELD_KIND_I64:
        return decode_i64(at, row, v, to);
    case FIELD_KIND_F64:
        return json_f64(v, to) ? OK : refuse(at, "must be a number");
    case FIELD_KIND_TIME:
        return decode_time(at, v, to);
    case FIELD_KIND_JSON:
        return decode_json(at, row, v, to);
    case FIELD_KIND_OBJECT:
        return decode_object(at, row->sub, v, to);
    case FIELD_KIND_LIST:
        return decode_list(at, row, v, to);
    case FIELD_KIND_STR_LIST:
        return decode_str_list(at, row, v, to);
    case FIELD_KIND_I64_LIST:
        return decode_i64_list(at, row, v, to);
    case FIELD_KIND_END:
        break;
    }
    return fail(at->cx, E_INTERNAL, "field %s has no kind", row->name);
}

/* The last member of that name, in any case, as encoding/json takes it. */
static struct json *find_member(struct json *obj, struct str name)
{
    struct json *found = NULL;
    struct json_iter it = json_iter(obj);
    while (json_next(&it))
        if (str_eq_fold(it.key, name))
            found = it.value;
    return found;
}

static enum status decode_object(const struct place *at, const struct field *table,
                                 struct json *obj, void *out)
{
    assert(at->depth < FIELD_DEPTH_MAX);
    if (json_type(obj) != JSON_OBJ)
        return refuse(at, "must be an object");
    const struct place *up = at->depth == 0 ? NULL : at; /* the body itself has no name */
    for (const struct field *row = table; row->kind != FIELD_KIND_END; row++) {
        struct place below = { at->cx, up, row->name, 0, at->depth + 1 };
        struct json *v = find_member(obj, str_c(row->name));
        bool is_absent = v == NULL || (json_is_null(v) && row->kind != FIELD_KIND_OPT_STR);
        if (is_absent && (row->flags & FIELD_REQUIRED) != 0)
            return refuse(&below, "is required");
        if (!is_absent)
            TRY(decode_value(&below, row, v, (char *)out + row->offset));
    }
    return OK;
}

enum status field_decode(struct ctx *cx, const struct field *table, struct json *obj, void *out)
{
    if (json_type(obj) != JSON_OBJ)
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", NULL },
                       "the body must be a JSON object");
    struct place top = { cx, NULL, "", 0, 0 };
    return decode_object(&top, table, obj, out);
}
