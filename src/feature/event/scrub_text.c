/* Secrets inside text (sentry-ingest.md §11), found in one pass without a regular
 * expression engine.
 *
 * A table says which bytes may belong to a secret: '=' and ':' (names and URLs), 'b'
 * (Bearer), '-' (PEM), digits (cards, numbers, addresses), '/' and '\' (home folders).
 * All others cost one look-up. What a scanner looks at around its byte is bounded, or
 * is skipped afterwards, so the pass is linear on any input. */
#include "base/base.h"
#include "feature/event/event_int.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "base/str_int.h"

enum {
    NAME_BYTES = 64,       /* looked back from '=' or ':'           */
    AUTHORITY_BYTES = 512, /* user:password@host                   */
    NAME_GAP = 4,          /* quote, backslash, blanks between name and sign */
    HOME_NAME_BYTES = 64,
    CARD_DIGITS_MIN = 13,
    CARD_DIGITS_MAX = 16,
    SSN_BYTES = 11, /* ddd-dd-dddd                           */
    IBAN_MIN = 15,
    IBAN_MAX = 34,
    IBAN_MOD = 97,
    IBAN_LETTER = 10, /* 'A' stands for 10                     */
    IBAN_HEAD = 4,    /* country and check digits              */
    HUNDRED = 100,
    TEN = 10,
    ADDRESS_BYTES = 45, /* longest IPv6 text                     */
    PEM_HEAD_BYTES = 64,
    GROWTH = 12, /* a replacement is at most that longer  */
};

enum trigger {
    NO_TRIGGER,
    TRIGGER_ASSIGN,
    TRIGGER_BEARER,
    TRIGGER_PEM,
    TRIGGER_DIGIT,
    TRIGGER_PATH
};

static const uint8_t triggers[UINT8_MAX + 1] = {
    ['='] = TRIGGER_ASSIGN, [':'] = TRIGGER_ASSIGN, ['B'] = TRIGGER_BEARER, ['b'] = TRIGGER_BEARER,
    ['-'] = TRIGGER_PEM,    ['/'] = TRIGGER_PATH,   ['\\'] = TRIGGER_PATH,  ['0'] = TRIGGER_DIGIT,
    ['1'] = TRIGGER_DIGIT,  ['2'] = TRIGGER_DIGIT,  ['3'] = TRIGGER_DIGIT,  ['4'] = TRIGGER_DIGIT,
    ['5'] = TRIGGER_DIGIT,  ['6'] = TRIGGER_DIGIT,  ['7'] = TRIGGER_DIGIT,  ['8'] = TRIGGER_DIGIT,
    ['9'] = TRIGGER_DIGIT,
};

struct scan {
    struct ctx *cx;
    struct str s;
    size_t at;     /* where the scanner stands                    */
    size_t copied; /* s up to here is in out, or was replaced     */
    struct buf out;
    unsigned what; /* enum scrub_what                             */
    struct scrub_hits *hits;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_alnum(char c)
{
    char l = ascii_lower(c);
    return is_digit(c) || (l >= 'a' && l <= 'z');
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static char char_at(const struct scan *sc, size_t i)
{
    return i < sc->s.len ? sc->s.p[i] : '\0';
}

static char char_before(const struct scan *sc, size_t i)
{
    return i > 0 ? sc->s.p[i - 1] : '\0';
}

/* s[start..end) becomes the text; scanning goes on behind it. */
static void replace(struct scan *sc, size_t start, size_t end, const char *with, const char *rule)
{
    assert(start >= sc->copied && end >= start && end <= sc->s.len);
    if (sc->out.arena == NULL) {
        size_t ceiling = sc->s.len * GROWTH + PEM_HEAD_BYTES;
        size_t most = (size_t)LIMIT_EVENT_BYTES * 2;
        buf_init(&sc->out, sc->cx->arena, ceiling < most ? ceiling : most);
        sc->hits->n = 0;
    }
    buf_add(&sc->out, str_slice(sc->s, sc->copied, start));
    if (sc->hits->n < SCRUB_HITS)
        sc->hits->hits[sc->hits->n++] =
            (struct scrub_hit){ rule, sc->out.len, sc->out.len + strlen(with) };
    buf_add(&sc->out, str_c(with));
    sc->copied = end;
    sc->at = end;
}

/* --- name = value --- */

static bool is_name_char(char c)
{
    return is_alnum(c) || c == '_' || c == '-' || c == '.';
}

/* The name before the sign at `sign`; is_quoted: "name": or 'name' =>. */
static struct str name_before(const struct scan *sc, size_t sign, bool *is_quoted)
{
    size_t end = sign;
    *is_quoted = false;
    while (end > sc->copied) {
        char c = sc->s.p[end - 1];
        if (c == '"' || c == '\'')
            *is_quoted = true;
        else if (c != ' ' && c != '\\' && c != ']')
            break;
        if (sign - end >= NAME_GAP)
            break;
        end--;
    }
    size_t start = end;
    while (start > sc->copied && end - start < NAME_BYTES && is_name_char(sc->s.p[start - 1]))
        start--;
    return str_slice(sc->s, start, end);
}

static bool is_word(struct str s, const struct str *words, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (str_eq_fold(s, words[i]))
            return true;
    }
    return false;
}

/* What stands for "no value", or was filtered before. */
static bool is_harmless(struct str value)
{
    static const struct str words[] = { S("null"), S("none"),  S("nil"), S("undefined"),
                                        S("true"), S("false"), S("%s") };
    return value.len == 0 || value.p[0] == '[' || is_word(value, words, ARRAY_LEN(words));
}

static size_t end_of_word(const struct scan *sc, size_t i)
{
    static const char stops[] = " \t\r\n,;&)]}<>\"'";
    while (i < sc->s.len && memchr(stops, sc->s.p[i], sizeof(stops) - 1) == NULL)
        i++;
    return i;
}

/* End of an unquoted value; "Basic dXNl" is one. */
static size_t end_of_value(const struct scan *sc, size_t start)
{
    static const struct str schemes[] = { S("bearer"), S("basic"), S("digest"), S("token"),
                                          S("negotiate") };
    size_t end = end_of_word(sc, start);
    bool is_scheme = is_word(str_slice(sc->s, start, end), schemes, ARRAY_LEN(schemes));
    return is_scheme && char_at(sc, end) == ' ' ? end_of_word(sc, end + 1) : end;
}

/* The value's place behind the sign. False when there is none. */
static bool value_after(const struct scan *sc, size_t sign, size_t *start, size_t *end)
{
    size_t i = sign + 1;
    if (char_at(sc, i) == '>') /* => */
        i++;
    while (char_at(sc, i) == ' ' && i - sign <= NAME_GAP)
        i++;
    if (char_at(sc, i) == '\\')
        i++;
    char quote = char_at(sc, i);
    if (quote == '[' || quote == '{') /* filtered before, or names of its own inside */
        return false;
    if (quote != '"' && quote != '\'') {
        *start = i;
        *end = end_of_value(sc, i);
        return *end > *start;
    }
    *start = i + 1;
    if (*start >= sc->s.len || sc->s.p[*start] == '[' || sc->s.p[*start] == '{')
        return false;
    const char *hit = memchr(sc->s.p + *start, quote, sc->s.len - *start);
    *end = hit != NULL ? (size_t)(hit - sc->s.p) : sc->s.len;
    if (*end > *start && sc->s.p[*end - 1] == '\\')
        *end -= 1;
    return *end > *start;
}

/* "Unexpected token: punc": a parser's words, no secret. */
static bool is_syntax_error(const struct scan *sc, struct str name)
{
    size_t start = (size_t)(name.p - sc->s.p);
    static const struct str before = S("nexpected ");
    return str_eq_fold(name, S("token")) && str_ends(str_to(sc->s, start), before);
}

static bool scan_userinfo(struct scan *sc)
{
    size_t start = sc->at + 3;
    size_t colon = 0;
    for (size_t i = start; i < sc->s.len && i - start < AUTHORITY_BYTES; i++) {
        char c = sc->s.p[i];
        if (c == ':' && colon == 0)
            colon = i;
        if (c == '@') {
            bool has_password = colon > 0 && i > colon + 1;
            if (has_password)
                replace(sc, colon + 1, i, "[Filtered]", "@urlauth:filter");
            return has_password;
        }
        if (c == '/' || c == '?' || c == '#' || is_blank(c) || c == '"')
            return false;
    }
    return false;
}

static bool scan_ipv6(struct scan *sc)
{
    size_t start = sc->at;
    size_t end = start;
    while (start > sc->copied && sc->at - start < ADDRESS_BYTES &&
           (hex_value(sc->s.p[start - 1]) >= 0 || sc->s.p[start - 1] == ':'))
        start--;
    while (end < sc->s.len && end - start <= ADDRESS_BYTES &&
           (hex_value(sc->s.p[end]) >= 0 || sc->s.p[end] == ':' || sc->s.p[end] == '.'))
        end++;
    bool is_whole = !is_alnum(char_before(sc, start)) && !is_alnum(char_at(sc, end));
    struct str text = str_slice(sc->s, start, end);
    if (!is_whole || text.len < 3 || !is_ip_address(text))
        return false;
    replace(sc, start, end, "[ip]", "@ip:replace");
    return true;
}

static bool scan_assign(struct scan *sc)
{
    char sign = sc->s.p[sc->at];
    if (sign == ':' && char_at(sc, sc->at + 1) == '/' && char_at(sc, sc->at + 2) == '/')
        return scan_userinfo(sc);
    if (sign == ':' && (sc->what & SCRUB_ADDRESSES) != 0 && scan_ipv6(sc))
        return true;
    bool is_quoted;
    struct str name = name_before(sc, sc->at, &is_quoted);
    if (name.len < 3 || (sign == '=' && char_at(sc, sc->at + 1) == '='))
        return false;
    bool is_secret =
        sign == '=' || is_quoted ? scrub_key_is_secret(name) : scrub_key_ends_secret(name);
    size_t start;
    size_t end;
    if (!is_secret || is_syntax_error(sc, name) || !value_after(sc, sc->at, &start, &end))
        return false;
    if (is_harmless(str_slice(sc->s, start, end)))
        return false;
    replace(sc, start, end, "[Filtered]", "@password:filter");
    return true;
}

/* --- Bearer, PEM, home folders --- */

static bool scan_bearer(struct scan *sc)
{
    static const struct str word = S("bearer");
    size_t i = sc->at + word.len;
    if (is_alnum(char_before(sc, sc->at)) || !str_starts_fold(str_from(sc->s, sc->at), word) ||
        !is_blank(char_at(sc, i)))
        return false;
    while (i < sc->s.len && is_blank(sc->s.p[i]))
        i++;
    size_t start = i;
    while (i < sc->s.len && !is_blank(sc->s.p[i]) && sc->s.p[i] != '"' && sc->s.p[i] != '\'')
        i++;
    if (i == start || is_harmless(str_slice(sc->s, start, i)))
        return false;
    replace(sc, start, i, "[Filtered]", "@bearer:replace");
    return true;
}

static bool scan_pem(struct scan *sc)
{
    struct str rest = str_from(sc->s, sc->at);
    if (!str_starts(rest, S("-----BEGIN ")))
        return false;
    struct str head = str_to(rest, PEM_HEAD_BYTES);
    static const struct str kind = S("PRIVATE KEY-----");
    size_t at = str_find(head, kind);
    if (at == head.len)
        return false;
    struct str body = str_from(rest, at + kind.len);
    size_t body_end = str_find(body, S("-----END"));
    replace(sc, sc->at + at + kind.len, sc->at + at + kind.len + body_end, "[Filtered]",
            "@pemkey:filter");
    return true;
}

static bool scan_home(struct scan *sc)
{
    static const struct str folders[] = { S("/home/"), S("/Users/"), S("\\Users\\"),
                                          S("\\\\Users\\\\") };
    struct str rest = str_from(sc->s, sc->at);
    for (size_t i = 0; i < ARRAY_LEN(folders); i++) {
        if (!str_starts(rest, folders[i]))
            continue;
        char sep = folders[i].p[0];
        struct str name = str_to(str_from(rest, folders[i].len), HOME_NAME_BYTES);
        size_t n = 0;
        while (n < name.len && name.p[n] != sep && !is_blank(name.p[n]) && name.p[n] != '"')
            n++;
        if (n == 0 || n == name.len || name.p[n] != sep || name.p[0] == '[')
            return false;
        size_t start = sc->at + folders[i].len;
        replace(sc, start, start + n, "[user]", "@userpath:replace");
        return true;
    }
    return false;
}

/* --- numbers --- */

static bool is_luhn(const char *digits, size_t n)
{
    int sum = 0;
    for (size_t i = 0; i < n; i++) {
        int d = digits[n - 1 - i] - '0';
        if (i % 2 == 1)
            d = d * 2 > 9 ? d * 2 - 9 : d * 2;
        sum += d;
    }
    return sum % TEN == 0;
}

static bool is_card(const char *d, size_t n)
{
    bool is_amex = n == CARD_DIGITS_MAX - 1 && d[0] == '3' && (d[1] == '4' || d[1] == '7');
    bool is_visa = (n == CARD_DIGITS_MAX || n == CARD_DIGITS_MIN) && d[0] == '4';
    bool is_16 = n == CARD_DIGITS_MAX;
    bool is_master = is_16 && d[0] == '5' && d[1] >= '1' && d[1] <= '5';
    bool is_discover = is_16 && d[0] == '6' && (d[1] == '5' || memcmp(d, "6011", 4) == 0);
    return (is_amex || is_visa || is_master || is_discover) && is_luhn(d, n);
}

/* Digits with single blanks or dashes between, from sc->at. */
static bool scan_card(struct scan *sc)
{
    char digits[CARD_DIGITS_MAX];
    size_t n = 0;
    size_t i = sc->at;
    while (n < CARD_DIGITS_MAX && is_digit(char_at(sc, i))) {
        digits[n++] = sc->s.p[i++];
        char c = char_at(sc, i);
        if ((c == ' ' || c == '-') && is_digit(char_at(sc, i + 1)) && n < CARD_DIGITS_MAX)
            i++;
    }
    if (n < CARD_DIGITS_MIN || is_alnum(char_at(sc, i)) || !is_card(digits, n))
        return false;
    replace(sc, sc->at, i, "[creditcard]", "@creditcard:filter");
    return true;
}

static bool scan_ssn(struct scan *sc)
{
    static const char shape[] = "ddd-dd-dddd";
    struct str s = str_slice(sc->s, sc->at, sc->at + SSN_BYTES);
    for (size_t i = 0; i < SSN_BYTES; i++) {
        if (i >= s.len || (shape[i] == 'd' ? !is_digit(s.p[i]) : s.p[i] != '-'))
            return false;
    }
    char after = char_at(sc, sc->at + SSN_BYTES);
    if (is_alnum(after) || after == '-')
        return false;
    replace(sc, sc->at, sc->at + SSN_BYTES, "[usssn]", "@usssn:filter");
    return true;
}

static int iban_remainder(int r, char c)
{
    if (is_digit(c))
        return (r * TEN + (c - '0')) % IBAN_MOD;
    return (r * HUNDRED + (c - 'A' + IBAN_LETTER)) % IBAN_MOD;
}

/* DE89 3704 0044 0532 0130 00: the remainder of the rearranged number is 1 (ISO 13616). */
static bool is_iban(const char *c, size_t n)
{
    int r = 0;
    for (size_t i = 0; i < n; i++)
        r = iban_remainder(r, c[(i + IBAN_HEAD) % n]);
    return r == 1;
}

/* sc->at stands at the check digits, behind two capital letters. */
static bool scan_iban(struct scan *sc)
{
    char text[IBAN_MAX];
    size_t n = 0;
    size_t start = sc->at - 2;
    size_t i = start;
    while (n < IBAN_MAX) {
        char c = char_at(sc, i);
        if (is_digit(c) || (c >= 'A' && c <= 'Z'))
            text[n++] = c;
        else if (c != ' ' || n % 4 != 0 || !is_alnum(char_at(sc, i + 1)))
            break;
        i++;
    }
    if (n < IBAN_MIN || is_alnum(char_at(sc, i)) || !is_iban(text, n))
        return false;
    replace(sc, start, i, "[iban]", "@iban:filter");
    return true;
}

static bool scan_ipv4(struct scan *sc)
{
    size_t end = sc->at;
    while (end < sc->s.len && end - sc->at < ADDRESS_BYTES &&
           (is_digit(sc->s.p[end]) || sc->s.p[end] == '.'))
        end++;
    struct str text = str_slice(sc->s, sc->at, end);
    if (is_alnum(char_at(sc, end)) || !is_ip_address(text))
        return false;
    replace(sc, sc->at, end, "[ip]", "@ip:replace");
    return true;
}

/* An address; longer numbers are passed over. */
static bool scan_only_ipv4(struct scan *sc)
{
    char before = char_before(sc, sc->at);
    bool is_done = !is_alnum(before) && before != '_' && scan_ipv4(sc);

    while (!is_done && is_digit(char_at(sc, sc->at + 1)))
        sc->at++;
    return is_done;
}

static bool is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool scan_digit(struct scan *sc)
{
    size_t at = sc->at;
    char before = char_before(sc, at);
    bool is_done = false;
    if (!is_alnum(before) && before != '_') {
        is_done = scan_ssn(sc) || scan_card(sc);
        if (!is_done && (sc->what & SCRUB_ADDRESSES) != 0)
            is_done = scan_ipv4(sc);
    } else if (at >= 2 + sc->copied && is_capital(before) && is_capital(sc->s.p[at - 2]) &&
               !is_alnum(char_before(sc, at - 2)) && is_digit(char_at(sc, at + 1))) {
        is_done = scan_iban(sc);
    }
    while (!is_done && is_digit(char_at(sc, sc->at + 1)))
        sc->at++;
    return is_done;
}

/* --- the pass --- */

static bool (*const scanners[])(struct scan *sc) = {
    [TRIGGER_ASSIGN] = scan_assign, [TRIGGER_BEARER] = scan_bearer, [TRIGGER_PEM] = scan_pem,
    [TRIGGER_DIGIT] = scan_digit,   [TRIGGER_PATH] = scan_home,
};

/* Addresses alone, of a text whose secrets may stay. */
static bool (*const address_scanners[])(struct scan *sc) = {
    [TRIGGER_ASSIGN] = scan_ipv6,
    [TRIGGER_DIGIT] = scan_only_ipv4,
    [TRIGGER_PATH] = NULL, /* the last: the table is as long as the other */
};
static_assert(ARRAY_LEN(address_scanners) == ARRAY_LEN(scanners), "one scanner a trigger");

static struct str finish(struct scan *sc)
{
    buf_add(&sc->out, str_from(sc->s, sc->copied));
    if (buf_is_full(&sc->out)) {
        sc->hits->n = 0;
        return S("[Filtered]");
    }
    struct str out = buf_str(&sc->out);
    for (size_t i = 0; i < sc->hits->n; i++) {
        struct scrub_hit *hit = &sc->hits->hits[i];
        size_t chars = hit->end - hit->start;
        hit->start = str_utf8_count(str_to(out, hit->start));
        hit->end = hit->start + chars;
    }
    return out;
}

struct str scrub_text(struct ctx *cx, struct str s, unsigned what, struct scrub_hits *hits)
{
    size_t first = what == 0 ? s.len : 0;
    while (first < s.len && triggers[(unsigned char)s.p[first]] == NO_TRIGGER)
        first++;
    if (first == s.len)
        return s;
    bool is_all = (what & SCRUB_SECRETS) != 0;
    bool (*const *scan)(struct scan *) = is_all ? scanners : address_scanners;
    struct scan sc = { .cx = cx, .s = s, .at = first, .what = what };
    sc.hits = hits;
    while (sc.at < s.len) {
        size_t before = sc.at;
        uint8_t trigger = triggers[(unsigned char)s.p[sc.at]];
        if (scan[trigger] == NULL || !scan[trigger](&sc) || sc.at <= before)
            sc.at++;
    }
    return sc.out.arena != NULL ? finish(&sc) : s;
}
