/* Rules that make tickets by themselves: in the digest's transaction. */
#include "base/base.h"
#include "feature/tracker/tracker_int.h"

#include "base/ctx.h"
#include "feature/issue/issue_change.h"

/* The first rule that is due asks for the one ticket. */
static enum status act(struct ctx *cx, const struct issue_change *change,
                       const struct rule_verdict *v, const struct tracker *tracker)
{
    struct tracker_wish wish = { .spot = { change->project_id, change->issue_id, tracker },
                                 .origin = "rule" };
    struct tracker_session s;
    bool is_due = false, is_set, is_new;

    for (size_t i = 0; i < v->book->n && !is_due; i++) {
        const struct rule_entry *rule = &v->book->rules[i];
        if (strcmp(rule->kind->name, tracker->name) != 0)
            continue;
        TRY(rule_is_due(cx, change, v, i, &is_due));
        wish.rule_id = rule->id;
    }
    if (!is_due)
        return OK;
    TRY(tracker_session_open(cx, change->project_id, tracker, &s, &is_set));
    return is_set ? tracker_want(cx, &wish, &is_new) : OK;
}

#define KIND(name)                                                                                 \
    static enum status act_##name(struct ctx *cx, struct issue_change *change,                     \
                                  const struct rule_verdict *v)                                    \
    {                                                                                              \
        return act(cx, change, v, &tracker_##name);                                                \
    }
KIND(jira)
KIND(github)
KIND(gitlab)
KIND(gitea)

const struct rule_kind tracker_kinds[] = {
    { "jira", act_jira },
    { "github", act_github },
    { "gitlab", act_gitlab },
    { "gitea", act_gitea },
    { 0 },
};
