#include "feature/alert/alert_deliver.c"

#include "base/test.h"
#include "core/store_testing.h"

TEST(an_answer_is_taken_tried_again_or_final)
{
    static const struct {
        int64_t status;
        enum status st;
    } cases[] = {
        { 200, OK },        { 204, OK },         { 301, E_INVALID },
        { 400, E_INVALID }, { 404, E_INVALID },  { 408, E_UPSTREAM },
        { 429, E_RATE },    { 500, E_UPSTREAM }, { 503, E_UPSTREAM },
    };
    struct arena arena;

    arena_init(&arena, "test", 1 << 20);
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct ctx cx = { .arena = &arena };
        const struct httpc_answer answer = { .status = cases[i].status };
        if (alert_judge(&cx, &answer) != cases[i].st)
            fail_msg("%lld", (long long)cases[i].status);
        assert_int_equal(alert_words_of(&cx, cases[i].st).len == 0, cases[i].st == OK);
    }
    arena_release(&arena);
}

TEST(what_may_pass_is_tried_again_until_the_last_attempt)
{
    static const enum status again[] = { E_RATE, E_UPSTREAM, E_BUSY };

    for (size_t i = 0; i < ARRAY_LEN(again); i++) {
        assert_string_equal(alert_state_after(again[i], 1), "waiting");
        assert_string_equal(alert_state_after(again[i], ALERT_ATTEMPTS - 1), "waiting");
        assert_string_equal(alert_state_after(again[i], ALERT_ATTEMPTS), "dead");
    }
    assert_string_equal(alert_state_after(OK, ALERT_ATTEMPTS), "sent");
    assert_string_equal(alert_state_after(E_INVALID, 1), "dead");
    assert_string_equal(alert_state_after(E_MISSING, 1), "dead");
}

TEST(a_failure_without_words_is_logged_by_its_name)
{
    struct arena arena;

    arena_init(&arena, "test", 1 << 20);
    struct ctx cx = { .arena = &arena };
    assert_str_equal(alert_words_of(&cx, E_UPSTREAM), str_c(status_name(E_UPSTREAM)));
    assert_int_equal(fail(&cx, E_UPSTREAM, "cut off"), E_UPSTREAM);
    assert_str_equal(alert_words_of(&cx, E_UPSTREAM), S("cut off"));
    arena_release(&arena);
}

TEST(what_was_told_is_not_told_again_when_the_outbox_does_not_know)
{
    for (int kind = DB_SQLITE; kind <= DB_POSTGRES; kind++) {
        struct outbox_delivery d = { .uuid = S("o"), .payload = S("1 u"), .attempt = 2 };
        struct test_store t;
        test_store_open(&t, (enum db_kind)kind);
        assert_int_equal(
            db_script(&t.cx,
                      "INSERT INTO rule (uuid, project_id, kind, name, is_enabled, position,"
                      " points, conditions, tree, data_patterns, settings, version, created_ms,"
                      " updated_ms) VALUES ('r', 1, 'alert', '', TRUE, 1, 0, '', '', 0, '{}', 1,"
                      " 1, 1);"
                      "INSERT INTO alert_delivery (project_id, uuid, rule_id, issue_id, reason,"
                      " recipient, state, attempts, outbox_uuid, created_ms, done_ms)"
                      " VALUES (1, 'u', 1, 1, 'new', 'a', 'sent', 1, 'o', 1, 1)"),
            OK);
        assert_int_equal(deliver(&t.cx, &d), OK);
        assert_int_equal(test_number(&t, "SELECT attempts FROM alert_delivery"), 1);
        assert_int_equal(test_number(&t, "SELECT count(*) FROM alert_try"), 0);
        test_store_close(&t);
    }
}
