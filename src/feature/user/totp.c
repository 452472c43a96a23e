#include "base/base.h"

#include "feature/user/totp.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/sha1.h"
#include "base/str.h"
#include "core/config.h"
#include "core/throttle.h"
#include "feature/user/totp_sql.h"
#include "feature/user/user_int.h"
#include "port/crypto.h"

enum {
    STEP_BYTES = 8,
    CODES_END = 1000000, /* 10 to the TOTP_DIGITS */
    STEPS_ASIDE = 1,     /* clocks of phones are that wrong, and people that slow */
    RECOVERY_BYTES = 7,  /* random; ten letters of them are shown                 */
    RECOVERY_LETTERS = 10,
    RECOVERY_HALF = RECOVERY_LETTERS / 2,
    BASE32_BITS = 5,
    URL_BYTES = 1024,
};

/* --- codes ---------------------------------------------------------------------- */

/* RFC 4648 §6, without padding. */
static struct str base32(struct arena *a, const uint8_t *bytes, size_t n)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    struct buf b;
    uint32_t held = 0;
    unsigned bits = 0;

    buf_init(&b, a, 2 * n + 1);
    for (size_t i = 0; i < n; i++) {
        held = held << 8 | bytes[i];
        for (bits += 8; bits >= BASE32_BITS; bits -= BASE32_BITS)
            buf_add_char(&b, letters[held >> (bits - BASE32_BITS) & 31]);
    }
    if (bits > 0)
        buf_add_char(&b, letters[held << (BASE32_BITS - bits) & 31]);
    return buf_str(&b);
}

/* RFC 4226 §5.3 over the number of the step. */
struct str totp_code(struct arena *a, struct str secret, int64_t step)
{
    uint8_t mac[SHA1_BYTES];
    char moving[STEP_BYTES];

    for (size_t i = 0; i < STEP_BYTES; i++)
        moving[i] = (char)((uint64_t)step >> (56 - 8 * i));
    hmac_sha1(secret, str_make(moving, sizeof moving), mac);
    const uint8_t *p = mac + (mac[SHA1_BYTES - 1] & 15);
    uint32_t number =
        (uint32_t)(p[0] & 127) << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
    return str_printf(a, "%0*u", TOTP_DIGITS, number % CODES_END);
}

static void box_key(uint8_t key[SECRET_KEY_BYTES])
{
    secret_key_derive(core_config()->session_secret, S("totp"), key);
}

/* "abcde-fghij" as its holder may type it: case, blanks and hyphens do not matter. */
static struct str recovery_hash(struct ctx *cx, struct str code)
{
    struct str lower = str_lower(cx->arena, code);
    struct buf b;

    buf_init(&b, cx->arena, TOTP_INPUT_BYTES);
    for (size_t i = 0; i < lower.len; i++)
        if (lower.p[i] != '-' && lower.p[i] != ' ')
            buf_add_char(&b, lower.p[i]);
    return user_secret_hash(cx, buf_str(&b));
}

/* --- reading ---------------------------------------------------------------------- */

enum status totp_is_on(struct ctx *cx, int64_t user_id, bool *is_on)
{
    struct q_totp_find_row row = { 0 };
    bool found;

    TRY(q_totp_find(cx, &(struct q_totp_find_args){ user_id }, &row, &found));
    *is_on = found && row.is_on;
    return OK;
}

enum status totp_codes_left(struct ctx *cx, int64_t user_id, int64_t *n)
{
    struct q_recovery_count_row row;

    TRY(q_recovery_count(cx, &(struct q_recovery_count_args){ user_id }, &row));
    *n = row.n;
    return OK;
}

/* --- switching on and off ----------------------------------------------------------- */

enum status totp_begin(struct ctx *cx, const struct user *u, struct totp_begun *out)
{
    uint8_t secret[TOTP_SECRET_BYTES], key[SECRET_KEY_BYTES];
    int64_t changed = 0;

    random_bytes(secret, sizeof secret);
    box_key(key);
    struct str box = secret_seal(cx->arena, key, str_make((const char *)secret, sizeof secret));
    TRY(q_totp_begin(cx, &(struct q_totp_begin_args){ u->id, box, cx->now_ms }, &changed));
    if (changed == 0)
        return fail_at(cx, E_CONFLICT, (struct err_where){ "totp_on", NULL },
                       "the second factor is on: switch it off first");
    out->secret = base32(cx->arena, secret, sizeof secret);
    out->url = str_printf(cx->arena,
                          "otpauth://totp/gosnag:%.*s?secret=%.*s&issuer=gosnag&algorithm=SHA1"
                          "&digits=%d&period=%d",
                          FMT(str_url_encode(cx->arena, u->email)), FMT(out->secret), TOTP_DIGITS,
                          TOTP_STEP_MS / 1000);
    return OK;
}

/* The step whose code this is, if any. */
static bool matches(struct ctx *cx, struct str secret, struct str code, int64_t *step)
{
    int64_t now = cx->now_ms / TOTP_STEP_MS;

    for (*step = now - STEPS_ASIDE; *step <= now + STEPS_ASIDE; (*step)++)
        if (crypto_equal(totp_code(cx->arena, secret, *step), code))
            return true;
    return false;
}

static enum status use_code(struct ctx *cx, int64_t user_id, const struct q_totp_find_row *row,
                            struct str code, bool *is_good)
{
    uint8_t key[SECRET_KEY_BYTES];
    struct str secret;
    int64_t step, changed = 0;

    box_key(key);
    if (!secret_open(cx->arena, key, row->secret_box, &secret))
        return fail(cx, E_INTERNAL, "the second factor of user %lld cannot be opened",
                    (long long)user_id);
    if (matches(cx, secret, code, &step))
        TRY(q_totp_use_step(cx, &(struct q_totp_use_step_args){ user_id, step }, &changed));
    *is_good = changed == 1;
    return OK;
}

static enum status new_recovery_codes(struct ctx *cx, int64_t user_id, struct str_list *out)
{
    struct str *codes = arena_array(cx->arena, struct str, RECOVERY_CODES);
    uint8_t random[RECOVERY_BYTES];

    TRY(q_recovery_delete_all(cx, &(struct q_recovery_delete_all_args){ user_id }));
    for (size_t i = 0; i < RECOVERY_CODES; i++) {
        random_bytes(random, sizeof random);
        struct str letters = str_to(str_lower(cx->arena, base32(cx->arena, random, sizeof random)),
                                    RECOVERY_LETTERS);
        codes[i] = str_printf(cx->arena, "%.*s-%.*s", FMT(str_to(letters, RECOVERY_HALF)),
                              FMT(str_from(letters, RECOVERY_HALF)));
        TRY(q_recovery_insert(
            cx, &(struct q_recovery_insert_args){ user_id, recovery_hash(cx, codes[i]) }));
    }
    *out = (struct str_list){ codes, RECOVERY_CODES };
    return OK;
}

enum status totp_confirm(struct ctx *cx, int64_t user_id, struct str code, struct str_list *codes,
                         bool *is_good)
{
    struct q_totp_find_row row = { 0 };
    bool found;

    *is_good = false;
    TRY(q_totp_find(cx, &(struct q_totp_find_args){ user_id }, &row, &found));
    if (!found)
        return fail_at(cx, E_CONFLICT, (struct err_where){ "totp_not_begun", NULL },
                       "begin with POST: there is no secret yet");
    TRY(use_code(cx, user_id, &row, str_trim(code), is_good));
    if (!*is_good)
        return OK;
    TRY(q_totp_switch_on(cx, &(struct q_totp_switch_on_args){ user_id }));
    return new_recovery_codes(cx, user_id, codes);
}

enum status totp_drop(struct ctx *cx, int64_t user_id)
{
    TRY(q_recovery_delete_all(cx, &(struct q_recovery_delete_all_args){ user_id }));
    return q_totp_delete(cx, &(struct q_totp_delete_args){ user_id });
}

/* --- using it ------------------------------------------------------------------------ */

enum status totp_spend(struct ctx *cx, int64_t user_id, struct str code, bool *is_good)
{
    struct q_totp_find_row row = { 0 };
    int64_t changed = 0;
    bool found;

    *is_good = false;
    code = str_trim(code);
    TRY(q_totp_find(cx, &(struct q_totp_find_args){ user_id }, &row, &found));
    if (!found || !row.is_on)
        return OK;
    if (code.len == TOTP_DIGITS)
        return use_code(cx, user_id, &row, code, is_good);
    TRY(q_recovery_use(cx, &(struct q_recovery_use_args){ user_id, recovery_hash(cx, code) },
                       &changed));
    *is_good = changed == 1;
    return OK;
}

enum status totp_pass(struct ctx *cx, const struct totp_attempt *in)
{
    struct str account = str_fold(cx->arena, in->who->email);
    bool is_on, is_good;

    TRY(totp_is_on(cx, in->who->id, &is_on));
    if (!is_on)
        return OK;
    if (str_trim(in->code).len == 0)
        return fail_at(cx, E_UNAUTHENTICATED, (struct err_where){ "totp_required", "totp" },
                       "a code of the authenticator app is required");
    TRY(throttle_check(cx, in->address, account));
    TRY(totp_spend(cx, in->who->id, in->code, &is_good));
    if (is_good)
        return OK;
    throttle_failed(cx, in->address, account);
    return fail_at(cx, E_UNAUTHENTICATED, (struct err_where){ "totp_invalid", "totp" },
                   "this code is wrong, too old, or was used before");
}
