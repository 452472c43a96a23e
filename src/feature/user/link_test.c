#include "feature/user/link.c"

#include "base/test.h"
#include "core/store_testing.h"

static struct str make(struct ctx *cx, enum link_kind kind, int64_t user_id)
{
    struct str token;
    int64_t expires_ms;

    assert_int_equal(link_create(cx, &(struct link_new){ kind, user_id }, &token, &expires_ms), OK);
    assert_true(expires_ms > cx->now_ms);
    return token;
}

static enum status check(struct ctx *cx, enum link_kind kind, struct str token)
{
    int64_t user_id, expires_ms;

    return link_check(cx, kind, token, &user_id, &expires_ms);
}

static void works_once(enum db_kind kind)
{
    struct test_store t;

    test_store_open(&t, kind);
    struct str token = make(&t.cx, LINK_INVITE, 7);
    assert_int_equal(check(&t.cx, LINK_INVITE, token), OK);
    assert_int_equal(check(&t.cx, LINK_RESET, token), E_MISSING);
    assert_int_equal(link_spend(&t.cx, token), OK);
    assert_int_equal(link_spend(&t.cx, token), E_MISSING);
    assert_int_equal(check(&t.cx, LINK_INVITE, token), E_MISSING);
    test_store_close(&t);
}

TEST(link_works_once_and_for_its_purpose_on_sqlite)
{
    works_once(DB_SQLITE);
}

TEST(link_works_once_and_for_its_purpose_on_postgres)
{
    works_once(DB_POSTGRES);
}

TEST(link_ends_with_its_time)
{
    struct test_store t;

    test_store_open(&t, DB_SQLITE);
    struct str token = make(&t.cx, LINK_RESET, 7);
    t.cx.now_ms += (int64_t)RESET_DAYS * MS_PER_DAY - 1;
    assert_int_equal(check(&t.cx, LINK_RESET, token), OK);
    t.cx.now_ms += 1;
    assert_int_equal(check(&t.cx, LINK_RESET, token), E_MISSING);
    assert_int_equal(q_link_purge(&t.cx, &(struct q_link_purge_args){ t.cx.now_ms }), OK);
    assert_int_equal(link_spend(&t.cx, token), E_MISSING);
    test_store_close(&t);
}

TEST(new_link_makes_the_older_one_of_its_kind_void)
{
    struct test_store t;

    test_store_open(&t, DB_SQLITE);
    struct str old = make(&t.cx, LINK_INVITE, 7);
    struct str reset = make(&t.cx, LINK_RESET, 7);
    struct str other = make(&t.cx, LINK_INVITE, 8);
    struct str fresh = make(&t.cx, LINK_INVITE, 7);
    assert_int_equal(check(&t.cx, LINK_INVITE, old), E_MISSING);
    assert_int_equal(check(&t.cx, LINK_INVITE, fresh), OK);
    assert_int_equal(check(&t.cx, LINK_INVITE, other), OK);
    assert_int_equal(check(&t.cx, LINK_RESET, reset), OK);
    test_store_close(&t);
}

TEST(link_that_is_none_is_refused_without_asking_the_store)
{
    struct arena a;
    arena_init(&a, "test", 1 << 20);
    struct ctx cx = { .arena = &a };

    assert_int_equal(check(&cx, LINK_INVITE, S("")), E_MISSING);
    assert_int_equal(check(&cx, LINK_INVITE, S("' OR 1=1")), E_MISSING);
}
