/* totp.h - the second factor: six digits from an authenticator app (RFC 6238), or one of
 * ten recovery codes.
 *
 * Begun with totp_begin, it is asked for only after totp_confirm has seen one code, so
 * that nobody locks himself out. A code is taken of the step before, at or after now, and
 * no step is good twice; a recovery code is good once. The secret lies sealed in the
 * store, recovery codes as SHA-256 (they are 50 random bits).
 *
 * Guessing is slowed down by whoever asks (core/throttle.h).
 * Memory: strings of results live in cx->arena. */
#ifndef FEATURE_USER_TOTP_H
#define FEATURE_USER_TOTP_H

#include "core/field.h"
#include "feature/user/user.h"

enum {
    TOTP_STEP_MS = 30 * 1000,
    TOTP_DIGITS = 6,
    TOTP_SECRET_BYTES = 20, /* RFC 4226 §4, R6 */
    TOTP_INPUT_BYTES = 64,
    RECOVERY_CODES = 10,
};

/* The code of a step (time / TOTP_STEP_MS); secret is the raw bytes. Pure. */
struct str totp_code(struct arena *a, struct str secret, int64_t step);

NODISCARD enum status totp_is_on(struct ctx *cx, int64_t user_id, bool *is_on);
NODISCARD enum status totp_codes_left(struct ctx *cx, int64_t user_id, int64_t *n);

struct totp_begun {
    struct str secret; /* base32, for typing  */
    struct str url;    /* otpauth://, for a QR code */
};
/* A new secret in place of one that was only begun; E_CONFLICT when it is on. */
NODISCARD enum status totp_begin(struct ctx *cx, const struct user *u, struct totp_begun *out);
/* Inside a transaction: switches on what was begun; when it is on already, new recovery
 * codes take the place of the old ones. *is_good = false: wrong code, nothing was done. */
NODISCARD enum status totp_confirm(struct ctx *cx, int64_t user_id, struct str code,
                                   struct str_list *codes, bool *is_good);
/* Inside a transaction: spends a code of the app or a recovery code. */
NODISCARD enum status totp_spend(struct ctx *cx, int64_t user_id, struct str code, bool *is_good);
/* Inside a transaction: switches it off. */
NODISCARD enum status totp_drop(struct ctx *cx, int64_t user_id);

/* Whoever signs in with `account` (folded address): OK when there is no second factor or
 * the code was good and is spent now, inside the caller's transaction. E_UNAUTHENTICATED
 * with code totp_required or totp_invalid; a wrong one counts for the throttle. */
struct totp_attempt {
    const struct user *who;
    struct str code; /* absent: none was sent */
    struct str address;
};
NODISCARD enum status totp_pass(struct ctx *cx, const struct totp_attempt *in);

#endif
