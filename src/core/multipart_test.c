#include "core/multipart.c"

#include "base/test.h"

static struct arena arena;
static struct ctx cx;
static struct multipart form;
static struct multipart_part part;
static bool found;

static enum status open_form(const char *type, struct str body)
{
    arena_release(&arena);
    arena_init(&arena, "test", 1 << 20);
    cx = (struct ctx){ .arena = &arena };
    return multipart_open(&cx, str_c(type), body, &form);
}

static enum status next(void)
{
    return multipart_next(&cx, &form, &part, &found);
}

TEST(parts_come_with_names_types_and_bytes)
{
    assert_int_equal(
        open_form("multipart/form-data; boundary=\"a b\"",
                  S("preamble\r\n--a b\r\n"
                    "Content-Disposition: form-data; name=\"one\"\r\n\r\n"
                    "text\r\n--a b  \r\n"
                    "content-disposition: form-data; name=two; filename=\"q\\\"x.bin\"\r\n"
                    "Content-Type: image/png\r\n\r\n"
                    "--a c\r\n\r\n\r\n--a b--\r\nepilogue")),
        OK);
    assert_int_equal(next(), OK);
    assert_true(found);
    assert_str_equal(part.name, S("one"));
    assert_true(str_is_null(part.filename));
    assert_str_equal(part.body, S("text"));
    assert_int_equal(next(), OK);
    assert_str_equal(part.name, S("two"));
    assert_str_equal(part.filename, S("q\"x.bin"));
    assert_str_equal(part.content_type, S("image/png"));
    assert_str_equal(part.body, S("--a c\r\n\r\n"));
    assert_int_equal(next(), OK);
    assert_false(found);
    assert_int_equal(next(), OK);
    assert_false(found);
    arena_release(&arena);
}

TEST(line_feeds_alone_and_empty_bodies_are_fine)
{
    assert_int_equal(open_form("multipart/mixed;boundary=x", S("--x\nContent-Disposition: a; "
                                                               "filename=f\n\n\n--x--")),
                     OK);
    assert_int_equal(next(), OK);
    assert_str_equal(part.filename, S("f"));
    assert_int_equal(part.body.len, 0);
    assert_int_equal(next(), OK);
    assert_false(found);
    arena_release(&arena);
}

TEST(boundary_is_one_at_the_beginning_of_a_line_only)
{
    assert_int_equal(
        open_form("multipart/mixed; boundary=x", S("--x\r\n\r\nin --x the --x-- middle\r\n--x--")),
        OK);
    assert_int_equal(next(), OK);
    assert_str_equal(part.body, S("in --x the --x-- middle"));
    arena_release(&arena);
}

TEST(boundary_across_a_window_is_found)
{
    enum { BEFORE = WINDOW_BYTES - 3 };
    static char body[BEFORE + 64];
    int n = snprintf(body, sizeof body, "--xyz\r\n\r\n");

    memset(body + n, 'a', BEFORE);
    memcpy(body + n + BEFORE - 8, "\r\n--xyz--", 9);
    assert_int_equal(
        open_form("multipart/mixed; boundary=xyz", str_make(body, (size_t)n + BEFORE + 1)), OK);
    assert_int_equal(next(), OK);
    assert_int_equal(part.body.len, BEFORE - 8);
    arena_release(&arena);
}

TEST(broken_forms_are_refused)
{
    static const char *const broken[] = {
        "",
        "--y\r\n\r\na\r\n--y--",
        "--x",
        "--x\r\n",
        "--x\r\nA: b",
        "--x\r\n\r\nno end",
        "--xx\r\n\r\na\r\n--x--",
        "--x\r\n\r\na\r\n--x",
    };

    assert_int_equal(open_form("application/json", S("")), E_MEDIA);
    assert_int_equal(open_form("multipart/form-data", S("")), E_INVALID);
    assert_int_equal(open_form("multipart/form-data; boundary=\"\"", S("")), E_INVALID);
    for (size_t i = 0; i < ARRAY_LEN(broken); i++) {
        assert_int_equal(open_form("multipart/mixed; boundary=x", str_c(broken[i])), OK);
        assert_int_equal(next(), E_INVALID);
    }
    arena_release(&arena);
}

TEST(parts_beyond_the_limit_are_refused)
{
    static char body[(MULTIPART_PARTS + 2) * 16];
    size_t n = 0;

    for (int i = 0; i <= MULTIPART_PARTS; i++)
        n += (size_t)snprintf(body + n, sizeof body - n, "--x\r\n\r\na\r\n");
    n += (size_t)snprintf(body + n, sizeof body - n, "--x--");
    assert_int_equal(open_form("multipart/mixed; boundary=x", str_make(body, n)), OK);
    for (int i = 0; i < MULTIPART_PARTS; i++)
        assert_int_equal(next(), OK);
    assert_int_equal(next(), E_TOO_LARGE);
    arena_release(&arena);
}
