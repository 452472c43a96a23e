#include "base/id.c"

#include "base/test.h"

static struct arena a;

static struct arena *fresh(void)
{
    arena_release(&a);
    arena_init(&a, "test", 1 << 20);
    return &a;
}

#define HEX  "0123456789abcdef0123456789abcdef"
#define UUID "01234567-89ab-cdef-0123-456789abcdef"

TEST(event_ids_come_in_many_spellings)
{
    static const struct str good[] = {
        S(HEX),
        S(UUID),
        S("{" UUID "}"),
        S("{" HEX "}"),
        S("0123456789ABCDEF0123456789ABCDEF"),
        S("01234567-89abcdef0123456789abcdef"),
    };
    for (size_t i = 0; i < ARRAY_LEN(good); i++) {
        struct event_id id;
        assert_true(event_id_parse(good[i], &id));
        assert_str_equal(event_id_text(fresh(), &id), S(HEX));
    }
}

TEST(event_ids_refuse_the_rest)
{
    static const struct str bad[] = {
        S(""),
        S("{}"),
        S("0123"),
        S("0123456789abcdef0123456789abcde"),
        S("0123456789abcdef0123456789abcdef0"),
        S("0123456789abcdef0123456789abcdeg"),
        S("00000000000000000000000000000000"),
        S("00000000-0000-0000-0000-000000000000"),
        S("0-123456789abcdef0123456789abcdef"),
        S("{" HEX),
        S(HEX "}"),
        S("-" HEX),
        S(HEX "-"),
        S("01234567--89ab-cdef-0123-456789abcdef"),
        S("urn:uuid:" UUID),
        { NULL, 0 },
    };
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        struct event_id id = { { 9 } };
        if (event_id_parse(bad[i], &id))
            fail_msg("row %zu", i);
        assert_int_equal(id.b[0], 9);
    }
}

TEST(random_event_ids_are_uuid4_and_differ)
{
    struct event_id one, two;
    event_id_random(&one);
    event_id_random(&two);
    assert_memory_not_equal(one.b, two.b, sizeof(one.b));
    assert_int_equal(one.b[6] >> 4, 4);
    assert_int_equal(one.b[8] >> 6, 2);
}

TEST(new_uuids_sort_by_time)
{
    struct str early = uuid_new(fresh(), 1764000000000), late = uuid_new(&a, 1764000000001);
    assert_int_equal(early.len, UUID_TEXT_BYTES);
    assert_true(str_cmp(early, late) < 0);
    assert_str_equal(str_to(early, 13), S("019ab697-e800"));
    assert_int_equal(early.p[14], '7');
    assert_true(memchr("89ab", early.p[19], 4) != NULL);
    struct str canonical;
    assert_true(uuid_parse(&a, early, &canonical));
    assert_str_equal(canonical, early);
}

TEST(uuids_come_in_many_spellings)
{
    static const struct str good[] = { S(UUID),
                                       S(HEX),
                                       S("{" UUID "}"),
                                       S("urn:uuid:" UUID),
                                       S("URN:UUID:" UUID),
                                       S("01234567-89AB-CDEF-0123-456789ABCDEF") };
    struct str canonical;
    for (size_t i = 0; i < ARRAY_LEN(good); i++) {
        assert_true(uuid_parse(fresh(), good[i], &canonical));
        assert_str_equal(canonical, S(UUID));
    }
    assert_false(uuid_parse(&a, S("urn:uuid:"), &canonical));
    assert_false(uuid_parse(&a, S("42"), &canonical));
    assert_true(uuid_parse(&a, S("00000000-0000-0000-0000-000000000000"), &canonical));
}

TEST(row_ids_survive_the_round_trip_and_keep_their_order)
{
    static const int64_t ids[] = {
        0, 1, 7, 8, 0x7FFF, 0x8000, 65536, 1LL << 40, INT64_MAX - 1, INT64_MAX
    };
    struct str before = S("");
    fresh();
    for (size_t i = 0; i < ARRAY_LEN(ids); i++) {
        int64_t back = -1;
        struct str uuid = uuid_from_row_id(&a, ids[i]);
        assert_int_equal(uuid.p[14], '8');
        assert_true(uuid_to_row_id(uuid, &back));
        assert_int_equal(back, ids[i]);
        assert_true(str_cmp(before, uuid) < 0);
        before = uuid;
    }
    for (int bit = 0; bit < 63; bit++) {
        int64_t back = -1;
        assert_true(uuid_to_row_id(uuid_from_row_id(&a, 1LL << bit), &back));
        assert_int_equal(back, 1LL << bit);
    }
}

TEST(other_uuids_are_no_row_ids)
{
    int64_t id = 42;
    assert_false(uuid_to_row_id(S(UUID), &id));
    assert_false(uuid_to_row_id(uuid_new(fresh(), 5), &id));
    assert_false(uuid_to_row_id(S("00000000-0000-8000-8000-000000000008"), &id));
    assert_false(uuid_to_row_id(S("00000000-0000-8000-0000-000000000000"), &id));
    assert_false(uuid_to_row_id(S("00000000-0000-8000-8000-010000000000"), &id));
    assert_false(uuid_to_row_id(S("x"), &id));
    assert_int_equal(id, 42);
}

TEST(tokens_are_64_hex_and_differ)
{
    struct str one = token_new(fresh()), two = token_new(&a);
    uint8_t bytes[TOKEN_BYTES];
    assert_int_equal(one.len, TOKEN_HEX_BYTES);
    assert_true(str_unhex(one, bytes, sizeof(bytes)));
    assert_false(str_eq(one, two));
}

TEST(random_bytes_fill_everything)
{
    uint8_t seen[1000] = { 0 };
    for (int round = 0; round < 20; round++) {
        uint8_t bytes[sizeof(seen)];
        random_bytes(bytes, sizeof(bytes));
        for (size_t i = 0; i < sizeof(seen); i++)
            seen[i] |= bytes[i];
    }
    for (size_t i = 0; i < sizeof(seen); i++)
        assert_int_not_equal(seen[i], 0);
    assert_true(random_u64() != random_u64());
    arena_release(&a);
}
