/* When an alert rings: in the digest's transaction. */
#include "base/base.h"
#include "feature/alert/alert_int.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/str.h"
#include "feature/alert/alert_sql.h"
#include "feature/issue/issue_change.h"

const char alert_kind[] = "alert";

/* --- ringing ----------------------------------------------------------------------------- */

/* In the digest's transaction: a row of the log and of the outbox for each recipient. */
struct alert_ring {
    int64_t project_id, issue_id, rule_id;
    const char *reason;
};

static enum status queue_one(struct ctx *cx, const struct alert_ring *ring, const char *type,
                             struct str recipient)
{
    struct str uuid = uuid_new(cx->arena, cx->now_ms);
    struct q_alert_delivery_insert_args row = { .project_id = ring->project_id,
                                                .uuid = uuid,
                                                .rule_id = ring->rule_id,
                                                .issue_id = ring->issue_id,
                                                .reason = str_c(ring->reason),
                                                .recipient = recipient,
                                                .now_ms = cx->now_ms };

    TRY(q_alert_delivery_insert(cx, &row));
    return outbox_add(
        cx, &(struct outbox_item){ .channel = type,
                                   .kind = "alert",
                                   .recipient = recipient,
                                   .payload = str_printf(cx->arena, "%lld %.*s",
                                                         (long long)ring->project_id, FMT(uuid)) });
}

static enum status ring_one(struct ctx *cx, const struct alert_ring *ring, struct str settings)
{
    struct alert_settings own;
    struct alert_config config;
    struct str_list recipients;
    int64_t changed;

    TRY(alert_settings_read(cx, settings, &own));
    const struct alert_channel *channel = alert_channel_named(own.alert_type);
    if (channel == NULL)
        return OK; /* of a newer program */
    struct q_alert_ring_take_args window = { ring->project_id, ring->issue_id, ring->rule_id,
                                             cx->now_ms,
                                             cx->now_ms - own.throttle_minutes * MS_PER_MINUTE };
    TRY(q_alert_ring_take(cx, &window, &changed));
    if (changed == 0)
        return OK;
    TRY(alert_config_open(cx, channel, own.config_box, &config));
    if (config.webhook_url.len == 0 && strcmp(channel->name, "slack") == 0)
        TRY(alert_slack_default(cx, ring->project_id, &config.webhook_url));
    TRY(alert_recipients(cx, channel, &config, &recipients));
    for (size_t i = 0; i < recipients.n; i++)
        TRY(queue_one(cx, ring, channel->name, recipients.items[i]));
    return OK;
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
    struct alert_ring ring = { change->project_id, change->issue_id, rule->id, life_of(change) };
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
