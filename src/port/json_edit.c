#include "base/base.h"
#include "port/json_int.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

enum { I64_TEXT_BYTES = 24 };

/* ---- walking ---- */

struct json_iter json_iter(struct json *container)
{
    struct json_iter it = { .container = container };
    if (container != NULL && json_is_container(container) && container->n > 0) {
        it.left_ = container->n;
        it.prev_ = container->last;
    }
    return it;
}

/* prev_: last value passed (array) or last key passed (object); of the first
 * member it is the container's last, as the list is circular. */
bool json_next(struct json_iter *it)
{
    if (it->value_ != NULL)
        it->prev_ = it->key_ != NULL ? it->key_ : it->value_;
    it->key_ = NULL;
    it->value_ = NULL;
    it->key = (struct str){ NULL, 0 };
    it->value = NULL;
    if (it->left_ == 0)
        return false;
    it->left_--;
    struct json *node = it->prev_->next;
    if (it->container->type == JSON_OBJ) {
        assert(node->next != NULL);
        it->key_ = node->next;
        assert(it->key_ != NULL); /* the list is circular */
        it->key = json_text(it->key_);
        node = it->key_->next;
    }
    it->value_ = node;
    it->value = node;
    return true;
}

/* The node whose next is the first of the member behind prev. */
static struct json *link_after(const struct json *container, struct json *prev)
{
    return container->type == JSON_OBJ ? prev->next : prev;
}

/* Unlinks the member behind prev; first is its key or element, value its value. */
static void unlink_member(struct json *container, struct json *prev, struct json *value)
{
    struct json *before = link_after(container, prev);
    struct json *first = before->next;
    before->next = value->next;
    if (container->last == first)
        container->last = prev;
    if (--container->n == 0)
        container->last = NULL;
    first->next = NULL;
    value->next = NULL;
}

void json_iter_remove(struct json_iter *it)
{
    assert(it->value_ != NULL);
    unlink_member(it->container, it->prev_, it->value_);
    it->key_ = NULL;
    it->value_ = NULL;
    it->key = (struct str){ NULL, 0 };
    it->value = NULL;
}

/* before->next is old; v takes its place. */
static void swap_node(struct json *before, struct json *old, struct json *v)
{
    assert(before != NULL && v->next == NULL);
    v->next = old->next == old ? v : old->next;
    if (before != old)
        before->next = v;
    old->next = NULL;
}

void json_iter_replace(struct json_iter *it, struct json *v)
{
    struct json *old = it->value_;
    assert(old != NULL);
    if (v == old)
        return;
    bool is_arr = it->container->type == JSON_ARR;
    swap_node(is_arr ? it->prev_ : it->key_, old, v);
    if (is_arr && it->container->last == old)
        it->container->last = v;
    if (it->prev_ == old)
        it->prev_ = v;
    it->value_ = v;
    it->value = v;
}

/* ---- building ---- */

static struct json *node_new(struct json_doc *doc, enum json_type type)
{
    struct json *v = arena_new(doc->arena, struct json);
    v->type = (uint8_t)type;
    return v;
}

static void set_text(struct json *v, struct str text)
{
    assert(text.len <= UINT32_MAX);
    v->text = text.p;
    v->n = (uint32_t)text.len;
}

/* Copied and valid UTF-8. */
static struct str text_own(struct json_doc *doc, struct str s)
{
    struct str valid = str_utf8_repair(doc->arena, s);
    return valid.p == s.p ? str_dup(doc->arena, s) : valid;
}

struct json_doc *json_doc_new(struct arena *a)
{
    struct json_doc *doc = arena_new(a, struct json_doc);
    doc->arena = a;
    return doc;
}

struct json *json_new_null(struct json_doc *doc)
{
    return node_new(doc, JSON_NULL);
}

struct json *json_new_bool(struct json_doc *doc, bool v)
{
    struct json *node = node_new(doc, JSON_BOOL);
    node->is_true = v;
    return node;
}

struct json *json_new_i64(struct json_doc *doc, int64_t v)
{
    char text[I64_TEXT_BYTES];
    struct buf b;
    buf_init_fixed(&b, text, sizeof(text));
    buf_add_i64(&b, v);
    struct json *node = node_new(doc, JSON_NUMBER);
    set_text(node, str_dup(doc->arena, buf_str(&b)));
    return node;
}

static size_t digits_at(struct str s, size_t at)
{
    size_t n = 0;
    while (at + n < s.len && s.p[at + n] >= '0' && s.p[at + n] <= '9')
        n++;
    return n;
}

/* RFC 8259 §6. */
static bool is_json_number(struct str s)
{
    size_t at = str_starts(s, S("-")) ? 1 : 0;
    size_t whole = digits_at(s, at);
    if (whole == 0 || (whole > 1 && s.p[at] == '0'))
        return false;
    at += whole;
    if (at < s.len && s.p[at] == '.') {
        size_t fraction = digits_at(s, at + 1);
        if (fraction == 0)
            return false;
        at += 1 + fraction;
    }
    if (at == s.len)
        return true;
    if (s.p[at] != 'e' && s.p[at] != 'E')
        return false;
    at++;
    if (at < s.len && (s.p[at] == '+' || s.p[at] == '-'))
        at++;
    size_t exponent = digits_at(s, at);
    return exponent > 0 && at + exponent == s.len;
}

struct json *json_new_number(struct json_doc *doc, struct str text)
{
    assert(is_json_number(text));
    struct json *node = node_new(doc, JSON_NUMBER);
    set_text(node, str_dup(doc->arena, text));
    return node;
}

struct json *json_new_str(struct json_doc *doc, struct str v)
{
    if (str_is_null(v))
        return json_new_null(doc);
    struct json *node = node_new(doc, JSON_STR);
    set_text(node, text_own(doc, v));
    return node;
}

struct json *json_new_str_ref(struct json_doc *doc, struct str v)
{
    if (str_is_null(v))
        return json_new_null(doc);
    struct json *node = node_new(doc, JSON_STR);
    set_text(node, str_utf8_repair(doc->arena, v));
    return node;
}

struct json *json_new_obj(struct json_doc *doc)
{
    return node_new(doc, JSON_OBJ);
}

struct json *json_new_arr(struct json_doc *doc)
{
    return node_new(doc, JSON_ARR);
}

/* ---- changing ---- */

void json_iter_rename(struct json_iter *it, struct json_doc *doc, struct str key)
{
    assert(it->key_ != NULL && !str_is_null(key));
    it->key_->is_plain = false;
    set_text(it->key_, text_own(doc, key));
    it->key = json_text(it->key_);
}

static void append_chain(struct json *container, struct json *first, struct json *value)
{
    if (container->last == NULL) {
        value->next = first;
    } else {
        struct json *before = json_last_value(container);
        value->next = before->next;
        before->next = first;
    }
    container->last = first;
    container->n++;
}

static void append_member(struct json_doc *doc, struct json *obj, struct str key, struct json *v)
{
    struct json *k = node_new(doc, JSON_STR);
    set_text(k, text_own(doc, key));
    k->next = v;
    append_chain(obj, k, v);
}

void json_add(struct json_doc *doc, struct json *obj, struct str key, struct json *v)
{
    assert(json_type(obj) == JSON_OBJ && v->next == NULL && !str_is_null(key));
    struct json *k = node_new(doc, JSON_STR);
    set_text(k, key);
    k->next = v;
    append_chain(obj, k, v);
}

void json_set(struct json_doc *doc, struct json *obj, struct str key, struct json *v)
{
    assert(json_type(obj) == JSON_OBJ && v != NULL && !str_is_null(key));
    struct json *old = json_get(obj, key);
    if (old == NULL) {
        assert(v->next == NULL);
        append_member(doc, obj, key, v);
        return;
    }
    struct json_iter it = json_iter(obj);
    while (json_next(&it)) {
        if (it.value == old)
            json_iter_replace(&it, v);
        else if (str_eq(it.key, key))
            json_iter_remove(&it);
    }
}

void json_set_str(struct json_doc *doc, struct json *obj, struct str key, struct str v)
{
    json_set(doc, obj, key, json_new_str(doc, v));
}

bool json_remove(struct json *obj, struct str key)
{
    bool removed = false;
    struct json_iter it = json_iter(json_type(obj) == JSON_OBJ ? obj : NULL);
    while (json_next(&it)) {
        if (!str_eq(it.key, key))
            continue;
        json_iter_remove(&it);
        removed = true;
    }
    return removed;
}

void json_append(struct json *arr, struct json *v)
{
    assert(json_type(arr) == JSON_ARR && v != NULL && v->next == NULL);
    append_chain(arr, v, v);
}
