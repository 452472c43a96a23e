#include "feature/issue/issue_query_apply.c"

#include "base/test.h"
#include "core/store_testing.h"
#include "feature/issue/issue.h"

/* One table of cases for the whole language, on both stores. Times: now is 2023-11-14
 * 22:13:20 UTC. */
enum { NOW_S = 1700000000 };

static const char rows[] =
    "INSERT INTO project (uuid, name, slug, short_prefix, warning_as_error,"
    " route_grouping_enabled, ai_enabled, ai_merge_suggestions, ai_auto_merge,"
    " ai_anomaly_detection, ai_ticket_description, ai_root_cause, ai_triage, analysis_db_enabled,"
    " created_ms, updated_ms) VALUES ('01934567-89ab-7cde-8f01-23456789abcd', 'Shop', 'shop',"
    " 'SHOP', FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, 1, 1);"
    "INSERT INTO user_account (uuid, email, email_folded, name, role, status, created_ms,"
    " updated_ms) VALUES ('01934567-89ab-7cde-8f01-23456789a001', 'Ana@b.c', 'ana@b.c',"
    " 'Ana Lopez', 'admin', 'active', 1, 1);"
    "INSERT INTO release (uuid, project_id, version, first_seen_ms, last_seen_ms) VALUES"
    " ('01934567-89ab-7cde-8f01-23456789b001', 1, '1.9.0', 1, 1),"
    " ('01934567-89ab-7cde-8f01-23456789b002', 1, '1.10.0', 1, 1);"
    "INSERT INTO issue (uuid, project_id, short_no, title, title_folded, type, culprit, location,"
    " level, platform, is_unhandled, status, priority, first_seen_ms, last_seen_ms,"
    " last_seen_minute, event_count, stored_count, user_count, first_release, last_release,"
    " assigned_to, created_ms, updated_ms) VALUES"
    " ('01934567-89ab-7cde-8f01-000000000001', 1, 1, 'KeyError: 100% \"x\" gone',"
    "  'keyerror: 100% \"x\" gone', 'KeyError', 'shop/cart.py in totalFor', '', 'error', 'python',"
    "  TRUE, 'open', 90, 1699999000000, 1699999900000, 0, 5, 5, 1, '1.9.0', '1.9.0', 1, 1, 1),"
    " ('01934567-89ab-7cde-8f01-000000000002', 1, 2, 'Slow answer', 'slow answer', '', 'c', '',"
    "  'warning', 'node', FALSE, 'resolved', 50, 1698796800000, 1698883199999, 0, 50, 5, 2,"
    "  '1.10.0', '1.10.0', NULL, 1, 1),"
    " ('01934567-89ab-7cde-8f01-000000000003', 1, 3, 'Out of memory', 'out of memory', '', 'c', '',"
    "  'fatal', 'javascript', FALSE, 'reopened', 20, 1690000000000, 1699000000000, 0, 500, 5, 9,"
    "  '', '', NULL, 1, 1);"
    "INSERT INTO issue_label (issue_id, key, value, uuid, created_ms) VALUES"
    " (2, 'team', 'pay, and more', '01934567-89ab-7cde-8f01-00000000a001', 1);"
    "INSERT INTO issue_tag (project_id, key, value, issue_id) VALUES (1, 'environment', 'prod', 1),"
    " (1, 'environment', 'staging', 2), (1, 'release', '1.10.0', 2), (1, 'level', 'odd', 3),"
    " (1, 'url', 'https://x.y/a?b=1', 3), (1, 'customer', 'acme_1', 1),"
    " (1, 'customer', 'acmeX1', 3), (1, 'release', '1.9.0', 1);"
    "UPDATE issue SET jira_ticket_key = 'J-1' WHERE short_no = 2;"
    "INSERT INTO issue_follow (user_id, issue_id, created_ms) VALUES (1, 3, 1);";

static struct test_store store;
static const struct actor ana = {
    .kind = ACTOR_SESSION, .user_id = 1, .role = ROLE_ADMIN, .sees_all = true
};

static void add_words(int64_t issue_id, const char *const *texts)
{
    struct issue_words words = { 0 };
    struct str line = S("");

    for (; *texts != NULL; texts++)
        words_add(store.cx.arena, &words, str_c(*texts));
    for (size_t i = 0; i < words.n; i++)
        line = str_printf(store.cx.arena, "%.*s%s%.*s", FMT(line), i > 0 ? " " : "",
                          FMT(words.words[i]));
    if (issue_words_write(&store.cx, &(struct words_of_issue){ 1, issue_id, line }, 1) != OK)
        fail_msg("%s", store.cx.err.text);
}

static void fresh(enum db_kind kind)
{
    test_store_open(&store, kind);
    if (db_script(&store.cx, rows) != OK)
        fail_msg("%s", store.cx.err.text);
    store.cx.actor = &ana;
    store.cx.now_ms = (int64_t)NOW_S * MS_PER_SECOND;
    add_words(1, (const char *const[]){ "KeyError", "KeyError: 100% \"x\" gone",
                                        "shop/cart.py in totalFor", "HTTPServer", NULL });
    add_words(2, (const char *const[]){ "Slow answer", "\xC3\x84rger in Caf\xC3\xA9", NULL });
    add_words(3, (const char *const[]){ "Out of memory", "checkout/Button.tsx",
                                        "left\xE2\x80\x94right \xC3\xB7 7\xE2\x82\xAC", NULL });
}

/* Short numbers that a query finds, in order: "13". */
static const struct {
    const char *query;
    const char *found;
} cases[] = {
    { "", "123" },
    { "is:open", "1" },
    { "is:open,reopened", "13" },
    { "!is:open", "23" },
    { "is:new", "1" },
    { "is:unhandled", "1" },
    { "is:followed", "3" },
    { "IS:Open", "1" },
    { "level:error,fatal", "13" },
    { "level:error,fatal is:reopened", "3" },
    { "tag:level:odd", "3" },
    { "assignee:me", "1" },
    { "assignee:none", "23" },
    { "assignee:ana@b.c", "1" },
    { "assignee:\"ana lopez\"", "1" },
    { "assignee:nobody@b.c", "" },
    { "!assignee:me", "23" },
    { "release:1.10.0", "2" },
    { "release:latest", "2" },
    { "release:1.*", "12" },
    { "first_release:1.9.0", "1" },
    { "first_release:1*", "12" },
    { "env:prod,staging", "12" },
    { "!env:prod", "23" },
    { "platform:node", "2" },
    { "platform:*script", "3" },
    { "has:jira", "2" },
    { "has:customer", "13" },
    { "has:team", "2" },
    { "!has:assignee", "23" },
    { "events:>5", "23" },
    { "events:>=5 events:<500", "12" },
    { "events:5..50", "12" },
    { "events:=50", "2" },
    { "events:50", "2" },
    { "users:<=2", "12" },
    { "priority:>50", "1" },
    { "left\xE2\x80\x94right", "3" }, /* a dash that is no ASCII belongs to the word */
    { "left\xE2\x80\x94", "3" },
    { "right\xE2\x80\x94left", "" },
    { "7\xE2\x82\xAC", "3" },
    { "\xF0\x99\xB6\xBB\xC2\xB6\xC3\xB7\xC2\x93", "" },
    { "first:<24h", "1" },
    { "first:>24h", "23" },
    { "first:>=2023-11-01", "12" },
    { "first:>2023-11-01", "1" },
    { "first:2023-11-01", "2" },
    { "first:2023-11-01..2023-11-30", "12" },
    { "last:<=2023-11-01", "2" },
    { "last:<1h", "1" },
    { "customer:acme_1", "1" },
    { "customer:acme*", "13" },
    { "tag:customer:acme_*", "1" },
    { "tag:url:https://x.y/a?b=1", "3" },
    { "url:\"https://x.y/a?b=1\"", "3" },
    { "team:\"pay, and more\"", "2" },
    { "keyerror", "1" },
    { "key", "1" },
    { "totalFor", "1" },
    { "total", "1" },
    { "server", "1" },
    { "shop/cart.py", "1" },
    { "cart", "1" },
    { "check", "3" },
    { "button.tsx", "3" },
    { "tsx", "3" },
    { "\xC3\xA4rger", "2" },
    { "CAF\xC3\x89", "2" },
    { "slow answer", "2" },
    { "answer slow", "2" },
    { "\"answer slow\"", "" },
    { "\"slow answer\"", "2" },
    { "\"100% \\\"x\\\"\"", "1" },
    { "!memory", "12" },
    { "out is:reopened", "3" },
    { "KeyError: gone", "1" },
    { "'; DROP", "" },
    { "***", "" },
};

static void finds(const char *query, const char *wanted)
{
    struct issue_query q;
    struct issue_page page;
    char found[16] = "";

    if (issue_query_parse(&store.cx, 1, str_c(query), &q) != OK)
        fail_msg("%s: %s", query, store.cx.err.text);
    struct issue_filter filter = { .query = &q, .limit = 10 };
    if (issue_list(&store.cx, &filter, &page) != OK)
        fail_msg("%s: %s", query, store.cx.err.text);
    for (int no = 1; no <= 3; no++) {
        for (size_t i = 0; i < page.n; i++) {
            if (str_ends(page.items[i].short_id, str_printf(store.cx.arena, "-%d", no)))
                (void)snprintf(found + strlen(found), sizeof found - strlen(found), "%d", no);
        }
    }
    if (strcmp(found, wanted) != 0 || page.total != (int64_t)strlen(wanted))
        fail_msg("%s finds \"%s\" of %lld, not \"%s\"", query, found, (long long)page.total,
                 wanted);
}

static void all_cases(enum db_kind kind)
{
    fresh(kind);
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        finds(cases[i].query, cases[i].found);
    test_store_close(&store);
}

TEST(queries_find_what_they_say_on_sqlite)
{
    all_cases(DB_SQLITE);
}

TEST(queries_find_what_they_say_on_postgres)
{
    all_cases(DB_POSTGRES);
}

/* Where the error is, and what is suggested. */
static const struct {
    const char *query;
    const char *more;
} errors[] = {
    { "is:opne", "\"at\":0,\"len\":7,\"suggest\":\"open\"" },
    { "x leve:error", "\"at\":2,\"len\":4,\"suggest\":\"level\"" },
    { "level:", "\"at\":0,\"len\":6,\"suggest\":null" },
    { "is:open !is:new", "\"at\":8,\"len\":7,\"suggest\":null" },
    { "events:many", "\"at\":0,\"len\":11,\"suggest\":null" },
    { "first:soon", "\"at\":0,\"len\":10,\"suggest\":null" },
    { "env:a*b", "\"at\":0,\"len\":7,\"suggest\":null" },
    { "env:\"open", "\"at\":4,\"len\":5,\"suggest\":null" },
    { "env:\"a\"b", "\"at\":0,\"len\":7,\"suggest\":null" },
    { "tag:customer", "\"at\":0,\"len\":12,\"suggest\":null" },
    { "a zzzzzzz:1", "\"at\":2,\"len\":7,\"suggest\":null" },
};

TEST(errors_say_where_and_what_was_perhaps_meant)
{
    struct issue_query q;

    fresh(DB_SQLITE);
    for (size_t i = 0; i < ARRAY_LEN(errors); i++) {
        if (issue_query_parse(&store.cx, 1, str_c(errors[i].query), &q) != E_INVALID)
            fail_msg("%s was understood", errors[i].query);
        if (strcmp(store.cx.err.more, errors[i].more) != 0)
            fail_msg("%s: %s, not %s", errors[i].query, store.cx.err.more, errors[i].more);
        assert_string_equal(store.cx.err.code, "query");
    }
    test_store_close(&store);
}

TEST(a_query_fits_its_filter_whatever_is_asked_for)
{
    struct issue_query q;
    char text[QUERY_BYTES + 2];
    size_t n = 0;

    fresh(DB_SQLITE);
    for (int term = 0; term < 4; term++) {
        n += (size_t)snprintf(text + n, sizeof text - n, " customer:v");
        for (int i = 0; i < 9; i++)
            n += (size_t)snprintf(text + n, sizeof text - n, ",v%d", i);
    }
    finds(text, "");
    (void)snprintf(text + n, sizeof text - n, " env:x");
    assert_int_equal(issue_query_parse(&store.cx, 1, str_c(text), &q), E_INVALID);
    memset(text, 'a', QUERY_BYTES + 1);
    text[QUERY_BYTES + 1] = '\0';
    assert_int_equal(issue_query_parse(&store.cx, 1, str_c(text), &q), E_INVALID);
    test_store_close(&store);
}

static void suggests(const char *query, size_t at, const char *first)
{
    struct query_suggestions found;

    assert_int_equal(issue_query_suggest(&store.cx, 1, str_c(query), at, &found), OK);
    if (found.n == 0 ? first[0] != '\0' : !str_eq(found.items[0].text, str_c(first)))
        fail_msg("%s suggests %.*s, not %s", query,
                 FMT(found.n > 0 ? found.items[0].text : S("nothing")), first);
}

TEST(only_what_is_nearly_right_is_suggested)
{
    static const struct {
        const char *query;
        const char *suggest;
    } wrong[] = {
        { "bad:1", "null" },
        { "foo:1", "null" },
        { "evn:prod", "\"env\"" },
        { "levle:error", "\"level\"" },
        { "is:opne", "\"open\"" },
        { "is:closed", "null" },
        { "first_relase:1", "\"first_release\"" },
        { "lvl:error", "\"level\"" },
    };
    struct issue_query q;

    fresh(DB_SQLITE);
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        struct str want = str_printf(store.cx.arena, "\"suggest\":%s", wrong[i].suggest);
        assert_int_equal(issue_query_parse(&store.cx, 1, str_c(wrong[i].query), &q), E_INVALID);
        if (!str_contains(str_c(store.cx.err.more), want))
            fail_msg("%s: %s", wrong[i].query, store.cx.err.more);
    }
    test_store_close(&store);
}

TEST(completion_offers_keys_words_people_and_values)
{
    fresh(DB_SQLITE);
    suggests("", 0, "is:");
    suggests("le", 2, "level:");
    suggests("!le", 3, "!level:");
    suggests("is:re", 5, "is:reopened");
    suggests("is:open,re", 10, "is:open,reopened");
    suggests("is:open level:w x", 15, "level:warning");
    suggests("assignee:a", 10, "assignee:Ana@b.c");
    suggests("cust", 4, "customer:");
    suggests("customer:acme_", 14, "customer:acme_1");
    suggests("tag:customer:acmeX", 18, "tag:customer:acmeX1");
    suggests("env:", 4, "env:prod");
    suggests("team:p", 6, "");
    suggests("nothing:", 8, "");
    test_store_close(&store);
}

static void offers(const char *query, const char *all)
{
    struct query_suggestions found;
    struct str line = S("");

    assert_int_equal(issue_query_suggest(&store.cx, 1, str_c(query), strlen(query), &found), OK);
    for (size_t i = 0; i < found.n; i++)
        line = str_printf(store.cx.arena, "%.*s%s%.*s", FMT(line), i > 0 ? " " : "",
                          FMT(found.items[i].text));
    if (!str_eq(line, str_c(all)))
        fail_msg("%s offers %.*s, not %s", query, FMT(line), all);
}

static void completes(enum db_kind kind)
{
    fresh(kind);
    offers("lev", "level:"); /* the tag of that name is hidden by the key */
    offers("release:", "release:latest release:1.10.0 release:1.9.0");
    offers("release:1.9", "release:1.9.0");
    offers("first_release:", "first_release:1.10.0 first_release:1.9.0");
    offers("lvl", "level:");
    offers("!evn", "!env:");
    offers("lvl:err", "level:error");
    offers("asgn:n", "assignee:none");
    offers("xyz", "");
    test_store_close(&store);
}

TEST(completion_offers_keys_once_latest_releases_first_what_was_meant_on_sqlite)
{
    completes(DB_SQLITE);
}

TEST(completion_offers_keys_once_latest_releases_first_what_was_meant_on_postgres)
{
    completes(DB_POSTGRES);
}
