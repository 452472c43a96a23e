/* Sign-in with Google by REST.
 *
 * By redirect: start gives the browser a secret (cookie) and sends it to Google with that
 * secret's hash as nonce; callback, a POST from Google's page that brings no cookie of ours,
 * checks token, nonce and the signed state, and keeps the result under a code; finish, which
 * has the cookie again, makes the session. So whoever starts is whoever ends. */
#include "base/base.h"

#include "base/clock.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/auth.h"
#include "core/config.h"
#include "core/request.h"
#include "core/throttle.h"
#include "core/tx.h"
#include "feature/oidc/google.h"
#include "feature/oidc/oidc.h"
#include "port/crypto.h"

enum {
    HTTP_SEE_OTHER = 303,
    HTTP_UNAVAILABLE = 503,
    TOKEN_BYTES = 8 << 10,
    NEXT_BYTES = 1 << 10,
    NONCE_BYTES = 16, /* of a hash, as hex */
    MAC_BYTES = 16,
    STARTED_S = 10 * 60, /* from start to callback */
};

#define COOKIE_NAME "oidc="

/* --- POST /auth/google/token ----------------------------------------------------------- */

struct google_in {
    struct str credential;
};
static const struct field google_body[] = {
    FIELD_STR("credential", struct google_in, credential, FIELD_REQUIRED | FIELD_SECRET,
              TOKEN_BYTES),
    FIELD_END,
};

/* Guessing is slowed down as for passwords: by address. */
static enum status check_slowly(struct ctx *cx, const struct request *rq, struct str id_token,
                                struct google_person *out)
{
    TRY(throttle_check(cx, rq->client_address, S("")));
    enum status st = google_check(cx, id_token, out);
    if (st == E_UNAUTHENTICATED)
        throttle_failed(cx, rq->client_address, S(""));
    return st;
}

static enum status sign_in(struct ctx *cx, const struct request *rq, struct response *rs,
                           const struct user *who)
{
    struct str token;

    TRY(identity_sign_in(cx, who, request_header(rq, "User-Agent"), rq->client_address, &token));
    respond_header(rs, "Set-Cookie", auth_set_cookie(cx, token, rq->is_https));
    return OK;
}

/* 503 is what a client of GoSnag knows; our own failures have no such status. */
static enum status answer_not_offered(struct ctx *cx, struct response *rs)
{
    return respond_json(rs, HTTP_UNAVAILABLE,
                        str_printf(cx->arena,
                                   "{\"error\":\"sign-in with Google is not offered here\","
                                   "\"code\":\"not_configured\",\"request_id\":\"%.*s\"}\n",
                                   FMT(cx->request_id)));
}

static enum status google_post(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    struct google_in in = { 0 };
    struct google_person person;
    struct user who;

    if (!google_is_on())
        return answer_not_offered(cx, rs);
    TRY(request_read(cx, rq, google_body, &in));
    TRY(check_slowly(cx, rq, in.credential, &person));
    TRY(tx_begin(cx, &tx));
    TRY(identity_admit(cx, &person.identity, &who));
    TRY(sign_in(cx, rq, rs, &who));
    TRY(tx_commit(&tx));
    return respond(cx, rs, status_http(OK), user_fields, &who);
}

/* --- the state that goes to Google and comes back ---------------------------------------- */

struct journey {
    struct str nonce; /* hash of the browser's secret */
    struct str next;  /* where it wants to be         */
};

static struct str sign(struct ctx *cx, struct str text)
{
    uint8_t key[SECRET_KEY_BYTES], mac[SHA256_BYTES];

    secret_key_derive(core_config()->session_secret, S("oidc"), key);
    hmac_sha256(str_make((const char *)key, sizeof key), text, mac);
    return str_hex(cx->arena, mac, MAC_BYTES);
}

static struct str nonce_of(struct ctx *cx, struct str secret)
{
    uint8_t hash[SHA256_BYTES];

    sha256(secret, hash);
    return str_hex(cx->arena, hash, NONCE_BYTES);
}

/* mac.until.nonce.next */
static struct str state_write(struct ctx *cx, const struct journey *j)
{
    long long until_s = cx->now_ms / MS_PER_SECOND + STARTED_S;
    struct str text = str_printf(cx->arena, "%lld.%.*s.%.*s", until_s, FMT(j->nonce), FMT(j->next));

    return str_printf(cx->arena, "%.*s.%.*s", FMT(sign(cx, text)), FMT(text));
}

static enum status state_read(struct ctx *cx, struct str state, struct journey *out)
{
    struct str rest = state, mac, until, text;
    int64_t until_s;
    bool is_good = str_split(&rest, '.', &mac);

    text = rest;
    is_good = is_good && crypto_equal(sign(cx, text), mac) && str_split(&rest, '.', &until) &&
              str_i64(until, &until_s) && str_split(&rest, '.', &out->nonce) &&
              until_s * MS_PER_SECOND > cx->now_ms;
    out->next = rest;
    return is_good ? OK
                   : fail_at(cx, E_DENIED, (struct err_where){ "state", NULL },
                             "this sign-in was not begun here, or too long ago");
}

/* A path of this server: nothing that a browser takes for another host. */
static struct str own_path(struct str next)
{
    bool is_own = next.len > 0 && next.len <= NEXT_BYTES && next.p[0] == '/' &&
                  !str_starts(next, S("//")) && str_find_char(next, '\\') == next.len;

    for (size_t i = 0; is_own && i < next.len; i++)
        is_own = (uint8_t)next.p[i] > ' ' && (uint8_t)next.p[i] < 0x7f;
    return is_own ? next : S("/");
}

/* --- by redirect ------------------------------------------------------------------------------ */

static enum status see_other(struct response *rs, struct str where)
{
    respond_header(rs, "Location", where);
    return respond_empty(rs, HTTP_SEE_OTHER);
}

/* A person stands before the browser: the page says what was wrong. */
static enum status see_failure(struct ctx *cx, struct response *rs, enum status st)
{
    const char *code = cx->err.code;

    if (st == E_BUSY || st == E_INTERNAL)
        return st;
    return see_other(rs, str_printf(cx->arena, "/login?error=%s", code ? code : "upstream"));
}

/* It ends by itself: alone it is good for nothing once its code was used. */
static struct str secret_cookie(struct ctx *cx, const struct request *rq, struct str secret)
{
    bool is_https = rq->is_https || str_starts_fold(core_config()->base_url, S("https://"));

    return str_printf(cx->arena,
                      COOKIE_NAME "%.*s; Path=/api/v1/auth/oidc; Max-Age=%d; HttpOnly%s; "
                                  "SameSite=Lax",
                      FMT(secret), STARTED_S, is_https ? "; Secure" : "");
}

static struct str sent_secret(const struct request *rq)
{
    struct str rest = request_header(rq, "Cookie"), part;

    while (!str_is_null(rest) && str_split(&rest, ';', &part)) {
        part = str_trim(part);
        if (str_starts(part, S(COOKIE_NAME)))
            return str_from(part, sizeof COOKIE_NAME - 1);
    }
    return (struct str){ 0 };
}

static struct str callback_address(struct ctx *cx)
{
    return str_printf(cx->arena, "%.*s/api/v1/auth/oidc/google/callback",
                      FMT(str_trim_char(core_config()->base_url, '/')));
}

static enum status must_be_google(struct ctx *cx, const struct request *rq)
{
    return google_is_on() && str_eq(request_param(rq, "provider"), S("google"))
               ? OK
               : fail(cx, E_MISSING, "no such way of signing in here");
}

static enum status start_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct str secret = token_new(cx->arena);
    struct journey j = { nonce_of(cx, secret), own_path(request_query(rq, "next")) };

    TRY(must_be_google(cx, rq));
    respond_header(rs, "Set-Cookie", secret_cookie(cx, rq, secret));
    return see_other(rs, google_address(cx, callback_address(cx), state_write(cx, &j), j.nonce));
}

/* One value of a form; absent when it is not there. */
static struct str form_value(struct ctx *cx, struct str form, struct str name)
{
    struct str rest = form, part, value;

    while (!str_is_null(rest) && str_split(&rest, '&', &part)) {
        size_t at = str_find_char(part, '=');
        if (str_eq(str_to(part, at), name) &&
            str_url_decode(cx->arena, str_from(part, at + 1), true, &value))
            return value;
    }
    return (struct str){ 0 };
}

static enum status come_back(struct ctx *cx, const struct request *rq, struct str *where)
{
    struct str code = token_new(cx->arena);
    struct tx tx SCOPED(tx_end) = { 0 };
    struct google_person person;
    struct journey j;
    struct user who;

    TRY(state_read(cx, form_value(cx, rq->body, S("state")), &j));
    TRY(check_slowly(cx, rq, form_value(cx, rq->body, S("id_token")), &person));
    if (!crypto_equal(person.nonce, j.nonce))
        return fail_at(cx, E_DENIED, (struct err_where){ "state", NULL },
                       "this token belongs to another sign-in");
    TRY(tx_begin(cx, &tx));
    TRY(identity_admit(cx, &person.identity, &who));
    TRY(identity_keep(cx, &who, str_printf(cx->arena, "%.*s%.*s", FMT(code), FMT(j.nonce))));
    TRY(tx_commit(&tx));
    *where = str_printf(cx->arena, "/api/v1/auth/oidc/finish?code=%.*s&next=%.*s", FMT(code),
                        FMT(str_url_encode(cx->arena, j.next)));
    return OK;
}

static enum status callback_post(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct str where;

    TRY(must_be_google(cx, rq));
    enum status st = come_back(cx, rq, &where);
    return st == OK ? see_other(rs, where) : see_failure(cx, rs, st);
}

static enum status take(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct str nonce = nonce_of(cx, sent_secret(rq)), code = request_query(rq, "code");
    struct tx tx SCOPED(tx_end) = { 0 };
    struct user who;

    TRY(tx_begin(cx, &tx));
    TRY(identity_take(cx, str_printf(cx->arena, "%.*s%.*s", FMT(code), FMT(nonce)), &who));
    TRY(sign_in(cx, rq, rs, &who));
    return tx_commit(&tx);
}

static enum status finish_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    enum status st = take(cx, rq, rs);

    if (st != OK)
        return see_failure(cx, rs, st);
    return see_other(rs, own_path(request_query(rq, "next")));
}

#define V1 "/api/v1"

const struct route oidc_routes[] = {
    { POST, V1 "/auth/google/token", SCOPE_PUBLIC, google_body, user_fields, google_post, NULL,
      "Signs in with an ID token of Google's: {credential}; 503 without GOOGLE_CLIENT_ID.",
      .flags = ROUTE_BODY_RAW | ROUTE_UPSTREAM },
    { GET, V1 "/auth/oidc/{provider}/start", SCOPE_PUBLIC, NULL, NULL, start_get, NULL,
      "Sends the browser to the provider; next: where to be afterwards.", .flags = ROUTE_HIDDEN },
    { POST, V1 "/auth/oidc/{provider}/callback", SCOPE_PUBLIC, NULL, NULL, callback_post, NULL,
      "Where the provider's page posts its token.",
      .flags = ROUTE_HIDDEN | ROUTE_ANY_ORIGIN | ROUTE_BODY_RAW },
    { GET, V1 "/auth/oidc/finish", SCOPE_PUBLIC, NULL, NULL, finish_get, NULL,
      "Makes the session of who came back.", .flags = ROUTE_HIDDEN },
    { 0 },
};
