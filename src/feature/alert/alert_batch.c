/* What rang within some minutes, or while the alert kept still, told in one message. */
#include "base/base.h"
#include "feature/alert/alert_int.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/str.h"
#include "core/tx.h"
#include "feature/alert/alert_sql.h"
#include "feature/mail/mail.h"

static struct str key_of(struct ctx *cx, int64_t rule_id, struct str recipient)
{
    return str_printf(cx->arena, ALERT_BATCH_KIND " %lld %.*s", (long long)rule_id, FMT(recipient));
}

enum status alert_batch_queue(struct ctx *cx, const struct alert_batch *batch)
{
    return outbox_add(cx,
                      &(struct outbox_item){ .channel = str_cz(cx->arena, batch->alert_type),
                                             .kind = ALERT_BATCH_KIND,
                                             .recipient = batch->recipient,
                                             .payload = str_printf(cx->arena, "%lld %lld",
                                                                   (long long)batch->project_id,
                                                                   (long long)batch->rule_id),
                                             .key = key_of(cx, batch->rule_id, batch->recipient),
                                             .due_ms = batch->due_ms });
}

/* --- what is in it ----------------------------------------------------------------------- */

/* One that is being told. */
struct telling {
    int64_t project_id, rule_id;
    struct str uuid; /* of its row in the outbox, and of the batch */
    int64_t attempt;
    struct alert_test alert;
    bool is_off; /* since it rang: what is switched off says nothing */
    struct alert_message *list; /* ALERT_LIST have room */
    size_t n, n_more;
};

static enum status take(struct ctx *cx, const struct telling *t, struct str recipient)
{
    struct q_alert_batch_take_args args = { t->project_id, t->rule_id, recipient, t->uuid };
    struct tx tx SCOPED(tx_end) = { 0 };

    TRY(tx_begin(cx, &tx));
    TRY(q_alert_batch_take(cx, &args));
    return tx_commit(&tx);
}

/* One that went since the rows were read is left out. */
static enum status add_issue(struct ctx *cx, struct telling *t,
                             const struct q_alert_batch_rows_row *row)
{
    struct alert_message m = { .delivery = t->uuid, .reason = row->reason };
    enum status st = alert_message_write(cx, &t->alert, row->issue_id, &m);

    if (st == E_MISSING) {
        err_clear(&cx->err);
        return OK;
    }
    TRY(st);
    if (!str_eq(m.reason, S("resolved")) || str_eq(m.status, m.reason))
        t->list[t->n++] = m;
    return OK;
}

static enum status read_issues(struct ctx *cx, struct telling *t)
{
    struct q_alert_batch_rows_args args = { t->project_id, t->rule_id, t->uuid, ALERT_LIST };
    struct q_alert_batch_rows_row *rows;
    size_t n;

    TRY(q_alert_batch_rows(cx, &args, &rows, &n));
    t->list = arena_array(cx->arena, struct alert_message, ALERT_LIST);
    for (size_t i = 0; i < n; i++)
        TRY(add_issue(cx, t, &rows[i]));
    t->n_more = n > 0 ? (size_t)rows[0].issues - n : 0;
    return OK;
}

/* --- the message --------------------------------------------------------------------------- */

/* Of one issue alone it is what would have been said of it at once. */
static enum status write_message(struct ctx *cx, const struct telling *t, struct alert_message *m)
{
    *m = t->list[0];
    if (t->n == 1)
        return alert_look(cx, &t->alert, m);
    *m = (struct alert_message){ .delivery = t->uuid, .reason = S("digest") };
    TRY(alert_message_write(cx, &t->alert, 0, m));
    m->short_id = t->alert.rule_name;
    m->title = str_printf(cx->arena, "%zu issues", t->n + t->n_more);
    m->level = t->list[0].level;
    m->last_seen_ms = t->list[t->n - 1].last_seen_ms;
    m->list = t->list;
    m->n_list = t->n;
    m->n_more = t->n_more;
    return OK;
}

static enum status tell(struct ctx *cx, const struct telling *t, struct alert_reply *reply)
{
    const struct alert_channel *channel;
    struct alert_config config;
    struct alert_message m;

    if (t->is_off)
        return fail(cx, E_MISSING, "the alert is switched off");
    if (t->n == 0)
        return fail(cx, E_MISSING, "there is nothing to tell any more");
    TRY(write_message(cx, t, &m));
    TRY(alert_open(cx, &t->alert, &channel, &config));
    return alert_tell(cx, channel, &config, &m, reply);
}

static enum status note(struct ctx *cx, const struct telling *t, enum status st,
                        const struct alert_reply *reply)
{
    const struct alert_outcome outcome = { t->project_id, t->rule_id, st, reply->error };
    const char *state = alert_state_after(st, t->attempt);
    bool is_over = strcmp(state, "waiting") != 0;
    struct q_alert_batch_try_args args = { t->project_id, t->rule_id, t->uuid, str_c(state),
                                           is_over ? cx->now_ms : 0 };
    struct tx tx SCOPED(tx_end) = { 0 };

    TRY(tx_begin(cx, &tx));
    TRY(q_alert_batch_try(cx, &args));
    TRY(alert_failing_note(cx, &outcome));
    TRY(q_alert_batch_note(cx, &(struct q_alert_batch_note_args){
                                   .project_id = t->project_id,
                                   .rule_id = t->rule_id,
                                   .batch = t->uuid,
                                   .at_ms = cx->now_ms,
                                   .took_ms = reply->took_ms,
                                   .status = reply->status,
                                   .error = reply->error,
                                   .answer = str_is_null(reply->answer) ? S("") : reply->answer }));
    return tx_commit(&tx);
}

static enum status read_alert(struct ctx *cx, struct telling *t)
{
    struct q_alert_of_args args = { t->project_id, t->rule_id };
    struct q_alert_of_row row;
    bool found;

    TRY(q_alert_of(cx, &args, &row, &found));
    if (!found)
        return fail(cx, E_MISSING, "the alert is gone");
    t->alert = (struct alert_test){ t->project_id, t->rule_id, row.uuid,
                                    row.name,      row.tree,   row.settings };
    t->is_off = !row.is_enabled;
    return OK;
}

/* payload: "PROJECT RULE". */
enum status alert_batch_deliver(struct ctx *cx, struct outbox_delivery *d)
{
    size_t blank = str_find_char(d->payload, ' ');
    struct telling t = { .uuid = d->uuid, .attempt = d->attempt };
    struct alert_reply reply = { .recipient = d->recipient };
    struct q_alert_batch_untold_row untold;

    if (!str_i64(str_to(d->payload, blank), &t.project_id) ||
        !str_i64(str_from(d->payload, blank + 1), &t.rule_id))
        return fail(cx, E_INVALID, "no alert's deliveries");
    TRY(read_alert(cx, &t));
    TRY(take(cx, &t, d->recipient));
    struct q_alert_batch_untold_args batch = { t.project_id, t.rule_id, t.uuid };
    TRY(q_alert_batch_untold(cx, &batch, &untold));
    if (untold.n == 0)
        return OK; /* the program ended before the outbox knew */
    TRY(read_issues(cx, &t));
    enum status st = tell(cx, &t, &reply);
    struct err err = cx->err;
    reply.error = alert_words_of(cx, st);
    enum status noted = note(cx, &t, st, &reply);
    if (st == OK)
        return noted; /* not noted: told again */
    cx->err = err;
    return st;
}

/* After its minutes and its quiet hours, as if it had been queued when it rang. */
enum status alert_batch_sweep(struct ctx *cx)
{
    struct q_alert_batch_left_row *rows;
    struct alert_settings own;
    size_t n;

    TRY(q_alert_batch_left(cx, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        TRY(alert_settings_read(cx, rows[i].settings, &own));
        int64_t after_ms = rows[i].since_ms + own.digest_minutes * MS_PER_MINUTE;
        struct alert_batch batch = { rows[i].project_id, rows[i].rule_id, own.alert_type,
                                     rows[i].recipient, alert_mute_end(cx, &own.mute, after_ms) };
        TRY(alert_batch_queue(cx, &batch));
    }
    return OK;
}
