#include "base/base.h"
#include "port/db_pg_value.h"

#include <endian.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/log.h"
#include "base/str.h"

/* src/include/catalog/pg_type.dat */
enum {
    OID_BOOL = 16,
    OID_BYTEA = 17,
    OID_NAME = 19,
    OID_INT8 = 20,
    OID_INT2 = 21,
    OID_INT4 = 23,
    OID_TEXT = 25,
    OID_FLOAT4 = 700,
    OID_FLOAT8 = 701,
    OID_BPCHAR = 1042,
    OID_VARCHAR = 1043,
    OID_BOOLS = 1000,
    OID_BYTEAS = 1001,
    OID_TEXTS = 1009,
    OID_INT8S = 1016,
    OID_FLOAT8S = 1022,
};

enum {
    ARRAY_HEAD_BYTES = 20, /* dimensions, has nulls, element type, size, lower bound */
    LENGTH_BYTES = 4,      /* before each element; -1 = NULL                         */
    ARRAYS_MAX = 1 << 30,  /* PostgreSQL's own bound of a value                      */
};

static const Oid one_of[] = {
    [DB_I64] = OID_INT8,   [DB_F64] = OID_FLOAT8, [DB_TEXT] = OID_TEXT,
    [DB_BLOB] = OID_BYTEA, [DB_BOOL] = OID_BOOL,
};
static const Oid many_of[] = {
    [DB_I64] = OID_INT8S,   [DB_F64] = OID_FLOAT8S, [DB_TEXT] = OID_TEXTS,
    [DB_BLOB] = OID_BYTEAS, [DB_BOOL] = OID_BOOLS,
};

static struct str without_nul(struct arena *a, struct str s)
{
    static const struct str replacement = S("\xEF\xBF\xBD");
    if (s.len == 0 || memchr(s.p, '\0', s.len) == NULL)
        return s;
    char *out = arena_alloc_n(a, s.len, replacement.len);
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++) {
        if (s.p[i] != '\0') {
            out[n++] = s.p[i];
            continue;
        }
        memcpy(out + n, replacement.p, replacement.len);
        n += replacement.len;
    }
    return str_make(out, n);
}

static struct str clean_text(struct ctx *cx, struct str s)
{
    s = without_nul(cx->arena, s);
    return str_is_utf8(s) ? s : str_utf8_repair(cx->arena, s);
}

/* The bytes of a value that is not NULL; numbers are written to store. */
static struct str bytes_of(struct ctx *cx, const struct db_value *v, char store[PG_NUMBER_BYTES])
{
    uint64_t bits = 0;
    switch (v->type) {
    case DB_TEXT:
        return clean_text(cx, v->text);
    case DB_BLOB:
        return v->text;
    case DB_BOOL:
        store[0] = v->boolean ? 1 : 0;
        return str_make(store, 1);
    case DB_I64:
        bits = (uint64_t)v->i64;
        break;
    case DB_F64:
        memcpy(&bits, &v->f64, sizeof bits);
        break;
    }
    bits = htobe64(bits);
    memcpy(store, &bits, sizeof bits);
    return str_make(store, PG_NUMBER_BYTES);
}

void pg_params_types(const struct db_query *q, bool is_batch, struct pg_params *out)
{
    for (size_t i = 0; i < q->n_params; i++) {
        out->types[i] = is_batch ? many_of[q->params[i]] : one_of[q->params[i]];
        out->formats[i] = 1;
    }
    out->arrays = NULL;
}

void pg_params_bind(struct ctx *cx, const struct db_query *q, const struct db_value *values,
                    struct pg_params *out)
{
    for (size_t i = 0; i < q->n_params; i++) {
        struct str bytes = S("");
        if (!values[i].is_null)
            bytes = bytes_of(cx, &values[i], out->store[i]);
        out->values[i] = values[i].is_null ? NULL : bytes.len > 0 ? bytes.p : "";
        out->lengths[i] = (int)bytes.len;
    }
}

static char *put_i32(char *p, int32_t v)
{
    uint32_t bits = htobe32((uint32_t)v);
    memcpy(p, &bits, sizeof bits);
    return p + sizeof bits;
}

static size_t array_bytes(struct ctx *cx, const struct db_query *q, const struct db_value *column,
                          size_t n)
{
    char store[PG_NUMBER_BYTES];
    size_t total = ARRAY_HEAD_BYTES;
    for (size_t i = 0; i < n; i++) {
        const struct db_value *v = column + i * q->n_params;
        total += LENGTH_BYTES + (v->is_null ? 0 : bytes_of(cx, v, store).len);
    }
    return total;
}

static char *put_array(struct ctx *cx, const struct db_query *q, const struct db_value *column,
                       size_t n, char *p)
{
    char store[PG_NUMBER_BYTES];
    int32_t has_null = 0;
    for (size_t i = 0; i < n; i++)
        has_null |= column[i * q->n_params].is_null;
    p = put_i32(p, 1);
    p = put_i32(p, has_null);
    p = put_i32(p, (int32_t)one_of[column->type]);
    p = put_i32(p, (int32_t)n);
    p = put_i32(p, 1);
    for (size_t i = 0; i < n; i++) {
        const struct db_value *v = column + i * q->n_params;
        struct str bytes = v->is_null ? S("") : bytes_of(cx, v, store);
        p = put_i32(p, v->is_null ? -1 : (int32_t)bytes.len);
        if (bytes.len > 0)
            memcpy(p, bytes.p, bytes.len);
        p += bytes.len;
    }
    return p;
}

enum status pg_params_bind_rows(struct ctx *cx, const struct db_query *q,
                                const struct db_value *rows, size_t n, struct pg_params *out)
{
    size_t total = 0;
    assert(q->n_params > 0);
    for (size_t i = 0; i < q->n_params; i++)
        total += array_bytes(cx, q, rows + i, n);
    if (total > ARRAYS_MAX)
        return fail(cx, E_TOO_LARGE, "batch %s has %zu bytes", q->name, total);
    char *p = malloc(total);
    if (p == NULL)
        log_die("db.no_memory", "batch");
    out->arrays = p;
    for (size_t i = 0; i < q->n_params; i++) {
        out->values[i] = p;
        p = put_array(cx, q, rows + i, n, p);
        out->lengths[i] = (int)(p - out->values[i]);
    }
    assert((size_t)(p - out->arrays) == total);
    return OK;
}

void pg_params_release(struct pg_params *p)
{
    free(p->arrays);
    p->arrays = NULL;
}

bool pg_type_fits(Oid id, enum db_type type)
{
    switch (type) {
    case DB_I64:
        return id == OID_INT8 || id == OID_INT4 || id == OID_INT2;
    case DB_F64:
        return id == OID_FLOAT8 || id == OID_FLOAT4;
    case DB_TEXT:
        return id == OID_TEXT || id == OID_VARCHAR || id == OID_BPCHAR || id == OID_NAME;
    case DB_BLOB:
        return id == OID_BYTEA;
    case DB_BOOL:
        break;
    }
    return id == OID_BOOL;
}

static uint64_t big_endian(const char *p, int n)
{
    uint64_t v = 0;
    for (int i = 0; i < n; i++)
        v = v << 8 | (uint8_t)p[i];
    return v;
}

static double float_of(const char *p, int n)
{
    uint64_t bits = big_endian(p, n);
    double wide;
    if (n == PG_NUMBER_BYTES) {
        memcpy(&wide, &bits, sizeof wide);
        return wide;
    }
    float narrow;
    uint32_t half = (uint32_t)bits;
    memcpy(&narrow, &half, sizeof narrow);
    return (double)narrow;
}

static int64_t integer_of(const char *p, int n)
{
    int shift = (PG_NUMBER_BYTES - n) * 8;
    return (int64_t)(big_endian(p, n) << shift) >> shift; /* keeps the sign */
}

struct db_value pg_value(const PGresult *result, int row, int column, enum db_type type)
{
    struct db_value v = { .type = type };
    v.is_null = PQgetisnull(result, row, column);
    if (v.is_null)
        return v;
    const char *p = PQgetvalue(result, row, column);
    int n = PQgetlength(result, row, column);
    switch (type) {
    case DB_I64:
        v.i64 = integer_of(p, n);
        break;
    case DB_F64:
        v.f64 = float_of(p, n);
        break;
    case DB_BOOL:
        v.boolean = n > 0 && p[0] != 0;
        break;
    case DB_TEXT:
    case DB_BLOB:
        v.text = str_make(p, (size_t)n);
        break;
    }
    return v;
}
