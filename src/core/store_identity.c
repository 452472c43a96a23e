/* store_identity: a store has an id of its own and knows the secret it was made with. */
#include "base/base.h"
#include "core/migrate.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/str.h"
#include "core/config.h"
#include "core/migrate_sql.h"
#include "port/crypto.h"

/* The value that stands under key; made when nobody has made it yet. */
static enum status meta_once(struct ctx *cx, struct str key, struct str value, struct str *out)
{
    struct q_meta_get_row row;
    bool found;
    TRY(q_meta_get(cx, &(struct q_meta_get_args){ .key = key }, &row, &found));
    if (!found) {
        TRY(q_meta_add(cx, &(struct q_meta_add_args){ .key = key, .value = value }));
        TRY(q_meta_get(cx, &(struct q_meta_get_args){ .key = key }, &row, &found));
    }
    if (!found)
        return fail(cx, E_INTERNAL, "the store does not keep what it is told");
    *out = row.value;
    return OK;
}

enum status store_identity(struct ctx *cx, struct str *store_id)
{
    struct str id, known;
    struct str secret = core_config()->session_secret;
    TRY(meta_once(cx, S("store_id"), uuid_new(cx->arena, cx->now_ms), &id));
    if (secret.len > 0) {
        uint8_t mac[SHA256_BYTES];
        hmac_sha256(secret, id, mac);
        struct str check = str_hex(cx->arena, mac, sizeof mac);
        TRY(meta_once(cx, S("secret_check"), check, &known));
        if (!crypto_equal(check, known))
            return fail(cx, E_CONFLICT, "SESSION_SECRET is not the one this store was made with");
    }
    *store_id = id;
    return OK;
}
