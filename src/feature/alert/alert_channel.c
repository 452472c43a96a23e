/* The ways out: what each needs to know, and what writes its call. */
#include "base/base.h"
#include "feature/alert/alert_write.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"

enum { SLACK_CHANNEL = 80 };

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
static const struct field slack_fields[] = {
    MEMBER(webhook_url, HTTPC_URL_BYTES),
    MEMBER(channel, SLACK_CHANNEL),
    MEMBER(token, ALERT_SECRET_BYTES),
    MEMBER(url, HTTPC_URL_BYTES),
    FIELD_END,
};
static const struct field hook_fields[] = { MEMBER(webhook_url, HTTPC_URL_BYTES), FIELD_END };
static const struct field webhook_fields[] = {
    MEMBER(url, HTTPC_URL_BYTES),
    MEMBER(secret, ALERT_SECRET_BYTES),
    MEMBER(format, LIMIT_NAME),
    MEMBER(template, ALERT_TEMPLATE_BYTES),
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
static const char *const slack_secrets[] = { "webhook_url", "token", NULL };
static const char *const webhook_secrets[] = { "url", "secret", NULL };
static const char *const telegram_secrets[] = { "token", NULL };
static const char *const pagerduty_secrets[] = { "routing_key", NULL };

static const struct alert_channel alert_channels[] = {
    { "email", email_fields, no_secrets, "recipients", NULL },
    { "slack", slack_fields, slack_secrets, "webhook_url", alert_write_slack },
    { "webhook", webhook_fields, webhook_secrets, "url", alert_write_webhook },
    { "discord", hook_fields, hook_secrets, "webhook_url", alert_write_discord },
    { "teams", hook_fields, hook_secrets, "webhook_url", alert_write_teams },
    { "telegram", telegram_fields, telegram_secrets, "token", alert_write_telegram },
    { "mattermost", chat_fields, hook_secrets, "webhook_url", alert_write_mattermost },
    { "pagerduty", pagerduty_fields, pagerduty_secrets, "routing_key", alert_write_pagerduty },
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
