/* Alerts whose messages are not taken: marked after an hour, and admins told. */
#include "base/base.h"
#include "feature/alert/alert_int.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/str.h"
#include "core/tx.h"
#include "feature/alert/alert_sql.h"
#include "feature/notify/notify.h"

enum status alert_failing_note(struct ctx *cx, const struct alert_outcome *o)
{
    if (o->st == E_MISSING)
        return OK; /* what it was about is gone: that says nothing of the way out */
    if (o->st == OK)
        return q_alert_failing_clear(
            cx, &(struct q_alert_failing_clear_args){ o->project_id, o->rule_id });
    return q_alert_failing_set(
        cx, &(struct q_alert_failing_set_args){ o->project_id, o->rule_id, cx->now_ms, o->error });
}

int64_t alert_failing_before(const struct ctx *cx)
{
    return cx->now_ms - (int64_t)ALERT_FAILING_MIN * MS_PER_MINUTE;
}

/* By the inbox, and by mail as each admin likes it: neither goes the alert's own way. */
static enum status tell_admins(struct ctx *cx, const struct q_alert_failing_due_row *row,
                               int64_t issue_id)
{
    struct str name =
        row->name.len > 0 ? str_printf(cx->arena, "“%.*s”", FMT(row->name)) : S("without a name");
    const struct notify_happening h = {
        .project_id = row->project_id,
        .issue_id = issue_id,
        .kind = NOTIFY_ALERT,
        .action = "alert_failing",
        .words = str_printf(cx->arena, "The alert %.*s has not got through for an hour: %.*s",
                            FMT(name), FMT(row->error)),
    };

    return notify_admins(cx, &h);
}

/* Once: who comes first marks it. */
static enum status tell_of(struct ctx *cx, const struct q_alert_failing_due_row *row)
{
    struct q_alert_failing_told_args mark = { row->project_id, row->rule_id, cx->now_ms };
    struct q_alert_last_issue_args of = { row->project_id, row->rule_id };
    struct q_alert_last_issue_row last;
    struct tx tx SCOPED(tx_end) = { 0 };
    int64_t changed;
    bool found;

    TRY(tx_begin(cx, &tx));
    TRY(q_alert_failing_told(cx, &mark, &changed));
    TRY(q_alert_last_issue(cx, &of, &last, &found));
    if (changed == 0 || !found)
        return OK;
    TRY(tell_admins(cx, row, last.issue_id));
    return tx_commit(&tx);
}

enum status alert_failing_tell(struct ctx *cx)
{
    struct q_alert_failing_due_row *rows;
    size_t n;

    TRY(q_alert_failing_due(cx, &(struct q_alert_failing_due_args){ alert_failing_before(cx) },
                            &rows, &n));
    for (size_t i = 0; i < n; i++)
        TRY(tell_of(cx, &rows[i]));
    return OK;
}
