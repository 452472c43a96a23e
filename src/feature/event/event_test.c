#include "feature/event/event.c"

#include "feature/event/event_testing.h"

TEST(every_level_has_a_name_that_reads_back)
{
    for (int level = LEVEL_DEBUG; level <= LEVEL_FATAL; level++) {
        enum event_level back;
        assert_true(event_level_parse(str_c(event_level_name((enum event_level)level)), &back));
        assert_int_equal(back, level);
    }
    enum event_level none;
    assert_false(event_level_parse(S(""), &none));
    assert_false(event_level_parse(S("60"), &none));
}

static void add_text(struct fixture *f, const char *key, size_t bytes)
{
    char *p = arena_alloc(&f->arena, bytes);
    memset(p, 'x', bytes);
    json_set(f->ev.doc, f->ev.root, str_c(key), json_new_str_ref(f->ev.doc, str_make(p, bytes)));
}

TEST(a_document_that_is_too_large_loses_what_tells_least)
{
    struct fixture f SCOPED(fixture_release);
    struct str document;
    fixture_event(&f, "{'message':'kept','extra':{'a':1}}");
    add_text(&f, "spans", LIMIT_EVENT_BYTES);
    add_text(&f, "modules", LIMIT_EVENT_BYTES);
    assert_int_equal(event_write(&f.cx, &f.ev, &document), OK);
    assert_true(str_contains(document, S("kept")));
    assert_true(str_contains(document, S("\"extra\"")));
    assert_false(str_contains(document, S("\"spans\"")));
    assert_true(str_contains(document, S("\"modules\"")));
}

TEST(what_cannot_be_made_smaller_is_refused)
{
    struct fixture f SCOPED(fixture_release);
    struct str document = S("before");
    fixture_event(&f, "{'message':'kept'}");
    add_text(&f, "other", (size_t)LIMIT_EVENT_BYTES * 2);
    assert_int_equal(event_write(&f.cx, &f.ev, &document), E_TOO_LARGE);
    assert_str_equal(document, S("before"));
}
