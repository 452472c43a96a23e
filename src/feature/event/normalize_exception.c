/* Exceptions and threads (sentry-ingest.md §9.2, §9.4): lists in every shape become
 * {"values": […]}, oldest cause first. */
#include "base/base.h"
#include "feature/event/event_int.h"

#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "port/json.h"

enum {
    TYPE_CHARS = 256,
    VALUE_CHARS = 8192,
    MODULE_CHARS = 256,
    MECHANISM_TYPE_CHARS = 128,
    DESCRIPTION_CHARS = 8192,
    SOURCE_CHARS = 256,
    MECHANISM_BYTES = 8 << 10,
    THREADS_MAX = 256,
    EXCEPTIONS_OLD = 10, /* root causes kept when a chain is longer than LIMIT_EXCEPTIONS */
    LOCKS_BYTES = 8 << 10,
    MEMBERS_MAX = 100, /* of a single object sent where a list belongs */
};

/* --- lists of values --- */

/* Elements that are not objects leave, then the surplus between old and new. */
static void bound_list(struct normal *n, struct json *list, const struct values_rule *rule)
{
    size_t before = json_length(list);
    struct json_iter it = json_iter(list);
    while (json_next(&it)) {
        if (json_type(it.value) != JSON_OBJ)
            json_iter_remove(&it);
    }
    size_t total = json_length(list);
    size_t cut_end = total > rule->limit ? total - (rule->limit - rule->keep_old) : 0;
    size_t index = 0;
    it = json_iter(list);
    while (index < cut_end && json_next(&it)) {
        if (index >= rule->keep_old)
            json_iter_remove(&it);
        index++;
    }
    if (json_length(list) < before)
        meta_length(&n->meta, before);
}

void normalize_list(struct normal *n, struct json *list, const struct values_rule *rule)
{
    bound_list(n, list, rule);
    size_t index = 0;
    struct json_iter it = json_iter(list);
    while (json_next(&it)) {
        meta_enter_at(&n->meta, index);
        struct json *v = rule->fn(n, it.value);
        if (v == NULL)
            json_iter_remove(&it);
        else if (v != it.value)
            json_iter_replace(&it, v);
        index += v != NULL ? 1 : 0;
        meta_leave(&n->meta);
    }
}

/* What was sent as a bare list or as one object, put where `values` belongs. The
 * new object is not yet in the document, so the old one can be emptied into it. */
static struct json *wrap(struct normal *n, struct json *v)
{
    struct json *list = json_new_arr(n->doc);
    struct json *wrapped = json_new_obj(n->doc);
    if (json_type(v) == JSON_ARR) {
        struct json_iter it = json_iter(v);
        while (json_next(&it)) {
            struct json *element = it.value;
            json_iter_remove(&it);
            json_append(list, element);
        }
    } else {
        struct json *copy = json_new_obj(n->doc);
        struct json_iter it = json_iter(v);
        while (json_length(copy) < MEMBERS_MAX && json_next(&it)) {
            struct json *member = it.value;
            struct str key = it.key;
            json_iter_remove(&it);
            json_set(n->doc, copy, key, member);
        }
        json_append(list, copy);
    }
    json_set(n->doc, wrapped, S("values"), list);
    return wrapped;
}

struct json *normalize_values(struct normal *n, struct json *v, const struct values_rule *rule)
{
    if (json_type(v) != JSON_OBJ && json_type(v) != JSON_ARR)
        return normalize_invalid(n, v, "invalid_data");
    struct json *values = json_get(v, S("values"));
    if (json_type(v) == JSON_OBJ && values != NULL && json_is_null(values))
        return json_new_null(n->doc);
    if (json_type(v) == JSON_OBJ && json_length(v) == 0)
        return v;
    if (json_type(values) == JSON_OBJ)
        v = wrap(n, values);
    else if (json_type(values) != JSON_ARR && values != NULL)
        return normalize_invalid(n, v, "invalid_data");
    else if (values == NULL)
        v = wrap(n, v);
    values = json_get(v, S("values"));
    meta_enter(&n->meta, S("values"));
    normalize_list(n, values, rule);
    meta_leave(&n->meta);
    return v;
}

/* --- exceptions --- */

static const struct member mechanism_rows[] = {
    { S("type"), MEMBER_NAME, MECHANISM_TYPE_CHARS, NULL },
    { S("handled"), MEMBER_BOOL, 0, NULL },
    { S("description"), MEMBER_TEXT, DESCRIPTION_CHARS, NULL },
    { S("help_link"), MEMBER_NAME, VALUE_CHARS, NULL },
    { S("synthetic"), MEMBER_BOOL, 0, NULL },
    { S("source"), MEMBER_TEXT, SOURCE_CHARS, NULL },
    { S("exception_id"), MEMBER_SCALAR, 0, NULL },
    { S("parent_id"), MEMBER_SCALAR, 0, NULL },
    { S("is_exception_group"), MEMBER_BOOL, 0, NULL },
    { S("data"), MEMBER_MAP, MECHANISM_BYTES, NULL },
    { S("meta"), MEMBER_MAP, MECHANISM_BYTES, NULL },
};
static const struct member_table mechanism_table = MEMBER_TABLE(mechanism_rows);

static struct json *normalize_mechanism(struct normal *n, struct json *v)
{
    if (json_type(v) != JSON_OBJ)
        return normalize_invalid(n, v, "invalid_data");
    normalize_members(n, v, &mechanism_table);
    if (json_str(json_get(v, S("type"))).len == 0)
        json_set(n->doc, v, S("type"), json_new_str_ref(n->doc, S("generic")));
    if (json_bool(json_get(v, S("handled")), true) == false)
        n->ev->is_unhandled = true;
    return v;
}

static const struct member exception_rows[] = {
    { S("type"), MEMBER_ANY_TEXT, TYPE_CHARS, NULL },
    { S("value"), MEMBER_ANY_TEXT, VALUE_CHARS, NULL },
    { S("module"), MEMBER_TEXT, MODULE_CHARS, NULL },
    { S("stacktrace"), MEMBER_FN, 0, normalize_stack },
    { S("mechanism"), MEMBER_FN, 0, normalize_mechanism },
    { S("thread_id"), MEMBER_SCALAR, 0, NULL },
    { S("raw_stacktrace"), MEMBER_FN, 0, normalize_stack },
};
static const struct member_table exception_table = MEMBER_TABLE(exception_rows);

static bool is_identifier(struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        char c = s.p[i];
        bool is_fine = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '.' ||
                       (i > 0 && c >= '0' && c <= '9');
        if (!is_fine)
            return false;
    }
    return s.len > 0 && s.len <= TYPE_CHARS;
}

/* "ValueError: bad" without a type: split, as Sentry does. */
static void split_type(struct normal *n, struct json *exception)
{
    struct str value = json_str(json_get(exception, S("value")));
    size_t colon = str_find_char(str_to(value, TYPE_CHARS + 1), ':');
    bool is_synthetic =
        json_bool(json_get(json_get(exception, S("mechanism")), S("synthetic")), false);
    bool is_split = !is_synthetic && colon + 2 < value.len && value.p[colon] == ':' &&
                    value.p[colon + 1] == ' ' && is_identifier(str_to(value, colon));
    if (!is_split)
        return;
    json_set(n->doc, exception, S("type"), json_new_str_ref(n->doc, str_to(value, colon)));
    json_set(n->doc, exception, S("value"),
             json_new_str_ref(n->doc, str_trim(str_from(value, colon + 1))));
}

static struct json *normalize_one_exception(struct normal *n, struct json *v)
{
    normalize_members(n, v, &exception_table);
    if (json_str(json_get(v, S("type"))).len == 0)
        split_type(n, v);
    bool has_any = json_str(json_get(v, S("type"))).len > 0 ||
                   json_str(json_get(v, S("value"))).len > 0 ||
                   json_type(json_get(v, S("stacktrace"))) == JSON_OBJ;
    if (!has_any)
        meta_error(&n->meta, "missing_attribute", NULL);
    return has_any ? v : NULL;
}

struct json *normalize_exception(struct normal *n, struct json *v)
{
    static const struct values_rule rule = { normalize_one_exception, LIMIT_EXCEPTIONS,
                                             EXCEPTIONS_OLD };
    return normalize_values(n, v, &rule);
}

/* --- threads --- */

static const struct member thread_rows[] = {
    { S("id"), MEMBER_SCALAR, 0, NULL },
    { S("name"), MEMBER_TEXT, TYPE_CHARS, NULL },
    { S("crashed"), MEMBER_BOOL, 0, NULL },
    { S("current"), MEMBER_BOOL, 0, NULL },
    { S("main"), MEMBER_BOOL, 0, NULL },
    { S("state"), MEMBER_NAME, TYPE_CHARS, NULL },
    { S("held_locks"), MEMBER_MAP, LOCKS_BYTES, NULL },
    { S("stacktrace"), MEMBER_FN, 0, normalize_stack },
    { S("raw_stacktrace"), MEMBER_FN, 0, normalize_stack },
};
static const struct member_table thread_table = MEMBER_TABLE(thread_rows);

static struct json *normalize_thread(struct normal *n, struct json *v)
{
    normalize_members(n, v, &thread_table);
    return v;
}

struct json *normalize_threads(struct normal *n, struct json *v)
{
    static const struct values_rule rule = { normalize_thread, THREADS_MAX, 0 };
    return normalize_values(n, v, &rule);
}

/* --- the legacy top-level stack --- */

void normalize_stack_move(struct normal *n)
{
    struct json *stack = json_get(n->root, S("stacktrace"));
    struct json *values = json_get(json_get(n->root, S("exception")), S("values"));
    if (json_type(stack) != JSON_OBJ || json_length(values) != 1)
        return;
    struct json *only = json_at(values, 0);
    if (!json_is_null(json_get(only, S("stacktrace"))))
        return;
    (void)json_remove(n->root, S("stacktrace"));
    json_set(n->doc, only, S("stacktrace"), stack);
}
