/* From the outbox to the world, every try noted. */
#include "base/base.h"
#include "feature/alert/alert_int.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/str.h"
#include "core/tx.h"
#include "feature/alert/alert_sql.h"
#include "feature/audit/audit.h"
#include "feature/mail/mail.h"

enum {
    HTTP_OK = 200,
    HTTP_MULTIPLE = 300,
    HTTP_TIMEOUT = 408,
    HTTP_TOO_MANY = 429,
    HTTP_ERROR = 500,
    DELIVER_S = 60, /* as mail; a call has HTTPC_TIMEOUT_MS */
};

/* --- what is said --------------------------------------------------------------------------- */

static void of_issue(struct ctx *cx, const struct q_alert_issue_row *i, struct alert_message *m)
{
    m->issue_id = i->uuid;
    m->short_id = str_printf(cx->arena, "%.*s-%lld", FMT(i->short_prefix), (long long)i->short_no);
    m->title = i->title;
    m->level = i->level;
    m->status = i->status;
    m->culprit = i->culprit;
    m->location = i->location;
    m->platform = i->platform;
    m->first_release = i->first_release;
    m->last_release = i->last_release;
    m->event_count = i->event_count;
    m->user_count = i->user_count;
    m->priority = i->priority;
    m->first_seen_ms = i->first_seen_ms;
    m->last_seen_ms = i->last_seen_ms;
    m->url = mail_link(
        cx, str_printf(cx->arena, "/projects/%.*s/issues/%.*s", FMT(m->project_id), FMT(i->uuid)));
}

/* A test in a project without issues tells of one that is not. */
static void of_nothing(struct ctx *cx, struct alert_message *m)
{
    m->issue_id = m->project_id;
    m->short_id = S("TEST-1");
    m->title = S("This is what an alert looks like");
    m->level = S("error");
    m->status = S("open");
    m->culprit = m->location = m->platform = m->first_release = m->last_release = S("");
    m->first_seen_ms = m->last_seen_ms = cx->now_ms;
    m->url = mail_link(cx, str_printf(cx->arena, "/projects/%.*s", FMT(m->project_id)));
}

enum status alert_message_write(struct ctx *cx, const struct alert_test *of, int64_t issue_id,
                                struct alert_message *m)
{
    struct q_alert_project_row project;
    struct q_alert_issue_row issue;
    struct condition *c = NULL;
    bool found;

    TRY(q_alert_project(cx, &(struct q_alert_project_args){ of->project_id }, &project, &found));
    if (!found)
        return fail(cx, E_MISSING, "the project is gone");
    m->project_no = of->project_id;
    m->rule_no = of->rule_id;
    m->issue_no = issue_id;
    m->alert_id = of->rule_uuid;
    m->alert_name = of->rule_name;
    m->project_id = project.uuid;
    m->project_name = project.name;
    m->project_slug = project.slug;
    m->sent_ms = cx->now_ms;
    if (condition_parse(cx, of->tree, &c) != OK)
        err_clear(&cx->err); /* of a newer program */
    m->sentence = condition_sentence(cx, c);
    if (m->sentence.len == 0)
        m->sentence = S("this alert takes every issue");
    of_nothing(cx, m);
    if (issue_id == 0)
        return OK;
    TRY(q_alert_issue(cx, &(struct q_alert_issue_args){ issue_id }, &issue, &found));
    if (!found || issue.deleted_ms != 0)
        return fail(cx, E_MISSING, "the issue is gone");
    of_issue(cx, &issue, m);
    return OK;
}

/* --- one try ----------------------------------------------------------------------------- */

enum status alert_judge(struct ctx *cx, const struct httpc_answer *answer)
{
    if (answer->status >= HTTP_OK && answer->status < HTTP_MULTIPLE)
        return OK;
    enum status st = answer->status == HTTP_TOO_MANY                                  ? E_RATE
                     : answer->status >= HTTP_ERROR || answer->status == HTTP_TIMEOUT ? E_UPSTREAM
                                                                                      : E_INVALID;
    return fail(cx, st, "it answered %lld", (long long)answer->status);
}

static enum status call(struct ctx *cx, const struct httpc_call *call, struct alert_reply *reply)
{
    struct httpc_answer answer = { 0 };

    TRY(httpc_perform(cx, call, &answer));
    reply->status = answer.status;
    reply->answer = str_utf8_clip(answer.body, ALERT_ANSWER_BYTES);
    return alert_judge(cx, &answer);
}

enum status alert_tell(struct ctx *cx, const struct alert_channel *channel,
                       const struct alert_config *config, const struct alert_message *m,
                       struct alert_reply *reply)
{
    struct outbox_delivery d = { .uuid = m->delivery };
    int64_t began_ms = clock_monotonic_ms();
    struct httpc_call out;
    struct mail mail;

    if (channel->write == NULL) {
        TRY(alert_mail(cx, reply->recipient, m, &mail));
        return mail_deliver(cx, &d, &mail);
    }
    bool is_bot = strcmp(channel->name, "slack") == 0 && config->token.len > 0;
    TRY(channel->write(cx, config, m, &out));
    enum status st = is_bot ? alert_slack_tell(cx, config, m, reply) : call(cx, &out, reply);
    reply->took_ms = clock_monotonic_ms() - began_ms;
    return st;
}

enum status alert_open(struct ctx *cx, const struct alert_test *of,
                       const struct alert_channel **channel, struct alert_config *out)
{
    struct alert_settings own;

    TRY(alert_settings_read(cx, of->settings, &own));
    *channel = alert_channel_named(own.alert_type);
    if (*channel == NULL)
        return fail(cx, E_INVALID, "this program knows no alerts of this type");
    TRY(alert_config_open(cx, *channel, own.config_box, out));
    if (out->webhook_url.len == 0 && strcmp((*channel)->name, "slack") == 0)
        TRY(alert_slack_default(cx, of->project_id, &out->webhook_url));
    return OK;
}

/* --- the log ----------------------------------------------------------------------------- */

struct attempt {
    int64_t project_id, rule_id;
    struct str uuid, outbox_uuid;
    const char *state;
    enum status st;
};

/* What became of it, in the caller's transaction. */
static enum status write_try(struct ctx *cx, const struct attempt *t,
                             const struct alert_reply *reply)
{
    struct q_alert_delivery_try_row row;
    bool found, is_over = strcmp(t->state, "waiting") != 0;
    struct q_alert_delivery_try_args args = { .project_id = t->project_id,
                                              .uuid = t->uuid,
                                              .state = str_c(t->state),
                                              .outbox_uuid = t->outbox_uuid,
                                              .done_ms = is_over ? cx->now_ms : 0 };

    TRY(q_alert_delivery_try(cx, &args, &row, &found));
    if (!found)
        return OK;
    struct str answer = str_is_null(reply->answer) ? S("") : reply->answer;
    const struct alert_outcome outcome = { t->project_id, t->rule_id, t->st, reply->error };
    TRY(alert_failing_note(cx, &outcome));
    return q_alert_try_insert(cx, &(struct q_alert_try_insert_args){ .project_id = t->project_id,
                                                                     .uuid = t->uuid,
                                                                     .no = row.attempts,
                                                                     .at_ms = cx->now_ms,
                                                                     .took_ms = reply->took_ms,
                                                                     .status = reply->status,
                                                                     .error = reply->error,
                                                                     .answer = answer });
}

/* In one of its own: the outbox's comes after. */
static enum status note_try(struct ctx *cx, const struct attempt *t,
                            const struct alert_reply *reply)
{
    struct tx tx SCOPED(tx_end) = { 0 };

    TRY(tx_begin(cx, &tx));
    TRY(write_try(cx, t, reply));
    return tx_commit(&tx);
}

const char *alert_state_after(enum status st, int64_t attempt)
{
    bool is_again = st == E_RATE || st == E_UPSTREAM || st == E_BUSY;

    return st == OK ? "sent" : is_again && attempt < ALERT_ATTEMPTS ? "waiting" : "dead";
}

struct str alert_words_of(struct ctx *cx, enum status st)
{
    if (st == OK)
        return S("");
    return str_dup(cx->arena,
                   cx->err.text[0] != '\0' ? str_c(cx->err.text) : str_c(status_name(st)));
}

/* --- the outbox -------------------------------------------------------------------------- */

static enum status tell_of(struct ctx *cx, const struct q_alert_delivery_get_row *row,
                           const struct attempt *t, struct alert_reply *reply)
{
    struct alert_test of = { .project_id = t->project_id,
                             .rule_id = row->rule_id,
                             .rule_uuid = row->rule_uuid,
                             .rule_name = row->rule_name,
                             .tree = row->tree,
                             .settings = row->settings };
    struct alert_message m = { .delivery = t->uuid, .reason = row->reason };
    const struct alert_channel *channel;
    struct alert_config config;

    TRY(alert_message_write(cx, &of, row->issue_id, &m));
    if (str_eq(m.reason, S("resolved")) && !str_eq(m.status, m.reason))
        return fail(cx, E_MISSING, "the issue is not resolved any more");
    TRY(alert_look(cx, &of, &m));
    TRY(alert_open(cx, &of, &channel, &config));
    return alert_tell(cx, channel, &config, &m, reply);
}

/* payload: "PROJECT DELIVERY". */
static enum status deliver_one(struct ctx *cx, struct outbox_delivery *d)
{
    size_t blank = str_find_char(d->payload, ' ');
    struct attempt t = { .uuid = str_from(d->payload, blank + 1), .outbox_uuid = d->uuid };
    struct alert_reply reply = { .recipient = d->recipient };
    struct q_alert_delivery_get_row row;
    bool found;

    if (!str_i64(str_to(d->payload, blank), &t.project_id))
        return fail(cx, E_INVALID, "no alert's delivery");
    struct q_alert_delivery_get_args args = { t.project_id, t.uuid };
    TRY(q_alert_delivery_get(cx, &args, &row, &found));
    if (!found)
        return fail(cx, E_MISSING, "the alert is gone");
    if (str_eq(row.state, S("sent")))
        return OK; /* the program ended before the outbox knew */
    enum status st = tell_of(cx, &row, &t, &reply);
    struct err err = cx->err;
    reply.error = alert_words_of(cx, st);
    t.rule_id = row.rule_id;
    t.st = st;
    t.state = alert_state_after(st, d->attempt);
    enum status noted = note_try(cx, &t, &reply);
    if (st == OK)
        return noted; /* not noted: told again */
    cx->err = err;
    return st;
}

static enum status deliver(struct ctx *cx, struct outbox_delivery *d)
{
    return str_eq(d->kind, S(ALERT_BATCH_KIND)) ? alert_batch_deliver(cx, d) : deliver_one(cx, d);
}

#define CHANNEL(n)                                                                                 \
    {                                                                                              \
        n, deliver, NULL, .timeout_s = DELIVER_S, .attempts = ALERT_ATTEMPTS                       \
    }

/* One each, so that what is slow or away holds up none of the others. */
const struct outbox_channel alert_outbox[] = {
    CHANNEL("email"),      CHANNEL("slack"),     CHANNEL("webhook"),
    CHANNEL("discord"),    CHANNEL("teams"),     CHANNEL("telegram"),
    CHANNEL("mattermost"), CHANNEL("pagerduty"), { 0 },
};

/* --- the test button --------------------------------------------------------------------- */

static enum status log_test(struct ctx *cx, const struct alert_test *test, int64_t issue_id,
                            const struct alert_reply *reply)
{
    bool is_good = reply->error.len == 0;
    /* A test that fails marks nothing: it may be of an address just typed. */
    const struct attempt t = { .project_id = test->project_id,
                               .rule_id = test->rule_id,
                               .uuid = reply->delivery,
                               .outbox_uuid = S(""),
                               .state = is_good ? "sent" : "dead",
                               .st = is_good ? OK : E_MISSING };

    TRY(q_alert_delivery_insert(
        cx, &(struct q_alert_delivery_insert_args){ .project_id = test->project_id,
                                                    .uuid = reply->delivery,
                                                    .rule_id = test->rule_id,
                                                    .issue_id = issue_id,
                                                    .reason = S("test"),
                                                    .recipient = reply->recipient,
                                                    .batch = S(""),
                                                    .now_ms = cx->now_ms }));
    return write_try(cx, &t, reply);
}

static enum status log_tests(struct ctx *cx, const struct alert_test *test, int64_t issue_id,
                             const struct alert_reply *replies, size_t n)
{
    struct tx tx SCOPED(tx_end) = { 0 };

    TRY(tx_begin(cx, &tx));
    for (size_t i = 0; i < n; i++)
        TRY(log_test(cx, test, issue_id, &replies[i]));
    TRY(audit_note(cx, "alert_rule.test", "alert_rule", test->rule_uuid, test->rule_name));
    return tx_commit(&tx);
}

/* Up to the first that fails; the last of `out` is the answer. */
static enum status tell_all(struct ctx *cx, const struct alert_test *test, struct alert_message *m,
                            struct alert_reply *out, size_t *n)
{
    const struct alert_channel *channel;
    struct alert_config config;
    struct str_list to;
    bool is_good = true;

    TRY(alert_open(cx, test, &channel, &config));
    TRY(alert_recipients(cx, channel, &config, &to));
    for (*n = 0; *n < to.n && *n < ALERT_RECIPIENTS && is_good; ++*n) {
        struct alert_reply *reply = &out[*n];
        m->delivery = uuid_new(cx->arena, cx->now_ms);
        *reply = (struct alert_reply){ .delivery = m->delivery, .recipient = to.items[*n] };
        reply->error = alert_words_of(cx, alert_tell(cx, channel, &config, m, reply));
        err_clear(&cx->err);
        is_good = reply->error.len == 0;
    }
    assert(*n > 0);
    return OK;
}

enum status alert_sample(struct ctx *cx, const struct alert_test *of, struct alert_message *m)
{
    struct q_alert_newest_issue_args args = { of->project_id };
    struct q_alert_newest_issue_row issue = { 0 };
    bool found;

    TRY(q_alert_newest_issue(cx, &args, &issue, &found));
    TRY(alert_message_write(cx, of, found ? issue.id : 0, m));
    return alert_look(cx, of, m);
}

enum status alert_test(struct ctx *cx, const struct alert_test *test, struct alert_reply *out)
{
    struct alert_reply *replies = arena_array(cx->arena, struct alert_reply, ALERT_RECIPIENTS);
    struct alert_message m = { .reason = S("test") };
    size_t n;

    TRY(alert_sample(cx, test, &m));
    TRY(tell_all(cx, test, &m, replies, &n));
    *out = replies[n - 1];
    return log_tests(cx, test, m.issue_no, replies, n);
}
