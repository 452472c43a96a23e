#include "feature/event/form_data.c"

#include "feature/event/event_testing.h"

static void given(struct fixture *f, const char *event, const char *form)
{
    fixture_init(f);
    f->in.form = quoted(&f->arena, form);
    assert_int_equal(fixture_load(f, quoted(&f->arena, event)), OK);
}

TEST(form_fields_that_follow_each_other_become_extra)
{
    struct fixture f SCOPED(fixture_release) = { 0 };

    given(&f, "{'message':'hi','extra':{'own':1}}",
          "['guid','3d][f']['version','1.2']\n['own','theirs'] ['n',7] ['nothing',null]");
    assert_json(&f, "extra", "{'own':1,'guid':'3d][f','version':'1.2','n':'7'}");
}

TEST(form_fields_come_as_a_list_of_pairs_or_an_object_too)
{
    struct fixture f SCOPED(fixture_release) = { 0 };

    given(&f, "{'message':'hi'}", "[['a','1'],['b','2'],'c',[],[3,4]]");
    assert_json(&f, "extra", "{'a':'1','b':'2'}");
    fixture_release(&f);
    given(&f, "{'message':'hi','extra':[1]}", "{'a':'1','':'2','c':{}}");
    assert_json(&f, "extra", "{'a':'1'}");
}

TEST(form_data_that_cannot_be_read_harms_no_event)
{
    static const char *const forms[] = { "", "[", "['a'", "x=1&y=2", "7", "null", "[[[[", "{'a':" };

    for (size_t i = 0; i < ARRAY_LEN(forms); i++) {
        struct fixture f SCOPED(fixture_release) = { 0 };
        given(&f, "{'message':'hi'}", forms[i]);
        assert_json(&f, "logentry.formatted", "'hi'");
    }
}

TEST(a_form_of_entries_that_say_nothing_takes_no_memory)
{
    struct fixture f SCOPED(fixture_release) = { 0 };

    fixture_init(&f);
    char *form = arena_bytes(&f.arena, LIMIT_EVENT_BYTES);
    for (size_t i = 0; i < LIMIT_EVENT_BYTES; i++)
        form[i] = "[]"[i % 2];
    f.in.form = str_make(form, LIMIT_EVENT_BYTES);
    assert_int_equal(fixture_load(&f, S("{\"message\":\"hi\"}")), OK);
    assert_false(f.arena.is_exhausted);
    assert_json(&f, "logentry.formatted", "'hi'");
}

TEST(form_fields_are_bounded)
{
    struct fixture f SCOPED(fixture_release) = { 0 };
    struct buf b;

    fixture_init(&f);
    buf_init(&b, &f.arena, TEST_TEXT_BYTES);
    for (int i = 0; i < 2 * FORM_FIELDS; i++)
        buf_printf(&b, "[\"field%d\",\"x\"]", i);
    f.in.form = buf_str(&b);
    assert_int_equal(fixture_load(&f, S("{}")), OK);
    assert_int_equal(json_length(json_get(f.ev.root, S("extra"))), FORM_FIELDS);
}
