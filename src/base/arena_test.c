#include "base/arena.c"

#include "base/test.h"

enum { ROOMY = 8 << 20 };

static size_t blocks_of(const struct arena *a)
{
    size_t n = 0;
    for (const struct arena_block *b = a->block; b != NULL; b = b->older)
        n++;
    return n;
}

TEST(pieces_are_zeroed_and_aligned)
{
    struct arena a;
    arena_init(&a, "test", ROOMY);
    for (size_t n = 0; n < 100; n++) {
        uint8_t *p = arena_alloc(&a, n);
        assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
        for (size_t i = 0; i < n; i++)
            assert_int_equal(p[i], 0);
        memset(p, 0xAA, n);
    }
    arena_reset(&a);
    uint8_t *again = arena_alloc(&a, 4096);
    for (size_t i = 0; i < 4096; i++)
        assert_int_equal(again[i], 0);
    arena_release(&a);
}

TEST(pieces_do_not_overlap)
{
    struct arena a;
    arena_init(&a, "test", ROOMY);
    uint8_t *pieces[500];
    for (size_t i = 0; i < ARRAY_LEN(pieces); i++) {
        pieces[i] = arena_alloc(&a, i + 1);
        memset(pieces[i], (int)(i & 0xFF), i + 1);
    }
    for (size_t i = 0; i < ARRAY_LEN(pieces); i++) {
        for (size_t j = 0; j <= i; j++)
            assert_int_equal(pieces[i][j], i & 0xFF);
    }
    assert_true(blocks_of(&a) > 1);
    arena_release(&a);
}

TEST(try_says_no_at_the_ceiling_and_serves_smaller_ones)
{
    struct arena a;
    arena_init(&a, "test", 100000);
    assert_non_null(arena_try(&a, 60000));
    assert_null(arena_try(&a, 60000));
    assert_null(arena_try(&a, SIZE_MAX));
    assert_null(arena_try(&a, SIZE_MAX - 8));
    assert_non_null(arena_try(&a, 20000));
    assert_false(a.is_exhausted);
    arena_reset(&a);
    assert_non_null(arena_try(&a, 60000));
    arena_release(&a);
}

TEST(one_piece_may_fill_the_whole_ceiling)
{
    static const size_t ceilings[] = { 1, 100, ARENA_BLOCK_BYTES, 1 << 20, (1 << 20) + 1, 5000001 };
    for (size_t i = 0; i < ARRAY_LEN(ceilings); i++) {
        struct arena a;
        arena_init(&a, "test", ceilings[i]);
        assert_null(arena_try(&a, ceilings[i] + 1));
        assert_non_null(arena_try(&a, ceilings[i]));
        arena_release(&a);
    }
}

TEST(new_at_the_ceiling_marks_the_arena_and_uses_the_reserve)
{
    struct arena a;
    arena_init(&a, "test", 64 << 10);
    pid_t child = test_fork_silent(); /* the log line is not for the reader of this test */
    if (child == 0) {
        (void)arena_alloc(&a, 60 << 10);
        bool early = a.is_exhausted;
        uint8_t *p = arena_alloc(&a, 100 << 10);
        memset(p, 1, 100 << 10);
        bool late = a.is_exhausted;
        arena_reset(&a);
        _exit(!early && late && !a.is_exhausted ? 0 : 1);
    }
    int how = 0;
    assert_int_equal(waitpid(child, &how, 0), child);
    assert_int_equal(how, 0);
}

TEST(past_the_reserve_the_process_ends)
{
    struct arena a;
    arena_init(&a, "test", 64 << 10);
    assert_dies((void)arena_alloc(&a, (64 << 10) + ARENA_RESERVE_BYTES + 1));
    assert_dies((void)arena_alloc_n(&a, SIZE_MAX / 2, 3));
    arena_release(&a);
}

TEST(reset_keeps_the_first_block_only)
{
    struct arena a;
    arena_init(&a, "test", ROOMY);
    void *first = arena_alloc(&a, 10);
    (void)arena_alloc(&a, 1 << 20);
    (void)arena_alloc(&a, 3 << 20);
    arena_reset(&a);
    assert_int_equal(blocks_of(&a), 1);
    assert_null(a.spare);
    assert_int_equal(a.used, 0);
    assert_ptr_equal(arena_alloc(&a, 10), first);
    arena_release(&a);
    assert_null(a.block);
}

TEST(reset_gives_a_large_first_block_back)
{
    struct arena a;
    arena_init(&a, "test", ROOMY);
    assert_non_null(arena_try(&a, 4 << 20));
    arena_reset(&a);
    assert_null(a.block);
    arena_release(&a);
}

TEST(release_takes_null_and_untouched_arenas)
{
    struct arena a;
    arena_init(&a, "test", 1);
    arena_release(&a);
    arena_release(&a);
    arena_release(NULL);
    assert_null(a.block);
}

TEST(rewind_goes_back_to_the_same_place)
{
    struct arena a;
    arena_init(&a, "test", ROOMY);
    char *kept = arena_alloc(&a, 3);
    struct arena_mark mark = arena_mark(&a);
    memcpy(kept, "abc", 3);
    size_t used = a.used;
    char *first = arena_alloc(&a, 100);
    for (int i = 0; i < 50; i++)
        (void)arena_alloc(&a, 5000);
    arena_rewind(&a, mark);
    assert_int_equal(a.used, used);
    assert_memory_equal(kept, "abc", 3);
    assert_ptr_equal(arena_alloc(&a, 100), first);
    arena_release(&a);
}

TEST(a_rewound_loop_takes_its_block_from_the_spare)
{
    struct arena a;
    arena_init(&a, "test", ROOMY);
    (void)arena_alloc(&a, ARENA_BLOCK_BYTES - 100);
    struct arena_mark mark = arena_mark(&a);
    void *first = arena_alloc(&a, 20000);
    arena_rewind(&a, mark);
    for (int i = 0; i < 10; i++) {
        assert_non_null(a.spare);
        assert_ptr_equal(arena_alloc(&a, 20000), first);
        assert_null(a.spare);
        arena_rewind(&a, mark);
    }
    arena_release(&a);
}

TEST(rewind_to_before_the_first_piece)
{
    struct arena a;
    arena_init(&a, "test", ROOMY);
    struct arena_mark mark = arena_mark(&a);
    void *first = arena_alloc(&a, 10);
    (void)arena_alloc(&a, 1 << 20);
    arena_rewind(&a, mark);
    assert_int_equal(a.used, 0);
    assert_ptr_equal(arena_alloc(&a, 10), first);
    arena_release(&a);
}

TEST(growing_the_newest_stays_in_place)
{
    struct arena a;
    arena_init(&a, "test", ROOMY);
    char *p = arena_try(&a, 10);
    memcpy(p, "0123456789", 10);
    assert_ptr_equal(arena_try_grow(&a, p, 10, 1000), p);
    memset(p + 10, 'x', 990);
    assert_memory_equal(p, "0123456789xx", 12);
    char *next = arena_alloc(&a, 1);
    assert_true(next >= p + 1000);
    arena_release(&a);
}

TEST(growing_an_older_one_copies)
{
    struct arena a;
    arena_init(&a, "test", ROOMY);
    char *p = arena_try(&a, 10);
    memcpy(p, "0123456789", 10);
    char *next = arena_alloc(&a, 1);
    char *grown = arena_try_grow(&a, p, 10, 20);
    assert_ptr_not_equal(grown, p);
    assert_memory_equal(grown, "0123456789", 10);
    *next = 'n';
    arena_release(&a);
}

TEST(growing_from_nothing_is_trying)
{
    struct arena a;
    arena_init(&a, "test", ROOMY);
    assert_non_null(arena_try_grow(&a, NULL, 0, 20));
    arena_release(&a);
}

TEST(a_large_piece_grows_without_leaving_copies_behind)
{
    struct arena a;
    arena_init(&a, "test", 40 << 20);
    size_t n = 2 << 20;
    char *p = arena_try(&a, n);
    memset(p, 'a', n);
    struct arena_mark mark = arena_mark(&a);
    while (n < 32 << 20) { /* copies would need 62 MiB */
        p = arena_try_grow(&a, p, n, 2 * n);
        assert_non_null(p);
        n *= 2;
        p[n - 1] = 'z';
    }
    assert_int_equal(p[0], 'a');
    assert_int_equal(p[(2 << 20) - 1], 'a');
    assert_null(arena_try_grow(&a, p, n, 2 * n));
    assert_int_equal(p[n - 1], 'z');
    arena_rewind(&a, mark);
    arena_release(&a);
}

TEST(growing_says_no_at_the_ceiling_and_keeps_the_bytes)
{
    struct arena a;
    arena_init(&a, "test", 1000);
    char *p = arena_try(&a, 100);
    memset(p, 'k', 100);
    assert_null(arena_try_grow(&a, p, 100, 2000));
    assert_null(arena_try_grow(&a, p, 100, SIZE_MAX));
    assert_int_equal(p[99], 'k');
    arena_release(&a);
}

static char cleanup_order[8];
static size_t cleanup_n;

static void note_cleanup(void *p)
{
    cleanup_order[cleanup_n++] = *(const char *)p;
}

TEST(cleanups_run_newest_first_and_once)
{
    static char names[] = "abc";
    struct arena a;
    cleanup_n = 0;
    arena_init(&a, "test", ROOMY);
    arena_on_reset(&a, note_cleanup, &names[0]);
    struct arena_mark mark = arena_mark(&a);
    arena_on_reset(&a, note_cleanup, &names[1]);
    arena_on_reset(&a, note_cleanup, &names[2]);
    arena_rewind(&a, mark);
    assert_int_equal(cleanup_n, 2);
    assert_memory_equal(cleanup_order, "cb", 2);
    arena_reset(&a);
    assert_int_equal(cleanup_n, 3);
    assert_memory_equal(cleanup_order, "cba", 3);
    arena_release(&a);
    assert_int_equal(cleanup_n, 3);
}

TEST(the_spare_counts_for_the_ceiling)
{
    struct arena a;
    arena_init(&a, "test", 100 << 10);
    struct arena_mark mark = arena_mark(&a);
    assert_non_null(arena_try(&a, 10 << 10));
    assert_non_null(arena_try(&a, 80 << 10));
    arena_rewind(&a, mark);
    assert_non_null(arena_try(&a, 10 << 10));
    assert_non_null(arena_try(&a, 80 << 10));
    assert_null(arena_try(&a, 80 << 10));
    arena_release(&a);
}

TEST(what_is_given_back_is_poisoned)
{
#ifdef ARENA_HAS_ASAN
    struct arena a;
    arena_init(&a, "test", ROOMY);
    char *p = arena_alloc(&a, 16);
    struct arena_mark mark = arena_mark(&a);
    char *q = arena_alloc(&a, 5);
    assert_false(__asan_address_is_poisoned(q + 4));
    assert_true(__asan_address_is_poisoned(q + 5));
    assert_true(__asan_address_is_poisoned(p + 16));
    arena_rewind(&a, mark);
    assert_true(__asan_address_is_poisoned(q));
    assert_false(__asan_address_is_poisoned(p));
    arena_reset(&a);
    assert_true(__asan_address_is_poisoned(p));
    arena_release(&a);
#else
    skip(); /* only ASan can tell */
#endif
}
