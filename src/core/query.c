#include "base/base.h"
#include "core/query.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/str.h"
#include "core/tx.h"

enum {
    ROWS_FIRST = 16,  /* room of a list at first; doubles                       */
    BATCH_ROWS = 512, /* rows turned into values at a time: bounds the memory   */
};

static const void *at(const void *base, const struct query_field *f)
{
    return (const char *)base + f->offset;
}

static struct db_value value_of(const struct query_field *f, const void *base)
{
    struct db_value v = { .type = (enum db_type)f->type };
    const void *p = at(base, f);
    switch (v.type) {
    case DB_I64:
        v.i64 = f->is_nullable ? ((const struct opt_i64 *)p)->value : *(const int64_t *)p;
        v.is_null = f->is_nullable && !((const struct opt_i64 *)p)->set;
        break;
    case DB_BOOL:
        v.boolean = f->is_nullable ? ((const struct opt_bool *)p)->value : *(const bool *)p;
        v.is_null = f->is_nullable && !((const struct opt_bool *)p)->set;
        break;
    case DB_F64:
        v.f64 = *(const double *)p;
        break;
    case DB_TEXT:
    case DB_BLOB:
        v.text = *(const struct str *)p;
        v.is_null = f->is_nullable && str_is_null(v.text);
        if (str_is_null(v.text))
            v.text = S("");
        break;
    }
    return v;
}

static void values_of(const struct query *q, const void *args, struct db_value *out)
{
    for (size_t i = 0; i < q->db.n_params; i++)
        out[i] = value_of(&q->args[i], args);
}

static void store(struct ctx *cx, const struct query_field *f, const struct db_value *v, void *row)
{
    void *p = (char *)row + f->offset;
    switch ((enum db_type)f->type) {
    case DB_I64:
        if (f->is_nullable)
            *(struct opt_i64 *)p = (struct opt_i64){ v->is_null ? 0 : v->i64, !v->is_null };
        else
            *(int64_t *)p = v->i64;
        break;
    case DB_BOOL:
        if (f->is_nullable)
            *(struct opt_bool *)p = (struct opt_bool){ !v->is_null && v->boolean, !v->is_null };
        else
            *(bool *)p = v->boolean;
        break;
    case DB_F64:
        *(double *)p = v->f64;
        break;
    case DB_TEXT:
    case DB_BLOB:
        *(struct str *)p = v->is_null ? (struct str){ 0 } : str_dup(cx->arena, v->text);
        break;
    }
}

enum status query_read(struct ctx *cx, const struct query_field *fields, size_t n,
                       const struct db_value *values, void *row)
{
    for (size_t i = 0; i < n; i++) {
        if (values[i].is_null && !fields[i].is_nullable)
            return fail(cx, E_INTERNAL, "column %zu is null", i + 1);
        store(cx, &fields[i], &values[i], row);
    }
    return OK;
}

/* Copies the current row out. */
static enum status take_row(struct ctx *cx, const struct query *q, const struct db_rows *rows,
                            void *row)
{
    if (query_read(cx, q->row, q->db.n_columns, rows->values, row) != OK)
        return fail(cx, E_INTERNAL, "query %s: a column of %s is null", q->db.name,
                    q->column_names);
    return OK;
}

static enum status open_rows(struct ctx *cx, const struct query *q, const void *args,
                             struct db_rows *rows)
{
    struct db_value values[DB_PARAMS_MAX];
    values_of(q, args, values);
    return db_query_open(cx, &q->db, values, rows);
}

enum status query_maybe(struct ctx *cx, const struct query *q, const void *args, void *row,
                        bool *found)
{
    struct db_rows rows SCOPED(db_rows_close) = { 0 };
    bool has_row, has_more = false;
    TRY(open_rows(cx, q, args, &rows));
    TRY(db_step(cx, &rows, &has_row));
    if (has_row) {
        void *copy = arena_alloc(cx->arena, q->row_bytes);
        TRY(take_row(cx, q, &rows, copy));
        TRY(db_step(cx, &rows, &has_more));
        if (has_more)
            return fail(cx, E_INTERNAL, "query %s: more than one row", q->db.name);
        memcpy(row, copy, q->row_bytes);
    }
    *found = has_row;
    return OK;
}

enum status query_one(struct ctx *cx, const struct query *q, const void *args, void *row)
{
    bool found;
    TRY(query_maybe(cx, q, args, row, &found));
    if (!found)
        return fail(cx, E_INTERNAL, "query %s: no row", q->db.name);
    return OK;
}

enum status query_many(struct ctx *cx, const struct query *q, const void *args, void **out,
                       size_t *n)
{
    struct db_rows rows SCOPED(db_rows_close) = { 0 };
    char *all = NULL;
    size_t count = 0, room = 0;
    bool has_row;
    TRY(open_rows(cx, q, args, &rows));
    for (;;) {
        TRY(db_step(cx, &rows, &has_row));
        if (!has_row)
            break;
        if (count == room) {
            size_t more = room == 0 ? ROWS_FIRST : room * 2;
            char *grown = arena_alloc_n(cx->arena, more, q->row_bytes);
            if (count > 0)
                memcpy(grown, all, count * q->row_bytes);
            all = grown;
            room = more;
        }
        TRY(take_row(cx, q, &rows, all + count * q->row_bytes));
        count++;
    }
    *out = all;
    *n = count;
    return OK;
}

enum status query_exec(struct ctx *cx, const struct query *q, const void *args, int64_t *changed)
{
    struct db_value values[DB_PARAMS_MAX];
    values_of(q, args, values);
    return db_exec(cx, &q->db, values, changed);
}

static enum status batch_in_tx(struct ctx *cx, const struct query *q, const char *rows, size_t n)
{
    struct arena_mark mark = arena_mark(cx->arena);
    size_t room = n < BATCH_ROWS ? n : BATCH_ROWS;
    struct db_value *values = arena_array(cx->arena, struct db_value, room * q->db.n_params);
    enum status st = OK;
    for (size_t done = 0; done < n && st == OK;) {
        size_t part = n - done < BATCH_ROWS ? n - done : BATCH_ROWS;
        for (size_t i = 0; i < part; i++)
            values_of(q, rows + (done + i) * q->row_bytes, values + i * q->db.n_params);
        st = db_exec_batch(cx, &q->db, values, part);
        done += part;
    }
    arena_rewind(cx->arena, mark);
    return st;
}

enum status query_batch(struct ctx *cx, const struct query *q, const void *rows, size_t n)
{
    if (n == 0)
        return OK;
    if (db_in_tx(cx->db))
        return batch_in_tx(cx, q, rows, n);
    struct tx tx SCOPED(tx_end) = { 0 };
    TRY(tx_begin(cx, &tx));
    TRY(batch_in_tx(cx, q, rows, n));
    return tx_commit(&tx);
}
