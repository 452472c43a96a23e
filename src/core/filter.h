/* core/filter.h - lists with filters and sorts: the only dynamic SQL.
 *
 * A list is a base (a SELECT with its column list, kind `list` of tools/sqlgen),
 * constant fragments chosen by code (kind `fragment`), and values that are always
 * bound. In the feature's x.sql:
 *
 *     -- issue_list list (id i64, title text, assigned_to i64?)
 *     SELECT i.id, i.title, i.assigned_to FROM issue i WHERE i.project_id = ?;
 *     -- issue_by_status fragment
 *     i.status = ?;
 *     -- issue_newest fragment
 *     ORDER BY i.id DESC LIMIT ?;
 *
 * sqlgen writes l_issue_list (struct filter_base), struct l_issue_list_row with
 * l_issue_list_read, and f_issue_by_status (text by enum db_kind; --@sqlite and
 * --@postgres bodies as everywhere). Nothing a user sends ever becomes SQL text.
 *
 *     struct filter f;
 *     filter_init(cx, &f, &l_issue_list, (struct db_value[]){ FILTER_I64(project) }, 1);
 *     if (status.len > 0)
 *         filter_where(&f, f_issue_by_status, (struct db_value[]){ FILTER_TEXT(status) }, 1);
 *     filter_tail(&f, f_issue_newest, (struct db_value[]){ FILTER_I64(limit) }, 1);
 *     struct db_rows rows SCOPED(db_rows_close) = { 0 };
 *     TRY(filter_open(cx, &f, &rows));
 *     … db_step(cx, &rows, &has) … l_issue_list_read(cx, rows.values, &row) …
 *
 * Each ? outside quotes takes the next value; the builder numbers them for the
 * dialect. Memory: cx->arena. */
#ifndef CORE_FILTER_H
#define CORE_FILTER_H

#include "base/base.h"
#include "base/buf.h"
#include "port/db.h"

struct ctx;

/* A generated base select. */
struct filter_base {
    const char *name;
    const char *const *sql;  /* by enum db_kind         */
    const uint8_t *columns;  /* enum db_type of each    */
    uint8_t n_columns;
    bool has_where;          /* conditions join by AND  */
};

enum { FILTER_SQL_BYTES = 64 << 10 };

struct filter {
    const struct filter_base *base;
    struct buf sql;
    struct db_value values[DB_PARAMS_MAX];
    uint8_t types[DB_PARAMS_MAX];
    size_t n_values;
    bool has_where;
    enum db_kind kind;
    bool is_any;          /* between filter_any_begin and filter_any_end */
    bool is_none;         /* … or filter_none_begin                      */
    bool has_alternative; /* … and something was added                   */
};

/* values: those of the base's own ? marks. */
void filter_init(struct ctx *cx, struct filter *f, const struct filter_base *base,
                 const struct db_value *values, size_t n);
/* Adds " WHERE (x)" or " AND (x)". */
void filter_where(struct filter *f, const char *const *fragment, const struct db_value *values,
                  size_t n);
/* Several alternatives in one pair of parentheses: begin, or…, end. An empty group
 * adds nothing. */
void filter_any_begin(struct filter *f);
void filter_any(struct filter *f, const char *const *fragment, const struct db_value *values,
                size_t n);
void filter_any_end(struct filter *f);
/* The same, and none of them may hold: begin, filter_any…, filter_any_end. */
void filter_none_begin(struct filter *f);
/* Text after the conditions: GROUP BY, ORDER BY, LIMIT ?. */
void filter_tail(struct filter *f, const char *const *fragment, const struct db_value *values,
                 size_t n);
NODISCARD enum status filter_open(struct ctx *cx, struct filter *f, struct db_rows *rows);
/* How many rows it has (no tail), counted as far as `max` (0 = all): a total whose cost is
 * bounded. */
NODISCARD enum status filter_count(struct ctx *cx, struct filter *f, int64_t max, int64_t *out);

/* "[1,2,3]": how a set of numbers is bound as one text value (json_each, json_array_elements). */
struct str filter_numbers(struct ctx *cx, const int64_t *numbers, size_t n);

/* Patterns for LIKE … ESCAPE '\\': the text anywhere in a folded column; a glob whose * may
 * stand at either end. What LIKE has signs for stands for itself. */
struct str filter_anywhere(struct ctx *cx, struct str text);
struct str filter_glob(struct ctx *cx, struct str glob);

#define FILTER_I64(v)  ((struct db_value){ .type = DB_I64, .i64 = (v) })
#define FILTER_TEXT(v) ((struct db_value){ .type = DB_TEXT, .text = (v) })
#define FILTER_BOOL(v) ((struct db_value){ .type = DB_BOOL, .boolean = (v) })

#endif
