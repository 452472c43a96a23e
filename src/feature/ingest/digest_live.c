/* What a batch changed, told to whoever looks at it. */
#include "base/base.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/str.h"
#include "core/live.h"
#include "feature/ingest/digest_batch.h"
#include "port/jsonw.h"

enum { PATCH_BYTES = 4 << 10 };

static void publish(struct ctx *cx, const struct issue_change *c)
{
    struct arena_mark mark = arena_mark(cx->arena);
    struct buf b;
    struct jsonw w;
    struct live_message m = {
        .event = "issue",
        .topic = str_printf(cx->arena, "issues:%lld", (long long)c->project_id),
        .id = c->issue_uuid,
        .project = c->project_uuid,
        .version = c->version,
        .op = c->is_new ? "new" : "change",
    };

    buf_init(&b, cx->arena, PATCH_BYTES);
    jsonw_init(&w, &b);
    jsonw_obj(&w);
    jsonw_key_str(&w, "title", c->after.title);
    jsonw_key_str(&w, "level", c->after.level);
    jsonw_key_str(&w, "status", c->after.status);
    jsonw_key_i64(&w, "event_count", c->after.event_count);
    jsonw_key_i64(&w, "user_count", c->after.user_count);
    jsonw_key_time(&w, "last_seen", c->after.last_seen_ms);
    jsonw_end(&w);
    m.patch = buf_str(&b);
    live_publish(&m);
    m.topic = str_printf(cx->arena, "issue:%.*s", FMT(c->issue_uuid));
    live_publish(&m);
    arena_rewind(cx->arena, mark);
}

void digest_publish(struct ctx *cx, const struct digest_result *result)
{
    for (size_t i = 0; i < result->n_changes; i++)
        publish(cx, &result->changes[i]);
}
