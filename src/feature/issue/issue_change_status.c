/* A person's change of status: which columns it sets. */
#include "base/base.h"
#include "feature/issue/issue.h"

#include "base/clock.h"
#include "base/ctx.h"
#include "base/str.h"
#include "core/tx.h"
#include "core/version.h"
#include "feature/issue/issue_digest_sql.h"
#include "feature/issue/issue_machine.h"
#include "feature/issue/issue_machine_sql.h"
#include "feature/issue/issue_sql.h"
#include "feature/issue/issue_undo.h"
#include "feature/issue/issue_verb.h"
#include "feature/issue/issue_window.h"
#include "feature/release/release.h"
#include "port/json.h"

enum {
    MINUTES_MAX = 5256000, /* ten years            */
    COMMIT_HEX_MIN = 7,    /* as short as git goes */
    COMMIT_HEX_MAX = 64,
};

struct status_writer {
    const struct issue_ref *issue;
    const struct issue_status_change *change;
    struct q_issue_for_digest_row before;
    struct issue_columns columns;
};

static enum status invalid(struct ctx *cx, const char *field, const char *words)
{
    return fail_at(cx, E_INVALID, (struct err_where){ "invalid", field }, "%s", words);
}

static int64_t minutes_from_now(struct ctx *cx, int64_t minutes)
{
    int64_t bounded = minutes < MINUTES_MAX ? minutes : MINUTES_MAX;

    return bounded > 0 ? cx->now_ms + bounded * MS_PER_MINUTE : 0;
}

static enum status set_cooldown(struct ctx *cx, struct status_writer *w)
{
    struct q_issue_project_cooldown_args args = { .project_id = w->issue->project_id };
    struct q_issue_project_cooldown_row row;
    int64_t minutes = w->change->cooldown_minutes.value;

    if (!w->change->cooldown_minutes.set) {
        TRY(q_issue_project_cooldown(cx, &args, &row));
        minutes = row.default_cooldown_minutes;
    }
    w->columns.cooldown_until_ms = minutes_from_now(cx, minutes);
    return OK;
}

static bool is_commit(struct str sha)
{
    for (size_t i = 0; i < sha.len; i++) {
        if (strchr("0123456789abcdefABCDEF", sha.p[i]) == NULL)
            return false;
    }
    return sha.len >= COMMIT_HEX_MIN && sha.len <= COMMIT_HEX_MAX;
}

/* In a release that will come: the first one later than the latest of now. */
static enum status set_pending(struct ctx *cx, struct status_writer *w, struct str pending)
{
    struct release_place latest;
    bool found;

    TRY(release_latest(cx, w->issue->project_id, &latest, &found));
    w->columns.resolve_pending = pending;
    w->columns.resolve_base_release = found ? latest.id : 0;
    return OK;
}

static enum status set_latest(struct ctx *cx, struct status_writer *w)
{
    struct release_place latest;
    bool found;

    TRY(release_latest(cx, w->issue->project_id, &latest, &found));
    if (!found)
        return invalid(cx, "resolve_in", "this project has no release yet");
    w->columns.resolved_in_release = latest.version;
    return OK;
}

static enum status set_resolve_in(struct ctx *cx, struct status_writer *w)
{
    struct json_doc *doc;

    TRY(json_parse(cx, w->change->resolve_in, &doc, NULL));
    struct json *root = json_root(doc);
    struct str word = json_str(root);
    if (str_eq(word, S("next")))
        return set_pending(cx, w, word);
    if (str_eq(word, S("latest")))
        return set_latest(cx, w);
    struct str commit = json_str(json_get(root, S("commit")));
    if (!is_commit(commit))
        return invalid(cx, "resolve_in", "resolve_in is \"next\", \"latest\" or {\"commit\": sha}");
    return set_pending(cx, w, str_printf(cx->arena, "commit:%.*s", FMT(commit)));
}

static enum status set_resolved(struct ctx *cx, struct status_writer *w)
{
    w->columns.resolved_ms = cx->now_ms;
    if (!str_is_null(w->change->resolve_in))
        TRY(set_resolve_in(cx, w));
    else if (w->change->resolved_in_release.len > 0)
        w->columns.resolved_in_release = w->change->resolved_in_release;
    return set_cooldown(cx, w);
}

static enum status set_rate(struct ctx *cx, struct status_writer *w)
{
    const struct issue_rate *rate = &w->change->snooze_rate;

    if (rate->events == 0 && rate->minutes == 0)
        return OK;
    if (rate->events < 1 || rate->minutes < 1 || rate->minutes > WINDOW_MINUTES_MAX)
        return invalid(cx, "snooze_rate",
                       "snooze_rate is at least 1 event within 1 to 10080 minutes");
    w->columns.snooze_rate_events = (struct opt_i64){ rate->events, true };
    w->columns.snooze_rate_minutes = (struct opt_i64){ rate->minutes, true };
    return OK;
}

static enum status set_until(struct ctx *cx, struct status_writer *w)
{
    const struct issue_status_change *c = w->change;

    w->columns.snooze_until_ms = minutes_from_now(cx, c->snooze_minutes.value);
    if (c->snooze_until_ms == 0)
        return OK;
    if (c->snooze_until_ms <= cx->now_ms)
        return invalid(cx, "snooze_until", "snooze_until is past");
    w->columns.snooze_until_ms = c->snooze_until_ms;
    return OK;
}

static enum status set_escalation(struct ctx *cx, struct status_writer *w)
{
    struct opt_i64 *at = &w->columns.snooze_escalation;

    if (!w->change->until_escalates)
        return OK;
    at->set = true;
    return issue_escalation(cx, w->issue->id, &at->value);
}

static enum status set_snoozed(struct ctx *cx, struct status_writer *w)
{
    const struct issue_status_change *c = w->change;

    if (c->snooze_event_threshold.set && c->snooze_event_threshold.value > 0) {
        w->columns.snooze_event_threshold = c->snooze_event_threshold;
        w->columns.snooze_events_at_start = w->before.event_count;
    }
    if (c->snooze_users.set && c->snooze_users.value > 0) {
        w->columns.snooze_user_threshold = c->snooze_users;
        w->columns.snooze_users_at_start = w->before.user_count;
    }
    TRY(set_until(cx, w));
    TRY(set_rate(cx, w));
    return set_escalation(cx, w);
}

/* What each status brings with it; the others bring nothing. */
static const struct status_columns {
    struct str status;
    enum status (*set)(struct ctx *cx, struct status_writer *w);
} status_columns[] = {
    { { "resolved", 8 }, set_resolved },
    { { "snoozed", 7 }, set_snoozed },
    { { "ignored", 7 }, set_escalation },
};

static enum status set_columns(struct ctx *cx, struct status_writer *w)
{
    for (size_t i = 0; i < ARRAY_LEN(status_columns); i++) {
        if (str_eq(w->change->status, status_columns[i].status))
            return status_columns[i].set(cx, w);
    }
    return OK;
}

/* What it was, window of its rate included, for undo. */
static struct issue_was was_of(struct ctx *cx, const struct q_issue_for_digest_row *row)
{
    struct str window = row->snooze_window;

    return (struct issue_was){
        .verb = S("status"),
        .status = row->status,
        .columns = { .resolved_ms = row->resolved_ms,
                     .cooldown_until_ms = row->cooldown_until_ms,
                     .resolved_in_release = row->resolved_in_release,
                     .resolve_pending = row->resolve_pending,
                     .resolve_base_release = row->resolve_base_release,
                     .snooze_until_ms = row->snooze_until_ms,
                     .snooze_event_threshold = row->snooze_event_threshold,
                     .snooze_events_at_start = row->snooze_events_at_start,
                     .snooze_user_threshold = row->snooze_user_threshold,
                     .snooze_users_at_start = row->snooze_users_at_start,
                     .snooze_rate_events = row->snooze_rate_events,
                     .snooze_rate_minutes = row->snooze_rate_minutes,
                     .snooze_escalation = row->snooze_escalation },
        .snooze_window = str_is_null(window)
                             ? window
                             : str_hex(cx->arena, (const uint8_t *)window.p, window.len),
    };
}

enum status issue_act_status(struct ctx *cx, const struct issue_act *act,
                             const struct issue_status_change *change, bool *is_changed)
{
    struct status_writer w = { .issue = act->issue, .change = change };
    struct q_issue_lock_row row;
    bool found;

    *is_changed = false;
    TRY(q_issue_lock(cx, &(struct q_issue_lock_args){ act->issue->id }, &row, &found));
    if (!found) /* retention took it meanwhile */
        return OK;
    TRY(version_check(cx, act->version, row.version, "issue"));
    if (!row.is_here)
        return OK;
    TRY(q_issue_for_digest(cx, &(struct q_issue_for_digest_args){ .issue_id = act->issue->id },
                           &w.before));
    TRY(set_columns(cx, &w));
    struct issue_move move = { .project_id = act->issue->project_id,
                               .issue_id = act->issue->id,
                               .from = w.before.status,
                               .happening = ISSUE_SET,
                               .wanted = change->status,
                               .columns = w.columns };
    TRY(issue_move(cx, &move, is_changed));
    if (!*is_changed)
        return fail(cx, E_BUSY, "an event changed this issue at the same moment");
    struct issue_was was = was_of(cx, &w.before);
    return issue_note_was(cx, act->undo, act->issue, row.version + 1, &was);
}

enum status issue_set_status(struct ctx *cx, const struct issue_ref *issue,
                             const struct issue_status_change *change, struct undo *undo)
{
    struct issue_act act = { issue, undo, change->version };
    struct tx tx SCOPED(tx_end) = { 0 };
    bool is_changed = false;

    TRY(tx_begin(cx, &tx));
    TRY(issue_act_status(cx, &act, change, &is_changed));
    if (!is_changed)
        return fail(cx, E_MISSING, "no such issue");
    return tx_commit(&tx);
}
