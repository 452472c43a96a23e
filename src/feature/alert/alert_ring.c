/* When an alert rings: in the transaction of its cause. */
#include "base/base.h"
#include "feature/alert/alert_int.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/str.h"
#include "core/tx.h"
#include "feature/alert/alert_sql.h"
#include "feature/issue/issue_change.h"
#include "feature/issue/issue_machine.h"

const char alert_kind[] = "alert";
const char alert_resolved_job[] = "alert.resolved";

/* --- ringing ----------------------------------------------------------------------------- */

struct alert_ring {
    int64_t project_id, issue_id, rule_id;
    const char *reason;
    int64_t soonest_ms; /* due then, unless the alert gathers or keeps still */
};

/* How a ring goes out: to whom, when, with others or alone. */
struct way_out {
    const char *type;
    struct str_list recipients;
    int64_t due_ms;
    bool is_gathered;
};

/* In the caller's transaction: a row of the log, and one of the outbox. */
static enum status queue_one(struct ctx *cx, const struct alert_ring *ring,
                             const struct way_out *way, struct str recipient)
{
    struct str uuid = uuid_new(cx->arena, cx->now_ms);
    struct q_alert_delivery_insert_args row = { .project_id = ring->project_id,
                                                .uuid = uuid,
                                                .rule_id = ring->rule_id,
                                                .issue_id = ring->issue_id,
                                                .reason = str_c(ring->reason),
                                                .recipient = recipient,
                                                .batch = way->is_gathered ? S("next") : S(""),
                                                .now_ms = cx->now_ms };

    TRY(q_alert_delivery_insert(cx, &row));
    if (way->is_gathered)
        return alert_batch_queue(cx,
                                 &(struct alert_batch){ ring->project_id, ring->rule_id,
                                                        str_c(way->type), recipient, way->due_ms });
    return outbox_add(
        cx, &(struct outbox_item){ .channel = way->type,
                                   .kind = "alert",
                                   .recipient = recipient,
                                   .payload = str_printf(cx->arena, "%lld %.*s",
                                                         (long long)ring->project_id, FMT(uuid)),
                                   .due_ms = way->due_ms });
}

static enum status queue_all(struct ctx *cx, const struct alert_ring *ring,
                             const struct alert_settings *own)
{
    const struct alert_channel *channel = alert_channel_named(own->alert_type);
    int64_t after_ms = ring->soonest_ms + own->digest_minutes * MS_PER_MINUTE;
    struct alert_config config;

    if (channel == NULL)
        return OK; /* of a newer program */
    struct way_out way = { .type = channel->name,
                           .due_ms = alert_mute_end(cx, &own->mute, after_ms) };
    way.is_gathered = way.due_ms > ring->soonest_ms;
    TRY(alert_config_open(cx, channel, own->config_box, &config));
    if (config.webhook_url.len == 0 && strcmp(channel->name, "slack") == 0)
        TRY(alert_slack_default(cx, ring->project_id, &config.webhook_url));
    TRY(alert_recipients(cx, channel, &config, &way.recipients));
    for (size_t i = 0; i < way.recipients.n; i++)
        TRY(queue_one(cx, ring, &way, way.recipients.items[i]));
    return OK;
}

/* Not within its window. */
static enum status ring_one(struct ctx *cx, const struct alert_ring *ring, struct str settings)
{
    struct alert_settings own;
    int64_t changed;

    TRY(alert_settings_read(cx, settings, &own));
    struct q_alert_ring_take_args window = { ring->project_id, ring->issue_id, ring->rule_id,
                                             cx->now_ms,
                                             cx->now_ms - own.throttle_minutes * MS_PER_MINUTE };
    TRY(q_alert_ring_take(cx, &window, &changed));
    return changed == 0 ? OK : queue_all(cx, ring, &own);
}

/* --- of a change ------------------------------------------------------------------------- */

static const char *life_of(const struct issue_change *change)
{
    if (change->is_new)
        return "new";
    if (!change->is_reopened)
        return NULL;
    return str_eq(change->before.status, S("resolved")) ? "regressed" : "reopened";
}

static enum status judge_one(struct ctx *cx, const struct issue_change *change,
                             const struct rule_verdict *v, size_t i)
{
    const struct rule_entry *rule = &v->book->rules[i];
    struct alert_ring ring = { change->project_id, change->issue_id, rule->id, life_of(change),
                               cx->now_ms };
    bool is_due = false;

    TRY(rule_is_due(cx, change, v, i, &is_due));
    if (ring.reason == NULL)
        ring.reason = "threshold";
    return is_due ? ring_one(cx, &ring, rule->settings) : OK;
}

static enum status act(struct ctx *cx, struct issue_change *change, const struct rule_verdict *v)
{
    for (size_t i = 0; i < v->book->n; i++) {
        if (condition_bit(v->holds, i) && strcmp(v->book->rules[i].kind->name, alert_kind) == 0)
            TRY(judge_one(cx, change, v, i));
    }
    return OK;
}

const struct rule_kind alert_kinds[] = {
    { alert_kind, act },
    { 0 },
};

/* --- resolved ---------------------------------------------------------------------------- */

/* To those the alert told of the issue. A person may take it back: it waits so long, and is left
 * out when the issue is not resolved by then. */
static enum status tell_resolved(struct ctx *cx, int64_t project_id, int64_t issue_id)
{
    struct q_alert_rang_args args = { project_id, issue_id };
    struct q_alert_rang_row *rows;
    struct alert_settings own;
    size_t n;

    TRY(q_alert_rang(cx, &args, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        const struct alert_ring ring = { project_id, issue_id, rows[i].rule_id, "resolved",
                                         cx->now_ms + OUTBOX_UNDO_MS };
        TRY(alert_settings_read(cx, rows[i].settings, &own));
        if (own.notify_resolved)
            TRY(queue_all(cx, &ring, &own));
    }
    return OK;
}

/* argument: "PROJECT ISSUE". */
enum status alert_resolved_later(struct ctx *cx, struct str argument)
{
    size_t blank = str_find_char(argument, ' ');
    struct tx tx SCOPED(tx_end) = { 0 };
    int64_t project_id, issue_id;

    if (!str_i64(str_to(argument, blank), &project_id) ||
        !str_i64(str_from(argument, blank + 1), &issue_id))
        return fail(cx, E_INVALID, "no project and issue");
    TRY(tx_begin(cx, &tx));
    if (tell_resolved(cx, project_id, issue_id) != OK) /* later once more, then it is parked */
        return fail(cx, E_BUSY, "the alerts of a resolved issue failed again");
    return tx_commit(&tx);
}

/* Does one of them tell that it is over? */
static enum status is_awaited(struct ctx *cx, const struct issue_note *note, bool *out)
{
    struct q_alert_rang_args args = { note->project_id, note->issue_id };
    struct q_alert_rang_row *rows;
    struct alert_settings own;
    size_t n;

    *out = false;
    TRY(q_alert_rang(cx, &args, &rows, &n));
    for (size_t i = 0; i < n && !*out; i++) {
        if (alert_settings_read(cx, rows[i].settings, &own) == OK)
            *out = own.notify_resolved;
        else
            err_clear(&cx->err); /* of a newer program */
    }
    return OK;
}

/* By a job: an alert that fails is no reason that people cannot resolve. */
enum status alert_after_note(struct ctx *cx, const struct issue_note *note)
{
    bool is_wanted = false;

    if (strcmp(note->action, "status_changed") != 0 || !str_eq(note->new_value, S("resolved")))
        return OK;
    TRY(is_awaited(cx, note, &is_wanted));
    if (!is_wanted)
        return OK;
    return job_enqueue(
        cx, alert_resolved_job,
        str_printf(cx->arena, "%lld %lld", (long long)note->project_id, (long long)note->issue_id),
        cx->now_ms);
}
