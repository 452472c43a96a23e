#include "base/base.h"
#include "feature/issue/issue_job.h"

#include "base/ctx.h"
#include "base/str.h"
#include "core/tx.h"
#include "feature/issue/issue.h"
#include "feature/issue/issue_digest_sql.h"
#include "feature/issue/issue_machine.h"
#include "feature/issue/issue_machine_sql.h"

/* Its columns without the cooldown. */
static struct issue_columns resolved_columns(const struct q_issue_for_digest_row *row)
{
    return (struct issue_columns){ .resolved_ms = row->resolved_ms,
                                   .resolved_in_release = row->resolved_in_release,
                                   .resolve_pending = row->resolve_pending,
                                   .resolve_base_release = row->resolve_base_release };
}

/* Read again inside the transaction: a person or an event may have come first. */
static enum status fire(struct ctx *cx, int64_t project_id, int64_t issue_id,
                        enum issue_happening happening)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    struct q_issue_for_digest_row row;
    struct issue_view view;
    bool found, is_moved;

    TRY(tx_begin(cx, &tx));
    TRY(q_issue_for_digest(cx, &(struct q_issue_for_digest_args){ .issue_id = issue_id }, &row));
    int64_t due_ms = happening == ISSUE_SNOOZE_OVER ? row.snooze_until_ms : row.cooldown_until_ms;
    if (due_ms == 0 || due_ms > cx->now_ms)
        return OK;
    struct issue_move move = { .project_id = project_id,
                               .issue_id = issue_id,
                               .from = row.status,
                               .happening = happening,
                               .columns = resolved_columns(&row) };
    TRY(issue_move(cx, &move, &is_moved));
    TRY(tx_commit(&tx));
    if (!is_moved)
        return OK;
    TRY(issue_read(cx, project_id, issue_id, &view, &found));
    if (found)
        issue_publish(cx, &view);
    return OK;
}

enum status issue_timers_run(struct ctx *cx, struct str argument)
{
    struct q_issue_snooze_due_row *snoozed;
    struct q_issue_cooldown_due_row *cooling;
    size_t n;

    (void)argument;
    TRY(q_issue_snooze_due(cx, &(struct q_issue_snooze_due_args){ cx->now_ms }, &snoozed, &n));
    for (size_t i = 0; i < n; i++)
        TRY(fire(cx, snoozed[i].project_id, snoozed[i].id, ISSUE_SNOOZE_OVER));
    TRY(q_issue_cooldown_due(cx, &(struct q_issue_cooldown_due_args){ cx->now_ms }, &cooling, &n));
    for (size_t i = 0; i < n; i++)
        TRY(fire(cx, cooling[i].project_id, cooling[i].id, ISSUE_COOLDOWN_OVER));
    return OK;
}
