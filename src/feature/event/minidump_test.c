#include "feature/event/minidump.c"

#include "base/test.h"
#include "feature/event/minidump_testing.h"
#include "port/json.h"

static struct arena arena;
static struct ctx cx;

static void begin(void)
{
    arena_init(&arena, "test", 16 << 20);
    cx = (struct ctx){ .arena = &arena };
}

TEST(dump_says_why_where_and_on_what)
{
    struct minidump d;

    begin();
    assert_true(minidump_read(&cx, dump_make(&arena, 11, 0x8201), &d));
    assert_true(d.has_exception);
    assert_int_equal(d.code, 11);
    assert_int_equal(d.address, 0x401234);
    assert_int_equal(d.thread_id, 77);
    assert_int_equal(d.system, DUMP_LINUX);
    assert_string_equal(d.architecture, "x86_64");
    assert_string_equal(minidump_reason(&d), "SIGSEGV");
    assert_int_equal(d.n_modules, 1);
    assert_str_equal(d.modules[0].name, S("/opt/gäme"));
    assert_ptr_equal(minidump_module_at(&d, 0x401234), &d.modules[0]);
    assert_null(minidump_module_at(&d, 0x500000));
    arena_release(&arena);
}

TEST(codes_have_names_by_system)
{
    static const struct {
        uint32_t code, platform;
        const char *name;
    } cases[] = {
        { 0xc0000005, 2, "EXCEPTION_ACCESS_VIOLATION" },
        { 0xe06d7363, 2, "Unhandled C++ Exception" },
        { 6, 0x8203, "SIGABRT" },
        { 1, 0x8101, "EXC_BAD_ACCESS" },
        { 12345, 2, "Minidump" },
        { 11, 0x9999, "Minidump" },
    };

    begin();
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct minidump d;
        assert_true(minidump_read(&cx, dump_make(&arena, cases[i].code, cases[i].platform), &d));
        assert_string_equal(minidump_reason(&d), cases[i].name);
    }
    arena_release(&arena);
}

/* Cut anywhere, with any byte turned over: never beyond its end (the sanitizer looks). */
TEST(broken_dumps_are_read_as_far_as_they_go)
{
    struct minidump d;

    begin();
    struct str whole = dump_make(&arena, 11, 0x8201);
    for (size_t n = 0; n < whole.len; n++) {
        char *cut = malloc(n + 1);
        struct arena_mark mark = arena_mark(&arena);
        memcpy(cut, whole.p, n);
        assert_int_equal(minidump_read(&cx, str_make(cut, n), &d), n >= 4);
        arena_rewind(&arena, mark);
        free(cut);
    }
    for (size_t n = 4; n < whole.len; n++) {
        char *turned = malloc(whole.len);
        struct arena_mark mark = arena_mark(&arena);
        memcpy(turned, whole.p, whole.len);
        turned[n] = (char)~turned[n];
        assert_true(minidump_read(&cx, str_make(turned, whole.len), &d));
        arena_rewind(&arena, mark);
        free(turned);
    }
    arena_release(&arena);
}

TEST(event_of_a_dump_is_native_and_fatal)
{
    struct json_doc *doc;

    begin();
    assert_int_equal(json_parse(&cx, S("{\"level\":\"info\",\"platform\":\"other\"}"), &doc, NULL),
                     OK);
    minidump_to_event(&cx, doc, dump_make(&arena, 11, 0x8201));
    struct json *root = json_root(doc);
    struct json *e = json_at(json_get_path(root, "exception.values"), 0);
    assert_str_equal(json_str(json_get(root, S("platform"))), S("native"));
    assert_str_equal(json_str(json_get(root, S("level"))), S("fatal"));
    assert_str_equal(json_str(json_get(e, S("type"))), S("SIGSEGV"));
    assert_str_equal(json_str(json_get(e, S("value"))), S("SIGSEGV in gäme + 0x1234"));
    assert_str_equal(json_str(json_get_path(e, "mechanism.type")), S("minidump"));
    assert_str_equal(json_str(json_get_path(root, "contexts.os.name")), S("Linux"));
    assert_str_equal(
        json_str(json_get(json_at(json_get_path(root, "debug_meta.images"), 0), S("image_addr"))),
        S("0x400000"));
    arena_release(&arena);
}

TEST(exception_that_the_client_sent_stays)
{
    struct json_doc *doc;

    begin();
    assert_int_equal(json_parse(&cx, S("{\"exception\":[{\"type\":\"Own\"}]}"), &doc, NULL), OK);
    minidump_to_event(&cx, doc, dump_make(&arena, 11, 0x8201));
    assert_str_equal(
        json_str(json_get(json_at(json_get(json_root(doc), S("exception")), 0), S("type"))),
        S("Own"));
    arena_release(&arena);
}
