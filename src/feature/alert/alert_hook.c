/* For programs: our webhook and PagerDuty. */
#include "base/base.h"
#include "feature/alert/alert_write.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/str.h"
#include "port/crypto.h"
#include "port/jsonw.h"

static void add_fields(struct jsonw *w, const struct alert_message *m)
{
    jsonw_key_str(w, "id", m->issue_id);
    jsonw_key_str(w, "short_id", m->short_id);
    jsonw_key_str(w, "title", m->title);
    jsonw_key_str(w, "level", m->level);
    jsonw_key_str(w, "status", m->status);
    jsonw_key_str(w, "culprit", m->culprit);
    jsonw_key_str(w, "platform", m->platform);
    jsonw_key_str(w, "first_release", m->first_release);
    jsonw_key_str(w, "last_release", m->last_release);
    jsonw_key_i64(w, "event_count", m->event_count);
    jsonw_key_i64(w, "user_count", m->user_count);
    jsonw_key_i64(w, "priority", m->priority);
    jsonw_key_time(w, "first_seen", m->first_seen_ms);
    jsonw_key_time(w, "last_seen", m->last_seen_ms);
    jsonw_key_str(w, "url", m->url);
}

/* "issue", or of a digest "issues", each with its own reason. */
static void add_issues(struct jsonw *w, const struct alert_message *m)
{
    if (m->n_list == 0) {
        jsonw_key_obj(w, "issue");
        add_fields(w, m);
        jsonw_end(w);
        return;
    }
    jsonw_key_arr(w, "issues");
    for (size_t i = 0; i < m->n_list; i++) {
        jsonw_obj(w);
        jsonw_key_str(w, "reason", m->list[i].reason);
        add_fields(w, &m->list[i]);
        jsonw_end(w);
    }
    jsonw_end(w);
    jsonw_key_i64(w, "more_issues", (int64_t)m->n_more);
}

/* Signed over the whole body, whatever its shape; id is the same in every try. */
static void sign(struct ctx *cx, const struct alert_config *to, const struct alert_message *m,
                 struct httpc_call *out)
{
    uint8_t sum[SHA256_BYTES];

    out->headers[1] = (struct httpc_header){ "X-Gosnag-Delivery", m->delivery, false };
    if (to->secret.len == 0)
        return;
    hmac_sha256(to->secret, out->body, sum);
    struct str hex = str_hex(cx->arena, sum, sizeof sum);
    out->headers[2] = (struct httpc_header){ "X-Gosnag-Signature",
                                             str_printf(cx->arena, "sha256=%.*s", FMT(hex)), true };
}

static void add_own(struct jsonw *w, const struct alert_message *m)
{
    jsonw_key_str(w, "id", m->delivery);
    jsonw_key_str(w, "reason", m->reason);
    jsonw_key_time(w, "sent_at", m->sent_ms);
    jsonw_key_obj(w, "alert");
    jsonw_key_str(w, "id", m->alert_id);
    jsonw_key_str(w, "name", m->alert_name);
    jsonw_key_str(w, "sentence", m->sentence);
    jsonw_end(w);
    jsonw_key_obj(w, "project");
    jsonw_key_str(w, "id", m->project_id);
    jsonw_key_str(w, "name", m->project_name);
    jsonw_key_str(w, "slug", m->project_slug);
    jsonw_end(w);
}

/* What names in a template stand for: our own body, of a digest with an `issue` that sums it up. */
static enum status fill(struct ctx *cx, const struct alert_config *to,
                        const struct alert_message *m, struct str *out)
{
    struct alert_letter l;
    struct jsonw *w = alert_letter_begin(cx, &l);

    add_own(w, m);
    jsonw_key_str(w, "headline", alert_headline(m));
    jsonw_key_obj(w, "issue");
    add_fields(w, m);
    jsonw_end(w);
    if (m->n_list > 0)
        add_issues(w, m);
    else
        jsonw_key_raw(w, "issues", S("[]"));
    jsonw_end(w);
    if (buf_is_full(&l.b))
        return fail(cx, E_INVALID, "the message is too long");
    return alert_template_fill(cx, to->template, buf_str(&l.b), out);
}

/* As Sentry's integration platform tells of an issue alert (Sentry-Hook-Resource: event_alert);
 * the event is what the issue knows of its events. */
static void add_sentry(struct ctx *cx, struct jsonw *w, const struct alert_message *m)
{
    bool is_over = str_eq(m->reason, S("resolved"));

    jsonw_key_str(w, "action", is_over ? S("resolved") : S("triggered"));
    jsonw_key_raw(w, "actor",
                  S("{\"type\":\"application\",\"id\":\"gosnag\",\"name\":\"GoSnag\"}"));
    jsonw_key_obj(w, "installation");
    jsonw_key_str(w, "uuid", m->alert_id);
    jsonw_end(w);
    jsonw_key_obj(w, "data");
    jsonw_key_obj(w, is_over ? "issue" : "event");
    jsonw_key_str(w, is_over ? "id" : "issue_id", m->issue_id);
    jsonw_key_str(w, "shortId", m->short_id);
    jsonw_key_i64(w, "project", m->project_no);
    jsonw_key_str(w, "project_slug", m->project_slug);
    jsonw_key_str(w, "title", m->title);
    jsonw_key_str(w, "message", alert_one_line(cx, m->title));
    jsonw_key_str(w, "culprit", m->culprit);
    jsonw_key_str(w, "level", m->level);
    jsonw_key_str(w, "status", m->status);
    jsonw_key_str(w, "platform", m->platform);
    jsonw_key_str(w, "release", m->last_release);
    jsonw_key_time(w, "datetime", m->last_seen_ms);
    jsonw_key_str(w, "web_url", m->url);
    jsonw_key_str(w, "issue_url", m->url);
    jsonw_key_str(w, "url", m->url);
    jsonw_end(w);
    jsonw_key_str(w, "triggered_rule", m->alert_name);
    jsonw_key_obj(w, "issue_alert");
    jsonw_key_str(w, "title", m->alert_name);
    jsonw_key_raw(w, "settings", S("[]"));
    jsonw_end(w);
    jsonw_end(w);
}

static enum status write_sentry(struct ctx *cx, const struct alert_config *to,
                                const struct alert_message *m, struct httpc_call *out)
{
    bool is_over = str_eq(m->reason, S("resolved"));
    uint8_t sum[SHA256_BYTES];
    struct alert_letter l;

    add_sentry(cx, alert_letter_begin(cx, &l), m);
    TRY(alert_letter_end(cx, &l, to->url, out));
    sign(cx, to, m, out);
    size_t n = to->secret.len > 0 ? 3 : 2;
    out->headers[n++] = (struct httpc_header){ "Request-ID", m->delivery, false };
    out->headers[n++] = (struct httpc_header){ "Sentry-Hook-Resource",
                                               is_over ? S("issue") : S("event_alert"), false };
    out->headers[n++] = (struct httpc_header){
        "Sentry-Hook-Timestamp",
        str_printf(cx->arena, "%lld", (long long)(m->sent_ms / MS_PER_SECOND)), false
    };
    if (to->secret.len == 0)
        return OK;
    hmac_sha256(to->secret, out->body, sum);
    out->headers[n] =
        (struct httpc_header){ "Sentry-Hook-Signature", str_hex(cx->arena, sum, sizeof sum), true };
    return OK;
}

enum status alert_write_webhook(struct ctx *cx, const struct alert_config *to,
                                const struct alert_message *m, struct httpc_call *out)
{
    struct alert_letter l;
    struct str filled;

    if (str_eq(to->format, S("sentry")))
        return write_sentry(cx, to, m, out);
    struct jsonw *w = alert_letter_begin(cx, &l);
    add_own(w, m);
    add_issues(w, m);
    TRY(alert_letter_end(cx, &l, to->url, out));
    if (str_eq(to->format, S("template"))) {
        TRY(fill(cx, to, m, &filled));
        out->body = filled;
    }
    sign(cx, to, m, out);
    return OK;
}

/* Events API v2: its severities are four; one incident per issue, which ends with it, and one of
 * all digests of an alert. */
enum status alert_write_pagerduty(struct ctx *cx, const struct alert_config *to,
                                  const struct alert_message *m, struct httpc_call *out)
{
    struct str url = to->url.len > 0 ? to->url : S("https://events.pagerduty.com/v2/enqueue");
    bool is_mild = str_eq(m->level, S("warning")) || str_eq(m->level, S("info"));
    struct str severity = is_mild                        ? m->level
                          : str_eq(m->level, S("fatal")) ? S("critical")
                          : str_eq(m->level, S("debug")) ? S("info")
                                                         : S("error");
    struct alert_letter l;
    struct jsonw *w = alert_letter_begin(cx, &l);
    struct str title = alert_one_line(cx, m->title);

    jsonw_key_str(w, "routing_key", to->routing_key);
    bool is_over = str_eq(m->reason, S("resolved"));
    jsonw_key_str(w, "event_action", is_over ? S("resolve") : S("trigger"));
    jsonw_key_str(
        w, "dedup_key",
        str_printf(cx->arena, "gosnag-%.*s", FMT(m->n_list > 0 ? m->alert_id : m->issue_id)));
    jsonw_key_str(w, "client", S("GoSnag"));
    jsonw_key_str(w, "client_url", m->url);
    jsonw_key_obj(w, "payload");
    jsonw_key_str(w, "summary",
                  str_printf(cx->arena, "%.*s: %.*s", FMT(m->project_name), FMT(title)));
    jsonw_key_str(w, "source", m->project_slug);
    jsonw_key_str(w, "severity", severity);
    jsonw_key_str(w, "component", m->culprit);
    jsonw_key_obj(w, "custom_details");
    jsonw_key_str(w, "reason", m->reason);
    jsonw_key_str(w, "sentence", m->sentence);
    jsonw_key_i64(w, "events", m->event_count);
    jsonw_key_i64(w, "users", m->user_count);
    if (m->n_list > 0)
        jsonw_key_str(w, "issues", alert_chat_body(cx, m, ALERT_PLAIN));
    jsonw_end(w);
    jsonw_end(w);
    return alert_letter_end(cx, &l, url, out);
}
