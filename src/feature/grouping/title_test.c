#include "feature/grouping/title.c"

#include "feature/event/event_testing.h"

static const struct {
    const char *event;
    const char *title;
    const char *culprit;
    const char *location;
} cases[] = {
    { "{'exception':[{'type':'A','value':'cause'},{'type':'E','value':'first\\nsecond'}]}",
      "E: first", "", "" },
    { "{'exception':[{'type':'E'}]}", "E", "", "" },
    { "{'exception':[{'value':'only words'}]}", "only words", "", "" },
    { "{'exception':[{'value':'said','mechanism':{'synthetic':true,'type':'generic'}}],"
      "'message':'said'}",
      "said", "", "" },
    { "{'exception':[{'type':'Error','mechanism':{'synthetic':true,'type':'x'},'stacktrace':"
      "{'frames':[{'function':'crash','filename':'a.c'}]}}],'platform':'c'}",
      "crash", "crash", "a.c" },
    { "{'exception':[{'stacktrace':{'frames':[{'instruction_addr':'0x1'}]}}]}", "<unknown>", "",
      "" },
    { "{'message':'hello\\nworld'}", "hello", "", "" },
    { "{}", "<unlabeled event>", "", "" },
    { "{'platform':'python','exception':[{'type':'E','stacktrace':{'frames':["
      "{'module':'shop.cart','function':'pay','filename':'shop/cart.py'},"
      "{'filename':'site-packages/x.py','function':'y'}]}}]}",
      "E", "shop.cart in pay", "shop/cart.py" },
    { "{'platform':'javascript','exception':[{'type':'E','stacktrace':{'frames':["
      "{'function':'Object.pay','filename':'/app.js'}]}}]}",
      "E", "pay(/app.js)", "/app.js" },
    { "{'transaction':'/cart','exception':[{'type':'E'}]}", "E", "/cart", "" },
    { "{'culprit':'old','transaction':'/cart','message':'m'}", "m", "old", "" },
    { "{'message':'m','request':{'url':'http://h/x?q=1'}}", "m", "http://h/x", "" },
    { "{'type':'csp','csp':{'effective_directive':'img-src','blocked_uri':'http://evil'}}",
      "Blocked 'image' from 'evil'", "", "" },
};

TEST(policy_reports_have_titles_of_their_own)
{
    static const struct {
        const char *report;
        const char *title;
    } reports[] = {
        { "'effective-directive':'script-src-elem','blocked-uri':'https://cdn.x:8443/a.js'",
          "Blocked 'script' from 'cdn.x:8443'" },
        { "'effectiveDirective':'worker-src','blockedURL':'ftp://h/x'",
          "Blocked 'worker-src' from 'ftp://h'" },
        { "'effective_directive':'form-action','blocked_uri':'https://h/x'",
          "Blocked 'form' action to 'h'" },
        { "'effective_directive':'img-src','blocked_uri':'data'", "Blocked 'image' from 'data:'" },
        { "'effective_directive':'style-src','blocked_uri':''", "Blocked inline 'style'" },
        { "'violated-directive':'script-src \\u0027unsafe-eval\\u0027','blocked_uri':'self'",
          "Blocked unsafe eval() 'script'" },
        { "'violated-directive':'script-src \\u0027unsafe-inline\\u0027'",
          "Blocked unsafe inline 'script'" },
        { "'violated-directive':'script-src'", "Blocked unsafe (eval() or inline) 'script'" },
    };
    for (size_t i = 0; i < ARRAY_LEN(reports); i++) {
        struct fixture f SCOPED(fixture_release);
        struct grouping g = { 0 };
        fixture_init(&f);
        struct str text = str_printf(&f.arena, "{'type':'csp','csp':{%s}}", reports[i].report);
        assert_int_equal(fixture_load(&f, quoted(&f.arena, str_cz(&f.arena, text))), OK);
        grouping_describe(&f.cx, &(struct grouping_settings){ 0 }, &f.ev, &g);
        assert_str_equal(g.title, str_c(reports[i].title));
    }
    struct fixture f SCOPED(fixture_release);
    struct grouping g = { 0 };
    fixture_event(&f, "{'hpkp':{'hostname':'h.io'}}");
    grouping_describe(&f.cx, &(struct grouping_settings){ 0 }, &f.ev, &g);
    assert_str_equal(g.title, S("Public key pinning validation failed for 'h.io'"));
}

TEST(titles_culprits_and_places)
{
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct fixture f SCOPED(fixture_release);
        struct grouping g = { 0 };
        fixture_event(&f, cases[i].event);
        grouping_describe(&f.cx, &(struct grouping_settings){ 0 }, &f.ev, &g);
        assert_str_equal(g.title, str_c(cases[i].title));
        assert_str_equal(g.culprit, str_c(cases[i].culprit));
        assert_str_equal(g.location, str_c(cases[i].location));
    }
}

TEST(titles_are_bounded)
{
    struct fixture f SCOPED(fixture_release);
    fixture_init(&f);
    enum { LONG = 5000 };
    char *p = arena_alloc(&f.arena, LONG);
    memset(p, 'x', LONG);
    struct str text = str_printf(&f.arena, "{\"message\":\"%.*s\"}", LONG, p);
    struct grouping g = { 0 };
    assert_int_equal(fixture_load(&f, text), OK);
    grouping_describe(&f.cx, &(struct grouping_settings){ 0 }, &f.ev, &g);
    assert_int_equal(g.title.len, MESSAGE_CHARS);
    assert_true(str_ends(g.title, S("x...")));
}
