#include "feature/project/project_snapshot.c"

#include "base/test.h"
#include "feature/project/project_section.h"

static struct arena arena;

static struct ctx begin(void)
{
    arena_init(&arena, "test", 1 << 20);
    return (struct ctx){ .arena = &arena };
}

static struct project_table table_of_one(void)
{
    struct project_table t;
    struct key_text key = {
        .public_key = S("0000000000000000000000000000000c"),
        .project_uuid = S("01934567-89ab-7cde-8f01-000000000007"),
        .entry = { .key_id = 3, .project_id = 7, .rates = { 1, 2, 3 }, .is_enabled = true }
    };

    project_table_begin(&t, 1, 1);
    assert_true(project_table_add_key(&t, &key));
    project_table_add_section(&t, &(struct section_entry){ 7, 2, S("limits"), S("{\"a b\":1}") });
    return t;
}

TEST(snapshot_holds_keys_and_sections)
{
    struct ctx cx = begin();
    struct project_table t = table_of_one(), back;
    struct str lines = snapshot_checked(&arena, snapshot_text(&cx, &t)), line;

    project_table_begin(&back, 1, 1);
    assert_true(str_split(&lines, '\n', &line));
    assert_true(read_key(&cx, &back, str_from(line, 2)));
    assert_true(str_split(&lines, '\n', &line));
    assert_true(read_section(&back, str_from(line, 2)));
    assert_memory_equal(&back.keys[0], &t.keys[0], sizeof t.keys[0]);
    assert_int_equal(back.sections[0].version, 2);
    assert_str_equal(back.sections[0].name, S("limits"));
    assert_str_equal(back.sections[0].body, S("{\"a b\":1}"));
    arena_release(&back.arena);
    arena_release(&t.arena);
    arena_release(&arena);
}

TEST(snapshot_that_is_damaged_or_of_another_version_is_refused)
{
    struct ctx cx = begin();
    struct project_table t = table_of_one();
    struct str good = snapshot_text(&cx, &t);
    char *p = arena_alloc(&arena, good.len);

    assert_false(str_is_null(snapshot_checked(&arena, good)));
    assert_true(str_is_null(snapshot_checked(&arena, str_to(good, good.len - 1))));
    for (size_t i = 0; i < good.len - 1; i++) {
        memcpy(p, good.p, good.len);
        p[i] ^= 1;
        assert_true(str_is_null(snapshot_checked(&arena, str_make(p, good.len))));
    }
    arena_release(&t.arena);
    arena_release(&arena);
}
