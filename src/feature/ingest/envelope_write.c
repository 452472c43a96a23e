#include "base/base.h"
#include "feature/ingest/envelope_write.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "port/jsonw.h"

static void end_spill(void *p)
{
    spill_end(p);
}

static enum status add(struct ctx *cx, struct envelope_writer *w, struct str bytes,
                       const struct spill *from)
{
    if (w->file.fd < 0) {
        buf_add(&w->memory, bytes);
        return OK;
    }
    return spill_add_from(cx, &w->file, bytes, from);
}

/* One line of JSON. */
static enum status add_line(struct ctx *cx, struct envelope_writer *w, struct buf *line)
{
    buf_add_char(line, '\n');
    if (buf_is_full(line))
        return fail(cx, E_TOO_LARGE, "an item's header is larger than %d bytes",
                    LIMIT_ENVELOPE_HEADER);
    return add(cx, w, buf_str(line), NULL);
}

enum status envelope_write_begin(struct ctx *cx, struct envelope_writer *w,
                                 const struct event_id *event_id, bool is_large)
{
    struct buf line;
    struct jsonw json;

    *w = (struct envelope_writer){ .file = SPILL_NONE };
    buf_init(&line, cx->arena, LIMIT_ENVELOPE_HEADER);
    buf_init(&w->memory, cx->arena, LIMIT_INFLIGHT_BYTES);
    if (is_large) {
        TRY(spill_begin(cx, &w->file));
        arena_on_reset(cx->arena, end_spill, &w->file);
    }
    jsonw_init(&json, &line);
    jsonw_obj(&json);
    if (event_id != NULL)
        jsonw_key_str(&json, "event_id", event_id_text(cx->arena, event_id));
    jsonw_end(&json);
    return add_line(cx, w, &line);
}

static void write_optional(struct jsonw *w, const char *key, struct str value)
{
    if (!str_is_null(value))
        jsonw_key_str(w, key, value);
}

enum status envelope_write_item(struct ctx *cx, struct envelope_writer *w,
                                const struct envelope_item *item, const struct spill *from)
{
    struct buf line;
    struct jsonw json;

    buf_init(&line, cx->arena, LIMIT_ENVELOPE_HEADER);
    jsonw_init(&json, &line);
    jsonw_obj(&json);
    jsonw_key_str(&json, "type", item->type);
    jsonw_key_i64(&json, "length", (int64_t)item->payload.len);
    write_optional(&json, "filename", item->filename);
    write_optional(&json, "content_type", item->content_type);
    write_optional(&json, "attachment_type", item->attachment_type);
    jsonw_end(&json);
    TRY(add_line(cx, w, &line));
    TRY(add(cx, w, item->payload, from));
    return add(cx, w, S("\n"), NULL);
}

enum status envelope_write_end(struct ctx *cx, struct envelope_writer *w, struct str *text,
                               struct spill **file)
{
    *file = NULL;
    *text = buf_str(&w->memory);
    if (buf_is_full(&w->memory))
        return fail(cx, E_TOO_LARGE, "the request is larger than %d bytes", LIMIT_INFLIGHT_BYTES);
    if (w->file.fd < 0)
        return OK;
    *file = &w->file;
    return spill_map(cx, &w->file, text);
}
