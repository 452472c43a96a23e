#include "feature/rate_limit/rate_limit.c"

#include "core/store_testing.h"

static struct test_store t;

/* A fresh store whose project 1 has such limits; other numbers a test, as counters stay. */
static void fresh(enum db_kind kind, int64_t project_id, const char *limits)
{
    test_store_open(&t, kind);
    struct str sql = str_printf(
        &t.arena,
        "INSERT INTO project (id, uuid, name, slug, short_prefix, warning_as_error,"
        " route_grouping_enabled, ai_enabled, ai_merge_suggestions, ai_auto_merge,"
        " ai_anomaly_detection, ai_ticket_description, ai_root_cause, ai_triage,"
        " analysis_db_enabled, created_ms, updated_ms) VALUES (%lld,"
        " '01934567-89ab-7cde-8f01-000000000001', 'A', 'a', 'A', FALSE, FALSE, FALSE, FALSE,"
        " FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, 1, 1);"
        "INSERT INTO project_section (project_id, name, version, body, updated_ms)"
        " VALUES (%lld, 'limits', 1, '%s', 1)",
        (long long)project_id, (long long)project_id, limits);
    assert_int_equal(db_script(&t.cx, str_cz(&t.arena, sql)), OK);
    assert_int_equal(project_keys_load(&t.cx), OK);
}

static void end(void)
{
    rate_limit_release();
    test_store_close(&t);
}

static struct rate_request request_of(int64_t project_id)
{
    return (struct rate_request){ .project_id = project_id,
                                  .key_id = project_id,
                                  .now_ms = TEST_STORE_NOW_MS };
}

TEST(requests_over_the_projects_limit_are_told_when_to_come_again)
{
    struct rate_hits hits = { 0 };

    fresh(DB_SQLITE, 1, "{\"per_minute\":2}");
    struct rate_request rq = request_of(1);
    assert_true(rate_limit_request(&rq, &hits));
    assert_true(rate_limit_request(&rq, &hits));
    assert_false(rate_limit_request(&rq, &hits));
    assert_str_equal(rate_hits_header(&t.arena, &hits), S("40::project:project_rate_limit"));
    assert_int_equal(rate_hits_retry_s(&hits), 40);
    end();
}

TEST(item_of_an_envelope_that_is_refused_gives_its_place_back)
{
    struct rate_hits hits = { 0 };

    fresh(DB_SQLITE, 71, "{\"categories\":[{\"category\":\"error\",\"per_minute\":1}]}");
    assert_true(rate_limit_item(71, "error", TEST_STORE_NOW_MS, &hits));
    rate_limit_item_back(71, "error", TEST_STORE_NOW_MS);
    rate_limit_item_back(71, "transaction", TEST_STORE_NOW_MS); /* has no limit */
    assert_true(rate_limit_item(71, "error", TEST_STORE_NOW_MS, &hits));
    assert_false(rate_limit_item(71, "error", TEST_STORE_NOW_MS, &hits));
    end();
}

TEST(limits_of_project_and_key_are_both_named)
{
    struct rate_hits hits = { 0 };

    fresh(DB_SQLITE, 2, "{\"per_day\":1}");
    struct rate_request rq = request_of(2);
    rq.key_rates.per_minute = 1;
    assert_true(rate_limit_request(&rq, &hits));
    assert_false(rate_limit_request(&rq, &hits));
    assert_str_equal(rate_hits_header(&t.arena, &hits),
                     S("6400::project:project_rate_limit, 40::key:key_rate_limit"));
    assert_int_equal(rate_hits_retry_s(&hits), 6400);
    end();
}

TEST(a_category_is_limited_alone)
{
    struct rate_hits hits = { 0 };

    fresh(DB_SQLITE, 3, "{\"categories\":[{\"category\":\"error\",\"per_minute\":1}]}");
    assert_true(rate_limit_item(3, "error", TEST_STORE_NOW_MS, &hits));
    assert_false(rate_limit_item(3, "error", TEST_STORE_NOW_MS, &hits));
    assert_false(rate_limit_item(3, "error", TEST_STORE_NOW_MS, &hits));
    assert_true(rate_limit_item(3, "session", TEST_STORE_NOW_MS, &hits));
    assert_str_equal(rate_hits_header(&t.arena, &hits), S("40:error:project:category_rate_limit"));
    end();
}

TEST(a_flood_is_refused_only_while_the_digest_is_behind)
{
    struct rate_hits hits = { 0 };
    struct rate_request other = request_of(77);

    fresh(DB_SQLITE, 4, "{}");
    struct rate_request rq = request_of(4);
    assert_true(rate_limit_request(&other, &hits));
    for (int i = 0; i < 100; i++)
        assert_true(rate_limit_request(&rq, &hits));
    rq.lag_ms = other.lag_ms = SPIKE_LAG_MS + 1;
    assert_false(rate_limit_request(&rq, &hits));
    assert_str_equal(rate_hits_header(&t.arena, &hits), S("5::project:spike"));
    hits.n = 0;
    assert_true(rate_limit_request(&other, &hits));
    rq.lag_ms = SPIKE_LAG_MS;
    assert_true(rate_limit_request(&rq, &hits));
    end();
}

TEST(spike_protection_can_be_switched_off)
{
    struct rate_hits hits = { 0 };
    struct rate_request other = request_of(77);

    fresh(DB_SQLITE, 5, "{\"spike_protection\":false}");
    struct rate_request rq = request_of(5);
    assert_true(rate_limit_request(&other, &hits));
    for (int i = 0; i < 100; i++)
        assert_true(rate_limit_request(&rq, &hits));
    rq.lag_ms = SPIKE_LAG_MS + 1;
    assert_true(rate_limit_request(&rq, &hits));
    end();
}

static void check_seed(enum db_kind kind, int64_t project_id)
{
    struct rate_hits hits = { 0 };
    int64_t hour = clock_hour(TEST_STORE_NOW_MS);

    fresh(kind, project_id,
          "{\"per_day\":9,\"categories\":[{\"category\":\"error\",\"per_hour\":4}]}");
    struct str sql = str_printf(
        &t.arena,
        "INSERT INTO outcome_hour VALUES (%lld, %lld, 'error', 'accepted',"
        " 3), (%lld, %lld, 'error', 'thinned', 2), (%lld, %lld, 'session',"
        " 'rate_limited:spike', 100), (%lld, %lld, 'error', 'accepted', 50)",
        (long long)hour, (long long)project_id, (long long)hour - 2, (long long)project_id,
        (long long)hour, (long long)project_id, (long long)hour - 24, (long long)project_id);
    assert_int_equal(db_script(&t.cx, str_cz(&t.arena, sql)), OK);
    assert_int_equal(rate_limit_seed(&t.cx), OK);
    assert_true(rate_limit_item(project_id, "error", TEST_STORE_NOW_MS, &hits));
    assert_false(rate_limit_item(project_id, "error", TEST_STORE_NOW_MS, &hits));
    struct rate_request rq = request_of(project_id);
    for (int i = 0; i < 4; i++)
        assert_true(rate_limit_request(&rq, &hits));
    hits.n = 0;
    assert_false(rate_limit_request(&rq, &hits));
    end();
}

TEST(a_restart_goes_on_from_todays_outcomes_on_sqlite)
{
    check_seed(DB_SQLITE, 6);
}

TEST(a_restart_goes_on_from_todays_outcomes_on_postgres)
{
    check_seed(DB_POSTGRES, 7);
}

TEST(categories_nobody_knows_are_unknown)
{
    assert_string_equal(rate_category(S("log_item")), "log_item");
    assert_string_equal(rate_category(S("nonsense")), "unknown");
    assert_string_equal(rate_category(S("")), "unknown");
}
