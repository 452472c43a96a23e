/* When a person last looked at a list: what came since then is new to them. */
#include "base/base.h"

#include "base/ctx.h"
#include "base/str.h"
#include "core/actor.h"
#include "core/request.h"
#include "core/tx.h"
#include "feature/view/view_int.h"
#include "feature/view/view_sql.h"

enum {
    SCOPE_BYTES = 100, /* a project's uuid, "issues", … */
    VISITS_KEPT = 200, /* of a user                     */
};

struct visit {
    int64_t previous_ms;
    int64_t at_ms;
};
const struct field visit_out[] = {
    FIELD_TIME("previous", struct visit, previous_ms, 0),
    FIELD_TIME("at", struct visit, at_ms, 0),
    FIELD_END,
};

enum status visit_put(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct q_visit_get_args args = { cx->actor->user_id, request_param(rq, "scope") };
    struct visit out = { .at_ms = cx->now_ms };
    struct tx tx SCOPED(tx_end) = { 0 };
    struct q_visit_get_row before;
    bool found;

    if (args.scope.len > SCOPE_BYTES || !str_is_utf8(args.scope) ||
        str_find_char(args.scope, '\0') < args.scope.len)
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "scope" },
                       "a scope is at most %d bytes of text", SCOPE_BYTES);
    TRY(tx_begin(cx, &tx));
    TRY(q_visit_get(cx, &args, &before, &found));
    out.previous_ms = found ? before.at_ms : 0;
    TRY(q_visit_set(cx, &(struct q_visit_set_args){ args.user_id, args.scope, cx->now_ms }));
    if (!found)
        TRY(q_visit_trim(cx, &(struct q_visit_trim_args){ args.user_id, VISITS_KEPT }));
    TRY(tx_commit(&tx));
    return respond(cx, rs, status_http(OK), visit_out, &out);
}
