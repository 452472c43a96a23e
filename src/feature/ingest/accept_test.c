#include "feature/ingest/accept.c"

#include "base/test.h"

/* No feature keeps items here, and no project has limits: events alone are taken. */
static struct arena arena;

static struct accepted accept_text(const char *text)
{
    struct accepted out = { 0 };
    struct ctx cx = { .arena = &arena, .now_ms = 1 };

    arena_release(&arena);
    arena_init(&arena, "test", 8 << 20);
    if (accept_envelope(&cx, str_c(text), 9, &out) != OK)
        fail_msg("%s", cx.err.text);
    return out;
}

TEST(accept_takes_a_plain_envelope_as_it_is)
{
    static const char text[] = "{\"event_id\":\"0000000000000000000000000000000a\"}\n"
                               "{\"type\":\"event\"}\n{\"message\":\"x\"}\n";
    struct accepted a = accept_text(text);

    assert_true(a.record.body.p == text);
    assert_int_equal(a.record.n_ids, 1);
    assert_int_equal(a.record.ids[0].item, 0);
    assert_int_equal(a.limits.n, 0);
    arena_release(&arena);
}

TEST(accept_leaves_out_what_is_not_kept_and_numbers_the_rest_anew)
{
    struct accepted a = accept_text("{}\n{\"type\":\"session\"}\n{\"sid\":1}\n\n"
                                    "{\"type\":\"event\",\"length\":16}\n{\"message\":\n\"x\"}\n"
                                    "{\"type\":\"span\",\"length\":3}\n\n\n\n\n"
                                    "{\"type\":\"event\"}\n{\"message\":\"y\"}");

    assert_str_equal(a.record.body,
                     S("{}\n\n{\"type\":\"event\",\"length\":16}\n{\"message\":\n\"x\"}\n"
                       "{\"type\":\"event\"}\n{\"message\":\"y\"}"));
    assert_int_equal(a.record.n_ids, 2);
    assert_int_equal(a.record.ids[0].item, 0);
    assert_int_equal(a.record.ids[1].item, 1);
    assert_str_equal(a.kinds, S("session, event, span"));
    arena_release(&arena);
}

TEST(accept_keeps_nothing_of_an_envelope_without_events)
{
    struct accepted a = accept_text("{}\n{\"type\":\"session\"}\n{\"sid\":1}\n");

    assert_false(a.is_kept);
    assert_false(a.has_answer_id);
    arena_release(&arena);
}
