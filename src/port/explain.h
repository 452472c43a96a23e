/* port/explain.h - asks a database of the customer's how it would run a statement (libpq,
 * libmariadb).
 *
 * Only EXPLAIN is ever sent, in a transaction that reads only, with a time limit the server keeps
 * and one we keep ourselves; one statement, by protocols that take one. The connection goes to the
 * address the guard (guard.h) has judged. Nothing of this machine is offered: no socket, no
 * password file, no LOCAL INFILE. Blocks for some seconds at most: request and job workers. */
#ifndef PORT_EXPLAIN_H
#define PORT_EXPLAIN_H

#include "base/base.h"

struct ctx;

enum {
    EXPLAIN_TIMEOUT_MS = 4000, /* gosnag-domain.md §18 */
    EXPLAIN_ROWS = 500,
    EXPLAIN_PLAN_BYTES = 64 << 10,
    EXPLAIN_DSN_BYTES = 4096,
};

struct explain_target {
    struct str host, user, password, database;
    struct str port;     /* "" = the usual one                         */
    struct str ssl_mode; /* as the DSN says; "" = as it comes          */
    struct str schema;   /* PostgreSQL: search path; "" = the server's */
};

struct explain_driver {
    const char *name;
    /* E_INVALID: this is no DSN of this driver, or names a socket or several hosts. */
    enum status (*read_dsn)(struct ctx *cx, struct str dsn, struct explain_target *out);
    /* sql: one statement, checked by the caller. *plan: rows as lines, "column=value | …".
     * E_INVALID: the database refused, in its words, or the guard; E_UPSTREAM: it was not to be
     * reached in time. Words never hold the password. */
    enum status (*run)(struct ctx *cx, const struct explain_target *t, struct str sql,
                       struct str *plan);
};
/* "postgres", "postgresql", "pgx", "mysql", "mariadb"; NULL = none of these. */
const struct explain_driver *explain_driver_of(struct str name);

#endif
