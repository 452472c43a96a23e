#include "base/base.h"

#include "base/test.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "core/actor.h"
#include "core/tx.h"
#include "feature/ingest/digest_testing.h"
#include "feature/issue/issue_merge.h"
#include "feature/regroup/apply.h"
#include "port/db.h"

/* Today's grouping applied to stored events that went through the digest, on both stores:
 * what it leaves alone, and what others do meanwhile. A fingerprint of a rule that is gone
 * stands for the rule: its events go where they go by themselves (regroup_judge). */

enum { STEPS_MAX = 200 };

static struct digest_test t;
static struct actor ana = { .kind = ACTOR_SESSION, .user_id = 7, .role = ROLE_ADMIN };

static int64_t number(const char *sql)
{
    return test_number(&t.store, sql);
}

static void run_sql(const char *sql)
{
    if (db_script(&t.store.cx, sql) != OK)
        fail_msg("%s", t.store.cx.err.text);
}

static void fresh(enum db_kind kind)
{
    digest_test_begin(&t, kind);
    run_sql("INSERT INTO user_account (id, uuid, email, email_folded, name, role, status,"
            " created_ms, updated_ms) VALUES (7, 'u', 'ana@b.c', 'ana@b.c', 'Ana', 'member',"
            " 'active', 1, 1); UPDATE project SET max_events_per_issue = 1000");
}

/* n events of one issue. */
static void receive(const char *title, unsigned n)
{
    struct digest_batch *b = digest_batch_new(&t.store.cx);
    struct digest_result result;

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
}

/* The first received issue: one event that stays, and n "go" that a rule has put there. */
static void receive_parting(unsigned n)
{
    receive("stay", 1);
    receive("go", n);
    run_sql(
        "UPDATE event SET fingerprint_id = 1 WHERE fingerprint_id = 2;"
        "UPDATE event_fingerprint SET fingerprint_id = 1 WHERE fingerprint_id = 2;"
        "UPDATE fingerprint_hour SET events ="
        " (SELECT CAST(sum(events) AS BIGINT) FROM fingerprint_hour) WHERE fingerprint_id = 1;"
        "DELETE FROM fingerprint_hour WHERE fingerprint_id = 2;"
        "UPDATE fingerprint SET how = 'project_rule', event_count = (SELECT count(*) FROM event),"
        " stored_count = (SELECT count(*) FROM event) WHERE id = 1;"
        "UPDATE fingerprint SET event_count = 0, stored_count = 0 WHERE id = 2");
}

/* The first received issue: an event whose hash nobody has. */
static void receive_leaving(enum db_kind kind)
{
    receive("go", 1);
    run_sql(kind == DB_SQLITE ? "UPDATE fingerprint SET how = 'project_rule',"
                                " hash = CAST('other 0123456789' AS BLOB)"
                              : "UPDATE fingerprint SET how = 'project_rule',"
                                " hash = CAST('other 0123456789' AS BYTEA)");
}

/* Other fingerprints, until an issue has n. */
static void fill(enum db_kind kind, int64_t issue_id, int64_t n)
{
    static const char sql[] =
        "WITH RECURSIVE n(i) AS (SELECT count(*) + 1 FROM fingerprint WHERE issue_id = %lld"
        " UNION ALL SELECT i + 1 FROM n WHERE i < %lld)"
        " INSERT INTO fingerprint (project_id, hash, grouping_version, issue_id, home_issue_id,"
        " first_seen_ms, last_seen_ms, event_count, stored_count, how)"
        " SELECT 1, CAST('other ' || CAST(i AS TEXT) AS %s), 1, %lld, %lld, 1, 1, 0, 0, '' FROM n";
    long long id = (long long)issue_id;

    run_sql(str_cz(&t.store.arena, str_printf(&t.store.arena, sql, id, (long long)n,
                                              kind == DB_SQLITE ? "BLOB" : "BYTEA", id, id)));
    assert_int_equal(number("SELECT max(n) FROM (SELECT count(*) AS n FROM fingerprint"
                            " GROUP BY issue_id) f"),
                     n);
}

static struct work work;
static unsigned n_steps;

static void begin(void)
{
    work = (struct work){ .argument = S("{\"project_id\":1,\"upto_id\":1}"), .total = 1000 };
}

static enum status step(void)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    struct ctx *cx = &t.store.cx;
    struct work next = work;

    TRY(tx_begin(cx, &tx));
    cx->actor = &ana;
    enum status st = regroup_works[0].step(cx, &next);
    cx->actor = NULL;
    TRY(st);
    TRY(tx_commit(&tx));
    work = next;
    return OK;
}

/* The first fingerprint, to the end. */
static void apply(void)
{
    begin();
    for (n_steps = 0; work.done < work.total; n_steps++) {
        assert_true(n_steps < STEPS_MAX);
        if (step() != OK)
            fail_msg("%s", t.store.cx.err.text);
    }
}

static void assert_result(const char *figure, int64_t wanted)
{
    struct str text = str_printf(&t.store.arena, "\"%s\":%lld,", figure, (long long)wanted);

    if (!str_contains(work.result, text))
        fail_msg("%.*s is not in %.*s", FMT(text), FMT(work.result));
}

/* --- a full issue --------------------------------------------------------------------- */

static void check_move_into_full(enum db_kind kind)
{
    fresh(kind);
    receive_parting(3);
    fill(kind, 2, ISSUE_FINGERPRINTS_MAX);
    apply();
    assert_result("left", 1);
    assert_result("moved_events", 0);
    assert_int_equal(number("SELECT count(*) FROM event WHERE fingerprint_id = 1"), 4);
    assert_int_equal(number("SELECT count(*) FROM fingerprint WHERE issue_id = 2"),
                     ISSUE_FINGERPRINTS_MAX);
    digest_test_end(&t);
}

TEST(regrouping_moves_no_events_into_a_full_issue_on_sqlite)
{
    check_move_into_full(DB_SQLITE);
}

TEST(regrouping_moves_no_events_into_a_full_issue_on_postgres)
{
    check_move_into_full(DB_POSTGRES);
}

static void check_full_adopts_nothing(enum db_kind kind)
{
    fresh(kind);
    receive_leaving(kind);
    fill(kind, 1, ISSUE_FINGERPRINTS_MAX);
    apply();
    assert_result("left", 1);
    assert_int_equal(number("SELECT count(*) FROM fingerprint WHERE issue_id = 1"),
                     ISSUE_FINGERPRINTS_MAX);
    digest_test_end(&t);
}

TEST(a_full_issue_adopts_no_hash_on_sqlite)
{
    check_full_adopts_nothing(DB_SQLITE);
}

TEST(a_full_issue_adopts_no_hash_on_postgres)
{
    check_full_adopts_nothing(DB_POSTGRES);
}

/* --- a discarded hash ------------------------------------------------------------------ */

static void discard_go(void)
{
    run_sql("INSERT INTO discarded_fingerprint (project_id, hash, issue_id, title, user_id,"
            " created_ms) SELECT 1, hash, 99, 'go', 7, 1 FROM fingerprint WHERE id = 2;"
            "DELETE FROM fingerprint WHERE id = 2; DELETE FROM issue WHERE id = 2");
}

static void check_discarded_stay(enum db_kind kind)
{
    fresh(kind);
    receive_parting(REGROUP_PAGE + 10);
    discard_go();
    apply();
    assert_result("left", 1);
    assert_result("moved_events", 0);
    assert_true(n_steps <= 5); /* a phase each at most, not one for each event */
    assert_int_equal(number("SELECT count(*) FROM event WHERE fingerprint_id = 1"),
                     REGROUP_PAGE + 11);
    digest_test_end(&t);
}

TEST(stored_events_of_a_discarded_hash_stay_at_once_on_sqlite)
{
    check_discarded_stay(DB_SQLITE);
}

TEST(stored_events_of_a_discarded_hash_stay_at_once_on_postgres)
{
    check_discarded_stay(DB_POSTGRES);
}

/* Its event is there for ever, the hash is not: the next event of it is dropped. */
static void check_discarded_not_adopted(enum db_kind kind)
{
    fresh(kind);
    receive("stay", 1);
    receive("go", 1);
    run_sql("UPDATE event SET fingerprint_id = 1 WHERE fingerprint_id = 2;"
            "DELETE FROM event_fingerprint WHERE fingerprint_id = 1;"
            "UPDATE event_fingerprint SET fingerprint_id = 1;"
            "UPDATE fingerprint SET how = 'project_rule' WHERE id = 1");
    discard_go();
    apply();
    assert_result("left", 1);
    assert_int_equal(number("SELECT count(*) FROM fingerprint"), 1);
    assert_int_equal(number("SELECT count(*) FROM discarded_fingerprint"), 1);
    digest_test_end(&t);
}

TEST(regrouping_adopts_no_discarded_hash_on_sqlite)
{
    check_discarded_not_adopted(DB_SQLITE);
}

TEST(regrouping_adopts_no_discarded_hash_on_postgres)
{
    check_discarded_not_adopted(DB_POSTGRES);
}

/* --- retention at the same time ---------------------------------------------------------- */

/* The list row of the last received event cannot be had: as if retention had taken it between
 * judging and moving. */
static void take_last_from_list(enum db_kind kind)
{
    run_sql(kind == DB_SQLITE
                ? "CREATE TRIGGER taken BEFORE UPDATE ON event_fingerprint WHEN OLD.ordinal ="
                  " (SELECT max(ordinal) FROM event_fingerprint)"
                  " BEGIN SELECT RAISE(IGNORE); END"
                : "CREATE FUNCTION taken() RETURNS trigger LANGUAGE plpgsql AS"
                  " 'BEGIN IF OLD.ordinal = (SELECT max(ordinal) FROM event_fingerprint)"
                  " THEN RETURN NULL; END IF; RETURN NEW; END';"
                  "CREATE TRIGGER taken BEFORE UPDATE ON event_fingerprint"
                  " FOR EACH ROW EXECUTE FUNCTION taken()");
}

static void check_taken_does_not_move(enum db_kind kind)
{
    fresh(kind);
    receive_parting(3);
    take_last_from_list(kind);
    apply();
    assert_result("moved_events", 2);
    assert_int_equal(number("SELECT stored_count FROM fingerprint WHERE id = 1"), 2);
    assert_int_equal(number("SELECT count(*) FROM event WHERE fingerprint_id = 1"), 2);
    assert_int_equal(number("SELECT count(*) FROM fingerprint f WHERE f.stored_count <>"
                            " (SELECT count(*) FROM event_fingerprint e"
                            "  WHERE e.fingerprint_id = f.id)"),
                     0);
    digest_test_end(&t);
}

TEST(an_event_that_retention_has_uncounted_is_not_moved_on_sqlite)
{
    check_taken_does_not_move(DB_SQLITE);
}

TEST(an_event_that_retention_has_uncounted_is_not_moved_on_postgres)
{
    check_taken_does_not_move(DB_POSTGRES);
}

/* --- versions ------------------------------------------------------------------------------ */

static void check_versions(enum db_kind kind)
{
    fresh(kind);
    receive_parting(2 * REGROUP_PAGE);
    int64_t before = number("SELECT CAST(sum(version) AS BIGINT) FROM issue");
    apply();
    assert_result("moved_events", 2 * REGROUP_PAGE);
    assert_int_equal(number("SELECT event_count FROM issue WHERE id = 2"), 2 * REGROUP_PAGE);
    assert_int_equal(number("SELECT CAST(sum(version) AS BIGINT) FROM issue"), before);
    digest_test_end(&t);
}

TEST(events_that_move_change_counters_not_the_versions_of_issues_on_sqlite)
{
    check_versions(DB_SQLITE);
}

TEST(events_that_move_change_counters_not_the_versions_of_issues_on_postgres)
{
    check_versions(DB_POSTGRES);
}

/* --- undo that expires before the work is over ------------------------------------------- */

/* Until the first event has moved; then everybody waits for ten minutes. */
static void move_some_and_expire(void)
{
    begin();
    while (!str_contains(work.result, S("\"moved_events\":3,")))
        assert_int_equal(step(), OK);
    assert_int_equal(number("SELECT count(*) FROM undo"), 1);
    run_sql("DELETE FROM undo; DELETE FROM undo_object");
}

static void to_the_end(void)
{
    while (work.done < work.total)
        assert_int_equal(step(), OK);
}

static void check_expired(enum db_kind kind)
{
    fresh(kind);
    receive_parting(3);
    move_some_and_expire();
    to_the_end();
    assert_int_equal(work.undo.len, 0);
    digest_test_end(&t);
}

TEST(work_of_which_nothing_can_be_taken_back_shows_no_token_on_sqlite)
{
    check_expired(DB_SQLITE);
}

TEST(work_of_which_nothing_can_be_taken_back_shows_no_token_on_postgres)
{
    check_expired(DB_POSTGRES);
}

static void check_begins_anew(enum db_kind kind)
{
    fresh(kind);
    receive_parting(3);
    receive("alone", 1);
    run_sql(kind == DB_SQLITE ? "UPDATE fingerprint SET how = 'project_rule',"
                                " hash = CAST('other 0123456789' AS BLOB) WHERE id = 3"
                              : "UPDATE fingerprint SET how = 'project_rule',"
                                " hash = CAST('other 0123456789' AS BYTEA) WHERE id = 3");
    move_some_and_expire();
    work.argument = S("{\"project_id\":1,\"upto_id\":3}");
    to_the_end();
    assert_int_equal(number("SELECT count(*) FROM undo"), 1);
    assert_int_equal(number("SELECT count(*) FROM undo_object"), 1);
    assert_int_equal(number("SELECT count(*) FROM undo u JOIN undo_object o ON o.undo_id = u.id"),
                     1);
    assert_int_equal(
        number(str_cz(&t.store.arena,
                      str_printf(&t.store.arena, "SELECT count(*) FROM undo WHERE token = '%.*s'",
                                 FMT(work.undo)))),
        1);
    digest_test_end(&t);
}

TEST(work_whose_undo_has_expired_notes_in_a_new_one_on_sqlite)
{
    check_begins_anew(DB_SQLITE);
}

TEST(work_whose_undo_has_expired_notes_in_a_new_one_on_postgres)
{
    check_begins_anew(DB_POSTGRES);
}

/* --- the store fails ------------------------------------------------------------------------ */

/* Whatever statement of a step fails: it says why, and the same step is done again. */
static void check_failures(enum db_kind kind)
{
    struct ctx *cx = &t.store.cx;
    unsigned n_failed = 0;

    fresh(kind);
    receive_parting(3);
    begin();
    for (unsigned nth = 1; work.done < work.total; nth++) {
        db_fail_nth(cx->db, nth, E_BUSY);
        enum status st = step();
        db_fail_nth(cx->db, 0, OK);
        if (st == OK) {
            nth = 0;
            continue;
        }
        assert_true(cx->err.text[0] != '\0');
        err_clear(&cx->err);
        n_failed++;
    }
    assert_true(n_failed > 0);
    assert_result("moved_events", 3);
    assert_int_equal(number("SELECT count(*) FROM undo_object"), 1);
    digest_test_end(&t);
}

TEST(regrouping_that_fails_says_why_and_goes_on_on_sqlite)
{
    check_failures(DB_SQLITE);
}

TEST(regrouping_that_fails_says_why_and_goes_on_on_postgres)
{
    check_failures(DB_POSTGRES);
}
