/* ctx.h - who asks, when, with which memory, over which connection.
 *
 * First argument of everything that can fail. Six fields, and it stays six: what
 * a function needs beyond them it gets as a parameter.
 *
 * Ownership: a ctx lives on the stack of whoever runs the work (request worker,
 * job runner, digest, command line) and borrows everything it points to.
 * Threads: one thread at a time. */
#ifndef BASE_CTX_H
#define BASE_CTX_H

#include "base/base.h"
#include "base/err.h"

struct arena;
struct db;
struct actor;

struct ctx {
    struct arena *arena;       /* results are allocated here                       */
    struct db *db;             /* this thread's handle; NULL where no store is used */
    struct err err;            /* filled by fail(); read by router, runner, CLI    */
    const struct actor *actor; /* NULL = the program itself                        */
    int64_t now_ms;            /* one clock reading for the whole piece of work    */
    struct str request_id;     /* printed by every log line; "" outside requests   */
};

#endif
