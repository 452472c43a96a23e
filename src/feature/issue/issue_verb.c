#include "base/base.h"
#include "feature/issue/issue_verb.h"

#include "base/ctx.h"
#include "base/id.h"
#include "base/str.h"
#include "core/actor.h"
#include "core/filter.h"
#include "core/version.h"
#include "feature/issue/issue_digest_sql.h"
#include "feature/issue/issue_discard_sql.h"
#include "feature/issue/issue_event_sql.h"
#include "feature/issue/issue_machine.h"
#include "feature/issue/issue_machine_sql.h"
#include "feature/issue/issue_merge_sql.h"
#include "feature/issue/issue_sql.h"
#include "feature/issue/issue_undo.h"

enum { TOMBSTONE_BYTES = 8 };

enum status issue_lock_rows(struct ctx *cx, int64_t project_id, const int64_t *ids, size_t n)
{
    struct str list = filter_numbers(cx, ids, n);
    struct q_issue_numbers_lock_row project;
    struct q_fingerprints_lock_row *fingerprints;
    struct q_issues_lock_row *issues;
    bool found;

    TRY(q_issue_numbers_lock(cx, &(struct q_issue_numbers_lock_args){ project_id }, &project,
                             &found));
    TRY(q_fingerprints_lock(cx, &(struct q_fingerprints_lock_args){ list }, &fingerprints, &n));
    return q_issues_lock(cx, &(struct q_issues_lock_args){ list }, &issues, &n);
}

/* The row as it is now that nobody changes it. */
static enum status lock(struct ctx *cx, const struct issue_act *act, struct q_issue_lock_row *row)
{
    bool found;

    TRY(q_issue_lock(cx, &(struct q_issue_lock_args){ act->issue->id }, row, &found));
    if (!found) { /* retention took it meanwhile */
        *row = (struct q_issue_lock_row){ 0 };
        return OK;
    }
    return version_check(cx, act->version, row->version, "issue");
}

static enum status note(struct ctx *cx, const struct issue_act *act, const char *action,
                        struct str old_value, struct str new_value)
{
    return issue_note(cx, &(struct issue_note){ .project_id = act->issue->project_id,
                                                .issue_id = act->issue->id,
                                                .action = action,
                                                .old_value = old_value,
                                                .new_value = new_value });
}

/* --- assignee ------------------------------------------------------------------- */

enum status issue_find_user(struct ctx *cx, struct str uuid, struct issue_user *out)
{
    struct q_issue_user_by_uuid_row row;
    bool found;

    *out = (struct issue_user){ 0 };
    if (uuid.len == 0)
        return OK;
    TRY(q_issue_user_by_uuid(cx, &(struct q_issue_user_by_uuid_args){ .uuid = uuid }, &row,
                             &found));
    if (!found)
        return fail_at(cx, E_MISSING, (struct err_where){ NULL, "assigned_to" }, "no such user");
    *out = (struct issue_user){ row.id, uuid };
    return OK;
}

enum status issue_act_assign(struct ctx *cx, const struct issue_act *act,
                             const struct issue_user *user, bool *is_changed)
{
    struct q_issue_set_assignee_args args = { .id = act->issue->id,
                                              .user_id = { user->id, user->id != 0 },
                                              .now_ms = cx->now_ms };
    struct q_issue_lock_row row;

    TRY(lock(cx, act, &row));
    *is_changed = row.is_here;
    if (!row.is_here)
        return OK;
    TRY(q_issue_set_assignee(cx, &args));
    TRY(note(cx, act, user->id != 0 ? "assigned" : "unassigned", (struct str){ 0 },
             user->id != 0 ? user->uuid : (struct str){ 0 }));
    struct issue_was was = { .verb = S("assign"), .assigned_to = row.assigned_to };
    return issue_note_was(cx, act->undo, act->issue, row.version + 1, &was);
}

/* --- priority ------------------------------------------------------------------- */

enum status issue_act_priority(struct ctx *cx, const struct issue_act *act, struct opt_i64 priority,
                               bool *is_changed)
{
    struct q_issue_lock_row row;

    TRY(lock(cx, act, &row));
    int64_t wanted = priority.set ? priority.value : row.priority;
    *is_changed = row.is_here && (wanted != row.priority || priority.set != row.is_priority_manual);
    if (!*is_changed)
        return OK;
    TRY(q_issue_set_priority(cx, &(struct q_issue_set_priority_args){ act->issue->id, wanted,
                                                                      priority.set, cx->now_ms }));
    TRY(note(cx, act, "priority_changed", str_printf(cx->arena, "%lld", (long long)row.priority),
             str_printf(cx->arena, "%lld", (long long)wanted)));
    struct issue_was was = { .verb = S("priority"),
                             .priority = { row.priority, true },
                             .is_priority_manual = row.is_priority_manual };
    return issue_note_was(cx, act->undo, act->issue, row.version + 1, &was);
}

/* --- labels ----------------------------------------------------------------------- */

static struct issue_was label_was(const char *verb, const struct issue_label *label)
{
    return (struct issue_was){ .verb = str_c(verb), .key = label->key, .value = label->value };
}

static enum status put_on(struct ctx *cx, const struct issue_act *act,
                          const struct issue_label *label, struct issue_was *was, bool *is_changed)
{
    struct q_label_put_args args = { .issue_id = act->issue->id,
                                     .key = label->key,
                                     .value = label->value,
                                     .uuid = uuid_new(cx->arena, cx->now_ms),
                                     .now_ms = cx->now_ms };
    struct q_label_allow_args allow = { act->issue->id, label->key, label->value };
    int64_t changed = 0, allowed = 0;

    *was = label_was("tag", label);
    TRY(q_label_put(cx, &args, &changed));
    TRY(q_label_allow(cx, &allow, &allowed));
    was->was_off = allowed == 1;
    *is_changed = changed == 1;
    return OK;
}

static enum status take_off(struct ctx *cx, const struct issue_act *act,
                            const struct issue_label *label, struct issue_was *was,
                            bool *is_changed)
{
    struct q_label_take_args args = { act->issue->id, label->key, label->value };
    struct q_label_take_row row;

    *was = label_was("untag", label);
    TRY(q_label_take(cx, &args, &row, is_changed));
    if (!*is_changed)
        return OK;
    was->label_uuid = row.uuid;
    was->source = row.source;
    was->rule_id = row.rule_id;
    was->created_ms = row.created_ms;
    was->origin_issue_id = row.origin_issue_id;
    if (!str_eq(row.source, S("rule")))
        return OK;
    return q_label_forbid(
        cx, &(struct q_label_forbid_args){ act->issue->id, label->key, label->value });
}

enum status issue_act_tag(struct ctx *cx, const struct issue_act *act,
                          const struct issue_label *label, bool is_on, bool *is_changed)
{
    struct str text = str_printf(cx->arena, "%.*s:%.*s", FMT(label->key), FMT(label->value));
    struct q_issue_lock_row row;
    struct issue_was was;

    TRY(lock(cx, act, &row));
    *is_changed = false;
    if (!row.is_here)
        return OK;
    TRY((is_on ? put_on : take_off)(cx, act, label, &was, is_changed));
    if (!*is_changed)
        return OK;
    TRY(q_issue_touch(cx, &(struct q_issue_touch_args){ act->issue->id, cx->now_ms }));
    TRY(note(cx, act, is_on ? "tagged" : "untagged", is_on ? (struct str){ 0 } : text,
             is_on ? text : (struct str){ 0 }));
    return issue_note_was(cx, act->undo, act->issue, row.version + 1, &was);
}

/* --- followers ---------------------------------------------------------------------- */

enum status issue_act_follow(struct ctx *cx, const struct issue_act *act, bool is_on,
                             bool *is_changed)
{
    struct q_issue_follow_add_args add = { cx->actor->user_id, act->issue->id, cx->now_ms };
    struct q_issue_follow_remove_args remove = { cx->actor->user_id, act->issue->id };
    struct issue_was was = { .verb = is_on ? S("follow") : S("unfollow") };
    int64_t changed = 0;

    if (is_on)
        TRY(q_issue_follow_add(cx, &add, &changed));
    else
        TRY(q_issue_follow_remove(cx, &remove, &changed));
    *is_changed = changed == 1;
    return *is_changed ? issue_note_was(cx, act->undo, act->issue, 0, &was) : OK;
}

/* --- deleting ------------------------------------------------------------------------- */

enum status issue_act_delete(struct ctx *cx, const struct issue_act *act, bool is_discarded,
                             bool *is_changed)
{
    int64_t id = act->issue->id;
    struct q_issue_bury_args bury = { .id = id, .now_ms = cx->now_ms };
    struct q_issue_lock_row row;
    char suffix[TOMBSTONE_BYTES];

    TRY(lock(cx, act, &row));
    *is_changed = row.is_here;
    if (!row.is_here)
        return OK;
    struct q_discard_issue_args discard = { id, cx->actor != NULL ? cx->actor->user_id : 0,
                                            cx->now_ms };
    if (is_discarded)
        TRY(q_discard_issue(cx, &discard));
    random_bytes(suffix, sizeof suffix);
    TRY(q_issue_bury(cx, &bury));
    TRY(q_fingerprint_release(
        cx, &(struct q_fingerprint_release_args){ id, str_make(suffix, sizeof suffix) }));
    TRY(note(cx, act, is_discarded ? "discarded" : "deleted", (struct str){ 0 },
             (struct str){ 0 }));
    struct issue_was was = { .verb = S("delete"),
                             .deleted_ms = cx->now_ms,
                             .suffix = str_hex(cx->arena, (const uint8_t *)suffix, sizeof suffix) };
    return issue_note_was(cx, act->undo, act->issue, row.version + 1, &was);
}
