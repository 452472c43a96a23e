#include "base/base.h"

#include "base/test.h"

#include "base/arena.h"
#include "base/clock.h"
#include "feature/alert/alert_write.h"
#include "feature/ingest/digest_testing.h"
#include "feature/issue/issue_job.h"
#include "feature/issue/issue_machine.h"
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

/* --- gathered ------------------------------------------------------------------------------ */

static void second_issue(void)
{
    assert_int_equal(
        db_script(&t.store.cx,
                  "INSERT INTO issue (id, uuid, project_id, short_no, title, title_folded, type,"
                  " culprit, location, level, platform, is_unhandled, status, first_seen_ms,"
                  " last_seen_ms, last_seen_minute, event_count, stored_count, user_count,"
                  " first_release, last_release, snooze_until_ms, created_ms, updated_ms) VALUES"
                  " (6, '01934567-89ab-7cde-8f01-000000000006', 1, 2, 'bang', 'bang', 'E', '', '',"
                  " 'error', 'c', FALSE, 'snoozed', 1, 1, 0, 7, 0, 0, '', '', 1, 1, 1)"),
        OK);
}

static int64_t count_of(const char *where)
{
    return test_number(
        &t.store,
        str_cz(t.store.cx.arena, str_printf(t.store.cx.arena, "SELECT count(*) FROM %s", where)));
}

/* What the outbox does when the row is due. There is no mail server: it is not taken. */
static void deliver_batch(const struct rule *rule)
{
    struct ctx *cx = &t.store.cx;
    struct outbox_delivery d = { .uuid = S("01934567-89ab-7cde-8f01-0000000000b1"),
                                 .kind = S(ALERT_BATCH_KIND),
                                 .recipient = S("ann@example.com"),
                                 .payload = str_printf(cx->arena, "1 %lld", (long long)rule->id),
                                 .attempt = 1 };

    assert_int_not_equal(alert_batch_deliver(cx, &d), OK);
    err_clear(&cx->err);
}

static void check_gathered(enum db_kind kind)
{
    struct ctx *cx = &t.store.cx;

    begin(kind);
    second_issue();
    struct rule rule =
        add_alert("{\"type\":\"is_reopened\",\"value\":true}", ",\"digest_minutes\":10");
    int64_t began_ms = cx->now_ms;
    wake(); /* both issues */
    sleep_again();
    cx->now_ms += 5 * MS_PER_MINUTE;
    wake();
    assert_int_equal(count_of("alert_delivery WHERE batch = 'next'"), 4);
    assert_int_equal(count_of("outbox"), 1);
    assert_int_equal(test_number(&t.store, "SELECT due_ms FROM outbox"),
                     began_ms + 10 * MS_PER_MINUTE);
    deliver_batch(&rule);
    assert_int_equal(count_of("alert_delivery WHERE batch = 'next'"), 0);
    assert_int_equal(count_of("alert_delivery WHERE attempts = 1 AND outbox_uuid = batch"), 4);
    assert_int_equal(count_of("alert_try WHERE no = 1 AND error <> ''"), 4);
    end();
}

TEST(what_rings_within_some_minutes_is_one_message_and_each_ring_a_row_of_the_log_on_sqlite)
{
    check_gathered(DB_SQLITE);
}

TEST(what_rings_within_some_minutes_is_one_message_and_each_ring_a_row_of_the_log_on_postgres)
{
    check_gathered(DB_POSTGRES);
}

static void check_left(enum db_kind kind)
{
    struct ctx *cx = &t.store.cx;

    begin(kind);
    add_alert("{\"type\":\"is_reopened\",\"value\":true}", ",\"digest_minutes\":10");
    wake();
    assert_int_equal(alert_batch_sweep(cx), OK);
    assert_int_equal(count_of("outbox"), 1);
    /* the message before went while this rang, and its row joined that one's */
    assert_int_equal(db_script(cx, "UPDATE outbox SET state = 'sent'"), OK);
    assert_int_equal(alert_batch_sweep(cx), OK);
    assert_int_equal(alert_batch_sweep(cx), OK);
    assert_int_equal(count_of("outbox WHERE state = 'waiting'"), 1);
    end();
}

TEST(what_rang_while_the_message_before_it_went_has_one_of_its_own_on_sqlite)
{
    check_left(DB_SQLITE);
}

TEST(what_rang_while_the_message_before_it_went_has_one_of_its_own_on_postgres)
{
    check_left(DB_POSTGRES);
}

static void check_muted(enum db_kind kind)
{
    struct ctx *cx = &t.store.cx;

    begin(kind);
    int64_t hour = cx->now_ms / MS_PER_HOUR % 24;
    struct str mute = str_printf(cx->arena,
                                 ",\"mute\":{\"days\":[\"mon\",\"tue\",\"wed\",\"thu\",\"fri\","
                                 "\"sat\",\"sun\"],\"from\":\"%02lld:00\",\"until\":\"%02lld:00\"}",
                                 (long long)hour, (long long)((hour + 2) % 24));
    add_alert("{\"type\":\"is_reopened\",\"value\":true}", str_cz(cx->arena, mute));
    wake();
    assert_int_equal(count_of("alert_delivery WHERE batch = 'next'"), 1);
    assert_int_equal(test_number(&t.store, "SELECT due_ms FROM outbox"),
                     (cx->now_ms / MS_PER_HOUR + 2) * MS_PER_HOUR);
    end();
}

TEST(a_muted_alert_keeps_what_rings_until_it_may_speak_on_sqlite)
{
    check_muted(DB_SQLITE);
}

TEST(a_muted_alert_keeps_what_rings_until_it_may_speak_on_postgres)
{
    check_muted(DB_POSTGRES);
}

/* --- resolved ------------------------------------------------------------------------------ */

/* … and its job. */
static void resolve(const char *action)
{
    int64_t before = count_of("job_queue");
    const struct issue_note note = { .project_id = 1,
                                     .issue_id = 5,
                                     .action = action,
                                     .old_value = S("reopened"),
                                     .new_value = S("resolved") };

    assert_int_equal(db_begin(&t.store.cx), OK);
    assert_int_equal(alert_after_note(&t.store.cx, &note), OK);
    assert_int_equal(db_commit(&t.store.cx), OK);
    if (count_of("job_queue WHERE name = 'alert.resolved'") > before)
        assert_int_equal(alert_resolved_later(&t.store.cx, S("1 5")), OK);
}

static void check_resolved(enum db_kind kind)
{
    struct ctx *cx = &t.store.cx;

    begin(kind);
    add_alert("{\"type\":\"is_reopened\",\"value\":true}", "");
    add_alert("{\"type\":\"is_reopened\",\"value\":true}", ",\"notify_resolved\":true");
    add_alert("{\"type\":\"is_new\",\"value\":true}", ",\"notify_resolved\":true");
    resolve("status_changed"); /* nobody has heard of it */
    assert_int_equal(rung(), 0);
    wake();
    assert_int_equal(rung(), 2);
    resolve("cooldown_ended");
    assert_int_equal(rung(), 2);
    resolve("status_changed");
    assert_int_equal(count_of("alert_delivery WHERE reason = 'resolved'"), 1);
    assert_int_equal(test_number(&t.store, "SELECT max(due_ms) FROM outbox"),
                     cx->now_ms + OUTBOX_UNDO_MS);
    end();
}

TEST(who_was_told_of_an_issue_is_told_that_it_was_resolved_when_asked_for_on_sqlite)
{
    check_resolved(DB_SQLITE);
}

TEST(who_was_told_of_an_issue_is_told_that_it_was_resolved_when_asked_for_on_postgres)
{
    check_resolved(DB_POSTGRES);
}

static void check_resolve_failed(enum db_kind kind)
{
    struct ctx *cx = &t.store.cx;

    begin(kind);
    struct rule rule =
        add_alert("{\"type\":\"is_reopened\",\"value\":true}", ",\"notify_resolved\":true");
    wake();
    assert_int_equal(
        db_script(cx, str_cz(cx->arena,
                             str_printf(cx->arena,
                                        "INSERT INTO rule (uuid, project_id, kind, name,"
                                        " is_enabled, position, points, conditions, tree,"
                                        " data_patterns, settings, version, created_ms,"
                                        " updated_ms) SELECT 'x', 1, 'alert', '', TRUE, 1, 0, '',"
                                        " '', 0, '{', 1, 1, 1 FROM rule WHERE id = %lld;"
                                        "INSERT INTO alert_ring SELECT 1, 5, id, 1 FROM rule"
                                        " WHERE uuid = 'x'",
                                        (long long)rule.id))),
        OK);
    assert_int_equal(db_begin(cx), OK);
    const struct issue_note note = {
        .project_id = 1, .issue_id = 5, .action = "status_changed", .new_value = S("resolved")
    };
    assert_int_equal(alert_after_note(cx, &note), OK);
    assert_int_equal(db_commit(cx), OK);
    assert_int_equal(alert_resolved_later(cx, S("1 5")), E_BUSY); /* tried again, then parked */
    err_clear(&cx->err);
    assert_int_equal(rung(), 1);
    end();
}

TEST(an_alert_that_fails_is_no_reason_that_an_issue_cannot_be_resolved_on_sqlite)
{
    check_resolve_failed(DB_SQLITE);
}

TEST(an_alert_that_fails_is_no_reason_that_an_issue_cannot_be_resolved_on_postgres)
{
    check_resolve_failed(DB_POSTGRES);
}

/* --- not getting through --------------------------------------------------------------------- */

static void outcome(const struct rule *rule, enum status st)
{
    const struct alert_outcome o = { 1, rule->id, st, S("it answered 503") };

    assert_int_equal(alert_failing_note(&t.store.cx, &o), OK);
    assert_int_equal(alert_failing_tell(&t.store.cx), OK);
}

static void check_failing(enum db_kind kind)
{
    struct ctx *cx = &t.store.cx;

    begin(kind);
    assert_int_equal(
        db_script(cx, "INSERT INTO user_account (id, uuid, email, email_folded, name, role, status,"
                      " created_ms, updated_ms) VALUES"
                      " (91, '01934567-89ab-7cde-8f01-000000000091', 'a@b.c', 'a@b.c', 'A',"
                      " 'admin', 'active', 1, 1),"
                      " (92, '01934567-89ab-7cde-8f01-000000000092', 'b@b.c', 'b@b.c', 'B',"
                      " 'member', 'active', 1, 1)"),
        OK);
    struct rule rule = add_alert("{\"type\":\"is_reopened\",\"value\":true}", "");
    wake();
    outcome(&rule, E_UPSTREAM);
    cx->now_ms += 59 * MS_PER_MINUTE;
    outcome(&rule, E_INVALID);
    assert_int_equal(count_of("notification"), 0);
    cx->now_ms += 2 * MS_PER_MINUTE;
    outcome(&rule, E_MISSING); /* of an issue that is gone */
    assert_int_equal(count_of("notification WHERE user_id = 91 AND kind = 'alert'"), 1);
    outcome(&rule, E_UPSTREAM);
    assert_int_equal(count_of("notification"), 1);
    assert_int_equal(test_number(&t.store, "SELECT count FROM notification"), 1);
    outcome(&rule, OK);
    assert_int_equal(count_of("alert_failing"), 0);
    outcome(&rule, E_UPSTREAM); /* from the beginning */
    assert_int_equal(test_number(&t.store, "SELECT count FROM notification"), 1);
    end();
}

TEST(admins_hear_once_of_an_alert_that_has_not_got_through_for_an_hour_on_sqlite)
{
    check_failing(DB_SQLITE);
}

TEST(admins_hear_once_of_an_alert_that_has_not_got_through_for_an_hour_on_postgres)
{
    check_failing(DB_POSTGRES);
}

/* --- what a mail adds ----------------------------------------------------------------------------
 */

static void check_look(enum db_kind kind)
{
    struct ctx *cx = &t.store.cx;
    const struct alert_test mail = { .settings = S("{\"alert_type\":\"email\"}") };
    const struct alert_test chat = { .settings = S("{\"alert_type\":\"discord\"}") };
    struct alert_message m = { .project_no = 1, .issue_no = 5 };

    begin(kind);
    int64_t hour = clock_hour(cx->now_ms);
    struct str sql = str_printf(
        cx->arena,
        "INSERT INTO fingerprint (id, project_id, hash, grouping_version, issue_id, home_issue_id,"
        " first_seen_ms, last_seen_ms, event_count, stored_count)"
        " VALUES (7, 1, '0123456789abcdef', 1, 5, 5, 1, 1, 12, 0);"
        "INSERT INTO fingerprint_hour (project_id, hour, fingerprint_id, events) VALUES"
        " (1, %lld, 7, 1), (1, %lld, 7, 8), (1, %lld, 7, 3), (1, %lld, 7, 99)",
        (long long)hour - 23, (long long)hour, (long long)hour - 1, (long long)hour - 24);
    assert_int_equal(db_script(cx, str_cz(cx->arena, sql)), OK);
    assert_int_equal(alert_look(cx, &chat, &m), OK);
    assert_int_equal(m.trend.len, 0);
    assert_int_equal(alert_look(cx, &mail, &m), OK);
    assert_true(str_starts(m.trend, S("▂▁")));
    assert_true(str_ends(m.trend, S("▁▄█ 12 events in 24 h")));
    assert_int_equal(m.tags.len, 0);
    end();
}

TEST(a_mail_shows_how_the_issue_went_in_a_day_on_sqlite)
{
    check_look(DB_SQLITE);
}

TEST(a_mail_shows_how_the_issue_went_in_a_day_on_postgres)
{
    check_look(DB_POSTGRES);
}
