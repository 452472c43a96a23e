/* Contexts (sentry-ingest.md §9.8): objects by name; browser, system and device are
 * read from the request's User-Agent when no SDK said them. */
#include "base/base.h"
#include "feature/event/event_int.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/str.h"
#include "feature/event/user_agent.h"
#include "port/json.h"

enum {
    CONTEXT_BYTES = 16 << 10,
    FLAGS_BYTES = 128 << 10,
    CONTEXTS_BYTES = 256 << 10, /* all of them */
    CONTEXTS_MAX = 200,
};

struct json *normalize_contexts(struct normal *n, struct json *v)
{
    if (json_type(v) != JSON_OBJ)
        return normalize_invalid(n, v, "invalid_data");
    size_t total = CONTEXTS_BYTES;
    size_t index = 0;
    struct json_iter it = json_iter(v);
    while (json_next(&it)) {
        if (json_is_null(it.value))
            continue;
        meta_enter(&n->meta, it.key);
        if (json_type(it.value) != JSON_OBJ) {
            meta_error(&n->meta, "invalid_data", it.value);
            json_iter_remove(&it);
        } else if (index++ >= CONTEXTS_MAX || total == 0) {
            meta_error(&n->meta, "value_too_long", NULL);
            json_iter_remove(&it);
        } else {
            size_t limit = str_eq(it.key, S("flags")) ? FLAGS_BYTES : CONTEXT_BYTES;
            size_t left = limit < total ? limit : total;
            size_t before = left;
            (void)trim_free(n, it.value, FREE_DEPTH, &left);
            total -= before - left;
        }
        meta_leave(&n->meta);
    }
    return v;
}

/* A context of that kind under its own or any other name. */
static bool has_context(struct json *contexts, struct str kind)
{
    if (json_length(json_get(contexts, kind)) > 0)
        return true;
    struct json_iter it = json_iter(contexts);
    while (json_next(&it)) {
        if (str_eq(json_str(json_get(it.value, S("type"))), kind))
            return true;
    }
    return false;
}

/* Apple's "16_5" → "16.5". */
static struct str dotted(struct arena *a, struct str version)
{
    char *p = arena_alloc(a, version.len + 1);
    for (size_t i = 0; i < version.len; i++)
        p[i] = version.p[i] == '_' ? '.' : version.p[i];
    return str_make(p, version.len);
}

static void add_context(struct normal *n, struct str kind, struct str name_key,
                        const struct ua_part *part)
{
    struct json *contexts = json_get(n->root, S("contexts"));
    if (part->name.len == 0 || has_context(contexts, kind))
        return;
    if (json_type(contexts) != JSON_OBJ) {
        contexts = json_new_obj(n->doc);
        json_set(n->doc, n->root, S("contexts"), contexts);
    }
    struct json *made = json_new_obj(n->doc);
    json_set(n->doc, made, name_key, json_new_str_ref(n->doc, part->name));
    if (part->version.len > 0)
        json_set(n->doc, made, S("version"),
                 json_new_str_ref(n->doc, dotted(n->cx->arena, part->version)));
    json_set(n->doc, made, S("type"), json_new_str_ref(n->doc, kind));
    json_set(n->doc, contexts, kind, made);
}

/* On a server `os` is the server's; the visitor's is `client_os`. */
static bool is_server(struct normal *n)
{
    struct str platform = json_str(json_get(n->root, S("platform")));
    return !str_eq(platform, S("javascript"));
}

void normalize_contexts_finish(struct normal *n)
{
    struct str header = event_request_header(json_get(n->root, S("request")), S("User-Agent"));
    if (header.len == 0)
        return;
    struct user_agent ua;
    user_agent_parse(header, &ua);
    struct str os_kind = is_server(n) ? S("client_os") : S("os");
    add_context(n, S("browser"), S("name"), &ua.browser);
    add_context(n, os_kind, S("name"), &ua.os);
    struct ua_part device = { .name = ua.device };
    add_context(n, S("device"), S("family"), &device);
}
