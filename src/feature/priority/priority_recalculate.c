/* All issues of a project, scored as they stand: a few at once, many step by step. */
#include "base/base.h"
#include "feature/priority/priority_int.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/str.h"
#include "core/actor.h"
#include "core/tx.h"
#include "feature/audit/audit.h"
#include "feature/priority/priority_sql.h"

enum { PAGE = 50 };

static const char recalculate_work[] = "priority.recalculate";

static bool has_rules(const struct rule_book *book)
{
    for (size_t i = 0; i < book->n; i++) {
        if (strcmp(book->rules[i].kind->name, priority_kind) == 0)
            return true;
    }
    return false;
}

static enum status score_issue(struct ctx *cx, const struct rule_book *book,
                               const struct q_priority_issues_row *row)
{
    struct condition_facts facts = { .project_id = book->project_id, .issue_id = row->id };
    struct priority_issue issue = { book->project_id, row->id, row->is_priority_manual };
    struct condition_verdict v;
    bool found;

    TRY(condition_facts_of_issue(cx, book->needs_event, &facts, &found));
    if (!found)
        return OK;
    TRY(condition_set_judge(cx, book->set, &facts, facts.event_count + 1, &v));
    struct rule_verdict verdict = { book, v.holds, v.risen, true };
    return priority_write(cx, &issue, &verdict, &facts.priority);
}

/* Issues behind *after; *is_over when there are no more. */
static enum status score_page(struct ctx *cx, const struct rule_book *book, int64_t *after,
                              int64_t *n_done, bool *is_over)
{
    struct q_priority_issues_args args = { book->project_id, *after, PAGE };
    struct q_priority_issues_row *rows;
    size_t n;

    TRY(q_priority_issues(cx, &args, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        struct arena_mark mark = arena_mark(cx->arena);
        TRY(score_issue(cx, book, &rows[i]));
        *after = rows[i].id;
        arena_rewind(cx->arena, mark);
    }
    *n_done += (int64_t)n;
    *is_over = n < PAGE;
    return OK;
}

/* state: the last issue done. The last unit of total is the end itself: issues that came
 * meanwhile are done in the last step. */
static enum status step(struct ctx *cx, struct work *w)
{
    int64_t project_id = 0, after = 0, n = 0, end_ms = clock_monotonic_ms() + WORK_STEP_MS;
    struct rule_book book;
    bool is_over = false;

    if (!str_i64(w->argument, &project_id))
        return fail(cx, E_INVALID, "no project");
    if (!str_i64(w->state, &after))
        after = 0; /* the first step */
    TRY(rule_book_read(cx, project_id, 1, &book));
    do
        TRY(score_page(cx, &book, &after, &n, &is_over));
    while (!is_over && (clock_monotonic_ms() < end_ms || w->done + n >= w->total - 1));
    w->affected += n;
    w->state = str_printf(cx->arena, "%lld", (long long)after);
    w->done = is_over ? w->total : w->done + n;
    return OK;
}

const struct work_kind priority_works[] = {
    { recalculate_work, step },
    { 0 },
};

enum status priority_recalculate(struct ctx *cx, int64_t project_id, int64_t *n, struct str *job)
{
    struct q_priority_count_issues_row count;
    struct tx tx SCOPED(tx_end) = { 0 };
    struct rule_book book;
    int64_t after = 0;
    bool is_over = false;

    *n = 0;
    *job = (struct str){ 0 };
    TRY(tx_begin(cx, &tx));
    TRY(rule_book_read(cx, project_id, 1, &book));
    TRY(audit_note(cx, "priority_rule.recalculate", "project", S(""), S("")));
    if (!has_rules(&book))
        return tx_commit(&tx);
    TRY(q_priority_count_issues(cx, &(struct q_priority_count_issues_args){ project_id }, &count));
    if (count.n > PRIORITY_AT_ONCE) {
        struct work_order order = { recalculate_work,
                                    str_printf(cx->arena, "%lld", (long long)project_id),
                                    count.n + 1 };
        TRY(work_start(cx, &order, job));
        return tx_commit(&tx);
    }
    while (!is_over)
        TRY(score_page(cx, &book, &after, n, &is_over));
    return tx_commit(&tx);
}
