#include "base/base.h"

#include "base/ctx.h"
#include "base/str.h"
#include "feature/issue/issue_hand_over_sql.h"
#include "feature/issue/issue_int.h"
#include "feature/issue/issue_machine.h"
#include "feature/issue/issue_sql.h"

/* In one transaction; what is more stays where it is, and `open_assigned` goes on saying so. */
enum { HAND_OVER_MAX = 10000 };

static enum status hand_over_one(struct ctx *cx, const struct q_issue_desk_row *issue,
                                 const struct q_issue_user_uuid_row who[2], int64_t to)
{
    struct issue_note note = { .project_id = issue->project_id,
                               .issue_id = issue->id,
                               .action = "assigned",
                               .old_value = who[0].uuid,
                               .new_value = who[1].uuid };

    TRY(q_issue_set_assignee(cx, &(struct q_issue_set_assignee_args){ .id = issue->id,
                                                                      .user_id = { to, true },
                                                                      .now_ms = cx->now_ms }));
    return issue_note(cx, &note);
}

enum status issue_hand_over(struct ctx *cx, int64_t from, int64_t to)
{
    struct q_issue_user_uuid_row who[2];
    struct q_issue_desk_row *rows;
    bool found;
    size_t n;

    TRY(q_issue_user_uuid(cx, &(struct q_issue_user_uuid_args){ from }, &who[0], &found));
    if (found)
        TRY(q_issue_user_uuid(cx, &(struct q_issue_user_uuid_args){ to }, &who[1], &found));
    if (!found)
        return fail(cx, E_MISSING, "no such user");
    TRY(q_issue_desk(cx, &(struct q_issue_desk_args){ from, HAND_OVER_MAX }, &rows, &n));
    for (size_t i = 0; i < n; i++)
        TRY(hand_over_one(cx, &rows[i], who, to));
    return OK;
}
