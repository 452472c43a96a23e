#include "base/base.h"
#include "feature/event/event.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "feature/event/event_int.h"
#include "port/json.h"

/* --- levels --- */

static const struct {
    const char *name;
    enum event_level level;
} levels[] = {
    { "error", LEVEL_ERROR },  { "warning", LEVEL_WARNING }, { "info", LEVEL_INFO },
    { "fatal", LEVEL_FATAL },  { "debug", LEVEL_DEBUG },     { "log", LEVEL_INFO },
    { "warn", LEVEL_WARNING }, { "critical", LEVEL_FATAL },  { "trace", LEVEL_DEBUG },
    { "10", LEVEL_DEBUG },     { "20", LEVEL_INFO },         { "30", LEVEL_WARNING },
    { "40", LEVEL_ERROR },     { "50", LEVEL_FATAL },
};

const char *event_level_name(enum event_level level)
{
    switch (level) {
    case LEVEL_DEBUG:
        return "debug";
    case LEVEL_INFO:
        return "info";
    case LEVEL_WARNING:
        return "warning";
    case LEVEL_ERROR:
        return "error";
    case LEVEL_FATAL:
        return "fatal";
    }
    return "error";
}

bool event_level_parse(struct str s, enum event_level *out)
{
    s = str_trim(s);
    for (size_t i = 0; i < ARRAY_LEN(levels); i++) {
        if (str_eq_fold(s, str_c(levels[i].name))) {
            *out = levels[i].level;
            return true;
        }
    }
    return false;
}

/* --- figures --- */

static struct str text_or_absent(const struct json *v)
{
    struct str s = json_str(v);
    return s.len > 0 ? s : (struct str){ NULL, 0 };
}

static void collect_tags(struct ctx *cx, struct event *ev, struct json *map)
{
    size_t max = json_length(map);
    ev->tags = arena_array(cx->arena, struct event_tag, max > 0 ? max : 1);
    ev->n_tags = 0;
    struct json_iter it = json_iter(map);
    while (json_next(&it)) {
        struct str value = json_str(it.value);
        if (value.len > 0)
            ev->tags[ev->n_tags++] = (struct event_tag){ it.key, value };
    }
}

void event_refresh(struct ctx *cx, struct event *ev)
{
    static const struct str keys[] = {
        S("release"), S("environment"), S("transaction"), S("server_name"),
        S("logger"),  S("type"),        S("platform"),    S("tags"),
    };
    enum { RELEASE, ENVIRONMENT, TRANSACTION, SERVER_NAME, LOGGER, TYPE, PLATFORM, TAGS };
    struct json *found[ARRAY_LEN(keys)];
    json_get_all(ev->root, keys, found, ARRAY_LEN(keys));
    ev->release = text_or_absent(found[RELEASE]);
    ev->environment = text_or_absent(found[ENVIRONMENT]);
    ev->transaction = text_or_absent(found[TRANSACTION]);
    ev->server_name = text_or_absent(found[SERVER_NAME]);
    ev->logger = text_or_absent(found[LOGGER]);
    ev->type = json_str(found[TYPE]);
    ev->platform = json_str(found[PLATFORM]);
    collect_tags(cx, ev, found[TAGS]);
}

/* --- the document --- */

/* What goes first when a document is too large: nobody groups, titles or searches by it. */
static const struct str expendable[] = {
    S("spans"),       S("debug_meta"), S("_meta"),   S("modules"), S("extra"),
    S("breadcrumbs"), S("contexts"),   S("threads"), S("request"),
};

/* False when it is larger than that. */
static bool write_document(struct ctx *cx, const struct event *ev, struct str *out)
{
    struct buf b;
    buf_init(&b, cx->arena, LIMIT_EVENT_BYTES * 2);
    json_write(ev->root, &b);
    *out = buf_str(&b);
    return !buf_is_full(&b);
}

enum status event_write(struct ctx *cx, const struct event *ev, struct str *out)
{
    struct str document;
    struct arena_mark mark = arena_mark(cx->arena);
    bool is_written = write_document(cx, ev, &document);
    for (size_t i = 0; i < ARRAY_LEN(expendable) && !is_written; i++) {
        if (!json_remove(ev->root, expendable[i]))
            continue;
        arena_rewind(cx->arena, mark);
        is_written = write_document(cx, ev, &document);
    }
    if (!is_written)
        return fail(cx, E_TOO_LARGE, "event is larger than %d bytes after normalising",
                    LIMIT_EVENT_BYTES * 2);
    *out = document;
    return OK;
}

struct str event_user_agent(const struct event *ev)
{
    return event_request_header(json_get(ev->root, S("request")), S("User-Agent"));
}
