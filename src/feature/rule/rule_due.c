/* When a rule acts once: an issue is born or comes back, or a figure crosses a threshold. */
#include "base/base.h"
#include "feature/rule/rule.h"

#include "base/ctx.h"
#include "feature/issue/issue_change.h"

/* The issue before this batch, with the same event: windows by as many events less. */
static void take_back(const struct issue_change *change, struct condition_facts *f)
{
    f->event_count = change->before.event_count;
    f->user_count = change->before.user_count;
    f->priority = change->before.priority;
    for (size_t i = 0; i < f->n_windows; i++) {
        int64_t *value = &f->windows[i].value;
        *value = *value > change->n_events ? *value - change->n_events : 0;
    }
}

/* Did it hold before the batch's figures? facts: of now, with what its windows are. */
static enum status held_before(struct ctx *cx, const struct condition *c,
                               const struct issue_change *change, bool *out)
{
    struct condition_facts facts;
    bool holds;

    condition_facts_of_change(cx, change, &facts);
    TRY(condition_holds(cx, c, &facts, &holds)); /* counts its windows */
    take_back(change, &facts);
    return condition_holds(cx, c, &facts, out);
}

enum status rule_is_due(struct ctx *cx, const struct issue_change *change,
                        const struct rule_verdict *v, size_t i, bool *out)
{
    bool held = false;

    *out = false;
    if (!condition_bit(v->holds, i))
        return OK;
    if (!change->is_new && !change->is_reopened) {
        if (!condition_bit(v->risen, i))
            return OK;
        TRY(held_before(cx, v->book->rules[i].condition, change, &held));
    }
    *out = !held;
    return OK;
}
