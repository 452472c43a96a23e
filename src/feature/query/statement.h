/* statement.h - an SQL statement as a shape: what stays the same when values change.
 *
 * Literals, numbers and placeholders of every driver become "?", lists of them one "(?)",
 * comments go, blanks are one, a semicolon at the end goes. Names, keywords and their case
 * stay as written. It is no parser: whatever the dialect (PostgreSQL, MySQL, SQLite, SQL
 * Server, Oracle), and whatever is sent for a statement, there is a shape. "…" is a name but
 * where only a text makes sense, or in a statement with `names` (MySQL).
 *
 * Linear time. What a literal held is in no shape, cut or broken ones included. */
#ifndef FEATURE_QUERY_STATEMENT_H
#define FEATURE_QUERY_STATEMENT_H

#include "base/base.h"

struct arena;

enum {
    STATEMENT_READ_BYTES = 16 << 10, /* of what was sent; the rest is not looked at */
    STATEMENT_BYTES = 2000,          /* of a shape                                  */
    STATEMENT_TABLE_BYTES = 128,
};

enum statement_kind {
    STATEMENT_NONE, /* begins with no word of SQL that reads or writes rows */
    STATEMENT_SELECT,
    STATEMENT_INSERT,
    STATEMENT_UPDATE,
    STATEMENT_DELETE,
    STATEMENT_OTHER, /* CALL, MERGE, TRUNCATE, … */
};

struct str statement_shape(struct arena *a, struct str sql);
/* No second one behind a semicolon; false, too, when not all of it would be looked at. */
bool statement_is_one(struct arena *a, struct str sql);
/* Of a shape, or of a statement without a comment before it. */
enum statement_kind statement_kind(struct str shape);
/* The table a shape is about: after its first FROM, INTO or UPDATE, without quotes; "" when
 * it names none. */
struct str statement_table(struct arena *a, struct str shape);

#endif
