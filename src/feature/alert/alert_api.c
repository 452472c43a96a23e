/* Routes of alerts, as GoSnag's clients know them (gosnag-api.md §11), their test and log. */
#include "base/base.h"

#include <stdatomic.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/request.h"
#include "core/tx.h"
#include "core/version.h"
#include "feature/alert/alert_int.h"
#include "feature/alert/alert_sql.h"
#include "feature/audit/audit.h"
#include "feature/project/project_key.h"

enum { HTTP_CREATED = 201, HTTP_ACCEPTED = 202, HTTP_NO_CONTENT = 204, RUNG_DAYS = 7 };

struct alert_view {
    struct str id, project_id, name, config, conditions, tree, sentence, cost;
    struct alert_settings own;
    bool enabled;
    int64_t version, created_ms, updated_ms;
    int64_t rung, last_rung_ms; /* in RUNG_DAYS */
    int64_t failing_ms;         /* has not got through since, for an hour and more; 0 = it has */
    struct str last_error;      /* of its newest delivery; absent = that was taken */
};
static const struct field alert_fields[] = {
    FIELD_STR("id", struct alert_view, id, FIELD_REQUIRED | FIELD_UUID, 0),
    FIELD_STR("project_id", struct alert_view, project_id, FIELD_REQUIRED | FIELD_UUID, 0),
    FIELD_STR("name", struct alert_view, name, FIELD_REQUIRED, 0),
    FIELD_STR("alert_type", struct alert_view, own.alert_type, FIELD_REQUIRED, 0),
    FIELD_JSON("config", struct alert_view, config, FIELD_REQUIRED, 0),
    FIELD_BOOL("enabled", struct alert_view, enabled, FIELD_REQUIRED),
    FIELD_STR("level_filter", struct alert_view, own.level_filter, FIELD_REQUIRED, 0),
    FIELD_STR("title_pattern", struct alert_view, own.title_pattern, FIELD_REQUIRED, 0),
    FIELD_I64("min_events", struct alert_view, own.min_events, FIELD_REQUIRED),
    FIELD_I64("min_velocity_1h", struct alert_view, own.min_velocity_1h, FIELD_REQUIRED),
    FIELD_STR("exclude_pattern", struct alert_view, own.exclude_pattern, FIELD_REQUIRED, 0),
    FIELD_I64("throttle_minutes", struct alert_view, own.throttle_minutes, FIELD_REQUIRED),
    FIELD_I64("digest_minutes", struct alert_view, own.digest_minutes, FIELD_REQUIRED),
    FIELD_BOOL("notify_resolved", struct alert_view, own.notify_resolved, FIELD_REQUIRED),
    FIELD_OBJECT("mute", struct alert_view, own.mute, 0, struct alert_mute, alert_mute_fields),
    FIELD_JSON("conditions", struct alert_view, conditions, 0, CONDITION_BYTES),
    FIELD_JSON("tree", struct alert_view, tree, 0, CONDITION_BYTES),
    FIELD_STR("sentence", struct alert_view, sentence, 0, 0),
    FIELD_STR("cost", struct alert_view, cost, 0, 0),
    FIELD_I64("rung_7d", struct alert_view, rung, 0),
    FIELD_TIME("last_rung_at", struct alert_view, last_rung_ms, 0),
    FIELD_STR("last_error", struct alert_view, last_error, 0, 0),
    FIELD_TIME("failing_since", struct alert_view, failing_ms, 0),
    FIELD_I64("version", struct alert_view, version, 0),
    FIELD_TIME("created_at", struct alert_view, created_ms, 0),
    FIELD_TIME("updated_at", struct alert_view, updated_ms, 0),
    FIELD_END,
};

struct alert_in {
    struct str name, config, conditions;
    struct alert_settings own;
    struct opt_i64 throttle_minutes, version;
    bool enabled;
};
static const char *const types_or_none[] = { "email", "slack",    "webhook",    "discord",
                                             "teams", "telegram", "mattermost", "pagerduty",
                                             "",      NULL };
#define ALERT_IN_FIELDS(flags, words)                                                              \
    FIELD_STR("name", struct alert_in, name, 0, RULE_NAME_BYTES),                                  \
        FIELD_WORD("alert_type", struct alert_in, own.alert_type, flags, words),                   \
        FIELD_JSON("config", struct alert_in, config, FIELD_REQUIRED, ALERT_CONFIG_BYTES),         \
        FIELD_BOOL("enabled", struct alert_in, enabled, 0),                                        \
        FIELD_STR("level_filter", struct alert_in, own.level_filter, 0, LIMIT_NAME),               \
        FIELD_STR("title_pattern", struct alert_in, own.title_pattern, 0, RULE_TEXT_BYTES),        \
        FIELD_I64("min_events", struct alert_in, own.min_events, 0),                               \
        FIELD_I64("min_velocity_1h", struct alert_in, own.min_velocity_1h, 0),                     \
        FIELD_STR("exclude_pattern", struct alert_in, own.exclude_pattern, 0, RULE_TEXT_BYTES),    \
        FIELD_OPT_I64("throttle_minutes", struct alert_in, throttle_minutes, 0),                   \
        FIELD_I64("digest_minutes", struct alert_in, own.digest_minutes, 0),                       \
        FIELD_BOOL("notify_resolved", struct alert_in, own.notify_resolved, 0),                    \
        FIELD_OBJECT("mute", struct alert_in, own.mute, 0, struct alert_mute, alert_mute_fields),  \
        FIELD_JSON("conditions", struct alert_in, conditions, 0, CONDITION_BYTES),                 \
        FIELD_OPT_I64("version", struct alert_in, version, 0)
static const struct field alert_post_fields[] = { ALERT_IN_FIELDS(FIELD_REQUIRED, alert_types),
                                                  FIELD_END };
static const struct field alert_put_fields[] = { ALERT_IN_FIELDS(0, types_or_none), FIELD_END };

static struct str text_of(struct str s)
{
    return str_is_null(s) ? S("") : s;
}

/* --- reading ----------------------------------------------------------------------------- */

static enum status view_of(struct ctx *cx, const struct request *rq, const struct rule *rule,
                           struct alert_view *out)
{
    struct condition *c = NULL;

    *out = (struct alert_view){ .id = rule->uuid,
                                .project_id = rq->project_uuid,
                                .name = rule->name,
                                .config = S("{}"),
                                .enabled = rule->is_enabled,
                                .conditions = rule->conditions,
                                .version = rule->version,
                                .created_ms = rule->created_ms,
                                .updated_ms = rule->updated_ms };
    TRY(alert_settings_read(cx, rule->settings, &out->own));
    struct alert_mute *mute = &out->own.mute;
    *mute = (struct alert_mute){ mute->days, text_of(mute->from), text_of(mute->until),
                                 text_of(mute->zone) };
    const struct alert_channel *channel = alert_channel_named(out->own.alert_type);
    if (channel != NULL)
        TRY(alert_config_show(cx, channel, out->own.config_box, &out->config));
    if (condition_parse(cx, rule->tree, &c) != OK)
        err_clear(&cx->err); /* of a newer program: shown without words */
    out->tree = rule_tree(rule);
    out->sentence = condition_sentence(cx, c);
    out->cost = str_c(condition_cost(c));
    return OK;
}

/* How often each rang of late: one ring of several recipients is one. */
static enum status add_rings(struct ctx *cx, int64_t project_id, const struct rule *rules,
                             struct alert_view *list, size_t n)
{
    struct q_alert_rings_args args = { project_id, cx->now_ms - RUNG_DAYS * MS_PER_DAY };
    struct q_alert_rings_row *rows;
    size_t n_rows;

    TRY(q_alert_rings(cx, &args, &rows, &n_rows));
    for (size_t i = 0, at = 0; i < n_rows; i++) {
        for (at = 0; at < n && rules[at].id != rows[i].rule_id; at++)
            ;
        if (at == n)
            continue; /* deleted since */
        list[at].rung = rows[i].rings;
        list[at].last_rung_ms = rows[i].last_ms;
    }
    return OK;
}

/* Why the newest delivery of each was not taken. */
static enum status add_failures(struct ctx *cx, int64_t project_id, const struct rule *rules,
                                struct alert_view *list, size_t n)
{
    struct q_alert_failures_args args = { project_id, cx->now_ms - RUNG_DAYS * MS_PER_DAY };
    struct q_alert_failures_row *rows;
    size_t n_rows;

    TRY(q_alert_failures(cx, &args, &rows, &n_rows));
    for (size_t i = 0, at = 0; i < n_rows; i++) {
        for (at = 0; at < n && rules[at].id != rows[i].rule_id; at++)
            ;
        if (at < n)
            list[at].last_error = rows[i].error;
    }
    return OK;
}

static enum status add_failing(struct ctx *cx, int64_t project_id, const struct rule *rules,
                               struct alert_view *list, size_t n)
{
    struct q_alert_failing_list_args args = { project_id, alert_failing_before(cx) };
    struct q_alert_failing_list_row *rows;
    size_t n_rows;

    TRY(q_alert_failing_list(cx, &args, &rows, &n_rows));
    for (size_t i = 0, at = 0; i < n_rows; i++) {
        for (at = 0; at < n && rules[at].id != rows[i].rule_id; at++)
            ;
        if (at < n)
            list[at].failing_ms = rows[i].since_ms;
    }
    return OK;
}

/* What became of them of late. */
static enum status add_figures(struct ctx *cx, int64_t project_id, const struct rule *rules,
                               struct alert_view *list, size_t n)
{
    TRY(add_rings(cx, project_id, rules, list, n));
    TRY(add_failures(cx, project_id, rules, list, n));
    return add_failing(cx, project_id, rules, list, n);
}

static enum status alerts_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct rule *rules;
    size_t n;

    TRY(rules_read(cx, rq->project_id, alert_kind, &rules, &n));
    struct alert_view *list = arena_array(cx->arena, struct alert_view, n);
    for (size_t i = 0; i < n; i++)
        TRY(view_of(cx, rq, &rules[i], &list[i]));
    TRY(add_figures(cx, rq->project_id, rules, list, n));
    return respond_list(cx, rs, status_http(OK), alert_fields, FIELD_ITEMS(list, n));
}

static enum status find(struct ctx *cx, const struct request *rq, struct q_alert_find_row *out)
{
    struct str uuid;
    bool found;

    if (!uuid_parse(cx->arena, request_param(rq, "alert"), &uuid))
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", NULL },
                       "an alert's id is a uuid");
    TRY(q_alert_find(cx, &(struct q_alert_find_args){ rq->project_id, uuid }, out, &found));
    return found ? OK : fail(cx, E_MISSING, "no such alert");
}

static enum status alert_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct q_alert_find_row row;
    struct alert_view out;
    struct rule *rules;
    size_t n, i = 0;

    TRY(find(cx, rq, &row));
    TRY(rules_read(cx, rq->project_id, alert_kind, &rules, &n));
    while (i < n && rules[i].id != row.id)
        i++;
    if (i == n)
        return fail(cx, E_MISSING, "no such alert");
    TRY(view_of(cx, rq, &rules[i], &out));
    TRY(add_figures(cx, rq->project_id, &rules[i], &out, 1));
    return respond(cx, rs, status_http(OK), alert_fields, &out);
}

/* --- writing ------------------------------------------------------------------------------ */

static enum status check_times(struct ctx *cx, struct alert_in *in)
{
    in->own.throttle_minutes =
        in->throttle_minutes.set ? in->throttle_minutes.value : ALERT_THROTTLE_MIN;
    if (in->own.throttle_minutes < 0 || in->own.throttle_minutes > ALERT_THROTTLE_MAX_MIN)
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "throttle_minutes" },
                       "throttle_minutes is 0 to %d", ALERT_THROTTLE_MAX_MIN);
    if (in->own.digest_minutes < 0 || in->own.digest_minutes > ALERT_DIGEST_MAX_MIN)
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "digest_minutes" },
                       "digest_minutes is 0 to %d", ALERT_DIGEST_MAX_MIN);
    return alert_mute_check(cx, &in->own.mute);
}

/* was: "" when it is new. */
static enum status settle(struct ctx *cx, int64_t project_id, struct alert_in *in, struct str was)
{
    struct alert_settings old = { .config_box = S("") };

    if (was.len > 0) {
        TRY(alert_settings_read(cx, was, &old));
        in->own.alert_type = old.alert_type;
    }
    const struct alert_channel *channel = alert_channel_named(in->own.alert_type);
    if (channel == NULL)
        return fail(cx, E_CONFLICT, "this program knows no alerts of this type");
    in->own.config_box = old.config_box;
    TRY(alert_config_merge(cx, project_id, channel, in->config, &in->own.config_box));
    in->own.level_filter = text_of(in->own.level_filter);
    in->own.title_pattern = text_of(in->own.title_pattern);
    in->own.exclude_pattern = text_of(in->own.exclude_pattern);
    return check_times(cx, in);
}

static enum status write(struct ctx *cx, const struct request *rq, const struct alert_in *in,
                         struct rule *rule)
{
    struct rule_change change = { .project_id = rq->project_id,
                                  .kind = alert_kind,
                                  .uuid = request_param(rq, "alert"),
                                  .seen = in->version };

    *rule = (struct rule){ .name = text_of(in->name),
                           .is_enabled = in->enabled,
                           .conditions = rule_conditions(cx, in->conditions) };
    TRY(rule_settings(cx, alert_settings_fields, &in->own, &rule->settings));
    rule->tree = rule->conditions;
    if (str_is_null(rule->conditions))
        TRY(alert_tree(cx, &in->own, &rule->tree));
    return rule_put(cx, &change, rule);
}

static enum status alerts_post(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct alert_in in = { 0 };
    struct alert_view out;
    struct rule rule;

    TRY(request_read(cx, rq, alert_post_fields, &in));
    TRY(settle(cx, rq->project_id, &in, S("")));
    TRY(write(cx, rq, &in, &rule));
    TRY(view_of(cx, rq, &rule, &out));
    return respond(cx, rs, HTTP_CREATED, alert_fields, &out);
}

static enum status alert_put(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct alert_in in = { 0 };
    struct q_alert_find_row row;
    struct alert_view out;
    struct rule rule;

    TRY(request_read(cx, rq, alert_put_fields, &in));
    TRY(find(cx, rq, &row));
    TRY(settle(cx, rq->project_id, &in, row.settings));
    TRY(write(cx, rq, &in, &rule));
    TRY(view_of(cx, rq, &rule, &out));
    return respond(cx, rs, status_http(OK), alert_fields, &out);
}

static enum status alert_delete(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    struct rule_change change = { .project_id = rq->project_id,
                                  .kind = alert_kind,
                                  .uuid = request_param(rq, "alert") };
    int64_t id;

    TRY(version_of_query(cx, rq, &change.seen));
    TRY(tx_begin(cx, &tx));
    TRY(rule_delete(cx, &change, &id));
    TRY(q_alert_ring_drop(cx, &(struct q_alert_ring_drop_args){ rq->project_id, id }));
    TRY(q_alert_failing_clear(cx, &(struct q_alert_failing_clear_args){ rq->project_id, id }));
    TRY(tx_commit(&tx));
    project_keys_changed(cx);
    return respond_empty(rs, HTTP_NO_CONTENT);
}

/* --- the test ------------------------------------------------------------------------------- */

struct test_out {
    struct alert_reply reply;
    bool ok;
};
static const struct field test_fields[] = {
    FIELD_BOOL("ok", struct test_out, ok, FIELD_REQUIRED),
    FIELD_STR("id", struct test_out, reply.delivery, FIELD_REQUIRED | FIELD_UUID, 0),
    FIELD_STR("to", struct test_out, reply.recipient, FIELD_REQUIRED, 0),
    FIELD_I64("status", struct test_out, reply.status, FIELD_REQUIRED),
    FIELD_I64("took_ms", struct test_out, reply.took_ms, FIELD_REQUIRED),
    FIELD_STR("error", struct test_out, reply.error, FIELD_OMIT, 0),
    FIELD_STR("answer", struct test_out, reply.answer, FIELD_OMIT, 0),
    FIELD_END,
};

/* A test waits for others' machines on a request worker: one at a time, so that people's other
 * requests have the rest. */
static enum status test_post(struct ctx *cx, const struct request *rq, struct response *rs)
{
    static atomic_flag is_busy = ATOMIC_FLAG_INIT;
    struct q_alert_find_row row;
    struct test_out out = { 0 };

    TRY(find(cx, rq, &row));
    if (atomic_flag_test_and_set(&is_busy))
        return fail(cx, E_BUSY, "another test is under way");
    struct alert_test test = { rq->project_id, row.id,   request_param(rq, "alert"),
                               row.name,       row.tree, row.settings };
    enum status st = alert_test(cx, &test, &out.reply);
    atomic_flag_clear(&is_busy);
    TRY(st);
    out.ok = out.reply.error.len == 0;
    if (out.ok)
        out.reply.error = (struct str){ 0 };
    return respond(cx, rs, status_http(OK), test_fields, &out);
}

/* --- what a webhook would be sent ------------------------------------------------------- */

struct message_in {
    struct str format, template, name;
};
static const struct field message_in_fields[] = {
    FIELD_STR("format", struct message_in, format, 0, LIMIT_NAME),
    FIELD_STR("template", struct message_in, template, 0, ALERT_TEMPLATE_BYTES),
    FIELD_STR("name", struct message_in, name, 0, RULE_NAME_BYTES),
    FIELD_END,
};
struct message_out {
    struct str body;
};
static const struct field message_out_fields[] = {
    FIELD_JSON("body", struct message_out, body, FIELD_REQUIRED, 0),
    FIELD_END,
};

static enum status message_post(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct message_in in = { 0 };
    struct httpc_call call;

    TRY(request_read(cx, rq, message_in_fields, &in));
    const struct alert_config config = { .url = S("https://example.com"),
                                         .format = text_of(in.format),
                                         .template = text_of(in.template) };
    const struct alert_test of = { .project_id = rq->project_id,
                                   .rule_uuid = rq->project_uuid,
                                   .rule_name = text_of(in.name),
                                   .tree = S(""),
                                   .settings = S("{\"alert_type\":\"webhook\"}") };
    struct alert_message m = { .delivery = rq->project_uuid, .reason = S("new") };
    TRY(alert_sample(cx, &of, &m));
    TRY(alert_channel_named(S("webhook"))->write(cx, &config, &m, &call));
    const struct message_out out = { call.body };
    return respond(cx, rs, status_http(OK), message_out_fields, &out);
}

/* --- the log ---------------------------------------------------------------------------------- */

struct delivery_out {
    struct str id, issue_id, title, reason, recipient, state;
    int64_t attempts, created_ms, done_ms;
    struct field_list tries;
};
static const struct field try_fields[] = {
    FIELD_TIME("at", struct q_alert_tries_row, at_ms, FIELD_REQUIRED),
    FIELD_I64("took_ms", struct q_alert_tries_row, took_ms, FIELD_REQUIRED),
    FIELD_I64("status", struct q_alert_tries_row, status, FIELD_REQUIRED),
    FIELD_STR("error", struct q_alert_tries_row, error, FIELD_REQUIRED, 0),
    FIELD_STR("answer", struct q_alert_tries_row, answer, FIELD_REQUIRED, 0),
    FIELD_END,
};
static const struct field delivery_fields[] = {
    FIELD_STR("id", struct delivery_out, id, FIELD_REQUIRED | FIELD_UUID, 0),
    FIELD_STR("issue_id", struct delivery_out, issue_id, FIELD_UUID, 0),
    FIELD_STR("issue_title", struct delivery_out, title, 0, 0),
    FIELD_STR("reason", struct delivery_out, reason, FIELD_REQUIRED, 0),
    FIELD_STR("to", struct delivery_out, recipient, FIELD_REQUIRED, 0),
    FIELD_STR("state", struct delivery_out, state, FIELD_REQUIRED, 0),
    FIELD_I64("attempts", struct delivery_out, attempts, FIELD_REQUIRED),
    FIELD_TIME("created_at", struct delivery_out, created_ms, FIELD_REQUIRED),
    FIELD_TIME("done_at", struct delivery_out, done_ms, 0),
    FIELD_LIST("tries", struct delivery_out, tries, FIELD_REQUIRED, struct q_alert_tries_row,
               try_fields, 0),
    FIELD_END,
};
struct deliveries_out {
    struct field_list items;
    struct str next;
    int64_t total;
    bool total_capped;
};
static const struct field deliveries_fields[] = {
    FIELD_LIST("items", struct deliveries_out, items, FIELD_REQUIRED, struct delivery_out,
               delivery_fields, 0),
    FIELD_STR("next", struct deliveries_out, next, 0, 0),
    FIELD_I64("total", struct deliveries_out, total, FIELD_REQUIRED),
    FIELD_BOOL("total_capped", struct deliveries_out, total_capped, FIELD_REQUIRED),
    FIELD_END,
};

static enum status delivery_view(struct ctx *cx, int64_t project_id,
                                 const struct q_alert_delivery_page_row *row,
                                 struct delivery_out *out)
{
    struct q_alert_tries_row *tries;
    size_t n;

    TRY(q_alert_tries(cx, &(struct q_alert_tries_args){ project_id, row->uuid }, &tries, &n));
    *out = (struct delivery_out){ .id = row->uuid,
                                  .issue_id = row->issue_uuid,
                                  .title = row->title,
                                  .reason = row->reason,
                                  .recipient = row->recipient,
                                  .state = row->state,
                                  .attempts = row->attempts,
                                  .created_ms = row->created_ms,
                                  .done_ms = row->done_ms,
                                  .tries = FIELD_ITEMS(tries, n) };
    return OK;
}

/* The cursor is the id of the last row: ids begin with their time. */
static enum status deliveries_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    const struct request_range range = { LIMIT_PAGE, 1, LIMIT_PAGE };
    int64_t limit = request_query_i64(rq, "limit", range);
    struct str cursor = request_query(rq, "cursor"), before = S("");
    struct q_alert_find_row alert;
    struct q_alert_delivery_page_row *rows;
    struct q_alert_delivery_count_row count;
    size_t n;

    if (cursor.len > 0 && !uuid_parse(cx->arena, cursor, &before))
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "cursor" },
                       "cursor is the next of a page");
    TRY(find(cx, rq, &alert));
    struct q_alert_delivery_page_args page = { rq->project_id, alert.id, before, limit + 1 };
    TRY(q_alert_delivery_page(cx, &page, &rows, &n));
    struct q_alert_delivery_count_args all = { rq->project_id, alert.id, LIMIT_COUNT_TOTAL + 1 };
    TRY(q_alert_delivery_count(cx, &all, &count));
    struct deliveries_out out = { .total = count.n, .total_capped = count.n > LIMIT_COUNT_TOTAL };
    if (out.total_capped)
        out.total = LIMIT_COUNT_TOTAL;
    if (n > (size_t)limit) {
        n = (size_t)limit;
        out.next = rows[n - 1].uuid;
    }
    struct delivery_out *items = arena_array(cx->arena, struct delivery_out, n);
    for (size_t i = 0; i < n; i++)
        TRY(delivery_view(cx, rq->project_id, &rows[i], &items[i]));
    out.items = FIELD_ITEMS(items, n);
    return respond(cx, rs, status_http(OK), deliveries_fields, &out);
}

static enum status retry_post(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    struct q_alert_delivery_find_row row;
    struct q_alert_find_row alert;
    struct str uuid;
    bool found = false;

    TRY(find(cx, rq, &alert));
    if (!uuid_parse(cx->arena, request_param(rq, "delivery"), &uuid))
        return fail(cx, E_MISSING, "no such delivery");
    TRY(tx_begin(cx, &tx));
    struct q_alert_delivery_find_args args = { rq->project_id, alert.id, uuid };
    TRY(q_alert_delivery_find(cx, &args, &row, &found));
    if (!found)
        return fail(cx, E_MISSING, "no such delivery");
    if (row.outbox_uuid.len == 0 || str_eq(row.state, S("sent")))
        return fail(cx, E_CONFLICT, "it was sent, was a test, or waits for its first try");
    TRY(outbox_retry(cx, row.outbox_uuid));
    TRY(q_alert_delivery_wait(cx, &(struct q_alert_delivery_wait_args){ rq->project_id, uuid }));
    struct q_alert_batch_wait_args batch = { rq->project_id, alert.id, row.batch };
    if (row.batch.len > 0)
        TRY(q_alert_batch_wait(cx, &batch));
    TRY(audit_note(cx, "alert_rule.retry", "alert_rule", request_param(rq, "alert"), alert.name));
    TRY(tx_commit(&tx));
    return respond_json(rs, HTTP_ACCEPTED, S("{\"retrying\":true}"));
}

#define ALERTS "/api/v1/projects/{project}/alerts"

static const struct route_query page_query[] = {
    { "limit", "integer", "Rows of one page, at most 100." },
    { "cursor", "string", "`next` of the page before." },
    { 0 },
};
static const struct route_query delete_query[] = {
    { "version", "integer", "What the caller saw; another one is refused with 409." },
    { 0 },
};

const struct route alert_routes[] = {
    { GET, ALERTS, SCOPE_READ, NULL, alert_fields, alerts_get, NULL,
      "Alerts of a project, oldest first; without secrets.", .flags = ROUTE_LIST },
    { POST, ALERTS, SCOPE_ADMIN, alert_post_fields, alert_fields, alerts_post, NULL,
      "Adds an alert.", .flags = ROUTE_CREATED },
    { GET, ALERTS "/{alert}", SCOPE_ADMIN, NULL, alert_fields, alert_get, NULL,
      "One alert; without secrets." },
    { PUT, ALERTS "/{alert}", SCOPE_ADMIN, alert_put_fields, alert_fields, alert_put, NULL,
      "Replaces an alert; secrets that are absent or empty stay, and so does alert_type." },
    { DELETE, ALERTS "/{alert}", SCOPE_ADMIN, NULL, NULL, alert_delete, NULL,
      "Removes an alert, if it is there.", .flags = ROUTE_NO_CONTENT, .query = delete_query },
    { POST, ALERTS "/message", SCOPE_READ, message_in_fields, message_out_fields, message_post,
      NULL, "What a webhook of that format would be sent about the newest issue." },
    { POST, ALERTS "/{alert}/test", SCOPE_ADMIN, NULL, test_fields, test_post, NULL,
      "Sends the alert now, about the newest issue, and says what came back." },
    { GET, ALERTS "/{alert}/deliveries", SCOPE_READ, NULL, deliveries_fields, deliveries_get, NULL,
      "What was sent of an alert in 30 days, newest first, with every try.", .query = page_query },
    { POST, ALERTS "/{alert}/deliveries/{delivery}/retry", SCOPE_ADMIN, NULL, NULL, retry_post,
      NULL, "Tries a delivery again at once.", .flags = ROUTE_ACCEPTED },
    { 0 },
};

const struct route_param alert_params[] = {
    { "alert", NULL },
    { 0 },
};
