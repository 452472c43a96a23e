#include "base/base.h"

#include "base/ctx.h"
#include "core/request.h"
#include "feature/work/work_int.h"

static const struct field work_fields[] = {
    FIELD_STR("id", struct work_view, id, FIELD_REQUIRED | FIELD_UUID, 0),
    FIELD_STR("kind", struct work_view, kind, FIELD_REQUIRED, 0),
    FIELD_STR("status", struct work_view, status, FIELD_REQUIRED, 0),
    FIELD_I64("done", struct work_view, done, 0),
    FIELD_I64("total", struct work_view, total, 0),
    FIELD_I64("affected", struct work_view, affected, 0),
    FIELD_I64("skipped", struct work_view, skipped, 0),
    FIELD_STR("undo", struct work_view, undo, 0, 0),
    FIELD_STR("error", struct work_view, error, 0, 0),
    FIELD_JSON("result", struct work_view, result, FIELD_OMIT, 0),
    FIELD_TIME("created_at", struct work_view, created_ms, 0),
    FIELD_TIME("updated_at", struct work_view, updated_ms, 0),
    FIELD_TIME("ended_at", struct work_view, ended_ms, 0),
    FIELD_END,
};

static enum status work_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct work_view view;

    TRY(work_read(cx, request_param(rq, "job"), &view));
    return respond(cx, rs, status_http(OK), work_fields, &view);
}

static enum status work_delete(struct ctx *cx, const struct request *rq, struct response *rs)
{
    TRY(work_stop(cx, request_param(rq, "job")));
    return work_get(cx, rq, rs);
}

const struct route_param work_params[] = { { "job", NULL }, { 0 } };

const struct route work_routes[] = {
    { GET, "/api/v1/jobs/{job}", SCOPE_OWN, NULL, work_fields, work_get, NULL,
      "How far a long piece of work is, for who asked for it and for admins." },
    { DELETE, "/api/v1/jobs/{job}", SCOPE_OWN, NULL, work_fields, work_delete, NULL,
      "Stops it after the step it is at; what was done stays, and can be undone." },
    { 0 },
};
