/* core/query.h - runs the queries that tools/sqlgen made of the .sql files.
 *
 * Features do not call this: they call q_name(), which is typed and ends here. A
 * query is a row of constants: where each parameter lies in the argument struct and
 * each column in the row struct.
 *
 * NULL: a parameter of type text or blob whose str is absent (p == NULL) is NULL
 * when the signature says text?/blob?, else the empty string. A NULL in a column
 * that the signature calls not nullable is E_INTERNAL.
 *
 * Memory: texts and blobs of rows are copied into cx->arena. Outputs are written
 * only when OK is returned.
 * Threads: one per ctx. */
#ifndef CORE_QUERY_H
#define CORE_QUERY_H

#include "base/base.h"
#include "port/db.h"

struct ctx;

struct query_field {
    uint16_t offset; /* in the argument or row struct            */
    uint8_t type;    /* enum db_type                             */
    bool is_nullable;
};

struct query {
    struct db_query db;
    const struct query_field *args; /* db.n_params of them                    */
    const struct query_field *row;  /* db.n_columns of them                   */
    const char *column_names;       /* "id,name": for messages and for tests  */
    uint16_t row_bytes;
    bool is_batch;
};

/* Every query of the program, in the order of their numbers (which start at 1);
 * a NULL ends it. Tests prepare all of them on PostgreSQL. */
extern const struct query *const db_all_queries[];
extern const size_t db_all_queries_n;

/* Exactly one row; none or several are E_INTERNAL. */
NODISCARD enum status query_one(struct ctx *cx, const struct query *q, const void *args, void *row);
/* At most one row; *row is written when *found. */
NODISCARD enum status query_maybe(struct ctx *cx, const struct query *q, const void *args,
                                  void *row, bool *found);
/* An array of n rows in cx->arena; NULL when there are none. */
NODISCARD enum status query_many(struct ctx *cx, const struct query *q, const void *args,
                                 void **rows, size_t *n);
/* changed may be NULL. */
NODISCARD enum status query_exec(struct ctx *cx, const struct query *q, const void *args,
                                 int64_t *changed);
/* n argument structs of row_bytes each. All or nothing: outside a transaction it
 * begins and commits its own. */
NODISCARD enum status query_batch(struct ctx *cx, const struct query *q, const void *rows,
                                  size_t n);

/* One row of a dynamic list (core/filter.h): n columns into the fields of row. */
NODISCARD enum status query_read(struct ctx *cx, const struct query_field *fields, size_t n,
                                 const struct db_value *values, void *row);

#endif
