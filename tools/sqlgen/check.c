/* check.c - prepares every query on an in-memory SQLite that has the schema. */
#include "tools/sqlgen/sqlgen.h"

struct check {
    struct gen *g;
    sqlite3 *db;
    const struct source *src;
    struct parsed_query *q;
    sqlite3_stmt *statement;
};

static void refuse(const struct check *c, const char *why, struct str what)
{
    complain(c->g, c->src->path, c->q->line, "%.*s: %s%s%.*s", FMT(c->q->name), why,
             what.len > 0 ? ": " : "", FMT(what));
}

/* Words, numbers and single characters outside quotes; a quoted text is one token. */
static bool next_token(struct str *rest, struct str *out)
{
    *rest = str_trim(*rest);
    if (rest->len == 0)
        return false;
    size_t n = 1;
    char c = rest->p[0];
    bool is_word =
        c == '_' || c == '$' || (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
    if (c == '\'')
        n = str_find_char(str_from(*rest, 1), '\'') + 2;
    while (is_word && n < rest->len) {
        c = rest->p[n];
        if (c != '_' && (c < '0' || c > '9') && ((c | 0x20) < 'a' || (c | 0x20) > 'z'))
            break;
        n++;
    }
    *out = str_to(*rest, n);
    *rest = str_from(*rest, n);
    return true;
}

static size_t count_word(struct str sql, struct str word)
{
    struct str token;
    size_t n = 0;
    while (next_token(&sql, &token))
        n += str_eq_fold(token, word);
    return n;
}

static bool is_star_of_all(struct str before)
{
    return str_eq_fold(before, S("SELECT")) || str_eq_fold(before, S("DISTINCT")) ||
           str_eq_fold(before, S("RETURNING")) || str_eq(before, S(".")) || str_eq(before, S(","));
}

static const struct {
    struct str word;
    const char *why;
} banned_words[] = {
    { S("CURRENT_TIMESTAMP"), "times come from cx->now_ms" },
    { S("now"), "times come from cx->now_ms" },
    { S("ILIKE"), "write lower(x) LIKE lower($1) ESCAPE '\\'" },
    { S("AUTOINCREMENT"), "ids need none" },
    { S("printf"), "text is not built in SQL" },
    { S("format"), "text is not built in SQL" },
};

static void check_words(const struct check *c, struct str sql)
{
    struct str before = S(""), token, whole = sql;
    while (next_token(&sql, &token)) {
        if (str_eq(token, S("?")) && !is_piece(c->q))
            refuse(c, "parameters are $1, $2, …", token);
        if (str_starts(token, S("$")) && is_piece(c->q))
            refuse(c, "values of lists and fragments are ?", token);
        if (str_eq(token, S("*")) && is_star_of_all(before))
            refuse(c, "name the columns instead of *", S(""));
        if (str_eq(token, S(":")) && str_eq(before, S(":")) && !c->q->has_two_bodies)
            refuse(c, "CAST(x AS type) instead of ::", S(""));
        for (size_t i = 0; i < ARRAY_LEN(banned_words); i++)
            if (str_eq_fold(token, banned_words[i].word))
                refuse(c, banned_words[i].why, token);
        before = token;
    }
    if (count_word(whole, S("LIKE")) > count_word(whole, S("ESCAPE")))
        refuse(c, "every LIKE needs ESCAPE", S(""));
}

/* Marks which of $1 … are used. */
static void check_params(const struct check *c, struct str sql, bool *used)
{
    struct str token;
    while (next_token(&sql, &token)) {
        int64_t n;
        if (!str_starts(token, S("$")))
            continue;
        if (!str_i64(str_from(token, 1), &n) || n < 1 || n > (int64_t)c->q->n_params)
            refuse(c, "no such parameter", token);
        else
            used[n - 1] = true;
    }
}

/* false: SQLite knows the declared type and it is not the one of the signature. */
static bool type_fits(const char *declared, enum db_type type)
{
    struct str s = str_c(declared);
    if (str_is_null(s))
        return true;
    if (str_contains_fold(s, S("BOOL")))
        return type == DB_BOOL;
    if (str_contains_fold(s, S("INT")))
        return type == DB_I64;
    if (str_contains_fold(s, S("CHAR")) || str_contains_fold(s, S("TEXT")))
        return type == DB_TEXT;
    if (str_contains_fold(s, S("BLOB")))
        return type == DB_BLOB;
    if (str_contains_fold(s, S("DOUBLE")) || str_contains_fold(s, S("REAL")))
        return type == DB_F64;
    return true;
}

/* A column taken straight from a table where it may be NULL. */
static bool column_may_be_null(const struct check *c, int i)
{
    const char *table = sqlite3_column_table_name(c->statement, i);
    const char *name = sqlite3_column_origin_name(c->statement, i);
    int not_null = 1, is_key = 0;
    if (table == NULL || name == NULL)
        return false;
    if (sqlite3_table_column_metadata(c->db, NULL, table, name, NULL, NULL, &not_null, &is_key,
                                      NULL) != SQLITE_OK)
        return false;
    return !not_null && !is_key;
}

static void check_columns(const struct check *c)
{
    const struct parsed_query *q = c->q;
    int n = sqlite3_column_count(c->statement);
    if (n != (int)q->n_columns) {
        complain(c->g, c->src->path, q->line, "%.*s: %zu columns named, the query has %d",
                 FMT(q->name), q->n_columns, n);
        return;
    }
    for (int i = 0; i < n; i++) {
        const struct field *f = &q->columns[i];
        struct str name = str_c(sqlite3_column_name(c->statement, i));
        const char *declared = sqlite3_column_decltype(c->statement, i);
        if (!str_eq(name, f->name))
            complain(c->g, c->src->path, q->line, "%.*s: column %d is %.*s, not %.*s (use AS)",
                     FMT(q->name), i + 1, FMT(name), FMT(f->name));
        if (!type_fits(declared, f->type))
            complain(c->g, c->src->path, q->line, "%.*s: column %.*s is %s", FMT(q->name),
                     FMT(f->name), declared);
        if (!f->is_nullable && column_may_be_null(c, i))
            complain(c->g, c->src->path, q->line,
                     "%.*s: column %.*s can be NULL: mark its type with ? or use COALESCE",
                     FMT(q->name), FMT(f->name));
    }
}

static void check_kind(const struct check *c)
{
    const struct parsed_query *q = c->q;
    if (q->kind == KIND_MANY && !q->is_unbounded)
        for (int d = DB_SQLITE; d <= DB_POSTGRES; d++)
            if (count_word(q->body[d], S("LIMIT")) == 0)
                refuse(c, "many needs LIMIT, or \"many unbounded\" with a reason in -- #", S(""));
    if (q->is_unbounded && q->doc.len == 0)
        refuse(c, "say in a line -- # why it is unbounded", S(""));
    if (q->kind == KIND_BATCH && (!q->has_two_bodies || q->n_params == 0))
        refuse(c, "batch needs parameters, and --@postgres with unnest", S(""));
}

/* $n → ?n: SQLite takes $2 for a name. */
static struct str for_sqlite(struct gen *g, struct str sql)
{
    struct str out = str_dup(&g->arena, sql);
    bool in_quote = false;
    struct buf b;
    buf_init(&b, &g->arena, FILE_BYTES_MAX);
    for (size_t i = 0; i < out.len; i++) {
        in_quote ^= out.p[i] == '\'';
        buf_add_char(&b, out.p[i] == '$' && !in_quote ? '?' : out.p[i]);
    }
    return buf_str(&b);
}

static void check_query(struct check *c)
{
    struct parsed_query *q = c->q;
    bool used[DB_PARAMS_MAX] = { false };
    check_params(c, q->body[DB_SQLITE], used);
    check_params(c, q->body[DB_POSTGRES], used);
    for (size_t i = 0; i < q->n_params; i++)
        if (!used[i])
            refuse(c, "parameter is not used", q->params[i].name);
    check_words(c, q->body[DB_SQLITE]);
    if (q->has_two_bodies)
        check_words(c, q->body[DB_POSTGRES]);
    check_kind(c);

    struct str sql = for_sqlite(c->g, q->body[DB_SQLITE]);
    const char *tail = NULL;
    int rc = sqlite3_prepare_v2(c->db, sql.p, (int)sql.len, &c->statement, &tail);
    if (rc != SQLITE_OK || c->statement == NULL) {
        refuse(c, "SQLite", str_c(sqlite3_errmsg(c->db)));
        return;
    }
    if (tail < sql.p + sql.len)
        refuse(c, "one statement in a query", S(""));
    check_columns(c);
    q->is_write = !sqlite3_stmt_readonly(c->statement);
    q->body[DB_SQLITE] = sql;
    sqlite3_finalize(c->statement);
    c->statement = NULL;
}

static const char *prepare_error(struct check *c, struct str sql)
{
    int rc = sqlite3_prepare_v2(c->db, sql.p, (int)sql.len, &c->statement, NULL);
    sqlite3_finalize(c->statement);
    c->statement = NULL;
    return rc == SQLITE_OK ? NULL : sqlite3_errmsg(c->db);
}

/* A piece must fit one list of its file, as a condition or as a tail. */
static void check_fragment(struct check *c)
{
    struct parsed_query *q = c->q;
    struct arena *a = &c->g->arena;
    const char *error = NULL;
    for (const struct parsed_query *list = c->src->queries; list != NULL; list = list->next) {
        if (list->kind != KIND_LIST)
            continue;
        const char *join = list->has_where ? "AND" : "WHERE";
        error = prepare_error(c, str_printf(a, "%.*s %s (%.*s)", FMT(list->body[DB_SQLITE]), join,
                                            FMT(q->body[DB_SQLITE])));
        if (error == NULL)
            return;
        error = prepare_error(
            c, str_printf(a, "%.*s %.*s", FMT(list->body[DB_SQLITE]), FMT(q->body[DB_SQLITE])));
        if (error == NULL)
            return;
        error = str_cz(a, str_c(error));
    }
    refuse(c, "fits no list of this file", error == NULL ? S("") : str_c(error));
}

/* Has the outermost SELECT a WHERE? */
static bool has_outer_where(struct str sql)
{
    struct str token;
    int depth = 0;
    bool has = false;
    while (next_token(&sql, &token)) {
        depth += str_eq(token, S("("));
        depth -= str_eq(token, S(")"));
        has = has || (depth == 0 && str_eq_fold(token, S("WHERE")));
    }
    return has;
}

static void check_list(struct check *c)
{
    struct parsed_query *q = c->q;
    struct str sql = q->body[DB_SQLITE];
    q->has_where = has_outer_where(sql);
    if (has_outer_where(q->body[DB_POSTGRES]) != q->has_where)
        refuse(c, "both bodies have a WHERE or none", S(""));
    if (sqlite3_prepare_v2(c->db, sql.p, (int)sql.len, &c->statement, NULL) != SQLITE_OK)
        refuse(c, "SQLite", str_c(sqlite3_errmsg(c->db)));
    else if (!sqlite3_stmt_readonly(c->statement))
        refuse(c, "a list only reads", S(""));
    else
        check_columns(c);
    sqlite3_finalize(c->statement);
    c->statement = NULL;
}

static void check_piece(struct check *c)
{
    check_words(c, c->q->body[DB_SQLITE]);
    if (c->q->has_two_bodies)
        check_words(c, c->q->body[DB_POSTGRES]);
    if (c->q->kind == KIND_LIST)
        check_list(c);
    else
        check_fragment(c);
}

static void check_source(struct check *c)
{
    for (c->q = c->src->queries; c->q != NULL; c->q = c->q->next)
        if (c->q->kind == KIND_LIST)
            check_piece(c);
    for (c->q = c->src->queries; c->q != NULL; c->q = c->q->next) {
        if (c->q->kind == KIND_FRAGMENT)
            check_piece(c);
        else if (c->q->kind != KIND_LIST)
            check_query(c);
    }
}

static void check_unique_names(struct gen *g)
{
    for (struct source *a = g->sources; a != NULL; a = a->next)
        for (struct parsed_query *q = a->queries; q != NULL; q = q->next)
            for (struct source *b = g->sources; b != NULL; b = b->next)
                for (struct parsed_query *r = b->queries; r != NULL; r = r->next)
                    if (r != q && is_piece(r) == is_piece(q) && str_eq(q->name, r->name))
                        complain(g, b->path, r->line, "%.*s is also in %s", FMT(r->name), a->path);
}

static bool apply_schema(struct gen *g, sqlite3 *db)
{
    for (size_t i = 0; i < g->n_steps; i++) {
        const struct schema_step *step = &g->steps[i];
        if (sqlite3_exec(db, str_cz(&g->arena, step->check), NULL, NULL, NULL) == SQLITE_OK)
            continue;
        complain(g, str_cz(&g->arena, step->name), step->number, "migration: %s",
                 sqlite3_errmsg(db));
        return false;
    }
    return true;
}

void check_all(struct gen *g)
{
    struct check c = { .g = g };
    check_unique_names(g);
    if (sqlite3_open(":memory:", &c.db) != SQLITE_OK || !apply_schema(g, c.db)) {
        complain(g, "schema", 0, "was not applied");
    } else {
        for (struct source *src = g->sources; src != NULL; src = src->next) {
            c.src = src;
            check_source(&c);
        }
    }
    sqlite3_close(c.db);
}
