#include "feature/event/report.c"

#include "feature/event/event_testing.h"

static const struct report_source from = { S("shop@1"), S("live"), S("Firefox/1") };

static void load_report(struct fixture *f, const char *text)
{
    fixture_init(f);
    f->in.report = &from;
    assert_int_equal(fixture_load(f, quoted(&f->arena, text)), OK);
}

TEST(a_csp_report_becomes_an_event)
{
    struct fixture f SCOPED(fixture_release);
    load_report(&f, "{'csp-report':{'violated-directive':'img-src x.example','blocked-uri':"
                    "'http://evil.example:81/a','document-uri':'http://shop.example/',"
                    "'line-number':'3'}}");
    assert_json(&f, "type", "'csp'");
    assert_json(&f, "logger", "'csp'");
    assert_json(&f, "release", "'shop@1'");
    assert_json(&f, "environment", "'live'");
    assert_json(&f, "culprit", "'img-src x.example'");
    assert_json(&f, "request.url", "'http://shop.example/'");
    assert_json(&f, "csp.effective_directive", "'img-src'");
    assert_json(&f, "csp.line_number", "3");
    assert_json(&f, "tags.blocked-host", "'evil.example'");
    assert_json(&f, "user.ip_address", "'203.0.113.9'");
}

TEST(both_spellings_of_a_report_are_one)
{
    static const char *const keys[][2] = {
        { "blocked-uri", "blocked_uri" },  { "blockedURL", "blocked_uri" },
        { "documentURL", "document_uri" }, { "effectiveDirective", "effective_directive" },
        { "sourceFile", "source_file" },   { "status-code", "status_code" },
        { "sample", "script_sample" },     { "script-sample", "script_sample" },
        { "disposition", "disposition" },  { "URL", "url" },
        { "violated_a", "violated_a" },
    };
    struct arena a;
    arena_init(&a, "test", 1 << 20);
    for (size_t i = 0; i < ARRAY_LEN(keys); i++)
        assert_str_equal(snake_key(&a, str_c(keys[i][0])), str_c(keys[i][1]));
    arena_release(&a);
}

TEST(the_reporting_api_says_how_long_ago)
{
    struct fixture f SCOPED(fixture_release);
    load_report(&f, "{'type':'csp-violation','age':2500,'user_agent':'Other/2','url':'http://u/',"
                    "'body':{'effectiveDirective':'img-src','blockedURL':'inline'}}");
    assert_json(&f, "timestamp", "'2025-11-24T10:39:57.5Z'");
    assert_json(&f, "request.url", "'http://u/'");
    assert_json(&f, "request.headers", "[['User-Agent','Other/2']]");
    assert_json(&f, "csp.blocked_uri", "'inline'");
}

TEST(an_event_under_the_type_of_a_report_stays_one)
{
    struct fixture f SCOPED(fixture_release);
    load_report(&f, "{'csp':{'blocked_uri':'x'},'release':'own'}");
    assert_json(&f, "release", "'own'");
    assert_json(&f, "type", "'csp'");
}

TEST(reports_are_judged)
{
    static const struct {
        const char *text;
        enum report_use use;
    } cases[] = {
        { "{'csp-report':{}}", REPORT_EVENT },
        { "{'csp-report':3}", REPORT_OTHER },
        { "{'type':'csp-violation','body':{}}", REPORT_EVENT },
        { "{'type':'csp-violation'}", REPORT_OTHER },
        { "{'type':'crash','body':{}}", REPORT_OTHER },
        { "{'known-pins':[]}", REPORT_EVENT },
        { "{'csp':{}}", REPORT_EVENT },
        { "{}", REPORT_OTHER },
        { "[]", REPORT_OTHER },
        { "{'csp-report':{'blocked-uri':'moz-extension://x'}}", REPORT_NOISE },
        { "{'csp-report':{'source-file':'chrome-extension'}}", REPORT_NOISE },
        { "{'type':'csp-violation','body':{'blockedURL':'about'}}", REPORT_NOISE },
        { "{'csp-report':{'blocked-uri':'https://about.example/'}}", REPORT_EVENT },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct fixture f SCOPED(fixture_release);
        struct json_doc *doc;
        fixture_init(&f);
        assert_int_equal(json_parse(&f.cx, quoted(&f.arena, cases[i].text), &doc, NULL), OK);
        assert_int_equal(report_judge(json_root(doc)), cases[i].use);
    }
}
