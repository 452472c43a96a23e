#include "base/base.h"

#include "base/ctx.h"
#include "base/str.h"
#include "core/request.h"
#include "core/tx.h"
#include "feature/audit/audit.h"
#include "feature/regroup/apply.h"

enum { HTTP_ACCEPTED = 202 };

struct apply_answer {
    struct str job;
};
const struct field apply_out[] = {
    FIELD_STR("job", struct apply_answer, job, FIELD_UUID, 0),
    FIELD_END,
};

enum status apply_post(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    struct apply_answer out;

    TRY(tx_begin(cx, &tx));
    TRY(apply_start(cx, rq->project_id, &out.job));
    TRY(audit_note(cx, "grouping.apply", "project", rq->project_uuid, rq->project_slug));
    TRY(tx_commit(&tx));
    return respond(cx, rs, HTTP_ACCEPTED, apply_out, &out);
}
