#include "core/page.c"

#include "base/arena.h"
#include "base/test.h"

static struct arena arena;
static struct ctx cx;

static void begin(void)
{
    arena_release(&arena);
    arena_init(&arena, "test", 1 << 16);
    cx = (struct ctx){ .arena = &arena };
}

TEST(page_cursor_comes_back_as_it_was)
{
    const struct page_key keys[] = { { 0, 0 }, { -5, 7 }, { INT64_MAX, INT64_MIN } };
    struct page_key got;
    begin();
    for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
        assert_int_equal(page_parse(&cx, 'n', page_cursor(&cx, 'n', keys[i]), &got), OK);
        assert_int_equal(got.sort, keys[i].sort);
        assert_int_equal(got.id, keys[i].id);
    }
}

TEST(page_cursor_of_another_list_is_refused)
{
    struct page_key got;
    begin();
    struct str c = page_cursor(&cx, 'n', (struct page_key){ 1, 2 });
    assert_int_equal(page_parse(&cx, 'o', c, &got), E_INVALID);
    assert_string_equal(cx.err.field, "cursor");
}

TEST(page_cursor_with_any_letter_changed_is_refused)
{
    struct page_key got;
    begin();
    struct str c = page_cursor(&cx, 'n', (struct page_key){ 1700000000000, 42 });
    for (size_t i = 0; i < c.len; i++) {
        char *copy = arena_alloc(&arena, c.len);
        memcpy(copy, c.p, c.len);
        copy[i] = copy[i] == 'A' ? 'B' : 'A';
        struct str bad = str_make(copy, c.len);
        if (page_parse(&cx, 'n', bad, &got) == OK)
            assert_int_equal(got.id, 42); /* unused bits of the last letter */
    }
}

TEST(page_cursor_garbage_is_refused)
{
    struct page_key got;
    begin();
    assert_int_equal(page_parse(&cx, 'n', S(""), &got), E_INVALID);
    assert_int_equal(page_parse(&cx, 'n', S("%%%"), &got), E_INVALID);
    assert_int_equal(page_parse(&cx, 'n', str_base64_encode(&arena, S("n.1.2")), &got), E_INVALID);
}
