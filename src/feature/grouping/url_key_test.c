#include "feature/grouping/url_key.c"

#include "feature/event/event_testing.h"

/* "GET /path" as it is hashed, "" for none. */
static void assert_key(const char *event, const char *want)
{
    struct fixture f SCOPED(fixture_release);
    struct url_key key;
    fixture_event(&f, event);
    struct str text = S("");
    if (url_key_of(&f.cx, &f.ev, &key))
        text = str_printf(&f.arena, "%.*s %.*s", FMT(key.method),
                          FMT(url_path_pattern(&f.cx, key.path)));
    assert_str_equal(text, str_c(want));
}

static void assert_pattern(const char *path, const char *want)
{
    struct fixture f SCOPED(fixture_release);
    fixture_event(&f, "{'message':'m'}");
    assert_str_equal(url_path_pattern(&f.cx, path_clean(&f.cx, path_part(str_c(path)))),
                     str_c(want));
}

TEST(ids_numbers_and_dates_of_a_path_are_named)
{
    assert_pattern("/a/3f2504e0-4f89-11d3-9a0c-0305e82c3301", "/a/:uuid");
    assert_pattern("/r/2026-01-31/x", "/r/:date/x");
    assert_pattern("/r/2026-1-3", "/r/:date");
    assert_pattern("/r/2026/17", "/r/:year/:int");
    assert_pattern("/r/1870", "/r/:int");
    assert_pattern("/o/deadbeef01", "/o/:id");
    assert_pattern("/o/dead", "/o/dead");
    assert_pattern("/t/eyJhbGciOiJIUzI1Ni-9_x", "/t/:token");
    assert_pattern("/t/QmFzZTY-XhbFpYqWeRtYu", "/t/:token");
}

TEST(long_words_of_a_path_are_no_tokens)
{
    assert_pattern("/docs/internationalization", "/docs/internationalization");
    assert_pattern("/api/get-user-preferences", "/api/get-user-preferences");
    assert_pattern("/api/getUserPreferencesList", "/api/getUserPreferencesList");
}

TEST(a_path_is_cleaned)
{
    assert_pattern("/", "/");
    assert_pattern("/a//b/./c/../d/", "/a/b/d");
    assert_pattern("/../..", "/");
    assert_pattern("https://s.test:8080/a?b=/c#d", "/a");
    assert_pattern("https://s.test", "/");
    assert_pattern("/a%20b/%zz", "/a b/%zz");
}

TEST(method_and_path_come_from_the_request_else_from_the_text)
{
    assert_key("{'request':{'method':'post','url':'https://s.test/a/1'},'message':'x - /b'}",
               "POST /a/:int");
    assert_key("{'message':'Slow\\nURL: /b/2\\nmore'}", " /b/:int");
    assert_key("{'message':'URL: delete https://s.test/b/2?x'}", "DELETE /b/:int");
    assert_key("{'message':'Not found \xE2\x80\x94 GET /c/3'}", "GET /c/:int");
    assert_key("{'message':'a - b - /c/3'}", " /c/:int");
    assert_key("{'logentry':{'message':'at %s - /d','formatted':'at 1'}}", " /d");
    assert_key("{'message':'a - b'}", "");
    assert_key("{'message':'no - such path /x here'}", "");
    assert_key("{'message':'URL: one two three'}", "");
    assert_key("{'message':'m','request':{'url':'data:text/plain,x'}}", "");
}
