/* core/filter.h - lists with filters and sorts: the only dynamic SQL.
 *
 * A list is a constant base ("SELECT … FROM issue i JOIN …"), constant WHERE
 * fragments chosen by code, values always bound, an ORDER BY from an enum's table.
 * Fragments come from generated tables (`-- fragments NAME` in a .sql file, see
 * tools/sqlgen) and write their values as ? in order; the builder numbers them for
 * the dialect. Nothing a user sends ever becomes SQL text. */
#ifndef CORE_FILTER_H
#define CORE_FILTER_H

#include "base/base.h"
#include "base/buf.h"
#include "port/db.h"

struct ctx;

struct filter {
    struct buf sql;
    struct db_value values[DB_PARAMS_MAX];
    uint8_t types[DB_PARAMS_MAX];
    size_t n_values;
    bool has_where;
    enum db_kind kind;
};

void filter_init(struct ctx *cx, struct filter *f, const char *base);
/* Adds " WHERE x" or " AND x"; each ? of the fragment takes the next value. */
void filter_where(struct filter *f, const char *fragment, const struct db_value *values, size_t n);
/* Text after the conditions: GROUP BY, ORDER BY, LIMIT ?. */
void filter_tail(struct filter *f, const char *fragment, const struct db_value *values, size_t n);
/* Runs it: columns are the types of the base's select list. */
NODISCARD enum status filter_open(struct ctx *cx, struct filter *f, const uint8_t *columns,
                                  uint8_t n_columns, struct db_rows *rows);

#define FILTER_I64(v)  ((struct db_value){ .type = DB_I64, .i64 = (v) })
#define FILTER_TEXT(v) ((struct db_value){ .type = DB_TEXT, .text = (v) })
#define FILTER_BOOL(v) ((struct db_value){ .type = DB_BOOL, .boolean = (v) })

#endif
