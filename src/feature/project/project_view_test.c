#include "feature/project/project_view.c"

#include "base/test.h"

static struct arena a;

static struct str redact(const char *dsn)
{
    arena_release(&a);
    arena_init(&a, "test", 1 << 20);
    struct ctx cx = { .arena = &a };
    return redact_dsn(&cx, str_c(dsn));
}

TEST(connection_string_loses_its_password)
{
    assert_str_equal(redact("postgres://u:p@h:5432/db"), S("postgres://[redacted]@h:5432/db"));
    assert_str_equal(redact("postgres://u:p@w@h/db"), S("postgres://[redacted]@h/db"));
    assert_str_equal(redact("u:p@tcp(h:3306)/db"), S("u:[redacted]@tcp(h:3306)/db"));
    assert_str_equal(redact("u:p/@tcp(h)/db"), S("u:[redacted]@tcp(h)/db"));
    assert_str_equal(redact("host=h password=secret user=u"),
                     S("host=h password=[redacted] user=u"));
    assert_str_equal(redact("host=h password='a \\' b' user=u"),
                     S("host=h password=[redacted] user=u"));
    assert_str_equal(redact("postgres://h/db?user=u&PASSWORD=x&sslmode=off"),
                     S("postgres://h/db?user=u&PASSWORD=[redacted]&sslmode=off"));
}

TEST(connection_string_without_a_password_is_shown_as_it_is)
{
    assert_str_equal(redact("postgres://h/db"), S("postgres://h/db"));
    assert_str_equal(redact("postgres://u@h/db"), S("postgres://u@h/db"));
    assert_str_equal(redact("host=h dbname=x"), S("host=h dbname=x"));
    assert_str_equal(redact("password="), S("password=[redacted]"));
    assert_str_equal(redact(""), S(""));
}

TEST(secret_is_sealed_and_opened)
{
    arena_release(&a);
    arena_init(&a, "test", 1 << 20);
    struct ctx cx = { .arena = &a };
    config_use_session_secret(S("0123456789abcdef0123456789abcdef"));
    struct str box = project_secret_seal(&cx, S("token"));

    assert_false(str_contains(box, S("token")));
    assert_str_equal(project_secret_open(&cx, box), S("token"));
    assert_str_equal(project_secret_seal(&cx, S("")), S(""));
    assert_str_equal(project_secret_open(&cx, S("")), S(""));
    assert_str_equal(project_secret_open(&cx, S("bm9uc2Vuc2U=")), S(""));
}
