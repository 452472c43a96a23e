#include "base/base.h"

#include "feature/mail/mail_int.h"

#include <stdio.h>

#include "base/buf.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/config.h"
#include "port/json.h"
#include "port/jsonw.h"
#include "port/mail.h"

enum {
    MAIL_ATTEMPTS = 24, /* two and a half days of them               */
    SILENCES = 2,       /* port/mail takes so many timeouts at most */
    TIMEOUT_MAX_S = 30,
    DELIVER_S = SILENCES * TIMEOUT_MAX_S,
    PAGE_BYTES = 256 << 10,
};

static struct {
    struct str host;
    int64_t port;
    struct str user;
    struct str password;
    struct str from;
    struct str tls;
    int64_t timeout_s;
} cfg;

static const char *const tls_words[] = { "auto", "starttls", "tls", "none", NULL };

static const struct setting mail_settings[] = {
    SETTING_STR("SMTP_HOST", &cfg.host, "", "Mail server; unset: the program sends no mail."),
    SETTING_I64("SMTP_PORT", &cfg.port, "587", 1, 65535, "Port of the mail server."),
    SETTING_STR("SMTP_USER", &cfg.user, "",
                "User of the mail server; unset: mail is sent without signing in."),
    SETTING_SECRET("SMTP_PASSWORD", &cfg.password, "Password of the mail server."),
    SETTING_STR("SMTP_FROM", &cfg.from, "gosnag@localhost",
                "Sender of mail: an address, or a name and <address>."),
    SETTING_WORD("SMTP_TLS", &cfg.tls, "auto", tls_words,
                 "auto (TLS on port 465, else STARTTLS where it is offered, demanded when there is "
                 "a password for another machine), starttls (demanded), tls (from the start), "
                 "none."),
    SETTING_I64("SMTP_TIMEOUT_S", &cfg.timeout_s, "20", 1, TIMEOUT_MAX_S,
                "Seconds the mail server may be silent."),
    SETTING_END,
};

bool mail_is_on(void)
{
    return cfg.host.len > 0;
}

struct str mail_link(struct ctx *cx, struct str path)
{
    struct str base = core_config()->base_url;

    while (str_ends(base, S("/")))
        base = str_to(base, base.len - 1);
    return str_printf(cx->arena, "%.*s%.*s", FMT(base), FMT(path));
}

/* The host of BASE_URL: "errors.example.com". */
static struct str own_host(void)
{
    struct str base = core_config()->base_url;
    struct str host = str_from(base, str_find(base, S("//")) + 2);

    host = str_to(host, str_find_char(host, '/'));
    host = str_to(host, str_find_char(host, ':'));
    return host.len > 0 ? host : S("localhost");
}

struct str mail_page(struct ctx *cx, struct str title, struct str paragraphs, struct str foot)
{
    struct buf b;

    buf_init(&b, cx->arena, PAGE_BYTES);
    buf_add(&b, S("<!doctype html>\n<html><head><meta charset=\"utf-8\"><title>"));
    buf_add_html(&b, title);
    buf_add(&b, S("</title></head>\n<body style=\"margin:0;padding:24px;background:#f6f6f3;"
                  "color:#17181b;font:15px/1.5 sans-serif\">\n<div style=\"max-width:600px;"
                  "margin:0 auto;padding:24px;background:#ffffff;border:1px solid #dcdcd6;"
                  "border-radius:8px\">\n"));
    buf_add(&b, paragraphs);
    buf_add(&b, S("</div>\n"));
    if (foot.len > 0) {
        buf_add(&b, S("<div style=\"max-width:600px;margin:12px auto 0;color:#5f646c;"
                      "font-size:12px\">"));
        buf_add(&b, foot);
        buf_add(&b, S("</div>\n"));
    }
    buf_add(&b, S("</body></html>\n"));
    return buf_str(&b);
}

/* --- the channel ------------------------------------------------------------ */

static const struct field mail_fields[] = {
    FIELD_STR("to", struct mail, to, FIELD_REQUIRED, LIMIT_EMAIL),
    FIELD_STR("to_name", struct mail, to_name, 0, LIMIT_TEXT),
    FIELD_STR("subject", struct mail, subject, FIELD_REQUIRED, LIMIT_TEXT),
    FIELD_STR("text", struct mail, text, FIELD_REQUIRED, LIMIT_TEXT),
    FIELD_STR("html", struct mail, html, 0, PAGE_BYTES),
    FIELD_STR("thread", struct mail, thread, 0, LIMIT_NAME),
    FIELD_STR("reply_to", struct mail, reply_to, 0, LIMIT_EMAIL),
    FIELD_STR("unsubscribe", struct mail, unsubscribe, 0, LIMIT_TEXT),
    FIELD_END,
};

enum status mail_queue(struct ctx *cx, const struct mail_order *order, const struct mail *mail)
{
    struct buf b;
    struct jsonw w;

    if (!mail_address_is_good(mail->to))
        return fail(cx, E_INVALID, "'%.*s' is no mail address", FMT(mail->to));
    buf_init(&b, cx->arena, OUTBOX_PAYLOAD);
    jsonw_init(&w, &b);
    field_encode(&w, mail_fields, mail);
    if (buf_is_full(&b))
        return fail(cx, E_TOO_LARGE, "a mail may have %d bytes", OUTBOX_PAYLOAD);
    return outbox_add(cx, &(struct outbox_item){ .channel = "mail",
                                                 .kind = order->kind,
                                                 .recipient = mail->to,
                                                 .payload = buf_str(&b),
                                                 .due_ms = order->due_ms });
}

static enum mail_security security(void)
{
    for (size_t i = 0; tls_words[i] != NULL; i++) {
        if (str_eq(cfg.tls, str_c(tls_words[i])))
            return (enum mail_security)i;
    }
    return MAIL_SECURITY_AUTO;
}

static struct mail_server server(void)
{
    return (struct mail_server){ .host = cfg.host,
                                 .port = cfg.port,
                                 .security = security(),
                                 .user = cfg.user,
                                 .password = cfg.password,
                                 .helo = own_host(),
                                 .timeout_s = cfg.timeout_s };
}

enum status mail_deliver(struct ctx *cx, const struct outbox_delivery *d, const struct mail *mail)
{
    struct mail_stamp stamp = { .uuid = d->uuid, .host = own_host(), .sent_ms = cx->now_ms };
    const struct mail_server to_server = server();
    struct mail_letter letter = { .to = mail->to };

    mail_split_address(cfg.from, &stamp.from_name, &stamp.from);
    letter.from = stamp.from;
    TRY(mail_message(cx, mail, &stamp, &letter.data));
    return mail_send(cx, &to_server, &letter);
}

static enum status deliver(struct ctx *cx, struct outbox_delivery *d)
{
    struct mail mail = { 0 };
    struct json_doc *doc;

    TRY(json_parse(cx, d->payload, &doc, NULL));
    TRY(field_decode(cx, mail_fields, json_root(doc), &mail));
    return mail_deliver(cx, d, &mail);
}

static const struct outbox_channel mail_channels[] = {
    { "mail", deliver, NULL, .timeout_s = DELIVER_S, .attempts = MAIL_ATTEMPTS },
    { 0 },
};

static enum status check_settings(struct ctx *cx)
{
    struct str name, address;

    mail_split_address(cfg.from, &name, &address);
    if (mail_address_is_good(address))
        return OK;
    return config_blame(cx, fail(cx, E_INVALID, "'%.*s' is no mail address", FMT(cfg.from)),
                        "SMTP_FROM");
}

/* `gosnag mail TO`: by the settings as they are, at once, past the outbox. */
static enum status mail_try(struct ctx *cx, const struct str *args, size_t n)
{
    struct outbox_delivery d = { .uuid = uuid_new(cx->arena, cx->now_ms) };
    struct str text = S("This mail shows that the program can send mail.\n");

    if (n != 1)
        return fail(cx, E_INVALID, "mail takes one address");
    mail_init();
    TRY(check_settings(cx));
    struct mail mail = { .to = args[0],
                         .subject = S("Mail works"),
                         .text = text,
                         .html = mail_page(cx, S("Mail works"), text, (struct str){ 0 }) };
    TRY(mail_deliver(cx, &d, &mail));
    (void)printf("%.*s:%lld has taken a mail to %.*s\n", FMT(cfg.host), (long long)cfg.port,
                 FMT(args[0]));
    return OK;
}

static const struct command mail_commands[] = {
    { "mail", "EMAIL", "Send a test mail now and say what the mail server answers.", 0, mail_try },
    { 0 },
};

/* --- life ------------------------------------------------------------------- */

static enum status mail_start(struct ctx *cx)
{
    mail_init();
    return mail_is_on() ? check_settings(cx) : OK;
}

static enum status mail_check(struct ctx *cx, struct str *words)
{
    struct mail_server there = server();

    *words = S("off (SMTP_HOST is not set)");
    if (!mail_is_on())
        return OK;
    mail_init();
    TRY(check_settings(cx));
    TRY(mail_probe(cx, &there));
    *words = str_printf(cx->arena, "%.*s:%lld takes mail of %.*s", FMT(cfg.host),
                        (long long)cfg.port, FMT(cfg.from));
    return OK;
}

const struct feature feature_mail = {
    .name = "mail",
    .settings = mail_settings,
    .channels = mail_channels,
    .commands = mail_commands,
    .start = mail_start,
    .check = mail_check,
};
