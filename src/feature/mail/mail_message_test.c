#include "feature/mail/mail_message.c"

#include "base/test.h"

static struct arena arena;
static struct ctx cx;
static const struct mail_stamp stamp = { .uuid = { "u-1", 3 },
                                         .host = { "errors.test", 11 },
                                         .from = { "gosnag@errors.test", 18 },
                                         .from_name = { "Errors", 6 },
                                         .sent_ms = INT64_C(1795514400000) };

static struct str written(const struct mail *mail)
{
    struct str out;

    arena_reset(&arena);
    cx = (struct ctx){ .arena = &arena };
    assert_int_equal(mail_message(&cx, mail, &stamp, &out), OK);
    return out;
}

static void begin(void)
{
    arena_init(&arena, "test", 16 << 20);
}

static void end(void)
{
    arena_release(&arena);
}

TEST(mail_has_the_headers_that_mail_programs_want)
{
    begin();
    const struct mail mail = { .to = S("ann@example.com"),
                               .to_name = S("Ann \"A\" Lee"),
                               .subject = S("Hello"),
                               .text = S("Hi"),
                               .thread = S("issue-7"),
                               .unsubscribe = S("https://errors.test/u/x") };
    assert_str_equal(written(&mail), S("Date: Tue, 24 Nov 2026 10:00:00 +0000\r\n"
                                       "From: \"Errors\"\r\n <gosnag@errors.test>\r\n"
                                       "To: \"Ann \\\"A\\\" Lee\"\r\n <ann@example.com>\r\n"
                                       "Subject: Hello\r\n"
                                       "Message-ID: <u-1@errors.test>\r\n"
                                       "In-Reply-To: <issue-7@errors.test>\r\n"
                                       "References: <issue-7@errors.test>\r\n"
                                       "List-Unsubscribe:\r\n <https://errors.test/u/x>\r\n"
                                       "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
                                       "Auto-Submitted: auto-generated\r\n"
                                       "MIME-Version: 1.0\r\n"
                                       "Content-Type: text/plain; charset=utf-8\r\n"
                                       "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
                                       "Hi\r\n"));
    end();
}

TEST(mail_headers_cannot_be_added_by_what_stands_in_them)
{
    begin();
    const struct mail mail = { .to = S("ann@example.com"),
                               .to_name = S("A\r\nBcc: all@example.com"),
                               .subject = S("x\r\n\r\nBcc: all@example.com\n=?UTF-8?Q?y?="),
                               .text = S("") };
    struct str out = written(&mail), rest = out, line;
    while (str_split(&rest, '\n', &line))
        assert_false(str_starts_fold(line, S("bcc:")));
    assert_false(str_contains(out, S("=?UTF-8?Q?y")));
    end();
}

TEST(mail_subject_of_any_length_and_language_is_folded_between_characters)
{
    begin();
    struct buf b;
    buf_init(&b, &arena, 4096);
    for (int i = 0; i < 60; i++)
        buf_add(&b, S("\xE2\x82\xAC")); /* € */
    struct mail mail = { .to = S("a@b.c"), .text = S("") };
    mail.subject = str_dup(&arena, buf_str(&b));
    struct buf wide;
    static char memory[1024];
    buf_init_fixed(&wide, memory, sizeof memory);
    buf_add(&wide, mail.subject);
    mail.subject = buf_str(&wide);
    struct str rest = written(&mail), line;
    int words = 0;
    while (str_split(&rest, '\n', &line)) {
        assert_true(line.len <= 76 + 1); /* the CR */
        words += str_contains(line, S("=?UTF-8?Q?=E2=82=AC"));
    }
    assert_int_equal(words, 10); /* six characters each */
    end();
}

TEST(mail_body_is_folded_and_blanks_at_ends_survive)
{
    begin();
    static char text[203];
    memset(text, 'x', 200);
    memcpy(text + 200, "\n \n", 3);
    const struct mail mail = { .to = S("a@b.c"), .text = { text, sizeof text } };
    struct str out = written(&mail), rest = out, line;
    while (str_split(&rest, '\n', &line))
        assert_true(line.len <= 76 + 1);
    assert_true(str_contains(out, S("x=\r\nx")));
    assert_true(str_contains(out, S("\r\n=20\r\n")));
    end();
}

TEST(mail_sender_is_an_address_with_or_without_a_name)
{
    struct str name, address;
    mail_split_address(S("\"The Errors\" <e@x.y>"), &name, &address);
    assert_str_equal(name, S("The Errors"));
    assert_str_equal(address, S("e@x.y"));
    mail_split_address(S(" e@x.y "), &name, &address);
    assert_str_equal(name, S(""));
    assert_str_equal(address, S("e@x.y"));
}
