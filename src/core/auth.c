#include "base/base.h"

#include "core/auth.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/auth_sql.h"
#include "core/config.h"
#include "port/crypto.h"

enum {
    SEEN_EVERY_MS = 5 * MS_PER_MINUTE, /* "last used" and "last seen" are written this often */
    COOKIE_BYTES = 512,
    SECONDS_PER_DAY = 24 * 60 * 60,
};

static struct str hash_of(struct ctx *cx, struct str secret)
{
    uint8_t *hash = arena_array(cx->arena, uint8_t, SHA256_BYTES);
    sha256(secret, hash);
    return str_make((const char *)hash, SHA256_BYTES);
}

/* Notes that take no part in the answer: a busy store does not fail the request. */
static void note_user_seen(struct ctx *cx, int64_t user_id, int64_t last_ms)
{
    if (cx->now_ms - last_ms < SEEN_EVERY_MS)
        return;
    if (q_auth_user_seen(cx, &(struct q_auth_user_seen_args){ user_id, cx->now_ms }) != OK)
        err_clear(&cx->err);
}

static void note_token_used(struct ctx *cx, int64_t token_id, int64_t last_ms)
{
    if (cx->now_ms - last_ms < SEEN_EVERY_MS)
        return;
    if (q_auth_token_used(cx, &(struct q_auth_token_used_args){ token_id, cx->now_ms }) != OK)
        err_clear(&cx->err);
}

static void fill_person(struct actor *out, struct str uuid, struct str email, struct str name)
{
    out->user_uuid = uuid;
    out->user_email = email;
    out->user_name = name;
    out->sees_all = true;
    out->visible = S("[]");
}

/* --- tokens ---------------------------------------------------------------- */

static enum status person_token(struct ctx *cx, const struct q_auth_token_row *row,
                                struct actor *out)
{
    if (!row->user_id.set || !str_eq(row->status, S("active")))
        return fail(cx, E_DENIED, "the owner of this token is not active");
    if (!role_parse(row->role, &out->role))
        return fail(cx, E_INTERNAL, "user %lld has no known role", (long long)row->user_id.value);
    out->kind = ACTOR_TOKEN;
    out->user_id = row->user_id.value;
    fill_person(out, row->uuid, row->email, row->name);
    return OK;
}

static void project_token(struct ctx *cx, const struct q_auth_token_row *row, struct actor *out)
{
    out->kind = ACTOR_PROJECT_TOKEN;
    out->role = ROLE_MEMBER;
    out->project_id = row->project_id.value;
    out->sees_all = false;
    out->visible = str_printf(cx->arena, "[%lld]", (long long)row->project_id.value);
}

static enum status resolve_token(struct ctx *cx, struct str token, struct actor *out)
{
    struct q_auth_token_row row;
    bool found;
    TRY(q_auth_token(cx, &(struct q_auth_token_args){ hash_of(cx, token) }, &row, &found));
    if (!found)
        return fail(cx, E_UNAUTHENTICATED, "unknown token");
    if (row.expires_ms != 0 && row.expires_ms <= cx->now_ms)
        return fail(cx, E_UNAUTHENTICATED, "this token has expired");
    *out = (struct actor){ .token_id = row.id,
                           .is_readonly = !str_eq(row.permission, S("readwrite")) };
    if (str_eq(row.scope, S("project")) && row.project_id.set)
        project_token(cx, &row, out);
    else
        TRY(person_token(cx, &row, out));
    note_token_used(cx, row.id, row.last_used_ms);
    return OK;
}

/* --- sessions -------------------------------------------------------------- */

static bool is_session_value(struct str s)
{
    uint8_t bytes[TOKEN_HEX_BYTES / 2];
    return s.len == TOKEN_HEX_BYTES && str_unhex(s, bytes, sizeof(bytes));
}

struct str auth_cookie_value(struct str cookie_header)
{
    struct str rest = cookie_header, part;
    while (!str_is_null(rest) && str_split(&rest, ';', &part)) {
        part = str_trim(part);
        struct str name = S("session=");
        if (str_starts(part, name))
            return str_from(part, name.len);
    }
    return (struct str){ NULL, 0 };
}

static enum status resolve_session(struct ctx *cx, struct str cookie, struct actor *out,
                                   bool *clear_cookie)
{
    *clear_cookie = !is_session_value(cookie);
    if (*clear_cookie)
        return OK;
    struct str hash = hash_of(cx, cookie);
    struct q_auth_session_row row;
    bool found;
    TRY(q_auth_session(cx, &(struct q_auth_session_args){ hash }, &row, &found));
    *clear_cookie = !found;
    if (!found)
        return OK;
    bool is_active = str_eq(row.status, S("active"));
    *clear_cookie = !is_active || row.expires_ms <= cx->now_ms;
    if (*clear_cookie)
        return q_auth_session_delete(cx, &(struct q_auth_session_delete_args){ hash });
    *out = (struct actor){ .kind = ACTOR_SESSION, .user_id = row.user_id };
    if (!role_parse(row.role, &out->role))
        return fail(cx, E_INTERNAL, "user %lld has no known role", (long long)row.user_id);
    memcpy(out->session_hash, hash.p, sizeof(out->session_hash));
    fill_person(out, row.uuid, row.email, row.name);
    note_user_seen(cx, row.user_id, row.last_seen_ms);
    return OK;
}

enum status auth_resolve(struct ctx *cx, const struct auth_credentials *in, struct actor *out,
                         bool *clear_cookie)
{
    *out = (struct actor){ .kind = ACTOR_ANONYMOUS, .visible = S("[]") };
    *clear_cookie = false;
    struct str bearer = S("Bearer ");
    if (str_starts(in->authorization, bearer)) {
        struct str token = str_from(in->authorization, bearer.len);
        if (str_starts(token, S("gsn_")))
            return resolve_token(cx, token, out);
    }
    struct str cookie = auth_cookie_value(in->cookie);
    return str_is_null(cookie) ? OK : resolve_session(cx, cookie, out, clear_cookie);
}

/* --- is it still so? ------------------------------------------------------- */

static bool is_same_role(struct str text, const struct actor *actor)
{
    enum role role;
    return role_parse(text, &role) && role == actor->role;
}

static enum status session_holds(struct ctx *cx, const struct actor *actor, bool *out)
{
    struct q_auth_session_row row;
    struct str hash = str_make((const char *)actor->session_hash, sizeof(actor->session_hash));
    bool found;
    TRY(q_auth_session(cx, &(struct q_auth_session_args){ hash }, &row, &found));
    *out = found && row.expires_ms > cx->now_ms && str_eq(row.status, S("active")) &&
           is_same_role(row.role, actor);
    return OK;
}

static enum status token_holds(struct ctx *cx, const struct actor *actor, bool *out)
{
    struct q_auth_token_rights_row row;
    bool found;
    TRY(q_auth_token_rights(cx, &(struct q_auth_token_rights_args){ actor->token_id }, &row,
                            &found));
    *out = found && (row.expires_ms == 0 || row.expires_ms > cx->now_ms) &&
           str_eq(row.permission, S("readwrite")) == !actor->is_readonly;
    if (actor->kind == ACTOR_TOKEN)
        *out = *out && str_eq(row.status, S("active")) && is_same_role(row.role, actor);
    return OK;
}

enum status auth_still_holds(struct ctx *cx, const struct actor *actor, bool *out)
{
    *out = false;
    switch (actor->kind) {
    case ACTOR_SESSION:
        return session_holds(cx, actor, out);
    case ACTOR_TOKEN:
    case ACTOR_PROJECT_TOKEN:
        return token_holds(cx, actor, out);
    case ACTOR_ANONYMOUS:
        return OK;
    }
    return OK;
}

struct str auth_set_cookie(struct ctx *cx, struct str token, bool is_secure)
{
    bool is_https = is_secure || str_starts_fold(core_config()->base_url, S("https://"));
    const char *secure = is_https ? "; Secure" : "";
    bool is_end = str_is_null(token);
    int64_t life_s = is_end ? 0 : (int64_t)SESSION_LIFE_DAYS * SECONDS_PER_DAY;
    int64_t expires_ms = is_end ? 0 : cx->now_ms + life_s * MS_PER_SECOND;
    struct str date = clock_http_date(cx->arena, expires_ms);
    return str_printf(cx->arena,
                      "session=%.*s; Path=/; Expires=%.*s; Max-Age=%lld; HttpOnly%s; SameSite=Lax",
                      FMT(token), FMT(date), (long long)life_s, secure);
}
