/* explain_int.h - what the drivers of explain.h share. */
#ifndef PORT_EXPLAIN_INT_H
#define PORT_EXPLAIN_INT_H

#include "port/explain.h"

struct buf;

extern const struct explain_driver explain_postgres;
extern const struct explain_driver explain_mysql;

/* One column of a row; "column=value", after the first with a bar before it. */
void explain_add(struct buf *b, size_t column, const char *name, struct str value);
/* The words of a failure: one line, the password taken out. */
struct str explain_words(struct ctx *cx, const struct explain_target *t, const char *words);

#endif
