#include "feature/ingest/store_coding.c"

#include "base/test.h"

enum { TEST_ARENA = 8 << 20 };

static struct arena arena;

static enum status decoded(struct str body, struct str *out)
{
    struct ctx cx = { .arena = &arena };

    arena_release(&arena);
    arena_init(&arena, "test", TEST_ARENA);
    return store_decode(&cx, body, out);
}

TEST(store_takes_json_as_it_is)
{
    struct str out;

    assert_int_equal(decoded(S(" \n{\"a\":1}"), &out), OK);
    assert_str_equal(out, S(" \n{\"a\":1}"));
    assert_int_equal(decoded(S("\xEF\xBB\xBF{}"), &out), OK);
    arena_release(&arena);
}

TEST(store_takes_base64_with_and_without_lines)
{
    struct str out;

    assert_int_equal(decoded(S("eyJhIjoxfQ=="), &out), OK);
    assert_str_equal(out, S("{\"a\":1}"));
    assert_int_equal(decoded(S("\teyJhIj\r\noxfQ\n"), &out), OK);
    assert_str_equal(out, S("{\"a\":1}"));
    arena_release(&arena);
}

TEST(store_takes_base64_of_zlib)
{
    struct str out;

    assert_int_equal(decoded(S("eJyrVkpUsjKsBQAIKgIJ"), &out), OK);
    assert_str_equal(out, S("{\"a\":1}"));
    arena_release(&arena);
}

TEST(store_refuses_what_is_none_of_them)
{
    struct str out;

    assert_int_equal(decoded(S("hello, world"), &out), E_INVALID);
    assert_int_equal(decoded(S("aGVsbG8="), &out), E_INVALID);
    assert_int_equal(decoded(S("x\x9C broken"), &out), E_INVALID);
    assert_int_equal(decoded(S("[1]"), &out), E_INVALID);
    arena_release(&arena);
}
