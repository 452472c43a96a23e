/* minidump.h - what a crash dump says without walking its stacks: why the process died,
 * where, on what system, with which modules.
 *
 * The format: https://learn.microsoft.com/windows/win32/api/minidumpapiset/ (header,
 * directory, exception, system information and module list streams); breakpad and
 * crashpad write the same on every system, with signal numbers or Mach exceptions in the
 * place of the Windows code. Both byte orders. Every offset is checked against the dump's
 * end; what is broken is left out, and a dump that is no more than its magic is still one. */
#ifndef FEATURE_EVENT_MINIDUMP_H
#define FEATURE_EVENT_MINIDUMP_H

#include "base/base.h"

struct ctx;
struct json_doc;

enum { MINIDUMP_MODULES = 256, MINIDUMP_NAME = 512 };

enum minidump_system { DUMP_UNKNOWN, DUMP_WINDOWS, DUMP_LINUX, DUMP_ANDROID, DUMP_MACOS, DUMP_IOS };

struct minidump_module {
    uint64_t base;
    uint32_t size;
    struct str name; /* a path, UTF-8 */
};

struct minidump {
    bool has_exception;
    uint32_t code;  /* of Windows, a signal, or a Mach exception */
    uint32_t flags; /* of a signal: si_code                      */
    uint64_t address;
    uint32_t thread_id;
    enum minidump_system system;
    const char *architecture; /* NULL = unknown */
    uint32_t major, minor, build;
    const struct minidump_module *modules;
    size_t n_modules;
};

/* The magic of a dump, in either byte order. */
bool minidump_is_one(struct str bytes);
/* Names in cx->arena. False: not a dump. */
bool minidump_read(struct ctx *cx, struct str bytes, struct minidump *out);
/* "EXCEPTION_ACCESS_VIOLATION", "SIGSEGV", "EXC_BAD_ACCESS"; "Minidump" when unknown. */
const char *minidump_reason(const struct minidump *d);
/* The module that holds the address; NULL = none. */
const struct minidump_module *minidump_module_at(const struct minidump *d, uint64_t address);

/* Makes doc's root, an object, the event of a crash: platform native, level fatal, and
 * where the client did not say: the exception, contexts and modules of the dump. */
void minidump_to_event(struct ctx *cx, struct json_doc *doc, struct str bytes);

#endif
