#include "port/json_edit.c"

#include "port/json_fixture.h"

#define assert_json(v, text) assert_str_equal(json_fixture_text(v), S(text))

TEST(iterating_shows_members_in_order)
{
    struct json_iter it = json_iter(json_fixture_value(S("{\"b\":1,\"a\":2,\"b\":3}")));
    struct buf b;
    buf_init(&b, json_fixture()->arena, 100);
    while (json_next(&it))
        buf_printf(&b, "%.*s=%.*s ", FMT(it.key), FMT(json_number(it.value)));
    assert_str_equal(buf_str(&b), S("b=1 a=2 b=3 "));
    assert_false(json_next(&it));

    it = json_iter(json_fixture_value(S("[4,5]")));
    assert_true(json_next(&it));
    assert_true(str_is_null(it.key));
    assert_str_equal(json_number(it.value), S("4"));
    assert_true(json_next(&it));
    assert_str_equal(json_number(it.value), S("5"));
    assert_false(json_next(&it));
    assert_null(it.value);
}

TEST(what_has_no_members_is_not_iterated)
{
    static const struct str texts[] = {
        S("[]"), S("{}"), S("1"), S("\"ab\""), S("null"), S("true")
    };
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        struct json_iter it = json_iter(json_fixture_value(texts[i]));
        assert_false(json_next(&it));
    }
    struct json_iter it = json_iter(NULL);
    assert_false(json_next(&it));
}

/* Every subset of members removed: mask bit i = member i goes. */
static void remove_subset(bool is_obj, unsigned n, unsigned mask)
{
    struct buf in, want;
    buf_init(&in, json_fixture()->arena, 200);
    buf_init(&want, json_fixture()->arena, 200);
    buf_add_char(&in, is_obj ? '{' : '[');
    buf_add_char(&want, is_obj ? '{' : '[');
    for (unsigned i = 0; i < n; i++) {
        struct str key = is_obj ? str_printf(json_fixture()->arena, "\"k%u\":", i) : S("");
        buf_printf(&in, "%s%.*s%u", i > 0 ? "," : "", FMT(key), i);
        if (!(mask >> i & 1))
            buf_printf(&want, "%s%.*s%u", want.len > 1 ? "," : "", FMT(key), i);
    }
    buf_add_char(&in, is_obj ? '}' : ']');
    buf_add_char(&want, is_obj ? '}' : ']');
    struct json_doc *doc = json_fixture_doc(buf_str(&in));
    struct json_iter it = json_iter(json_root(doc));
    unsigned seen = 0;
    for (; json_next(&it); seen++) {
        assert_int_equal(it.value->text[0], '0' + (int)seen);
        if (mask >> seen & 1)
            json_iter_remove(&it);
    }
    assert_int_equal(seen, n);
    assert_str_equal(json_fixture_text(json_root(doc)), buf_str(&want));
    /* Still a list that can grow. */
    if (is_obj)
        json_set(doc, json_root(doc), S("z"), json_new_null(doc));
    else
        json_append(json_root(doc), json_new_null(doc));
    assert_int_equal(json_length(json_root(doc)), n - (unsigned)__builtin_popcount(mask) + 1);
    assert_int_equal(json_fixture_text(json_root(doc)).len > 0, 1);
}

TEST(any_members_can_be_removed_while_iterating)
{
    enum { MOST = 5 };
    for (unsigned n = 1; n <= MOST; n++) {
        for (unsigned mask = 0; mask < 1u << n; mask++) {
            remove_subset(false, n, mask);
            remove_subset(true, n, mask);
        }
    }
}

TEST(members_are_replaced_in_their_place)
{
    static const struct str texts[] = { S("[1]"), S("[1,2]"), S("[1,2,3]"), S("{\"a\":1}"),
                                        S("{\"a\":1,\"b\":2}") };
    static const struct str wants[] = { S("[\"x\"]"), S("[\"x\",\"x\"]"), S("[\"x\",\"x\",\"x\"]"),
                                        S("{\"a\":\"x\"}"), S("{\"a\":\"x\",\"b\":\"x\"}") };
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        struct json_doc *doc = json_fixture_doc(texts[i]);
        struct json_iter it = json_iter(json_root(doc));
        while (json_next(&it)) {
            json_iter_replace(&it, json_new_str(doc, S("y")));
            json_iter_replace(&it, json_new_str(doc, S("x"))); /* twice is fine */
            assert_str_equal(json_str(it.value), S("x"));
            json_iter_replace(&it, it.value);
        }
        assert_str_equal(json_fixture_text(json_root(doc)), wants[i]);
    }
}

TEST(replacing_and_removing_mix)
{
    struct json_doc *doc = json_fixture_doc(S("[0,1,2,3,4,5]"));
    struct json_iter it = json_iter(json_root(doc));
    for (int i = 0; json_next(&it); i++) {
        if (i % 3 == 0)
            json_iter_remove(&it);
        else if (i % 3 == 1)
            json_iter_replace(&it, json_new_bool(doc, true));
    }
    assert_json(json_root(doc), "[true,2,true,5]");
    json_append(json_root(doc), json_new_null(doc));
    assert_json(json_root(doc), "[true,2,true,5,null]");
}

TEST(a_scalar_is_wrapped_by_replacing_first)
{
    struct json_doc *doc = json_fixture_doc(S("{\"a\":1,\"b\":2}"));
    struct json_iter it = json_iter(json_root(doc));
    while (json_next(&it)) {
        struct json *old = it.value;
        struct json *list = json_new_arr(doc);
        json_iter_replace(&it, list);
        json_append(list, old);
    }
    assert_json(json_root(doc), "{\"a\":[1],\"b\":[2]}");
}

TEST(keys_are_renamed_in_place)
{
    struct json_doc *doc = json_fixture_doc(S("{\"a\":1,\"b\":2}"));
    struct json_iter it = json_iter(json_root(doc));
    assert_true(json_next(&it));
    json_iter_rename(&it, doc, S("quote\"\xFF"));
    assert_str_equal(it.key, S("quote\"\xEF\xBF\xBD"));
    assert_true(json_next(&it));
    assert_str_equal(it.key, S("b"));
    assert_json(json_root(doc), "{\"quote\\\"\xEF\xBF\xBD\":1,\"b\":2}");
}

TEST(documents_are_built)
{
    struct json_doc *doc = json_doc_new(json_fixture()->arena);
    assert_null(json_root(doc));
    struct json *root = json_new_obj(doc);
    json_set_root(doc, root);
    json_set_str(doc, root, S("s"), S("a\"\n\x01</\xC3\xA9"));
    json_set_str(doc, root, S("absent"), (struct str){ NULL, 0 });
    json_set(doc, root, S("n"), json_new_i64(doc, INT64_MIN));
    json_set(doc, root, S("m"), json_new_i64(doc, INT64_MAX));
    json_set(doc, root, S("raw"), json_new_number(doc, S("-1.50E+400")));
    json_set(doc, root, S("ref"), json_new_str_ref(doc, S("borrowed")));
    struct json *list = json_new_arr(doc);
    json_append(list, json_new_obj(doc));
    json_append(list, json_new_bool(doc, true));
    json_append(list, json_new_bool(doc, false));
    json_append(list, json_new_null(doc));
    json_set(doc, root, S("l"), list);
    struct str want =
        S("{\"s\":\"a\\\"\\n\\u0001</\xC3\xA9\",\"absent\":null,\"n\":-9223372036854775808,"
          "\"m\":9223372036854775807,\"raw\":-1.50E+400,\"ref\":\"borrowed\","
          "\"l\":[{},true,false,null]}");
    assert_str_equal(json_fixture_text(root), want);
    assert_str_equal(json_fixture_text(json_fixture_value(want)), want);
}

TEST(strings_are_copied_unless_borrowed)
{
    struct json_doc *doc = json_doc_new(json_fixture()->arena);
    char text[] = "abc";
    struct json *copy = json_new_str(doc, str_make(text, 3));
    struct json *ref = json_new_str_ref(doc, str_make(text, 3));
    text[0] = 'X';
    assert_str_equal(json_str(copy), S("abc"));
    assert_str_equal(json_str(ref), S("Xbc"));
    assert_true(json_is_null(json_new_str(doc, (struct str){ NULL, 0 })));
    assert_true(json_is_null(json_new_str_ref(doc, (struct str){ NULL, 0 })));
    assert_false(str_is_null(json_str(json_new_str(doc, S("")))));
}

TEST(bad_utf8_does_not_enter_a_document)
{
    struct json_doc *doc = json_doc_new(json_fixture()->arena);
    assert_json(json_new_str(doc, S("\xC3")), "\"\xEF\xBF\xBD\"");
    assert_json(json_new_str_ref(doc, S("a\xFF")), "\"a\xEF\xBF\xBD\"");
    struct json *obj = json_new_obj(doc);
    json_set(doc, obj, S("\xED\xA0\x80"), json_new_null(doc));
    assert_json(obj, "{\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\":null}");
}

TEST(setting_keeps_the_place_and_leaves_one)
{
    struct json_doc *doc = json_fixture_doc(S("{\"a\":1,\"b\":2,\"a\":3,\"c\":4}"));
    json_set(doc, json_root(doc), S("b"), json_new_null(doc));
    assert_json(json_root(doc), "{\"a\":1,\"b\":null,\"a\":3,\"c\":4}");
    json_set(doc, json_root(doc), S("a"), json_new_i64(doc, 9));
    assert_json(json_root(doc), "{\"b\":null,\"a\":9,\"c\":4}");
    json_set(doc, json_root(doc), S("d"), json_new_arr(doc));
    assert_json(json_root(doc), "{\"b\":null,\"a\":9,\"c\":4,\"d\":[]}");
    struct json *same = json_get(json_root(doc), S("c"));
    json_set(doc, json_root(doc), S("c"), same);
    assert_json(json_root(doc), "{\"b\":null,\"a\":9,\"c\":4,\"d\":[]}");
}

TEST(removing_takes_every_duplicate)
{
    struct json_doc *doc = json_fixture_doc(S("{\"p\":1,\"a\":2,\"p\":3,\"p\":4}"));
    assert_true(json_remove(json_root(doc), S("p")));
    assert_json(json_root(doc), "{\"a\":2}");
    assert_false(json_remove(json_root(doc), S("p")));
    assert_true(json_remove(json_root(doc), S("a")));
    assert_json(json_root(doc), "{}");
    assert_false(json_remove(json_root(doc), S("a")));
    assert_false(json_remove(NULL, S("a")));
    assert_false(json_remove(json_fixture_value(S("[1]")), S("a")));
    json_set_str(doc, json_root(doc), S("b"), S("c"));
    assert_json(json_root(doc), "{\"b\":\"c\"}");
}

TEST(a_value_moves_when_it_was_taken_out)
{
    struct json_doc *doc = json_fixture_doc(S("{\"a\":{\"x\":[1,2]},\"b\":{}}"));
    struct json *list = json_get_path(json_root(doc), "a.x");
    assert_true(json_remove(json_get(json_root(doc), S("a")), S("x")));
    json_set(doc, json_get(json_root(doc), S("b")), S("y"), list);
    assert_json(json_root(doc), "{\"a\":{},\"b\":{\"y\":[1,2]}}");
}

TEST(only_numbers_are_numbers)
{
    static const struct str good[] = { S("0"),        S("-0"),  S("10"),   S("0.5"),
                                       S("-1.25e-7"), S("1E5"), S("1e+05") };
    static const struct str bad[] = { S(""),   S("-"),   S("01"),  S("1."),  S(".5"),
                                      S("1e"), S("1e+"), S("+1"),  S("0x1"), S("1 "),
                                      S(" 1"), S("NaN"), S("1,2"), S("-01"), S("1.e5") };
    for (size_t i = 0; i < ARRAY_LEN(good); i++)
        assert_true(is_json_number(good[i]));
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        assert_false(is_json_number(bad[i]));
}

TEST(a_value_in_two_places_ends_the_process)
{
    struct json_doc *doc = json_fixture_doc(S("{\"a\":[1],\"b\":[]}"));
    struct json *root = json_root(doc), *inner = json_get(root, S("a"));
    struct json *list = json_get(root, S("b"));
    assert_dies(json_append(list, inner));
    assert_dies(json_set(doc, root, S("c"), inner));
    assert_dies(json_set(doc, root, S("b"), inner));
    assert_dies(json_set_root(doc, inner));
}

TEST(what_is_no_container_takes_no_members)
{
    struct json_doc *doc = json_fixture_doc(S("[1]"));
    struct json *one = json_at(json_root(doc), 0);
    assert_dies(json_append(one, json_new_null(doc)));
    assert_dies(json_set(doc, json_root(doc), S("k"), json_new_null(doc)));
    assert_dies((void)json_new_number(doc, S("0x1")));
    struct json_iter it = json_iter(json_root(doc));
    assert_dies(json_iter_remove(&it));
    assert_true(json_next(&it));
    assert_dies(json_iter_rename(&it, doc, S("k")));
}
