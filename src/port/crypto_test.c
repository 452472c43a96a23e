#include "port/crypto.c"

#include "base/test.h"

enum { ROOM = 4 << 20 };

static struct arena a;
static struct ctx cx;

static struct ctx *fresh(void)
{
    crypto_init();
    arena_release(&a);
    arena_init(&a, "test", ROOM);
    cx = (struct ctx){ .arena = &a };
    return &cx;
}

static struct str hex(const uint8_t *p, size_t n)
{
    return str_hex(&a, p, n);
}

TEST(sha256_as_in_fips_180)
{
    fresh();
    assert_str_equal(sha256_hex(&a, S("")),
                     S("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
    assert_str_equal(sha256_hex(&a, (struct str){ NULL, 0 }), sha256_hex(&a, S("")));
    assert_str_equal(sha256_hex(&a, S("abc")),
                     S("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
}

TEST(hmac_as_in_rfc_4231)
{
    uint8_t out[SHA256_BYTES];
    fresh();
    hmac_sha256(S("Jefe"), S("what do ya want for nothing?"), out);
    assert_str_equal(hex(out, sizeof(out)),
                     S("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"));
    char key[131]; /* test case 6: longer than a block */
    memset(key, 0xAA, sizeof(key));
    hmac_sha256(str_make(key, sizeof(key)),
                S("Test Using Larger Than Block-Size Key - Hash Key First"), out);
    assert_str_equal(hex(out, sizeof(out)),
                     S("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"));
}

TEST(hash128_knows_where_parts_end)
{
    static const struct str rows[][3] = {
        { S("ab"), S("c"), S("") }, { S("a"), S("bc"), S("") }, { S("abc"), S(""), S("") },
        { S(""), S("abc"), S("") }, { S(""), S(""), S("abc") }, { S("ab"), S(""), S("c") },
    };
    uint8_t out[ARRAY_LEN(rows)][HASH128_BYTES], again[HASH128_BYTES];
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        hash128(rows[i], 3, out[i]);
        for (size_t k = 0; k < i; k++)
            assert_memory_not_equal(out[i], out[k], HASH128_BYTES);
    }
    hash128(rows[0], 3, again);
    assert_memory_equal(again, out[0], HASH128_BYTES);
    hash128(rows[0], 2, again);
    assert_memory_not_equal(again, out[0], HASH128_BYTES);
}

/* Stored in databases and on disk: these must never change. */
TEST(stored_hashes_stay_what_they_are)
{
    uint8_t out[HASH128_BYTES];
    fresh();
    hash128((const struct str[]){ S("ab"), S("c") }, 2, out);
    assert_str_equal(hex(out, sizeof(out)), S("4826ed043ab3cdec576d8541fa5d5a80"));
    assert_int_equal(hash64(S("")), 0x2d06800538d394c2);
    assert_int_equal(hash64(S("abc")), 0x78af5f94892f3950);
    uint8_t key[SECRET_KEY_BYTES];
    secret_key_derive(S("secret"), S("purpose"), key);
    assert_str_equal(hex(key, sizeof(key)),
                     S("1cdfc26b07586e09fbc078b8e33568393bc48f2731e26187510dfb023292ecbd"));
}

TEST(equality_without_a_clock)
{
    assert_true(crypto_equal(S("abc"), S("abc")));
    assert_false(crypto_equal(S("abc"), S("abd")));
    assert_false(crypto_equal(S("abc"), S("ab")));
    assert_true(crypto_equal(S(""), (struct str){ NULL, 0 }));
}

TEST(passwords_are_hashed_and_checked)
{
    struct str hash, other;
    assert_int_equal(password_hash(fresh(), S("correct horse"), &hash), OK);
    assert_true(str_starts(hash, S("$argon2id$v=19$m=19456,t=2,p=1$")));
    assert_int_equal(password_hash(&cx, S("correct horse"), &other), OK);
    assert_false(str_eq(hash, other)); /* salted */
    assert_true(password_check(S("correct horse"), hash));
    assert_false(password_check(S("correct horsf"), hash));
    assert_false(password_check(S(""), hash));
}

TEST(what_is_no_hash_matches_nothing)
{
    fresh();
    static const struct str hashes[] = {
        { NULL, 0 },
        S(""),
        S("x"),
        S("$argon2id$"),
        S("$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$"),
        S("plain text"),
    };
    for (size_t i = 0; i < ARRAY_LEN(hashes); i++)
        assert_false(password_check(S(""), hashes[i]));
    char *long_hash = arena_alloc(&a, 1000);
    memset(long_hash, 'a', 1000);
    memcpy(long_hash, "$argon2id$", strlen("$argon2id$"));
    assert_false(password_check(S("a"), str_make(long_hash, 1000)));
}

TEST(boxes_open_with_their_key_only)
{
    uint8_t key[SECRET_KEY_BYTES], other[SECRET_KEY_BYTES];
    struct str plain;
    fresh();
    secret_key_derive(S("session secret"), S("slack"), key);
    secret_key_derive(S("session secret"), S("jira"), other);
    struct str box = secret_seal(&a, key, S("token"));
    assert_true(secret_open(&a, key, box, &plain));
    assert_str_equal(plain, S("token"));
    assert_false(secret_open(&a, other, box, &plain));
    secret_key_derive(S("another secret"), S("slack"), other);
    assert_false(secret_open(&a, other, box, &plain));
    assert_false(str_eq(box, secret_seal(&a, key, S("token")))); /* fresh nonce */
    assert_true(secret_open(&a, key, secret_seal(&a, key, S("")), &plain));
    assert_int_equal(plain.len, 0);
    assert_false(str_is_null(plain));
}

TEST(secret_and_purpose_do_not_run_together)
{
    uint8_t one[SECRET_KEY_BYTES], two[SECRET_KEY_BYTES];
    secret_key_derive(S("ab"), S("c"), one);
    secret_key_derive(S("b"), S("ca"), two);
    assert_memory_not_equal(one, two, sizeof(one));
    secret_key_derive(S("c"), S("ab"), two);
    assert_memory_not_equal(one, two, sizeof(one));
}

TEST(changed_or_cut_boxes_stay_shut)
{
    uint8_t key[SECRET_KEY_BYTES] = { 1 };
    struct str plain = S("untouched");
    fresh();
    struct str box = secret_seal(&a, key, S("a secret of some length"));
    for (size_t n = 0; n < box.len; n++)
        assert_false(secret_open(&a, key, str_to(box, n), &plain) && n + 2 < box.len);
    for (size_t i = 0; i + 2 < box.len; i++) {
        char *changed = arena_alloc(&a, box.len);
        memcpy(changed, box.p, box.len);
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        assert_false(secret_open(&a, key, str_make(changed, box.len), &plain));
    }
    assert_false(secret_open(&a, key, S("no base64!"), &plain));
    assert_false(secret_open(&a, key, (struct str){ NULL, 0 }, &plain));
    assert_str_equal(plain, S("untouched"));
}
