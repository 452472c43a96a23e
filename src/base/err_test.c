#include "base/err.c"

#include "base/test.h"

TEST(each_status_has_its_http_answer)
{
    static const struct {
        enum status st;
        int http;
    } want[] = {
        { OK, 200 },        { E_INVALID, 400 }, { E_UNAUTHENTICATED, 401 }, { E_DENIED, 403 },
        { E_MISSING, 404 }, { E_METHOD, 405 },  { E_CONFLICT, 409 },        { E_TOO_LARGE, 413 },
        { E_MEDIA, 415 },   { E_RATE, 429 },    { E_INTERNAL, 500 },        { E_UPSTREAM, 502 },
        { E_BUSY, 503 },
    };
    for (size_t i = 0; i < ARRAY_LEN(want); i++)
        assert_int_equal(status_http(want[i].st), want[i].http);
    assert_int_equal(ARRAY_LEN(want), ARRAY_LEN(status_rows));
}

TEST(status_names_are_different)
{
    for (size_t i = 0; i < ARRAY_LEN(status_rows); i++) {
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(status_rows[i].name, status_rows[j].name);
    }
    assert_string_equal(status_name(E_TOO_LARGE), "too_large");
}

TEST(fail_keeps_the_text_and_returns_the_status)
{
    struct ctx cx = { .request_id = S("r") };
    assert_int_equal(fail(&cx, E_CONFLICT, "slug '%.*s' is taken", FMT(S("api"))), E_CONFLICT);
    assert_int_equal(cx.err.status, E_CONFLICT);
    assert_string_equal(cx.err.text, "slug 'api' is taken");
    assert_null(cx.err.code);
    assert_string_equal(cx.err.field, "");
}

TEST(fail_forgets_field_and_code_of_the_failure_before)
{
    struct ctx cx = { 0 };
    struct err_where where = { "stale", "version" };
    assert_int_equal(fail_at(&cx, E_CONFLICT, where, "is %d", 4), E_CONFLICT);
    assert_string_equal(cx.err.code, "stale");
    assert_string_equal(cx.err.field, "version");
    assert_string_equal(cx.err.text, "is 4");
    assert_int_equal(fail(&cx, E_MISSING, "no such issue"), E_MISSING);
    assert_null(cx.err.code);
    assert_string_equal(cx.err.field, "");
}

TEST(fail_at_takes_neither_code_nor_field)
{
    struct ctx cx = { 0 };
    assert_int_equal(fail_at(&cx, E_INVALID, (struct err_where){ NULL, NULL }, "no"), E_INVALID);
    assert_null(cx.err.code);
    assert_string_equal(cx.err.field, "");
}

TEST(long_text_ends_with_dots_and_whole_characters)
{
    struct ctx cx = { 0 };
    char text[2 * ERR_TEXT_BYTES + 1];
    for (size_t shift = 0; shift < 2; shift++) {
        size_t n = 0;
        if (shift == 1)
            text[n++] = 'x';
        for (; n + 2 < sizeof(text); n += 2)
            memcpy(text + n, "\xC3\xA9", 2);
        text[n] = '\0';
        assert_int_equal(fail(&cx, E_INVALID, "%s", text), E_INVALID);
        struct str got = str_c(cx.err.text);
        assert_true(got.len < ERR_TEXT_BYTES && got.len > ERR_TEXT_BYTES - 8);
        assert_true(str_ends(got, S("\xC3\xA9...")));
        assert_true(str_is_utf8(got));
    }
}

TEST(text_that_just_fits_is_not_cut)
{
    struct ctx cx = { 0 };
    char text[ERR_TEXT_BYTES];
    memset(text, 'a', sizeof(text));
    text[sizeof(text) - 1] = '\0';
    assert_int_equal(fail(&cx, E_INVALID, "%s", text), E_INVALID);
    assert_string_equal(cx.err.text, text);
}

TEST(long_field_names_are_cut)
{
    struct ctx cx = { 0 };
    char field[2 * ERR_FIELD_BYTES];
    memset(field, 'f', sizeof(field));
    field[sizeof(field) - 1] = '\0';
    assert_int_equal(fail_at(&cx, E_INVALID, (struct err_where){ NULL, field }, "no"), E_INVALID);
    assert_int_equal(strlen(cx.err.field), ERR_FIELD_BYTES - 1);
}

TEST(clearing_makes_the_error_empty)
{
    struct ctx cx = { 0 };
    assert_int_equal(fail_at(&cx, E_RATE, (struct err_where){ "c", "f" }, "later"), E_RATE);
    err_clear(&cx.err);
    assert_int_equal(cx.err.status, OK);
    assert_null(cx.err.code);
    assert_string_equal(cx.err.field, "");
    assert_string_equal(cx.err.text, "");
}
