#include "feature/event/normalize.c"

#include "feature/event/event_testing.h"

TEST(only_a_json_object_is_an_event)
{
    struct fixture f SCOPED(fixture_release);
    fixture_init(&f);
    assert_int_equal(fixture_load(&f, S("[1]")), E_INVALID);
    assert_int_equal(fixture_load(&f, S("\"x\"")), E_INVALID);
    assert_int_equal(fixture_load(&f, S("{\"a\":")), E_INVALID);
    assert_int_equal(fixture_load(&f, S("{}")), OK);
}

TEST(an_empty_event_gets_what_every_event_has)
{
    struct fixture f SCOPED(fixture_release);
    fixture_event(&f, "{}");
    assert_json(&f, "event_id", "'feed0000000000000000000000000000'");
    assert_json(&f, "level", "'error'");
    assert_json(&f, "platform", "'other'");
    assert_json(&f, "type", "'default'");
    assert_json(&f, "timestamp", "'2025-11-24T10:40:00Z'");
    assert_json(&f, "tags", "{'level':'error'}");
    assert_true(json_get(f.ev.root, S("_meta")) == NULL);
    assert_true(str_is_null(f.ev.release));
}

TEST(an_id_that_is_none_is_replaced_and_told)
{
    static const struct {
        const char *event;
        bool is_told;
    } cases[] = {
        { "{'event_id':'nonsense'}", true },
        { "{'event_id':7}", true },
        { "{'event_id':''}", false },
        { "{'event_id':null}", false },
        { "{'event_id':'0123456789ABCDEF0123456789abcdef'}", false },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct fixture f SCOPED(fixture_release);
        fixture_event(&f, cases[i].event);
        assert_json(&f, "event_id", "'feed0000000000000000000000000000'");
        assert_int_equal(json_get_path(f.ev.root, "_meta.event_id") != NULL, cases[i].is_told);
    }
}

TEST(levels_have_aliases_and_numbers)
{
    static const struct {
        const char *sent;
        enum event_level level;
    } cases[] = {
        { "'warn'", LEVEL_WARNING }, { "'CRITICAL'", LEVEL_FATAL }, { "'log'", LEVEL_INFO },
        { "10", LEVEL_DEBUG },       { "20", LEVEL_INFO },          { "30", LEVEL_WARNING },
        { "40", LEVEL_ERROR },       { "50", LEVEL_FATAL },         { "'fatal'", LEVEL_FATAL },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct fixture f SCOPED(fixture_release);
        fixture_init(&f);
        struct str text = str_printf(&f.arena, "{'level':%s}", cases[i].sent);
        assert_int_equal(fixture_load(&f, quoted(&f.arena, str_cz(&f.arena, text))), OK);
        assert_int_equal(f.ev.level, cases[i].level);
        assert_str_equal(json_str(json_get(f.ev.root, S("level"))),
                         str_c(event_level_name(cases[i].level)));
    }
}

TEST(an_invalid_level_becomes_error_and_is_told)
{
    struct fixture f SCOPED(fixture_release);
    fixture_event(&f, "{'level':'dreadful'}");
    assert_int_equal(f.ev.level, LEVEL_ERROR);
    assert_json(&f, "level", "'error'");
    assert_json(&f, "_meta.level.", "{'err':['invalid_data'],'val':'dreadful'}");
}

TEST(unknown_keys_keep_their_place_and_numbers_their_text)
{
    struct fixture f SCOPED(fixture_release);
    fixture_event(&f, "{'z':1.50,'platform':'python','a':{'b':12345678901234567890}}");
    struct str text = json_dump(&f.arena, f.ev.root);
    assert_true(str_starts(text, quoted(&f.arena, "{'z':1.50,'platform':'python',"
                                                  "'a':{'b':12345678901234567890}")));
}

TEST(legacy_names_of_interfaces_are_understood)
{
    struct fixture f SCOPED(fixture_release);
    fixture_event(&f, "{'sentry.interfaces.User':{'id':7},'sentry.interfaces.Http':{'url':'/x'},"
                      "'sentry.interfaces.Exception':[{'type':'A','value':'b'}]}");
    assert_json(&f, "user.id", "'7'");
    assert_json(&f, "request.url", "'/x'");
    assert_json(&f, "exception.values.0.type", "'A'");
    assert_json(&f, "type", "'error'");
}

TEST(release_and_environment_have_rules)
{
    struct fixture f SCOPED(fixture_release);
    fixture_event(&f, "{'release':' shop@1.2 ','environment':'a/b','dist':14}");
    assert_str_equal(f.ev.release, S("shop@1.2"));
    assert_true(str_is_null(f.ev.environment));
    assert_json(&f, "environment", "null");
    assert_json(&f, "dist", "'14'");
    fixture_release(&f);
    fixture_event(&f, "{'release':'latest'}");
    assert_true(str_is_null(f.ev.release));
}

TEST(long_texts_end_in_dots_and_say_so)
{
    struct fixture f SCOPED(fixture_release);
    fixture_init(&f);
    char name[301];
    memset(name, 'x', 300);
    name[300] = '\0';
    struct str text = str_printf(&f.arena, "{\"transaction\":\"%s\"}", name);
    assert_int_equal(fixture_load(&f, text), OK);
    assert_int_equal(f.ev.transaction.len, 200);
    assert_true(str_ends(f.ev.transaction, S("x...")));
    assert_json(&f, "_meta.transaction.", "{'rem':[['!limit','s',197,200]],'len':300}");
}

TEST(an_sdks_own_meta_is_joined)
{
    struct fixture f SCOPED(fixture_release);
    fixture_event(&f, "{'_meta':{'extra':{'':{'len':9}}},'level':{}}");
    assert_json(&f, "_meta", "{'extra':{'':{'len':9}},'level':{'':{'err':['invalid_data']}}}");
}

TEST(modules_may_be_a_list_of_pairs)
{
    struct fixture f SCOPED(fixture_release);
    fixture_event(&f, "{'modules':[['a','1.0'],['b',2]]}");
    assert_json(&f, "modules", "{'a':'1.0','b':'2'}");
}

TEST(times_are_numbers_or_text_and_naive_ones_are_utc)
{
    static const struct {
        const char *sent;
        int64_t ms;
        const char *kept;
    } cases[] = {
        { "1763980000", 1763980000000, "1763980000" },
        { "1763980000.25", 1763980000250, "1763980000.25" },
        { "'1763980000'", 1763980000000, "'2025-11-24T10:26:40Z'" },
        { "'2025-11-24T10:00:00'", 1763978400000, "'2025-11-24T10:00:00Z'" },
        { "'2025-11-24 10:00:00'", 1763978400000, "'2025-11-24T10:00:00Z'" },
        { "'2025-11-24T11:00:00.1234567+01:00'", 1763978400123,
          "'2025-11-24T11:00:00.1234567+01:00'" },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct fixture f SCOPED(fixture_release);
        fixture_init(&f);
        struct str text = str_printf(&f.arena, "{'timestamp':%s}", cases[i].sent);
        assert_int_equal(fixture_load(&f, quoted(&f.arena, str_cz(&f.arena, text))), OK);
        assert_int_equal(f.ev.timestamp_ms, cases[i].ms);
        assert_json(&f, "timestamp", cases[i].kept);
    }
}

TEST(times_ahead_or_long_past_become_the_receipt)
{
    struct fixture f SCOPED(fixture_release);
    fixture_event(&f, "{'timestamp':1763990800}");
    assert_int_equal(f.ev.timestamp_ms, f.in.received_ms);
    assert_json(&f, "_meta.timestamp..err", "['future_timestamp']");
    fixture_release(&f);
    fixture_event(&f, "{'timestamp':'2020-01-01T00:00:00Z'}");
    assert_int_equal(f.ev.timestamp_ms, f.in.received_ms);
    assert_json(&f, "_meta.timestamp..err", "['past_timestamp']");
}

TEST(a_clock_an_hour_off_is_corrected_everywhere)
{
    struct fixture f SCOPED(fixture_release);
    fixture_init(&f);
    f.in.sent_at_ms = f.in.received_ms - 3600 * 1000;
    struct str text = quoted(&f.arena, "{'timestamp':1763977200,"
                                       "'breadcrumbs':[{'timestamp':1763977100}]}");
    assert_int_equal(fixture_load(&f, text), OK);
    assert_int_equal(f.ev.timestamp_ms, f.in.received_ms);
    assert_json(&f, "breadcrumbs.values.0.timestamp", "'2025-11-24T10:38:20Z'");
    assert_json(&f, "_meta.timestamp..err.0.0", "'clock_drift'");
}

TEST(fingerprints_are_texts)
{
    struct fixture f SCOPED(fixture_release);
    fixture_event(&f, "{'fingerprint':['a',1,true,null,{'x':1},2.5]}");
    assert_json(&f, "fingerprint", "['a','1','True','2.5']");
}

/* --- the message --- */

TEST(messages_come_in_every_shape)
{
    static const struct {
        const char *sent;
        const char *entry;
    } cases[] = {
        { "{'message':'hi'}", "{'formatted':'hi'}" },
        { "{'message':42}", "{'formatted':'42'}" },
        { "{'message':{'message':'a %s','params':['b']}}",
          "{'message':'a %s','params':['b'],'formatted':'a b'}" },
        { "{'logentry':'hi'}", "{'formatted':'hi'}" },
        { "{'logentry':{'message':'x','formatted':'x'}}", "{'formatted':'x'}" },
        { "{'logentry':{'message':'%(a)s!','params':{'a':1}}}",
          "{'message':'%(a)s!','params':{'a':1},'formatted':'1!'}" },
        { "{'logentry':{'message':'{} and {1}','params':['a','b']}}",
          "{'message':'{} and {1}','params':['a','b'],'formatted':'a and b'}" },
        { "{'logentry':{'message':'{name}','params':{'name':'n'}}}",
          "{'message':'{name}','params':{'name':'n'},'formatted':'n'}" },
        { "{'message':'a %s','sentry.interfaces.Message':{'message':'a %s','params':['b']}}",
          "{'message':'a %s','params':['b'],'formatted':'a b'}" },
        { "{'message':'done','logentry':{'message':'do%s','params':['ne']}}",
          "{'message':'do%s','params':['ne'],'formatted':'done'}" },
        { "{'message':'hi','sentry.interfaces.Message':{}}", "{'formatted':'hi'}" },
        { "{'logentry':{'message':'100%','params':['<m>',[]]}}",
          "{'params':['<m>',[]],'formatted':'100%'}" },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct fixture f SCOPED(fixture_release);
        fixture_event(&f, cases[i].sent);
        assert_json(&f, "logentry", cases[i].entry);
        assert_true(json_get(f.ev.root, S("message")) == NULL);
    }
}

TEST(an_empty_message_is_none)
{
    struct fixture f SCOPED(fixture_release);
    fixture_event(&f, "{'message':'','exception':[{'type':'E'}]}");
    assert_true(json_get(f.ev.root, S("logentry")) == NULL);
}

/* --- exceptions and stacks --- */

TEST(exceptions_come_as_list_values_or_object)
{
    static const char *const cases[] = {
        "{'exception':[{'type':'A','value':'b'}]}",
        "{'exception':{'values':[{'type':'A','value':'b'}]}}",
        "{'exception':{'type':'A','value':'b'}}",
        "{'exception':{'values':{'type':'A','value':'b'}}}",
        "{'exception':[null,{'type':'A','value':'b'},null,3]}",
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct fixture f SCOPED(fixture_release);
        fixture_event(&f, cases[i]);
        assert_json(&f, "exception", "{'values':[{'type':'A','value':'b'}]}");
    }
}

TEST(an_exception_without_type_value_or_stack_is_left_out)
{
    struct fixture f SCOPED(fixture_release);
    fixture_event(&f, "{'exception':[{'module':'m'},{'value':{'code':5}}]}");
    assert_json(&f, "exception.values", "[{'value':'{\\'code\\':5}'}]");
}

TEST(a_type_in_front_of_the_value_is_split_off)
{
    struct fixture f SCOPED(fixture_release);
    fixture_event(&f, "{'exception':[{'value':'ValueError: bad thing'},{'value':'no such: x'}]}");
    assert_json(&f, "exception.values.0.type", "'ValueError'");
    assert_json(&f, "exception.values.0.value", "'bad thing'");
    assert_true(json_walk(f.ev.root, "exception.values.1.type") == NULL);
}

TEST(every_frame_has_a_file_name_and_in_app)
{
    struct fixture f SCOPED(fixture_release);
    fixture_event(&f, "{'exception':[{'type':'E','stacktrace':{'frames':[null,"
                      "{'function':'a'},{'abs_path':'/srv/node_modules/x/y.js'},"
                      "{'filename':null,'module':'java.lang.Thread'},"
                      "{'abs_path':'https://h.io/static/app.js?v=1'},"
                      "{'filename':'a.py','in_app':false,'lineno':'12','colno':0}]}}]}");
    assert_json(&f, "exception.values.0.stacktrace.frames.0",
                "{'function':'a','filename':'','in_app':true}");
    assert_json(&f, "exception.values.0.stacktrace.frames.1.in_app", "false");
    assert_json(&f, "exception.values.0.stacktrace.frames.2.filename", "'java.lang.Thread'");
    assert_json(&f, "exception.values.0.stacktrace.frames.2.in_app", "false");
    assert_json(&f, "exception.values.0.stacktrace.frames.3.filename", "'/static/app.js'");
    assert_json(&f, "exception.values.0.stacktrace.frames.4",
                "{'filename':'a.py','in_app':false,'lineno':12,'colno':null,'abs_path':'a.py'}");
}

TEST(a_stack_at_the_top_joins_the_only_exception)
{
    struct fixture f SCOPED(fixture_release);
    fixture_event(&f, "{'exception':{'type':'E'},'stacktrace':{'frames':[{'filename':'x'}]}}");
    assert_json(&f, "exception.values.0.stacktrace.frames.0.filename", "'x'");
    assert_true(json_get(f.ev.root, S("stacktrace")) == NULL);
}

TEST(any_unhandled_exception_makes_the_event_unhandled)
{
    struct fixture f SCOPED(fixture_release);
    fixture_event(&f, "{'exception':[{'type':'A','mechanism':{'handled':false,'type':'x'}},"
                      "{'type':'B','mechanism':{'handled':true,'type':'generic'}}]}");
    assert_true(f.ev.is_unhandled);
    assert_json(&f, "tags.handled", "'no'");
    assert_json(&f, "tags.mechanism", "'generic'");
}

/* --- breadcrumbs, threads --- */

TEST(breadcrumbs_become_values_and_keep_odd_data)
{
    struct fixture f SCOPED(fixture_release);
    fixture_event(&f, "{'breadcrumbs':[{'message':'a','data':[1],'level':'warn'},"
                      "{'data':'text','timestamp':'soon'}]}");
    assert_json(&f, "breadcrumbs",
                "{'values':[{'message':'a','data':{'value':'[1]'},"
                "'level':'warning'},{'data':{'value':'text'},"
                "'timestamp':null}]}");
}

/* --- user --- */

TEST(the_user_is_known_by_the_first_of_four)
{
    static const struct {
        const char *sent;
        const char *who;
    } cases[] = {
        { "{'user':{'id':42,'email':'a@b.c'}}", "id:42" },
        { "{'user':{'username':'bob','email':'a@b.c'}}", "username:bob" },
        { "{'user':{'id':'','email':'a@b.c'}}", "email:a@b.c" },
        { "{'user':{'ip_address':'10.0.0.1'}}", "ip:10.0.0.1" },
        { "{'user':{'ip_address':'{{auto}}'}}", "ip:203.0.113.9" },
        { "{'platform':'javascript'}", "ip:203.0.113.9" },
        { "{'request':{'env':{'REMOTE_ADDR':'192.0.2.1'}}}", "ip:192.0.2.1" },
        { "{'platform':'python'}", "" },
        { "{'platform':'javascript','sdk':{'settings':{'infer_ip':'never'}}}", "" },
        { "{'user':{'ip_address':'999.1.1.1'}}", "" },
        { "{'user':'bob'}", "" },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct fixture f SCOPED(fixture_release);
        fixture_event(&f, cases[i].sent);
        assert_str_equal(f.ev.user_identity, str_c(cases[i].who));
        assert_int_equal(f.ev.user_hash != 0, cases[i].who[0] != '\0');
    }
}

/* --- tags --- */

TEST(tags_come_as_map_list_or_objects)
{
    static const char *const cases[] = {
        "{'tags':{'a b':'x','n':3.0,'t':true,'empty':'','release':'r','é':'x'}}",
        "{'tags':[['a b','x'],['n',3],['t',true],['a-b','second'],['dist','1'],null,7]}",
        "{'tags':[{'key':'a b','value':'x'},{'key':'n','value':3},{'key':'t','value':true}]}",
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct fixture f SCOPED(fixture_release);
        fixture_event(&f, cases[i]);
        assert_json(&f, "tags", "{'a-b':'x','n':'3','t':'True','level':'error'}");
    }
}

TEST(the_environment_tag_fills_a_missing_environment)
{
    struct fixture f SCOPED(fixture_release);
    fixture_event(&f, "{'tags':{'environment':'prod'}}");
    assert_str_equal(f.ev.environment, S("prod"));
}

TEST(the_server_adds_tags_of_its_own)
{
    struct fixture f SCOPED(fixture_release);
    fixture_event(&f, "{'release':'r1','server_name':'web-1','logger':'app','user':{'id':1},"
                      "'transaction':'/t','request':{'url':'http://h/p?x=1'},"
                      "'contexts':{'browser':{'name':'Firefox','version':'140'},"
                      "'device':{'family':'iPhone','model':'iPhone14,2'}}}");
    assert_json(&f, "tags",
                "{'level':'error','release':'r1','logger':'app','transaction':'/t',"
                "'server_name':'web-1','user':'id:1','url':'http://h/p',"
                "'browser':'Firefox 140','browser.name':'Firefox',"
                "'device':'iPhone14,2','device.family':'iPhone'}");
    assert_int_equal(f.ev.n_tags, 11);
}

/* --- request --- */

TEST(headers_and_query_become_pairs)
{
    struct fixture f SCOPED(fixture_release);
    fixture_event(&f, "{'request':{'method':'get','url':'http://h/p?a=1&b=%20x#top',"
                      "'headers':{'content-type':'a/b','X-N':3,'x-l':['a','b']},"
                      "'cookies':'s=1; t=2'}}");
    assert_json(&f, "request",
                "{'method':'GET','url':'http://h/p','headers':[['Content-Type','a/b'],"
                "['X-N','3'],['X-L','a,b']],'cookies':[['s','1'],['t','2']],"
                "'query_string':[['a','1'],['b',' x']],'fragment':'top'}");
}

TEST(header_pairs_keep_order_and_the_cookie_header_moves)
{
    struct fixture f SCOPED(fixture_release);
    fixture_event(&f, "{'request':{'headers':[['b','1'],['a','2'],['b',null],"
                      "['cookie','x=y']],'query_string':'?q=1'}}");
    assert_json(&f, "request.headers", "[['B','1'],['A','2'],['B',null]]");
    assert_json(&f, "request.cookies", "[['x','y']]");
    assert_json(&f, "request.query_string", "[['q','1']]");
}

TEST(bodies_that_are_json_or_forms_are_opened)
{
    struct fixture f SCOPED(fixture_release);
    fixture_event(&f, "{'request':{'data':' {\\u0022a\\u0022:{\\u0022b\\u0022:1.50}}'}}");
    assert_json(&f, "request",
                "{'data':{'a':{'b':1.50}},'inferred_content_type':'application/json'}");
    fixture_release(&f);
    fixture_event(&f, "{'request':{'data':'a=1&b=%20'}}");
    assert_json(&f, "request",
                "{'data':[['a','1'],['b',' ']],'inferred_content_type':"
                "'application/x-www-form-urlencoded'}");
    fixture_release(&f);
    fixture_event(&f, "{'request':{'data':'{not json'}}");
    assert_json(&f, "request", "{'data':'{not json'}");
}

TEST(a_dist_has_plain_characters)
{
    struct fixture f SCOPED(fixture_release);
    fixture_event(&f, "{'release':'1.0','dist':'2026_11-24.1'}");
    assert_json(&f, "dist", "'2026_11-24.1'");
    fixture_release(&f);
    fixture_event(&f, "{'release':'1.0','dist':'a b'}");
    assert_json(&f, "dist", "null");
    assert_json(&f, "_meta.dist.", "{'err':['invalid_data'],'val':'a b'}");
}

TEST(a_release_of_slashes_is_none)
{
    struct fixture f SCOPED(fixture_release);
    fixture_event(&f, "{'release':'///'}");
    assert_json(&f, "release", "null");
}

TEST(a_stack_without_frames_is_none)
{
    struct fixture f SCOPED(fixture_release);
    fixture_event(&f, "{'exception':[{'type':'E','stacktrace':{'frames':null}},"
                      "{'stacktrace':{'frames':[]}}]}");
    assert_json(&f, "exception.values", "[{'type':'E'}]");
}

TEST(a_mechanism_without_a_type_is_generic)
{
    struct fixture f SCOPED(fixture_release);
    fixture_event(&f, "{'exception':[{'type':'E','mechanism':{'handled':true}}]}");
    assert_json(&f, "exception.values.0.mechanism", "{'handled':true,'type':'generic'}");
    assert_json(&f, "tags.mechanism", "'generic'");
}

TEST(a_mechanism_on_the_cause_alone_tells_of_the_event)
{
    struct fixture f SCOPED(fixture_release);
    fixture_event(&f, "{'exception':[{'type':'Cause','value':'a','mechanism':{'type':'onerror',"
                      "'handled':false}},{'type':'Error','value':'b'}]}");
    assert_json(&f, "tags.handled", "'no'");
    assert_json(&f, "tags.mechanism", "'onerror'");
}

TEST(a_breadcrumbs_old_type_is_its_type)
{
    struct fixture f SCOPED(fixture_release);
    fixture_event(&f, "{'breadcrumbs':[{'ty':'http'},{'ty':'http','type':'ui'}]}");
    assert_json(&f, "breadcrumbs.values", "[{'type':'http'},{'type':'ui'}]");
}

TEST(a_dist_needs_a_release)
{
    struct fixture f SCOPED(fixture_release);
    fixture_event(&f, "{'dist':'1'}");
    assert_true(json_get(f.ev.root, S("dist")) == NULL);
}

TEST(browser_and_system_are_read_from_the_user_agent)
{
    struct fixture f SCOPED(fixture_release);
    fixture_event(&f, "{'platform':'javascript','request':{'headers':{'user-agent':"
                      "'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15"
                      " (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1'}}}");
    assert_json(&f, "contexts.browser",
                "{'name':'Mobile Safari','version':'17.5','type':'browser'}");
    assert_json(&f, "contexts.os", "{'name':'iOS','version':'17.5','type':'os'}");
    assert_json(&f, "contexts.device", "{'family':'iPhone','type':'device'}");
}

TEST(contexts_that_are_no_objects_are_left_out)
{
    struct fixture f SCOPED(fixture_release);
    fixture_event(&f, "{'contexts':{'a':1,'b':{'x':1},'c':'d'}}");
    assert_json(&f, "contexts", "{'b':{'x':1}}");
    assert_json(&f, "_meta.contexts.a.", "{'err':['invalid_data'],'val':1}");
}
