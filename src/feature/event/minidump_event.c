/* From a dump to an event: names of what ended the process, and the members that say so. */
#include "base/base.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/str.h"
#include "feature/event/minidump.h"
#include "port/json.h"

struct code_name {
    uint32_t code;
    const char *name;
};

/* winnt.h, ntstatus.h; 0xe06d7363 is the C++ runtime's, 0x517a7ed crashpad's own. */
static const struct code_name windows_codes[] = {
    { 0x80000001, "EXCEPTION_GUARD_PAGE" },
    { 0x80000002, "EXCEPTION_DATATYPE_MISALIGNMENT" },
    { 0x80000003, "EXCEPTION_BREAKPOINT" },
    { 0x80000004, "EXCEPTION_SINGLE_STEP" },
    { 0xc0000005, "EXCEPTION_ACCESS_VIOLATION" },
    { 0xc0000006, "EXCEPTION_IN_PAGE_ERROR" },
    { 0xc0000008, "EXCEPTION_INVALID_HANDLE" },
    { 0xc0000017, "STATUS_NO_MEMORY" },
    { 0xc000001d, "EXCEPTION_ILLEGAL_INSTRUCTION" },
    { 0xc0000025, "EXCEPTION_NONCONTINUABLE_EXCEPTION" },
    { 0xc0000026, "EXCEPTION_INVALID_DISPOSITION" },
    { 0xc000008c, "EXCEPTION_ARRAY_BOUNDS_EXCEEDED" },
    { 0xc000008d, "EXCEPTION_FLT_DENORMAL_OPERAND" },
    { 0xc000008e, "EXCEPTION_FLT_DIVIDE_BY_ZERO" },
    { 0xc000008f, "EXCEPTION_FLT_INEXACT_RESULT" },
    { 0xc0000090, "EXCEPTION_FLT_INVALID_OPERATION" },
    { 0xc0000091, "EXCEPTION_FLT_OVERFLOW" },
    { 0xc0000092, "EXCEPTION_FLT_STACK_CHECK" },
    { 0xc0000093, "EXCEPTION_FLT_UNDERFLOW" },
    { 0xc0000094, "EXCEPTION_INT_DIVIDE_BY_ZERO" },
    { 0xc0000095, "EXCEPTION_INT_OVERFLOW" },
    { 0xc0000096, "EXCEPTION_PRIV_INSTRUCTION" },
    { 0xc00000fd, "EXCEPTION_STACK_OVERFLOW" },
    { 0xc0000135, "STATUS_DLL_NOT_FOUND" },
    { 0xc000013a, "STATUS_CONTROL_C_EXIT" },
    { 0xc0000374, "STATUS_HEAP_CORRUPTION" },
    { 0xc0000409, "STATUS_STACK_BUFFER_OVERRUN" },
    { 0xc0000417, "STATUS_INVALID_CRUNTIME_PARAMETER" },
    { 0xc0000420, "STATUS_ASSERTION_FAILURE" },
    { 0xc0000602, "STATUS_FAIL_FAST_EXCEPTION" },
    { 0xe06d7363, "Unhandled C++ Exception" },
    { 0x0517a7ed, "Simulated Exception" },
};

/* signal(7), numbers of x86 and ARM. */
static const struct code_name signals[] = {
    { 1, "SIGHUP" },   { 2, "SIGINT" },   { 3, "SIGQUIT" },  { 4, "SIGILL" },
    { 5, "SIGTRAP" },  { 6, "SIGABRT" },  { 7, "SIGBUS" },   { 8, "SIGFPE" },
    { 9, "SIGKILL" },  { 10, "SIGUSR1" }, { 11, "SIGSEGV" }, { 12, "SIGUSR2" },
    { 13, "SIGPIPE" }, { 14, "SIGALRM" }, { 15, "SIGTERM" }, { 16, "SIGSTKFLT" },
    { 24, "SIGXCPU" }, { 25, "SIGXFSZ" }, { 31, "SIGSYS" },  { 0xffffffff, "DUMP_REQUESTED" },
};

/* mach/exception_types.h */
static const struct code_name mach_exceptions[] = {
    { 1, "EXC_BAD_ACCESS" },     { 2, "EXC_BAD_INSTRUCTION" }, { 3, "EXC_ARITHMETIC" },
    { 4, "EXC_EMULATION" },      { 5, "EXC_SOFTWARE" },        { 6, "EXC_BREAKPOINT" },
    { 7, "EXC_SYSCALL" },        { 8, "EXC_MACH_SYSCALL" },    { 9, "EXC_RPC_ALERT" },
    { 10, "EXC_CRASH" },         { 11, "EXC_RESOURCE" },       { 12, "EXC_GUARD" },
    { 13, "EXC_CORPSE_NOTIFY" },
};

static const struct {
    const struct code_name *names;
    size_t n;
    const char *system;
    const char *image;
} systems[] = {
    [DUMP_UNKNOWN] = { NULL, 0, NULL, "unknown" },
    [DUMP_WINDOWS] = { windows_codes, ARRAY_LEN(windows_codes), "Windows", "pe" },
    [DUMP_LINUX] = { signals, ARRAY_LEN(signals), "Linux", "elf" },
    [DUMP_ANDROID] = { signals, ARRAY_LEN(signals), "Android", "elf" },
    [DUMP_MACOS] = { mach_exceptions, ARRAY_LEN(mach_exceptions), "macOS", "macho" },
    [DUMP_IOS] = { mach_exceptions, ARRAY_LEN(mach_exceptions), "iOS", "macho" },
};

const char *minidump_reason(const struct minidump *d)
{
    for (size_t i = 0; d->has_exception && i < systems[d->system].n; i++) {
        if (systems[d->system].names[i].code == d->code)
            return systems[d->system].names[i].name;
    }
    return "Minidump";
}

static struct str hex(struct ctx *cx, uint64_t v)
{
    return str_printf(cx->arena, "0x%llx", (unsigned long long)v);
}

/* The file's name out of a path of either system. */
static struct str file_of(struct str path)
{
    for (const char *cut = "/\\"; *cut != '\0'; cut++) {
        size_t at = str_rfind_char(path, *cut);
        path = at < path.len ? str_from(path, at + 1) : path;
    }
    return path;
}

/* "SIGSEGV in libgame.so + 0x1234": with the module, so that crashes of two do not meet. */
static struct str value_of(struct ctx *cx, const struct minidump *d)
{
    const struct minidump_module *m = minidump_module_at(d, d->address);
    struct str reason = str_c(minidump_reason(d));

    if (!d->has_exception)
        return S("");
    if (str_eq(reason, S("Minidump")))
        reason = hex(cx, d->code);
    if (m == NULL)
        return str_printf(cx->arena, "%.*s at %.*s", FMT(reason), FMT(hex(cx, d->address)));
    return str_printf(cx->arena, "%.*s in %.*s + %.*s", FMT(reason), FMT(file_of(m->name)),
                      FMT(hex(cx, d->address - m->base)));
}

static struct json *frame_of(struct ctx *cx, struct json_doc *doc, const struct minidump *d)
{
    const struct minidump_module *m = minidump_module_at(d, d->address);
    struct json *stack = json_new_obj(doc), *frames = json_new_arr(doc), *f = json_new_obj(doc);

    json_set_str(doc, f, S("instruction_addr"), hex(cx, d->address));
    if (m != NULL)
        json_set_str(doc, f, S("package"), m->name);
    json_append(frames, f);
    json_set(doc, stack, S("frames"), frames);
    return stack;
}

static void add_exception(struct ctx *cx, struct json_doc *doc, const struct minidump *d)
{
    struct json *list = json_new_arr(doc), *e = json_new_obj(doc), *mechanism = json_new_obj(doc);
    struct json *values = json_new_obj(doc);

    json_set_str(doc, mechanism, S("type"), S("minidump"));
    json_set(doc, mechanism, S("handled"), json_new_bool(doc, false));
    json_set(doc, mechanism, S("synthetic"), json_new_bool(doc, true));
    json_set_str(doc, e, S("type"), str_c(minidump_reason(d)));
    json_set_str(doc, e, S("value"), value_of(cx, d));
    json_set(doc, e, S("mechanism"), mechanism);
    if (d->has_exception) {
        json_set(doc, e, S("thread_id"), json_new_i64(doc, d->thread_id));
        json_set(doc, e, S("stacktrace"), frame_of(cx, doc, d));
    }
    json_append(list, e);
    json_set(doc, values, S("values"), list);
    json_set(doc, json_root(doc), S("exception"), values);
}

/* The member, made an object when it is none. */
static struct json *object_in(struct json_doc *doc, struct json *parent, struct str key)
{
    struct json *v = json_get(parent, key);

    if (json_type(v) == JSON_OBJ)
        return v;
    json_set(doc, parent, key, json_new_obj(doc));
    return json_get(parent, key);
}

static void add_contexts(struct ctx *cx, struct json_doc *doc, const struct minidump *d)
{
    struct json *contexts = object_in(doc, json_root(doc), S("contexts"));

    if (systems[d->system].system != NULL && json_is_null(json_get(contexts, S("os")))) {
        struct json *os = json_new_obj(doc);
        json_set_str(doc, os, S("name"), str_c(systems[d->system].system));
        json_set_str(doc, os, S("version"),
                     str_printf(cx->arena, "%u.%u.%u", d->major, d->minor, d->build));
        json_set(doc, contexts, S("os"), os);
    }
    if (d->architecture != NULL && json_is_null(json_get(contexts, S("device")))) {
        struct json *device = json_new_obj(doc);
        json_set_str(doc, device, S("arch"), str_c(d->architecture));
        json_set(doc, contexts, S("device"), device);
    }
}

static void add_modules(struct ctx *cx, struct json_doc *doc, const struct minidump *d)
{
    struct json *meta = object_in(doc, json_root(doc), S("debug_meta"));
    struct json *images = json_new_arr(doc);

    if (d->n_modules == 0 || json_length(json_get(meta, S("images"))) > 0)
        return;
    for (size_t i = 0; i < d->n_modules; i++) {
        const struct minidump_module *m = &d->modules[i];
        struct json *image = json_new_obj(doc);
        json_set_str(doc, image, S("type"), str_c(systems[d->system].image));
        json_set_str(doc, image, S("code_file"), m->name);
        json_set_str(doc, image, S("image_addr"), hex(cx, m->base));
        json_set(doc, image, S("image_size"), json_new_i64(doc, m->size));
        json_append(images, image);
    }
    json_set(doc, meta, S("images"), images);
}

static bool has_exception(const struct json *root)
{
    const struct json *e = json_get(root, S("exception"));

    return json_length(json_type(e) == JSON_OBJ ? json_get(e, S("values")) : e) > 0;
}

void minidump_to_event(struct ctx *cx, struct json_doc *doc, struct str bytes)
{
    struct json *root = json_root(doc);
    struct minidump d;

    if (json_type(root) != JSON_OBJ || !minidump_read(cx, bytes, &d))
        return;
    json_set_str(doc, root, S("platform"), S("native"));
    json_set_str(doc, root, S("level"), S("fatal"));
    if (!has_exception(root))
        add_exception(cx, doc, &d);
    add_contexts(cx, doc, &d);
    add_modules(cx, doc, &d);
}
