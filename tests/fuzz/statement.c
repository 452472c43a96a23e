/* statement - any bytes as SQL. A shape has its bound, and its own shape is not longer. */
#include "base/base.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/str.h"
#include "feature/query/statement.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ROOM_BYTES = 8 << 20 };

/* Ends the run whatever NDEBUG says. */
static void must(bool holds)
{
    if (!holds)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    struct str sql = { (const char *)data, size };

    arena_init(&arena, "fuzz", ROOM_BYTES);
    struct str shape = statement_shape(&arena, sql);
    must(shape.len <= STATEMENT_BYTES);
    must(statement_shape(&arena, shape).len <= shape.len);
    must(statement_table(&arena, shape).len <= STATEMENT_TABLE_BYTES);
    (void)statement_kind(shape);
    arena_release(&arena);
    return 0;
}
