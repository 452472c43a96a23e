#include "core/msgpack.c"

#include "base/arena.h"
#include "base/test.h"

static struct arena arena;

static enum status convert(struct str in, struct str *out)
{
    struct ctx cx = { .arena = &arena };
    struct buf b;

    arena_release(&arena);
    arena_init(&arena, "test", 1 << 20);
    buf_init(&b, &arena, 64 << 10);
    enum status st = msgpack_to_json(&cx, &in, &b);
    *out = buf_str(&b);
    return st;
}

TEST(every_kind_becomes_its_json)
{
    static const struct {
        struct str packed;
        const char *json;
    } cases[] = {
        { S("\x07"), "7" },
        { S("\xff"), "-1" },
        { S("\xc0"), "null" },
        { S("\xc2"), "false" },
        { S("\xc3"), "true" },
        { S("\xcc\xff"), "255" },
        { S("\xcd\x01\x00"), "256" },
        { S("\xce\xff\xff\xff\xff"), "4294967295" },
        { S("\xcf\xff\xff\xff\xff\xff\xff\xff\xff"), "18446744073709551615" },
        { S("\xd0\x80"), "-128" },
        { S("\xd1\xff\x00"), "-256" },
        { S("\xd3\x80\x00\x00\x00\x00\x00\x00\x00"), "-9223372036854775808" },
        { S("\xca\x3f\xc0\x00\x00"), "1.5" },
        { S("\xcb\x3f\xf8\x00\x00\x00\x00\x00\x00"), "1.5" },
        { S("\xa3"
            "a\"b"),
          "\"a\\\"b\"" },
        { S("\xd9\x01x"), "\"x\"" },
        { S("\xda\x00\x01x"), "\"x\"" },
        { S("\xc4\x02\x00\x01"), "null" },
        { S("\xd4\x01\x00"), "null" },
        { S("\xc7\x02\x05\x00\x01"), "null" },
        { S("\x93\x01\x90\x80"), "[1,[],{}]" },
        { S("\x81\xa1k\x81\x05\xc3"), "{\"k\":{\"5\":true}}" },
        { S("\xdc\x00\x01\x01"), "[1]" },
        { S("\xdf\x00\x00\x00\x01\xa1k\x01"), "{\"k\":1}" },
    };
    struct str json;

    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        assert_int_equal(convert(cases[i].packed, &json), OK);
        assert_str_equal(json, str_c(cases[i].json));
    }
    arena_release(&arena);
}

TEST(what_is_cut_off_or_bottomless_is_refused)
{
    static const struct str broken[] = {
        S(""),
        S("\xa3"
          "ab"),
        S("\x92\x01"),
        S("\xdb\xff\xff\xff\xff"
          "x"),
        S("\xcd\x01"),
        S("\x81\xa1k"),
        S("\xdd\xff\xff\xff\xff\x01"),
    };
    char deep[100];
    struct str json;

    for (size_t i = 0; i < ARRAY_LEN(broken); i++)
        assert_int_equal(convert(broken[i], &json), E_INVALID);
    memset(deep, 0x91, sizeof deep);
    assert_int_equal(convert(str_make(deep, sizeof deep), &json), E_TOO_LARGE);
    arena_release(&arena);
}
