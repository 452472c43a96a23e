#include "feature/event/scrub.c"

#include "feature/event/event_testing.h"

TEST(values_of_secret_names_leave_everywhere)
{
    struct fixture f SCOPED(fixture_release);
    fixture_event(&f, "{'extra':{'Password':'x','deep':{'api_key':['a'],'ok':'v','token':12}},"
                      "'contexts':{'auth':{'plain':'p','token':'t'}},"
                      "'request':{'headers':{'Authorization':'Basic x','Accept':'*/*'},"
                      "'cookies':'sessionid=1; theme=dark','data':{'password':'p','n':1},"
                      "'query_string':'token=1&q=2'},"
                      "'breadcrumbs':[{'data':{'secret':'s'}}],"
                      "'exception':[{'type':'E','value':'token=abc','stacktrace':{'frames':["
                      "{'function':'auth','filename':'/home/bob/a.py','vars':{'token':'x'}}]}}]}");
    fixture_scrub(&f);
    assert_json(&f, "extra",
                "{'Password':'[Filtered]','deep':{'api_key':'[Filtered]','ok':'v',"
                "'token':'[Filtered]'}}");
    assert_json(&f, "contexts.auth", "{'plain':'p','token':'[Filtered]'}");
    assert_json(&f, "request.headers", "[['Authorization','[Filtered]'],['Accept','*/*']]");
    assert_json(&f, "request.cookies", "[['sessionid','[Filtered]'],['theme','dark']]");
    assert_json(&f, "request.data", "{'password':'[Filtered]','n':1}");
    assert_json(&f, "request.query_string", "[['token','[Filtered]'],['q','2']]");
    assert_json(&f, "breadcrumbs.values.0.data.secret", "'[Filtered]'");
    assert_json(&f, "exception.values.0.value", "'token=[Filtered]'");
    assert_json(&f, "exception.values.0.stacktrace.frames.0.vars.token", "'[Filtered]'");
    assert_json(&f, "exception.values.0.stacktrace.frames.0.filename", "'/home/bob/a.py'");
    assert_json(&f, "exception.values.0.stacktrace.frames.0.function", "'auth'");
}

TEST(every_change_leaves_a_remark)
{
    struct fixture f SCOPED(fixture_release);
    fixture_event(&f, "{'extra':{'password':'hunter2'},'logentry':'a token=b c'}");
    fixture_scrub(&f);
    assert_json(&f, "_meta.extra.password.", "{'rem':[['@password:filter','s',0,10]],'len':7}");
    assert_json(&f, "_meta.logentry.formatted.",
                "{'rem':[['@password:filter','s',8,18]],'len':11}");
}

TEST(what_is_no_secret_stays)
{
    struct fixture f SCOPED(fixture_release);
    fixture_event(&f, "{'contexts':{'trace':{'trace_id':'41111111111111114111111111111111',"
                      "'span_id':'4111111111111111'}},'extra':{'has_password':true,'token':null,"
                      "'auth':''},'sdk':{'name':'x','settings':{'token':'kept'}},"
                      "'request':{'headers':{'User-Agent':'x Bearer y'}}}");
    struct str before = json_dump(&f.arena, f.ev.root);
    fixture_scrub(&f);
    assert_json(&f, "contexts.trace.span_id", "'4111111111111111'");
    assert_json(&f, "extra", "{'has_password':true,'token':null,'auth':''}");
    assert_json(&f, "sdk.settings.token", "'kept'");
    assert_json(&f, "request.headers.0.1", "'x Bearer y'");
    assert_true(str_starts(before, S("{\"contexts\"")));
}

TEST(unknown_keys_are_scrubbed_too)
{
    struct fixture f SCOPED(fixture_release);
    fixture_event(&f, "{'my_token':'x','other':{'a':'Bearer zzz'}}");
    fixture_scrub(&f);
    assert_json(&f, "my_token", "'[Filtered]'");
    assert_json(&f, "other.a", "'Bearer [Filtered]'");
}

TEST(figures_and_tags_are_read_again_from_scrubbed_text)
{
    struct fixture f SCOPED(fixture_release);
    fixture_event(&f, "{'transaction':'/x?token=abc','tags':{'q':'password=abc','token':'t'}}");
    fixture_scrub(&f);
    assert_str_equal(f.ev.transaction, S("/x?token=[Filtered]"));
    for (size_t i = 0; i < f.ev.n_tags; i++)
        assert_false(str_contains(f.ev.tags[i].value, S("abc")) ||
                     str_eq(f.ev.tags[i].value, S("t")));
}

TEST(originals_in_meta_are_scrubbed)
{
    struct fixture f SCOPED(fixture_release);
    fixture_event(&f, "{'level':'token=abc','_meta':{'extra':{'password':{'':{'val':'pw'}}}}}");
    fixture_scrub(&f);
    assert_json(&f, "_meta.level..val", "'token=[Filtered]'");
    assert_json(&f, "_meta.extra.password", "{'':{}}");
}

TEST(the_users_hash_outlives_the_address)
{
    struct fixture f SCOPED(fixture_release);
    fixture_event(&f, "{'user':{'ip_address':'203.0.113.7'},"
                      "'request':{'env':{'REMOTE_ADDR':'203.0.113.7','A':'from 203.0.113.7'}}}");
    uint64_t hash = f.ev.user_hash;
    struct scrub_rules rules = { .is_enabled = true, .is_ip_scrubbed = true };
    event_scrub(&f.cx, &rules, &f.ev);
    assert_int_equal(f.ev.user_hash, hash);
    assert_true(str_is_null(f.ev.user_identity));
    assert_json(&f, "user", "{}");
    assert_json(&f, "request.env", "{'A':'from [ip]'}");
    assert_json(&f, "_meta.user.ip_address.", "{'rem':[['@ip:remove','x',0,0]]}");
    assert_json(&f, "_meta.request.env.REMOTE_ADDR.", "{'rem':[['@ip:remove','x',0,0]]}");
    assert_false(str_contains(json_dump(&f.arena, f.ev.root), S("203.0.113.7")));
}

TEST(a_project_may_name_more_fields_or_fewer)
{
    struct fixture f SCOPED(fixture_release);
    static const struct str more[] = { S("salary") };
    static const struct str fewer[] = { S("token_count") };
    struct scrub_rules rules = { .is_enabled = true,
                                 .sensitive_fields = more,
                                 .n_sensitive = 1,
                                 .safe_fields = fewer,
                                 .n_safe = 1 };
    fixture_event(&f, "{'extra':{'baseSalary':1000,'token_count':5,'token':6}}");
    event_scrub(&f.cx, &rules, &f.ev);
    assert_json(&f, "extra", "{'baseSalary':'[Filtered]','token_count':5,'token':'[Filtered]'}");
}

TEST(nothing_is_touched_when_scrubbing_is_off)
{
    struct fixture f SCOPED(fixture_release);
    struct scrub_rules rules = { .is_enabled = false };
    fixture_event(&f, "{'extra':{'password':'x'}}");
    event_scrub(&f.cx, &rules, &f.ev);
    assert_json(&f, "extra.password", "'x'");
}

TEST(a_safe_field_keeps_its_text_whole)
{
    struct fixture f SCOPED(fixture_release);
    static const struct str safe[] = { S("note") };
    struct scrub_rules rules = { .is_enabled = true, .safe_fields = safe, .n_safe = 1 };
    fixture_event(&f, "{'extra':{'note':'token=abc','other':'token=abc'}}");
    event_scrub(&f.cx, &rules, &f.ev);
    assert_json(&f, "extra", "{'note':'token=abc','other':'token=[Filtered]'}");
}

TEST(a_project_may_scrub_its_own_fields_alone)
{
    struct fixture f SCOPED(fixture_release);
    static const struct str own[] = { S("salary") };
    struct scrub_rules rules = {
        .is_enabled = true, .is_own_only = true, .sensitive_fields = own, .n_sensitive = 1
    };
    fixture_event(&f, "{'extra':{'salary':1,'password':'x','s':'token=abc'},"
                      "'request':{'cookies':'sessionid=1'}}");
    event_scrub(&f.cx, &rules, &f.ev);
    assert_json(&f, "extra", "{'salary':'[Filtered]','password':'x','s':'token=abc'}");
    assert_json(&f, "request.cookies", "[['sessionid','1']]");
}

TEST(addresses_leave_although_nothing_else_is_scrubbed)
{
    struct fixture f SCOPED(fixture_release);
    struct scrub_rules rules = { .is_ip_scrubbed = true };
    fixture_event(&f, "{'user':{'id':'7','ip_address':'203.0.113.7'},"
                      "'extra':{'password':'x','s':'from 203.0.113.7'}}");
    event_scrub(&f.cx, &rules, &f.ev);
    assert_json(&f, "user", "{'id':'7'}");
    assert_json(&f, "extra", "{'password':'x','s':'from [ip]'}");
}
