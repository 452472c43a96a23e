/* For people in chats: each in its own markup. */
#include "base/base.h"
#include "feature/alert/alert_write.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/str.h"
#include "port/jsonw.h"

/* The attachment that Slack and Mattermost share (gosnag-domain.md §8). */
static void add_attachment(struct jsonw *w, const struct alert_message *m, struct str title,
                           struct str text)
{
    jsonw_key_arr(w, "attachments");
    jsonw_obj(w);
    jsonw_key_str(w, "color", str_c(alert_color(m)));
    jsonw_key_str(w, "fallback", title);
    jsonw_key_str(w, "title", title);
    jsonw_key_str(w, "title_link", m->url);
    jsonw_key_str(w, "text", text);
    jsonw_key_str(w, "footer", m->short_id);
    jsonw_key_i64(w, "ts", m->last_seen_ms / MS_PER_SECOND);
    jsonw_end(w);
    jsonw_end(w);
}

/* To a webhook, or by a bot's token to a method of Slack's. spot: the message that is changed. */
static enum status write_slack(struct ctx *cx, const struct alert_config *to,
                               const struct alert_message *m, const struct alert_spot *spot,
                               struct httpc_call *out)
{
    struct alert_letter l;
    struct jsonw *w = alert_letter_begin(cx, &l);
    struct str why = alert_slack_text(cx, m->sentence);
    struct str project = alert_slack_text(cx, m->project_name);
    struct str body = alert_chat_body(cx, m, ALERT_SLACK), head = alert_headline(m);
    struct str channel = spot != NULL ? spot->channel : to->channel;

    jsonw_key_str(w, "text", str_printf(cx->arena, "*%.*s* in *%.*s*", FMT(head), FMT(project)));
    if (channel.len > 0)
        jsonw_key_str(w, "channel", channel);
    if (spot != NULL)
        jsonw_key_str(w, "ts", spot->ts);
    if (spot == NULL && m->thread_ts.len > 0)
        jsonw_key_str(w, "thread_ts", m->thread_ts);
    add_attachment(w, m, alert_slack_text(cx, m->title),
                   str_printf(cx->arena, "%.*s<%.*s|Open %s>\n_Sent because %.*s_", FMT(body),
                              FMT(m->url), m->n_list > 0 ? "the project" : "the issue", FMT(why)));
    if (to->token.len == 0)
        return alert_letter_end(cx, &l, to->webhook_url, out);
    struct str base = to->url.len > 0 ? to->url : S("https://slack.com/api");
    while (str_ends(base, S("/")))
        base = str_to(base, base.len - 1);
    const char *method = spot != NULL ? "chat.update" : "chat.postMessage";
    TRY(alert_letter_end(cx, &l, str_printf(cx->arena, "%.*s/%s", FMT(base), method), out));
    out->headers[0].value = S("application/json; charset=utf-8");
    out->headers[1] =
        (struct httpc_header){ "Authorization",
                               str_printf(cx->arena, "Bearer %.*s", FMT(to->token)), true };
    return OK;
}

enum status alert_write_slack(struct ctx *cx, const struct alert_config *to,
                              const struct alert_message *m, struct httpc_call *out)
{
    return write_slack(cx, to, m, NULL, out);
}

enum status alert_write_slack_change(struct ctx *cx, const struct alert_config *to,
                                     const struct alert_message *m, const struct alert_spot *spot,
                                     struct httpc_call *out)
{
    return write_slack(cx, to, m, spot, out);
}

enum status alert_write_mattermost(struct ctx *cx, const struct alert_config *to,
                                   const struct alert_message *m, struct httpc_call *out)
{
    struct alert_letter l;
    struct jsonw *w = alert_letter_begin(cx, &l);
    struct str project = alert_markdown_text(cx, m->project_name), head = alert_headline(m);
    struct str body = alert_chat_body(cx, m, ALERT_MARKDOWN);
    struct str why = alert_markdown_text(cx, m->sentence);

    jsonw_key_str(w, "text",
                  str_printf(cx->arena, "**%.*s** in **%.*s**", FMT(head), FMT(project)));
    if (to->channel.len > 0)
        jsonw_key_str(w, "channel", to->channel);
    add_attachment(w, m, alert_markdown_text(cx, m->title),
                   str_printf(cx->arena, "%.*s*Sent because %.*s*", FMT(body), FMT(why)));
    return alert_letter_end(cx, &l, to->webhook_url, out);
}

static int64_t color_number(const struct alert_message *m)
{
    return strtol(alert_color(m) + 1, NULL, 16);
}

enum status alert_write_discord(struct ctx *cx, const struct alert_config *to,
                                const struct alert_message *m, struct httpc_call *out)
{
    struct alert_letter l;
    struct jsonw *w = alert_letter_begin(cx, &l);
    struct str project = alert_markdown_text(cx, m->project_name), head = alert_headline(m);
    struct str body = alert_chat_body(cx, m, ALERT_MARKDOWN);
    struct str why = alert_markdown_text(cx, m->sentence);

    jsonw_key_str(w, "content",
                  str_printf(cx->arena, "**%.*s** in **%.*s**", FMT(head), FMT(project)));
    jsonw_key_raw(w, "allowed_mentions", S("{\"parse\":[]}"));
    jsonw_key_arr(w, "embeds");
    jsonw_obj(w);
    jsonw_key_str(w, "title", str_utf8_to(alert_markdown_text(cx, m->title), 256)); /* its limit */
    jsonw_key_str(w, "url", m->url);
    jsonw_key_i64(w, "color", color_number(m));
    jsonw_key_str(w, "description",
                  str_printf(cx->arena, "%.*s*Sent because %.*s*", FMT(body), FMT(why)));
    jsonw_end(w);
    jsonw_end(w);
    return alert_letter_end(cx, &l, to->webhook_url, out);
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
enum status alert_write_teams(struct ctx *cx, const struct alert_config *to,
                              const struct alert_message *m, struct httpc_call *out)
{
    struct alert_letter l;
    struct jsonw *w = alert_letter_begin(cx, &l);
    struct str project = alert_markdown_text(cx, m->project_name), head = alert_headline(m);
    struct str why = alert_markdown_text(cx, m->sentence);

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
    add_block(w, alert_markdown_text(cx, m->title), "Default");
    add_block(w, alert_chat_body(cx, m, ALERT_MARKDOWN), "Lighter");
    add_block(w, str_printf(cx->arena, "Sent because %.*s", FMT(why)), "Lighter");
    jsonw_end(w);
    jsonw_key_arr(w, "actions");
    jsonw_obj(w);
    jsonw_key_str(w, "type", S("Action.OpenUrl"));
    jsonw_key_str(w, "title", m->n_list > 0 ? S("Open the project") : S("Open the issue"));
    jsonw_key_str(w, "url", m->url);
    jsonw_end(w);
    jsonw_end(w);
    jsonw_end(w);
    jsonw_end(w);
    jsonw_end(w);
    return alert_letter_end(cx, &l, to->webhook_url, out);
}

/* Without parse_mode: the text is nothing but text. */
enum status alert_write_telegram(struct ctx *cx, const struct alert_config *to,
                                 const struct alert_message *m, struct httpc_call *out)
{
    struct str base = to->url.len > 0 ? to->url : S("https://api.telegram.org");
    struct alert_letter l;
    struct jsonw *w = alert_letter_begin(cx, &l);
    struct str head = alert_headline(m), body = alert_chat_body(cx, m, ALERT_PLAIN);

    while (str_ends(base, S("/")))
        base = str_to(base, base.len - 1);
    jsonw_key_str(w, "chat_id", to->chat_id);
    jsonw_key_str(w, "text",
                  str_printf(cx->arena, "%.*s in %.*s\n%.*s\n%.*s%.*s\nSent because %.*s",
                             FMT(head), FMT(m->project_name), FMT(alert_one_line(cx, m->title)),
                             FMT(body), FMT(m->url), FMT(alert_one_line(cx, m->sentence))));
    return alert_letter_end(
        cx, &l, str_printf(cx->arena, "%.*s/bot%.*s/sendMessage", FMT(base), FMT(to->token)), out);
}
