/* The ways out: what each needs to know, and the call it makes. */
#include "base/base.h"
#include "feature/alert/alert_int.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "port/crypto.h"
#include "port/jsonw.h"

enum {
    BODY_BYTES = 32 << 10,
    TITLE_CHARACTERS = 300, /* of what comes from events */
    SLACK_CHANNEL = 80,
};

/* --- words ------------------------------------------------------------------------------- */

struct str alert_headline(const struct alert_message *m)
{
    static const struct {
        const char *reason;
        struct str words;
    } all[] = {
        { "new", { "New issue", 9 } },
        { "reopened", { "Issue reopened", 14 } },
        { "regressed", { "Issue came back", 15 } },
        { "threshold", { "Issue crossed a threshold", 25 } },
        { "test", { "Test of an alert", 16 } },
    };

    for (size_t i = 0; i < ARRAY_LEN(all); i++) {
        if (str_eq(m->reason, str_c(all[i].reason)))
            return all[i].words;
    }
    return S("Issue");
}

/* "error · 12 events · 3 users" */
static struct str alert_figures(struct ctx *cx, const struct alert_message *m)
{
    return str_printf(cx->arena, "%.*s · %lld %s · %lld %s · priority %lld", FMT(m->level),
                      (long long)m->event_count, m->event_count == 1 ? "event" : "events",
                      (long long)m->user_count, m->user_count == 1 ? "user" : "users",
                      (long long)m->priority);
}

/* One line of an event's text, not too long. */
struct str alert_one_line(struct ctx *cx, struct str text)
{
    struct str line = str_utf8_to(text, TITLE_CHARACTERS);
    struct buf b;

    buf_init(&b, cx->arena, line.len + 1);
    for (size_t i = 0; i < line.len; i++)
        buf_add_char(&b, (unsigned char)line.p[i] < ' ' ? ' ' : line.p[i]);
    return buf_str(&b);
}

/* Slack's three (docs "Formatting text"): with them no mention, link or entity can be made. */
static struct str slack_text(struct ctx *cx, struct str text)
{
    struct buf b;

    text = alert_one_line(cx, text);
    buf_init(&b, cx->arena, 5 * text.len + 1);
    for (size_t i = 0; i < text.len; i++) {
        char c = text.p[i];
        if (c == '&')
            buf_add(&b, S("&amp;"));
        else if (c == '<')
            buf_add(&b, S("&lt;"));
        else if (c == '>')
            buf_add(&b, S("&gt;"));
        else
            buf_add_char(&b, c);
    }
    return buf_str(&b);
}

static struct str markdown_text(struct ctx *cx, struct str text)
{
    struct buf b;

    text = alert_one_line(cx, text);
    buf_init(&b, cx->arena, 4 * text.len + 1);
    buf_add_markdown(&b, text);
    return buf_str(&b);
}

static const char *color_of(const struct alert_message *m)
{
    static const char *const colors[][2] = {
        { "warning", "#f39c12" },
        { "info", "#3498db" },
        { "debug", "#95a5a6" },
    };

    for (size_t i = 0; i < ARRAY_LEN(colors); i++) {
        if (str_eq(m->level, str_c(colors[i][0])))
            return colors[i][1];
    }
    return "#e74c3c";
}

/* --- calls --------------------------------------------------------------------------------- */

struct letter {
    struct buf b;
    struct jsonw w;
};

static struct jsonw *letter_begin(struct ctx *cx, struct letter *l)
{
    buf_init(&l->b, cx->arena, BODY_BYTES);
    jsonw_init(&l->w, &l->b);
    jsonw_obj(&l->w);
    return &l->w;
}

static enum status letter_end(struct ctx *cx, struct letter *l, struct str url,
                              struct httpc_call *out)
{
    jsonw_end(&l->w);
    if (buf_is_full(&l->b))
        return fail(cx, E_INVALID, "the message is too long");
    *out = (struct httpc_call){ .method = "POST",
                                .url = url,
                                .headers = { { "Content-Type", S("application/json"), false } },
                                .body = buf_str(&l->b) };
    return OK;
}

static void add_issue(struct jsonw *w, const struct alert_message *m)
{
    jsonw_key_obj(w, "issue");
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
    jsonw_end(w);
}

/* Ours: text as it is, signed over the whole body; id is the same in every try. */
static enum status write_webhook(struct ctx *cx, const struct alert_config *to,
                                 const struct alert_message *m, struct httpc_call *out)
{
    uint8_t sum[SHA256_BYTES];
    struct letter l;
    struct jsonw *w = letter_begin(cx, &l);

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
    add_issue(w, m);
    TRY(letter_end(cx, &l, to->url, out));
    out->headers[1] = (struct httpc_header){ "X-Gosnag-Delivery", m->delivery, false };
    if (to->secret.len == 0)
        return OK;
    hmac_sha256(to->secret, out->body, sum);
    struct str hex = str_hex(cx->arena, sum, sizeof sum);
    out->headers[2] = (struct httpc_header){ "X-Gosnag-Signature",
                                             str_printf(cx->arena, "sha256=%.*s", FMT(hex)), true };
    return OK;
}

/* The attachment that Slack and Mattermost share (gosnag-domain.md §8). */
static void add_attachment(struct jsonw *w, const struct alert_message *m, struct str title,
                           struct str text)
{
    jsonw_key_arr(w, "attachments");
    jsonw_obj(w);
    jsonw_key_str(w, "color", str_c(color_of(m)));
    jsonw_key_str(w, "fallback", title);
    jsonw_key_str(w, "title", title);
    jsonw_key_str(w, "title_link", m->url);
    jsonw_key_str(w, "text", text);
    jsonw_key_str(w, "footer", m->short_id);
    jsonw_key_i64(w, "ts", m->last_seen_ms / MS_PER_SECOND);
    jsonw_end(w);
    jsonw_end(w);
}

static enum status write_slack(struct ctx *cx, const struct alert_config *to,
                               const struct alert_message *m, struct httpc_call *out)
{
    struct letter l;
    struct jsonw *w = letter_begin(cx, &l);
    struct str why = slack_text(cx, m->sentence), project = slack_text(cx, m->project_name);
    struct str figures = alert_figures(cx, m), head = alert_headline(m);

    jsonw_key_str(w, "text", str_printf(cx->arena, "*%.*s* in *%.*s*", FMT(head), FMT(project)));
    if (to->channel.len > 0)
        jsonw_key_str(w, "channel", to->channel);
    add_attachment(w, m, slack_text(cx, m->title),
                   str_printf(cx->arena, "%.*s\n%.*s\n<%.*s|Open the issue>\n_Sent because %.*s_",
                              FMT(figures), FMT(slack_text(cx, m->culprit)), FMT(m->url),
                              FMT(why)));
    return letter_end(cx, &l, to->webhook_url, out);
}

static enum status write_mattermost(struct ctx *cx, const struct alert_config *to,
                                    const struct alert_message *m, struct httpc_call *out)
{
    struct letter l;
    struct jsonw *w = letter_begin(cx, &l);
    struct str project = markdown_text(cx, m->project_name), head = alert_headline(m);
    struct str figures = alert_figures(cx, m), why = markdown_text(cx, m->sentence);

    jsonw_key_str(w, "text",
                  str_printf(cx->arena, "**%.*s** in **%.*s**", FMT(head), FMT(project)));
    if (to->channel.len > 0)
        jsonw_key_str(w, "channel", to->channel);
    add_attachment(w, m, markdown_text(cx, m->title),
                   str_printf(cx->arena, "%.*s\n%.*s\n*Sent because %.*s*", FMT(figures),
                              FMT(markdown_text(cx, m->culprit)), FMT(why)));
    return letter_end(cx, &l, to->webhook_url, out);
}

static int64_t color_number(const struct alert_message *m)
{
    return strtol(color_of(m) + 1, NULL, 16);
}

static enum status write_discord(struct ctx *cx, const struct alert_config *to,
                                 const struct alert_message *m, struct httpc_call *out)
{
    struct letter l;
    struct jsonw *w = letter_begin(cx, &l);
    struct str project = markdown_text(cx, m->project_name), head = alert_headline(m);
    struct str figures = alert_figures(cx, m), why = markdown_text(cx, m->sentence);
    struct str culprit = markdown_text(cx, m->culprit);

    jsonw_key_str(w, "content",
                  str_printf(cx->arena, "**%.*s** in **%.*s**", FMT(head), FMT(project)));
    jsonw_key_raw(w, "allowed_mentions", S("{\"parse\":[]}"));
    jsonw_key_arr(w, "embeds");
    jsonw_obj(w);
    jsonw_key_str(w, "title", str_utf8_to(markdown_text(cx, m->title), 256)); /* its limit */
    jsonw_key_str(w, "url", m->url);
    jsonw_key_i64(w, "color", color_number(m));
    jsonw_key_str(w, "description",
                  str_printf(cx->arena, "%.*s\n%.*s\n*Sent because %.*s*", FMT(figures),
                             FMT(culprit), FMT(why)));
    jsonw_end(w);
    jsonw_end(w);
    return letter_end(cx, &l, to->webhook_url, out);
}

static void add_block(struct jsonw *w, struct str text, const char *weight)
{
    jsonw_obj(w);
    jsonw_key_str(w, "type", S("TextBlock"));
    jsonw_key_str(w, "text", text);
    jsonw_key_str(w, "weight", str_c(weight));
    jsonw_key_bool(w, "wrap", true);
    jsonw_end(w);
}

/* An adaptive card, as Teams' workflows take it. */
static enum status write_teams(struct ctx *cx, const struct alert_config *to,
                               const struct alert_message *m, struct httpc_call *out)
{
    struct letter l;
    struct jsonw *w = letter_begin(cx, &l);
    struct str project = markdown_text(cx, m->project_name), head = alert_headline(m);
    struct str why = markdown_text(cx, m->sentence);

    jsonw_key_str(w, "type", S("message"));
    jsonw_key_arr(w, "attachments");
    jsonw_obj(w);
    jsonw_key_str(w, "contentType", S("application/vnd.microsoft.card.adaptive"));
    jsonw_key_obj(w, "content");
    jsonw_key_str(w, "$schema", S("http://adaptivecards.io/schemas/adaptive-card.json"));
    jsonw_key_str(w, "type", S("AdaptiveCard"));
    jsonw_key_str(w, "version", S("1.4"));
    jsonw_key_arr(w, "body");
    add_block(w, str_printf(cx->arena, "%.*s in %.*s", FMT(head), FMT(project)), "Bolder");
    add_block(w, markdown_text(cx, m->title), "Default");
    add_block(w, alert_figures(cx, m), "Lighter");
    add_block(w, str_printf(cx->arena, "Sent because %.*s", FMT(why)), "Lighter");
    jsonw_end(w);
    jsonw_key_arr(w, "actions");
    jsonw_obj(w);
    jsonw_key_str(w, "type", S("Action.OpenUrl"));
    jsonw_key_str(w, "title", S("Open the issue"));
    jsonw_key_str(w, "url", m->url);
    jsonw_end(w);
    jsonw_end(w);
    jsonw_end(w);
    jsonw_end(w);
    jsonw_end(w);
    return letter_end(cx, &l, to->webhook_url, out);
}

/* Without parse_mode: the text is nothing but text. */
static enum status write_telegram(struct ctx *cx, const struct alert_config *to,
                                  const struct alert_message *m, struct httpc_call *out)
{
    struct str base = to->url.len > 0 ? to->url : S("https://api.telegram.org");
    struct letter l;
    struct jsonw *w = letter_begin(cx, &l);
    struct str head = alert_headline(m), figures = alert_figures(cx, m);

    while (str_ends(base, S("/")))
        base = str_to(base, base.len - 1);
    jsonw_key_str(w, "chat_id", to->chat_id);
    jsonw_key_str(w, "text",
                  str_printf(cx->arena, "%.*s in %.*s\n%.*s\n%.*s\n%.*s\nSent because %.*s",
                             FMT(head), FMT(m->project_name), FMT(alert_one_line(cx, m->title)),
                             FMT(figures), FMT(m->url), FMT(m->sentence)));
    return letter_end(
        cx, &l, str_printf(cx->arena, "%.*s/bot%.*s/sendMessage", FMT(base), FMT(to->token)), out);
}

/* Events API v2: its severities are four; one incident per issue. */
static enum status write_pagerduty(struct ctx *cx, const struct alert_config *to,
                                   const struct alert_message *m, struct httpc_call *out)
{
    struct str url = to->url.len > 0 ? to->url : S("https://events.pagerduty.com/v2/enqueue");
    bool is_mild = str_eq(m->level, S("warning")) || str_eq(m->level, S("info"));
    struct str severity = is_mild                        ? m->level
                          : str_eq(m->level, S("fatal")) ? S("critical")
                          : str_eq(m->level, S("debug")) ? S("info")
                                                         : S("error");
    struct letter l;
    struct jsonw *w = letter_begin(cx, &l);
    struct str title = alert_one_line(cx, m->title);

    jsonw_key_str(w, "routing_key", to->routing_key);
    jsonw_key_str(w, "event_action", S("trigger"));
    jsonw_key_str(w, "dedup_key", str_printf(cx->arena, "gosnag-%.*s", FMT(m->issue_id)));
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
    jsonw_end(w);
    jsonw_end(w);
    return letter_end(cx, &l, url, out);
}

/* --- the table -------------------------------------------------------------------------------- */

#define MEMBER(name, max) FIELD_STR(#name, struct alert_config, name, FIELD_OPTIONAL, max)

static const struct field email_fields[] = {
    FIELD_STR_LIST("recipients", struct alert_config, recipients, FIELD_OPTIONAL, ALERT_RECIPIENTS),
    FIELD_END,
};
static const struct field chat_fields[] = {
    MEMBER(webhook_url, HTTPC_URL_BYTES),
    MEMBER(channel, SLACK_CHANNEL),
    FIELD_END,
};
static const struct field hook_fields[] = { MEMBER(webhook_url, HTTPC_URL_BYTES), FIELD_END };
static const struct field webhook_fields[] = {
    MEMBER(url, HTTPC_URL_BYTES),
    MEMBER(secret, ALERT_SECRET_BYTES),
    FIELD_END,
};
static const struct field telegram_fields[] = {
    MEMBER(token, ALERT_SECRET_BYTES),
    MEMBER(chat_id, LIMIT_NAME),
    MEMBER(url, HTTPC_URL_BYTES),
    FIELD_END,
};
static const struct field pagerduty_fields[] = {
    MEMBER(routing_key, ALERT_SECRET_BYTES),
    MEMBER(url, HTTPC_URL_BYTES),
    FIELD_END,
};

static const char *const no_secrets[] = { NULL };
static const char *const hook_secrets[] = { "webhook_url", NULL };
static const char *const webhook_secrets[] = { "url", "secret", NULL };
static const char *const telegram_secrets[] = { "token", NULL };
static const char *const pagerduty_secrets[] = { "routing_key", NULL };

static const struct alert_channel alert_channels[] = {
    { "email", email_fields, no_secrets, "recipients", NULL },
    { "slack", chat_fields, hook_secrets, "webhook_url", write_slack },
    { "webhook", webhook_fields, webhook_secrets, "url", write_webhook },
    { "discord", hook_fields, hook_secrets, "webhook_url", write_discord },
    { "teams", hook_fields, hook_secrets, "webhook_url", write_teams },
    { "telegram", telegram_fields, telegram_secrets, "token", write_telegram },
    { "mattermost", chat_fields, hook_secrets, "webhook_url", write_mattermost },
    { "pagerduty", pagerduty_fields, pagerduty_secrets, "routing_key", write_pagerduty },
    { 0 },
};
const char *const alert_types[] = { "email",    "slack",      "webhook",   "discord", "teams",
                                    "telegram", "mattermost", "pagerduty", NULL };

const struct alert_channel *alert_channel_named(struct str name)
{
    for (const struct alert_channel *c = alert_channels; c->name != NULL; c++) {
        if (str_eq(str_c(c->name), name))
            return c;
    }
    return NULL;
}

enum status alert_recipients(struct ctx *cx, const struct alert_channel *channel,
                             const struct alert_config *config, struct str_list *out)
{
    const struct alert_message nothing = { .level = S("error") };
    struct httpc_call call;

    *out = config->recipients;
    if (channel->write == NULL)
        return OK;
    TRY(channel->write(cx, config, &nothing, &call));
    struct str *host = arena_new(cx->arena, struct str);
    *host = httpc_host(cx, call.url);
    *out = (struct str_list){ host, 1 };
    return OK;
}
