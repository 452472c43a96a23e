/* Names whose values are secrets (sentry-ingest.md §11). */
#include "base/base.h"
#include "feature/event/event_int.h"

#include "base/str.h"
#include "base/str_int.h"

enum { NAME_BYTES = 128, ASCII_LETTERS = 26 };

/* By first letter, so that a name costs one look at each of its letters. */
static const struct str words_a[] = {
    S("auth"), S("api_key"), S("api-key"), S("apikey"), { NULL, 0 }
};
static const struct str words_b[] = { S("bearer"), { NULL, 0 } };
static const struct str words_c[] = { S("credentials"), { NULL, 0 } };
static const struct str words_m[] = { S("mysql_pwd"), { NULL, 0 } };
static const struct str words_p[] = { S("password"),    S("passwd"),      S("privatekey"),
                                      S("private_key"), S("private-key"), { NULL, 0 } };
static const struct str words_s[] = { S("secret"), { NULL, 0 } };
static const struct str words_t[] = { S("token"), { NULL, 0 } };
static const struct str *const words_by_letter[ASCII_LETTERS] = {
    ['a' - 'a'] = words_a, ['b' - 'a'] = words_b, ['c' - 'a'] = words_c, ['m' - 'a'] = words_m,
    ['p' - 'a'] = words_p, ['s' - 'a'] = words_s, ['t' - 'a'] = words_t,
};
static const struct str whole_names[] = { S("otp"), S("two_factor"), S("two-factor"),
                                          S("twofactor") };
/* "Authorization: …" is a header; "authorized: yes" is not a secret. */
static const struct str more_endings[] = { S("authorization"), S("access_key"), S("secret_key"),
                                           S("accesskey"), S("secretkey") };

static const struct str cookie_names[] = {
    S("sentrysid"),  S("sudo"),          S("su"),          S("session"),    S("__session"),
    S("sessionid"),  S("user_session"),  S("symfony"),     S("phpsessid"),  S("fasthttpsessionid"),
    S("mysession"),  S("irissessionid"), S("_vercel_jwt"), S("csrf"),       S("xsrf"),
    S("_xsrf"),      S("_csrf"),         S("csrf-token"),  S("csrf_token"), S("xsrf-token"),
    S("xsrf_token"), S("fastcsrf"),      S("_iris_csrf"),
};

/* Length of the secret word that starts at i; 0 = none. */
static size_t word_at(struct str lower, size_t i)
{
    char c = lower.p[i];
    const struct str *word = c >= 'a' && c <= 'z' ? words_by_letter[c - 'a'] : NULL;
    for (; word != NULL && word->p != NULL; word++) {
        if (lower.len - i >= word->len && memcmp(lower.p + i, word->p, word->len) == 0)
            return word->len;
    }
    return 0;
}

static struct str lower_into(struct str key, char out[NAME_BYTES])
{
    /* The end of a long name says what it is: my.very.long…password. */
    struct str s = key.len > NAME_BYTES ? str_from(key, key.len - NAME_BYTES) : key;
    for (size_t i = 0; i < s.len; i++)
        out[i] = ascii_lower(s.p[i]);
    return str_make(out, s.len);
}

static bool is_one_of(struct str s, const struct str *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (str_eq(s, list[i]))
            return true;
    }
    return false;
}

bool scrub_key_is_secret(struct str key)
{
    char text[NAME_BYTES];
    struct str lower = lower_into(key, text);
    for (size_t i = 0; i < lower.len; i++) {
        if (word_at(lower, i) > 0)
            return true;
    }
    return is_one_of(lower, whole_names, ARRAY_LEN(whole_names));
}

bool scrub_key_ends_secret(struct str key)
{
    char text[NAME_BYTES];
    struct str lower = lower_into(key, text);
    for (size_t i = 0; i < lower.len; i++) {
        size_t len = word_at(lower, i);
        if (len > 0 && i + len == lower.len)
            return true;
    }
    for (size_t i = 0; i < ARRAY_LEN(more_endings); i++) {
        if (str_ends(lower, more_endings[i]))
            return true;
    }
    return is_one_of(lower, whole_names, ARRAY_LEN(whole_names));
}

bool scrub_cookie_is_secret(struct str name)
{
    char text[NAME_BYTES];
    return is_one_of(lower_into(name, text), cookie_names, ARRAY_LEN(cookie_names));
}
