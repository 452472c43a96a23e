#include "base/base.h"
#include "port/crypto.h"

#include <sodium.h>
#include <xxhash.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/lock.h"
#include "base/log.h"
#include "base/str.h"

enum {
    /* decisions.md §9; libsodium's argon2id has p = 1. */
    ARGON2_PASSES = 2,
    ARGON2_MEMORY_BYTES = 19 << 20,
    BOX_NONCE_BYTES = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
    BOX_TAG_BYTES = crypto_aead_xchacha20poly1305_ietf_ABYTES,
    HASH_WAITING_BYTES = 512,
};

static_assert(SHA256_BYTES == crypto_hash_sha256_BYTES, "SHA-256");
static_assert(SHA256_BYTES == crypto_auth_hmacsha256_BYTES, "HMAC-SHA-256");
static_assert(SECRET_KEY_BYTES == crypto_aead_xchacha20poly1305_ietf_KEYBYTES, "key of a box");

static struct lock password_lock = LOCK_INIT(LOCK_PASSWORD);

void crypto_init(void)
{
    if (sodium_init() < 0)
        log_die("crypto.init", "libsodium");
}

static const unsigned char *bytes_of(struct str s)
{
    return (const unsigned char *)s.p;
}

void sha256(struct str in, uint8_t out[SHA256_BYTES])
{
    (void)crypto_hash_sha256(out, bytes_of(in), in.len);
}

struct str sha256_hex(struct arena *a, struct str in)
{
    uint8_t digest[SHA256_BYTES];
    sha256(in, digest);
    return str_hex(a, digest, sizeof(digest));
}

void hmac_sha256(struct str key, struct str in, uint8_t out[SHA256_BYTES])
{
    crypto_auth_hmacsha256_state state;
    (void)crypto_auth_hmacsha256_init(&state, bytes_of(key), key.len);
    (void)crypto_auth_hmacsha256_update(&state, bytes_of(in), in.len);
    (void)crypto_auth_hmacsha256_final(&state, out);
    sodium_memzero(&state, sizeof(state));
}

/* Small parts are put together before the library sees them. */
struct hashing {
    crypto_generichash_state state;
    size_t n;
    uint8_t waiting[HASH_WAITING_BYTES];
};

static void hashing_flush(struct hashing *h)
{
    (void)crypto_generichash_update(&h->state, h->waiting, h->n);
    h->n = 0;
}

/* Length as 8 bytes little endian, then the bytes. */
static void hashing_add(struct hashing *h, struct str part)
{
    static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "a length is copied as it lies");
    uint64_t length = part.len;
    if (h->n + sizeof(length) + part.len > sizeof(h->waiting))
        hashing_flush(h);
    memcpy(h->waiting + h->n, &length, sizeof(length));
    h->n += sizeof(length);
    if (h->n + part.len <= sizeof(h->waiting)) {
        if (part.len > 0)
            memcpy(h->waiting + h->n, part.p, part.len);
        h->n += part.len;
        return;
    }
    hashing_flush(h);
    (void)crypto_generichash_update(&h->state, bytes_of(part), part.len);
}

void hash128(const struct str *parts, size_t n, uint8_t out[HASH128_BYTES])
{
    struct hashing h;
    h.n = 0;
    (void)crypto_generichash_init(&h.state, NULL, 0, HASH128_BYTES);
    for (size_t i = 0; i < n; i++)
        hashing_add(&h, parts[i]);
    hashing_flush(&h);
    (void)crypto_generichash_final(&h.state, out, HASH128_BYTES);
}

uint64_t hash64(struct str in)
{
    return XXH3_64bits(in.p, in.len);
}

bool crypto_equal(struct str a, struct str b)
{
    return a.len == b.len && (a.len == 0 || sodium_memcmp(a.p, b.p, a.len) == 0);
}

enum status password_hash(struct ctx *cx, struct str password, struct str *out)
{
    char text[crypto_pwhash_STRBYTES];
    lock_take(&password_lock);
    int rc = crypto_pwhash_str_alg(text, password.p, password.len, ARGON2_PASSES,
                                   ARGON2_MEMORY_BYTES, crypto_pwhash_ALG_ARGON2ID13);
    lock_give(&password_lock);
    if (rc != 0) /* the library's one reason: no memory */
        return fail(cx, E_BUSY, "no memory to hash a password");
    *out = str_dup(cx->arena, str_c(text));
    return OK;
}

/* As long as a real check, for whoever measures which accounts exist. */
static void password_burn(struct str password)
{
    static const unsigned char salt[crypto_pwhash_SALTBYTES];
    unsigned char out[crypto_pwhash_BYTES_MIN];
    if (crypto_pwhash(out, sizeof(out), password.p, password.len, salt, ARGON2_PASSES,
                      ARGON2_MEMORY_BYTES, crypto_pwhash_ALG_ARGON2ID13) != 0)
        LOG(WARN, "password.no_memory");
}

bool password_check(struct str password, struct str hash)
{
    char text[crypto_pwhash_STRBYTES] = { 0 };
    bool is_usable = hash.len < sizeof(text) && str_starts(hash, S(crypto_pwhash_STRPREFIX));
    if (is_usable)
        memcpy(text, hash.p, hash.len);
    bool ok = false;
    lock_take(&password_lock);
    if (is_usable)
        ok = crypto_pwhash_str_verify(text, password.p, password.len) == 0;
    else
        password_burn(password);
    lock_give(&password_lock);
    return ok;
}

void secret_key_derive(struct str session_secret, struct str purpose, uint8_t out[SECRET_KEY_BYTES])
{
    struct hashing h;
    h.n = 0;
    (void)crypto_generichash_init(&h.state, NULL, 0, SECRET_KEY_BYTES);
    hashing_add(&h, purpose);
    hashing_add(&h, session_secret);
    hashing_flush(&h);
    (void)crypto_generichash_final(&h.state, out, SECRET_KEY_BYTES);
    sodium_memzero(&h, sizeof(h));
}

/* A box: nonce, ciphertext, tag. */
struct str secret_seal(struct arena *a, const uint8_t key[SECRET_KEY_BYTES], struct str plain)
{
    size_t n = BOX_NONCE_BYTES + plain.len + BOX_TAG_BYTES;
    unsigned char *box = arena_alloc(a, n);
    random_bytes(box, BOX_NONCE_BYTES);
    (void)crypto_aead_xchacha20poly1305_ietf_encrypt(box + BOX_NONCE_BYTES, NULL, bytes_of(plain),
                                                     plain.len, NULL, 0, NULL, box, key);
    return str_base64_encode(a, str_make((const char *)box, n));
}

bool secret_open(struct arena *a, const uint8_t key[SECRET_KEY_BYTES], struct str box,
                 struct str *plain)
{
    struct str raw;
    if (!str_base64_decode(a, box, &raw) || raw.len < BOX_NONCE_BYTES + BOX_TAG_BYTES)
        return false;
    size_t n = raw.len - BOX_NONCE_BYTES - BOX_TAG_BYTES;
    unsigned char *text = arena_alloc(a, n + 1); /* never an absent str */
    const unsigned char *nonce = bytes_of(raw);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(text, NULL, NULL, nonce + BOX_NONCE_BYTES,
                                                   raw.len - BOX_NONCE_BYTES, NULL, 0, nonce,
                                                   key) != 0)
        return false;
    *plain = str_make((const char *)text, n);
    return true;
}
