#include "feature/retention/retention.c"

#include "base/test.h"
#include "feature/ingest/digest_testing.h"

/* Ten days ago and today: what goes, what stays, whatever interrupts. */
static const struct str no_argument = { "", 0 };

enum { OLD_DAYS = 10, KEPT_DAYS = 5 };

static struct digest_test t;
static int64_t today_ms;

static void fresh(enum db_kind kind)
{
    digest_test_begin(&t, kind);
    assert_int_equal(db_script(&t.store.cx, "UPDATE project SET max_events_per_issue = 2"), OK);
    today_ms = t.store.cx.now_ms;
    config.days = KEPT_DAYS;
    config.max_bytes = 0;
}

static int64_t number(const char *sql)
{
    return test_number(&t.store, sql);
}

/* n events of one issue, days ago, in a batch of their own. */
static void receive(const char *title, int64_t days_ago, unsigned n)
{
    struct digest_batch *b;
    struct digest_result result;

    t.store.cx.now_ms = today_ms - days_ago * MS_PER_DAY;
    b = digest_batch_new(&t.store.cx);
    for (unsigned i = 0; i < n; i++) {
        struct record_id id = { .id = { .b = { 1 } } };
        struct record r = { .seq = ++t.seq,
                            .received_ms = t.store.cx.now_ms,
                            .project_id = 1,
                            .kind = RECORD_EVENT,
                            .ids = &id,
                            .n_ids = 1,
                            .body = str_printf(&t.store.arena, "{\"message\":\"%s\"}", title) };
        id.id.b[14] = (uint8_t)(t.seq >> 8);
        id.id.b[15] = (uint8_t)t.seq;
        assert_int_equal(digest_prepare(&t.store.cx, &t.tools, &r, b), OK);
    }
    if (digest_store(&t.store.cx, &t.tools, digest_test_spool, b, &result) != OK)
        fail_msg("%s", t.store.cx.err.text);
    assert_int_equal(result.n_accepted, n);
    t.store.cx.now_ms = today_ms;
}

/* Three old issues, one of which comes back today; one that a person has labelled. */
static void live_ten_days(void)
{
    receive("only old", OLD_DAYS, 4);
    receive("labelled", OLD_DAYS, 1);
    receive("both", OLD_DAYS, 2);
    receive("both", 0, 3);
    assert_int_equal(db_script(&t.store.cx,
                               "INSERT INTO issue_label (issue_id, key, value, uuid, created_ms)"
                               " SELECT id, 'k', 'v', 'u', 1 FROM issue WHERE title = 'labelled'"),
                     OK);
    assert_int_equal(number("SELECT count(*) FROM issue"), 3);
    assert_int_equal(number("SELECT count(*) FROM event_key"), 10);
    assert_int_equal(number("SELECT stored_count FROM issue WHERE title = 'only old'"), 2);
}

static void check_what_is_left(void)
{
    assert_int_equal(number("SELECT count(*) FROM issue"), 2);
    assert_int_equal(number("SELECT count(*) FROM issue WHERE title = 'only old'"), 0);
    assert_int_equal(number("SELECT count(*) FROM issue_word"), 2);
    assert_int_equal(number("SELECT count(*) FROM fingerprint"), 2);
    assert_int_equal(number("SELECT event_count FROM issue WHERE title = 'both'"), 5);
    assert_int_equal(number("SELECT stored_count FROM issue WHERE title = 'both'"), 0);
    assert_int_equal(number("SELECT stored_count FROM issue WHERE title = 'labelled'"), 0);
    assert_int_equal(number("SELECT count(*) FROM event"), 0);
    assert_int_equal(number("SELECT count(*) FROM event_key"), 3); /* counted only, today */
    assert_int_equal(number("SELECT count(*) FROM event_fingerprint"), 0);
    assert_int_equal(number("SELECT count(*) FROM fingerprint_latest"), 1); /* of today */
    assert_int_equal(number("SELECT CAST(sum(events) AS BIGINT) FROM fingerprint_hour"), 3);
    assert_int_equal(number("SELECT count(*) FROM segment"), 1);
}

static void check_by_age(enum db_kind kind)
{
    fresh(kind);
    live_ten_days();
    if (retention_run(&t.store.cx, no_argument) != OK)
        fail_msg("%s", t.store.cx.err.text);
    check_what_is_left();
    receive("both", 0, 1); /* and the digest goes on: there is room under the cap again */
    assert_int_equal(number("SELECT count(*) FROM event"), 1);
    receive("only old", 0, 1);
    assert_int_equal(number("SELECT event_count FROM issue WHERE title = 'only old'"), 1);
    digest_test_end(&t);
}

TEST(retention_removes_old_events_and_issues_nobody_touched_on_sqlite)
{
    check_by_age(DB_SQLITE);
}

TEST(retention_removes_old_events_and_issues_nobody_touched_on_postgres)
{
    check_by_age(DB_POSTGRES);
}

/* Old issues: one that a rule has labelled; one that was regrouped with another; one whose
 * fingerprint was regrouped into an issue of today; two that somebody merged. */
static void regroup_and_label(void)
{
    receive("ruled", OLD_DAYS, 1);
    receive("part", OLD_DAYS, 1);
    receive("whole", OLD_DAYS, 1);
    receive("merged", OLD_DAYS, 1);
    receive("survivor", OLD_DAYS, 1);
    receive("moved", OLD_DAYS, 1);
    receive("today", 0, 1);
    assert_int_equal(
        db_script(&t.store.cx,
                  "INSERT INTO issue_label (issue_id, key, value, uuid, created_ms, source)"
                  " SELECT id, 'k', 'v', 'u', 1, 'rule' FROM issue WHERE title = 'ruled';"
                  "UPDATE fingerprint SET issue_id = (SELECT id FROM issue WHERE title = 'whole')"
                  " WHERE issue_id = (SELECT id FROM issue WHERE title = 'part');"
                  "UPDATE fingerprint SET issue_id = (SELECT id FROM issue WHERE title = 'today')"
                  " WHERE issue_id = (SELECT id FROM issue WHERE title = 'moved');"
                  "UPDATE issue SET stored_count = 2 WHERE title IN ('whole', 'today');"
                  "UPDATE issue SET stored_count = 0 WHERE title IN ('part', 'moved');"
                  "UPDATE issue_activity SET user_id = 1, action = 'regrouped_in'"
                  " WHERE issue_id IN (SELECT id FROM issue WHERE title = 'whole');"
                  "UPDATE issue_activity SET user_id = 1, action = 'regrouped_out'"
                  " WHERE issue_id IN (SELECT id FROM issue WHERE title IN ('part', 'moved'));"
                  "UPDATE issue SET merged_into = (SELECT id FROM issue WHERE title = 'survivor')"
                  " WHERE title = 'merged'"),
        OK);
}

static void check_rules_are_not_people(enum db_kind kind)
{
    fresh(kind);
    regroup_and_label();
    assert_int_equal(retention_run(&t.store.cx, no_argument), OK);
    assert_int_equal(number("SELECT count(*) FROM issue WHERE title IN ('survivor', 'today')"), 2);
    assert_int_equal(number("SELECT count(*) FROM issue"), 3);
    assert_int_equal(number("SELECT count(*) FROM issue_label"), 0);
    assert_int_equal(number("SELECT count(*) FROM fingerprint"), 4);
    assert_int_equal(number("SELECT count(*) FROM fingerprint WHERE home_issue_id = issue_id"), 4);
    digest_test_end(&t);
}

TEST(retention_removes_what_only_rules_and_regrouping_touched_on_sqlite)
{
    check_rules_are_not_people(DB_SQLITE);
}

TEST(retention_removes_what_only_rules_and_regrouping_touched_on_postgres)
{
    check_rules_are_not_people(DB_POSTGRES);
}

/* Whatever statement fails, the next run goes on, and nothing is taken off twice. */
static void check_interrupted(enum db_kind kind)
{
    enum status st = E_BUSY;

    fresh(kind);
    live_ten_days();
    for (unsigned nth = 1; st != OK; nth++) {
        db_fail_nth(t.store.cx.db, nth, E_BUSY);
        st = retention_run(&t.store.cx, no_argument);
        db_fail_nth(t.store.cx.db, 0, OK);
        err_clear(&t.store.cx.err);
    }
    check_what_is_left();
    digest_test_end(&t);
}

TEST(retention_goes_on_after_an_interruption_on_sqlite)
{
    check_interrupted(DB_SQLITE);
}

TEST(retention_goes_on_after_an_interruption_on_postgres)
{
    check_interrupted(DB_POSTGRES);
}

TEST(retention_drops_partitions_and_makes_those_of_the_next_days)
{
    static const char of_day[] =
        "SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relname LIKE 'event%%\\_d%lld'";

    fresh(DB_POSTGRES);
    live_ten_days();
    int64_t today = clock_day(today_ms);
    struct arena *a = &t.store.arena;
    const char *old = str_cz(a, str_printf(a, of_day, (long long)(today - OLD_DAYS)));
    const char *ahead = str_cz(a, str_printf(a, of_day, (long long)today + DAYS_AHEAD));
    assert_int_equal(number(old), 3);
    assert_int_equal(number(ahead), 0);
    assert_int_equal(retention_run(&t.store.cx, no_argument), OK);
    assert_int_equal(number(old), 0);
    assert_int_equal(number(ahead), 3);
    digest_test_end(&t);
}

static void check_budget(enum db_kind kind)
{
    fresh(kind);
    receive("old", 2, 2);
    receive("today", 0, 1);
    config.days = 0;
    config.max_bytes = 1; /* never enough: all but today goes */
    assert_int_equal(retention_run(&t.store.cx, no_argument), OK);
    assert_int_equal(number("SELECT count(*) FROM event_key"), 1);
    assert_int_equal(number("SELECT count(*) FROM issue"), 2); /* issues go by age */
    config.max_bytes = INT64_MAX;
    assert_int_equal(retention_run(&t.store.cx, no_argument), OK);
    assert_int_equal(number("SELECT count(*) FROM event_key"), 1);
    digest_test_end(&t);
}

TEST(retention_keeps_a_budget_of_bytes_on_sqlite)
{
    check_budget(DB_SQLITE);
}

TEST(retention_keeps_a_budget_of_bytes_on_postgres)
{
    check_budget(DB_POSTGRES);
}

TEST(retention_gives_pages_back_to_the_file_system)
{
    fresh(DB_SQLITE);
    for (int i = 0; i < 40; i++)
        receive(str_cz(&t.store.arena, str_printf(&t.store.arena, "issue %c%c of forty %0500d",
                                                  'a' + i / 26, 'a' + i % 26, 7)),
                OLD_DAYS, 2);
    assert_int_equal(retention_run(&t.store.cx, no_argument), OK);
    assert_int_equal(number("SELECT count(*) FROM issue"), 0);
    assert_int_equal(number("SELECT freelist_count FROM pragma_freelist_count"), 0);
    digest_test_end(&t);
}

TEST(retention_keeps_an_exemplar_while_an_event_needs_it)
{
    fresh(DB_SQLITE);
    config.days = 60;
    receive("kept", 50, 1);
    receive("gone", 70, 1);
    assert_int_equal(number("SELECT count(*) FROM exemplar"), 2);
    assert_int_equal(retention_run(&t.store.cx, no_argument), OK);
    assert_int_equal(number("SELECT count(*) FROM exemplar"), 2); /* the older segment came last */
    assert_int_equal(db_script(&t.store.cx, "UPDATE exemplar SET last_segment = 0 WHERE id = 2"),
                     OK);
    assert_int_equal(retention_run(&t.store.cx, no_argument), OK);
    assert_int_equal(number("SELECT count(*) FROM exemplar"), 1);
    digest_test_end(&t);
}

TEST(retention_for_ever_keeps_everything)
{
    fresh(DB_SQLITE);
    config.days = 0;
    live_ten_days();
    assert_int_equal(retention_run(&t.store.cx, no_argument), OK);
    assert_int_equal(number("SELECT count(*) FROM event_key"), 10);
    assert_int_equal(number("SELECT count(*) FROM issue"), 3);
    digest_test_end(&t);
}

/* A step's rows: what it holds the write lock for does not grow with what there is. */
static void check_step(enum db_kind kind)
{
    bool is_done = true;

    fresh(kind);
    assert_int_equal(db_script(&t.store.cx, "UPDATE project SET max_events_per_issue = -1"), OK);
    receive("flood", OLD_DAYS, 2 * STEP_LIST_ROWS + 100);
    receive("small", OLD_DAYS, 3);
    assert_int_equal(uncount_step(&t.store.cx, 1, &is_done), OK);
    assert_false(is_done);
    assert_int_equal(number("SELECT count(*) FROM event_fingerprint"), STEP_LIST_ROWS + 103);
    assert_int_equal(number("SELECT stored_count FROM issue WHERE title = 'flood'"),
                     STEP_LIST_ROWS + 100);
    assert_int_equal(uncount_step(&t.store.cx, 1, &is_done), OK);
    assert_int_equal(uncount_step(&t.store.cx, 1, &is_done), OK);
    assert_true(is_done);
    assert_int_equal(number("SELECT count(*) FROM event_fingerprint"), 0);
    assert_int_equal(number("SELECT CAST(sum(stored_count) AS BIGINT) FROM issue"), 0);
    digest_test_end(&t);
}

TEST(retention_step_takes_so_many_rows_of_a_list_on_sqlite)
{
    check_step(DB_SQLITE);
}

TEST(retention_step_takes_so_many_rows_of_a_list_on_postgres)
{
    check_step(DB_POSTGRES);
}

/* A row that is not there any more when it is to be deleted: as if it had moved to another
 * fingerprint meanwhile. */
static void check_step_beside_regrouping(enum db_kind kind)
{
    bool is_done = true;

    fresh(kind);
    receive("moving", OLD_DAYS, 2);
    assert_int_equal(
        db_script(&t.store.cx,
                  kind == DB_SQLITE
                      ? "CREATE TRIGGER moved BEFORE DELETE ON event_fingerprint WHEN OLD.ordinal ="
                        " (SELECT max(ordinal) FROM event_fingerprint)"
                        " BEGIN SELECT RAISE(IGNORE); END"
                      : "CREATE FUNCTION moved() RETURNS trigger LANGUAGE plpgsql AS"
                        " 'BEGIN IF OLD.ordinal = (SELECT max(ordinal) FROM event_fingerprint)"
                        " THEN RETURN NULL; END IF; RETURN OLD; END';"
                        "CREATE TRIGGER moved BEFORE DELETE ON event_fingerprint"
                        " FOR EACH ROW EXECUTE FUNCTION moved()"),
        OK);
    assert_int_equal(uncount_step(&t.store.cx, 1, &is_done), OK);
    assert_false(is_done);
    assert_int_equal(number("SELECT count(*) FROM event_fingerprint"), 1);
    assert_int_equal(number("SELECT stored_count FROM fingerprint"), 1);
    assert_int_equal(number("SELECT stored_count FROM issue"), 1);
    digest_test_end(&t);
}

TEST(retention_uncounts_what_it_has_deleted_on_sqlite)
{
    check_step_beside_regrouping(DB_SQLITE);
}

TEST(retention_uncounts_what_it_has_deleted_on_postgres)
{
    check_step_beside_regrouping(DB_POSTGRES);
}

TEST(retention_step_takes_so_many_bytes_of_payloads)
{
    struct q_retention_events_delete_args step = { 1 << 16, (2 << 16) - 1, STEP_ROWS, STEP_BYTES };
    int64_t changed = 0;

    fresh(DB_SQLITE);
    assert_int_equal(db_script(&t.store.cx, "UPDATE project SET max_events_per_issue = -1"), OK);
    receive("large", OLD_DAYS, 7);
    assert_int_equal(db_script(&t.store.cx, "UPDATE event SET payload = zeroblob(1048576)"), OK);
    assert_int_equal(q_retention_events_delete(&t.store.cx, &step, &changed), OK);
    assert_int_equal(changed, 2);
    assert_int_equal(retention_run(&t.store.cx, no_argument), OK);
    assert_int_equal(number("SELECT count(*) FROM event"), 0);
    digest_test_end(&t);
}

/* --- tombstones ------------------------------------------------------------------------ */

static void purge_after(int64_t ms)
{
    t.store.cx.now_ms = today_ms + ms;
    assert_int_equal(retention_purge(&t.store.cx, no_argument), OK);
}

static void tombstones_are_purged(enum db_kind kind)
{
    fresh(kind);
    receive("Deleted", 0, 2);
    receive("Kept", 0, 2);
    const char *sql = str_cz(&t.store.arena,
                       str_printf(&t.store.arena,
                                  "UPDATE issue SET deleted_ms = %lld WHERE title = 'Deleted';"
                                  "INSERT INTO comment (uuid, project_id, issue_id,"
                                  " origin_issue_id, user_id, body, created_ms, updated_ms)"
                                  " SELECT uuid, project_id, id, id, 1, 'x', 1, 1 FROM issue;"
                                  "INSERT INTO issue_score (project_id, issue_id, score, reasons,"
                                  " scored_ms) SELECT project_id, id, 50, '[]', 1 FROM issue;"
                                  "INSERT INTO alert_ring (project_id, issue_id, rule_id, rung_ms)"
                                  " SELECT project_id, id, 1, 1 FROM issue;"
                                  "INSERT INTO issue_tracker (project_id, issue_id, tracker,"
                                  " marker, state, origin, rule_id, is_unsure, tried_ms,"
                                  " lease_until_ms, remote_key, remote_url, is_closed, error,"
                                  " checked_ms, created_ms, updated_ms) SELECT project_id, id,"
                                  " 'jira', '', 'linked', 'link', 0, FALSE, 0, 0, 'A-1', 'u',"
                                  " FALSE, '', 0, 1, 1 FROM issue",
                                  (long long)today_ms));
    assert_int_equal(db_script(&t.store.cx, sql), OK);
    purge_after(MS_PER_HOUR);
    assert_int_equal(number("SELECT count(*) FROM issue"), 2);
    purge_after(MS_PER_HOUR + 1);
    assert_int_equal(number("SELECT count(*) FROM issue"), 1);
    assert_int_equal(number("SELECT count(*) FROM fingerprint"), 1);
    assert_int_equal(number("SELECT count(*) FROM event"), 2);
    assert_int_equal(number("SELECT count(*) FROM event_fingerprint"), 2);
    assert_int_equal(number("SELECT count(*) FROM event_key"), 4);
    assert_int_equal(number("SELECT count(*) FROM issue_activity"), 1);
    assert_int_equal(number("SELECT count(*) FROM comment"), 1);
    assert_int_equal(number("SELECT count(*) FROM issue_score"), 1);
    assert_int_equal(number("SELECT count(*) FROM alert_ring"), 1);
    assert_int_equal(number("SELECT count(*) FROM issue_tracker"), 1);
    digest_test_end(&t);
}

TEST(retention_purges_tombstones_when_undo_is_over_on_sqlite)
{
    tombstones_are_purged(DB_SQLITE);
}

TEST(retention_purges_tombstones_when_undo_is_over_on_postgres)
{
    tombstones_are_purged(DB_POSTGRES);
}
