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

/* Second letters of the words above, as bits: most pairs of letters end here. The low
 * five bits of a letter are its number, in both cases; signs share them with letters,
 * which word_at sorts out. */
#define NUMBER(c) ((unsigned)(c) % 32)
#define LETTER(c) (1u << NUMBER(c))
static const uint32_t second_letters[32] = {
    [NUMBER('a')] = LETTER('u') | LETTER('p'),
    [NUMBER('b')] = LETTER('e'),
    [NUMBER('c')] = LETTER('r'),
    [NUMBER('m')] = LETTER('y'),
    [NUMBER('p')] = LETTER('a') | LETTER('r'),
    [NUMBER('s')] = LETTER('e'),
    [NUMBER('t')] = LETTER('o'),
};

static inline bool may_start_word(char first, char second)
{
    return (second_letters[NUMBER(first)] >> NUMBER(second) & 1) != 0;
}

/* Length of the secret word that starts at i; 0 = none. */
static size_t word_at(struct str s, size_t i)
{
    unsigned letter = (unsigned)(ascii_lower(s.p[i]) - 'a');
    if (letter >= ASCII_LETTERS || words_by_letter[letter] == NULL)
        return 0;
    for (const struct str *word = words_by_letter[letter]; word->p != NULL; word++) {
        if (str_starts_fold(str_from(s, i), *word))
            return word->len;
    }
    return 0;
}

/* The end of a long name says what it is: my.very.long…password. */
static struct str tail_of(struct str key)
{
    return key.len > NAME_BYTES ? str_from(key, key.len - NAME_BYTES) : key;
}

static bool is_one_of(struct str s, const struct str *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (s.len == list[i].len && str_eq_fold(s, list[i]))
            return true;
    }
    return false;
}

bool scrub_key_is_secret(struct str key)
{
    struct str s = tail_of(key);
    for (size_t i = 0; i + 1 < s.len; i++) {
        if (may_start_word(s.p[i], s.p[i + 1]) && word_at(s, i) > 0)
            return true;
    }
    return is_one_of(s, whole_names, ARRAY_LEN(whole_names));
}

static bool ends_fold(struct str s, struct str end)
{
    return s.len >= end.len && str_eq_fold(str_from(s, s.len - end.len), end);
}

bool scrub_key_ends_secret(struct str key)
{
    struct str s = tail_of(key);
    for (size_t i = 0; i + 1 < s.len; i++) {
        size_t len = may_start_word(s.p[i], s.p[i + 1]) ? word_at(s, i) : 0;
        if (len > 0 && i + len == s.len)
            return true;
    }
    for (size_t i = 0; i < ARRAY_LEN(more_endings); i++) {
        if (ends_fold(s, more_endings[i]))
            return true;
    }
    return is_one_of(s, whole_names, ARRAY_LEN(whole_names));
}

bool scrub_cookie_is_secret(struct str name)
{
    return is_one_of(name, cookie_names, ARRAY_LEN(cookie_names));
}
