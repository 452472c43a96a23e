#include "base/base.h"
#include "feature/ingest/attempt_api.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/live.h"
#include "core/request.h"
#include "feature/ingest/attempt.h"
#include "feature/project/project_key.h"
#include "port/jsonw.h"

enum { PATCH_BYTES = 2 << 10 }; /* an attempt as JSON: its texts are short */

struct attempt_out {
    int64_t at_ms;
    int64_t status;
    struct str remote, client, reason, kind, event_id;
};
static const struct field attempt_fields[] = {
    FIELD_TIME("at", struct attempt_out, at_ms, 0),
    FIELD_STR("remote", struct attempt_out, remote, 0, 0),
    FIELD_STR("client", struct attempt_out, client, 0, 0),
    FIELD_I64("status", struct attempt_out, status, 0),
    FIELD_STR("reason", struct attempt_out, reason, 0, 0),
    FIELD_STR("kind", struct attempt_out, kind, 0, 0),
    FIELD_STR("event_id", struct attempt_out, event_id, 0, 0),
    FIELD_END,
};
static struct str text_or_absent(const char *cz)
{
    return cz[0] != '\0' ? str_c(cz) : (struct str){ 0 };
}

static struct attempt_out attempt_view(const struct attempt *a)
{
    return (struct attempt_out){
        a->at_ms,         a->status,      str_c(a->remote),           str_c(a->client),
        str_c(a->reason), str_c(a->kind), text_or_absent(a->event_id)
    };
}

void attempt_tell(struct ctx *cx, int64_t project_id, const struct attempt *a)
{
    char uuid[UUID_TEXT_BYTES + 1];
    struct attempt_out view = attempt_view(a);
    struct buf b;
    struct jsonw w;

    if (!project_key_uuid(project_id, uuid))
        return;
    buf_init(&b, cx->arena, PATCH_BYTES);
    jsonw_init(&w, &b);
    field_encode(&w, attempt_fields, &view);
    if (buf_is_full(&b))
        return;
    live_publish(&(struct live_message){
        .event = "attempt",
        .topic = str_printf(cx->arena, "attempts:%lld", (long long)project_id),
        .id = view.event_id,
        .project = str_c(uuid),
        .op = "new",
        .patch = buf_str(&b),
    });
}

struct attempts_out {
    struct field_list items;
};
const struct field attempts_fields[] = {
    FIELD_LIST("items", struct attempts_out, items, 0, struct attempt_out, attempt_fields, 0),
    FIELD_END,
};

enum status attempts_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct attempt *list;
    size_t n = attempt_list(cx, rq->project_id, &list);
    struct attempt_out *rows = arena_array(cx->arena, struct attempt_out, n);

    for (size_t i = 0; i < n; i++)
        rows[i] = attempt_view(&list[i]);
    struct attempts_out out = { .items = { rows, n } };
    return respond(cx, rs, status_http(OK), attempts_fields, &out);
}
