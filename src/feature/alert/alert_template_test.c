#include "feature/alert/alert_template.c"

#include "base/test.h"

static struct arena arena;
static struct ctx cx;

static void fresh(void)
{
    arena_init(&arena, "test", 8 << 20);
    cx = (struct ctx){ .arena = &arena };
}

/* Filled with what a webhook knows; "" = it was refused. */
static struct str filled(const char *template)
{
    static const struct str values =
        S("{\"reason\":\"new\",\"issue\":{\"title\":\"a \\\"b\\\" {{reason}}\",\"event_count\":12},"
          "\"issues\":[]}");
    struct str out = S("");

    if (alert_template_fill(&cx, str_c(template), values, &out) != OK)
        return S("");
    return out;
}

TEST(names_in_a_template_become_values_in_texts_and_by_themselves)
{
    fresh();
    assert_str_equal(filled("{\"text\":\"{{issue.title}}!\",\"n\":\"{{ issue.event_count }}\"}"),
                     S("{\"text\":\"a \\\"b\\\" {{reason}}!\",\"n\":12}"));
    assert_str_equal(filled("{\"a\":[{\"b\":\"x {{reason}} y {{issue.event_count}}\"}]}"),
                     S("{\"a\":[{\"b\":\"x new y 12\"}]}"));
    assert_str_equal(filled("{\"all\":\"{{issues}}\",\"k\":1,\"o\":\"a {{b\"}"),
                     S("{\"all\":[],\"k\":1,\"o\":\"a {{b\"}"));
    assert_str_equal(filled("{\"t\":\"{{reason}}{{reason}}\"}"), S("{\"t\":\"newnew\"}"));
    arena_release(&arena);
}

TEST(a_template_that_is_no_object_or_names_what_is_not_is_refused_at_its_field)
{
    static const char *const wrong[] = {
        "", "[]", "\"x\"", "{\"a\":", "{\"a\":\"{{issue.secret}}\"}", "{\"a\":\"b {{}} c\"}"
    };

    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        fresh();
        if (filled(wrong[i]).len > 0)
            fail_msg("%s", wrong[i]);
        assert_string_equal(cx.err.field, "config.template");
        arena_release(&arena);
    }
}
