/* Secrets leave the document (sentry-ingest.md §11): values by the name of their key,
 * texts by patterns. Every change leaves a remark in `_meta`. */
#include "base/base.h"
#include "feature/event/event_int.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "port/json.h"

struct scrub {
    struct ctx *cx;
    const struct scrub_rules *rules;
    struct json_doc *doc;
    struct meta meta;
    unsigned what; /* enum scrub_what, for texts */
    size_t depth;
    bool is_cookies; /* inside a list or map of cookies */
};

typedef void (*scrub_fn)(struct scrub *sc, struct json *v);

enum { SCRUB_DEPTH = LIMIT_JSON_DEPTH + 8 }; /* what normalising adds around a value */

static const struct str filtered = S("[Filtered]");

/* --- names --- */

static bool is_listed(struct str key, const struct str *list, size_t n, bool is_part)
{
    for (size_t i = 0; i < n; i++) {
        if (is_part ? list[i].len > 0 && str_contains_fold(key, list[i])
                    : str_eq_fold(key, list[i]))
            return true;
    }
    return false;
}

static bool is_secret_by_default(const struct scrub *sc, struct str key)
{
    return scrub_key_is_secret(key) || (sc->is_cookies && scrub_cookie_is_secret(key));
}

static bool is_safe_key(const struct scrub *sc, struct str key)
{
    return is_listed(key, sc->rules->safe_fields, sc->rules->n_safe, false);
}

static bool is_secret_key(const struct scrub *sc, struct str key)
{
    const struct scrub_rules *r = sc->rules;

    if (!r->is_enabled)
        return false;
    bool is_secret = (!r->is_own_only && is_secret_by_default(sc, key)) ||
                     is_listed(key, r->sensitive_fields, r->n_sensitive, true);
    return is_secret;
}

/* Names whose text is no secret although it may look like one: ids, and headers that
 * browsers send everywhere. */
static const struct str plain_keys[] = {
    S("trace_id"),    S("span_id"),  S("parent_span_id"), S("replay_id"),  S("profile_id"),
    S("profiler_id"), S("event_id"), S("debug_id"),       S("User-Agent"), S("user_agent"),
};

static bool is_plain_key(struct str key, const struct str *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (key.len == list[i].len && memcmp(key.p, list[i].p, key.len) == 0)
            return true;
    }
    return false;
}

/* By length first: this is asked for every text of an event. */
static bool is_cookie_header(struct str key)
{
    static const struct str names[] = { S("cookie"), S("set-cookie"), S("http_cookie") };
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        if (key.len == names[i].len && str_eq_fold(key, names[i]))
            return true;
    }
    return false;
}

/* --- values --- */

static void remark(struct scrub *sc, const struct scrub_hits *hits, struct str old)
{
    for (size_t i = 0; i < hits->n; i++) {
        meta_remark(&sc->meta, &(struct meta_remark){ hits->hits[i].rule, "s", hits->hits[i].start,
                                                      hits->hits[i].end, str_utf8_count(old) });
    }
}

/* The scrubbed text as a value, or v itself. */
static struct json *scrub_string(struct scrub *sc, struct json *v)
{
    struct scrub_hits hits;
    struct str s = json_str(v);
    struct str out = scrub_text(sc->cx, s, sc->what, &hits);
    if (out.p == s.p)
        return v;
    remark(sc, &hits, s);
    return json_new_str_ref(sc->doc, out);
}

/* The whole value of a secret name. Nothing, yes and no are told. */
static struct json *filter_value(struct scrub *sc, struct json *v)
{
    struct str s = json_str(v);
    bool is_empty = json_type(v) == JSON_STR && (s.len == 0 || str_eq(s, filtered));
    if (json_is_null(v) || json_type(v) == JSON_BOOL || is_empty)
        return v;
    struct scrub_hits hits = { .hits = { { "@password:filter", 0, filtered.len } }, .n = 1 };
    remark(sc, &hits, s);
    return json_new_str_ref(sc->doc, filtered);
}

static void scrub_members(struct scrub *sc, struct json *container);

static struct json *scrub_value(struct scrub *sc, struct json *v)
{
    enum json_type type = json_type(v);
    if (type == JSON_STR)
        return scrub_string(sc, v);
    if ((type == JSON_ARR || type == JSON_OBJ) && sc->depth < SCRUB_DEPTH) {
        sc->depth++;
        scrub_members(sc, v);
        sc->depth--;
    }
    return v;
}

static struct json *scrub_named(struct scrub *sc, struct str key, struct json *v)
{
    if (is_safe_key(sc, key))
        return v;
    if (is_secret_key(sc, key))
        return filter_value(sc, v);
    if ((sc->what & SCRUB_SECRETS) != 0 && is_cookie_header(key) && json_type(v) == JSON_STR)
        return filter_value(sc, v);
    bool was_cookies = sc->is_cookies;
    sc->is_cookies = was_cookies || str_eq_fold(key, S("cookies"));
    struct json *out = scrub_value(sc, v);
    sc->is_cookies = was_cookies;
    bool is_plain = out != v && is_listed(key, plain_keys, ARRAY_LEN(plain_keys), false);
    return is_plain ? v : out;
}

/* ["name", value] */
static bool is_pair(const struct json *v)
{
    return json_type(v) == JSON_ARR && json_length(v) == 2 && json_type(json_at(v, 0)) == JSON_STR;
}

static void scrub_pair(struct scrub *sc, struct json *pair)
{
    struct str key = json_str(json_at(pair, 0));
    struct json_iter it = json_iter(pair);
    (void)json_next(&it);
    (void)json_next(&it);
    meta_enter_at(&sc->meta, 1);
    struct json *v = scrub_named(sc, key, it.value);
    if (v != it.value)
        json_iter_replace(&it, v);
    meta_leave(&sc->meta);
}

static struct json *scrub_element(struct scrub *sc, struct json *v)
{
    if (!is_pair(v))
        return scrub_value(sc, v);
    scrub_pair(sc, v);
    return v;
}

static void scrub_members(struct scrub *sc, struct json *container)
{
    size_t index = 0;
    struct json_iter it = json_iter(container);
    while (json_next(&it)) {
        struct json *v;
        if (str_is_null(it.key)) {
            meta_enter_at(&sc->meta, index++);
            v = scrub_element(sc, it.value);
        } else {
            meta_enter(&sc->meta, it.key);
            v = scrub_named(sc, it.key, it.value);
        }
        if (v != it.value)
            json_iter_replace(&it, v);
        meta_leave(&sc->meta);
    }
}

/* --- the event's own shapes --- */

static void scrub_free(struct scrub *sc, struct json *v)
{
    (void)scrub_value(sc, v);
}

/* v stands in obj under that key; NULL = it is not there. */
static void scrub_in_place(struct scrub *sc, struct json *obj, struct str key, struct json *v)
{
    if (v == NULL)
        return;
    meta_enter(&sc->meta, key);
    struct json *out = scrub_value(sc, v);
    if (out != v)
        json_set(sc->doc, obj, key, out);
    meta_leave(&sc->meta);
}

/* Members of an object by name and text, but for those named. */
static void scrub_members_but(struct scrub *sc, struct json *obj, const struct str *plain,
                              size_t n_plain)
{
    struct json_iter it = json_iter(obj);
    while (json_next(&it)) {
        if (is_plain_key(it.key, plain, n_plain))
            continue;
        meta_enter(&sc->meta, it.key);
        struct json *out = scrub_named(sc, it.key, it.value);
        if (out != it.value)
            json_iter_replace(&it, out);
        meta_leave(&sc->meta);
    }
}

/* Only locals: names and paths of code are what people look for. */
static void scrub_stack(struct scrub *sc, struct json *stack, struct str key)
{
    size_t index = 0;
    meta_enter(&sc->meta, key);
    meta_enter(&sc->meta, S("frames"));
    struct json_iter it = json_iter(json_get(stack, S("frames")));
    while (json_next(&it)) {
        meta_enter_at(&sc->meta, index++);
        scrub_in_place(sc, it.value, S("vars"), json_get(it.value, S("vars")));
        meta_leave(&sc->meta);
    }
    meta_leave(&sc->meta);
    meta_leave(&sc->meta);
}

/* exception.values and threads.values */
static void scrub_holders(struct scrub *sc, struct json *v)
{
    static const struct str keys[] = { S("value"), S("name"), S("mechanism"), S("stacktrace"),
                                       S("raw_stacktrace") };
    enum { FIRST_STACK = 3 };
    size_t index = 0;
    meta_enter(&sc->meta, S("values"));
    struct json_iter it = json_iter(json_get(v, S("values")));
    while (json_next(&it)) {
        struct json *found[ARRAY_LEN(keys)];
        json_get_all(it.value, keys, found, ARRAY_LEN(keys));
        meta_enter_at(&sc->meta, index++);
        for (size_t i = 0; i < FIRST_STACK; i++)
            scrub_in_place(sc, it.value, keys[i], found[i]);
        for (size_t i = FIRST_STACK; i < ARRAY_LEN(keys); i++)
            scrub_stack(sc, found[i], keys[i]);
        meta_leave(&sc->meta);
    }
    meta_leave(&sc->meta);
}

/* Of a breadcrumb its words and data; times and kinds are no secrets. */
static void scrub_crumbs(struct scrub *sc, struct json *v)
{
    static const struct str plain[] = { S("timestamp"), S("type"), S("category"), S("level"),
                                        S("event_id") };
    size_t index = 0;
    meta_enter(&sc->meta, S("values"));
    struct json_iter it = json_iter(json_get(v, S("values")));
    while (json_next(&it)) {
        meta_enter_at(&sc->meta, index++);
        scrub_members_but(sc, it.value, plain, ARRAY_LEN(plain));
        meta_leave(&sc->meta);
    }
    meta_leave(&sc->meta);
}

/* A context stays an object, whatever its name is. */
static void scrub_contexts(struct scrub *sc, struct json *v)
{
    struct json_iter it = json_iter(v);
    while (json_next(&it)) {
        meta_enter(&sc->meta, it.key);
        (void)scrub_value(sc, it.value);
        meta_leave(&sc->meta);
    }
}

static const struct str user_keys[] = { S("id"),         S("email"), S("username"), S("name"),
                                        S("ip_address"), S("geo"),   S("segment") };

static void scrub_user(struct scrub *sc, struct json *v)
{
    scrub_members_but(sc, v, user_keys, ARRAY_LEN(user_keys));
}

/* Originals of what was invalid may hold secrets: those below a secret name leave, the
 * others are texts like any other. */
static void scrub_meta_tree(struct scrub *sc, struct json *v)
{
    if (sc->depth >= SCRUB_DEPTH)
        return;
    sc->depth++;
    struct json_iter it = json_iter(v);
    while (json_next(&it)) {
        bool is_original = str_eq(it.key, S("val"));
        struct scrub_hits hits;
        struct str s = json_str(it.value);
        if (is_original && s.len > 0) {
            struct str out = scrub_text(sc->cx, s, sc->what, &hits);
            if (out.p != s.p)
                json_iter_replace(&it, json_new_str_ref(sc->doc, out));
        } else if (it.key.len > 0 && is_safe_key(sc, it.key)) {
            continue;
        } else if (it.key.len > 0 && is_secret_key(sc, it.key)) {
            (void)json_remove(json_get(it.value, S("")), S("val"));
        } else {
            scrub_meta_tree(sc, it.value);
        }
    }
    sc->depth--;
}

static void skip(struct scrub *sc, struct json *v)
{
    (void)sc;
    (void)v;
}

/* Keys that are not here are anybody's: scrubbed by name and by text. */
static const struct {
    struct str key;
    scrub_fn fn;
} top_rows[] = {
    { S("exception"), scrub_holders },
    { S("contexts"), scrub_contexts },
    { S("breadcrumbs"), scrub_crumbs },
    { S("user"), scrub_user },
    { S("tags"), scrub_free },
    { S("request"), scrub_free },
    { S("logentry"), scrub_free },
    { S("extra"), scrub_free },
    { S("threads"), scrub_holders },
    { S("_meta"), scrub_meta_tree },
    { S("event_id"), skip },
    { S("timestamp"), skip },
    { S("received"), skip },
    { S("start_timestamp"), skip },
    { S("platform"), skip },
    { S("level"), skip },
    { S("type"), skip },
    { S("release"), skip },
    { S("environment"), skip },
    { S("server_name"), skip },
    { S("dist"), skip },
    { S("sdk"), skip },
    { S("modules"), skip },
    { S("debug_meta"), skip },
    { S("stacktrace"), skip },
};

static scrub_fn row_of(struct str key)
{
    for (size_t i = 0; i < ARRAY_LEN(top_rows); i++) {
        if (str_eq(top_rows[i].key, key))
            return top_rows[i].fn;
    }
    return NULL;
}

static void scrub_top(struct scrub *sc, struct json *root)
{
    struct json_iter it = json_iter(root);
    while (json_next(&it)) {
        scrub_fn fn = row_of(it.key);
        struct json *v = it.value;
        meta_enter(&sc->meta, it.key);
        if (fn != NULL)
            fn(sc, v);
        else
            v = scrub_named(sc, it.key, v);
        if (v != it.value)
            json_iter_replace(&it, v);
        meta_leave(&sc->meta);
    }
    scrub_stack(sc, json_get(root, S("stacktrace")), S("stacktrace"));
}

/* Takes the member away and says so. */
static void forget_member(struct scrub *sc, struct json *obj, struct str key)
{
    meta_enter(&sc->meta, key);
    if (json_remove(obj, key))
        meta_remark(&sc->meta, &(struct meta_remark){ "@ip:remove", "x", 0, 0, 0 });
    meta_leave(&sc->meta);
}

/* The address of the person, and who is known by nothing else. */
static void forget_address(struct scrub *sc, struct event *ev)
{
    struct json *root = ev->root;

    meta_enter(&sc->meta, S("user"));
    forget_member(sc, json_get(root, S("user")), S("ip_address"));
    meta_leave(&sc->meta);
    meta_enter(&sc->meta, S("request"));
    meta_enter(&sc->meta, S("env"));
    forget_member(sc, json_get_path(root, "request.env"), S("REMOTE_ADDR"));
    meta_leave(&sc->meta);
    meta_leave(&sc->meta);
    meta_enter(&sc->meta, S("sdk"));
    forget_member(sc, json_get(root, S("sdk")), S("client_ip"));
    meta_leave(&sc->meta);
    if (str_starts(ev->user_identity, S("ip:"))) {
        ev->user_identity = (struct str){ NULL, 0 };
        (void)json_remove(json_get(root, S("tags")), S("user"));
    }
}

void event_scrub(struct ctx *cx, const struct scrub_rules *rules, struct event *ev)
{
    if (!rules->is_enabled && !rules->is_ip_scrubbed)
        return;
    struct scrub sc = { .cx = cx, .rules = rules, .doc = ev->doc };
    if (rules->is_enabled && !rules->is_own_only)
        sc.what |= SCRUB_SECRETS;
    if (rules->is_ip_scrubbed)
        sc.what |= SCRUB_ADDRESSES;
    meta_init(&sc.meta, ev->doc, ev->root);
    if (rules->is_ip_scrubbed)
        forget_address(&sc, ev);
    scrub_top(&sc, ev->root);
    meta_finish(&sc.meta, ev->root);
    if (rules->is_ip_scrubbed || sc.meta.n_remarks > 0)
        event_refresh(cx, ev);
}
