#include "base/base.h"

#include "base/test.h"

#include "base/arena.h"
#include "core/actor.h"
#include "feature/ingest/digest_testing.h"
#include "feature/priority/priority_int.h"
#include "port/db.h"

/* A project's issues scored anew: few in the answer, more as work with progress. */

enum { STEPS_MAX = 100 };

static struct digest_test t;
static struct actor somebody = { .user_id = 91 };

static void add_issues(int n)
{
    static const char row[] =
        "INSERT INTO issue (id, uuid, project_id, short_no, title, title_folded, type, culprit,"
        " location, level, platform, is_unhandled, status, first_seen_ms, last_seen_ms,"
        " last_seen_minute, event_count, stored_count, user_count, first_release, last_release,"
        " created_ms, updated_ms) VALUES (%d, '01934567-89ab-7cde-8f01-%012d', 1, %d, 'boom',"
        " 'boom', 'E', '', '', 'error', 'c', FALSE, 'open', 1, 1, 0, 7, 0, 0, '', '', 1, 1)";

    for (int i = 1; i <= n; i++) {
        struct str sql = str_printf(t.store.cx.arena, row, i, i, i);
        assert_int_equal(db_script(&t.store.cx, str_cz(t.store.cx.arena, sql)), OK);
    }
}

static void begin(enum db_kind kind, int n)
{
    struct rule_change change = { .project_id = 1, .kind = priority_kind };
    struct rule rule = { .name = S("r"),
                         .is_enabled = true,
                         .points = 20,
                         .tree = S("{\"type\":\"level\",\"value\":\"error\"}"),
                         .settings = S("{}") };

    digest_test_begin(&t, kind);
    t.store.cx.actor = &somebody;
    assert_int_equal(
        db_script(&t.store.cx,
                  "INSERT INTO user_account (id, uuid, email, email_folded, name, role, status,"
                  " created_ms, updated_ms) VALUES (91, '01934567-89ab-7cde-8f01-000000000091',"
                  " 'a@b.c', 'a@b.c', 'A', 'admin', 'active', 1, 1)"),
        OK);
    add_issues(n);
    assert_int_equal(rule_put(&t.store.cx, &change, &rule), OK);
}

static int64_t scored(void)
{
    return test_number(&t.store, "SELECT count(*) FROM issue WHERE priority = 70");
}

static void check_few(enum db_kind kind)
{
    struct str job;
    int64_t n;

    begin(kind, PRIORITY_AT_ONCE);
    assert_int_equal(priority_recalculate(&t.store.cx, 1, &n, &job), OK);
    assert_true(str_is_null(job));
    assert_int_equal(n, PRIORITY_AT_ONCE);
    assert_int_equal(scored(), PRIORITY_AT_ONCE);
    digest_test_end(&t);
}

TEST(few_issues_are_scored_before_the_answer_on_sqlite)
{
    check_few(DB_SQLITE);
}

TEST(few_issues_are_scored_before_the_answer_on_postgres)
{
    check_few(DB_POSTGRES);
}

static void check_many(enum db_kind kind)
{
    struct work w = { .argument = S("1"), .state = S(""), .total = PRIORITY_AT_ONCE + 2 };
    struct str job;
    int64_t n;

    begin(kind, PRIORITY_AT_ONCE + 1);
    assert_int_equal(priority_recalculate(&t.store.cx, 1, &n, &job), OK);
    assert_false(str_is_null(job));
    assert_int_equal(n, 0);
    assert_int_equal(scored(), 0);
    for (int i = 0; i < STEPS_MAX && w.done < w.total; i++) {
        int64_t before = w.done;
        assert_int_equal(priority_works[0].step(&t.store.cx, &w), OK);
        assert_true(w.done > before);
    }
    assert_int_equal(w.affected, PRIORITY_AT_ONCE + 1);
    assert_int_equal(scored(), PRIORITY_AT_ONCE + 1);
    digest_test_end(&t);
}

TEST(one_issue_more_is_work_that_moves_with_every_step_on_sqlite)
{
    check_many(DB_SQLITE);
}

TEST(one_issue_more_is_work_that_moves_with_every_step_on_postgres)
{
    check_many(DB_POSTGRES);
}
