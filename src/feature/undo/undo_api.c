#include "base/base.h"
#include "feature/undo/undo_api.h"

#include "base/buf.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/request.h"
#include "feature/undo/undo_int.h"
#include "port/jsonw.h"

enum { HTTP_ACCEPTED = 202, HTTP_CONFLICT = 409 };

static const struct field refusal_fields[] = {
    FIELD_STR("id", struct undo_refusal, id, FIELD_REQUIRED | FIELD_UUID, 0),
    FIELD_STR("reason", struct undo_refusal, reason, FIELD_REQUIRED, 0),
    FIELD_STR("by", struct undo_refusal, by, FIELD_UUID, 0),
    FIELD_TIME("at", struct undo_refusal, at_ms, 0),
    FIELD_END,
};

void undo_answer(struct response *rs, const struct undo *undo)
{
    if (!str_is_null(undo->token))
        respond_header(rs, "Undo-Token", undo->token);
}

struct undo_out {
    int64_t restored;
    struct field_list skipped; /* struct undo_refusal */
    struct str job;            /* instead of both     */
};
static const struct field undo_fields[] = {
    FIELD_I64("restored", struct undo_out, restored, 0),
    FIELD_LIST("skipped", struct undo_out, skipped, 0, struct undo_refusal, refusal_fields, 0),
    FIELD_STR("job", struct undo_out, job, FIELD_OMIT, 0),
    FIELD_END,
};

/* Every object was changed since: each is named. */
static enum status answer_conflict(struct ctx *cx, struct response *rs, const struct undo_out *out)
{
    struct buf b;
    struct jsonw w;

    buf_init(&b, cx->arena, LIMIT_RESPONSE_BYTES);
    jsonw_init(&w, &b);
    jsonw_obj(&w);
    jsonw_key_str(&w, "error", S("all of it was changed since"));
    jsonw_key_str(&w, "code", S("undo_conflict"));
    jsonw_key_str(&w, "request_id", cx->request_id);
    jsonw_key_i64(&w, "restored", 0);
    jsonw_key_arr(&w, "skipped");
    const struct undo_refusal *skipped = out->skipped.items;
    for (size_t i = 0; i < out->skipped.n; i++)
        field_encode(&w, refusal_fields, &skipped[i]);
    jsonw_end(&w);
    jsonw_end(&w);
    return respond_json(rs, HTTP_CONFLICT, buf_str(&b));
}

static enum status undo_post(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct undo_result result;

    TRY(undo_run(cx, request_param(rq, "undo"), &result));
    struct undo_out out = { result.restored, FIELD_ITEMS(result.skipped, result.n_skipped),
                            result.job };
    if (!str_is_null(result.job))
        return respond(cx, rs, HTTP_ACCEPTED, undo_fields, &out);
    if (result.restored == 0)
        return answer_conflict(cx, rs, &out);
    return respond(cx, rs, status_http(OK), undo_fields, &out);
}

const struct route_param undo_params[] = { { "undo", NULL }, { 0 } };

const struct route undo_routes[] = {
    { POST, "/api/v1/undo/{undo}", SCOPE_TRIAGE_USER, NULL, undo_fields, undo_post, NULL,
      "Takes a write back: the token is in its answer, good for ten minutes, once.",
      .flags = ROUTE_OK | ROUTE_ACCEPTED },
    { 0 },
};
