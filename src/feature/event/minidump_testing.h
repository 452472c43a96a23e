/* minidump_testing.h - tests only: a small dump with one exception and one module. */
#ifndef FEATURE_EVENT_MINIDUMP_TESTING_H
#define FEATURE_EVENT_MINIDUMP_TESTING_H

#include "base/arena.h"
#include "base/str.h"

enum { DUMP_BYTES = 600 };

static inline void dump_put(char *p, size_t at, uint64_t v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        p[at + i] = (char)(v >> (8 * i));
}

static inline struct str dump_make(struct arena *a, uint32_t code, uint32_t platform)
{
    static const char name[] = "/\0o\0p\0t\0/\0g\0\xe4\0m\0e"; /* UTF-16, the last zero is C's */
    char *p = arena_alloc(a, DUMP_BYTES);

    memcpy(p, "MDMP", 4);
    dump_put(p, 8, 3, 4);   /* streams */
    dump_put(p, 12, 32, 4); /* their directory */
    dump_put(p, 32, 6, 4);  /* exception at 100 */
    dump_put(p, 40, 100, 4);
    dump_put(p, 44, 7, 4); /* system at 300 */
    dump_put(p, 52, 300, 4);
    dump_put(p, 56, 4, 4); /* modules at 400 */
    dump_put(p, 64, 400, 4);
    dump_put(p, 100, 77, 4);
    dump_put(p, 108, code, 4);
    dump_put(p, 124, 0x401234, 8);
    dump_put(p, 300, 9, 2);
    dump_put(p, 308, 6, 4);
    dump_put(p, 320, platform, 4);
    dump_put(p, 400, 1, 4);
    dump_put(p, 404, 0x400000, 8);
    dump_put(p, 412, 0x2000, 4);
    dump_put(p, 424, 540, 4);
    dump_put(p, 540, sizeof name, 4);
    memcpy(p + 544, name, sizeof name);
    return str_make(p, DUMP_BYTES);
}

#endif
