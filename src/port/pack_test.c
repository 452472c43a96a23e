#include "port/pack.c"

#include "base/test.h"

enum { ROOM = 32 << 20, BOUND = 4 << 20 };

static const struct str absent = { NULL, 0 };

static struct arena a;
static struct ctx cx;

static struct packer *fresh(void)
{
    arena_release(&a);
    arena_init(&a, "test", ROOM);
    cx = (struct ctx){ .arena = &a };
    return packer_new();
}

/* Bytes that do not compress by themselves. */
static struct str noise(size_t n, uint32_t seed)
{
    char *p = arena_alloc(&a, n);
    for (size_t i = 0; i < n; i++) {
        seed = seed * 1664525u + 1013904223u; /* Numerical Recipes, ranqd1 */
        p[i] = (char)(seed >> 24);
    }
    return str_make(p, n);
}

/* Without an index, so that zstd does it. */
static struct pack_prefix by_zstd(struct str prefix)
{
    return (struct pack_prefix){ .text = prefix };
}

static struct str round_trip(struct packer *p, struct str in, struct str prefix)
{
    struct str packed, out;
    assert_int_equal(pack(&cx, p, in, by_zstd(prefix), &packed), OK);
    assert_int_equal(unpack(&cx, p, (struct packed){ packed, prefix }, in.len, &out), OK);
    assert_str_equal(out, in);
    return packed;
}

TEST(packing_and_back)
{
    struct packer *p = fresh();
    round_trip(p, S(""), absent);
    round_trip(p, S("x"), absent);
    round_trip(p, S("{\"a\":1}"), S("{\"a\":2}"));
    round_trip(p, S(""), S("prefix"));
    round_trip(p, noise(100000, 1), noise(100000, 2));
    round_trip(p, S("after all this still right"), absent);
    packer_free(p);
    packer_free(NULL);
}

/* Also when prefix and event together are far larger than level 1's own window. */
TEST(an_event_like_its_exemplar_costs_next_to_nothing)
{
    static const size_t sizes[] = { 3000, 30000, 300000, 1 << 20 };
    enum { CHANGE_EVERY = 100000, SMALL = 200 };
    struct packer *p = fresh();
    for (size_t i = 0; i < ARRAY_LEN(sizes); i++) {
        struct str exemplar = noise(sizes[i], 3);
        char *event = arena_alloc(&a, sizes[i]);
        memcpy(event, exemplar.p, exemplar.len);
        for (size_t k = 0; k < sizes[i]; k += CHANGE_EVERY)
            event[k] ^= 1;
        struct str packed = round_trip(p, str_make(event, sizes[i]), exemplar);
        if (packed.len > SMALL)
            fail_msg("%zu bytes became %zu", sizes[i], packed.len);
        assert_true(round_trip(p, str_make(event, sizes[i]), absent).len > sizes[i]);
    }
    packer_free(p);
}

TEST(the_wrong_exemplar_is_seen)
{
    struct packer *p = fresh();
    struct str exemplar = noise(3000, 4), other = noise(3000, 5), packed, out = S("untouched");
    assert_int_equal(pack(&cx, p, str_dup(&a, exemplar), by_zstd(exemplar), &packed), OK);
    assert_int_equal(unpack(&cx, p, (struct packed){ packed, other }, BOUND, &out), E_INVALID);
    assert_int_equal(unpack(&cx, p, (struct packed){ packed, absent }, BOUND, &out), E_INVALID);
    assert_str_equal(out, S("untouched"));
    assert_int_equal(unpack(&cx, p, (struct packed){ packed, exemplar }, BOUND, &out), OK);
    packer_free(p);
}

TEST(unpacking_is_bounded)
{
    struct packer *p = fresh();
    struct str in = noise(1000, 6), packed, out;
    assert_int_equal(pack(&cx, p, in, by_zstd(absent), &packed), OK);
    assert_int_equal(unpack(&cx, p, (struct packed){ packed, absent }, in.len - 1, &out),
                     E_TOO_LARGE);
    assert_int_equal(unpack(&cx, p, (struct packed){ packed, absent }, in.len, &out), OK);
    /* Two to the 62 bytes, says the header. */
    struct str liar = S("\x28\xB5\x2F\xFD\xE0\0\0\0\0\0\0\0\x40");
    assert_int_equal(unpack(&cx, p, (struct packed){ liar, absent }, BOUND, &out), E_TOO_LARGE);
    packer_free(p);
}

TEST(broken_payloads_are_refused)
{
    struct packer *p = fresh();
    struct str in = noise(500, 7), packed, out;
    assert_int_equal(pack(&cx, p, in, by_zstd(absent), &packed), OK);
    for (size_t n = 0; n < packed.len; n++)
        assert_int_equal(unpack(&cx, p, (struct packed){ str_to(packed, n), absent }, BOUND, &out),
                         E_INVALID);
    char *changed = arena_alloc(&a, packed.len);
    for (size_t i = 0; i < packed.len; i++) {
        memcpy(changed, packed.p, packed.len);
        changed[i] ^= 4;
        if (unpack(&cx, p, (struct packed){ str_make(changed, packed.len), absent }, BOUND, &out) ==
            OK)
            fail_msg("byte %zu changed and not seen", i);
    }
    assert_int_equal(unpack(&cx, p, (struct packed){ S("{\"a\":1}"), absent }, BOUND, &out),
                     E_INVALID);
    assert_int_equal(unpack(&cx, p, (struct packed){ absent, absent }, BOUND, &out), E_INVALID);
    packer_free(p);
}

TEST(only_the_packed_bytes_stay_in_the_arena)
{
    struct packer *p = fresh();
    struct str in = noise(3000, 8), packed;
    size_t used = a.used;
    assert_int_equal(pack(&cx, p, in, by_zstd(in), &packed), OK);
    assert_true(a.used - used <= packed.len + 32);
    packer_free(p);
}

TEST(large_scratch_is_not_kept)
{
    struct packer *p = fresh();
    round_trip(p, noise(2 * PACK_KEPT_BYTES, 9), absent);
    assert_null(p->scratch);
    round_trip(p, noise(PACK_KEPT_BYTES / 2, 9), absent);
    assert_non_null(p->scratch);
    packer_free(p);
}

TEST(a_full_arena_is_no_crash)
{
    struct packer *p = fresh();
    struct str in = noise(200000, 10), packed, out;
    struct arena small;
    arena_init(&small, "small", 100000);
    struct ctx small_cx = { .arena = &small };
    assert_int_equal(pack(&small_cx, p, in, by_zstd(absent), &packed), E_TOO_LARGE);
    assert_int_equal(pack(&cx, p, in, by_zstd(absent), &packed), OK);
    assert_int_equal(unpack(&small_cx, p, (struct packed){ packed, absent }, BOUND, &out),
                     E_TOO_LARGE);
    arena_release(&small);
    packer_free(p);
}

TEST(like_texts_are_kept_as_differences_and_others_by_zstd)
{
    struct packer *p = fresh();
    struct str exemplar = noise(3000, 11), other = noise(3000, 12), packed, out;
    char *event = arena_alloc(&a, exemplar.len);
    memcpy(event, exemplar.p, exemplar.len);
    event[1500] ^= 1;
    struct pack_prefix prefix = { exemplar, delta_index_new(&a, exemplar) };
    assert_int_equal(pack(&cx, p, str_make(event, exemplar.len), prefix, &packed), OK);
    assert_true(delta_is(packed));
    assert_true(packed.len < 24);
    assert_int_equal(unpack(&cx, p, (struct packed){ packed, exemplar }, BOUND, &out), OK);
    assert_str_equal(out, str_make(event, exemplar.len));
    assert_int_equal(unpack(&cx, p, (struct packed){ packed, other }, BOUND, &out), E_INVALID);
    assert_int_equal(unpack(&cx, p, (struct packed){ packed, absent }, BOUND, &out), E_INVALID);
    assert_int_equal(unpack(&cx, p, (struct packed){ packed, exemplar }, 2999, &out), E_TOO_LARGE);

    assert_int_equal(pack(&cx, p, other, prefix, &packed), OK);
    assert_false(delta_is(packed));
    assert_int_equal(unpack(&cx, p, (struct packed){ packed, exemplar }, BOUND, &out), OK);
    assert_str_equal(out, other);
    packer_free(p);
}
