/* parse.c - signatures and bodies of one .sql file. The form stands in tools/sqlgen.c. */
#include "tools/sqlgen/sqlgen.h"

struct parser {
    struct gen *g;
    struct source *src;
    struct str rest;
    struct str line; /* the current one, trimmed */
    int line_no;
    bool at_end;
    struct buf doc;
    struct parsed_query **end;
};

static bool next_line(struct parser *p)
{
    struct str line = S("");
    p->at_end = !str_split(&p->rest, '\n', &line);
    p->line = str_trim(line);
    p->line_no++;
    return !p->at_end;
}

static bool refuse(struct parser *p, const char *why, struct str what)
{
    complain(p->g, p->src->path, p->line_no, "%s: %.*s", why, FMT(what));
    return false;
}

static bool is_name(struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        char c = s.p[i];
        bool is_letter = (c >= 'a' && c <= 'z') || c == '_';
        if (!is_letter && (i == 0 || c < '0' || c > '9'))
            return false;
    }
    return s.len > 0;
}

static bool parse_type(struct str word, struct field *f)
{
    static const struct {
        struct str word;
        enum db_type type;
        bool is_nullable;
    } types[] = {
        { S("i64"), DB_I64, false },   { S("i64?"), DB_I64, true },   { S("f64"), DB_F64, false },
        { S("text"), DB_TEXT, false }, { S("text?"), DB_TEXT, true }, { S("blob"), DB_BLOB, false },
        { S("blob?"), DB_BLOB, true }, { S("bool"), DB_BOOL, false }, { S("bool?"), DB_BOOL, true },
    };
    for (size_t i = 0; i < ARRAY_LEN(types); i++) {
        if (!str_eq(word, types[i].word))
            continue;
        f->type = types[i].type;
        f->is_nullable = types[i].is_nullable;
        return true;
    }
    return false;
}

/* "id i64, name text?" */
static bool parse_fields(struct parser *p, struct str list, struct field *out, size_t *n)
{
    struct str part;
    *n = 0;
    if (str_trim(list).len == 0)
        return true;
    while (str_split(&list, ',', &part)) {
        part = str_trim(part);
        size_t blank = str_find_char(part, ' ');
        struct field *f = &out[*n];
        f->name = str_to(part, blank);
        if (!is_name(f->name) || !parse_type(str_trim(str_from(part, blank)), f))
            return refuse(p, "expected NAME TYPE (i64 f64 text blob bool, ? for NULL)", part);
        for (size_t i = 0; i < *n; i++)
            if (str_eq(out[i].name, f->name))
                return refuse(p, "named twice", f->name);
        *n += 1;
        if (*n == DB_PARAMS_MAX)
            return refuse(p, "too many fields", part);
    }
    return true;
}

/* Text of the comment lines from here up to the closing parenthesis, which may stand
 * lines below. Leaves the parser on the line after it. */
static bool gather(struct parser *p, struct str *out)
{
    struct buf b;
    buf_init(&b, &p->g->arena, FILE_BYTES_MAX);
    for (;;) {
        if (!str_starts(p->line, S("--")))
            return refuse(p, "signature without )", p->line);
        buf_add(&b, str_trim(str_from(p->line, S("--").len)));
        buf_add_char(&b, ' ');
        struct str so_far = str_trim(buf_str(&b));
        bool is_open = str_find_char(so_far, '(') < so_far.len;
        bool is_done = !is_open || str_ends(so_far, S(")"));
        if (!next_line(p))
            return refuse(p, "file ends in a signature", so_far);
        if (is_done) {
            *out = so_far;
            return true;
        }
    }
}

static bool parse_kind(struct parser *p, struct parsed_query *q, struct str text)
{
    static const struct {
        struct str word;
        enum kind kind;
        bool has_columns;
    } kinds[] = {
        { S("one"), KIND_ONE, true },      { S("maybe"), KIND_MAYBE, true },
        { S("many"), KIND_MANY, true },    { S("many unbounded"), KIND_MANY, true },
        { S("exec"), KIND_EXEC, false },   { S("exec changed"), KIND_EXEC_CHANGED, false },
        { S("batch"), KIND_BATCH, false },
    };
    size_t paren = str_find_char(text, '(');
    struct str word = str_trim(str_to(text, paren));
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
        if (!str_eq(word, kinds[i].word))
            continue;
        q->kind = kinds[i].kind;
        q->is_unbounded = str_ends(word, S("unbounded"));
        if (kinds[i].has_columns != (paren < text.len))
            return refuse(p, "one, maybe and many name their columns, the others have none", text);
        if (paren == text.len)
            return true;
        return parse_fields(p, str_slice(text, paren + 1, text.len - 1), q->columns, &q->n_columns);
    }
    return refuse(p, "expected one, maybe, many, exec, exec changed or batch", text);
}

/* SQL up to the ; that ends a line. */
static bool parse_body(struct parser *p, struct str *out)
{
    struct buf b;
    bool in_quote = false, has_line = !p->at_end;
    buf_init(&b, &p->g->arena, FILE_BYTES_MAX);
    while (has_line) {
        size_t before = b.len;
        sql_add_clean(&b, p->line, &in_quote);
        if (!in_quote && b.len > before && b.p[b.len - 1] == ';') {
            b.len--;
            *out = buf_str(&b);
            (void)next_line(p);
            return out->len > 0 || refuse(p, "query without text", S(""));
        }
        if (b.len > before)
            buf_add_char(&b, '\n');
        has_line = next_line(p);
    }
    return refuse(p, "query without ; at the end of a line", S(""));
}

static bool skip_blank(struct parser *p)
{
    while (p->line.len == 0)
        if (!next_line(p))
            return false;
    return true;
}

static bool parse_bodies(struct parser *p, struct parsed_query *q)
{
    if (!str_eq(p->line, S("--@sqlite"))) {
        if (!parse_body(p, &q->body[DB_SQLITE]))
            return false;
        q->body[DB_POSTGRES] = q->body[DB_SQLITE];
        return true;
    }
    q->has_two_bodies = true;
    if (!next_line(p) || !parse_body(p, &q->body[DB_SQLITE]) || !skip_blank(p))
        return refuse(p, "--@sqlite is followed by text; and --@postgres text;", q->name);
    if (!str_eq(p->line, S("--@postgres")) || !next_line(p))
        return refuse(p, "expected --@postgres", p->line);
    return parse_body(p, &q->body[DB_POSTGRES]);
}

/* "issue_list list (id i64, …)" or "issue_by_status fragment" */
static bool parse_piece(struct parser *p, struct parsed_query *q, struct str signature)
{
    size_t paren = str_find_char(signature, '(');
    struct str word = str_trim(str_slice(signature, q->name.len, paren));
    q->kind = str_eq(word, S("list")) ? KIND_LIST : KIND_FRAGMENT;
    if ((q->kind == KIND_LIST) != (paren < signature.len))
        return refuse(p, "a list names its columns, a fragment has none", signature);
    return q->kind == KIND_FRAGMENT ||
           parse_fields(p, str_slice(signature, paren + 1, signature.len - 1), q->columns,
                        &q->n_columns);
}

static bool parse_statement(struct parser *p, struct parsed_query *q, struct str signature)
{
    struct str kind, params = str_slice(signature, q->name.len + 1, signature.len - 1);
    return gather(p, &kind) && parse_fields(p, params, q->params, &q->n_params) &&
           parse_kind(p, q, kind);
}

static bool parse_query(struct parser *p)
{
    struct parsed_query *q = arena_new(&p->g->arena, struct parsed_query);
    struct str signature;
    q->line = p->line_no;
    q->doc = str_trim(str_dup(&p->g->arena, buf_str(&p->doc)));
    buf_clear(&p->doc);
    if (!gather(p, &signature))
        return false;
    size_t paren = str_find_char(signature, '('), blank = str_find_char(signature, ' ');
    bool is_statement = paren < blank;
    q->name = str_to(signature, is_statement ? paren : blank);
    if (!(is_statement ? parse_statement(p, q, signature) : parse_piece(p, q, signature)) ||
        !parse_bodies(p, q))
        return false;
    *p->end = q;
    p->end = &q->next;
    return true;
}

/* A comment line opens a query when it looks like "-- name(", "-- name list (" or
 * "-- name fragment". */
static bool is_signature(struct str line)
{
    if (!str_starts(line, S("--")))
        return false;
    struct str text = str_trim(str_from(line, S("--").len));
    size_t paren = str_find_char(text, '('), blank = str_find_char(text, ' ');
    if (paren < blank)
        return is_name(str_to(text, paren));
    struct str rest = str_trim(str_from(text, blank));
    return is_name(str_to(text, blank)) &&
           (str_eq(rest, S("fragment")) || str_starts(rest, S("list (")));
}

void parse_source(struct gen *g, struct source *src)
{
    struct parser p = { .g = g, .src = src, .rest = src->text, .end = &src->queries };
    buf_init(&p.doc, &g->arena, FILE_BYTES_MAX);
    bool has_line = next_line(&p);
    while (has_line) {
        if (is_signature(p.line)) {
            if (!parse_query(&p))
                return;
            has_line = !p.at_end;
            continue;
        }
        if (str_starts(p.line, S("-- #"))) {
            buf_add(&p.doc, str_trim(str_from(p.line, S("-- #").len)));
            buf_add_char(&p.doc, '\n');
        } else if (!str_starts(p.line, S("--")) && p.line.len > 0) {
            (void)refuse(&p, "SQL without a signature", p.line);
            return;
        } else {
            buf_clear(&p.doc);
        }
        has_line = next_line(&p);
    }
}
