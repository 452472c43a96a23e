#include "base/base.h"

#include "feature/notify/notify_int.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/str.h"
#include "core/actor.h"
#include "core/live.h"
#include "feature/issue/issue_change.h"
#include "feature/issue/issue_machine.h"
#include "feature/mail/mail.h"
#include "feature/notify/notify_preferences.h"
#include "feature/notify/notify_sql.h"
#include "port/db.h"

enum { DETAIL_CHARACTERS = 200 };

static int64_t actor_id(const struct ctx *cx)
{
    return cx->actor != NULL ? cx->actor->user_id : 0;
}

/* --- the live stream ---------------------------------------------------------- */

static void publish(void *arg)
{
    live_publish(arg);
}

void notify_publish(struct ctx *cx, int64_t user_id, const char *op, struct str patch)
{
    struct live_message *m = arena_new(cx->arena, struct live_message);

    *m = (struct live_message){ .event = "notification",
                                .topic = str_printf(cx->arena, "me:%lld", (long long)user_id),
                                .id = S("inbox"),
                                .version = cx->now_ms,
                                .op = op,
                                .patch = patch };
    db_after_commit(cx, publish, m);
}

/* --- one user ------------------------------------------------------------------ */

/* The words of a comment, or "open → resolved". */
static struct str detail_of(struct ctx *cx, const struct notify_happening *h)
{
    if (h->words.len > 0)
        return str_utf8_to(h->words, DETAIL_CHARACTERS);
    if (h->old_value.len > 0 && h->new_value.len > 0)
        return str_printf(cx->arena, "%.*s → %.*s", FMT(h->old_value), FMT(h->new_value));
    return S("");
}

static enum status add_to_inbox(struct ctx *cx, const struct notify_happening *h, int64_t user_id,
                                const char *reason)
{
    int64_t actor = actor_id(cx);

    TRY(q_notification_add(
        cx, &(struct q_notification_add_args){ .uuid = uuid_new(cx->arena, cx->now_ms),
                                               .project_id = h->project_id,
                                               .user_id = user_id,
                                               .issue_id = h->issue_id,
                                               .kind = str_c(notify_kind_name(h->kind)),
                                               .reason = str_c(reason),
                                               .action = str_c(h->action),
                                               .detail = detail_of(cx, h),
                                               .actor_id = { actor, actor != 0 },
                                               .now_ms = cx->now_ms }));
    notify_publish(cx, user_id, "new",
                   str_printf(cx->arena, "{\"kind\":\"%s\"}", notify_kind_name(h->kind)));
    return OK;
}

enum status notify_user(struct ctx *cx, const struct notify_happening *h, int64_t user_id,
                        const char *reason)
{
    const struct notice_key key = { user_id, h->project_id, h->issue_id };
    struct notify_preferences preferences;
    struct q_notify_person_row row;
    bool found;

    if (user_id == actor_id(cx))
        return OK;
    TRY(q_notify_person(cx, &(struct q_notify_person_args){ user_id }, &row, &found));
    if (!found)
        return OK;
    notify_preferences_read(cx, row.preferences, &preferences);
    if (preferences.inbox[h->kind])
        TRY(add_to_inbox(cx, h, user_id, reason));
    if (mail_is_on() && preferences.mail[h->kind])
        TRY(notice_add(cx, h, &key, reason, &preferences));
    return OK;
}

static bool is_excepted(const struct notify_happening *h, int64_t user_id)
{
    for (size_t i = 0; i < h->n_except; i++) {
        if (h->except[i] == user_id)
            return true;
    }
    return false;
}

enum status notify_watchers(struct ctx *cx, const struct notify_happening *h)
{
    struct q_notify_watchers_args args = { h->issue_id, actor_id(cx) };
    struct q_notify_watchers_row *rows;
    size_t n;

    TRY(q_notify_watchers(cx, &args, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        const char *reason = str_cz(cx->arena, rows[i].reason);
        if (!is_excepted(h, rows[i].user_id))
            TRY(notify_user(cx, h, rows[i].user_id, reason));
    }
    return OK;
}

enum status notify_admins(struct ctx *cx, const struct notify_happening *h)
{
    struct q_notify_admins_row *rows;
    size_t n;

    TRY(q_notify_admins(cx, &rows, &n));
    for (size_t i = 0; i < n; i++)
        TRY(notify_user(cx, h, rows[i].id, "admin"));
    return OK;
}

/* --- what happens to issues ------------------------------------------------------ */

/* To whoever got it on their desk; whoever had it before has nothing to do any more. */
static enum status tell_assigned(struct ctx *cx, struct notify_happening *h)
{
    struct q_notify_person_by_uuid_args args = { h->new_value };
    struct q_notify_person_by_uuid_row row;
    bool found;

    TRY(q_notification_unassign(cx, &(struct q_notification_unassign_args){ h->issue_id }));
    if (h->new_value.len == 0)
        return OK;
    TRY(q_notify_person_by_uuid(cx, &args, &row, &found));
    h->new_value = h->old_value = (struct str){ 0 }; /* ids say nothing to people */
    return found ? notify_user(cx, h, row.id, "assigned") : OK;
}

/* Lines of the history that somebody should hear of. Comments come through feature/comment,
 * which knows whom they name. */
static const struct rule {
    const char *action;
    enum notify_kind kind;
    enum status (*tell)(struct ctx *cx, struct notify_happening *h); /* NULL = all watchers */
} rules[] = {
    { "assigned", NOTIFY_ASSIGNED, tell_assigned },
    { "unassigned", NOTIFY_ASSIGNED, tell_assigned },
    { "status_changed", NOTIFY_FOLLOWED, NULL },
    { "merged", NOTIFY_FOLLOWED, NULL },
    { "merged_into", NOTIFY_FOLLOWED, NULL },
    { "unmerged", NOTIFY_FOLLOWED, NULL },
    { "deleted", NOTIFY_FOLLOWED, NULL },
    { "restored", NOTIFY_FOLLOWED, NULL },
    { "auto_unsnoozed", NOTIFY_REOPENED, NULL },
    { "auto_escalated", NOTIFY_REOPENED, NULL },
    { "ticket_created", NOTIFY_FOLLOWED, NULL },
    { "ticket_status_changed", NOTIFY_FOLLOWED, NULL },
};

static enum status after_note(struct ctx *cx, const struct issue_note *note)
{
    for (size_t i = 0; i < ARRAY_LEN(rules); i++) {
        if (strcmp(rules[i].action, note->action) != 0)
            continue;
        struct notify_happening h = { .project_id = note->project_id,
                                      .issue_id = note->issue_id,
                                      .kind = rules[i].kind,
                                      .action = rules[i].action,
                                      .old_value = note->old_value,
                                      .new_value = note->new_value };
        return rules[i].tell != NULL ? rules[i].tell(cx, &h) : notify_watchers(cx, &h);
    }
    return OK;
}

static bool wants_event(const struct issue_change *change)
{
    return change->is_reopened;
}

static enum status after_event(struct ctx *cx, struct issue_change *change)
{
    return notify_watchers(cx, &(struct notify_happening){ .project_id = change->project_id,
                                                           .issue_id = change->issue_id,
                                                           .kind = NOTIFY_REOPENED,
                                                           .action = "auto_reopened",
                                                           .old_value = change->before.status,
                                                           .new_value = change->after.status });
}

/* --- upkeep ---------------------------------------------------------------------- */

enum { TRIM_EVERY_S = 600, TRIM_TIMEOUT_S = 60, NOTICE_DAYS = 7 };

static enum status trim(struct ctx *cx, struct str argument)
{
    struct q_notification_crowded_row *rows;
    size_t n;

    (void)argument;
    TRY(q_notification_forget(cx, &(struct q_notification_forget_args){
                                      cx->now_ms - (int64_t)NOTIFY_DAYS * MS_PER_DAY }));
    TRY(q_notice_forget(
        cx, &(struct q_notice_forget_args){ cx->now_ms - (int64_t)NOTICE_DAYS * MS_PER_DAY }));
    TRY(q_notification_crowded(cx, &(struct q_notification_crowded_args){ NOTIFY_ROWS }, &rows,
                               &n));
    for (size_t i = 0; i < n; i++)
        TRY(q_notification_trim(
            cx, &(struct q_notification_trim_args){ rows[i].user_id, NOTIFY_ROWS }));
    return OK;
}

static const struct job notify_jobs[] = {
    { "notify.trim", trim, .every_s = TRIM_EVERY_S, .timeout_s = TRIM_TIMEOUT_S, .forgets = true },
    { 0 },
};

/* Plain text for the handler. */
static const struct route_param notify_params[] = {
    { "unsubscribe", NULL },
    { 0 },
};

const struct feature feature_notify = {
    .name = "notify",
    .routes = notify_routes,
    .params = notify_params,
    .jobs = notify_jobs,
    .channels = notice_channels,
    .wants_event = wants_event,
    .after_event = after_event,
    .after_note = after_note,
};
