#include "feature/issue/issue_event_best.c" /* the statics too */

#include "base/test.h"

static struct arena memory;

static int64_t worth(const char *document)
{
    struct ctx cx = { .arena = &memory };
    struct event ev;

    assert_int_equal(event_reopen(&cx, str_c(document), &ev), OK);
    return event_worth(&ev);
}

#define FRAMES(frame)                                                                              \
    "{\"exception\":{\"values\":[{\"type\":\"E\",\"stacktrace\":{\"frames\":[" frame "]}}]}}"

TEST(an_event_with_own_code_tells_more_than_one_without)
{
    arena_init(&memory, "test", 8 << 20);
    int64_t none = worth("{\"message\":\"x\"}"),
            foreign = worth(FRAMES("{\"function\":\"f\",\"in_app\":false}")),
            own = worth(FRAMES("{\"function\":\"f\",\"in_app\":true}"));
    assert_int_equal(none, 0);
    assert_true(foreign > none);
    assert_true(own > foreign);
    arena_release(&memory);
}

TEST(source_and_variables_count_in_own_code_only)
{
    arena_init(&memory, "test", 8 << 20);
    int64_t own = worth(FRAMES("{\"in_app\":true}"));
    assert_true(worth(FRAMES("{\"in_app\":true,\"context_line\":\"x\"}")) > own);
    assert_true(worth(FRAMES("{\"in_app\":true,\"vars\":{\"a\":\"1\"}}")) > own);
    assert_int_equal(worth(FRAMES("{\"in_app\":true},{\"in_app\":false,\"vars\":{\"a\":1}}")), own);
    assert_int_equal(worth(FRAMES("{\"in_app\":true,\"vars\":{}}")), own);
    arena_release(&memory);
}

TEST(what_people_did_before_counts)
{
    static const char *const documents[] = {
        "{\"breadcrumbs\":{\"values\":[{\"message\":\"x\"}]}}",
        "{\"request\":{\"url\":\"/\"}}",
        "{\"user\":{\"id\":\"1\"}}",
        "{\"contexts\":{\"replay\":{\"replay_id\":\"a\"}}}",
        "{\"contexts\":{\"trace\":{\"trace_id\":\"a\"}}}",
    };

    arena_init(&memory, "test", 8 << 20);
    for (size_t i = 0; i < ARRAY_LEN(documents); i++)
        assert_true(worth(documents[i]) > 0);
    assert_int_equal(worth("{\"breadcrumbs\":{\"values\":[]},\"request\":{},\"user\":null}"), 0);
    arena_release(&memory);
}
