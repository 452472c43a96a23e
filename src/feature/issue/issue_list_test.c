#define issue_trend_run_number run_number_meanwhile
#include "feature/issue/issue_list.c"
#undef issue_trend_run_number

#include "base/test.h"
#include "core/store_testing.h"

/* Every filter, order and cursor on both stores: fragments meet PostgreSQL only here. */
static const char rows[] =
    "INSERT INTO project (uuid, name, slug, short_prefix, warning_as_error,"
    " route_grouping_enabled, ai_enabled, ai_merge_suggestions, ai_auto_merge,"
    " ai_anomaly_detection, ai_ticket_description, ai_root_cause, ai_triage, analysis_db_enabled,"
    " created_ms, updated_ms) VALUES ('01934567-89ab-7cde-8f01-23456789abcd', 'Shop', 'shop',"
    " 'SHOP', FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, 1, 1);"
    "INSERT INTO user_account (uuid, email, email_folded, name, role, status, created_ms,"
    " updated_ms) VALUES ('01934567-89ab-7cde-8f01-23456789a001', 'a@b.c', 'a@b.c', 'Ana',"
    " 'admin', 'active', 1, 1);"
    "INSERT INTO issue (uuid, project_id, short_no, title, title_folded, type, culprit, location,"
    " level, platform, is_unhandled, status, first_seen_ms, last_seen_ms, last_seen_minute,"
    " event_count, stored_count, user_count, first_release, last_release, assigned_to, created_ms,"
    " updated_ms) VALUES"
    " ('01934567-89ab-7cde-8f01-000000000001', 1, 1, '100% broken', '100% broken', 'E', 'c', '',"
    "  'error', 'python', FALSE, 'open', 1000, 9000, 0, 5, 5, 1, '1.0', '1.0', 1, 1, 1),"
    " ('01934567-89ab-7cde-8f01-000000000002', 1, 2, 'KeyError', 'keyerror', 'K', 'c', '',"
    "  'warning', 'python', FALSE, 'resolved', 1700000000000, 1700000000000, 28333333, 50, 5, 2,"
    "  '2.0', '2.0', NULL, 1, 1),"
    " ('01934567-89ab-7cde-8f01-000000000003', 1, 3, 'info here', 'info here', '', 'c', '',"
    "  'info', 'node', FALSE, 'reopened', 3000, 8000, 0, 7, 5, 9, '2.0', '2.0', NULL, 1, 1),"
    " ('01934567-89ab-7cde-8f01-000000000004', 1, 4, 'deleted', 'deleted', '', 'c', '',"
    "  'error', 'node', FALSE, 'open', 3000, 8000, 0, 7, 5, 9, '', '', NULL, 1, 1);"
    "UPDATE issue SET deleted_ms = 5 WHERE short_no = 4;"
    "UPDATE issue SET trend = 300 WHERE short_no = 1;"
    "UPDATE issue SET trend = -50 WHERE short_no = 2;"
    "INSERT INTO issue_label (issue_id, key, value, uuid, created_ms) VALUES"
    " (1, 'team', 'pay', '01934567-89ab-7cde-8f01-00000000a001', 1);"
    "INSERT INTO issue_tag (project_id, key, value, issue_id) VALUES (1, 'os', 'Linux', 2);"
    "INSERT INTO issue_follow (user_id, issue_id, created_ms) VALUES (1, 3, 1);"
    "INSERT INTO fingerprint (project_id, hash, grouping_version, issue_id, home_issue_id,"
    " first_seen_ms, last_seen_ms, event_count, stored_count) VALUES"
    " (1, 'aaaaaaaaaaaaaaaa', 1, 1, 1, 1, 1, 5, 5);"
    "INSERT INTO fingerprint_hour (hour, project_id, fingerprint_id, events) VALUES"
    " (472222, 1, 1, 4), (472221, 1, 1, 3), (400000, 1, 1, 9)";

/* The job that orders by trend may end its run between any two statements of a list. */
static int runs_meanwhile;
enum status issue_trend_run_number(struct ctx *cx, int64_t *out);

enum status run_number_meanwhile(struct ctx *cx, int64_t *out)
{
    TRY(issue_trend_run_number(cx, out));
    if (runs_meanwhile == 0)
        return OK;
    runs_meanwhile--;
    return db_script(cx, "UPDATE issue SET trend = -trend;"
                         "INSERT INTO meta (key, value) VALUES ('trend_run', '1') ON CONFLICT (key)"
                         " DO UPDATE SET value = CAST(CAST(meta.value AS BIGINT) + 1 AS TEXT);");
}

static struct test_store store;
static const struct actor ana = {
    .kind = ACTOR_SESSION, .user_id = 1, .role = ROLE_ADMIN, .sees_all = true
};

static void fresh(enum db_kind kind)
{
    test_store_open(&store, kind);
    if (db_script(&store.cx, rows) != OK)
        fail_msg("%s", store.cx.err.text);
    store.cx.actor = &ana;
}

/* Short numbers of what a filter finds, in order: "3 1". */
static struct str found(struct issue_filter filter)
{
    struct issue_page page;
    struct buf b;

    filter.project_id = 1;
    filter.limit = filter.limit != 0 ? filter.limit : 50;
    if (issue_list(&store.cx, &filter, &page) != OK)
        fail_msg("%s", store.cx.err.text);
    buf_init(&b, store.cx.arena, 1000);
    for (size_t i = 0; i < page.n; i++)
        buf_printf(&b, "%s%.*s", i > 0 ? " " : "", FMT(str_from(page.items[i].short_id, 5)));
    if (filter.limit == 50)
        assert_int_equal(page.total, page.n);
    return buf_str(&b);
}

static void check_filters(enum db_kind kind)
{
    fresh(kind);
    assert_str_equal(found((struct issue_filter){ 0 }), S("3 2 1"));
    assert_str_equal(found((struct issue_filter){ .status = S("open,reopened") }), S("3 1"));
    assert_str_equal(found((struct issue_filter){ .level = S("errors_w") }), S("2 1"));
    assert_str_equal(found((struct issue_filter){ .level = S("info") }), S("3"));
    assert_str_equal(found((struct issue_filter){ .search = S("KEYerr") }), S("2"));
    assert_str_equal(found((struct issue_filter){ .search = S("0% b") }), S("1"));
    assert_str_equal(found((struct issue_filter){ .search = S("_") }), S(""));
    assert_str_equal(found((struct issue_filter){ .release = S("2.0") }), S("3 2"));
    assert_str_equal(found((struct issue_filter){ .tag = S("team:pay") }), S("1"));
    assert_str_equal(found((struct issue_filter){ .tag = S("os:Linux") }), S("2"));
    assert_str_equal(found((struct issue_filter){ .tag = S("os:Linux"), .search = S("os:Linux") }),
                     S("2"));
    assert_str_equal(found((struct issue_filter){ .is_mine = true }), S("1"));
    assert_str_equal(found((struct issue_filter){ .is_assigned = true }), S("1"));
    assert_str_equal(found((struct issue_filter){ .first_since_ms = 5000 }), S("2"));
    assert_str_equal(
        found((struct issue_filter){ .ids = S("01934567-89ab-7cde-8f01-000000000003") }), S("3"));
    assert_str_equal(found((struct issue_filter){ .status = S("'; DROP TABLE issue") }), S(""));
    test_store_close(&store);
}

TEST(issue_filters_on_sqlite)
{
    check_filters(DB_SQLITE);
}

TEST(issue_filters_on_postgres)
{
    check_filters(DB_POSTGRES);
}

static void check_pages(enum db_kind kind)
{
    static const struct {
        enum issue_sort sort;
        const char *order;
    } cases[] = {
        { ISSUE_SORT_LAST_SEEN, "2 1 3" }, { ISSUE_SORT_FIRST_SEEN, "2 3 1" },
        { ISSUE_SORT_EVENTS, "2 3 1" },    { ISSUE_SORT_USERS, "3 2 1" },
        { ISSUE_SORT_PRIORITY, "3 2 1" },  { ISSUE_SORT_FOLLOWED, "3 2 1" },
        { ISSUE_SORT_TREND, "1 3 2" },
    };

    fresh(kind);
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct issue_filter one = { .project_id = 1, .sort = cases[i].sort, .limit = 1 };
        struct issue_page page;
        struct buf b;
        assert_str_equal(found((struct issue_filter){ .sort = cases[i].sort }),
                         str_c(cases[i].order));
        buf_init(&b, store.cx.arena, 1000);
        one.cursor = S("");
        do {
            assert_int_equal(issue_list(&store.cx, &one, &page), OK);
            assert_int_equal(page.n, 1);
            buf_printf(&b, "%s%.*s", b.len > 0 ? " " : "",
                       FMT(str_from(page.items[0].short_id, 5)));
            one.cursor = page.next;
        } while (!str_is_null(page.next));
        assert_str_equal(buf_str(&b), str_c(cases[i].order));
    }
    test_store_close(&store);
}

TEST(issue_pages_by_cursor_on_sqlite)
{
    check_pages(DB_SQLITE);
}

TEST(issue_pages_by_cursor_on_postgres)
{
    check_pages(DB_POSTGRES);
}

/* "1 3 2" is turned round while its second page is read: the list begins anew. */
static void check_order_meanwhile(enum db_kind kind)
{
    struct issue_filter filter = {
        .project_id = 1, .sort = ISSUE_SORT_TREND, .limit = 2, .cursor = S(""),
        .without_total = true
    };
    struct issue_page page;

    fresh(kind);
    assert_int_equal(issue_list(&store.cx, &filter, &page), OK);
    assert_str_equal(page.items[0].short_id, S("SHOP-1"));
    filter.cursor = page.next;
    runs_meanwhile = 1;
    assert_int_equal(issue_list(&store.cx, &filter, &page), OK);
    assert_int_equal(runs_meanwhile, 0);
    assert_true(page.is_restarted);
    assert_int_equal(page.n, 2);
    assert_str_equal(page.items[0].short_id, S("SHOP-2"));
    filter.cursor = page.next;
    assert_int_equal(issue_list(&store.cx, &filter, &page), OK);
    assert_false(page.is_restarted);
    assert_int_equal(page.n, 1);
    assert_str_equal(page.items[0].short_id, S("SHOP-1"));
    test_store_close(&store);
}

TEST(a_page_by_trend_is_of_one_order_on_sqlite)
{
    check_order_meanwhile(DB_SQLITE);
}

TEST(a_page_by_trend_is_of_one_order_on_postgres)
{
    check_order_meanwhile(DB_POSTGRES);
}

static void check_one(enum db_kind kind)
{
    struct issue_view v;
    struct issue_counts counts;
    bool is_there;

    fresh(kind);
    assert_int_equal(issue_read(&store.cx, 1, 1, &v, &is_there), OK);
    assert_true(is_there);
    assert_str_equal(v.short_id, S("SHOP-1"));
    assert_str_equal(v.fingerprint, S("61616161616161616161616161616161"));
    assert_int_equal(v.trend.n, ISSUE_TREND_HOURS);
    assert_int_equal(v.trend.items[23], 4);
    assert_int_equal(v.trend.items[22], 3);
    assert_int_equal(v.tags.n, 1);
    assert_int_equal(issue_read(&store.cx, 2, 1, &v, &is_there), OK);
    assert_false(is_there);
    assert_int_equal(issue_count(&store.cx, &(struct issue_filter){ .project_id = 1 }, &counts),
                     OK);
    assert_int_equal(counts.total, 3);
    assert_int_equal(counts.assigned_to_me, 1);
    assert_int_equal(counts.today, 1);
    assert_int_equal(
        issue_count(&store.cx, &(struct issue_filter){ .level = S("errors") }, &counts), OK);
    assert_int_equal(counts.total, 1);
    test_store_close(&store);
}

TEST(issue_is_read_with_trend_and_tags_on_sqlite)
{
    check_one(DB_SQLITE);
}

TEST(issue_is_read_with_trend_and_tags_on_postgres)
{
    check_one(DB_POSTGRES);
}

TEST(issue_list_shows_only_visible_projects)
{
    static const struct actor other = { .kind = ACTOR_SESSION,
                                        .user_id = 2,
                                        .visible = { "[7]", 3 } };
    static const struct actor same = { .kind = ACTOR_SESSION,
                                       .user_id = 2,
                                       .visible = { "[1]", 3 } };
    struct issue_counts counts;

    fresh(DB_SQLITE);
    store.cx.actor = &other;
    assert_str_equal(found((struct issue_filter){ 0 }), S(""));
    assert_int_equal(issue_count(&store.cx, &(struct issue_filter){ 0 }, &counts), OK);
    assert_int_equal(counts.total, 0);
    store.cx.actor = &same;
    assert_str_equal(found((struct issue_filter){ 0 }), S("2 1 3"));
    test_store_close(&store);
}
