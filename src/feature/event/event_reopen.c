/* A document that was stored becomes an event again. */
#include "base/base.h"
#include "feature/event/event.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/str.h"
#include "port/json.h"

static struct str text_of(const struct json *root, struct str key)
{
    struct str s = json_str(json_get(root, key));

    return str_is_null(s) ? S("") : s;
}

static void read_tags(struct ctx *cx, struct event *ev)
{
    struct json *tags = json_get(ev->root, S("tags"));
    struct json_iter it = json_iter(tags);

    ev->tags = arena_array(cx->arena, struct event_tag, json_length(tags));
    while (json_next(&it))
        ev->tags[ev->n_tags++] = (struct event_tag){ it.key, json_str(it.value) };
}

enum status event_reopen(struct ctx *cx, struct str document, struct event *out)
{
    struct json_doc *doc;

    TRY(json_parse(cx, document, &doc, NULL));
    struct json *root = json_root(doc);
    if (json_type(root) != JSON_OBJ)
        return fail(cx, E_INVALID, "the document is no event");
    *out = (struct event){ .doc = doc,
                           .root = root,
                           .type = text_of(root, S("type")),
                           .platform = text_of(root, S("platform")),
                           .release = json_str(json_get(root, S("release"))),
                           .environment = json_str(json_get(root, S("environment"))),
                           .transaction = text_of(root, S("transaction")),
                           .server_name = json_str(json_get(root, S("server_name"))),
                           .logger = json_str(json_get(root, S("logger"))) };
    if (!event_id_parse(text_of(root, S("event_id")), &out->id))
        out->id = (struct event_id){ { 0 } };
    if (!event_level_parse(text_of(root, S("level")), &out->level))
        out->level = LEVEL_ERROR;
    read_tags(cx, out);
    return OK;
}
