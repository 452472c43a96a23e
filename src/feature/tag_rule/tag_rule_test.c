#include "feature/tag_rule/tag_rule.c"

#include "base/arena.h"
#include "base/test.h"
#include "core/store_testing.h"

enum { LABELS = 2500 };

/* Rule 7 has labelled many issues, rule 8 one, a person another. */
static void check_unlabel(enum db_kind kind)
{
    struct test_store t;

    test_store_open(&t, kind);
    struct str sql = str_printf(
        t.cx.arena,
        "INSERT INTO issue_label (issue_id, key, value, uuid, source, rule_id, created_ms)"
        " WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < %d)"
        " SELECT n, 'team', 'money', 'u' || n, 'rule', 7, 1 FROM c;"
        "INSERT INTO issue_label (issue_id, key, value, uuid, source, rule_id, created_ms) VALUES"
        " (1, 'a', 'b', 'x1', 'rule', 8, 1), (2, 'a', 'b', 'x2', 'person', 0, 1)",
        LABELS);
    assert_int_equal(db_script(&t.cx, str_cz(t.cx.arena, sql)), OK);
    assert_int_equal(tag_rule_unlabel(&t.cx, 7), OK);
    assert_int_equal(test_number(&t, "SELECT count(*) FROM issue_label"),
                     LABELS - UNLABEL_STEP + 2);
    assert_int_equal(
        test_number(&t, "SELECT count(*) FROM job_queue WHERE name = 'tag_rule.unlabel'"
                        " AND argument = '{\"rule\":7}'"),
        1);
    assert_int_equal(unlabel(&t.cx, S("{\"rule\":7}")), OK);
    assert_int_equal(test_number(&t, "SELECT count(*) FROM issue_label"), 2);
    assert_int_equal(tag_rule_unlabel(&t.cx, 8), OK); /* few go at once */
    assert_int_equal(test_number(&t, "SELECT count(*) FROM issue_label"), 1);
    assert_int_equal(test_number(&t, "SELECT count(*) FROM job_queue"), 1);
    assert_int_equal(unlabel(&t.cx, S("{}")), E_INVALID);
    test_store_close(&t);
}

TEST(labels_of_a_removed_rule_go_a_step_at_once_and_the_rest_by_a_job_on_sqlite)
{
    check_unlabel(DB_SQLITE);
}

TEST(labels_of_a_removed_rule_go_a_step_at_once_and_the_rest_by_a_job_on_postgres)
{
    check_unlabel(DB_POSTGRES);
}
