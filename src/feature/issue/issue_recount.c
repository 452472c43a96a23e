#include "base/base.h"
#include "feature/issue/issue_recount.h"

#include "base/clock.h"
#include "base/ctx.h"
#include "feature/issue/issue_recount_sql.h"

/* Locked in the digest's order: fingerprint, issue, hour. */
enum status issue_recount(struct ctx *cx, const struct issue_recount *more)
{
    struct q_issue_recount_fingerprint_args fingerprint = { more->fingerprint_id, more->issue_id,
                                                            more->events, more->last_seen_ms };
    struct q_issue_recount_issue_args issue = { more->issue_id, more->events, more->last_seen_ms,
                                                more->last_seen_ms / MS_PER_MINUTE };
    struct q_issue_recount_hour_args hour = { clock_hour(more->last_seen_ms), more->project_id,
                                              more->fingerprint_id, more->events };
    int64_t changed;

    TRY(q_issue_recount_fingerprint(cx, &fingerprint, &changed));
    if (changed == 0)
        return fail(cx, E_BUSY, "the issue was merged or removed meanwhile");
    TRY(q_issue_recount_issue(cx, &issue));
    return q_issue_recount_hour(cx, &hour);
}
