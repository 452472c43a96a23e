#include "feature/user/totp.c"

#include "base/test.h"
#include "core/store_testing.h"
#include "core/tx.h"

static const struct user ana = { .id = 7, .email = { "ana+x@b.c", 9 } };

/* RFC 6238, appendix B: the last six of its eight digits. */
TEST(totp_code_is_what_the_rfc_says)
{
    struct arena a;
    arena_init(&a, "test", 1 << 20);
    struct str secret = S("12345678901234567890");
    assert_str_equal(totp_code(&a, secret, 59 / 30), S("287082"));
    assert_str_equal(totp_code(&a, secret, 1111111109 / 30), S("081804"));
    assert_str_equal(totp_code(&a, secret, 20000000000 / 30), S("353130"));
    arena_release(&a);
}

/* RFC 4648 §10. */
TEST(totp_secret_is_shown_in_base32)
{
    struct arena a;
    arena_init(&a, "test", 1 << 20);
    assert_str_equal(base32(&a, (const uint8_t *)"foobar", 6), S("MZXW6YTBOI"));
    assert_str_equal(base32(&a, (const uint8_t *)"fooba", 5), S("MZXW6YTB"));
    assert_str_equal(base32(&a, (const uint8_t *)"f", 1), S("MY"));
    arena_release(&a);
}

/* The code of `aside` steps from now. */
static struct str code_of(struct ctx *cx, int64_t aside)
{
    uint8_t key[SECRET_KEY_BYTES];
    struct q_totp_find_row row;
    struct str secret;
    bool found;

    assert_int_equal(q_totp_find(cx, &(struct q_totp_find_args){ ana.id }, &row, &found), OK);
    box_key(key);
    assert_true(found && secret_open(cx->arena, key, row.secret_box, &secret));
    assert_int_equal(secret.len, TOTP_SECRET_BYTES);
    return totp_code(cx->arena, secret, cx->now_ms / TOTP_STEP_MS + aside);
}

static bool spend(struct ctx *cx, struct str code)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    bool is_good;

    assert_int_equal(tx_begin(cx, &tx), OK);
    assert_int_equal(totp_spend(cx, ana.id, code, &is_good), OK);
    assert_int_equal(tx_commit(&tx), OK);
    return is_good;
}

static struct str_list switch_on(struct ctx *cx)
{
    struct totp_begun begun;
    struct str_list codes = { 0 };
    bool is_good;

    assert_int_equal(totp_begin(cx, &ana, &begun), OK);
    assert_true(str_starts(begun.url, S("otpauth://totp/gosnag:ana%2Bx%40b.c?secret=")));
    assert_int_equal(totp_confirm(cx, ana.id, S("000000x"), &codes, &is_good), OK);
    assert_false(is_good);
    assert_int_equal(totp_confirm(cx, ana.id, code_of(cx, -1), &codes, &is_good), OK);
    assert_true(is_good);
    assert_int_equal(codes.n, RECOVERY_CODES);
    return codes;
}

static void codes_are_good_once(enum db_kind kind)
{
    struct test_store t;
    struct totp_begun begun;
    int64_t left;

    test_store_open(&t, kind);
    assert_false(spend(&t.cx, S("")));
    struct str_list recovery = switch_on(&t.cx);
    assert_int_equal(totp_begin(&t.cx, &ana, &begun), E_CONFLICT);
    assert_false(spend(&t.cx, code_of(&t.cx, -1))); /* it switched on */
    assert_false(spend(&t.cx, code_of(&t.cx, -2)));
    assert_true(spend(&t.cx, code_of(&t.cx, 1)));
    assert_false(spend(&t.cx, code_of(&t.cx, 1)));
    assert_false(spend(&t.cx, code_of(&t.cx, 0))); /* older than one that was used */
    t.cx.now_ms += 2 * TOTP_STEP_MS;
    assert_true(spend(&t.cx, code_of(&t.cx, 0)));

    assert_true(spend(&t.cx, str_upper(t.cx.arena, recovery.items[3])));
    assert_false(spend(&t.cx, recovery.items[3]));
    assert_int_equal(totp_codes_left(&t.cx, ana.id, &left), OK);
    assert_int_equal(left, RECOVERY_CODES - 1);
    assert_int_equal(totp_drop(&t.cx, ana.id), OK);
    assert_false(spend(&t.cx, recovery.items[4]));
    test_store_close(&t);
}

TEST(totp_codes_are_good_once_on_sqlite)
{
    codes_are_good_once(DB_SQLITE);
}

TEST(totp_codes_are_good_once_on_postgres)
{
    codes_are_good_once(DB_POSTGRES);
}

TEST(totp_that_was_only_begun_is_not_asked_for)
{
    struct test_store t;
    struct totp_begun begun;
    const struct totp_attempt in = { .who = &ana };

    test_store_open(&t, DB_SQLITE);
    assert_int_equal(totp_begin(&t.cx, &ana, &begun), OK);
    assert_int_equal(totp_begin(&t.cx, &ana, &begun), OK);
    assert_int_equal(totp_pass(&t.cx, &in), OK);
    assert_false(spend(&t.cx, code_of(&t.cx, 0)));
    switch_on(&t.cx);
    assert_int_equal(totp_pass(&t.cx, &in), E_UNAUTHENTICATED);
    assert_string_equal(t.cx.err.code, "totp_required");
    test_store_close(&t);
}
