#include "feature/user/user.c"

#include "base/test.h"
#include "core/store_testing.h"

#include "base/clock.h"
#include "base/id.h"

static struct user make(struct ctx *cx, const char *email, const char *role)
{
    struct user u;
    struct user_new in = {
        .email = str_c(email), .name = S("x"), .role = str_c(role), .status = S("active")
    };

    if (user_create(cx, &in, &u) != OK)
        fail_msg("%s", cx->err.text);
    return u;
}

static struct user again(struct ctx *cx, const struct user *u)
{
    struct user out;
    bool found;

    assert_int_equal(user_by_id(cx, u->id, &out, &found), OK);
    assert_true(found);
    return out;
}

TEST(email_must_look_like_one)
{
    struct arena a;
    arena_init(&a, "test", 1 << 20);
    struct ctx cx = { .arena = &a };
    static const char *const bad[] = { "",      "a",    "@b",      "a@",    "a@b@c",
                                       "a b@c", "a@b>", "a@\"b\"", "a,b@c", "a@b\r\nBcc: c" };

    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        if (user_check_email(&cx, str_c(bad[i])) == OK)
            fail_msg("%s", bad[i]);
    assert_int_equal(user_check_email(&cx, S("ann.b+c@example.co.uk")), OK);
    assert_int_equal(user_check_email(&cx, S("jörg@exämple.de")), OK);
}

static void one_account_per_address(enum db_kind kind)
{
    struct test_store t;
    struct user u;
    bool found;

    test_store_open(&t, kind);
    struct user ann = make(&t.cx, "Ann@Example.com", "admin");
    struct user_new same = { S("ann@example.COM"), S(""), S("viewer"), S("invited"), { 0 } };
    assert_int_equal(user_create(&t.cx, &same, &u), E_CONFLICT);
    assert_int_equal(user_by_email(&t.cx, S(" ANN@example.com"), &u, &found), OK);
    assert_true(found && u.id == ann.id);
    assert_int_equal(user_by_email(&t.cx, S(""), &u, &found), OK);
    assert_false(found);
    test_store_close(&t);
}

TEST(address_belongs_to_one_account_on_sqlite)
{
    one_account_per_address(DB_SQLITE);
}

TEST(address_belongs_to_one_account_on_postgres)
{
    one_account_per_address(DB_POSTGRES);
}

TEST(last_active_admin_keeps_role_and_status)
{
    struct test_store t;

    test_store_open(&t, DB_SQLITE);
    struct user ann = make(&t.cx, "ann@example.com", "admin");
    struct user bob = make(&t.cx, "bob@example.com", "admin");
    assert_int_equal(user_change_status(&t.cx, &bob, S("disabled"), NULL), OK);
    assert_int_equal(user_change_role(&t.cx, &ann, S("viewer")), E_CONFLICT);
    assert_int_equal(user_change_status(&t.cx, &ann, S("disabled"), NULL), E_CONFLICT);
    assert_str_equal(again(&t.cx, &ann).role, S("admin"));
    assert_str_equal(again(&t.cx, &ann).status, S("active"));
    assert_int_equal(user_change_status(&t.cx, &bob, S("active"), NULL), OK);
    assert_int_equal(user_change_role(&t.cx, &ann, S("viewer")), OK);
    test_store_close(&t);
}

TEST(nobody_changes_the_own_role)
{
    struct test_store t;

    test_store_open(&t, DB_SQLITE);
    struct user ann = make(&t.cx, "ann@example.com", "admin");
    (void)make(&t.cx, "bob@example.com", "admin");
    struct actor me = { .kind = ACTOR_SESSION, .user_id = ann.id, .role = ROLE_ADMIN };
    t.cx.actor = &me;
    assert_int_equal(user_change_role(&t.cx, &ann, S("member")), E_CONFLICT);
    assert_int_equal(user_change_status(&t.cx, &ann, S("disabled"), NULL), E_CONFLICT);
    test_store_close(&t);
}

TEST(password_has_bounds)
{
    struct arena a;
    arena_init(&a, "test", 64 << 20);
    struct ctx cx = { .arena = &a };
    struct str hash;
    char *longest = arena_array(&a, char, LIMIT_PASSWORD + 1);

    memset(longest, 'x', LIMIT_PASSWORD + 1);
    assert_int_equal(user_hash_password(&cx, S("1234567"), &hash), E_INVALID);
    assert_int_equal(user_hash_password(&cx, str_make(longest, LIMIT_PASSWORD + 1), &hash),
                     E_INVALID);
    assert_int_equal(user_hash_password(&cx, S("12345678"), &hash), OK);
    assert_true(password_check(S("12345678"), hash));
    assert_false(password_check(S("12345679"), hash));
    arena_release(&a);
}
