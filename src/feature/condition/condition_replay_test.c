#include "feature/condition/condition_replay.c"

#include "base/buf.h"
#include "base/test.h"
#include "core/store_testing.h"

/* Now is half an hour into it. Issue 1 came into being eight days before. */
enum { NOW_HOUR = 472222, PATIENT_MS = 600000, EVENTS = 1000 };

static struct test_store t;
static struct condition_facts facts;
static struct replay_out out;

static void begin(enum db_kind kind)
{
    test_store_open(&t, kind);
    t.cx.now_ms = (int64_t)NOW_HOUR * MS_PER_HOUR + MS_PER_HOUR / 2;
    facts = (struct condition_facts){ .project_id = 1,
                                      .issue_id = 1,
                                      .title = S("boom"),
                                      .first_seen_ms = t.cx.now_ms - 8 * MS_PER_DAY,
                                      .event_count = EVENTS };
    struct str sql = str_printf(
        t.cx.arena,
        "INSERT INTO issue (id, uuid, project_id, short_no, title, title_folded, type, culprit,"
        " location, level, platform, is_unhandled, status, first_seen_ms, last_seen_ms,"
        " last_seen_minute, event_count, stored_count, user_count, first_release, last_release,"
        " created_ms, updated_ms) VALUES (1, 'a', 1, 1, 'boom', '', '', '', '', '', '', FALSE,"
        " 'open', %lld, 1, 1, %d, 1, 1, '', '', 1, 1);"
        "INSERT INTO fingerprint (id, project_id, hash, grouping_version, issue_id, home_issue_id,"
        " first_seen_ms, last_seen_ms, event_count, stored_count)"
        " VALUES (1, 1, 'aaaaaaaaaaaaaaaa', 1, 1, 1, 1, 1, 5, 5)",
        (long long)facts.first_seen_ms, EVENTS);
    assert_int_equal(db_script(&t.cx, str_cz(t.cx.arena, sql)), OK);
}

static void had_events(int64_t hours_ago, int64_t n)
{
    struct str sql = str_printf(t.cx.arena,
                                "INSERT INTO fingerprint_hour (hour, project_id, fingerprint_id,"
                                " events) VALUES (%lld, 1, 1, %lld)",
                                (long long)(NOW_HOUR - hours_ago), (long long)n);

    assert_int_equal(db_script(&t.cx, str_cz(t.cx.arena, sql)), OK);
}

static void came_back(int64_t hours_ago, const char *action)
{
    int64_t at_ms = (NOW_HOUR - hours_ago) * MS_PER_HOUR + 1;
    struct str sql =
        str_printf(t.cx.arena,
                   "INSERT INTO issue_activity (uuid, project_id, issue_id, origin_issue_id,"
                   " action, created_ms) VALUES ('%s', 1, 1, 1, '%s', %lld)",
                   action, action, (long long)at_ms);

    assert_int_equal(db_script(&t.cx, str_cz(t.cx.arena, sql)), OK);
}

/* What it rings, as "reason@hours ago", the newest last. */
static const char *rings(const char *tree, int64_t throttle_ms, int64_t time_ms)
{
    struct replay_issue issue = { S("0190aaaa-0000-7000-8000-000000000001"), &facts };
    struct replay r = {
        .issues = &issue, .n_issues = 1, .throttle_ms = throttle_ms, .time_ms = time_ms
    };
    struct condition *c = NULL;
    struct buf b;

    assert_int_equal(condition_parse(&t.cx, str_c(tree), &c), OK);
    r.tree = c;
    assert_int_equal(condition_replay(&t.cx, &r, &out), OK);
    buf_init(&b, t.cx.arena, 4 << 10);
    for (size_t i = 0; i < out.n_rings; i++)
        buf_printf(&b, "%s%.*s@%lld", i > 0 ? " " : "", FMT(out.rings[i].reason),
                   (long long)(NOW_HOUR - clock_hour(out.rings[i].at_ms)));
    return str_cz(t.cx.arena, buf_str(&b));
}

static void check_returns(enum db_kind kind)
{
    begin(kind);
    had_events(50, 1);
    had_events(30, 1);
    had_events(20, 1);
    had_events(10, 1);
    came_back(50, "auto_reopened");
    came_back(30, "auto_unsnoozed");
    came_back(20, "commented");
    came_back(5, "auto_escalated"); /* without events: it did not come back by them */
    assert_string_equal(rings("{\"type\":\"is_reopened\",\"value\":true}", 0, PATIENT_MS),
                        "regressed@50 reopened@30");
    assert_string_equal(rings("{\"type\":\"is_regressed\",\"value\":true}", 0, PATIENT_MS),
                        "regressed@50");
    assert_string_equal(rings("{\"type\":\"is_new\",\"value\":true}", 0, PATIENT_MS), "");
    assert_true(out.is_complete);
    test_store_close(&t);
}

TEST(a_replay_rings_when_an_issue_came_back_on_sqlite)
{
    check_returns(DB_SQLITE);
}

TEST(a_replay_rings_when_an_issue_came_back_on_postgres)
{
    check_returns(DB_POSTGRES);
}

TEST(a_replay_rings_when_figures_cross_a_threshold_and_not_while_they_stay)
{
    begin(DB_SQLITE);
    had_events(40, 9);
    had_events(39, 10);
    had_events(38, 30);
    had_events(2, 10);
    assert_string_equal(
        rings("{\"type\":\"velocity_1h\",\"op\":\"gte\",\"value\":10}", 0, PATIENT_MS),
        "threshold@39 threshold@38 threshold@2");
    /* of the 1,000 there are now, 950 had come when the first of these hours ended */
    assert_string_equal(
        rings("{\"type\":\"total_events\",\"op\":\"gte\",\"value\":960}", 0, PATIENT_MS),
        "threshold@39");
    assert_string_equal(
        rings("{\"type\":\"total_events\",\"op\":\"gte\",\"value\":1001}", 0, PATIENT_MS), "");
    assert_int_equal(out.judged, 4);
    test_store_close(&t);
}

TEST(a_replay_keeps_still_for_as_long_as_the_throttle_says)
{
    begin(DB_SQLITE);
    for (int64_t ago = 10; ago < 14; ago++)
        had_events(ago, 10);
    const char *tree = "{\"type\":\"velocity_1h\",\"op\":\"gte\",\"value\":10}";
    assert_string_equal(rings(tree, 2 * MS_PER_HOUR, PATIENT_MS), "threshold@13 threshold@11");
    assert_string_equal(rings(tree, 2 * MS_PER_HOUR + 1, PATIENT_MS), "threshold@13 threshold@10");
    assert_int_equal(out.rung, 2);
    test_store_close(&t);
}

TEST(a_replay_ends_when_its_time_is_over_and_says_so)
{
    begin(DB_SQLITE);
    had_events(3, 10);
    assert_string_equal(rings("{\"type\":\"velocity_1h\",\"op\":\"gte\",\"value\":10}", 0, 0), "");
    assert_false(out.is_complete);
    assert_int_equal(out.judged, 0);
    test_store_close(&t);
}

/* An object of the document is written out for its leaf at every hour. */
TEST(a_replay_gives_back_what_judging_an_hour_took)
{
    struct arena memory SCOPED(arena_release);
    struct replay r = { .time_ms = PATIENT_MS };
    struct past p = { .r = &r };
    struct condition *c = NULL;

    begin(DB_SQLITE);
    assert_int_equal(condition_parse(&t.cx,
                                     S("{\"type\":\"event_data\",\"path\":\"extra\","
                                       "\"op\":\"contains\",\"value\":\"zzz\"}"),
                                     &c),
                     OK);
    r.tree = c;
    p.issue = &(struct replay_issue){ S(""), &facts };
    p.facts = facts;
    p.facts.document =
        str_printf(t.cx.arena, "{\"extra\":{\"a\":\"%060000d\"}}", 1); /* 60 kB of digits */
    arena_init(&memory, "test", 1 << 20);
    t.cx.arena = &memory;
    assert_true(fact_document(&t.cx, &p.facts) != NULL);
    for (size_t at = 0; at < HOURS; at++)
        assert_int_equal(judge_hour(&t.cx, &p, at, &out), OK);
    assert_false(memory.is_exhausted);
    assert_true(arena_try(&memory, 256 << 10) != NULL);
    test_store_close(&t);
}
