/* Method and path an event tells of, and the path with its ids named (gosnag-domain.md
 * §3.5). */
#include "base/base.h"
#include "feature/grouping/grouping_int.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/str.h"
#include "base/str_int.h"
#include "feature/event/event.h"
#include "port/json.h"

enum {
    PATH_BYTES = 2048, /* more is cut                                            */
    METHOD_CHARS = 16,
    YEAR_DIGITS = 4,
    HEX_ID = 8,       /* shortest run of hex digits taken for an id              */
    TOKEN_CHARS = 16, /* shortest token                                          */
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_letter(char c)
{
    return ascii_lower(c) >= 'a' && ascii_lower(c) <= 'z';
}

/* --- the path ------------------------------------------------------------------------ */

/* "https://host/a?b#c" → "/a"; "" when there is none. */
static struct str path_part(struct str url)
{
    size_t scheme = str_find(url, S("://"));

    if (scheme < url.len && str_find_char(url, '/') > scheme) {
        url = str_from(url, scheme + S("://").len);
        size_t slash = str_find_char(url, '/');
        url = slash < url.len ? str_from(url, slash) : S("/");
    }
    url = str_to(url, str_find_char(url, '?'));
    url = str_to(url, str_find_char(url, '#'));
    return url.len > 0 && url.p[0] == '/' ? url : S("");
}

/* Drops the last segment of what was written. */
static void step_up(struct buf *b)
{
    size_t slash = str_rfind_char(buf_str(b), '/');

    if (slash < b->len)
        b->len = slash;
}

/* "/a//b/./c/../d/" → "/a/b/d". Segments are decoded when they can be. */
static struct str path_clean(struct ctx *cx, struct str path)
{
    struct str segment, rest = str_utf8_clip(path, PATH_BYTES);
    struct buf b;

    buf_init(&b, cx->arena, PATH_BYTES + 1);
    while (str_split(&rest, '/', &segment)) {
        struct str plain;
        if (segment.len == 0 || str_eq(segment, S(".")))
            continue;
        if (str_eq(segment, S(".."))) {
            step_up(&b);
            continue;
        }
        if (!str_url_decode(cx->arena, segment, false, &plain) || !str_is_utf8(plain))
            plain = segment;
        buf_add_char(&b, '/');
        buf_add(&b, plain);
    }
    return b.len > 0 ? buf_str(&b) : S("/");
}

/* --- where it stands ------------------------------------------------------------------ */

static bool is_method(struct str word)
{
    for (size_t i = 0; i < word.len; i++) {
        if (!is_letter(word.p[i]))
            return false;
    }
    return word.len > 0 && word.len <= METHOD_CHARS;
}

/* "GET /cart", "/cart" or a URL, and nothing else. */
static bool read_words(struct ctx *cx, struct str text, struct url_key *out)
{
    struct str rest = str_trim(text), method = S("");
    size_t blank = str_find_char(rest, ' ');

    if (blank < rest.len) {
        method = str_to(rest, blank);
        rest = str_trim(str_from(rest, blank));
    }
    struct str path = path_part(rest);
    if (path.len == 0 || str_find_char(rest, ' ') < rest.len ||
        (method.len > 0 && !is_method(method)))
        return false;
    *out = (struct url_key){ str_upper(cx->arena, method), path_clean(cx, path) };
    return true;
}

static bool from_request(struct ctx *cx, const struct event *ev, struct url_key *out)
{
    const struct json *request = json_get(ev->root, S("request"));
    struct str path = path_part(json_str(json_get(request, S("url"))));
    struct str method = str_trim(json_str(json_get(request, S("method"))));

    if (path.len == 0)
        return false;
    *out = (struct url_key){ is_method(method) ? str_upper(cx->arena, method) : S(""),
                             path_clean(cx, path) };
    return true;
}

/* The last sign in s that has blanks around it: index of what follows; s.len = none. */
static size_t after_last(struct str s, struct str sign)
{
    size_t at = s.len;

    for (size_t i = 0; i + sign.len <= s.len; i++) {
        if (str_starts(str_from(s, i), sign))
            at = i + sign.len;
    }
    return at;
}

/* A line "URL: …", else what follows the last dash of the first line. */
static bool from_text(struct ctx *cx, struct str text, struct url_key *out)
{
    struct str line, rest = text;

    while (str_split(&rest, '\n', &line)) {
        line = str_trim(line);
        if (str_starts(line, S("URL:")))
            return read_words(cx, str_from(line, S("URL:").len), out);
    }
    line = str_first_line(text);
    size_t at = after_last(line, S(" \xE2\x80\x94 "));
    if (at == line.len)
        at = after_last(line, S(" - "));
    return at < line.len && read_words(cx, str_from(line, at), out);
}

bool url_key_of(struct ctx *cx, const struct event *ev, struct url_key *out)
{
    const struct json *entry = json_get(ev->root, S("logentry"));
    const struct str texts[] = { json_str(json_get(entry, S("formatted"))),
                                 json_str(json_get(entry, S("message"))),
                                 json_str(json_get(ev->root, S("message"))) };

    if (from_request(cx, ev, out))
        return true;
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        if (texts[i].len > 0 && from_text(cx, texts[i], out))
            return true;
    }
    return false;
}

/* --- ids in the path ------------------------------------------------------------------- */

/* RFC 4122: 8-4-4-4-12 hex digits. */
static bool is_uuid(struct str s)
{
    struct event_id id;

    return s.len == UUID_TEXT_BYTES && s.p[8] == '-' && event_id_parse(s, &id);
}

/* Digits in s from i, at most max: the index after them. */
static size_t digits_to(struct str s, size_t i, size_t max)
{
    size_t end = i;

    while (end < s.len && end - i < max && is_digit(s.p[end]))
        end++;
    return end;
}

/* 2026-1-31 */
static bool is_date(struct str s)
{
    size_t year = digits_to(s, 0, YEAR_DIGITS);
    if (year != YEAR_DIGITS || year >= s.len || s.p[year] != '-')
        return false;
    size_t month = digits_to(s, year + 1, 2);
    if (month == year + 1 || month >= s.len || s.p[month] != '-')
        return false;
    size_t day = digits_to(s, month + 1, 2);
    return day > month + 1 && day == s.len;
}

static bool is_hex_id(struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (hex_value(s.p[i]) < 0)
            return false;
    }
    return s.len >= HEX_ID;
}

/* Long, and not made of words: digits among the letters, or both cases mixed as no
 * language does. "internationalization" and "get-user-preferences" stay. */
static bool is_token(struct str s)
{
    size_t n_digits = 0, n_upper = 0, n_letters = 0;

    for (size_t i = 0; i < s.len; i++) {
        char c = s.p[i];
        n_digits += is_digit(c);
        n_upper += is_upper(c);
        n_letters += is_letter(c);
        if (!is_digit(c) && !is_letter(c) && c != '_' && c != '-')
            return false;
    }
    bool is_mixed = n_upper * 3 >= n_letters && (n_letters - n_upper) * 3 >= n_letters;
    return s.len >= TOKEN_CHARS && n_letters > 0 && (n_digits > 0 || is_mixed);
}

static struct str segment_pattern(struct str s)
{
    if (is_uuid(s))
        return S(":uuid");
    if (is_date(s))
        return S(":date");
    if (s.len > 0 && digits_to(s, 0, s.len) == s.len) {
        bool is_year = s.len == YEAR_DIGITS && (str_starts(s, S("19")) || str_starts(s, S("20")));
        return is_year ? S(":year") : S(":int");
    }
    if (is_hex_id(s))
        return S(":id");
    return is_token(s) ? S(":token") : s;
}

struct str url_path_pattern(struct ctx *cx, struct str path)
{
    struct str segment, rest = str_from(path, 1);
    struct buf b;

    if (path.len <= 1)
        return S("/");
    buf_init(&b, cx->arena, 4 * PATH_BYTES);
    while (str_split(&rest, '/', &segment)) {
        buf_add_char(&b, '/');
        buf_add(&b, segment_pattern(segment));
    }
    return buf_str(&b);
}
