#include "feature/demo/demo_event.c"

#include "base/ctx.h"
#include "base/test.h"
#include "port/json.h"

enum { TEST_ARENA_BYTES = 16 << 20, EVENT_MOST = 8 << 10, NEIGHBOURS = 2000 };

static struct str text_of(struct arena *a, size_t project, size_t issue, uint64_t salt)
{
    struct demo_event e = {
        .project = project, .issue = issue, .at_ms = 1790000000000, .salt = salt
    };

    return demo_event_json(a, &e);
}

TEST(every_language_writes_an_event_that_can_be_read)
{
    struct arena a;
    struct ctx cx = { .arena = &a };

    arena_init(&a, "test", TEST_ARENA_BYTES);
    for (size_t p = 0; p < DEMO_PROJECTS; p++) {
        struct str text = text_of(&a, p, demo_issues_max(p) - 1, p);
        struct json_doc *doc;
        assert_true(text.len < EVENT_MOST);
        assert_int_equal(json_parse(&cx, text, &doc, NULL), OK);
        assert_str_equal(json_str(json_get(json_root(doc), S("platform"))),
                         str_c(projects[p].platform));
    }
    arena_release(&a);
}

TEST(event_is_the_same_for_the_same_salt_only)
{
    struct arena a;

    arena_init(&a, "test", TEST_ARENA_BYTES);
    struct str once = text_of(&a, 1, 7, 42);
    assert_str_equal(text_of(&a, 1, 7, 42), once);
    assert_false(str_eq(text_of(&a, 1, 7, 43), once));
    arena_release(&a);
}

TEST(issues_of_a_project_differ_in_place_or_story)
{
    static struct place seen[NEIGHBOURS];

    for (size_t i = 0; i < NEIGHBOURS; i++) {
        struct demo_event e = { .project = 2, .issue = i };
        seen[i] = place_of(&e);
        for (size_t k = 0; k < i; k++)
            assert_false(seen[k].story == seen[i].story && seen[k].verb == seen[i].verb &&
                         seen[k].noun == seen[i].noun);
    }
}
