#include "feature/grouping/fingerprint.c"

#include "feature/event/event_testing.h"

/* Fingerprint of the event, as hex in the fixture's arena. */
static struct str hash_of(struct fixture *f, const char *text, struct grouping *g)
{
    struct str json = quoted(&f->arena, text);
    assert_int_equal(fixture_load(f, json), OK);
    assert_int_equal(grouping_compute(&f->cx, &(struct grouping_settings){ 0 }, &f->ev, g, NULL),
                     OK);
    return str_hex(&f->arena, g->hash, sizeof(g->hash));
}

static void check(const char *a, const char *b, bool is_same)
{
    struct fixture f SCOPED(fixture_release);
    struct grouping ga;
    struct grouping gb;
    fixture_init(&f);
    struct str one = hash_of(&f, a, &ga);
    struct str two = hash_of(&f, b, &gb);
    if (str_eq(one, two) != is_same)
        fail_msg("%s\n%s\nby %.*s and %.*s: %s", a, b, FMT(ga.how), FMT(gb.how),
                 is_same ? "should be one issue" : "should be two");
}
#define assert_same(a, b)  check((a), (b), true)
#define assert_other(a, b) check((a), (b), false)

static void assert_how(const char *text, const char *how)
{
    struct fixture f SCOPED(fixture_release);
    struct grouping g;
    fixture_init(&f);
    (void)hash_of(&f, text, &g);
    assert_str_equal(g.how, str_c(how));
}

#define STACK(type, frames)                                                                        \
    "{'platform':'python','exception':[{'type':'" type                                             \
    "','value':'v','stacktrace':{'frames':[" frames "]}}]}"
#define FRAME(file, function, rest) "{'filename':'" file "','function':'" function "'" rest "}"

TEST(fingerprint_ignores_line_numbers_values_and_paths)
{
    assert_same(STACK("E", FRAME("/a/x.py", "f", ",'lineno':1")),
                STACK("E", FRAME("/b/x.py", "f", ",'lineno':99,'vars':{'a':1}")));
    assert_same("{'exception':[{'type':'E','value':'one','stacktrace':{'frames':["
                "{'filename':'a.go','function':'f'}]}}]}",
                "{'exception':[{'type':'E','value':'two','stacktrace':{'frames':["
                "{'filename':'a.go','function':'f'}]}}]}");
}

TEST(another_type_file_function_or_line_is_another_error)
{
    assert_other(STACK("E", FRAME("x.py", "f", "")), STACK("F", FRAME("x.py", "f", "")));
    assert_other(STACK("E", FRAME("x.py", "f", "")), STACK("E", FRAME("y.py", "f", "")));
    assert_other(STACK("E", FRAME("x.py", "f", "")), STACK("E", FRAME("x.py", "g", "")));
    assert_other(STACK("E", FRAME("x.py", "f", ",'context_line':'a()'")),
                 STACK("E", FRAME("x.py", "f", ",'context_line':'b()'")));
}

TEST(only_in_app_frames_count_when_there_are_some)
{
    assert_same(STACK("E", FRAME("x.py", "f", ",'in_app':true")),
                STACK("E", FRAME("lib.py", "run", ",'in_app':false") "," FRAME("x.py", "f",
                                                                               ",'in_app':true")));
    assert_other(STACK("E", FRAME("lib.py", "a", ",'in_app':false")),
                 STACK("E", FRAME("lib.py", "b", ",'in_app':false")));
}

TEST(recursion_counts_once)
{
    assert_same(STACK("E", FRAME("x.py", "f", ",'lineno':3")),
                STACK("E", FRAME("x.py", "f", ",'lineno':3") "," FRAME(
                               "x.py", "f", ",'lineno':3") "," FRAME("x.py", "f", ",'lineno':3")));
}

TEST(without_frames_the_value_counts_without_its_numbers)
{
    assert_same("{'exception':[{'type':'E','value':'user 17 not found'}]}",
                "{'exception':[{'type':'E','value':'user 99 not found'}]}");
    assert_other("{'exception':[{'type':'E','value':'user 17 not found'}]}",
                 "{'exception':[{'type':'E','value':'cart 17 not found'}]}");
    assert_how("{'exception':[{'type':'E','value':'x'}]}", "exception");
}

TEST(an_exception_with_its_stack_in_a_thread_never_groups_by_value)
{
    static const char one[] =
        "{'exception':[{'type':'panic','value':'index 3 of a'}],'threads':[{'id':1,'current':true,"
        "'stacktrace':{'frames':[{'function':'app::run','filename':'m.rs'}]}},{'id':2}]}";
    static const char two[] =
        "{'exception':[{'type':'panic','value':'other words'}],'threads':[{'id':1,'current':true,"
        "'stacktrace':{'frames':[{'function':'app::run','filename':'m.rs'}]}},{'id':2}]}";
    assert_same(one, two);
    assert_how(one, "thread");
}

TEST(messages_group_by_template_or_without_numbers)
{
    assert_same("{'logentry':{'message':'user %s left','params':['bob']}}",
                "{'logentry':{'message':'user %s left','params':['eve']}}");
    assert_same("{'message':'took 12ms for 10.0.0.1'}", "{'message':'took 9ms for 10.0.0.2'}");
    assert_other("{'message':'started'}", "{'message':'stopped'}");
    assert_how("{'message':'x'}", "message");
}

TEST(a_clients_fingerprint_overrides_and_extends)
{
    assert_same("{'fingerprint':['db'],'message':'a'}", "{'fingerprint':['db'],'message':'b'}");
    assert_other("{'fingerprint':['db','1'],'message':'a'}",
                 "{'fingerprint':['db','2'],'message':'a'}");
    assert_other("{'fingerprint':['{{ default }}','x'],'message':'a'}",
                 "{'fingerprint':['{{ default }}','x'],'message':'b'}");
    assert_same("{'fingerprint':['{{ default }}','x'],'message':'a 1'}",
                "{'fingerprint':['{{default}}','x'],'message':'a 2'}");
    assert_same("{'fingerprint':['{{ default }}'],'message':'a'}", "{'message':'a'}");
    assert_same("{'fingerprint':[],'message':'a'}", "{'message':'a'}");
    assert_same("{'fingerprint':null,'message':'a'}", "{'message':'a'}");
    assert_same("{'fingerprint':[1,true]}", "{'fingerprint':['1','True']}");
    assert_other("{'fingerprint':['ab','c']}", "{'fingerprint':['a','bc']}");
    assert_how("{'fingerprint':['x']}", "custom");
    assert_how("{'fingerprint':['{{ default }}'],'message':'a'}", "message");
}

TEST(variables_are_filled_in)
{
    assert_same("{'fingerprint':['{{ transaction }}'],'transaction':'/a'}",
                "{'fingerprint':['/a']}");
    assert_same("{'fingerprint':['{{ error.type }}-{{type}}'],'exception':[{'type':'E'}]}",
                "{'fingerprint':['E-E']}");
    assert_same("{'fingerprint':['{{ stack.function }}']}", "{'fingerprint':['<no-function>']}");
    assert_same("{'fingerprint':['{{ tags.k }}','{{ tags.z }}'],'tags':{'k':'v'}}",
                "{'fingerprint':['v','<no-value-for-tag-z>']}");
    assert_same("{'fingerprint':['{{ level }} {{ logger }}'],'level':'info'}",
                "{'fingerprint':['info <no-logger>']}");
    assert_other("{'fingerprint':['{{ unknown }}']}", "{'fingerprint':['']}");
    assert_same("{'fingerprint':['user 17'],'message':'user 17'}",
                "{'fingerprint':['user 18'],'message':'user 18'}");
}

TEST(a_checksum_is_the_fingerprint)
{
    struct fixture f SCOPED(fixture_release);
    struct grouping g;
    fixture_init(&f);
    assert_str_equal(
        hash_of(&f, "{'checksum':'0123456789abcdef0123456789ABCDEF','message':'x'}", &g),
        S("0123456789abcdef0123456789abcdef"));
    assert_str_equal(g.how, S("checksum"));
    assert_other("{'checksum':'a'}", "{'checksum':'b'}");
}

TEST(bundlers_hashes_and_short_names_do_not_split)
{
#define JS(file, function)                                                                         \
    "{'platform':'javascript','exception':[{'type':'E','value':'v','stacktrace':{'frames':["       \
    "{'filename':'" file "','function':'" function "','in_app':true}]}}]}"
    assert_same(JS("https://h/static/main.3f9a1c.js", "pay"),
                JS("https://h/static/main.77bc02d1.js", "pay"));
    assert_same(JS("https://h/chunk-ABC123.js", "Object.pay"),
                JS("https://h/chunk-XYZ789.js", "pay"));
    assert_same(JS("https://h/app.js", "a"), JS("https://h/app.js", "Tt"));
    assert_other(JS("https://h/app.js", "pay"), JS("https://h/cart.js", "pay"));
}

TEST(a_file_name_that_begins_with_a_mark_is_read_to_its_end)
{
    assert_same(JS(".eslintrc.js", "pay"), JS("/srv/app/.eslintrc.js", "pay"));
    assert_same(JS(".entry.3f9a1c.js", "pay"), JS(".entry.77bc02d1.js", "pay"));
    assert_other(JS("-e", "pay"), JS("~", "pay"));
    assert_other(JS("...", "pay"), JS("", "pay"));
}

TEST(generated_java_names_do_not_split)
{
#define JAVA(module, function)                                                                     \
    "{'platform':'java','exception':[{'type':'E','stacktrace':{'frames':[{'module':'" module       \
    "','function':'" function "','in_app':true}]}}]}"
    assert_same(JAVA("com.x.A$$Lambda$14/0x1234", "run"), JAVA("com.x.A$$Lambda$99/0x77", "run"));
    assert_same(JAVA("com.x.A", "lambda$pay$0"), JAVA("com.x.A", "lambda$pay$7"));
    assert_same(JAVA("com.x.A$$EnhancerBySpringCGLIB$$1a2b", "f"),
                JAVA("com.x.A$$EnhancerBySpringCGLIB$$9f8e", "f"));
    assert_other(JAVA("com.x.A", "f"), JAVA("com.x.B", "f"));
}

TEST(machinery_of_panics_is_cut_off)
{
#define RUST(frames)                                                                               \
    "{'platform':'native','exception':[{'type':'panic','stacktrace':{'frames':[" frames "]}}]}"
    assert_same(RUST("{'function':'app::run'}"),
                RUST("{'function':'app::run'},{'function':'rust_begin_unwind'},"
                     "{'function':'std::sys::backtrace'}"));
    assert_same(RUST("{'function':'int f<int>(char)'}"), RUST("{'function':'f'}"));
}

TEST(chunk_load_errors_are_one_issue)
{
    assert_same("{'platform':'javascript','exception':[{'type':'ChunkLoadError','value':'a 1'}]}",
                "{'platform':'javascript','fingerprint':['x'],"
                "'exception':[{'type':'Error','value':'ChunkLoadError: b'}]}");
}

TEST(exception_groups_reduce_to_their_distinct_children)
{
#define GROUP(children)                                                                            \
    "{'exception':[" children "{'type':'ExceptionGroup','value':'g','mechanism':"                  \
    "{'type':'x','exception_id':0,'is_exception_group':true}}]}"
#define CHILD(id, type)                                                                            \
    "{'type':'" type "','value':'v " id "','mechanism':{'type':'c','exception_id':" id             \
    ",'parent_id':0},'stacktrace':{'frames':[{'function':'f','filename':'a.py'}]}},"
    assert_same(GROUP(CHILD("2", "E") CHILD("1", "E")), GROUP(CHILD("1", "E")));
    assert_other(GROUP(CHILD("2", "E") CHILD("1", "F")), GROUP(CHILD("1", "E")));

    struct fixture f SCOPED(fixture_release);
    fixture_event(&f, GROUP(CHILD("1", "E")));
    struct grouping g = { 0 };
    grouping_describe(&f.cx, &(struct grouping_settings){ 0 }, &f.ev, &g);
    assert_str_equal(g.title, S("E: v 1"));
}

TEST(policy_reports_group_by_directive_and_host)
{
#define CSP(directive, uri)                                                                        \
    "{'type':'csp','csp':{'effective_directive':'" directive "','blocked_uri':'" uri "'}}"
    assert_same(CSP("img-src", "http://a/1"), CSP("img-src", "http://a/2"));
    assert_other(CSP("img-src", "http://a/1"), CSP("img-src", "http://b/1"));
    assert_other(CSP("img-src", "http://a/1"), CSP("font-src", "http://a/1"));
    assert_how(CSP("img-src", "http://a/1"), "security");
}

TEST(nothing_to_go_by_is_one_issue)
{
    assert_same("{}", "{'extra':{'a':1}}");
    assert_how("{}", "nothing");
    assert_how("{'transaction':'/x'}", "transaction");
}

TEST(explaining_names_the_parts)
{
    struct fixture f SCOPED(fixture_release);
    struct grouping g;
    struct buf b;
    fixture_event(&f, "{'exception':[{'type':'E','value':'user 1'}]}");
    buf_init(&b, &f.arena, TEST_TEXT_BYTES);
    struct grouping_explained *told = arena_new(&f.arena, struct grouping_explained);
    assert_int_equal(grouping_compute(&f.cx, &(struct grouping_settings){ 0 }, &f.ev, &g, told),
                     OK);
    grouping_print(&b, told);
    assert_str_equal(buf_str(&b), S("type: E\nvalue: user <int>\n"));
}

TEST(overflow_fingerprints_differ_by_type)
{
    uint8_t a[GROUPING_HASH_BYTES];
    uint8_t b[GROUPING_HASH_BYTES];
    grouping_overflow_hash(S("A"), a);
    grouping_overflow_hash(S("B"), b);
    assert_memory_not_equal(a, b, sizeof(a));
}

TEST(explaining_says_which_frames_were_left_out_and_why)
{
    static const char *const want[] = { "not_in_app", NULL, "repeat", "says_nothing" };
    struct fixture f SCOPED(fixture_release);
    struct grouping g;
    fixture_event(
        &f,
        STACK("E",
              FRAME("lib.py", "l", ",'in_app':false") "," FRAME(
                  "x.py", "f",
                  ",'in_app':true") "," FRAME("x.py", "f",
                                              ",'in_app':true") "," FRAME("<string>", "<lambda>",
                                                                          ",'in_app':true")));
    struct grouping_explained *told = arena_new(&f.arena, struct grouping_explained);
    assert_int_equal(grouping_compute(&f.cx, &(struct grouping_settings){ 0 }, &f.ev, &g, told),
                     OK);
    assert_int_equal(told->n_frames, ARRAY_LEN(want));
    for (size_t i = 0; i < ARRAY_LEN(want); i++)
        assert_str_equal(str_c(told->frames[i].left_out), str_c(want[i]));
}
