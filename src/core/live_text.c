/* What messages of the live stream look like. */
#include "base/base.h"

#include "core/live_text.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/str.h"
#include "core/live.h"
#include "port/json.h"
#include "port/jsonw.h"

enum { MEMBERS_BYTES = 160 }; /* names and punctuation, version, event, op */

/* On the wire the project's number of "issues:7" is its uuid, and "me:3" is "me". */
static void write_topic(struct jsonw *w, const struct live_message *m)
{
    size_t colon = str_find_char(m->topic, ':');
    int64_t number;
    bool is_number = str_i64(str_from(m->topic, colon + 1), &number);
    struct str topic = m->topic;
    if (is_number && m->project.len > 0)
        topic =
            str_printf(w->buf->arena, "%.*s:%.*s", FMT(str_to(m->topic, colon)), FMT(m->project));
    if (is_number && str_eq(str_to(m->topic, colon), S("me")))
        topic = S("me"); /* whoever hears it knows who he is */
    jsonw_key_str(w, "topic", topic);
}

static void write_members(struct jsonw *w, const struct live_message *m)
{
    jsonw_key_str(w, "id", m->id);
    jsonw_key_str(w, "project_id", m->project);
    jsonw_key_i64(w, "version", m->version);
    jsonw_key_str(w, "op", str_c(m->op));
    jsonw_key_raw(w, "patch", m->patch.len > 0 ? m->patch : S("{}"));
}

void live_write_messages(struct buf *b, const struct live_message *const *messages, size_t n)
{
    struct jsonw w;
    buf_printf(b, "event: %s\ndata: ", messages[0]->event);
    jsonw_init(&w, b);
    jsonw_obj(&w);
    write_topic(&w, messages[0]);
    write_members(&w, messages[0]);
    if (n > 1)
        jsonw_key_arr(&w, "more");
    for (size_t i = 1; i < n; i++) {
        jsonw_obj(&w);
        write_members(&w, messages[i]);
        jsonw_end(&w);
    }
    if (n > 1)
        jsonw_end(&w);
    jsonw_end(&w);
    buf_add(b, S("\n\n"));
}

/* Ids are uuids or words of ours: nothing of them is escaped. */
size_t live_message_bytes(const struct live_message *m)
{
    return MEMBERS_BYTES + m->topic.len + m->id.len + 2 * m->project.len + m->patch.len;
}

struct str live_merge_patches(struct arena *arena, struct str older, struct str newer)
{
    struct ctx cx = { .arena = arena, .now_ms = clock_now_ms(), .request_id = S("") };
    struct json_doc *a, *b;
    if (older.len == 0 || newer.len == 0)
        return newer.len == 0 ? older : newer;
    if (json_parse(&cx, older, &a, NULL) != OK || json_parse(&cx, newer, &b, NULL) != OK ||
        json_type(json_root(a)) != JSON_OBJ || json_type(json_root(b)) != JSON_OBJ)
        return newer;
    struct buf text;
    buf_init(&text, arena, LIVE_TEXT_BYTES);
    struct jsonw w;
    jsonw_init(&w, &text);
    jsonw_obj(&w);
    struct json *docs[] = { json_root(a), json_root(b) };
    for (size_t i = 0; i < ARRAY_LEN(docs); i++) {
        struct json_iter it = json_iter(docs[i]);
        while (json_next(&it)) {
            if (i == 0 && json_get(docs[1], it.key) != NULL)
                continue;
            struct buf value;
            buf_init(&value, arena, LIVE_TEXT_BYTES);
            json_write(it.value, &value);
            jsonw_key(&w, it.key);
            jsonw_raw(&w, buf_str(&value));
        }
    }
    jsonw_end(&w);
    return buf_is_full(&text) ? newer : buf_str(&text);
}
