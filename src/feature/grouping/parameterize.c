/* Ids, numbers, dates and addresses → <name> (sentry-ingest.md §12.2).
 *
 * One pass from left to right. At each start of a word the matchers of a table are
 * asked in order; a matcher looks at a bounded piece, or at a run of bytes whose end
 * is remembered (struct run), so that no byte is looked at more than a fixed number
 * of times: linear on any input. */
#include "base/base.h"
#include "feature/grouping/grouping.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "base/str_int.h"
#include "feature/grouping/parameterize_int.h"

enum {
    OUTPUT_BYTES = 64 << 10,
    INPUT_BYTES = 32 << 10, /* longer messages were cut by then */
    HEX_MAX = 128,
    HEX_MIXED_MIN = 4,
    HEX_PLAIN_MIN = 8,
    GIT_SHA_BYTES = 7,
    INT_DIGITS_MAX = 7,
    MD5_HEX = 32,
    SHA1_HEX = 40,
    DOMAIN_BYTES = 255, /* RFC 1035 §2.3.4 */
    TLD_BYTES_MAX = 8,
    IP_TEXT_MAX = 45,
    OCTET_MAX = 255,
    DECIMAL = 10,
};

/* --- bytes --- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    char l = ascii_lower(c);
    return l >= 'a' && l <= 'z';
}

/* Of a word, as \b sees it. Bytes beyond ASCII are letters of some script. */
static bool is_word(char c)
{
    return is_digit(c) || is_letter(c) || c == '_' || (unsigned char)c >= UTF8_ASCII_END;
}

static char at(const struct param_scan *sc, size_t i)
{
    return i < sc->s.len ? sc->s.p[i] : '\0';
}

static bool ends_word(const struct param_scan *sc, size_t end)
{
    return !is_word(at(sc, end));
}

/* n hex digits from i. */
static bool has_hex(const struct param_scan *sc, size_t i, size_t n)
{
    if (i + n > sc->s.len)
        return false;
    for (size_t k = 0; k < n; k++) {
        if (hex_value(sc->s.p[i + k]) < 0)
            return false;
    }
    return true;
}

static bool is_email_local(char c)
{
    return is_digit(c) || is_letter(c) || (c != '\0' && strchr(".!#$%&*+/?^_`{|}~-", c) != NULL);
}

static bool is_host(char c)
{
    return is_digit(c) || is_letter(c) || c == '-' || c == '.';
}

static bool is_url_byte(char c)
{
    return (unsigned char)c > ' ';
}

/* End of the run of such bytes around i; asked again inside it, it is remembered. */
static size_t run_end(const struct param_scan *sc, struct run *run, size_t i, bool (*is_in)(char))
{
    if (i >= run->start && i < run->end)
        return run->end;
    size_t end = i;
    while (end < sc->s.len && is_in(sc->s.p[end]))
        end++;
    run->start = i;
    run->end = end;
    return end;
}

/* --- email, url, host name --- */

static size_t match_email(struct param_scan *sc)
{
    size_t local = run_end(sc, &sc->local, sc->at, is_email_local);
    if (local == sc->at || at(sc, local) != '@')
        return 0;
    size_t end = run_end(sc, &sc->domain, local + 1, is_host);
    struct str domain = str_to(str_slice(sc->s, local + 1, end), DOMAIN_BYTES);
    while (domain.len > 0 && (domain.p[domain.len - 1] == '.' || domain.p[domain.len - 1] == '-'))
        domain.len--;
    size_t dot = str_rfind_char(domain, '.');
    bool has_tld = dot > 0 && dot + 2 < domain.len && is_letter(domain.p[dot + 1]);
    return has_tld ? local + 1 + domain.len - sc->at : 0;
}

static size_t match_url(struct param_scan *sc)
{
    static const struct str schemes[] = { S("https://"), S("http://"), S("wss://"), S("ws://"),
                                          S("ftp://") };
    struct str rest = str_from(sc->s, sc->at);
    for (size_t i = 0; i < ARRAY_LEN(schemes); i++) {
        if (!str_starts(rest, schemes[i]))
            continue;
        size_t start = sc->at + schemes[i].len;
        size_t end = run_end(sc, &sc->url, start, is_url_byte);
        return end > start ? end - sc->at : 0;
    }
    return 0;
}

/* Common ends of host names, without those that are names of members in programs
 * (a.at, a.is, a.id, a.to). */
static const struct str tlds[] = {
    S("com"), S("net"),      S("org"),   S("io"),    S("dev"),  S("de"),  S("uk"), S("fr"),
    S("jp"),  S("br"),       S("ru"),    S("es"),    S("gov"),  S("edu"), S("pl"), S("ca"),
    S("au"),  S("cn"),       S("co"),    S("nl"),    S("info"), S("eu"),  S("ch"), S("kr"),
    S("cz"),  S("mx"),       S("tv"),    S("se"),    S("tr"),   S("tw"),  S("ua"), S("ir"),
    S("vn"),  S("cl"),       S("sk"),    S("cc"),    S("fi"),   S("pt"),  S("dk"), S("ar"),
    S("hu"),  S("gr"),       S("il"),    S("ro"),    S("biz"),  S("ie"),  S("za"), S("nz"),
    S("sg"),  S("ee"),       S("xyz"),   S("bg"),    S("hk"),   S("rs"),  S("lt"), S("lv"),
    S("kz"),  S("internal"), S("local"), S("cloud"),
};

static bool is_tld(struct str s)
{
    char lower[TLD_BYTES_MAX];
    if (s.len < 2 || s.len > TLD_BYTES_MAX)
        return false;
    bool has_lower = false;
    bool has_upper = false;
    for (size_t i = 0; i < s.len; i++) {
        has_lower |= s.p[i] >= 'a' && s.p[i] <= 'z';
        has_upper |= s.p[i] >= 'A' && s.p[i] <= 'Z';
        lower[i] = ascii_lower(s.p[i]);
    }
    if (has_lower && has_upper)
        return false;
    for (size_t i = 0; i < ARRAY_LEN(tlds); i++) {
        if (str_eq(tlds[i], str_make(lower, s.len)))
            return true;
    }
    return false;
}

static size_t match_hostname(struct param_scan *sc)
{
    size_t end = run_end(sc, &sc->host, sc->at, is_host);
    if (sc->host_end == end && !sc->is_host) /* this run ends in no host name */
        return 0;
    size_t last = end;
    while (last > sc->at && (sc->s.p[last - 1] == '.' || sc->s.p[last - 1] == '-'))
        last--;
    struct str name = str_slice(sc->s, sc->at, last);
    struct str tail =
        name.len > TLD_BYTES_MAX + 2 ? str_from(name, name.len - TLD_BYTES_MAX - 2) : name;
    size_t dot = str_rfind_char(tail, '.');
    sc->host_end = end;
    sc->is_host = dot < tail.len && is_tld(str_from(tail, dot + 1));
    return sc->is_host && name.len > tail.len - dot && ends_word(sc, last) ? name.len : 0;
}

/* --- addresses --- */

static size_t match_ipv4(const struct param_scan *sc)
{
    size_t i = sc->at;
    for (int part = 0; part < 4; part++) {
        int value = 0;
        size_t start = i;
        while (i - start < 3 && is_digit(at(sc, i)))
            value = value * DECIMAL + (at(sc, i++) - '0');
        if (i == start || value > OCTET_MAX || (part < 3 && at(sc, i++) != '.'))
            return 0;
    }
    return ends_word(sc, i) ? i - sc->at : 0;
}

static bool is_ipv6_byte(char c)
{
    return hex_value(c) >= 0 || c == ':' || c == '.';
}

/* Groups of 1–4 hex digits, eight of them or fewer with one "::". */
static bool is_ipv6(struct str s)
{
    size_t groups = 0;
    size_t gaps = 0;
    bool has_digit = false;
    size_t i = 0;
    while (i < s.len) {
        if (s.p[i] == ':' && i + 1 < s.len && s.p[i + 1] == ':') {
            gaps++;
            i += 2;
            continue;
        }
        if (s.p[i] == ':' && i > 0 && i + 1 < s.len)
            i++;
        size_t start = i;
        while (i < s.len && hex_value(s.p[i]) >= 0)
            has_digit |= is_digit(s.p[i++]);
        if (i == start || i - start > 4)
            return false;
        groups++;
    }
    return has_digit && (gaps == 1 ? groups < 8 : gaps == 0 && groups == 8);
}

static size_t match_ip(struct param_scan *sc)
{
    size_t v4 = is_digit(at(sc, sc->at)) ? match_ipv4(sc) : 0;
    if (v4 > 0)
        return v4;
    if (hex_value(at(sc, sc->at)) < 0 && at(sc, sc->at) != ':')
        return 0;
    size_t end = run_end(sc, &sc->ipv6, sc->at, is_ipv6_byte);
    if (end - sc->at > IP_TEXT_MAX || end - sc->at < 3)
        return 0;
    struct str s = str_slice(sc->s, sc->at, end);
    while (s.len > 0 && (s.p[s.len - 1] == '.' || (s.p[s.len - 1] == ':' && !str_ends(s, S("::")))))
        s.len--;
    return is_ipv6(s) && ends_word(sc, sc->at + s.len) ? s.len : 0;
}

/* --- ids --- */

static const unsigned char trace_shape[] = { 2, 32, 16, 2 };
static const unsigned char aws_shape[] = { 1, 8, 24 };
static const unsigned char uuid_shape[] = { 8, 4, 4, 4, 12 };

/* Groups of so many hex digits with dashes between; length of all, or 0. */
static size_t match_shape(const struct param_scan *sc, const unsigned char *shape, size_t n)
{
    size_t i = sc->at;
    for (size_t k = 0; k < n; k++) {
        if (k > 0 && at(sc, i++) != '-')
            return 0;
        if (!has_hex(sc, i, shape[k]))
            return 0;
        i += shape[k];
    }
    return ends_word(sc, i) ? i - sc->at : 0;
}

static size_t match_traceparent(struct param_scan *sc)
{
    char c = at(sc, sc->at);
    if (c == '0' && at(sc, sc->at + 1) == '0')
        return match_shape(sc, trace_shape, ARRAY_LEN(trace_shape));
    return c == '1' ? match_shape(sc, aws_shape, ARRAY_LEN(aws_shape)) : 0;
}

static size_t match_uuid(struct param_scan *sc)
{
    return match_shape(sc, uuid_shape, ARRAY_LEN(uuid_shape));
}

static bool is_hex_digit(char c)
{
    return hex_value(c) >= 0;
}

static size_t hex_run(struct param_scan *sc)
{
    return run_end(sc, &sc->hex, sc->at, is_hex_digit) - sc->at;
}

static size_t match_sha1(struct param_scan *sc)
{
    return hex_run(sc) == SHA1_HEX && ends_word(sc, sc->at + SHA1_HEX) ? SHA1_HEX : 0;
}

static size_t match_md5(struct param_scan *sc)
{
    return hex_run(sc) == MD5_HEX && ends_word(sc, sc->at + MD5_HEX) ? MD5_HEX : 0;
}

/* tx + 21 hex - 10 hex and what follows (OpenStack Swift). */
static size_t match_swift(struct param_scan *sc)
{
    enum { HEAD = 2, FIRST = 21, SECOND = 10 };
    if (at(sc, sc->at) != 't' || at(sc, sc->at + 1) != 'x' || !has_hex(sc, sc->at + HEAD, FIRST) ||
        at(sc, sc->at + HEAD + FIRST) != '-' || !has_hex(sc, sc->at + HEAD + FIRST + 1, SECOND))
        return 0;
    return run_end(sc, &sc->host, sc->at, is_host) - sc->at;
}

struct hex_kind {
    bool has_digit;
    bool has_lower;
    bool has_upper;
};

static struct hex_kind hex_kind_of(struct str s)
{
    struct hex_kind kind = { false, false, false };
    for (size_t i = 0; i < s.len; i++) {
        kind.has_digit |= is_digit(s.p[i]);
        kind.has_lower |= s.p[i] >= 'a';
        kind.has_upper |= s.p[i] >= 'A' && s.p[i] <= 'F';
    }
    return kind;
}

static size_t match_git_sha(struct param_scan *sc)
{
    if (hex_run(sc) != GIT_SHA_BYTES || !ends_word(sc, sc->at + GIT_SHA_BYTES))
        return 0;
    struct hex_kind kind = hex_kind_of(str_slice(sc->s, sc->at, sc->at + GIT_SHA_BYTES));
    return kind.has_digit && kind.has_lower && !kind.has_upper ? GIT_SHA_BYTES : 0;
}

static size_t match_0x(struct param_scan *sc)
{
    if (at(sc, sc->at) != '0' || ascii_lower(at(sc, sc->at + 1)) != 'x')
        return 0;
    size_t end = run_end(sc, &sc->hex, sc->at + 2, is_hex_digit);
    return end > sc->at + 2 && ends_word(sc, end) ? end - sc->at : 0;
}

static size_t match_hex(struct param_scan *sc)
{
    size_t n = hex_run(sc);
    if (n < HEX_MIXED_MIN || n > HEX_MAX || !ends_word(sc, sc->at + n))
        return match_0x(sc);
    struct hex_kind kind = hex_kind_of(str_slice(sc->s, sc->at, sc->at + n));
    bool has_letter = kind.has_lower || kind.has_upper;
    size_t least = kind.has_digit && has_letter ? HEX_MIXED_MIN : HEX_PLAIN_MIN;
    return n >= least && !(kind.has_lower && kind.has_upper) ? n : 0;
}

/* --- numbers --- */

static size_t digits_at(const struct param_scan *sc, size_t i, size_t max)
{
    size_t n = 0;
    while (n < max && is_digit(at(sc, i + n)))
        n++;
    return n;
}

static size_t match_duration(struct param_scan *sc)
{
    size_t n = digits_at(sc, sc->at, HEX_MAX);
    if (n == 0)
        return 0;
    size_t i = sc->at + n;
    if (at(sc, i) == 'm' && at(sc, i + 1) == 's' && ends_word(sc, i + 2))
        return n + 2;
    if (at(sc, i) == '.') {
        size_t fraction = digits_at(sc, i + 1, HEX_MAX);
        i += fraction > 0 ? fraction + 1 : 0;
    }
    return at(sc, i) == 's' && ends_word(sc, i + 1) ? i + 1 - sc->at : 0;
}

static size_t match_float(struct param_scan *sc)
{
    size_t n = digits_at(sc, sc->at, HEX_MAX);
    if (n == 0 || at(sc, sc->at + n) != '.')
        return 0;
    size_t fraction = digits_at(sc, sc->at + n + 1, HEX_MAX);
    size_t end = sc->at + n + 1 + fraction;
    if (fraction == 0)
        return 0;
    if (ascii_lower(at(sc, end)) == 'e') {
        size_t sign = at(sc, end + 1) == '-' || at(sc, end + 1) == '+' ? 1 : 0;
        size_t exponent = digits_at(sc, end + 1 + sign, INT_DIGITS_MAX);
        end += exponent > 0 ? 1 + sign + exponent : 0;
    }
    return ends_word(sc, end) ? end - sc->at : 0;
}

static size_t match_int(struct param_scan *sc)
{
    size_t n = digits_at(sc, sc->at, INT_DIGITS_MAX);
    return n > 0 && ends_word(sc, sc->at + n) ? n : 0;
}

/* --- right after '=' --- */

static size_t match_quoted(struct param_scan *sc)
{
    char quote = at(sc, sc->at);
    if ((quote != '\'' && quote != '"') || sc->at == 0 || sc->s.p[sc->at - 1] != '=')
        return 0;
    bool *is_hopeless = quote == '"' ? &sc->no_double : &sc->no_single;
    if (*is_hopeless)
        return 0;
    struct str rest = str_from(sc->s, sc->at + 1);
    size_t n = str_find_char(rest, quote);
    *is_hopeless = n == rest.len;
    return n < rest.len ? n + 2 : 0;
}

static size_t match_bool(struct param_scan *sc)
{
    static const struct str words[] = { S("True"), S("False"), S("true"), S("false") };
    if (sc->at == 0 || sc->s.p[sc->at - 1] != '=')
        return 0;
    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        if (str_starts(str_from(sc->s, sc->at), words[i]) && ends_word(sc, sc->at + words[i].len))
            return words[i].len;
    }
    return 0;
}

/* --- the pass --- */

/* §12.2's order, but git_sha before hex: seven digits would always be hex. */
static const struct {
    const char *name;
    size_t (*match)(struct param_scan *sc);
} matchers[] = {
    { "<email>", match_email },
    { "<url>", match_url },
    { "<hostname>", match_hostname },
    { "<ip>", match_ip },
    { "<traceparent>", match_traceparent },
    { "<uuid>", match_uuid },
    { "<sha1>", match_sha1 },
    { "<md5>", match_md5 },
    { "<date>", param_match_date },
    { "<duration>", match_duration },
    { "<swift_txn_id>", match_swift },
    { "<git_sha>", match_git_sha },
    { "<hex>", match_hex },
    { "<float>", match_float },
    { "<int>", match_int },
    { "<bool>", match_bool },
};

/* A minus belongs to the number unless it joins it to a word. */
static bool is_negative(const struct param_scan *sc)
{
    return at(sc, sc->at) == '-' && is_digit(at(sc, sc->at + 1)) &&
           (sc->at == 0 || !is_word(sc->s.p[sc->at - 1]));
}

static const char *match_any(struct param_scan *sc, size_t *used)
{
    for (size_t i = 0; i < ARRAY_LEN(matchers); i++) {
        *used = matchers[i].match(sc);
        if (*used > 0)
            return matchers[i].name;
    }
    return NULL;
}

static const char *match_negative(struct param_scan *sc, size_t *used)
{
    static size_t (*const numbers[])(struct param_scan *) = { match_duration, match_hex,
                                                              match_float, match_int };
    static const char *const names[] = { "<duration>", "<hex>", "<float>", "<int>" };
    sc->at++;
    const char *name = NULL;
    for (size_t i = 0; i < ARRAY_LEN(numbers) && name == NULL; i++) {
        *used = numbers[i](sc);
        name = *used > 0 ? names[i] : NULL;
    }
    sc->at--;
    *used += name != NULL ? 1 : 0;
    return name;
}

static const char *match_here(struct param_scan *sc, size_t *used)
{
    char c = at(sc, sc->at);
    *used = 0;
    if (is_negative(sc))
        return match_negative(sc, used);
    if (c == '\'' || c == '"') {
        *used = match_quoted(sc);
        return *used > 0 ? "<quoted_str>" : NULL;
    }
    if (c == ':') { /* ::1 */
        bool starts = at(sc, sc->at + 1) == ':' && (sc->at == 0 || !is_word(sc->s.p[sc->at - 1]));
        *used = starts ? match_ip(sc) : 0;
        return *used > 0 ? "<ip>" : NULL;
    }
    bool starts_word = is_word(c) && (sc->at == 0 || !is_word(sc->s.p[sc->at - 1]));
    return starts_word ? match_any(sc, used) : NULL;
}

/* The first two lines that hold something; "..." when there were more. */
static struct str first_lines(struct ctx *cx, struct str text)
{
    struct str rest = str_to(text, INPUT_BYTES);
    struct str lines[2];
    size_t n = 0;
    struct str line;
    while (n < ARRAY_LEN(lines) && str_split(&rest, '\n', &line)) {
        line = str_trim(line);
        if (line.len > 0)
            lines[n++] = line;
    }
    bool has_more = str_trim(rest).len > 0;
    if (n == 0)
        return S("");
    if (n == 1 && !has_more)
        return lines[0];
    return str_printf(cx->arena, "%.*s\n%.*s%s", FMT(lines[0]), FMT(n > 1 ? lines[1] : S("")),
                      has_more ? "..." : "");
}

struct str grouping_parameterize(struct ctx *cx, struct str text)
{
    struct param_scan sc = { .s = first_lines(cx, text) };
    struct buf out;
    size_t copied = 0;
    bool is_changed = false;
    buf_init(&out, cx->arena, OUTPUT_BYTES);
    while (sc.at < sc.s.len) {
        size_t used;
        const char *name = match_here(&sc, &used);
        if (name == NULL) {
            sc.at++;
            continue;
        }
        is_changed = true;
        buf_add(&out, str_slice(sc.s, copied, sc.at));
        buf_add(&out, str_c(name));
        sc.at += used;
        copied = sc.at;
    }
    if (!is_changed)
        return sc.s;
    buf_add(&out, str_from(sc.s, copied));
    return buf_str(&out);
}
