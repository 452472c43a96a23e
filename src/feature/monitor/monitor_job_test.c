#include "feature/monitor/monitor_job.c"

#include "base/test.h"
#include "core/store_testing.h"

/* Check-ins and the watch against real stores, with a clock that the test moves. */
static const char rows[] =
    "INSERT INTO project (uuid, name, slug, short_prefix, max_events_per_issue, warning_as_error,"
    " route_grouping_enabled, ai_enabled, ai_merge_suggestions, ai_auto_merge,"
    " ai_anomaly_detection, ai_ticket_description, ai_root_cause, ai_triage, analysis_db_enabled,"
    " created_ms, updated_ms) VALUES ('01934567-89ab-7cde-8f01-23456789abcd', 'Shop', 'shop',"
    " 'SHOP', 3, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, 1, 1);"
    "INSERT INTO job_state (name, due_ms) VALUES ('monitor.watch', 0)";

static struct test_store t;

static void fresh(enum db_kind kind)
{
    static int64_t days; /* tests share what is held in memory, so each has a day of its own */

    test_store_open(&t, kind);
    t.cx.now_ms = TEST_STORE_NOW_MS - TEST_STORE_NOW_MS % MS_PER_HOUR + ++days * MS_PER_DAY;
    assert_int_equal(db_script(&t.cx, rows), OK);
}

static int64_t number(const char *sql)
{
    return test_number(&t, sql);
}

static void pass(int64_t seconds)
{
    t.cx.now_ms += seconds * MS_PER_SECOND;
}

/* A round of the watch, as the runner notes it. */
static void look(void)
{
    char sql[128];

    if (watch(&t.cx, S("")) != OK)
        fail_msg("%s", t.cx.err.text);
    (void)snprintf(sql, sizeof sql,
                   "UPDATE job_state SET last_end_ms = %lld WHERE name = 'monitor.watch'",
                   (long long)t.cx.now_ms);
    assert_int_equal(db_script(&t.cx, sql), OK);
}

/* The time passes in rounds of the watch. */
static void watch_for(int64_t seconds)
{
    for (int64_t s = 0; s < seconds; s += WATCH_EVERY_S) {
        pass(WATCH_EVERY_S);
        look();
    }
}

static struct monitor_config config_of(const char *schedule)
{
    struct monitor_config c = {
        .margin_min = 1, .max_runtime_min = 30, .failure_threshold = 1, .recovery_threshold = 1
    };

    monitor_config_schedule(&t.arena, S("crontab"), str_c(schedule), S("UTC"), &c);
    assert_str_equal(c.note, S(""));
    return c;
}

/* One batch with one check-in, in a transaction, as the digest has it. */
static void check_in(const char *status, uint8_t id, const struct monitor_config *config)
{
    struct check_in c = { .project_id = 1,
                          .received_ms = t.cx.now_ms,
                          .slug = S("backup"),
                          .status = str_c(status),
                          .id = { { id } },
                          .is_latest = id == 0,
                          .environment = S("production"),
                          .release = S("1.0"),
                          .config = config };
    void *items[] = { &c };
    const char *outcomes[ARRAY_LEN(items)] = { NULL };
    struct tx tx SCOPED(tx_end) = { 0 };

    if (id == 0)
        event_id_random(&c.id);
    assert_int_equal(tx_begin(&t.cx, &tx), OK);
    if (check_in_store(&t.cx, items, ARRAY_LEN(items), outcomes) != OK)
        fail_msg("%s", t.cx.err.text);
    assert_int_equal(tx_commit(&tx), OK);
}

static int64_t runs(const char *status)
{
    char sql[128];

    (void)snprintf(sql, sizeof sql, "SELECT count(*) FROM check_in WHERE status = '%s'", status);
    return number(sql);
}

static int64_t reports(void)
{
    return number("SELECT count(*) FROM job_queue WHERE name = 'monitor.report'");
}

static int64_t recoveries(void)
{
    return number("SELECT count(*) FROM job_queue WHERE name = 'monitor.recover'");
}

static void run_on(enum db_kind kind, void (*check)(void))
{
    fresh(kind);
    check();
    test_store_close(&t);
}

static void check_monitor_run_that_does_not_come_is_missed(void)
{
    struct monitor_config c = config_of("*/5 * * * *");

    check_in("ok", 1, &c);
    watch_for(5 * 60 + 50);
    assert_int_equal(runs("missed"), 0); /* the margin is not over */
    watch_for(20);
    assert_int_equal(runs("missed"), 1);
    assert_int_equal(reports(), 1);
    watch_for(5 * 60);
    assert_int_equal(runs("missed"), 2);
    assert_int_equal(reports(), 2);
    check_in("ok", 2, NULL);
    assert_int_equal(recoveries(), 1);
    assert_int_equal(number("SELECT failures FROM monitor_environment"), 0);
    /* it came after it had been given up */
    assert_int_equal(number("SELECT count(*) FROM check_in WHERE status = 'ok' AND is_late"), 1);
}

TEST(monitor_run_that_does_not_come_is_missed_on_sqlite)
{
    run_on(DB_SQLITE, check_monitor_run_that_does_not_come_is_missed);
}

TEST(monitor_run_that_does_not_come_is_missed_on_postgres)
{
    run_on(DB_POSTGRES, check_monitor_run_that_does_not_come_is_missed);
}

static void check_monitor_run_that_does_not_end_is_a_timeout(void)
{
    struct monitor_config c = config_of("0 * * * *");

    c.max_runtime_min = 10;
    check_in("in_progress", 1, &c);
    watch_for(9 * 60);
    check_in("in_progress", 1, NULL); /* it lives */
    watch_for(9 * 60);
    assert_int_equal(runs("in_progress"), 1);
    watch_for(2 * 60);
    assert_int_equal(runs("timeout"), 1);
    assert_int_equal(reports(), 1);
    check_in("ok", 1, NULL); /* too late to be well, but it tells how long it took */
    assert_int_equal(runs("timeout"), 1);
    assert_int_equal(number("SELECT duration_ms FROM check_in"), 20 * 60 * 1000);
    assert_int_equal(recoveries(), 0);
}

TEST(monitor_run_that_does_not_end_is_a_timeout_on_sqlite)
{
    run_on(DB_SQLITE, check_monitor_run_that_does_not_end_is_a_timeout);
}

TEST(monitor_run_that_does_not_end_is_a_timeout_on_postgres)
{
    run_on(DB_POSTGRES, check_monitor_run_that_does_not_end_is_a_timeout);
}

static void check_monitor_thresholds_count_runs_in_a_row(void)
{
    struct monitor_config c = config_of("0 0 1 1 *");

    c.failure_threshold = 3;
    c.recovery_threshold = 2;
    check_in("error", 1, &c);
    check_in("error", 2, NULL);
    check_in("ok", 3, NULL);
    check_in("error", 4, NULL);
    check_in("error", 5, NULL);
    assert_int_equal(reports(), 0);
    check_in("error", 6, NULL);
    assert_int_equal(reports(), 1);
    check_in("error", 7, NULL); /* every further one is an event of the issue */
    assert_int_equal(reports(), 2);
    check_in("ok", 8, NULL);
    assert_int_equal(recoveries(), 0);
    check_in("ok", 9, NULL);
    assert_int_equal(recoveries(), 1);
    check_in("ok", 10, NULL);
    assert_int_equal(recoveries(), 1);
}

TEST(monitor_thresholds_count_runs_in_a_row_on_sqlite)
{
    run_on(DB_SQLITE, check_monitor_thresholds_count_runs_in_a_row);
}

TEST(monitor_thresholds_count_runs_in_a_row_on_postgres)
{
    run_on(DB_POSTGRES, check_monitor_thresholds_count_runs_in_a_row);
}

static void check_monitor_ids_may_come_in_any_order(void)
{
    struct monitor_config c = config_of("0 * * * *");

    check_in("ok", 1, &c);
    check_in("in_progress", 1, NULL); /* after its end: nothing reopens */
    assert_int_equal(runs("ok"), 1);
    check_in("ok", 1, NULL); /* a repeat */
    assert_int_equal(number("SELECT count(*) FROM check_in"), 1);
    check_in("in_progress", 0, NULL); /* all zeros: a run, and its end */
    pass(30);
    check_in("error", 0, NULL);
    assert_int_equal(runs("in_progress"), 0);
    assert_int_equal(number("SELECT duration_ms FROM check_in WHERE status = 'error'"), 30000);
    check_in("ok", 0, NULL); /* none is in progress: one of its own */
    assert_int_equal(number("SELECT count(*) FROM check_in"), 3);
}

TEST(monitor_ids_may_come_in_any_order_on_sqlite)
{
    run_on(DB_SQLITE, check_monitor_ids_may_come_in_any_order);
}

TEST(monitor_ids_may_come_in_any_order_on_postgres)
{
    run_on(DB_POSTGRES, check_monitor_ids_may_come_in_any_order);
}

/* The end of the very first run, by the faster of two connections. */
static void check_monitor_end_before_its_monitor_is_not_lost(void)
{
    struct monitor_config c = config_of("0 * * * *");

    check_in("ok", 41, NULL); /* there is no monitor, and this does not say when it runs */
    check_in("in_progress", 41, &c);
    assert_int_equal(runs("in_progress"), 0);
    assert_int_equal(runs("ok"), 1);
    check_in("in_progress", 42, NULL); /* what was held does no harm again */
    assert_int_equal(runs("ok"), 1);
    assert_int_equal(runs("in_progress"), 1);
}

TEST(monitor_end_before_its_monitor_is_not_lost_on_sqlite)
{
    run_on(DB_SQLITE, check_monitor_end_before_its_monitor_is_not_lost);
}

TEST(monitor_end_before_its_monitor_is_not_lost_on_postgres)
{
    run_on(DB_POSTGRES, check_monitor_end_before_its_monitor_is_not_lost);
}

static void check_monitor_clock_that_jumps_misses_nothing(void)
{
    struct monitor_config every_minute = config_of("* * * * *");

    check_in("ok", 1, &every_minute);
    check_in("in_progress", 2, NULL);
    look();
    pass(7 * 24 * 3600);
    look();
    assert_int_equal(runs("missed"), 0);
    assert_int_equal(runs("timeout"), 0);
    assert_int_equal(reports(), 0);
    watch_for(130); /* from here on it is heard again */
    assert_int_equal(runs("missed"), 1);
}

TEST(monitor_clock_that_jumps_misses_nothing_on_sqlite)
{
    run_on(DB_SQLITE, check_monitor_clock_that_jumps_misses_nothing);
}

TEST(monitor_clock_that_jumps_misses_nothing_on_postgres)
{
    run_on(DB_POSTGRES, check_monitor_clock_that_jumps_misses_nothing);
}

/* Rounds that come late, but not too late: what lies between counts once. */
static void check_monitor_slow_watch_counts_a_gap_once(void)
{
    struct monitor_config every_minute = config_of("* * * * *");

    check_in("ok", 1, &every_minute);
    look();
    for (int i = 0; i < 3; i++) {
        pass(85);
        look();
    }
    assert_true(runs("missed") <= 3);
    assert_true(runs("missed") >= 2);
}

TEST(monitor_slow_watch_counts_a_gap_once_on_sqlite)
{
    run_on(DB_SQLITE, check_monitor_slow_watch_counts_a_gap_once);
}

TEST(monitor_slow_watch_counts_a_gap_once_on_postgres)
{
    run_on(DB_POSTGRES, check_monitor_slow_watch_counts_a_gap_once);
}

static void check_monitor_that_is_muted_or_off_is_quiet(void)
{
    struct monitor_config c = config_of("* * * * *");

    check_in("ok", 1, &c);
    assert_int_equal(db_script(&t.cx, "UPDATE monitor SET is_muted = TRUE"), OK);
    check_in("error", 2, NULL);
    watch_for(130);
    assert_true(runs("missed") > 0);
    assert_int_equal(reports(), 0);
    assert_int_equal(db_script(&t.cx, "UPDATE monitor SET is_muted = FALSE, is_enabled = FALSE"),
                     OK);
    int64_t before = number("SELECT count(*) FROM check_in");
    check_in("error", 3, NULL);
    watch_for(300);
    assert_int_equal(number("SELECT count(*) FROM check_in"), before);
    assert_int_equal(reports(), 0);
}

TEST(monitor_that_is_muted_or_off_is_quiet_on_sqlite)
{
    run_on(DB_SQLITE, check_monitor_that_is_muted_or_off_is_quiet);
}

TEST(monitor_that_is_muted_or_off_is_quiet_on_postgres)
{
    run_on(DB_POSTGRES, check_monitor_that_is_muted_or_off_is_quiet);
}

static void check_monitor_slugs_without_schedule_are_not_kept(void)
{
    struct monitor_config bad = { .margin_min = 1 };

    check_in("ok", 1, NULL);
    monitor_config_schedule(&t.arena, S("crontab"), S("61 * * * *"), S("UTC"), &bad);
    check_in("ok", 1, &bad);
    assert_int_equal(number("SELECT count(*) FROM monitor"), 0);
    pass(60); /* what was held back is forgotten */
    struct monitor_config good = config_of("* * * * *");
    check_in("ok", 1, &good);
    check_in("ok", 2, &bad); /* what it had stays, with a note */
    assert_int_equal(number("SELECT count(*) FROM monitor WHERE schedule = '* * * * *' AND "
                            "note <> ''"),
                     1);
    assert_int_equal(runs("ok"), 2);
}

TEST(monitor_slugs_without_schedule_are_not_kept_on_sqlite)
{
    run_on(DB_SQLITE, check_monitor_slugs_without_schedule_are_not_kept);
}

TEST(monitor_slugs_without_schedule_are_not_kept_on_postgres)
{
    run_on(DB_POSTGRES, check_monitor_slugs_without_schedule_are_not_kept);
}

static void check_monitor_keeps_its_newest_runs_only(void)
{
    struct monitor_config c = config_of("0 0 1 1 *");

    check_in("ok", 1, &c);
    assert_int_equal(db_script(&t.cx, "UPDATE monitor_environment SET seq = 4000"), OK);
    check_in("ok", 2, NULL);
    assert_int_equal(number("SELECT count(*) FROM check_in"), 1);
    assert_int_equal(number("SELECT seq FROM check_in"), 4001);
}

TEST(monitor_keeps_its_newest_runs_only_on_sqlite)
{
    run_on(DB_SQLITE, check_monitor_keeps_its_newest_runs_only);
}

TEST(monitor_keeps_its_newest_runs_only_on_postgres)
{
    run_on(DB_POSTGRES, check_monitor_keeps_its_newest_runs_only);
}

static void check_monitor_goes_with_its_project(void)
{
    struct monitor_config c = config_of("* * * * *");

    check_in("ok", 1, &c);
    assert_int_equal(db_script(&t.cx, "DELETE FROM project"), OK);
    watch_for(130);
    assert_int_equal(number("SELECT count(*) FROM monitor"), 0);
    assert_int_equal(number("SELECT count(*) FROM monitor_environment"), 0);
    assert_int_equal(number("SELECT count(*) FROM check_in"), 0);
    check_in("ok", 2, &c);
    assert_int_equal(number("SELECT count(*) FROM monitor"), 0);
    assert_int_equal(reports(), 0);
}

TEST(monitor_goes_with_its_project_on_sqlite)
{
    run_on(DB_SQLITE, check_monitor_goes_with_its_project);
}

TEST(monitor_goes_with_its_project_on_postgres)
{
    run_on(DB_POSTGRES, check_monitor_goes_with_its_project);
}

static void check_monitor_is_removed_with_its_runs(void)
{
    struct monitor_config c = config_of("* * * * *");
    struct q_monitor_by_slug_args key = { 1, S("backup") };
    struct q_monitor_by_slug_row row;
    bool found;

    check_in("ok", 1, &c);
    check_in("ok", 2, NULL);
    assert_int_equal(q_monitor_by_slug(&t.cx, &key, &row, &found), OK);
    assert_int_equal(monitor_remove(&t.cx, 1, row.id), OK);
    assert_int_equal(number("SELECT count(*) FROM monitor_environment"), 0);
    assert_int_equal(number("SELECT count(*) FROM job_queue WHERE name = 'monitor.forget'"), 1);
    struct str argument =
        str_printf(&t.arena, "{\"project\":1,\"monitor\":\"%lld\"}", (long long)row.id);
    assert_int_equal(forget(&t.cx, argument), OK);
    assert_int_equal(number("SELECT count(*) FROM check_in"), 0);
    assert_int_equal(monitor_remove(&t.cx, 1, row.id), E_MISSING);
    assert_int_equal(forget(&t.cx, S("{}")), E_INVALID);
}

TEST(monitor_is_removed_with_its_runs_on_sqlite)
{
    run_on(DB_SQLITE, check_monitor_is_removed_with_its_runs);
}

TEST(monitor_is_removed_with_its_runs_on_postgres)
{
    run_on(DB_POSTGRES, check_monitor_is_removed_with_its_runs);
}

/* A run that begins a little before its time is the one that was expected. */
static void check_monitor_early_run_is_the_expected_one(void)
{
    struct monitor_config c = config_of("0 * * * *");

    check_in("ok", 1, &c);
    pass(3600 - 2);
    check_in("ok", 2, NULL);
    assert_int_equal(number("SELECT expected_ms FROM monitor_environment"),
                     t.cx.now_ms + 2000 + MS_PER_HOUR);
    pass(2 + 1800);
    check_in("ok", 3, NULL); /* half an hour early is an extra run */
    assert_int_equal(number("SELECT expected_ms FROM monitor_environment"),
                     t.cx.now_ms + 30 * MS_PER_MINUTE);
}

TEST(monitor_early_run_is_the_expected_one_on_sqlite)
{
    run_on(DB_SQLITE, check_monitor_early_run_is_the_expected_one);
}

TEST(monitor_early_run_is_the_expected_one_on_postgres)
{
    run_on(DB_POSTGRES, check_monitor_early_run_is_the_expected_one);
}

TEST(monitor_slugs_are_made_of_few_letters)
{
    struct arena a;

    arena_init(&a, "test", 1 << 20);
    assert_str_equal(monitor_slug(&a, S(" Nightly  Backup! ")), S("nightly-backup"));
    assert_str_equal(monitor_slug(&a, S("a_b-c9")), S("a_b-c9"));
    assert_str_equal(monitor_slug(&a, S("../..")), S(""));
    assert_int_equal(monitor_slug(&a, S("0123456789012345678901234567890123456789012345678901234"
                                        "56789"))
                         .len,
                     MONITOR_SLUG_BYTES);
    arena_release(&a);
}
