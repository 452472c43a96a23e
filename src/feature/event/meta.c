#include "base/base.h"
#include "feature/event/event_int.h"

#include "base/ctx.h"
#include "base/str.h"
#include "port/json.h"

enum { META_VALUE_BYTES = 200, INDEX_TEXT_BYTES = 24, DECIMAL = 10 };

void meta_init(struct meta *m, struct json_doc *doc, struct json *root)
{
    struct json *sent = json_get(root, S("_meta"));
    m->doc = doc;
    m->tree = json_type(sent) == JSON_OBJ ? sent : NULL;
    m->n_remarks = 0;
    m->depth = 0;
}

void meta_finish(struct meta *m, struct json *root)
{
    if (m->tree != NULL && json_get(root, S("_meta")) != m->tree)
        json_set(m->doc, root, S("_meta"), m->tree);
}

/* The object under that key; whatever else stood there gives way. */
static struct json *child_object(struct meta *m, struct json *parent, struct str key)
{
    struct json *child = json_get(parent, key);
    if (json_type(child) == JSON_OBJ)
        return child;
    child = json_new_obj(m->doc);
    json_set(m->doc, parent, key, child);
    return child;
}

static struct str index_text(size_t index, char out[INDEX_TEXT_BYTES])
{
    size_t at = INDEX_TEXT_BYTES;
    do {
        out[--at] = (char)('0' + index % DECIMAL);
        index /= DECIMAL;
    } while (index > 0);
    return str_make(out + at, INDEX_TEXT_BYTES - at);
}

/* The metadata object of the value at the path; NULL when enough was said. */
static struct json *here(struct meta *m)
{
    if (m->depth > META_PATH_DEPTH || m->n_remarks >= META_REMARKS)
        return NULL;
    m->n_remarks++;
    if (m->tree == NULL)
        m->tree = json_new_obj(m->doc);
    struct json *node = m->tree;
    for (size_t i = 0; i < m->depth; i++) {
        char digits[INDEX_TEXT_BYTES];
        struct str key = m->path[i].key;
        node = child_object(m, node, str_is_null(key) ? index_text(m->path[i].index, digits) : key);
    }
    return child_object(m, node, S(""));
}

static struct json *member_list(struct meta *m, struct json *obj, struct str key)
{
    struct json *list = json_get(obj, key);
    if (json_type(list) == JSON_ARR && json_length(list) < META_REMARKS)
        return list;
    list = json_new_arr(m->doc);
    json_set(m->doc, obj, key, list);
    return list;
}

static void set_length(struct meta *m, struct json *obj, size_t old_len)
{
    if (old_len > 0 && json_get(obj, S("len")) == NULL)
        json_set(m->doc, obj, S("len"), json_new_i64(m->doc, (int64_t)old_len));
}

/* Scalars only: a copy of a container could be as large as the event. */
static struct json *small_copy(struct meta *m, const struct json *v)
{
    switch (json_type(v)) {
    case JSON_BOOL:
        return json_new_bool(m->doc, json_bool(v, false));
    case JSON_NUMBER:
        return json_number(v).len <= META_VALUE_BYTES ? json_new_number(m->doc, json_number(v))
                                                      : NULL;
    case JSON_STR:
        return json_str(v).len <= META_VALUE_BYTES ? json_new_str_ref(m->doc, json_str(v)) : NULL;
    case JSON_NULL:
    case JSON_ARR:
    case JSON_OBJ:
        break;
    }
    return NULL;
}

void meta_error(struct meta *m, const char *kind, const struct json *original)
{
    struct json *at = here(m);
    if (at == NULL)
        return;
    json_append(member_list(m, at, S("err")), json_new_str_ref(m->doc, str_c(kind)));
    struct json *copy = original != NULL ? small_copy(m, original) : NULL;
    if (copy != NULL)
        json_set(m->doc, at, S("val"), copy);
}

void meta_error_data(struct meta *m, const char *kind, struct json *facts)
{
    struct json *at = here(m);
    if (at == NULL)
        return;
    struct json *pair = json_new_arr(m->doc);
    json_append(pair, json_new_str_ref(m->doc, str_c(kind)));
    json_append(pair, facts);
    json_append(member_list(m, at, S("err")), pair);
}

void meta_remark(struct meta *m, const struct meta_remark *r)
{
    struct json *at = here(m);
    if (at == NULL)
        return;
    struct json *rem = json_new_arr(m->doc);
    json_append(rem, json_new_str_ref(m->doc, str_c(r->rule)));
    json_append(rem, json_new_str_ref(m->doc, str_c(r->action)));
    json_append(rem, json_new_i64(m->doc, (int64_t)r->start));
    json_append(rem, json_new_i64(m->doc, (int64_t)r->end));
    json_append(member_list(m, at, S("rem")), rem);
    set_length(m, at, r->old_len);
}

void meta_length(struct meta *m, size_t old_len)
{
    struct json *at = here(m);
    if (at != NULL)
        set_length(m, at, old_len);
}
