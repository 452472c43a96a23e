#include "base/base.h"

#include "core/filter.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/str.h"

/* Copies a piece, numbering its ? marks (outside quotes) in the dialect's way. */
static void add_piece(struct filter *f, const char *const *piece, const struct db_value *values,
                      size_t n)
{
    assert(f->n_values + n <= DB_PARAMS_MAX);
    struct str text = str_c(piece[f->kind]);
    size_t used = 0;
    bool is_quoted = false;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.p[i];
        if (c == '\'')
            is_quoted = !is_quoted;
        if (c != '?' || is_quoted) {
            buf_add_char(&f->sql, c);
            continue;
        }
        assert(used < n);
        f->values[f->n_values] = values[used++];
        f->types[f->n_values] = (uint8_t)f->values[f->n_values].type;
        f->n_values++;
        buf_printf(&f->sql, "%c%zu", f->kind == DB_SQLITE ? '?' : '$', f->n_values);
    }
    assert(used == n);
}

static void add_join(struct filter *f)
{
    buf_add(&f->sql, f->has_where ? S("\nAND ") : S("\nWHERE "));
    f->has_where = true;
}

void filter_init(struct ctx *cx, struct filter *f, const struct filter_base *base,
                 const struct db_value *values, size_t n)
{
    *f = (struct filter){ .base = base, .has_where = base->has_where, .kind = db_kind(cx->db) };
    buf_init(&f->sql, cx->arena, FILTER_SQL_BYTES);
    add_piece(f, base->sql, values, n);
}

void filter_where(struct filter *f, const char *const *fragment, const struct db_value *values,
                  size_t n)
{
    assert(!f->is_any);
    add_join(f);
    buf_add_char(&f->sql, '(');
    add_piece(f, fragment, values, n);
    buf_add_char(&f->sql, ')');
}

void filter_any_begin(struct filter *f)
{
    assert(!f->is_any);
    f->is_any = true;
    f->is_none = false;
    f->has_alternative = false;
}

void filter_none_begin(struct filter *f)
{
    filter_any_begin(f);
    f->is_none = true;
}

void filter_any(struct filter *f, const char *const *fragment, const struct db_value *values,
                size_t n)
{
    assert(f->is_any);
    if (f->has_alternative)
        buf_add(&f->sql, S(" OR "));
    else {
        add_join(f);
        buf_add(&f->sql, f->is_none ? S("NOT (") : S("("));
    }
    f->has_alternative = true;
    buf_add_char(&f->sql, '(');
    add_piece(f, fragment, values, n);
    buf_add_char(&f->sql, ')');
}

void filter_any_end(struct filter *f)
{
    assert(f->is_any);
    f->is_any = false;
    if (f->has_alternative)
        buf_add_char(&f->sql, ')');
}

void filter_tail(struct filter *f, const char *const *fragment, const struct db_value *values,
                 size_t n)
{
    buf_add_char(&f->sql, '\n');
    add_piece(f, fragment, values, n);
}

enum status filter_open(struct ctx *cx, struct filter *f, struct db_rows *rows)
{
    assert(!f->is_any);
    if (buf_is_full(&f->sql))
        return fail(cx, E_TOO_LARGE, "the filter has too many parts");
    struct db_query *q = arena_new(cx->arena, struct db_query);
    q->name = f->base->name;
    q->sql[f->kind] = str_cz(cx->arena, buf_str(&f->sql));
    q->params = f->types;
    q->columns = f->base->columns;
    q->n_params = (uint8_t)f->n_values;
    q->n_columns = f->base->n_columns;
    return db_query_open(cx, q, f->values, rows);
}

enum status filter_count(struct ctx *cx, struct filter *f, int64_t max, int64_t *out)
{
    static const uint8_t column = DB_I64;
    static const struct filter_base counted = { .name = "filter_count",
                                                .columns = &column,
                                                .n_columns = 1 };
    struct db_rows rows SCOPED(db_rows_close) = { 0 };
    struct filter all = *f;
    bool has_row = false;

    buf_init(&all.sql, cx->arena, FILTER_SQL_BYTES);
    buf_add(&all.sql, S("SELECT count(*) AS n FROM ("));
    buf_add(&all.sql, buf_str(&f->sql));
    if (max > 0)
        filter_tail(&all, (const char *const[]){ "LIMIT ?", "LIMIT ?" },
                    (struct db_value[]){ FILTER_I64(max) }, 1);
    buf_add(&all.sql, S(") counted"));
    all.base = &counted;
    TRY(filter_open(cx, &all, &rows));
    TRY(db_step(cx, &rows, &has_row));
    *out = has_row ? rows.values[0].i64 : 0;
    return OK;
}

struct str filter_numbers(struct ctx *cx, const int64_t *numbers, size_t n)
{
    struct buf b;
    buf_init(&b, cx->arena, FILTER_SQL_BYTES);
    buf_add_char(&b, '[');
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            buf_add_char(&b, ',');
        buf_add_i64(&b, numbers[i]);
    }
    buf_add_char(&b, ']');
    assert(!buf_is_full(&b));
    return buf_str(&b);
}

static void add_escaped(struct buf *b, char c)
{
    if (c == '%' || c == '_' || c == '\\')
        buf_add_char(b, '\\');
    buf_add_char(b, c);
}

struct str filter_anywhere(struct ctx *cx, struct str text)
{
    struct str folded = str_fold(cx->arena, text);
    struct buf b;
    buf_init(&b, cx->arena, FILTER_SQL_BYTES);
    buf_add_char(&b, '%');
    for (size_t i = 0; i < folded.len; i++)
        add_escaped(&b, folded.p[i]);
    buf_add_char(&b, '%');
    return buf_str(&b);
}

struct str filter_glob(struct ctx *cx, struct str glob)
{
    struct buf b;
    buf_init(&b, cx->arena, FILTER_SQL_BYTES);
    for (size_t i = 0; i < glob.len; i++) {
        bool is_end = i == 0 || i + 1 == glob.len;
        if (glob.p[i] == '*' && is_end)
            buf_add_char(&b, '%');
        else
            add_escaped(&b, glob.p[i]);
    }
    return buf_str(&b);
}
