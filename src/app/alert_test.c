#include "base/base.h"

#include "base/test.h"

#include "base/arena.h"
#include "base/clock.h"
#include "feature/alert/alert_int.h"
#include "feature/ingest/digest_testing.h"
#include "feature/issue/issue_job.h"
#include "feature/project/project_key.h"
#include "feature/rule/rule_int.h"
#include "port/db.h"

/* When alerts ring beside the digest, on both stores, at times of our own. */

static struct digest_test t;

static const char issue_row[] =
    "INSERT INTO issue (id, uuid, project_id, short_no, title, title_folded, type, culprit,"
    " location, level, platform, is_unhandled, status, first_seen_ms, last_seen_ms,"
    " last_seen_minute, event_count, stored_count, user_count, first_release, last_release,"
    " snooze_until_ms, created_ms, updated_ms) VALUES (5, '01934567-89ab-7cde-8f01-000000000005',"
    " 1, 1, 'boom', 'boom', 'E', '', '', 'error', 'c', FALSE, 'snoozed', 1, 1, 0, 7, 0, 0, '', '',"
    " 1, 1, 1)";

/* An alert by mail to one address; more: members of its own fields, with a comma before them. */
static struct rule add_alert(const char *tree, const char *more)
{
    struct ctx *cx = &t.store.cx;
    struct rule_change change = { .project_id = 1, .kind = alert_kind };
    struct str box = S("");

    assert_int_equal(alert_config_merge(cx, 1, alert_channel_named(S("email")),
                                        S("{\"recipients\":[\"ann@example.com\"]}"), &box),
                     OK);
    struct rule rule = { .name = S("r"),
                         .is_enabled = true,
                         .tree = str_c(tree),
                         .settings = str_printf(
                             cx->arena, "{\"alert_type\":\"email\",\"config_box\":\"%.*s\"%s}",
                             FMT(box), more) };
    if (rule_put(cx, &change, &rule) != OK)
        fail_msg("%s", cx->err.text);
    assert_int_equal(project_keys_load(cx), OK);
    return rule;
}

static void begin(enum db_kind kind)
{
    digest_test_begin(&t, kind);
    assert_int_equal(db_script(&t.store.cx, issue_row), OK);
}

static void end(void)
{
    rule_stop(&t.store.cx);
    digest_test_end(&t);
}

static int64_t rung(void)
{
    return test_number(&t.store, "SELECT count(*) FROM alert_delivery");
}

static void wake(void)
{
    if (issue_timers_run(&t.store.cx, S("")) != OK)
        fail_msg("%s", t.store.cx.err.text);
}

static void sleep_again(void)
{
    assert_int_equal(
        db_script(&t.store.cx, "UPDATE issue SET status = 'snoozed', snooze_until_ms = 1"), OK);
}

/* --- the clock ends a snooze ------------------------------------------------------------- */

static void check_wake(enum db_kind kind)
{
    begin(kind);
    add_alert("{\"type\":\"is_reopened\",\"value\":true}", ",\"throttle_minutes\":30");
    add_alert("{\"type\":\"title\",\"op\":\"contains\",\"value\":\"else\"}", "");
    wake();
    assert_int_equal(rung(), 1);
    assert_int_equal(
        test_number(&t.store, "SELECT count(*) FROM alert_delivery WHERE reason = 'reopened'"), 1);
    assert_int_equal(test_number(&t.store, "SELECT count(*) FROM outbox"), 1);
    wake(); /* another process that looks at the same time */
    assert_int_equal(rung(), 1);
    sleep_again();
    t.store.cx.now_ms += 29 * MS_PER_MINUTE;
    wake();
    assert_int_equal(rung(), 1);
    sleep_again();
    t.store.cx.now_ms += 2 * MS_PER_MINUTE;
    wake();
    assert_int_equal(rung(), 2);
    end();
}

TEST(an_alert_rings_once_when_the_clock_ends_a_snooze_and_keeps_its_window_on_sqlite)
{
    check_wake(DB_SQLITE);
}

TEST(an_alert_rings_once_when_the_clock_ends_a_snooze_and_keeps_its_window_on_postgres)
{
    check_wake(DB_POSTGRES);
}

static void check_failed(enum db_kind kind)
{
    struct ctx *cx = &t.store.cx;

    begin(kind);
    add_alert("{\"type\":\"is_reopened\",\"value\":true}", "");
    assert_int_equal(db_script(cx, "ALTER TABLE alert_ring RENAME TO away"), OK);
    wake();
    assert_int_equal(test_number(&t.store, "SELECT count(*) FROM issue WHERE status = 'reopened'"),
                     1);
    assert_int_equal(rung(), 0);
    assert_int_equal(db_script(cx, "ALTER TABLE away RENAME TO alert_ring"), OK);
    assert_int_equal(
        test_number(&t.store, "SELECT count(*) FROM job_queue WHERE name = 'rule.returned'"), 1);
    assert_int_equal(rule_jobs[0].run(cx, S("1 5")), OK);
    assert_int_equal(rung(), 1);
    end();
}

TEST(a_snooze_ends_though_its_alert_fails_which_rings_later_on_sqlite)
{
    check_failed(DB_SQLITE);
}

TEST(a_snooze_ends_though_its_alert_fails_which_rings_later_on_postgres)
{
    check_failed(DB_POSTGRES);
}
