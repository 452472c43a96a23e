#include "feature/attachment/attachment_name.c"

#include "base/test.h"

static struct arena arena;
static struct ctx cx;

static void begin(void)
{
    arena_init(&arena, "test", 1 << 20);
    cx = (struct ctx){ .arena = &arena };
}

TEST(names_lose_paths_controls_and_tricks)
{
    static const struct {
        struct str sent, clean;
    } cases[] = {
        { S("a.txt"), S("a.txt") },
        { S("../../etc/passwd"), S("passwd") },
        { S("C:\\x\\boot.ini"), S("boot.ini") },
        { S("a\0b\x1b[31m\x7f"), S("ab[31m") },
        { S("rtl\xe2\x80\xaegpj.exe"), S("rtlgpj.exe") },
        { S("c1\xc2\x85x"), S("c1x") },
        { S("\xff\xfe"), S("\xef\xbf\xbd\xef\xbf\xbd") },
        { S("gr\xc3\xbc\xc3\x9f.txt"), S("gr\xc3\xbc\xc3\x9f.txt") },
        { S(".."), S("attachment") },
        { S("dir/"), S("attachment") },
        { S(" \t"), S("attachment") },
        { { NULL, 0 }, S("attachment") },
    };

    begin();
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        assert_str_equal(attachment_clean_name(&cx, cases[i].sent), cases[i].clean);
    arena_release(&arena);
}

TEST(long_names_are_cut_between_characters)
{
    char name[600];

    begin();
    for (size_t i = 0; i < sizeof name; i += 2)
        memcpy(name + i, "\xc3\xbc", 2);
    struct str clean = attachment_clean_name(&cx, str_make(name, sizeof name));
    assert_int_equal(clean.len, 254);
    assert_true(str_is_utf8(clean));
    arena_release(&arena);
}

TEST(images_are_known_by_their_bytes_alone)
{
    struct str octets = S("application/octet-stream");

    begin();
    assert_str_equal(attachment_content_type(&cx, S("text/plain"), S("\x89PNG\r\n\x1a\n..")),
                     S("image/png"));
    assert_str_equal(attachment_content_type(&cx, S("image/png"), S("<svg onload=x>")), octets);
    assert_str_equal(attachment_content_type(&cx, S("image/svg+xml"), S("<svg>")), octets);
    assert_str_equal(attachment_content_type(&cx, S("Text/HTML; charset=x"), S("<p>")),
                     S("text/html"));
    assert_str_equal(attachment_content_type(&cx, S("a\r\nb/c"), S("")), octets);
    assert_str_equal(attachment_content_type(&cx, (struct str){ 0 }, S("")), octets);
    assert_str_equal(attachment_content_type(&cx, S("image/webp"), S("RIFF1234WEBPVP8 ")),
                     S("image/webp"));
    assert_false(attachment_is_image(S("image/svg+xml")));
    assert_true(attachment_is_image(S("image/jpeg")));
    arena_release(&arena);
}
