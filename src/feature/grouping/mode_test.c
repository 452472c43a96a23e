#include "feature/grouping/mode.c"

#include "base/buf.h"
#include "feature/event/event_testing.h"

/* The same mode for all levels. */
struct moded {
    struct fixture f;
    struct grouping_choices choices;
    struct grouping_settings settings;
    struct grouping g;
};

static void moded_group(struct moded *m, const char *mode, const char *text)
{
    fixture_event(&m->f, text);
    m->choices = (struct grouping_choices){ .error = str_c(mode),
                                            .warning = str_c(mode),
                                            .info = str_c(mode) };
    m->settings = (struct grouping_settings){ .choices = &m->choices };
    assert_int_equal(grouping_compute(&m->f.cx, &m->settings, &m->f.ev, &m->g, NULL), OK);
    grouping_describe(&m->f.cx, &m->settings, &m->f.ev, &m->g);
}

static void assert_grouped(const char *mode, const char *text, const char *how, const char *culprit,
                           const char *title)
{
    struct moded m;
    moded_group(&m, mode, text);
    assert_str_equal(m.g.how, str_c(how));
    assert_str_equal(m.g.culprit, str_c(culprit));
    assert_str_equal(m.g.title, str_c(title));
    fixture_release(&m.f);
}

static bool is_one_issue(const char *mode, const char *a, const char *b)
{
    struct moded one, two;
    moded_group(&one, mode, a);
    moded_group(&two, mode, b);
    bool is_one = memcmp(one.g.hash, two.g.hash, GROUPING_HASH_BYTES) == 0;
    fixture_release(&one.f);
    fixture_release(&two.f);
    return is_one;
}

#define REQUEST(method, url) "'request':{'method':'" method "','url':'" url "'}"
#define STACK                                                                                      \
    "'exception':[{'type':'E','value':'v','stacktrace':{'frames':[{'filename':'lib/a.py',"         \
    "'function':'f','in_app':true},{'filename':'site/b.py','function':'g','in_app':false}]}}]"

TEST(by_url_groups_what_has_no_stack_by_request_and_keeps_its_title)
{
    assert_grouped("by_url",
                   "{'message':'slow query'," REQUEST("get", "https://s.test/cart/12?a=1") "}",
                   "by_url", "GET /cart/:int", "slow query");
    assert_true(is_one_issue("by_url",
                             "{'message':'a'," REQUEST("GET", "https://s.test/cart/12") "}",
                             "{'message':'b'," REQUEST("GET", "https://t.test/cart/13/?q") "}"));
    assert_false(is_one_issue("by_url",
                              "{'message':'a'," REQUEST("GET", "https://s.test/cart/1") "}",
                              "{'message':'a'," REQUEST("POST", "https://s.test/cart/1") "}"));
}

TEST(by_url_of_an_error_with_a_stack_is_the_default)
{
    assert_grouped("by_url", "{" STACK "," REQUEST("GET", "https://s.test/cart/12") "}", "stack",
                   "lib/a.py in f", "E: v");
    assert_grouped("by_url", "{'level':'warning'," STACK "," REQUEST("GET", "https://s.test/x") "}",
                   "stack", "lib/a.py in f", "E: v");
}

TEST(by_url_of_information_with_a_stack_takes_its_title_from_the_request)
{
    assert_grouped("by_url", "{'level':'info'," STACK "," REQUEST("GET", "https://s.test/x/9") "}",
                   "by_url", "GET /x/:int", "E: GET /x/:int");
    assert_grouped("by_url", "{'level':'debug'," STACK "," REQUEST("", "https://s.test/x/9") "}",
                   "by_url", "/x/:int", "E: /x/:int");
}

TEST(by_file_is_for_information_alone)
{
    assert_grouped("by_file", "{'level':'info'," STACK "}", "by_file", "lib/a.py", "E: a.py");
    assert_grouped("by_file", "{'level':'error'," STACK "}", "stack", "lib/a.py in f", "E: v");
    assert_grouped("by_file", "{'level':'warning'," STACK "}", "stack", "lib/a.py in f", "E: v");
    assert_grouped("by_file", "{'level':'info','message':'no file'}", "message", "", "no file");
}

TEST(by_file_takes_the_last_frame_when_none_is_in_app)
{
    assert_grouped("by_file",
                   "{'level':'info','exception':[{'type':'E','stacktrace':{'frames':["
                   "{'filename':'x.py','function':'f','in_app':false},"
                   "{'filename':'y.py','function':'g','in_app':false}]}}]}",
                   "by_file", "y.py", "E: y.py");
}

TEST(without_a_path_a_mode_changes_nothing)
{
    assert_grouped("by_url", "{'message':'no path'}", "message", "", "no path");
    assert_grouped("normal", "{'message':'m'," REQUEST("GET", "https://s.test/a") "}", "message",
                   "https://s.test/a", "m");
}

TEST(each_level_has_its_mode)
{
    struct fixture f SCOPED(fixture_release);
    struct grouping_choices modes = { .error = S("normal"),
                                      .warning = S("by_url"),
                                      .info = S("by_file") };
    static const struct {
        const char *level;
        const char *mode;
        const char *as_error;
    } cases[] = { { "fatal", "normal", "normal" },
                  { "error", "normal", "normal" },
                  { "warning", "by_url", "normal" },
                  { "info", "by_file", "by_file" },
                  { "debug", "by_file", "by_file" } };
    fixture_event(&f, "{'message':'m'}");
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        assert_true(event_level_parse(str_c(cases[i].level), &f.ev.level));
        modes.warning_as_error = false;
        assert_str_equal(mode_of(&modes, &f.ev), str_c(cases[i].mode));
        modes.warning_as_error = true;
        assert_str_equal(mode_of(&modes, &f.ev), str_c(cases[i].as_error));
    }
}

TEST(a_mode_beats_the_fingerprint_that_a_client_sends)
{
    assert_grouped("by_url",
                   "{'message':'m','fingerprint':['x']," REQUEST("GET", "https://s.test/a") "}",
                   "by_url", "GET /a", "m");
}
