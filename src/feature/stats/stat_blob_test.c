#include "feature/stats/stat_blob.c"

#include "base/test.h"

static struct arena arena;

static struct stat_blob filled(void)
{
    struct stat_blob s = { .fingerprint_id = 3, .folded = { 7, 300 } };

    arena_release(&arena);
    arena_init(&arena, "test", 16 << 20);
    (void)stat_blob_count(&arena, &s, S("browser"), S("Firefox 130"), 2);
    (void)stat_blob_count(&arena, &s, S("browser"), S("Chrome 120"), 200);
    (void)stat_blob_count(&arena, &s, S("os"), S("Linux"), 1);
    (void)sketch_add(&arena, &s.users, 42);
    return s;
}

static struct str encoded(const struct stat_blob *s)
{
    struct buf b;

    buf_init(&b, &arena, 1 << 20);
    stat_blob_encode(s, &b);
    return buf_str(&b);
}

TEST(stat_blob_reads_back_what_it_wrote)
{
    struct stat_blob s = filled(), back = { 0 };

    assert_true(stat_blob_decode(&arena, encoded(&s), &back));
    assert_int_equal(back.folded.segment, 7);
    assert_int_equal(back.folded.seq, 300);
    assert_int_equal(sketch_count(&back.users), 1);
    assert_int_equal(back.n_keys, 2);
    assert_int_equal(back.keys[0].total, 202);
    assert_int_equal(find_value(&back.keys[0], S("Chrome 120"))->count, 200);
    assert_str_equal(encoded(stat_blob_copy(&arena, &back)), encoded(&s));
}

TEST(stat_blob_cut_anywhere_decodes_to_nothing)
{
    struct stat_blob s = filled();
    struct str whole = encoded(&s);

    for (size_t n = 0; n < whole.len; n++) {
        struct stat_blob back = { .fingerprint_id = 3 };
        assert_false(stat_blob_decode(&arena, str_to(whole, n), &back));
        assert_int_equal(back.n_keys, 0);
        assert_int_equal(back.fingerprint_id, 3);
    }
}

TEST(stat_blob_counts_values_without_a_place_as_other)
{
    struct stat_blob s = filled();

    for (int i = 0; i < STAT_VALUES + 5; i++)
        (void)stat_blob_count(&arena, &s, S("id"), str_printf(&arena, "v%d", i), 1);
    assert_int_equal(find_key(&s, S("id"))->other, 5);
    assert_int_equal(find_key(&s, S("id"))->total, STAT_VALUES + 5);
    assert_false(stat_blob_is_news(&s, S("id"), S("another")));
    assert_true(stat_blob_is_news(&s, S("os"), S("macOS")));
    assert_false(stat_blob_is_news(&s, S("os"), S("Linux")));
}

TEST(stat_blob_has_room_for_64_keys)
{
    struct stat_blob s = filled();

    for (int i = 0; i < STAT_KEYS; i++)
        (void)stat_blob_count(&arena, &s, str_printf(&arena, "k%d", i), S("v"), 1);
    assert_int_equal(s.n_keys, STAT_KEYS);
    assert_false(stat_blob_is_news(&s, S("one more"), S("v")));
}
