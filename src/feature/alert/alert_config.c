/* An alert's own fields, and where it goes: checked, sealed, shown. */
#include "base/base.h"
#include "feature/alert/alert_int.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/config.h"
#include "feature/project/project.h"
#include "port/crypto.h"
#include "port/json.h"
#include "port/jsonw.h"
#include "port/mail.h"

static struct str slack_webhook_url;

const struct setting alert_own_settings[] = {
    SETTING_SECRET("SLACK_WEBHOOK_URL", &slack_webhook_url,
                   "Where Slack alerts go that have no address, nor has their project's group."),
    SETTING_END,
};

const struct field alert_settings_fields[] = {
    FIELD_STR("alert_type", struct alert_settings, alert_type, FIELD_REQUIRED, LIMIT_NAME),
    FIELD_STR("config_box", struct alert_settings, config_box, 0, RULE_SETTINGS_BYTES),
    FIELD_STR("level_filter", struct alert_settings, level_filter, 0, LIMIT_NAME),
    FIELD_STR("title_pattern", struct alert_settings, title_pattern, 0, RULE_TEXT_BYTES),
    FIELD_STR("exclude_pattern", struct alert_settings, exclude_pattern, 0, RULE_TEXT_BYTES),
    FIELD_I64("min_events", struct alert_settings, min_events, 0),
    FIELD_I64("min_velocity_1h", struct alert_settings, min_velocity_1h, 0),
    FIELD_I64("throttle_minutes", struct alert_settings, throttle_minutes, 0),
    FIELD_I64("digest_minutes", struct alert_settings, digest_minutes, 0),
    FIELD_BOOL("notify_resolved", struct alert_settings, notify_resolved, 0),
    FIELD_OBJECT("mute", struct alert_settings, mute, 0, struct alert_mute, alert_mute_fields),
    FIELD_END,
};

enum status alert_settings_read(struct ctx *cx, struct str settings, struct alert_settings *out)
{
    struct json_doc *doc;

    *out = (struct alert_settings){ 0 };
    TRY(json_parse(cx, settings, &doc, NULL));
    return field_decode(cx, alert_settings_fields, json_root(doc), out);
}

enum status alert_tree(struct ctx *cx, const struct alert_settings *s, struct str *out)
{
    const struct rule_flat flat = { .level_filter = s->level_filter,
                                    .title_pattern = s->title_pattern,
                                    .exclude_pattern = s->exclude_pattern,
                                    .min_events = s->min_events,
                                    .min_velocity_1h = s->min_velocity_1h,
                                    .is_case_blind = true };

    *out = rule_flat_tree(cx, &flat);
    return OK;
}

/* --- where to ------------------------------------------------------------------------------ */

static void seal_key(uint8_t key[SECRET_KEY_BYTES])
{
    secret_key_derive(core_config()->session_secret, S("alert"), key);
}

/* The member of that name; all that a channel may keep secret are texts. */
static struct str *member(const struct alert_channel *channel, struct alert_config *config,
                          const char *name)
{
    const struct field *f = channel->config;

    while (f->name != NULL && strcmp(f->name, name) != 0)
        f++;
    assert(f->kind == FIELD_KIND_STR);
    return (struct str *)(void *)((char *)config + f->offset);
}

enum status alert_config_open(struct ctx *cx, const struct alert_channel *channel, struct str box,
                              struct alert_config *out)
{
    uint8_t key[SECRET_KEY_BYTES];
    struct json_doc *doc;
    struct str plain;

    *out = (struct alert_config){ 0 };
    seal_key(key);
    if (!secret_open(cx->arena, key, box, &plain))
        return fail(cx, E_INTERNAL, "an alert's configuration cannot be unsealed");
    TRY(json_parse(cx, plain, &doc, NULL));
    return field_decode(cx, channel->config, json_root(doc), out);
}

static enum status check_recipients(struct ctx *cx, const struct str_list *list)
{
    static const struct err_where where = { "invalid", "config.recipients" };

    if (list->n == 0 || str_trim(list->items[0]).len == 0)
        return fail_at(cx, E_INVALID, where, "an alert by mail has recipients");
    for (size_t i = 0; i < list->n; i++) {
        list->items[i] = str_trim(list->items[i]);
        if (!mail_address_is_good(list->items[i]))
            return fail_at(cx, E_INVALID, where, "'%.*s' is no mail address",
                           FMT(str_utf8_clip(list->items[i], LIMIT_EMAIL)));
    }
    return OK;
}

/* The member that a channel cannot do without; Slack's address may stand elsewhere, and its bot
 * has to know the channel. */
static enum status check_need(struct ctx *cx, int64_t project_id,
                              const struct alert_channel *channel, struct alert_config *config)
{
    bool is_bot = strcmp(channel->name, "slack") == 0 && config->token.len > 0;
    const char *needs = is_bot ? "channel" : channel->needs;
    struct str field = str_printf(cx->arena, "config.%s", needs);
    struct str value = *member(channel, config, needs);

    if (value.len == 0 && !is_bot && strcmp(channel->name, "slack") == 0)
        TRY(alert_slack_default(cx, project_id, &value));
    if (value.len > 0)
        return OK;
    return fail_at(cx, E_INVALID, (struct err_where){ "invalid", str_cz(cx->arena, field) },
                   "%s is missing", needs);
}

static enum status check_address(struct ctx *cx, struct str *url)
{
    const struct err_where where = { "invalid", "config" };

    *url = str_trim(*url);
    if (url->len == 0 || httpc_check_url(cx, *url) == OK)
        return OK;
    struct str words = str_printf(cx->arena, "%s", cx->err.text);
    return fail_at(cx, E_INVALID, where, "%.*s", FMT(words));
}

/* A template is filled once with nothing: its names are known, or not. */
static enum status check_format(struct ctx *cx, const struct alert_channel *channel,
                                const struct alert_config *config)
{
    static const char *const formats[] = { "", "gosnag", "sentry", "template" };
    const struct alert_message nothing = { .level = S("error") };
    struct httpc_call call;
    size_t i = 0;

    if (strcmp(channel->name, "webhook") != 0)
        return OK;
    while (i < ARRAY_LEN(formats) && !str_eq(config->format, str_c(formats[i])))
        i++;
    if (i == ARRAY_LEN(formats))
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "config.format" },
                       "format is gosnag, sentry or template");
    return channel->write(cx, config, &nothing, &call);
}

static enum status check(struct ctx *cx, int64_t project_id, const struct alert_channel *channel,
                         struct alert_config *config)
{
    if (channel->write == NULL)
        return check_recipients(cx, &config->recipients);
    TRY(check_need(cx, project_id, channel, config));
    TRY(check_address(cx, &config->webhook_url));
    TRY(check_address(cx, &config->url));
    return check_format(cx, channel, config);
}

enum status alert_config_merge(struct ctx *cx, int64_t project_id,
                               const struct alert_channel *channel, struct str json,
                               struct str *box)
{
    struct alert_config config = { 0 }, was = { 0 };
    uint8_t key[SECRET_KEY_BYTES];
    struct json_doc *doc;
    struct buf b;
    struct jsonw w;

    if (box->len > 0)
        TRY(alert_config_open(cx, channel, *box, &was));
    TRY(json_parse(cx, json, &doc, NULL));
    TRY(field_decode(cx, channel->config, json_root(doc), &config));
    for (size_t i = 0; channel->secrets[i] != NULL; i++) {
        struct str *secret = member(channel, &config, channel->secrets[i]);
        *secret = str_trim(*secret);
        if (secret->len == 0)
            *secret = *member(channel, &was, channel->secrets[i]);
    }
    TRY(check(cx, project_id, channel, &config));
    buf_init(&b, cx->arena, ALERT_CONFIG_BYTES);
    jsonw_init(&w, &b);
    field_encode(&w, channel->config, &config);
    if (buf_is_full(&b))
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "config" },
                       "config may have %d bytes", ALERT_CONFIG_BYTES);
    seal_key(key);
    *box = secret_seal(cx->arena, key, buf_str(&b));
    return OK;
}

static bool is_secret(const struct alert_channel *channel, const char *name)
{
    for (size_t i = 0; channel->secrets[i] != NULL; i++) {
        if (strcmp(channel->secrets[i], name) == 0)
            return true;
    }
    return false;
}

static void show_list(struct jsonw *w, const char *name, const struct str_list *list)
{
    jsonw_key_arr(w, name);
    for (size_t i = 0; i < list->n; i++)
        jsonw_str(w, list->items[i]);
    jsonw_end(w);
}

enum status alert_config_show(struct ctx *cx, const struct alert_channel *channel, struct str box,
                              struct str *out)
{
    struct alert_config config;
    struct buf b;
    struct jsonw w;

    TRY(alert_config_open(cx, channel, box, &config));
    buf_init(&b, cx->arena, ALERT_CONFIG_BYTES);
    jsonw_init(&w, &b);
    jsonw_obj(&w);
    for (const struct field *f = channel->config; f->name != NULL; f++) {
        if (f->kind == FIELD_KIND_STR_LIST) {
            show_list(&w, f->name, &config.recipients);
            continue;
        }
        struct str value = *member(channel, &config, f->name);
        if (!is_secret(channel, f->name))
            jsonw_key_str(&w, f->name, str_is_null(value) ? S("") : value);
        else if (value.len > 0)
            jsonw_key_bool(&w, str_cz(cx->arena, str_printf(cx->arena, "%s_set", f->name)), true);
        else
            jsonw_key_str(&w, f->name, S(""));
    }
    jsonw_end(&w);
    *out = buf_str(&b);
    return OK;
}

enum status alert_slack_default(struct ctx *cx, int64_t project_id, struct str *out)
{
    TRY(project_group_webhook(cx, project_id, out));
    if (out->len == 0)
        *out = slack_webhook_url;
    return OK;
}
