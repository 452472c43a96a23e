#include "core/store_identity.c"

#include "base/test.h"
#include "core/store_testing.h"

static const struct core_config *config_with_secret(struct ctx *cx, const char *secret)
{
    static const struct feature *const none[] = { NULL };
    assert_int_equal(setenv("SESSION_SECRET", secret, 1), 0);
    assert_int_equal(config_load(cx, none), OK);
    return core_config();
}

static void identity_is_kept(enum db_kind kind)
{
    struct test_store t;
    struct str first = { 0 }, second = { 0 };
    test_store_open(&t, kind);
    assert_str_equal(config_with_secret(&t.cx, "0123456789abcdef0123456789abcdef")->session_secret,
                     S("0123456789abcdef0123456789abcdef"));
    assert_int_equal(store_identity(&t.cx, &first), OK);
    assert_int_equal(first.len, UUID_TEXT_BYTES);
    test_store_shut(&t);
    test_store_reopen(&t);
    assert_int_equal(store_identity(&t.cx, &second), OK);
    assert_str_equal(first, second);

    (void)config_with_secret(&t.cx, "another secret, another secret..");
    assert_int_equal(store_identity(&t.cx, &second), E_CONFLICT);
    assert_false(str_contains(str_c(t.cx.err.text), S("another")));
    test_store_close(&t);
}

TEST(store_identity_is_kept_and_guards_the_secret_on_sqlite)
{
    identity_is_kept(DB_SQLITE);
}

TEST(store_identity_is_kept_and_guards_the_secret_on_postgres)
{
    identity_is_kept(DB_POSTGRES);
}
