#include "feature/alert/alert_channel.c"

#include "base/test.h"
#include "base/arena.h"
#include "port/crypto.h"
#include "port/json.h"

enum { LONG_TITLE = 4000 };

static struct arena arena;
static struct ctx cx;

static void fresh(void)
{
    arena_init(&arena, "test", 8 << 20);
    cx = (struct ctx){ .arena = &arena, .now_ms = 1700000000000 };
}

static const struct alert_message message = {
    .delivery = S("d-1"),
    .reason = S("threshold"),
    .alert_id = S("a-1"),
    .alert_name = S("Many"),
    .sentence = S("level is \"error\""),
    .project_id = S("p-1"),
    .project_name = S("Shop & <Co>"),
    .project_slug = S("shop"),
    .issue_id = S("i-1"),
    .short_id = S("SHOP-1"),
    .title = S("<!channel> *bold* @here\nnext"),
    .level = S("warning"),
    .status = S("open"),
    .culprit = S("cart.py in total"),
    .url = S("http://gosnag.test/projects/p-1/issues/i-1"),
    .event_count = 12,
    .user_count = 1,
    .priority = 70,
};

static const struct alert_config to = {
    .webhook_url = S("https://hook.example/x"),
    .url = S("https://hook.example/y/"),
    .channel = S("#errors"),
    .secret = S("key"),
    .token = S("T"),
    .chat_id = S("42"),
    .routing_key = S("R"),
};

/* The call of a type, its body read. */
static struct json *body_of(const char *type, const struct alert_message *m,
                            struct httpc_call *call)
{
    struct json_doc *doc = NULL;

    assert_int_equal(alert_channel_named(str_c(type))->write(&cx, &to, m, call), OK);
    assert_string_equal(call->method, "POST");
    if (json_parse(&cx, call->body, &doc, NULL) != OK)
        fail_msg("%s: %.*s", type, FMT(call->body));
    return json_root(doc);
}

static void says(const char *type, const char *path, struct str words)
{
    struct httpc_call call;
    struct str text = json_str(json_get_path(body_of(type, &message, &call), path));

    if (!str_contains(text, words))
        fail_msg("%s, %s: \"%.*s\" has no \"%.*s\"", type, path, FMT(text), FMT(words));
}

TEST(every_type_of_alert_is_in_the_table_and_makes_one_call)
{
    struct httpc_call call;

    fresh();
    for (size_t i = 0; alert_types[i] != NULL; i++) {
        const struct alert_channel *c = alert_channel_named(str_c(alert_types[i]));
        assert_non_null(c);
        if (c->write != NULL)
            assert_non_null(body_of(alert_types[i], &message, &call));
        else
            assert_string_equal(c->name, "email");
    }
    assert_null(alert_channel_named(S("pigeon")));
    arena_release(&arena);
}

TEST(an_events_text_is_no_markup_of_the_chat_it_comes_to)
{
    struct httpc_call call;

    fresh();
    says("slack", "text", S("in *Shop &amp; &lt;Co&gt;*"));
    says("mattermost", "text", S("**Shop & \\<Co\\>**"));
    says("discord", "content", S("**Shop & \\<Co\\>**"));
    says("telegram", "text", S("<!channel> *bold* @here next"));
    const struct json *slack = json_get_path(body_of("slack", &message, &call), "attachments");
    assert_str_equal(json_str(json_get(json_at(slack, 0), S("title"))),
                     S("&lt;!channel&gt; *bold* @here next"));
    const struct json *discord = body_of("discord", &message, &call);
    assert_int_equal(json_length(json_get_path(discord, "allowed_mentions.parse")), 0);
    assert_str_equal(json_str(json_get(json_at(json_get_path(discord, "embeds"), 0), S("title"))),
                     S("\\<\\!channel\\> \\*bold\\* @\xe2\x80\x8bhere next"));
    arena_release(&arena);
}

TEST(a_webhook_is_signed_over_its_whole_body_when_it_has_a_secret)
{
    uint8_t sum[SHA256_BYTES];
    struct httpc_call call;
    struct alert_config open = to;

    fresh();
    (void)body_of("webhook", &message, &call);
    hmac_sha256(S("key"), call.body, sum);
    struct str hex = str_hex(&arena, sum, sizeof sum);
    assert_str_equal(call.headers[1].value, S("d-1"));
    assert_string_equal(call.headers[2].name, "X-Gosnag-Signature");
    assert_str_equal(call.headers[2].value, str_printf(&arena, "sha256=%.*s", FMT(hex)));
    assert_true(call.headers[2].is_secret);
    open.secret = S("");
    assert_int_equal(alert_write_webhook(&cx, &open, &message, &call), OK);
    assert_null(call.headers[2].name);
    arena_release(&arena);
}

TEST(telegram_and_pagerduty_have_addresses_of_their_own)
{
    struct alert_config bare = to;
    struct httpc_call call;

    fresh();
    (void)body_of("telegram", &message, &call);
    assert_str_equal(call.url, S("https://hook.example/y/botT/sendMessage"));
    (void)body_of("pagerduty", &message, &call);
    assert_str_equal(call.url, S("https://hook.example/y/"));
    bare.url = S("");
    assert_int_equal(alert_write_telegram(&cx, &bare, &message, &call), OK);
    assert_str_equal(call.url, S("https://api.telegram.org/botT/sendMessage"));
    assert_int_equal(alert_write_pagerduty(&cx, &bare, &message, &call), OK);
    assert_str_equal(call.url, S("https://events.pagerduty.com/v2/enqueue"));
    arena_release(&arena);
}

TEST(pagerduty_knows_four_severities)
{
    static const struct {
        struct str level, severity;
    } cases[] = {
        { S("fatal"), S("critical") }, { S("error"), S("error") }, { S("warning"), S("warning") },
        { S("info"), S("info") },      { S("debug"), S("info") },  { S("odd"), S("error") },
    };
    struct alert_message m = message;
    struct httpc_call call;

    fresh();
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        m.level = cases[i].level;
        const struct json *body = body_of("pagerduty", &m, &call);
        assert_str_equal(json_str(json_get_path(body, "payload.severity")), cases[i].severity);
        assert_str_equal(json_str(json_get_path(body, "dedup_key")), S("gosnag-i-1"));
    }
    arena_release(&arena);
}

TEST(the_longest_title_still_fits_every_message)
{
    static char title[LONG_TITLE];
    struct alert_message m = message;
    struct httpc_call call;

    fresh();
    memset(title, '*', sizeof title);
    m.title = m.culprit = m.project_name = str_make(title, sizeof title);
    for (size_t i = 0; alert_types[i] != NULL; i++) {
        if (alert_channel_named(str_c(alert_types[i]))->write != NULL)
            (void)body_of(alert_types[i], &m, &call);
    }
    assert_int_equal(alert_one_line(&cx, m.title).len, ALERT_TITLE_CHARACTERS);
    arena_release(&arena);
}

TEST(every_reason_has_a_headline)
{
    static const struct {
        struct str reason, headline;
    } cases[] = {
        { S("new"), S("New issue") },
        { S("reopened"), S("Issue reopened") },
        { S("regressed"), S("Issue came back") },
        { S("threshold"), S("Issue crossed a threshold") },
        { S("test"), S("Test of an alert") },
        { S("of a newer program"), S("Issue") },
    };
    struct alert_message m = message;

    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        m.reason = cases[i].reason;
        assert_str_equal(alert_headline(&m), cases[i].headline);
    }
}

TEST(recipients_are_mail_addresses_or_the_one_host)
{
    struct str addresses[] = { S("a@b.c"), S("d@e.f") };
    struct alert_config mail = { .recipients = { addresses, ARRAY_LEN(addresses) } };
    struct str_list out;

    fresh();
    assert_int_equal(alert_recipients(&cx, alert_channel_named(S("email")), &mail, &out), OK);
    assert_int_equal(out.n, 2);
    assert_str_equal(out.items[1], S("d@e.f"));
    assert_int_equal(alert_recipients(&cx, alert_channel_named(S("teams")), &to, &out), OK);
    assert_int_equal(out.n, 1);
    assert_str_equal(out.items[0], S("hook.example"));
    arena_release(&arena);
}

TEST(a_digest_names_every_issue_in_every_form_with_a_link_to_it)
{
    static const char *const types[] = { "slack",    "mattermost", "discord",  "teams",
                                         "telegram", "webhook",    "pagerduty" };
    struct alert_message list[ALERT_LIST], m = message;
    struct httpc_call call;

    fresh();
    for (size_t i = 0; i < ALERT_LIST; i++) {
        list[i] = message;
        list[i].title = str_printf(&arena, "boom%zu.", i);
        list[i].url = str_printf(&arena, "http://gosnag.test/i/%zu", i);
    }
    m.reason = S("digest");
    m.list = list;
    m.n_list = 3;
    m.n_more = 2;
    for (size_t i = 0; i < ARRAY_LEN(types); i++) {
        body_of(types[i], &m, &call);
        if (!str_contains(call.body, S("boom0")) || !str_contains(call.body, S("gosnag.test/i/2")))
            fail_msg("%s: %.*s", types[i], FMT(call.body));
        if (!str_contains(call.body, S("and 2 more")) &&
            !str_contains(call.body, S("\"more_issues\":2")))
            fail_msg("%s: %.*s", types[i], FMT(call.body));
    }
    m.n_list = ALERT_LIST;
    body_of("discord", &m, &call);
    assert_true(str_contains(call.body, S("boom14")));
    assert_false(str_contains(call.body, S("boom15")));
    assert_true(str_contains(call.body, S("and 37 more")));
    body_of("webhook", &m, &call);
    assert_true(str_contains(call.body, S("boom49")));
    arena_release(&arena);
}

/* 4,096 characters each (Discord's description of an embed, Telegram's text); more is refused. */
TEST(a_digest_of_long_titles_is_no_longer_than_a_chat_takes)
{
    struct alert_message list[ALERT_LIST], m = message;
    struct httpc_call call;
    char x[2000];

    fresh();
    memset(x, 'x', sizeof x);
    for (size_t i = 0; i < ALERT_LIST; i++) {
        list[i] = message;
        list[i].title = str_make(x, 200);
        list[i].url = str_printf(&arena, "https://gosnag.example.com/%.*s", FMT(str_make(x, 90)));
    }
    m.list = list;
    m.n_list = ALERT_LIST;
    m.sentence = str_make(x, sizeof x);
    struct json *telegram = body_of("telegram", &m, &call);
    struct str text = json_str(json_get(telegram, S("text")));
    assert_in_range(text.len, 2800, 4096);
    assert_true(str_contains(text, S(" more\n")));
    struct json *discord = body_of("discord", &m, &call);
    const struct json *embed = json_at(json_get(discord, S("embeds")), 0);
    text = json_str(json_get(embed, S("description")));
    assert_in_range(text.len, 2800, 4096);
    assert_true(str_contains(text, S(" more\n")));
    arena_release(&arena);
}

TEST(pagerduty_ends_its_incident_when_the_issue_is_resolved)
{
    struct alert_message m = message;
    struct httpc_call call;

    fresh();
    m.reason = S("resolved");
    struct json *body = body_of("pagerduty", &m, &call);
    assert_str_equal(json_str(json_get(body, S("event_action"))), S("resolve"));
    assert_str_equal(json_str(json_get(body, S("dedup_key"))), S("gosnag-i-1"));
    arena_release(&arena);
}

TEST(a_bot_of_slack_posts_to_its_channel_and_changes_the_first_message)
{
    const struct alert_spot spot = { S("C1"), S("12.34") };
    const struct alert_config bot = { .token = S("xoxb-1"), .channel = S("#ops") };
    struct alert_message m = message;
    struct httpc_call call;

    fresh();
    m.thread_ts = S("9.8");
    assert_int_equal(alert_write_slack(&cx, &bot, &m, &call), OK);
    assert_str_equal(call.url, S("https://slack.com/api/chat.postMessage"));
    assert_str_equal(call.headers[1].value, S("Bearer xoxb-1"));
    assert_true(call.headers[1].is_secret);
    assert_true(str_contains(call.body, S("\"channel\":\"#ops\"")));
    assert_true(str_contains(call.body, S("\"thread_ts\":\"9.8\"")));
    assert_int_equal(alert_write_slack_change(&cx, &bot, &m, &spot, &call), OK);
    assert_str_equal(call.url, S("https://slack.com/api/chat.update"));
    assert_true(str_contains(call.body, S("\"channel\":\"C1\"")));
    assert_true(str_contains(call.body, S("\"ts\":\"12.34\"")));
    assert_false(str_contains(call.body, S("thread_ts")));
    arena_release(&arena);
}

TEST(a_webhook_speaks_as_sentry_does_and_in_words_of_ones_own)
{
    struct alert_config hook = { .url = S("https://x.example/y"),
                                 .secret = S("key"),
                                 .format = S("sentry") };
    uint8_t sum[SHA256_BYTES];
    struct httpc_call call;
    struct json_doc *doc;

    fresh();
    assert_int_equal(alert_write_webhook(&cx, &hook, &message, &call), OK);
    assert_int_equal(json_parse(&cx, call.body, &doc, NULL), OK);
    const struct json *body = json_root(doc);
    assert_str_equal(json_str(json_get(body, S("action"))), S("triggered"));
    assert_str_equal(json_str(json_get_path(body, "data.event.title")), message.title);
    assert_str_equal(json_str(json_get_path(body, "data.event.web_url")), message.url);
    assert_str_equal(json_str(json_get_path(body, "data.triggered_rule")), S("Many"));
    hmac_sha256(S("key"), call.body, sum);
    assert_string_equal(call.headers[4].name, "Sentry-Hook-Resource");
    assert_str_equal(call.headers[4].value, S("event_alert"));
    assert_string_equal(call.headers[6].name, "Sentry-Hook-Signature");
    assert_str_equal(call.headers[6].value, str_hex(&arena, sum, sizeof sum));
    hook.format = S("template");
    hook.template =
        S("{\"say\":\"{{headline}}: {{issue.title}}\",\"n\":\"{{issue.event_count}}\"}");
    assert_int_equal(alert_write_webhook(&cx, &hook, &message, &call), OK);
    assert_str_equal(call.body, S("{\"say\":\"Issue crossed a threshold: <!channel> *bold* "
                                  "@here\\nnext\",\"n\":12}"));
    hmac_sha256(S("key"), call.body, sum);
    assert_string_equal(call.headers[2].name, "X-Gosnag-Signature");
    assert_true(str_ends(call.headers[2].value, str_hex(&arena, sum, sizeof sum)));
    arena_release(&arena);
}
