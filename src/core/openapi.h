/* core/openapi.h - route and field tables → OpenAPI 3.1 document.
 *
 * Deterministic: paths sorted, one schema per field table, named after the operation
 * that uses it first. Hidden routes and routes outside /api/v1 are left out. */
#ifndef CORE_OPENAPI_H
#define CORE_OPENAPI_H

#include "base/base.h"

struct arena;
struct buf;

/* Indented JSON with a final newline. router_init must have run. */
void openapi_write(struct arena *a, struct buf *b);

#endif
