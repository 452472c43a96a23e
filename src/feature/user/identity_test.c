#include "feature/user/identity.c"

#include "base/test.h"
#include "core/store_testing.h"
#include "core/tx.h"

static const struct identity ana = { { "Ana@b.c", 7 }, { "Ana", 3 }, { "", 0 }, { "g-1", 3 } };

/* All that coming in writes: account, session, secret. */
static enum status come_in(struct ctx *cx)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    struct user who;
    struct str token;

    TRY(tx_begin(cx, &tx));
    TRY(identity_admit(cx, &ana, &who));
    TRY(identity_sign_in(cx, &who, S("curl"), S("::1"), &token));
    TRY(identity_keep(cx, &who, S("a secret")));
    return tx_commit(&tx);
}

static int64_t rows(struct test_store *t)
{
    return test_number(t, "SELECT (SELECT count(*) FROM user_account) +"
                          " (SELECT count(*) FROM session) + (SELECT count(*) FROM one_time_link)");
}

static void is_whole_or_nothing(enum db_kind kind)
{
    struct test_store t;
    enum status st = E_INTERNAL;
    unsigned nth = 0;

    test_store_open(&t, kind);
    while (st != OK) {
        db_fail_nth(t.cx.db, ++nth, E_INTERNAL);
        st = come_in(&t.cx);
        db_fail_nth(t.cx.db, 0, OK);
        assert_int_equal(rows(&t), st == OK ? 3 : 0);
    }
    assert_true(nth > 4);
    test_store_close(&t);
}

TEST(identity_is_written_whole_or_not_at_all_on_sqlite)
{
    is_whole_or_nothing(DB_SQLITE);
}

TEST(identity_is_written_whole_or_not_at_all_on_postgres)
{
    is_whole_or_nothing(DB_POSTGRES);
}

TEST(identity_is_kept_once_and_not_for_long)
{
    struct test_store t;
    struct user who;

    test_store_open(&t, DB_SQLITE);
    assert_int_equal(come_in(&t.cx), OK);
    assert_int_equal(identity_take(&t.cx, S("another"), &who), E_MISSING);
    assert_int_equal(identity_take(&t.cx, S("a secret"), &who), OK);
    assert_str_equal(who.email, S("Ana@b.c"));
    assert_int_equal(identity_take(&t.cx, S("a secret"), &who), E_MISSING);
    assert_int_equal(identity_keep(&t.cx, &who, S("late")), OK);
    t.cx.now_ms += KEPT_MS;
    assert_int_equal(identity_take(&t.cx, S("late"), &who), E_MISSING);
    test_store_close(&t);
}

TEST(identity_belongs_to_an_address_whatever_its_case)
{
    struct identity other = ana;
    struct test_store t;
    struct user who;

    test_store_open(&t, DB_SQLITE);
    assert_int_equal(come_in(&t.cx), OK);
    other.email = S("ana@B.C");
    other.name = S("");
    assert_int_equal(identity_admit(&t.cx, &other, &who), OK);
    assert_str_equal(who.name, S("Ana"));
    other.email = S("eve@b.c");
    assert_int_equal(identity_admit(&t.cx, &other, &who), E_DENIED);
    test_store_close(&t);
}
