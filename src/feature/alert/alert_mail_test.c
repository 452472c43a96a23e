#include "feature/alert/alert_mail.c"

#include "base/test.h"

static const struct alert_message message = {
    .reason = S("new"),
    .sentence = S("title contains \"<b>\""),
    .project_name = S("Shop & Co"),
    .issue_id = S("i-1"),
    .title = S("<script>alert(1)</script>\nBcc: x@y.z"),
    .level = S("error"),
    .status = S("open"),
    .culprit = S("cart.py in total"),
    .url = S("http://gosnag.test/projects/p-1/issues/i-1?a=1&b=2"),
    .event_count = 12,
    .user_count = 3,
    .first_seen_ms = 1700000000000,
};

TEST(the_mail_of_an_alert_shows_an_events_text_as_text)
{
    struct arena arena;
    struct mail mail = { 0 };

    arena_init(&arena, "test", 1 << 20);
    struct ctx cx = { .arena = &arena };
    assert_int_equal(alert_mail(&cx, S("ana@b.c"), &message, &mail), OK);
    assert_str_equal(mail.to, S("ana@b.c"));
    assert_str_equal(mail.subject, S("[GoSnag] New issue in Shop & Co: "
                                     "<script>alert(1)</script> Bcc: x@y.z"));
    assert_str_equal(mail.thread, S("issue-i-1"));
    assert_true(str_starts(mail.text, S("New issue in Shop & Co\n\n<script>alert(1)</script> Bcc:"
                                        " x@y.z\n\nLevel: error\nStatus: open\nWhere: ")));
    assert_true(str_contains(mail.text, S("Sent because title contains \"<b>\".\n")));
    assert_false(str_contains(mail.html, S("<script>")));
    assert_true(str_contains(mail.html, S("&lt;script&gt;alert(1)")));
    assert_true(str_contains(mail.html, S("?a=1&amp;b=2\"")));
    arena_release(&arena);
}

TEST(what_is_not_known_has_no_line_in_the_mail)
{
    struct arena arena;
    struct mail mail = { 0 };

    arena_init(&arena, "test", 1 << 20);
    struct ctx cx = { .arena = &arena };
    assert_int_equal(alert_mail(&cx, S("ana@b.c"), &message, &mail), OK);
    assert_false(str_contains(mail.text, S("Release:")));
    assert_false(str_contains(mail.text, S("Top frame:")));
    assert_true(
        str_contains(mail.text, S("Events: 12\nUsers: 3\nFirst seen: 2023-11-14T22:13:20")));
    assert_false(str_contains(mail.html, S("Release:")));
    arena_release(&arena);
}

TEST(the_mail_of_a_digest_lists_its_issues_and_is_of_the_alerts_thread)
{
    struct alert_message list[] = { message, message }, m = message;
    struct arena arena;
    struct mail mail = { 0 };

    arena_init(&arena, "test", 1 << 20);
    struct ctx cx = { .arena = &arena };
    list[1].title = S("another");
    m.reason = S("digest");
    m.title = S("3 issues");
    m.alert_id = S("a-1");
    m.list = list;
    m.n_list = ARRAY_LEN(list);
    m.n_more = 1;
    assert_int_equal(alert_mail(&cx, S("ana@b.c"), &m, &mail), OK);
    assert_str_equal(mail.subject, S("[GoSnag] Several issues in Shop & Co: 3 issues"));
    assert_str_equal(mail.thread, S("alert-a-1"));
    assert_true(str_contains(mail.text, S("- New issue: another\n")));
    assert_true(str_contains(mail.text, S("and 1 more\n")));
    assert_false(str_contains(mail.text, S("Level: ")));
    assert_true(str_contains(mail.html, S("&lt;script&gt;alert(1)")));
    assert_true(str_contains(mail.html, S(">another</a>")));
    assert_false(str_contains(mail.html, S("<script>")));
    arena_release(&arena);
}

TEST(the_mail_of_a_digest_is_whole_whatever_its_titles_are)
{
    struct alert_message list[ALERT_LIST], m = message;
    struct arena arena;
    struct mail mail = { 0 };
    char quotes[ALERT_TITLE_CHARACTERS];

    arena_init(&arena, "test", 4 << 20);
    struct ctx cx = { .arena = &arena };
    memset(quotes, '"', sizeof quotes);
    for (size_t i = 0; i < ALERT_LIST; i++) {
        list[i] = message;
        list[i].title = str_make(quotes, sizeof quotes);
        list[i].url = S("https://gosnag.example.com/projects/01934567-89ab-7cde-8f01-23456789abcd/"
                        "issues/01934567-89ab-7cde-8f01-23456789abcd");
    }
    m.list = list;
    m.n_list = ALERT_LIST;
    m.n_more = 1;
    assert_int_equal(alert_mail(&cx, S("ana@b.c"), &m, &mail), OK);
    assert_true(str_contains(mail.html, S("</ul>\n<p>and 1 more</p>\n")));
    assert_true(str_contains(mail.text, S("and 1 more\n")));
    arena_release(&arena);
}
