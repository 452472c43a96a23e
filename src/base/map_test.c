#include "base/map.c"

#include "base/test.h"

static struct arena a;

static struct arena *fresh(void)
{
    arena_release(&a);
    arena_init(&a, "test", 64 << 20);
    return &a;
}

static int values[10000];

TEST(what_was_put_is_found)
{
    struct map m;
    map_init(&m, fresh(), 0);
    assert_null(map_get(&m, S("a")));
    *map_at(&m, S("a")) = &values[1];
    *map_at(&m, S("b")) = &values[2];
    assert_ptr_equal(map_get(&m, S("a")), &values[1]);
    assert_ptr_equal(map_get(&m, S("b")), &values[2]);
    assert_null(map_get(&m, S("c")));
    assert_null(*map_at(&m, S("c")));
    assert_int_equal(m.n, 3);
    *map_at(&m, S("a")) = &values[3];
    assert_ptr_equal(map_get(&m, S("a")), &values[3]);
    assert_int_equal(m.n, 3);
}

TEST(maps_grow_and_keep_all)
{
    struct map m;
    map_init(&m, fresh(), 10);
    for (size_t i = 0; i < ARRAY_LEN(values); i++)
        *map_at(&m, str_printf(&a, "key-%zu", i)) = &values[i];
    assert_int_equal(m.n, ARRAY_LEN(values));
    for (size_t i = 0; i < ARRAY_LEN(values); i++)
        assert_ptr_equal(map_get(&m, str_printf(&a, "key-%zu", i)), &values[i]);
    assert_null(map_get(&m, S("key-10000")));
    assert_null(map_get(&m, S("key-")));
}

TEST(a_good_expectation_never_grows)
{
    struct map m;
    map_init(&m, fresh(), 1000);
    size_t cap = m.cap;
    for (size_t i = 0; i < 1000; i++)
        *map_at(&m, str_printf(&a, "%zu", i)) = &values[i];
    assert_int_equal(m.cap, cap);
}

TEST(walking_meets_each_entry_once)
{
    struct map m;
    map_init(&m, fresh(), 0);
    for (size_t i = 0; i < 100; i++) {
        values[i] = 0;
        *map_at(&m, str_printf(&a, "%zu", i)) = &values[i];
    }
    size_t at = 0, n = 0;
    struct str key;
    void *value;
    while (map_next(&m, &at, &key, &value)) {
        *(int *)value += 1;
        assert_ptr_equal(map_get(&m, key), value);
        n++;
    }
    assert_int_equal(n, 100);
    for (size_t i = 0; i < 100; i++)
        assert_int_equal(values[i], 1);
}

TEST(the_empty_key_is_a_key)
{
    struct map m;
    map_init(&m, fresh(), 0);
    *map_at(&m, (struct str){ NULL, 0 }) = &values[5];
    assert_ptr_equal(map_get(&m, S("")), &values[5]);
    assert_ptr_equal(map_get(&m, (struct str){ NULL, 0 }), &values[5]);
    assert_int_equal(m.n, 1);
}

TEST(the_hash_is_siphash_1_3)
{
    static const struct {
        size_t n;
        uint64_t want;
    } rows[] = {
        { 0, 0xabac0158050fc4dc }, { 1, 0xc9f49bf37d57ca93 },  { 7, 0xd3927d989bb11140 },
        { 8, 0x369095118d299a8e }, { 15, 0xd320d86d2a519956 }, { 31, 0x2370dd1f8c21d1bc },
    };
    static const uint64_t key[2] = { 0x0706050403020100, 0x0f0e0d0c0b0a0908 };
    char message[31];
    for (size_t i = 0; i < sizeof(message); i++)
        message[i] = (char)i;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        assert_true(sip_hash(str_make(message, rows[i].n), key) == rows[i].want);
}

TEST(the_hash_depends_on_every_byte)
{
    char text[40] = { 0 };
    fresh();
    for (size_t n = 0; n <= sizeof(text); n++) {
        uint64_t plain = map_hash(str_make(text, n));
        for (size_t i = 0; i < n; i++) {
            text[i] = 1;
            assert_true(map_hash(str_make(text, n)) != plain);
            text[i] = 0;
        }
        assert_true(n == 0 || map_hash(str_make(text, n - 1)) != plain);
        assert_true(map_hash(str_make(text, n)) == plain);
    }
}

TEST(the_hash_is_keyed)
{
    static const uint64_t one[2] = { 1, 2 }, two[2] = { 1, 3 };
    assert_true(sip_hash(S("a"), one) != sip_hash(S("a"), two));
    assert_true((hash_key[0] | hash_key[1]) != 0);
    arena_release(&a);
}
