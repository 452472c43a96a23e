/* Tags (sentry-ingest.md §10.5): a map of strings in the document, the server's own
 * tags appended, so that one place has all that is counted, shown and filtered. */
#include "base/base.h"
#include "feature/event/event_int.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "port/json.h"

enum { TAGS_LOOKED_AT = 2000 }; /* further ones of a hostile event are not even reported */

static const struct str refused_keys[] = {
    S("release"), S("dist"), S("user"), S("filename"), S("function"),
};

static bool is_refused(struct str key)
{
    for (size_t i = 0; i < ARRAY_LEN(refused_keys); i++) {
        if (str_eq(key, refused_keys[i]))
            return true;
    }
    return false;
}

static bool is_key_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.' || c == ':' || c == '-' || c == ' ';
}

/* Blanks become '-'. False when the key cannot be one. */
static bool clean_key(struct arena *a, struct str *key)
{
    struct str s = str_trim(*key);
    if (s.len == 0 || s.len > LIMIT_TAG_KEY)
        return false;
    for (size_t i = 0; i < s.len; i++) {
        if (!is_key_char(s.p[i]))
            return false;
    }
    *key = s;
    if (str_find_char(s, ' ') == s.len)
        return true;
    char *p = arena_alloc(a, s.len);
    for (size_t i = 0; i < s.len; i++)
        p[i] = s.p[i] == ' ' ? '-' : s.p[i];
    key->p = p;
    return true;
}

/* Integral numbers lose their fraction: 3.0 → 3. */
static struct str tag_text(struct arena *a, const struct json *v)
{
    int64_t whole;
    if (json_type(v) == JSON_NUMBER && json_i64(v, &whole))
        return str_printf(a, "%lld", (long long)whole);
    return json_scalar_text(v, true);
}

struct tag_list {
    struct normal *n;
    struct json *map;
    size_t n_looked;
};

static void refuse(struct tag_list *t, struct str key, const struct json *v)
{
    meta_enter(&t->n->meta, str_utf8_clip(key, LIMIT_TAG_KEY));
    meta_error(&t->n->meta, "invalid_data", v);
    meta_leave(&t->n->meta);
}

static void add_tag(struct tag_list *t, struct str key, const struct json *v)
{
    struct normal *n = t->n;
    if (json_length(t->map) >= LIMIT_TAGS)
        return;
    struct str value = str_trim(tag_text(n->cx->arena, v));
    bool is_fine =
        clean_key(n->cx->arena, &key) && value.len > 0 && str_find_char(value, '\n') == value.len;
    if (!is_fine) {
        refuse(t, key, v);
        return;
    }
    if (is_refused(key) || json_get(t->map, key) != NULL) /* the first of a name counts */
        return;
    meta_enter(&n->meta, key);
    value = text_bound(n, value, LIMIT_TAG_VALUE, TEXT_ONE_LINE);
    meta_leave(&n->meta);
    json_add(n->doc, t->map, key, json_new_str_ref(n->doc, value));
}

static void add_element(struct tag_list *t, struct json *v)
{
    if (json_type(v) == JSON_ARR)
        add_tag(t, json_scalar_text(json_at(v, 0), false), json_at(v, 1));
    else if (json_type(v) == JSON_OBJ)
        add_tag(t, json_scalar_text(json_get(v, S("key")), false), json_get(v, S("value")));
}

struct json *normalize_tags(struct normal *n, struct json *v)
{
    enum json_type type = json_type(v);
    if (type != JSON_OBJ && type != JSON_ARR)
        return normalize_invalid(n, v, "invalid_data");
    struct tag_list t = { .n = n, .map = json_new_obj(n->doc) };
    struct json_iter it = json_iter(v);
    while (t.n_looked++ < TAGS_LOOKED_AT && json_next(&it)) {
        if (type == JSON_OBJ && !json_is_null(it.value))
            add_tag(&t, it.key, it.value);
        else if (type == JSON_ARR)
            add_element(&t, it.value);
    }
    if (json_length(v) > LIMIT_TAGS)
        meta_length(&n->meta, json_length(v));
    return t.map;
}

/* --- the server's own --- */

static void add_server_tag(struct normal *n, struct json *tags, struct str key, struct str value)
{
    value = str_utf8_to(str_trim(str_first_line(str_trim(value))), LIMIT_TAG_VALUE);
    if (value.len > 0 && json_get(tags, key) == NULL)
        json_add(n->doc, tags, key, json_new_str_ref(n->doc, value));
}

/* A tag that repeats a member of the event itself gives way to it. */
static void set_server_tag(struct normal *n, struct json *tags, struct str key, struct str value)
{
    if (value.len > 0 && json_get(tags, key) != NULL)
        (void)json_remove(tags, key);
    add_server_tag(n, tags, key, value);
}

/* Members of the event that are tags under their own name; the first ones win over a
 * tag of that name that the SDK sent. */
enum { PLAIN_WINS = 5 };
static const struct str plain_tags[] = {
    S("level"),       S("environment"), S("release"), S("logger"),
    S("transaction"), S("server_name"), S("site"),
};

static void add_plain_tags(struct normal *n, struct json *tags)
{
    struct json *values[ARRAY_LEN(plain_tags)];
    json_get_all(n->root, plain_tags, values, ARRAY_LEN(plain_tags));
    for (size_t i = 0; i < ARRAY_LEN(plain_tags); i++) {
        if (i < PLAIN_WINS)
            set_server_tag(n, tags, plain_tags[i], json_str(values[i]));
        else
            add_server_tag(n, tags, plain_tags[i], json_str(values[i]));
    }
}

struct context_tag {
    struct str context;
    struct str key;     /* "os"                                        */
    struct str name;    /* member of the context, "" = name + version  */
    struct str sub_key; /* "os.name"                                   */
};
static const struct context_tag context_tags[] = {
    { S("browser"), S("browser"), S("name"), S("browser.name") },
    { S("client_os"), S("client_os"), S("name"), S("client_os.name") },
    { S("os"), S("os"), S("name"), S("os.name") },
    { S("runtime"), S("runtime"), S("name"), S("runtime.name") },
    { S("device"), S("device"), S("family"), S("device.family") },
};

static void add_context_tags(struct normal *n, struct json *tags)
{
    struct json *contexts = json_get(n->root, S("contexts"));
    for (size_t i = 0; i < ARRAY_LEN(context_tags); i++) {
        const struct context_tag *row = &context_tags[i];
        struct json *context = json_get(contexts, row->context);
        struct str name = json_str(json_get(context, row->name));
        if (name.len == 0)
            continue;
        struct str version = json_str(json_get(context, S("version")));
        bool is_device = str_eq(row->context, S("device"));
        struct str model = is_device ? json_str(json_get(context, S("model"))) : S("");
        struct str whole = name;
        if (model.len > 0)
            whole = model;
        else if (version.len > 0 && !is_device)
            whole = str_printf(n->cx->arena, "%.*s %.*s", FMT(name), FMT(version));
        add_server_tag(n, tags, row->key, whole);
        add_server_tag(n, tags, row->sub_key, name);
    }
}

/* The main exception's; JavaScript's older SDKs put it on the cause alone. */
static struct json *telling_mechanism(const struct event *ev)
{
    struct json *main = json_get(event_main_exception(ev), S("mechanism"));
    struct json_iter it = json_iter(json_type(main) == JSON_OBJ ? NULL : event_exceptions(ev));

    while (json_type(main) != JSON_OBJ && json_next(&it))
        main = json_get(it.value, S("mechanism"));
    return main;
}

static void add_exception_tags(struct normal *n, struct json *tags)
{
    struct json *mechanism = telling_mechanism(n->ev);
    if (json_type(mechanism) != JSON_OBJ)
        return;
    add_server_tag(n, tags, S("handled"), n->ev->is_unhandled ? S("no") : S("yes"));
    add_server_tag(n, tags, S("mechanism"), json_str(json_get(mechanism, S("type"))));
}

void normalize_tags_finish(struct normal *n)
{
    struct json *tags = json_get(n->root, S("tags"));
    if (json_type(tags) != JSON_OBJ) {
        tags = json_new_obj(n->doc);
        json_set(n->doc, n->root, S("tags"), tags);
    }
    struct str environment = json_str(json_get(tags, S("environment")));
    if (environment.len > 0 && json_is_null(json_get(n->root, S("environment"))))
        json_set(n->doc, n->root, S("environment"), json_new_str_ref(n->doc, environment));
    add_plain_tags(n, tags);
    if (n->ev->user_hash != 0)
        set_server_tag(n, tags, S("user"), n->ev->user_identity);
    struct json *request = json_get(n->root, S("request"));
    set_server_tag(n, tags, S("url"), json_str(json_get(request, S("url"))));
    add_exception_tags(n, tags);
    add_context_tags(n, tags);
}
