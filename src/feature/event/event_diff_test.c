#include "feature/event/event_diff.c"

#include "base/test.h"

static struct arena memory;
static struct ctx cx;
static struct event_diff *diff;

static void compare_texts(const char *left, const char *right)
{
    arena_init(&memory, "test", 16 << 20);
    cx = (struct ctx){ .arena = &memory };
    diff = arena_new(&memory, struct event_diff);
    assert_int_equal(event_diff(&cx, str_c(left), str_c(right), diff), OK);
}

static void has_change(const struct diff_change *c, const char *path, const char *op,
                       const char *left, const char *right)
{
    assert_str_equal(c->path, str_c(path));
    assert_str_equal(c->op, str_c(op));
    assert_str_equal(str_is_null(c->left) ? S("-") : c->left, str_c(left));
    assert_str_equal(str_is_null(c->right) ? S("-") : c->right, str_c(right));
}

TEST(events_differ_in_tags_contexts_and_paths)
{
    compare_texts("{\"event_id\":\"a\",\"release\":\"1\",\"tags\":{\"os\":\"Linux\",\"x\":\"1\"},"
                  "\"contexts\":{\"os\":{\"name\":\"Linux\"}},\"extra\":{\"n\":[1,2]}}",
                  "{\"event_id\":\"b\",\"release\":\"2\",\"tags\":{\"os\":\"Mac\",\"y\":\"2\"},"
                  "\"contexts\":{\"os\":{\"name\":\"macOS\"}},\"extra\":{\"n\":[1,3,4]}}");
    assert_int_equal(diff->tags.n, 3);
    has_change(&diff->tags.items[0], "os", "changed", "\"Linux\"", "\"Mac\"");
    has_change(&diff->tags.items[1], "x", "removed", "\"1\"", "-");
    has_change(&diff->tags.items[2], "y", "added", "-", "\"2\"");
    assert_int_equal(diff->contexts.n, 1);
    has_change(&diff->contexts.items[0], "os.name", "changed", "\"Linux\"", "\"macOS\"");
    assert_int_equal(diff->paths.n, 3);
    has_change(&diff->paths.items[0], "release", "changed", "\"1\"", "\"2\"");
    has_change(&diff->paths.items[1], "extra.n.1", "changed", "2", "3");
    has_change(&diff->paths.items[2], "extra.n.2", "added", "-", "4");
    assert_false(diff->is_truncated);
    arena_release(&memory);
}

TEST(frames_are_aligned_by_function_and_file)
{
    compare_texts("{\"exception\":{\"values\":[{\"type\":\"E\",\"stacktrace\":{\"frames\":["
                  "{\"function\":\"main\",\"filename\":\"a.py\",\"lineno\":1},"
                  "{\"function\":\"old\",\"filename\":\"a.py\",\"lineno\":2},"
                  "{\"function\":\"crash\",\"filename\":\"b.py\",\"lineno\":3}]}}]}}",
                  "{\"exception\":{\"values\":[{\"type\":\"E\",\"stacktrace\":{\"frames\":["
                  "{\"function\":\"main\",\"filename\":\"a.py\",\"lineno\":1},"
                  "{\"function\":\"new\",\"filename\":\"a.py\",\"lineno\":2},"
                  "{\"function\":\"crash\",\"filename\":\"b.py\",\"lineno\":9}]}}]}}");
    assert_int_equal(diff->n_frames, 4);
    assert_str_equal(diff->frames[0].op, S("changed"));
    assert_str_equal(diff->frames[1].op, S("removed"));
    assert_str_equal(diff->frames[2].op, S("added"));
    assert_str_equal(diff->frames[3].op, S("same"));
    assert_int_equal(diff->paths.n, 0);
    arena_release(&memory);
}

TEST(locals_of_a_frame_are_compared_by_its_place_among_the_frames)
{
    compare_texts("{\"exception\":{\"values\":[{\"type\":\"E\",\"stacktrace\":{\"frames\":["
                  "{\"function\":\"main\",\"filename\":\"a.py\",\"vars\":{\"n\":1}},"
                  "{\"function\":\"crash\",\"filename\":\"b.py\",\"lineno\":3,"
                  "\"vars\":{\"cart\":{\"id\":7,\"n\":1},\"old\":1}}]}}]}}",
                  "{\"exception\":{\"values\":[{\"type\":\"E\",\"stacktrace\":{\"frames\":["
                  "{\"function\":\"main\",\"filename\":\"a.py\",\"vars\":{\"n\":2}},"
                  "{\"function\":\"crash\",\"filename\":\"b.py\",\"lineno\":3,"
                  "\"vars\":{\"cart\":{\"id\":8,\"n\":1}}}]}}]}}");
    assert_int_equal(diff->locals.n, 3);
    has_change(&diff->locals.items[0], "0.cart.id", "changed", "7", "8");
    has_change(&diff->locals.items[1], "0.old", "removed", "1", "-");
    has_change(&diff->locals.items[2], "1.n", "changed", "1", "2");
    assert_int_equal(diff->paths.n, 0);
    arena_release(&memory);
}

TEST(frames_without_locals_differ_in_none)
{
    compare_texts("{\"exception\":{\"values\":[{\"type\":\"E\",\"stacktrace\":{\"frames\":["
                  "{\"function\":\"crash\",\"filename\":\"b.py\",\"lineno\":3}]}}]}}",
                  "{\"exception\":{\"values\":[{\"type\":\"E\",\"stacktrace\":{\"frames\":["
                  "{\"function\":\"crash\",\"filename\":\"b.py\",\"lineno\":4,\"vars\":7}]}}]}}");
    assert_str_equal(diff->frames[0].op, S("changed"));
    assert_int_equal(diff->locals.n, 0);
    arena_release(&memory);
}

TEST(a_diff_of_everything_ends_at_its_bounds)
{
    static char left[64 << 10];
    size_t n = (size_t)snprintf(left, sizeof left, "{\"extra\":{\"k\":0");

    for (int i = 0; i < 2000; i++)
        n += (size_t)snprintf(left + n, sizeof left - n, ",\"k%d\":%d", i, i);
    (void)snprintf(left + n, sizeof left - n, "}}");
    compare_texts(left, "{\"extra\":{}}");
    assert_int_equal(diff->paths.n, DIFF_CHANGES);
    assert_true(diff->is_truncated);
    arena_release(&memory);
}
