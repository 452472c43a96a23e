#include "port/json_write.c"

#include "port/json_fixture.h"

TEST(nothing_is_null)
{
    assert_str_equal(json_fixture_text(NULL), S("null"));
}

/* Every byte at every place of a machine word, against one written by hand. */
TEST(every_byte_is_escaped_wherever_it_stands)
{
    struct json_doc *doc = json_doc_new(json_fixture()->arena);
    enum { LONGEST = 20 };
    for (int c = 0; c < 0x80; c++) {
        struct arena_mark mark = arena_mark(json_fixture()->arena);
        for (size_t at = 0; at < LONGEST; at++) {
            char text[LONGEST];
            memset(text, 'x', sizeof(text));
            text[at] = (char)c;
            struct json *v = json_new_str(doc, str_make(text, sizeof(text)));
            struct str written = json_fixture_text(v);
            bool is_escaped = c < ' ' || c == '"' || c == '\\';
            assert_int_equal(written.p[1 + at], is_escaped ? '\\' : c);
            assert_str_equal(json_str(json_fixture_value(written)), str_make(text, sizeof(text)));
        }
        arena_rewind(json_fixture()->arena, mark);
    }
}

TEST(a_document_is_written_whole_or_not_at_all)
{
    struct json *v = json_fixture_value(S("{\"a\":[1,2,3]}"));
    char room[16];
    struct buf b;
    buf_init_fixed(&b, room, json_text_bytes(v));
    json_write(v, &b);
    assert_false(buf_is_full(&b));
    assert_str_equal(buf_str(&b), S("{\"a\":[1,2,3]}"));
    buf_init_fixed(&b, room, json_text_bytes(v) - 1);
    json_write(v, &b);
    assert_true(buf_is_full(&b));
    assert_int_equal(b.len, 0);
}

TEST(writing_appends)
{
    struct buf b;
    buf_init(&b, json_fixture()->arena, 100);
    buf_add(&b, S("x="));
    json_write(json_fixture_value(S("[1, 2]")), &b);
    json_write(NULL, &b);
    assert_str_equal(buf_str(&b), S("x=[1,2]null"));
}

TEST(built_trees_that_are_too_deep_end_in_null)
{
    struct json_doc *doc = json_doc_new(json_fixture()->arena);
    struct json *v = json_new_arr(doc);
    json_append(v, json_new_i64(doc, 1));
    for (int i = 0; i < 2 * WRITE_DEPTH; i++) {
        struct json *outer = json_new_arr(doc);
        json_append(outer, v);
        v = outer;
    }
    struct str text = json_fixture_text(v);
    assert_int_equal(text.len, 2 * WRITE_DEPTH + 4);
    assert_str_equal(str_slice(text, WRITE_DEPTH, WRITE_DEPTH + 4), S("null"));
}

/* Growth in the middle of strings, keys and escapes. */
TEST(documents_of_every_size_are_written_and_counted)
{
    struct json_doc *doc = json_doc_new(json_fixture()->arena);
    struct json *root = json_new_obj(doc);
    char text[700];
    memset(text, 'x', sizeof(text));
    for (size_t n = 0; n < sizeof(text); n += 7) {
        text[n] = n % 2 == 0 ? '"' : '\x01';
        json_set_str(doc, root, str_printf(json_fixture()->arena, "k%zu", n), str_make(text, n));
    }
    json_set(doc, root, S("t"), json_new_bool(doc, true));
    json_set(doc, root, S("f"), json_new_bool(doc, false));
    json_set(doc, root, S("o"), json_new_obj(doc));
    json_set(doc, root, S("a"), json_new_arr(doc));
    struct str once = json_fixture_text(root); /* compares with json_text_bytes */
    struct json *again = json_fixture_value(once);
    assert_str_equal(json_fixture_text(again), once);
    assert_str_equal(json_str(json_get(again, S("k693"))), str_make(text, 693));
}

TEST(a_write_that_meets_the_ceiling_keeps_what_was_there)
{
    struct json *v = json_fixture_value(S("[\"0123456789\",\"0123456789\",\"0123456789\",1,2,3]"));
    size_t whole = json_text_bytes(v);
    for (size_t ceiling = 2; ceiling <= whole + 2; ceiling++) {
        struct buf b;
        buf_init(&b, json_fixture()->arena, ceiling);
        buf_add(&b, S("x="));
        json_write(v, &b);
        bool fits = ceiling == whole + 2;
        assert_int_equal(buf_is_full(&b), !fits);
        assert_int_equal(b.len, fits ? whole + 2 : 2);
        assert_str_equal(str_to(buf_str(&b), 2), S("x="));
    }
}
