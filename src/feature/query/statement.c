#include "base/base.h"
#include "feature/query/statement.h"

#include "base/arena.h"
#include "base/str.h"

/* One pass over the text; what is written never is longer than what was read. */
struct reader {
    struct str in;
    size_t at;
    char *out;
    size_t len;
    bool is_blank_due;  /* before the next piece                    */
    bool has_backticks; /* MySQL's names: "…" is a text             */
    bool is_values;     /* behind VALUES: the same                  */
    bool is_list;       /* inside IN (: the same                    */
    struct str word;    /* the last one, as long as nothing follows */
};

static char peek(const struct reader *r, size_t ahead)
{
    return r->at + ahead < r->in.len ? r->in.p[r->at + ahead] : '\0';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_word_start(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (unsigned char)c >= 0x80;
}

static bool is_word(char c)
{
    return is_word_start(c) || is_digit(c) || c == '$';
}

static bool is_blank(char c)
{
    return c == ' ' || (unsigned char)c < ' ' || c == 0x7f;
}

static char last(const struct reader *r)
{
    return r->len > 0 ? r->out[r->len - 1] : '\0';
}

static bool is_any(char c, const char *set)
{
    while (*set != '\0' && *set != c)
        set++;
    return *set != '\0';
}

/* --- writing ---------------------------------------------------------------------------- */

static void put_blank(struct reader *r, char next)
{
    if (r->is_blank_due && r->len > 0 && last(r) != '(' && !is_any(next, "),;"))
        r->out[r->len++] = ' ';
    r->is_blank_due = false;
}

static void put(struct reader *r, struct str piece)
{
    put_blank(r, piece.p[0]);
    memcpy(r->out + r->len, piece.p, piece.len);
    r->len += piece.len;
}

/* n bytes of the text as they are. */
static void take(struct reader *r, size_t n)
{
    put(r, str_make(r->in.p + r->at, n));
    r->at += n;
}

static bool ends_with(const struct reader *r, struct str tail)
{
    return str_ends(str_make(r->out, r->len), tail);
}

/* Another value of a list says nothing more. */
static void put_value(struct reader *r)
{
    r->word = S("");
    if (!ends_with(r, S("?,"))) {
        put(r, S("?"));
        return;
    }
    r->len--;
    r->is_blank_due = false;
}

/* So does another row of values. */
static void put_close(struct reader *r)
{
    put(r, S(")"));
    r->at++;
    r->is_list = false;
    if (ends_with(r, S("(?), (?)")))
        r->len -= S(", (?)").len;
    else if (ends_with(r, S("(?),(?)")))
        r->len -= S(",(?)").len;
}

/* --- reading ---------------------------------------------------------------------------- */

/* The end of a quoted piece that begins at r->at, behind its last quote. */
static size_t quoted_end(const struct reader *r, char quote, bool has_escapes)
{
    size_t i = r->at + 1;

    if (quote == '\'' && peek(r, 1) == '\\' && peek(r, 2) == '\'' && peek(r, 3) != '\'' &&
        !is_word(peek(r, 3)))
        return r->at + S("'\\'").len; /* … ESCAPE '\' */
    while (i < r->in.len) {
        if (has_escapes && r->in.p[i] == '\\')
            i++;
        else if (r->in.p[i] == quote && (i + 1 == r->in.len || r->in.p[i + 1] != quote))
            return i + 1;
        else if (r->in.p[i] == quote)
            i++;
        i++;
    }
    return r->in.len;
}

static void skip_text(struct reader *r, char quote)
{
    r->at = quoted_end(r, quote, true);
    put_value(r);
}

static bool is_compared(const struct reader *r)
{
    static const struct str before[] = { S("LIKE"), S("ILIKE"), S("RLIKE"), S("REGEXP"),
                                         S("THEN"), S("ELSE"),  S("LIMIT") };

    for (size_t i = 0; i < ARRAY_LEN(before); i++) {
        if (str_eq_fold(r->word, before[i]))
            return true;
    }
    return is_any(last(r), "=<>");
}

static void read_double_quoted(struct reader *r)
{
    size_t end = quoted_end(r, '"', r->has_backticks);
    bool is_part = last(r) == '.' || (end < r->in.len && r->in.p[end] == '.');
    bool is_text = r->has_backticks || r->is_values || r->is_list || is_compared(r);

    if (!is_part && is_text) {
        skip_text(r, '"');
        return;
    }
    take(r, end - r->at);
    r->word = S("");
}

/* $$ … $$, $tag$ … $tag$ (PostgreSQL), $1. */
static void read_dollar(struct reader *r)
{
    size_t end = 1;

    if (is_digit(peek(r, 1))) {
        for (r->at++; is_digit(peek(r, 0)); r->at++)
            ;
        put_value(r);
        return;
    }
    while (is_word(peek(r, end)) && peek(r, end) != '$')
        end++;
    if (peek(r, end) != '$') {
        take(r, 1);
        return;
    }
    struct str tag = str_make(r->in.p + r->at, end + 1);
    struct str rest = str_from(r->in, r->at + tag.len);
    size_t close = str_find(rest, tag);
    r->at = close < rest.len ? r->at + tag.len + close + tag.len : r->in.len;
    put_value(r);
}

/* A sign belongs to its number where nothing stands that it could take away from. */
static bool is_sign(const struct reader *r)
{
    return is_any(peek(r, 0), "+-") && is_digit(peek(r, 1)) && is_any(last(r), "=<>(,?");
}

static void read_number(struct reader *r)
{
    bool is_hex = peek(r, 0) == '0' && is_any(peek(r, 1), "xX");

    while (is_word(peek(r, 0)) || peek(r, 0) == '.') {
        bool is_exponent =
            !is_hex && is_any(peek(r, 0), "eE") && is_any(peek(r, 1), "+-") && is_digit(peek(r, 2));
        r->at += is_exponent ? 2 : 1;
    }
    put_value(r);
}

/* n bytes are a placeholder's beginning; its name follows. */
static void read_placeholder(struct reader *r, size_t n)
{
    for (r->at += n; is_word(peek(r, 0)); r->at++)
        ;
    put_value(r);
}

static void skip_line(struct reader *r)
{
    while (r->at < r->in.len && r->in.p[r->at] != '\n')
        r->at++;
    r->is_blank_due = true;
}

static void skip_comment(struct reader *r)
{
    struct str rest = str_from(r->in, r->at + 2);
    size_t close = str_find(rest, S("*/"));

    r->at = close < rest.len ? r->at + 2 + close + 2 : r->in.len;
    r->is_blank_due = true;
}

static bool is_among(struct str word, const struct str *words, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (word.len == words[i].len && str_eq_fold(word, words[i]))
            return true;
    }
    return false;
}

/* E'…', N'…', X'…', B'…', U&'…', _utf8'…': the word belongs to the text. */
static bool is_text_prefix(const struct reader *r, size_t end)
{
    static const struct str prefixes[] = { S("e"),        S("n"),       S("x"),
                                           S("b"),        S("r"),       S("_utf8"),
                                           S("_utf8mb4"), S("_binary"), S("_latin1") };

    return end < r->in.len && r->in.p[end] == '\'' &&
           is_among(str_slice(r->in, r->at, end), prefixes, ARRAY_LEN(prefixes));
}

/* NULL in a list of values is a value. */
static bool is_value_word(const struct reader *r, struct str word, size_t end)
{
    static const struct str words[] = { S("NULL"), S("TRUE"), S("FALSE"), S("DEFAULT") };

    if (!is_any(last(r), "(,"))
        return false;
    while (end < r->in.len && is_blank(r->in.p[end]))
        end++;
    return end < r->in.len && is_any(r->in.p[end], ",)") && is_among(word, words, ARRAY_LEN(words));
}

static void read_word(struct reader *r)
{
    static const struct str ends_values[] = { S("ON"), S("RETURNING"), S("select"), S("AS"),
                                              S("SET") };
    size_t end = r->at;

    while (end < r->in.len && is_word(r->in.p[end]))
        end++;
    struct str word = str_slice(r->in, r->at, end);
    if (is_text_prefix(r, end)) {
        r->at = end;
        skip_text(r, '\'');
        return;
    }
    if (is_value_word(r, word, end)) {
        r->at = end;
        put_value(r);
        return;
    }
    take(r, word.len);
    r->word = word;
    if (r->is_values)
        r->is_values = !is_among(word, ends_values, ARRAY_LEN(ends_values));
    else
        r->is_values = str_eq_fold(word, S("VALUES"));
}

/* %s, %d, %(name)s. */
static bool read_percent(struct reader *r)
{
    size_t n = 0;

    if (peek(r, 1) == '(') {
        for (n = 1; is_word(peek(r, n + 1)); n++)
            ;
        if (peek(r, n + 1) != ')')
            return false;
        n++;
    }
    if (!is_any(peek(r, n + 1), "sdif") || is_word(peek(r, n + 2)))
        return false;
    r->at += n + 2;
    put_value(r);
    return true;
}

static bool is_name(const struct reader *r, size_t ahead)
{
    return is_word_start(peek(r, ahead)) || is_digit(peek(r, ahead));
}

/* False: none begins here. */
static bool read_comment(struct reader *r)
{
    char c = peek(r, 0), next = peek(r, 1);

    if (c == '/' && next == '*')
        skip_comment(r);
    else if ((c == '-' && next == '-') || (c == '#' && !is_any(next, ">-=#")))
        skip_line(r);
    else
        return false;
    return true;
}

static bool is_named(const struct reader *r)
{
    char c = peek(r, 0);

    return (c == ':' || (c == '@' && last(r) != '@')) && is_name(r, 1);
}

/* What a placeholder, a cast or a sign may begin with. False: it is none. */
static bool read_special(struct reader *r)
{
    char c = peek(r, 0), next = peek(r, 1);

    if (c == '%')
        return read_percent(r);
    if (c == ':' && next == ':')
        take(r, 2);
    else if (is_named(r) || (c == '?' && !is_any(next, "|&")))
        read_placeholder(r, 1);
    else if (is_sign(r))
        r->at++;
    else
        return false;
    return true;
}

static void read_mark(struct reader *r)
{
    char c = peek(r, 0);

    if (c == ')') {
        put_close(r);
        return;
    }
    if (c == '(' && str_eq_fold(r->word, S("IN")))
        r->is_list = true;
    take(r, 1);
    r->word = S("");
}

static void read_piece(struct reader *r)
{
    char c = peek(r, 0);

    if (is_blank(c)) {
        r->is_blank_due = true;
        r->at++;
    } else if (is_word_start(c)) {
        read_word(r);
    } else if (is_digit(c)) {
        read_number(r);
    } else if (c == '\'') {
        skip_text(r, c);
    } else if (c == '"') {
        read_double_quoted(r);
    } else if (c == '`') {
        take(r, quoted_end(r, c, false) - r->at);
    } else if (c == '$') {
        read_dollar(r);
    } else if (!read_comment(r) && !read_special(r)) {
        read_mark(r);
    }
}

static struct str whole_shape(struct arena *a, struct str sql)
{
    struct str in = str_utf8_clip(sql, STATEMENT_READ_BYTES);
    struct reader r = { .in = in,
                        .out = arena_bytes(a, 2 * in.len + 1),
                        .has_backticks = str_find_char(in, '`') < in.len,
                        .word = S("") };

    while (r.at < r.in.len)
        read_piece(&r);
    while (r.len > 0 && is_any(last(&r), "; "))
        r.len--;
    return str_make(r.out, r.len);
}

struct str statement_shape(struct arena *a, struct str sql)
{
    return str_utf8_clip(whole_shape(a, sql), STATEMENT_BYTES);
}

bool statement_is_one(struct arena *a, struct str sql)
{
    struct str shape = whole_shape(a, sql);

    return sql.len <= STATEMENT_READ_BYTES && str_find_char(shape, ';') == shape.len;
}

/* --- what a shape says ------------------------------------------------------------------- */

static const struct {
    struct str word;
    enum statement_kind kind;
} first_words[] = {
    { S("select"), STATEMENT_SELECT },  { S("WITH"), STATEMENT_SELECT },
    { S("VALUES"), STATEMENT_SELECT },  { S("insert"), STATEMENT_INSERT },
    { S("REPLACE"), STATEMENT_INSERT }, { S("update"), STATEMENT_UPDATE },
    { S("delete"), STATEMENT_DELETE },  { S("MERGE"), STATEMENT_OTHER },
    { S("CALL"), STATEMENT_OTHER },     { S("EXEC"), STATEMENT_OTHER },
    { S("EXECUTE"), STATEMENT_OTHER },  { S("TRUNCATE"), STATEMENT_OTHER },
    { S("COPY"), STATEMENT_OTHER },     { S("REFRESH"), STATEMENT_OTHER },
};

/* The next word, name or mark of a shape; a name with its parts and quotes is one. */
static bool next_token(struct str *rest, struct str *out)
{
    struct str s = *rest;
    size_t n = 0;

    while (s.len > 0 && s.p[0] == ' ')
        s = str_from(s, 1);
    if (s.len == 0)
        return false;
    while (n < s.len && (is_word(s.p[n]) || is_any(s.p[n], ".\"`[]")))
        n++;
    *out = str_to(s, n > 0 ? n : 1);
    *rest = str_from(s, out->len);
    return true;
}

enum statement_kind statement_kind(struct str shape)
{
    struct str rest = str_trim(shape), word;

    while (rest.len > 0 && rest.p[0] == '(')
        rest = str_trim(str_from(rest, 1));
    if (!next_token(&rest, &word))
        return STATEMENT_NONE;
    for (size_t i = 0; i < ARRAY_LEN(first_words); i++) {
        if (str_eq_fold(word, first_words[i].word))
            return first_words[i].kind;
    }
    return STATEMENT_NONE;
}

static struct str bare_name(struct arena *a, struct str name)
{
    char *out = arena_bytes(a, name.len + 1);
    size_t n = 0;

    for (size_t i = 0; i < name.len; i++) {
        if (!is_any(name.p[i], "\"`[]"))
            out[n++] = name.p[i];
    }
    return str_utf8_clip(str_make(out, n), STATEMENT_TABLE_BYTES);
}

static bool is_table_name(struct str token)
{
    static const struct str keywords[] = { S("select"), S("SET"), S("VALUES"), S("WHERE") };

    return (is_word_start(token.p[0]) || is_any(token.p[0], "\"`[")) &&
           !is_among(token, keywords, ARRAY_LEN(keywords));
}

/* Of the outermost statement, or of any: a function may have a FROM in it, too. */
static struct str find_table(struct arena *a, struct str shape, bool is_outermost)
{
    static const struct str before[] = { S("FROM"), S("INTO") };
    static const struct str between[] = { S("ONLY"), S("LOW_PRIORITY"), S("IGNORE"), S("OR"),
                                          S("LATERAL") };
    struct str rest = shape, token;
    bool is_next = false, is_first = true;
    int depth = 0;

    while (next_token(&rest, &token)) {
        depth += (token.p[0] == '(') - (token.p[0] == ')');
        if (is_next && is_table_name(token) && !is_among(token, between, ARRAY_LEN(between)))
            return bare_name(a, token);
        is_next = is_next && is_among(token, between, ARRAY_LEN(between));
        if (depth == 0 || !is_outermost)
            is_next |= is_among(token, before, ARRAY_LEN(before)) ||
                       (is_first && str_eq_fold(token, S("update")));
        is_first = false;
    }
    return S("");
}

struct str statement_table(struct arena *a, struct str shape)
{
    struct str table = find_table(a, shape, true);

    return table.len > 0 ? table : find_table(a, shape, false);
}
