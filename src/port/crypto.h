/* port/crypto.h - hashes, password hash, secret boxes (libsodium), checksums (xxHash). */
#ifndef PORT_CRYPTO_H
#define PORT_CRYPTO_H

#include "base/base.h"

struct arena;
struct ctx;

enum {
    SHA256_BYTES     = 32,
    HASH128_BYTES    = 16,
    SECRET_KEY_BYTES = 32,
};

/* Once, before threads start; ends the process when the library cannot start. */
void crypto_init(void);

void sha256(struct str in, uint8_t out[SHA256_BYTES]);
struct str sha256_hex(struct arena *a, struct str in);
void hmac_sha256(struct str key, struct str in, uint8_t out[SHA256_BYTES]);
/* BLAKE2b-128 over several parts, each prefixed with its length: ("ab","c") and
 * ("a","bc") differ. Fingerprints and idempotence keys. */
void hash128(const struct str *parts, size_t n, uint8_t out[HASH128_BYTES]);
/* XXH3: checksums of records and files; never for anything an attacker may choose. */
uint64_t hash64(struct str in);
/* Constant time. */
bool crypto_equal(struct str a, struct str b);

/* argon2id m = 19 MiB, t = 2, p = 1 (decisions.md §9), as a PHC string. Takes the
 * PASSWORD lock: one at a time in the process. */
NODISCARD enum status password_hash(struct ctx *cx, struct str password, struct str *out);
/* False on mismatch and on a broken hash. An absent hash costs the same time. */
bool password_check(struct str password, struct str hash);

/* Secrets at rest: XChaCha20-Poly1305 with a key derived from the session secret
 * (BLAKE2b with the purpose as context). Boxes are base64 text and name no key. */
void secret_key_derive(struct str session_secret, struct str purpose,
                       uint8_t out[SECRET_KEY_BYTES]);
struct str secret_seal(struct arena *a, const uint8_t key[SECRET_KEY_BYTES], struct str plain);
NODISCARD bool secret_open(struct arena *a, const uint8_t key[SECRET_KEY_BYTES], struct str box,
                           struct str *plain);

#endif
