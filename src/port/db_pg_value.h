/* db_pg_value.h - values to and from PostgreSQL's binary formats.
 *
 * Formats: int8 and float8 big-endian, bool one byte, text and bytea as they are;
 * arrays as in PostgreSQL src/backend/utils/adt/arrayfuncs.c (array_recv).
 *
 * PostgreSQL refuses text with bad UTF-8 or U+0000; both become U+FFFD here, so that
 * no event is lost over a byte. */
#ifndef PORT_DB_PG_VALUE_H
#define PORT_DB_PG_VALUE_H

#include <libpq-fe.h>

#include "base/base.h"
#include "port/db.h"

struct ctx;

enum { PG_NUMBER_BYTES = 8 };

/* What the libpq calls take; pointers into store or into the values' own memory. */
struct pg_params {
    Oid types[DB_PARAMS_MAX];
    const char *values[DB_PARAMS_MAX]; /* NULL = NULL */
    int lengths[DB_PARAMS_MAX];
    int formats[DB_PARAMS_MAX]; /* 1 = binary, all of them */
    char store[DB_PARAMS_MAX][PG_NUMBER_BYTES];
    char *arrays; /* malloc'd, of a batch; NULL else */
};

/* Type ids alone, for preparing. */
void pg_params_types(const struct db_query *q, bool is_batch, struct pg_params *out);
/* types must be there. */
void pg_params_bind(struct ctx *cx, const struct db_query *q, const struct db_value *values,
                    struct pg_params *out);
/* n rows turned into one array a parameter. E_TOO_LARGE beyond 1 GiB. */
NODISCARD enum status pg_params_bind_rows(struct ctx *cx, const struct db_query *q,
                                          const struct db_value *rows, size_t n,
                                          struct pg_params *out);
void pg_params_release(struct pg_params *p);

/* May a column of this type id be read as type? Also what `make test` compares. */
bool pg_type_fits(Oid id, enum db_type type);
/* One field of a result; texts point into it. Its type must fit. */
struct db_value pg_value(const PGresult *result, int row, int column, enum db_type type);

#endif
