/* Slack through a bot's token (docs.slack.dev, chat.postMessage and chat.update): a thread for
 * each issue. It answers 200 also when it refuses: what counts is "ok". */
#include "base/base.h"
#include "feature/alert/alert_write.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/log.h"
#include "base/str.h"
#include "core/tx.h"
#include "feature/alert/alert_sql.h"
#include "port/json.h"

enum { TS_BYTES = 40, CHANNEL_BYTES = 80 };

/* Refusals that may pass; the rest stays as it is. */
static const struct {
    struct str error;
    enum status st;
} passing[] = {
    { S("ratelimited"), E_RATE },           { S("rate_limited"), E_RATE },
    { S("internal_error"), E_UPSTREAM },    { S("fatal_error"), E_UPSTREAM },
    { S("request_timeout"), E_UPSTREAM },   { S("service_unavailable"), E_UPSTREAM },
    { S("team_added_to_org"), E_UPSTREAM },
};

struct said {
    struct str channel, ts, error;
};

static enum status refused(struct ctx *cx, struct str error)
{
    enum status st = E_INVALID;

    for (size_t i = 0; i < ARRAY_LEN(passing); i++) {
        if (str_eq(passing[i].error, error))
            st = passing[i].st;
    }
    return fail(cx, st, "Slack says %.*s", FMT(str_utf8_clip(error, ALERT_ANSWER_BYTES)));
}

static enum status read_answer(struct ctx *cx, struct str body, struct said *out)
{
    struct json_doc *doc;

    *out = (struct said){ .error = S("nothing that can be read") };
    if (json_parse(cx, body, &doc, NULL) != OK) {
        err_clear(&cx->err);
        return refused(cx, out->error);
    }
    const struct json *root = json_root(doc);
    if (!json_bool(json_get(root, S("ok")), false)) {
        out->error = json_str(json_get(root, S("error")));
        return refused(cx, str_is_null(out->error) ? S("no") : out->error);
    }
    *out = (struct said){ str_to(json_str(json_get(root, S("channel"))), CHANNEL_BYTES),
                          str_to(json_str(json_get(root, S("ts"))), TS_BYTES), S("") };
    return OK;
}

static enum status ask(struct ctx *cx, const struct httpc_call *call, struct alert_reply *reply,
                       struct said *out)
{
    struct httpc_answer answer = { 0 };

    *out = (struct said){ .error = S("") };
    TRY(httpc_perform(cx, call, &answer));
    reply->status = answer.status;
    reply->answer = str_utf8_clip(answer.body, ALERT_ANSWER_BYTES);
    TRY(alert_judge(cx, &answer));
    return read_answer(cx, answer.body, out);
}

/* --- the thread ---------------------------------------------------------------------------- */

/* Not one in a channel that the alert has left. */
static enum status find_thread(struct ctx *cx, const struct alert_config *config,
                               const struct alert_message *m, struct alert_spot *out)
{
    struct q_alert_thread_find_args args = { m->project_no, m->issue_no, m->rule_no };
    struct q_alert_thread_find_row row;
    bool found;

    *out = (struct alert_spot){ S(""), S("") };
    if (m->n_list > 0 || m->issue_no == 0)
        return OK;
    TRY(q_alert_thread_find(cx, &args, &row, &found));
    if (found && str_eq(row.place, config->channel))
        *out = (struct alert_spot){ row.channel, row.ts };
    return OK;
}

static enum status keep_thread(struct ctx *cx, const struct alert_config *config,
                               const struct alert_message *m, const struct alert_spot *spot)
{
    struct tx tx SCOPED(tx_end) = { 0 };

    if (m->n_list > 0 || m->issue_no == 0 || spot->ts.len == 0)
        return OK;
    TRY(tx_begin(cx, &tx));
    TRY(q_alert_thread_set(cx, &(struct q_alert_thread_set_args){ .project_id = m->project_no,
                                                                  .issue_id = m->issue_no,
                                                                  .rule_id = m->rule_no,
                                                                  .place = config->channel,
                                                                  .channel = spot->channel,
                                                                  .ts = spot->ts,
                                                                  .now_ms = cx->now_ms }));
    return tx_commit(&tx);
}

/* The first message shows how it stands now. That it cannot be changed is no reason to tell the
 * news again. */
static void change_first(struct ctx *cx, const struct alert_config *config,
                         const struct alert_message *m, const struct alert_spot *spot)
{
    struct alert_reply reply;
    struct httpc_call call;
    struct said said;
    enum status st = alert_write_slack_change(cx, config, m, spot, &call);

    if (st == OK)
        st = ask(cx, &call, &reply, &said);
    if (st == OK)
        return;
    LOG(WARN, "alert.not_changed", K_STR("alert", m->alert_id), K_CZ("why", cx->err.text));
    err_clear(&cx->err);
}

static enum status post(struct ctx *cx, const struct alert_config *config,
                        const struct alert_message *m, struct alert_reply *reply, struct said *out)
{
    struct httpc_call call;

    TRY(alert_write_slack(cx, config, m, &call));
    return ask(cx, &call, reply, out);
}

enum status alert_slack_tell(struct ctx *cx, const struct alert_config *config,
                             const struct alert_message *m, struct alert_reply *reply)
{
    struct alert_message answering = *m;
    struct alert_spot first;
    struct said said = { 0 };

    TRY(find_thread(cx, config, m, &first));
    answering.thread_ts = first.ts;
    enum status st = post(cx, config, &answering, reply, &said);
    if (first.ts.len > 0 && str_eq(said.error, S("thread_not_found"))) {
        err_clear(&cx->err);
        first.ts = S("");
        st = post(cx, config, m, reply, &said);
    }
    TRY(st);
    if (first.ts.len > 0)
        change_first(cx, config, m, &first);
    else
        first = (struct alert_spot){ said.channel, said.ts };
    return keep_thread(cx, config, m, &first);
}
