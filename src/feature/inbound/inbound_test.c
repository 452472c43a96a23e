#include "feature/inbound/inbound.c"

#include "core/store_testing.h"
#include "feature/event/event_testing.h"
#include "feature/project/project_key.h"

static struct test_store t;
static struct section_cache cache;

/* Project 1 with such filters. */
static void fresh(const char *filters)
{
    test_store_open(&t, DB_SQLITE);
    struct str sql = str_printf(
        &t.arena,
        "INSERT INTO project (id, uuid, name, slug, short_prefix, warning_as_error,"
        " route_grouping_enabled, ai_enabled, ai_merge_suggestions, ai_auto_merge,"
        " ai_anomaly_detection, ai_ticket_description, ai_root_cause, ai_triage,"
        " analysis_db_enabled, created_ms, updated_ms) VALUES (1,"
        " '01934567-89ab-7cde-8f01-000000000001', 'A', 'a', 'A', FALSE, FALSE, FALSE, FALSE,"
        " FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, 1, 1);"
        "INSERT INTO project_section (project_id, name, version, body, updated_ms)"
        " VALUES (1, 'filters', %lld, '%.*s', 1)",
        (long long)random_u64() >> 2, FMT(quoted(&t.arena, filters)));
    assert_int_equal(db_script(&t.cx, str_cz(&t.arena, sql)), OK);
    assert_int_equal(project_keys_load(&t.cx), OK);
}

static void end(void)
{
    inbound_release();
    section_cache_release(&cache);
    test_store_close(&t);
}

static enum event_filter filter_of(const char *event)
{
    struct fixture f SCOPED(fixture_release);

    fixture_event(&f, event);
    return inbound_filter_event(&cache, 1, &f.ev);
}

TEST(filters_are_off_by_default)
{
    fresh("{}");
    assert_int_equal(filter_of("{'platform':'javascript','request':{'url':'http://localhost/',"
                               "'headers':{'User-Agent':'Googlebot/2.1'}},'message':'x'}"),
                     FILTER_NONE);
    assert_int_equal(inbound_filter_address(1, S("10.0.0.1")), FILTER_NONE);
    assert_true(inbound_is_origin_allowed(1, S("https://evil.test")));
    assert_false(inbound_filters_health_checks(1));
    end();
}

TEST(filters_by_address_know_networks)
{
    fresh("{'addresses':['10.0.0.0/8','2001:db8::/32','203.0.113.9']}");
    assert_int_equal(inbound_filter_address(1, S("10.2.3.4")), FILTER_ADDRESS);
    assert_int_equal(inbound_filter_address(1, S("2001:db8::5")), FILTER_ADDRESS);
    assert_int_equal(inbound_filter_address(1, S("203.0.113.9")), FILTER_ADDRESS);
    assert_int_equal(inbound_filter_address(1, S("203.0.113.10")), FILTER_NONE);
    assert_int_equal(inbound_filter_address(1, S("not an address")), FILTER_NONE);
    assert_int_equal(inbound_filter_address(2, S("10.2.3.4")), FILTER_NONE);
    end();
}

TEST(filters_let_listed_origins_in_and_servers)
{
    fresh("{'allowed_origins':['https://shop.test','*.example.com','localhost:*']}");
    assert_true(inbound_is_origin_allowed(1, S("https://shop.test")));
    assert_false(inbound_is_origin_allowed(1, S("http://shop.test")));
    assert_true(inbound_is_origin_allowed(1, S("https://www.example.com")));
    assert_true(inbound_is_origin_allowed(1, S("https://www.example.com:8443")));
    assert_false(inbound_is_origin_allowed(1, S("https://example.com.evil.test")));
    assert_true(inbound_is_origin_allowed(1, S("http://localhost:3000")));
    assert_false(inbound_is_origin_allowed(1, S("null")));
    assert_true(inbound_is_origin_allowed(1, (struct str){ 0 }));
    end();
}

TEST(filters_by_glob_look_at_their_own_part)
{
    fresh("{'user_agents':['*OldBrowser*'],'releases':['1.*'],'environments':['dev*'],"
          "'messages':['*ResizeObserver*','TypeError: nope*'],'error_types':['Abort*']}");
    assert_int_equal(filter_of("{'request':{'headers':{'user-agent':'x oldbrowser y'}}}"),
                     FILTER_USER_AGENT);
    assert_int_equal(filter_of("{'release':'1.0'}"), FILTER_RELEASE);
    assert_int_equal(filter_of("{'release':'2.1.0'}"), FILTER_NONE);
    assert_int_equal(filter_of("{'environment':'development'}"), FILTER_ENVIRONMENT);
    assert_int_equal(filter_of("{'message':'a ResizeObserver loop'}"), FILTER_MESSAGE);
    assert_int_equal(
        filter_of("{'exception':{'values':[{'type':'TypeError','value':'nope, no'}]}}"),
        FILTER_MESSAGE);
    assert_int_equal(filter_of("{'exception':{'values':[{'type':'AbortError','value':'x'},"
                               "{'type':'Error','value':'outer'}]}}"),
                     FILTER_NONE);
    assert_int_equal(filter_of("{'exception':{'values':[{'type':'Error','value':'cause'},"
                               "{'type':'AbortError','value':'x'}]}}"),
                     FILTER_ERROR_TYPE);
    assert_int_equal(filter_of("{'message':'fine','release':'2.0','environment':'prod'}"),
                     FILTER_NONE);
    end();
}

TEST(filters_know_the_noise_of_browsers)
{
    fresh("{'browser_extensions':true,'localhost':true,'web_crawlers':true}");
    assert_int_equal(
        filter_of("{'platform':'javascript','exception':{'values':[{'type':'E','value':'v',"
                  "'stacktrace':{'frames':[{'abs_path':'https://shop.test/a.js'},"
                  "{'abs_path':'chrome-extension://abc/inject.js'}]}}]}}"),
        FILTER_BROWSER_EXTENSION);
    assert_int_equal(
        filter_of("{'platform':'javascript','exception':{'values':[{'type':'E','value':'v',"
                  "'stacktrace':{'frames':[{'abs_path':'chrome-extension://abc/inject.js'},"
                  "{'abs_path':'https://shop.test/a.js'}]}}]}}"),
        FILTER_NONE);
    assert_int_equal(filter_of("{'platform':'javascript','exception':{'values':[{'type':'E',"
                               "'value':'Extension context invalidated.'}]}}"),
                     FILTER_BROWSER_EXTENSION);
    assert_int_equal(filter_of("{'platform':'python','exception':{'values':[{'type':'E',"
                               "'value':'Extension context invalidated.'}]}}"),
                     FILTER_NONE);
    assert_int_equal(filter_of("{'request':{'url':'http://LOCALHOST:3000/x'}}"), FILTER_LOCALHOST);
    assert_int_equal(filter_of("{'request':{'url':'http://[::1]:3000/x'}}"), FILTER_LOCALHOST);
    assert_int_equal(filter_of("{'user':{'ip_address':'127.0.0.1'}}"), FILTER_LOCALHOST);
    assert_int_equal(filter_of("{'request':{'url':'http://localhost.shop.test/x'}}"), FILTER_NONE);
    assert_int_equal(filter_of("{'request':{'headers':{'User-Agent':'Mozilla/5.0 (compatible; "
                               "Googlebot/2.1; +http://www.google.com/bot.html)'}}}"),
                     FILTER_WEB_CRAWLER);
    assert_int_equal(filter_of("{'request':{'headers':{'User-Agent':'Mozilla/5.0 (X11; Linux "
                               "x86_64) Chrome/130.0 Safari/537.36'}}}"),
                     FILTER_NONE);
    end();
}

TEST(filters_know_health_checks_by_their_paths)
{
    fresh("{'health_checks':true}");
    assert_true(inbound_filters_health_checks(1));
    assert_true(inbound_is_health_check(S("GET /healthz")));
    assert_true(inbound_is_health_check(S("/api/HealthCheck/")));
    assert_false(inbound_is_health_check(S("GET /wealth")));
    assert_false(inbound_is_health_check(S("GET /healthzy-food")));
    end();
}

TEST(filters_follow_a_change_at_once)
{
    fresh("{'releases':['1.*']}");
    assert_int_equal(filter_of("{'release':'1.0'}"), FILTER_RELEASE);
    assert_int_equal(
        db_script(&t.cx,
                  "UPDATE project_section SET version = 9, body = '{\"releases\":[\"2.*\"]}'"),
        OK);
    assert_int_equal(filter_of("{'release':'1.0'}"), FILTER_RELEASE);
    assert_int_equal(project_keys_load(&t.cx), OK);
    assert_int_equal(filter_of("{'release':'1.0'}"), FILTER_NONE);
    assert_int_equal(filter_of("{'release':'2.0'}"), FILTER_RELEASE);
    end();
}

TEST(filters_refuse_what_is_no_network)
{
    struct fixture f SCOPED(fixture_release);
    struct str bad[] = { S("10.0.0.0/8"), S("10.0.0.0/99") };
    struct inbound_settings s = { .addresses = { bad, 2 } };

    fixture_init(&f);
    assert_int_equal(settle(&f.cx, &s), E_INVALID);
    s.addresses.n = 1;
    assert_int_equal(settle(&f.cx, &s), OK);
}
