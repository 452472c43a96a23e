#include "port/jsonw.c"

#include <math.h>

#include "base/arena.h"
#include "base/test.h"

static char room[2048];
static struct buf b;

static struct jsonw fresh(void)
{
    struct jsonw w;
    buf_init_fixed(&b, room, sizeof(room));
    jsonw_init(&w, &b);
    return w;
}

TEST(scalars_stand_alone)
{
    struct jsonw w = fresh();
    jsonw_i64(&w, -5);
    assert_str_equal(buf_str(&b), S("-5"));
    w = fresh();
    jsonw_str(&w, (struct str){ NULL, 0 });
    assert_str_equal(buf_str(&b), S("null"));
}

TEST(commas_stand_between_members_only)
{
    struct jsonw w = fresh();
    jsonw_arr(&w);
    jsonw_obj(&w);
    jsonw_end(&w);
    jsonw_arr(&w);
    jsonw_end(&w);
    jsonw_null(&w);
    jsonw_bool(&w, true);
    jsonw_bool(&w, false);
    jsonw_i64(&w, INT64_MIN);
    jsonw_f64(&w, 0.1);
    jsonw_f64(&w, NAN);
    jsonw_str(&w, S("a\"</b>"));
    jsonw_raw(&w, S("{\"x\":1}"));
    jsonw_raw(&w, (struct str){ NULL, 0 });
    jsonw_end(&w);
    assert_str_equal(buf_str(&b), S("[{},[],null,true,false,-9223372036854775808,0.1,null,"
                                    "\"a\\\"\\u003c/b\\u003e\",{\"x\":1},null]"));
}

TEST(times_are_rfc_3339_and_zero_is_null)
{
    enum { WHEN_MS = 1500 };
    struct jsonw w = fresh();
    jsonw_arr(&w);
    jsonw_time(&w, WHEN_MS);
    jsonw_time0(&w, WHEN_MS);
    jsonw_time(&w, 0);
    jsonw_time0(&w, 0);
    jsonw_end(&w);
    assert_str_equal(buf_str(&b),
                     S("[\"1970-01-01T00:00:01.5Z\",\"1970-01-01T00:00:01Z\",null,null]"));
}

TEST(keys_and_values_in_one_call)
{
    struct jsonw w = fresh();
    jsonw_obj(&w);
    jsonw_key(&w, S("n"));
    jsonw_null(&w);
    jsonw_key_bool(&w, "b", true);
    jsonw_key_i64(&w, "i", 7);
    jsonw_key(&w, S("f"));
    jsonw_f64(&w, 1.5);
    jsonw_key_str(&w, "s", S("x"));
    jsonw_key_str(&w, "absent", (struct str){ NULL, 0 });
    jsonw_key_time(&w, "t", 1000);
    jsonw_key_raw(&w, "r", S("[1]"));
    jsonw_key_obj(&w, "o");
    jsonw_key(&w, S("quote\"d"));
    jsonw_i64(&w, 1);
    jsonw_end(&w);
    jsonw_key_arr(&w, "a");
    jsonw_i64(&w, 1);
    jsonw_i64(&w, 2);
    jsonw_end(&w);
    jsonw_end(&w);
    assert_str_equal(
        buf_str(&b),
        S("{\"n\":null,\"b\":true,\"i\":7,\"f\":1.5,\"s\":\"x\",\"absent\":null,"
          "\"t\":\"1970-01-01T00:00:01Z\",\"r\":[1],\"o\":{\"quote\\\"d\":1},\"a\":[1,2]}"));
}

TEST(the_deepest_nesting_works)
{
    struct jsonw w = fresh();
    for (int i = 0; i < JSONW_DEPTH; i++)
        jsonw_arr(&w);
    for (int i = 0; i < JSONW_DEPTH; i++)
        jsonw_end(&w);
    assert_int_equal(b.len, 2 * JSONW_DEPTH);
    assert_int_equal(w.depth, 0);
}

TEST(a_full_buf_swallows_the_rest)
{
    struct jsonw w;
    buf_init_fixed(&b, room, 4);
    jsonw_init(&w, &b);
    jsonw_obj(&w);
    jsonw_key_str(&w, "key", S("value"));
    jsonw_end(&w);
    assert_true(buf_is_full(&b));
}

TEST(wrong_nesting_ends_the_process)
{
    struct jsonw w = fresh();
    assert_dies(jsonw_end(&w));
    assert_dies(jsonw_key(&w, S("k")));
    jsonw_arr(&w);
    assert_dies(jsonw_key(&w, S("k")));
    jsonw_obj(&w);
    assert_dies(jsonw_i64(&w, 1));
    jsonw_key(&w, S("k"));
    assert_dies(jsonw_end(&w));
    assert_dies(jsonw_key(&w, S("again")));
    jsonw_i64(&w, 1);
    assert_dies(jsonw_i64(&w, 1));
    jsonw_end(&w);
    for (int i = 1; i < JSONW_DEPTH; i++)
        jsonw_arr(&w);
    assert_dies(jsonw_arr(&w));
}
