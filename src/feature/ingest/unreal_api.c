#include "base/base.h"
#include "feature/ingest/unreal_api.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "feature/ingest/door_api.h"
#include "feature/ingest/envelope_write.h"

enum { MEMORY_SLACK = 4 << 10 }; /* of an envelope around a container in memory */

static const struct str crash =
    S("{\"platform\":\"native\",\"level\":\"fatal\",\"exception\":{\"values\":[{\"type\":\"Unreal "
      "crash\",\"mechanism\":{\"type\":\"unreal\",\"handled\":false}}]}}");

static enum status unreal_accept(struct ctx *cx, struct ingest_request *ir)
{
    struct envelope_writer *w = arena_new(cx->arena, struct envelope_writer);
    struct envelope_item event = { .type = S("event"), .payload = crash };
    struct envelope_item report = { .type = S("unreal_report"),
                                    .filename = S("unreal.ue4crash"),
                                    .payload = ir->body.text };
    bool is_large =
        ir->body.file != NULL || report.payload.len > LIMIT_BODY_MEMORY_BYTES - MEMORY_SLACK;
    struct event_id id;
    struct str text;

    if (report.payload.len == 0)
        return fail(cx, E_INVALID, "the body is empty");
    event_id_random(&id);
    TRY(envelope_write_begin(cx, w, &id, is_large));
    TRY(envelope_write_item(cx, w, &event, NULL));
    TRY(envelope_write_item(cx, w, &report, ir->body.file));
    TRY(envelope_write_end(cx, w, &text, &ir->accepted.file));
    return accept_envelope(cx, text, ir->auth.key.project_id, &ir->accepted);
}

enum status unreal_post(struct ctx *cx, const struct request *rq, struct response *rs)
{
    static const struct ingest_door door = {
        .accept = unreal_accept, .category = "error", .is_never_429 = true, .needs_disk = true
    };

    return ingest_take(cx, rq, rs, &door);
}
