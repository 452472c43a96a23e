/* sqlgen.h - the parts of the query compiler.
 *
 * schema.c reads db/NNNN_*.sql and makes both dialects of each; parse.c reads the
 * signatures and bodies of x.sql; check.c prepares every body on SQLite; emit.c
 * writes x_sql.h, x_sql.c and sql_all.c. sqlgen.c is the command line.
 *
 * Memory: one arena for the whole run, nothing is given back. */
#ifndef TOOLS_SQLGEN_SQLGEN_H
#define TOOLS_SQLGEN_SQLGEN_H

#include <sqlite3.h>

#include "base/arena.h"
#include "base/base.h"
#include "base/buf.h"
#include "base/str.h"
#include "port/db.h"

enum {
    FILE_BYTES_MAX = 4 << 20, /* of one input or output                      */
    MIGRATIONS_MAX = 999,
    MIGRATION_DIGITS = 4, /* 0001_init.sql                                     */
};

enum kind {
    KIND_ONE,
    KIND_MAYBE,
    KIND_MANY,
    KIND_EXEC,
    KIND_EXEC_CHANGED,
    KIND_BATCH,
    KIND_LIST, /* from here on: pieces for core/filter, not statements */
    KIND_FRAGMENT,
};

struct field {
    struct str name;
    enum db_type type;
    bool is_nullable;
};

struct parsed_query {
    struct parsed_query *next;
    struct str name;
    struct str doc; /* lines of "-- # …", LF between them; may be absent */
    int line;       /* of the signature */
    int number;     /* slot of the prepared statement, from 1 over all files; 0 = piece */
    enum kind kind;
    bool is_unbounded;
    bool has_two_bodies;
    bool is_write;
    bool has_where; /* of a list: conditions join by AND */
    size_t n_params;
    size_t n_columns;
    struct field params[DB_PARAMS_MAX];
    struct field columns[DB_COLUMNS_MAX];
    struct str body[2]; /* by enum db_kind, comments gone, parameters as $n in both */
};

struct source {
    const char *path; /* src/feature/x/x.sql */
    struct str stem;  /* feature/x/x         */
    struct str text;
    struct parsed_query *queries;
    struct source *next;
};

struct schema_step {
    int number;
    struct str name;   /* "init"                                      */
    struct str sql[2]; /* by enum db_kind                             */
    struct str check;  /* SQLite text with BOOLEAN kept apart from INTEGER */
};

struct gen {
    struct arena arena;
    int n_complaints;
    struct source *sources;
    struct schema_step *steps;
    size_t n_steps;
};

/* Prints "path:line: …" on standard error and counts; the run fails at its end. */
void complain(struct gen *g, const char *path, int line, const char *fmt, ...) PRINTF_LIKE(4, 5);
/* The whole file; ends the run when it cannot be read or is too large. */
struct str read_file(struct gen *g, const char *path);
/* Leaves an equal file alone, so that nothing is compiled again. */
void write_file(struct gen *g, const char *path, struct str text);

static inline bool is_piece(const struct parsed_query *q)
{
    return q->kind >= KIND_LIST;
}

/* One line of SQL without comment and surplus blanks, added to out. in_quote
 * carries an open ' from line to line. */
void sql_add_clean(struct buf *out, struct str line, bool *in_quote);

void schema_read(struct gen *g, const char *dir);
void parse_source(struct gen *g, struct source *src);
void check_all(struct gen *g);
void emit_all(struct gen *g, const char *out_dir);

#endif
