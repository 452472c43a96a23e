#include "base/base.h"
#include "feature/issue/issue_machine.h"

#include "base/ctx.h"
#include "base/id.h"
#include "base/str.h"
#include "core/actor.h"
#include "core/feature.h"
#include "feature/issue/issue_digest_sql.h"
#include "feature/issue/issue_machine_sql.h"

static const struct transition {
    const char *from; /* NULL = any                    */
    enum issue_happening happening;
    const char *to; /* NULL = the one that is wanted */
    const char *activity;
} transitions[] = {
    { NULL, ISSUE_SET, NULL, "status_changed" },
    { "resolved", ISSUE_SEEN, "reopened", "auto_reopened" },
    { "snoozed", ISSUE_SEEN, "reopened", "auto_unsnoozed" },
    { "ignored", ISSUE_SEEN, "reopened", "auto_escalated" },
    { "snoozed", ISSUE_SNOOZE_OVER, "reopened", "auto_unsnoozed" },
    { "resolved", ISSUE_COOLDOWN_OVER, "resolved", "cooldown_ended" },
};

static const struct transition *transition_of(struct str from, enum issue_happening happening)
{
    for (size_t i = 0; i < ARRAY_LEN(transitions); i++) {
        const struct transition *t = &transitions[i];
        if (t->happening == happening && (t->from == NULL || str_eq(from, str_c(t->from))))
            return t;
    }
    return NULL;
}

enum status issue_note(struct ctx *cx, const struct issue_note *note)
{
    bool has_user = cx->actor != NULL && cx->actor->user_id != 0;
    struct q_activity_insert_args args = {
        .uuid = uuid_new(cx->arena, cx->now_ms),
        .project_id = note->project_id,
        .issue_id = note->issue_id,
        .user_id = { has_user ? cx->actor->user_id : 0, has_user },
        .action = str_c(note->action),
        .old_value = note->old_value,
        .new_value = note->new_value,
        .metadata = note->metadata,
        .now_ms = cx->now_ms,
    };

    TRY(q_activity_insert(cx, &args));
    for (const struct feature *const *f = feature_table; *f != NULL && !note->is_of_event; f++) {
        if ((*f)->after_note != NULL)
            TRY((*f)->after_note(cx, note));
    }
    return OK;
}

static enum status write_columns(struct ctx *cx, const struct issue_move *move, struct str status,
                                 const struct issue_columns *c, bool *is_moved)
{
    int64_t changed = 0;
    struct q_issue_set_status_args args = {
        .id = move->issue_id,
        .was = move->from,
        .status = status,
        .now_ms = cx->now_ms,
        .resolved_ms = c->resolved_ms,
        .cooldown_until_ms = c->cooldown_until_ms,
        .resolved_in_release = c->resolved_in_release,
        .resolve_pending = str_is_null(c->resolve_pending) ? S("") : c->resolve_pending,
        .resolve_base_release = c->resolve_base_release,
        .snooze_until_ms = c->snooze_until_ms,
        .snooze_event_threshold = c->snooze_event_threshold,
        .snooze_events_at_start = c->snooze_events_at_start,
        .snooze_user_threshold = c->snooze_user_threshold,
        .snooze_users_at_start = c->snooze_users_at_start,
        .snooze_rate_events = c->snooze_rate_events,
        .snooze_rate_minutes = c->snooze_rate_minutes,
        .snooze_escalation = c->snooze_escalation,
    };

    TRY(q_issue_set_status(cx, &args, &changed));
    *is_moved = changed == 1;
    return OK;
}

enum status issue_move(struct ctx *cx, const struct issue_move *move, bool *is_moved)
{
    static const struct issue_columns none;
    const struct transition *t = transition_of(move->from, move->happening);
    bool has_columns = move->happening == ISSUE_SET || move->happening == ISSUE_COOLDOWN_OVER;

    *is_moved = false;
    if (t == NULL)
        return OK;
    struct str status = t->to != NULL ? str_c(t->to) : move->wanted;
    TRY(write_columns(cx, move, status, has_columns ? &move->columns : &none, is_moved));
    if (!*is_moved)
        return OK;
    return issue_note(cx, &(struct issue_note){ .project_id = move->project_id,
                                                .issue_id = move->issue_id,
                                                .action = t->activity,
                                                .old_value = move->from,
                                                .new_value = status,
                                                .is_of_event = move->happening == ISSUE_SEEN });
}
