#include "feature/query/query_job.c"

#include "base/test.h"
#include "feature/ingest/digest_testing.h"
#include "feature/ingest/item_kind.h"

/* Events through the digest, and the jobs, against real stores with a clock that moves. */
static struct digest_test t;
static unsigned n_events;

static int64_t number(const char *sql)
{
    return test_number(&t.store, sql);
}

static void must(enum status st)
{
    if (st != OK)
        fail_msg("%s", t.store.cx.err.text);
}

static void digest_record(struct record *r)
{
    struct digest_batch *b = digest_batch_new(&t.store.cx);
    struct digest_result result;

    r->seq = ++t.seq;
    r->received_ms = t.store.cx.now_ms;
    r->project_id = 1;
    must(digest_prepare(&t.store.cx, &t.tools, r, b));
    must(digest_store(&t.store.cx, &t.tools, digest_test_spool, b, &result));
}

static void digest_event_text(struct event_id id, struct str text)
{
    struct record_id ids = { .id = id };
    struct record r = { .kind = RECORD_EVENT, .ids = &ids, .n_ids = 1, .body = text };

    digest_record(&r);
}

/* An event that met the same statement so often. */
static void see(int times)
{
    struct event_id id = { { 1 } };
    struct buf b;

    buf_init(&b, &t.store.arena, 64 << 10);
    buf_add(&b, S("{\"message\":\"boom\",\"transaction\":\"/cart\",\"breadcrumbs\":["));
    for (int i = 0; i < times; i++)
        buf_printf(&b, "%s{\"category\":\"query\",\"message\":\"SELECT a FROM t WHERE id = %d\"}",
                   i > 0 ? "," : "", i);
    buf_add(&b, S("]}"));
    n_events++;
    id.b[15] = (uint8_t)n_events;
    digest_event_text(id, buf_str(&b));
}

static struct finding the_finding(void)
{
    struct finding f = { .project_id = 1,
                         .pattern_id = number("SELECT id FROM query_pattern"),
                         .kind = &finding_kinds[0] };
    bool found;

    must(finding_load(&t.store.cx, &f, &found));
    assert_true(found);
    return f;
}

/* What the job would send comes in. */
static void deliver(void)
{
    struct finding f = the_finding();

    digest_event_text(finding_event_id(&f), event_text(&t.store.cx, &f));
}

static void look(void)
{
    must(watch(&t.store.cx, S("")));
}

static void begin(enum db_kind kind)
{
    digest_test_begin(&t, kind);
    n_events = 0;
}

#define FINDING_ISSUE                                                                              \
    "(SELECT issue_id FROM fingerprint WHERE id = (SELECT fingerprint_id FROM query_finding))"
#define REPORTS    "SELECT count(*) FROM job_queue WHERE name = 'query.report'"
#define IS(status) "SELECT count(*) FROM issue WHERE status = '" status "' AND id = " FINDING_ISSUE
#define COUNTED    "SELECT event_count FROM issue WHERE id = " FINDING_ISSUE

static void check_life(enum db_kind kind)
{
    begin(kind);
    see(5);
    see(6);
    assert_int_equal(number(REPORTS), 0);
    see(4); /* not often enough */
    assert_int_equal(number(REPORTS), 0);
    see(7);
    assert_int_equal(number(REPORTS), 1);
    assert_int_equal(number("SELECT event_count FROM query_pattern"), 22);
    assert_int_equal(number("SELECT distinct_events FROM query_pattern"), 4);
    deliver();
    assert_int_equal(number(IS("open")), 1);
    assert_int_equal(number(COUNTED), 3);
    assert_int_equal(number("SELECT count(*) FROM issue_tag WHERE key = 'n1' AND value = 'detected'"
                            " AND issue_id = " FINDING_ISSUE),
                     1);
    deliver(); /* once more, after a kill */
    assert_int_equal(number(COUNTED), 3);
    look();
    assert_int_equal(number(COUNTED), 3); /* nothing was seen meanwhile */
    see(5);
    see(5);
    look();
    assert_int_equal(number(COUNTED), 5);
    t.store.cx.now_ms += FINDING_QUIET_MS;
    look();
    assert_int_equal(number(IS("open")), 1);
    t.store.cx.now_ms += 1;
    look();
    assert_int_equal(number(IS("resolved")), 1);
    t.store.cx.now_ms += 1;
    see(5);
    assert_int_equal(number(REPORTS), 2);
    deliver();
    assert_int_equal(number(IS("reopened")), 1);
    assert_int_equal(number(COUNTED), 6);
    digest_test_end(&t);
}

TEST(a_finding_is_an_issue_while_events_show_it_on_sqlite)
{
    check_life(DB_SQLITE);
}

TEST(a_finding_is_an_issue_while_events_show_it_on_postgres)
{
    check_life(DB_POSTGRES);
}

static void check_people(enum db_kind kind)
{
    begin(kind);
    for (int i = 0; i < FINDING_EVENTS; i++)
        see(5);
    deliver();
    t.store.cx.now_ms += 1000;
    must(db_script(&t.store.cx,
                   "UPDATE issue SET status = 'resolved', resolved_ms = last_seen_ms + 500"
                   " WHERE platform = 'sql'"));
    look();
    assert_int_equal(number(REPORTS), 1); /* nothing shows it */
    see(5);
    look();
    assert_int_equal(number(REPORTS), 2);
    deliver();
    assert_int_equal(number(IS("reopened")), 1);
    assert_int_equal(number(COUNTED), 4);
    must(db_script(&t.store.cx, "UPDATE query_pattern SET is_muted = TRUE;"
                                "UPDATE issue SET status = 'resolved', resolved_ms = 1"
                                " WHERE platform = 'sql'"));
    see(5);
    look();
    assert_int_equal(number(REPORTS), 2);
    assert_int_equal(number(COUNTED), 5);
    must(db_script(&t.store.cx, "UPDATE issue SET deleted_ms = 1 WHERE platform = 'sql'"));
    see(5);
    look();
    assert_int_equal(number("SELECT count(*) FROM query_finding WHERE state = 'quiet'"), 1);
    digest_test_end(&t);
}

TEST(a_finding_minds_what_people_did_with_its_issue_on_sqlite)
{
    check_people(DB_SQLITE);
}

TEST(a_finding_minds_what_people_did_with_its_issue_on_postgres)
{
    check_people(DB_POSTGRES);
}

static void check_counting(enum db_kind kind)
{
    char sql[1000];

    begin(kind);
    for (int i = 0; i < FINDING_EVENTS; i++)
        see(5);
    deliver();
    see(5);
    see(5);
    struct finding early = the_finding();
    look();
    assert_int_equal(number(COUNTED), 5);
    must(finding_follow(&t.store.cx, &early)); /* it was read before the look */
    assert_int_equal(number(COUNTED), 5);
    (void)snprintf(
        sql, sizeof sql,
        "INSERT INTO query_finding (project_id, pattern_id, kind, events, last_ms, state,"
        " reports, counted, fingerprint_id)"
        " WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < %d)"
        " SELECT 1, n, 'slow', 5, %lld, 'open', 1, 0, 0 FROM c",
        STEP, (long long)t.store.cx.now_ms - 1);
    must(db_script(&t.store.cx, sql)); /* nobody wants their reports */
    see(5);
    look();
    assert_int_equal(number("SELECT event_count FROM issue WHERE platform = 'sql'"), 6);
    digest_test_end(&t);
}

TEST(an_issue_counts_each_event_once_and_waits_for_no_other_on_sqlite)
{
    check_counting(DB_SQLITE);
}

TEST(an_issue_counts_each_event_once_and_waits_for_no_other_on_postgres)
{
    check_counting(DB_POSTGRES);
}

TEST(an_issue_that_others_keep_alive_is_not_resolved)
{
    begin(DB_SQLITE);
    for (int i = 0; i < FINDING_EVENTS; i++)
        see(5);
    deliver();
    t.store.cx.now_ms += FINDING_QUIET_MS + 1;
    must(db_script(&t.store.cx, "UPDATE issue SET last_seen_ms = last_seen_ms + 20000000"
                                " WHERE platform = 'sql'")); /* merged with one that goes on */
    look();
    assert_int_equal(number(IS("open")), 1);
    assert_int_equal(number("SELECT count(*) FROM query_finding WHERE state = 'quiet'"), 1);
    digest_test_end(&t);
}

static void check_forgetting(enum db_kind kind)
{
    char sql[1000];

    begin(kind);
    for (int i = 0; i < FINDING_EVENTS; i++)
        see(5);
    (void)snprintf(
        sql, sizeof sql,
        "INSERT INTO query_pattern (project_id, id, query_hash, transaction_name,"
        " normalized_query, table_name, event_count, distinct_events, timed_count, total_us,"
        " max_us, is_muted, first_seen_ms, last_seen_ms)"
        " WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < %d)"
        " SELECT 1, n, 'h' || n, '', 'q', '', 1, 1, 0, 0, 0, FALSE, 1, %lld + n FROM c",
        PATTERNS_MAX - 1, (long long)t.store.cx.now_ms);
    must(db_script(&t.store.cx, sql));
    must(db_script(&t.store.cx, "UPDATE query_pattern SET query_hash = 'x' WHERE event_count > 1"));
    see(5); /* a new one: there is no room */
    assert_int_equal(number("SELECT count(*) FROM query_pattern"), PATTERNS_MAX);
    must(forget(&t.store.cx, S("")));
    assert_int_equal(number("SELECT count(*) FROM query_pattern"),
                     PATTERNS_MAX - PATTERNS_MAX / LEAST_SHARE);
    assert_int_equal(number("SELECT count(*) FROM query_finding"), 1); /* stays */
    see(5);
    assert_int_equal(number("SELECT count(*) FROM query_finding"), 2);
    must(db_script(&t.store.cx,
                   "UPDATE query_finding SET state = 'quiet';"
                   "UPDATE query_pattern SET last_seen_ms = 1 WHERE query_hash = 'x';"
                   "INSERT INTO query_pattern SELECT project_id, id + 1000000, 'g' || id,"
                   " '', 'q', '', 1, 1, 0, 0, 0, FALSE, 2, 2 FROM query_pattern"
                   " WHERE query_hash LIKE 'h%' LIMIT 300"));
    must(forget(&t.store.cx, S(""))); /* nothing shows it any more, and others want its place */
    assert_int_equal(number("SELECT count(*) FROM query_finding"), 1);
    t.store.cx.now_ms += (int64_t)(PATTERN_KEPT_DAYS + 1) * MS_PER_DAY;
    must(forget(&t.store.cx, S("")));
    assert_int_equal(number("SELECT count(*) FROM query_pattern"), 0);
    assert_int_equal(number("SELECT count(*) FROM query_finding"), 0);
    digest_test_end(&t);
}

TEST(patterns_have_a_bound_and_an_end_on_sqlite)
{
    check_forgetting(DB_SQLITE);
}

TEST(patterns_have_a_bound_and_an_end_on_postgres)
{
    check_forgetting(DB_POSTGRES);
}

TEST(a_project_that_is_gone_gets_no_patterns)
{
    struct record r = {
        .kind = RECORD_ENVELOPE,
        .body = S("{}\n{\"type\":\"transaction\"}\n"
                  "{\"spans\":[{\"op\":\"db\",\"description\":\"SELECT 1\"}]}\n"),
    };

    begin(DB_SQLITE);
    item_kinds_init();
    digest_record(&r);
    assert_int_equal(number("SELECT count(*) FROM query_pattern"), 1);
    must(db_script(&t.store.cx, "DELETE FROM query_pattern; DELETE FROM project"));
    digest_record(&r);
    assert_int_equal(number("SELECT count(*) FROM query_pattern"), 0);
    digest_test_end(&t);
}

TEST(a_report_of_one_finding_says_nothing_about_another)
{
    struct event_id id = { { 9 } };

    begin(DB_SQLITE);
    for (int i = 0; i < FINDING_EVENTS; i++)
        see(5);
    struct finding f = the_finding();
    digest_event_text(id, event_text(&t.store.cx, &f)); /* somebody sent it: another id */
    assert_int_equal(number("SELECT fingerprint_id FROM query_finding"), 0);
    digest_test_end(&t);
}
