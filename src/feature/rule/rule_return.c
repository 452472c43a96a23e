/* An issue that comes back by the clock: its rules are asked as if an event had brought it back. */
#include "base/base.h"
#include "feature/rule/rule_int.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/log.h"
#include "base/str.h"
#include "core/tx.h"
#include "feature/issue/issue_change.h"
#include "feature/issue/issue_machine.h"
#include "feature/rule/rule_sql.h"
#include "port/db.h"

enum { RETURN_ATTEMPTS = 8, RETURN_TIMEOUT_S = 30 };

static const char return_job[] = "rule.returned";

/* As the store has it, back from its sleep; nothing was counted. */
static struct issue_change change_of(const struct condition_facts *f,
                                     const struct q_rule_issue_row *row)
{
    const struct issue_state now = { row->status,   f->title,    f->level,         f->event_count,
                                     f->user_count, f->priority, row->last_seen_ms };
    struct issue_change change = { .project_id = f->project_id,
                                   .project_uuid = row->project_uuid,
                                   .issue_id = f->issue_id,
                                   .issue_uuid = row->uuid,
                                   .version = row->version,
                                   .before = now,
                                   .after = now,
                                   .type = f->type,
                                   .culprit = f->culprit,
                                   .platform = f->platform,
                                   .first_release = f->first_release,
                                   .assigned_to = f->assigned_to,
                                   .first_seen_ms = f->first_seen_ms,
                                   .is_priority_manual = row->is_priority_manual,
                                   .is_reopened = true };

    change.before.status = S("snoozed");
    return change;
}

/* In the caller's transaction. An issue that went on since, or is gone, is nobody's news. */
static enum status judge_return(struct ctx *cx, int64_t project_id, int64_t issue_id)
{
    struct condition_facts facts = { .project_id = project_id, .issue_id = issue_id };
    struct q_rule_issue_args args = { project_id, issue_id };
    struct q_rule_issue_row row;
    struct rule_book book;
    bool found;

    TRY(q_rule_issue(cx, &args, &row, &found));
    if (!found || !str_eq(row.status, S("reopened")))
        return OK;
    TRY(rule_book_read(cx, project_id, 1, &book));
    TRY(condition_facts_of_issue(cx, book.needs_event, &facts, &found));
    if (!found)
        return OK;
    facts.is_reopened = true;
    struct issue_change change = change_of(&facts, &row);
    return rule_book_judge(cx, &book, &change, &facts);
}

/* argument: "PROJECT ISSUE". */
static enum status judge_later(struct ctx *cx, struct str argument)
{
    size_t blank = str_find_char(argument, ' ');
    struct tx tx SCOPED(tx_end) = { 0 };
    int64_t project_id, issue_id;

    if (!str_i64(str_to(argument, blank), &project_id) ||
        !str_i64(str_from(argument, blank + 1), &issue_id))
        return fail(cx, E_INVALID, "no project and issue");
    TRY(tx_begin(cx, &tx));
    if (judge_return(cx, project_id, issue_id) != OK) /* later once more, then it is parked */
        return fail(cx, E_BUSY, "the rules of an issue that came back failed again");
    return tx_commit(&tx);
}

const struct job rule_jobs[] = {
    { return_job, judge_later, .timeout_s = RETURN_TIMEOUT_S, .attempts = RETURN_ATTEMPTS },
    { 0 },
};

/* A rule that fails ends no snooze later than its time: it is asked again by itself. */
enum status rule_after_note(struct ctx *cx, const struct issue_note *note)
{
    if (strcmp(note->action, "auto_unsnoozed") != 0 || !rules_exist(note->project_id))
        return OK;
    TRY(db_savepoint(cx));
    if (judge_return(cx, note->project_id, note->issue_id) == OK)
        return db_savepoint_release(cx);
    LOG(WARN, "rule.return_failed", K_I64("issue", note->issue_id), K_CZ("why", cx->err.text));
    err_clear(&cx->err);
    TRY(db_savepoint_rollback(cx));
    return job_enqueue(cx, return_job,
                       str_printf(cx->arena, "%lld %lld", (long long)note->project_id,
                                  (long long)note->issue_id),
                       cx->now_ms);
}
