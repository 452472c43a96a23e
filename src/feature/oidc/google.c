#include "base/base.h"
#include "feature/oidc/google.h"

#include <stdatomic.h>

#include "base/ctx.h"
#include "base/str.h"
#include "port/httpc.h"
#include "port/json.h"

enum {
    HTTP_OK = 200,
    HTTP_TOO_MANY = 429,
    HTTP_SERVER_ERROR = 500,
    CALLS_MAX = 2, /* of the request workers; others wait for their turn at the client */
};

static struct {
    struct str allowed_domain;
    struct str token_url;
    struct str sign_in_url;
} config;

const struct setting google_settings[] = {
    SETTING_STR("ALLOWED_DOMAIN", &config.allowed_domain, "",
                "The one mail domain that may sign in with Google; unset: any."),
    SETTING_STR("GOOGLE_TOKEN_URL", &config.token_url, "https://oauth2.googleapis.com/tokeninfo",
                "Where Google says whether a token of sign-in is good."),
    SETTING_STR("GOOGLE_SIGN_IN_URL", &config.sign_in_url,
                "https://accounts.google.com/o/oauth2/v2/auth",
                "Where people go to sign in with Google."),
    SETTING_END,
};

static bool is_label_char(char c)
{
    bool is_ascii = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');

    return is_ascii || c == '-' || (unsigned char)c > 0x7f; /* names beyond ASCII, as written */
}

/* "shop.test": one name of a domain, as it stands behind the @ of an address. */
static bool is_domain(struct str s)
{
    bool is_label = false;

    for (size_t i = 0; i < s.len; i++) {
        bool is_dot = s.p[i] == '.';
        if (is_dot ? !is_label : !is_label_char(s.p[i]))
            return false;
        is_label = !is_dot;
    }
    return is_label;
}

enum status google_start(struct ctx *cx)
{
    if (!google_is_on() || config.allowed_domain.len == 0 || is_domain(config.allowed_domain))
        return OK;
    return fail_at(cx, E_INVALID, (struct err_where){ "config", "ALLOWED_DOMAIN" },
                   "ALLOWED_DOMAIN='%.*s' must be one domain, such as example.com: without @, "
                   "blanks and commas",
                   FMT(config.allowed_domain));
}

bool google_is_on(void)
{
    return core_config()->google_client_id.len > 0;
}

static enum status ask(struct ctx *cx, struct str id_token, struct httpc_answer *out)
{
    static atomic_int calls;
    struct httpc_call call = {
        .method = "GET",
        .url = str_printf(cx->arena, "%.*s?id_token=%.*s", FMT(config.token_url),
                          FMT(str_url_encode(cx->arena, id_token))),
    };

    if (atomic_fetch_add(&calls, 1) >= CALLS_MAX) {
        atomic_fetch_sub(&calls, 1);
        return fail(cx, E_BUSY, "others are signing in; try again");
    }
    enum status st = httpc_perform(cx, &call, out);
    atomic_fetch_sub(&calls, 1);
    return st;
}

static enum status refuse(struct ctx *cx, const char *why)
{
    return fail_at(cx, E_UNAUTHENTICATED, (struct err_where){ "credentials", NULL },
                   "Google's token is not good here: %s", why);
}

/* The address's domain, as it is said: a domain below it is another one. */
static bool is_of_allowed_domain(struct str email)
{
    struct str domain = str_from(email, str_rfind_char(email, '@') + 1);

    return config.allowed_domain.len == 0 || str_eq_fold(domain, config.allowed_domain);
}

static struct str claim(const struct json *claims, const char *name)
{
    struct str text = json_scalar_text(json_get(claims, str_c(name)), false);

    return str_is_null(text) ? S("") : text;
}

static enum status judge(struct ctx *cx, const struct json *claims, struct google_person *out)
{
    struct str issuer = claim(claims, "iss"), email = claim(claims, "email");

    if (!str_eq(claim(claims, "aud"), core_config()->google_client_id))
        return refuse(cx, "it was made for another server");
    if (issuer.len > 0 && !str_eq(issuer, S("accounts.google.com")) &&
        !str_eq(issuer, S("https://accounts.google.com")))
        return refuse(cx, "somebody else made it");
    if (email.len == 0 || !str_eq(claim(claims, "email_verified"), S("true")))
        return refuse(cx, "its mail address is not verified");
    if (!is_of_allowed_domain(email))
        return fail_at(cx, E_DENIED, (struct err_where){ "domain", NULL },
                       "only addresses of %.*s may sign in", FMT(config.allowed_domain));
    *out = (struct google_person){ { email, claim(claims, "name"), claim(claims, "picture"),
                                     claim(claims, "sub") },
                                   json_str(json_get(claims, S("nonce"))) };
    return OK;
}

enum status google_check(struct ctx *cx, struct str id_token, struct google_person *out)
{
    struct httpc_answer answer;
    struct json_doc *doc;

    if (id_token.len == 0 ||
        config.token_url.len + id_token.len + sizeof "?id_token=" > HTTPC_URL_BYTES)
        return refuse(cx, "it is no token");
    TRY(ask(cx, id_token, &answer));
    if (answer.status >= HTTP_SERVER_ERROR || answer.status == HTTP_TOO_MANY)
        return fail(cx, E_UPSTREAM, "Google cannot say now whether this token is good (%lld)",
                    (long long)answer.status);
    if (answer.status != HTTP_OK || answer.is_cut || json_parse(cx, answer.body, &doc, NULL) != OK)
        return refuse(cx, "Google does not know it");
    return judge(cx, json_root(doc), out);
}

struct str google_address(struct ctx *cx, struct str callback, struct str state, struct str nonce)
{
    return str_printf(cx->arena,
                      "%.*s?response_type=id_token&response_mode=form_post&prompt=select_account"
                      "&scope=openid%%20email%%20profile&client_id=%.*s&redirect_uri=%.*s"
                      "&state=%.*s&nonce=%.*s",
                      FMT(config.sign_in_url),
                      FMT(str_url_encode(cx->arena, core_config()->google_client_id)),
                      FMT(str_url_encode(cx->arena, callback)),
                      FMT(str_url_encode(cx->arena, state)), FMT(str_url_encode(cx->arena, nonce)));
}
