/* arena.h - memory has a place, not a history.
 *
 * A bump allocator in blocks. Nobody frees a piece: the whole arena is reset or
 * rewound. Every arena has a ceiling; what an outsider's size decides goes
 * through arena_try, which says no at the ceiling. arena_new at the ceiling of a
 * bounded arena marks it (arena_is_exhausted; the router then answers 500) and
 * serves from a reserve of ARENA_RESERVE_BYTES; past that, and when the machine
 * has no memory, the process ends with a log line.
 *
 * Debug builds poison what a reset or rewind gives back (ASan).
 * Threads: one at a time; ownership moves with the work. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/base.h"

enum {
    ARENA_RESERVE_BYTES = 1 << 20,
    ARENA_BLOCK_BYTES = 16 << 10, /* first block; later ones double up to 1 MiB */
};

struct arena_block;
struct arena_cleanup;

struct arena {
    const char *name;              /* for logs, a literal              */
    size_t ceiling;                /* bytes over all blocks            */
    size_t used;                   /* bytes handed out since reset     */
    struct arena_block *block;     /* newest, chained to older ones    */
    struct arena_block *spare;     /* one empty block, kept by rewinds */
    struct arena_cleanup *cleanup; /* newest first                     */
    bool is_exhausted;
};

/* A point to go back to. Valid until the arena is reset or rewound before it. */
struct arena_mark {
    struct arena_block *block;
    size_t block_used;
    size_t used;
    struct arena_cleanup *cleanup;
};

void arena_init(struct arena *a, const char *name, size_t ceiling);
/* Runs the cleanups (newest first), keeps the first block for reuse. */
void arena_reset(struct arena *a);
/* arena_reset and give every block back to the system. NULL-safe. */
void arena_release(struct arena *a);

/* Zeroed memory, aligned for any type; cannot fail (see above). */
#define arena_new(a, T)      ((T *)arena_alloc((a), sizeof(T)))
#define arena_array(a, T, n) ((T *)arena_alloc_n((a), (n), sizeof(T)))
void *arena_alloc(struct arena *a, size_t bytes) NEVER_NULL;
void *arena_alloc_n(struct arena *a, size_t n,
                    size_t size) NEVER_NULL; /* overflow ends the process */
/* The same, not zeroed: for bytes that are written whole at once. */
void *arena_bytes(struct arena *a, size_t bytes) NEVER_NULL;

/* For sizes an outsider chooses: NULL at the ceiling; not zeroed. */
NODISCARD void *arena_try(struct arena *a, size_t bytes);
/* Grows the newest allocation in place when it can, else copies; NULL at the
 * ceiling (the old bytes stay valid). After success only the result is valid:
 * large pieces move and their old place goes back to the system. */
NODISCARD void *arena_try_grow(struct arena *a, void *p, size_t old_bytes, size_t new_bytes);

struct arena_mark arena_mark(struct arena *a);
/* Gives back all since the mark; cleanups registered since then run. Keeps one
 * block warm: in a loop rewinding is cheaper than resetting. */
void arena_rewind(struct arena *a, struct arena_mark mark);

/* Ties a thing with a destructor (file, handle) to the arena's life. */
void arena_on_reset(struct arena *a, void (*fn)(void *), void *p);

#endif
