#include "base/base.h"
#include "feature/event/minidump.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/str.h"

/* Offsets and sizes of minidumpapiset.h. */
enum {
    HEADER_BYTES = 32,
    HEADER_STREAMS = 8,
    HEADER_DIRECTORY = 12,
    ENTRY_BYTES = 12,
    STREAMS_MAX = 1024,
    STREAM_MODULES = 4,
    STREAM_EXCEPTION = 6,
    STREAM_SYSTEM = 7,
    EXCEPTION_CODE = 8,
    EXCEPTION_FLAGS = 12,
    EXCEPTION_ADDRESS = 24,
    SYSTEM_MAJOR = 8,
    SYSTEM_MINOR = 12,
    SYSTEM_BUILD = 16,
    SYSTEM_PLATFORM = 20,
    MODULE_BYTES = 108,
    MODULE_SIZE = 8,
    MODULE_NAME = 20,
    MODULES_SCANNED = 4096,
};

static const struct str magic_little = S("MDMP");
static const struct str magic_big = S("PMDM");

struct reader {
    struct str bytes;
    bool is_big;
};

bool minidump_is_one(struct str bytes)
{
    return str_starts(bytes, magic_little) || str_starts(bytes, magic_big);
}

/* Zero past the end. */
static uint64_t number(const struct reader *r, uint64_t at, size_t n)
{
    uint64_t v = 0;

    if (at > r->bytes.len || r->bytes.len - at < n)
        return 0;
    for (size_t i = 0; i < n; i++) {
        size_t shift = r->is_big ? n - 1 - i : i;
        v |= (uint64_t)(uint8_t)r->bytes.p[at + i] << (8 * shift);
    }
    return v;
}

static uint32_t u32(const struct reader *r, uint64_t at)
{
    return (uint32_t)number(r, at, sizeof(uint32_t));
}

static void add_utf8(struct buf *b, uint32_t c)
{
    enum { TWO = 0x80, THREE = 0x800, FOUR = 0x10000, LOW = 0x3f };

    if (c < TWO) {
        buf_add_char(b, (char)c);
    } else if (c < THREE) {
        buf_add_char(b, (char)(0xc0 | c >> 6));
    } else if (c < FOUR) {
        buf_add_char(b, (char)(0xe0 | c >> 12));
        buf_add_char(b, (char)(TWO | (c >> 6 & LOW)));
    } else {
        buf_add_char(b, (char)(0xf0 | c >> 18));
        buf_add_char(b, (char)(TWO | (c >> 12 & LOW)));
        buf_add_char(b, (char)(TWO | (c >> 6 & LOW)));
    }
    if (c >= TWO)
        buf_add_char(b, (char)(TWO | (c & LOW)));
}

/* MINIDUMP_STRING: bytes, then UTF-16; halves of pairs that stand alone become U+FFFD. */
static struct str string_at(struct ctx *cx, const struct reader *r, uint64_t at)
{
    enum { HIGH = 0xd800, LOW = 0xdc00, END = 0xe000, SUPPLEMENT = 0x10000, UNKNOWN = 0xfffd };
    uint32_t bytes = u32(r, at);
    struct buf b;

    if (bytes > 2 * MINIDUMP_NAME)
        bytes = 2 * MINIDUMP_NAME;
    buf_init(&b, cx->arena, 2 * MINIDUMP_NAME);
    for (uint32_t i = 0; i + 2 <= bytes; i += 2) {
        uint32_t c = (uint32_t)number(r, at + 4 + i, 2);
        uint32_t next = (uint32_t)number(r, at + 6 + i, 2);
        if (c == 0)
            break;
        if (c >= HIGH && c < LOW && next >= LOW && next < END) {
            c = SUPPLEMENT + ((c - HIGH) << 10) + (next - LOW);
            i += 2;
        } else if (c >= HIGH && c < END) {
            c = UNKNOWN;
        }
        add_utf8(&b, c);
    }
    return buf_str(&b);
}

static void read_exception(const struct reader *r, uint64_t at, struct minidump *out)
{
    out->has_exception = true;
    out->thread_id = u32(r, at);
    out->code = u32(r, at + EXCEPTION_CODE);
    out->flags = u32(r, at + EXCEPTION_FLAGS);
    out->address = number(r, at + EXCEPTION_ADDRESS, sizeof(uint64_t));
}

static const char *architecture_of(uint32_t processor)
{
    static const struct {
        uint32_t number;
        const char *name;
    } names[] = {
        { 0, "x86" }, { 5, "arm" }, { 9, "x86_64" }, { 12, "arm64" }, { 0x8003, "arm64" },
    };

    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        if (names[i].number == processor)
            return names[i].name;
    }
    return NULL;
}

static enum minidump_system system_of(uint32_t platform)
{
    static const struct {
        uint32_t number;
        enum minidump_system system;
    } systems[] = {
        { 1, DUMP_WINDOWS },  { 2, DUMP_WINDOWS },    { 0x8101, DUMP_MACOS },
        { 0x8102, DUMP_IOS }, { 0x8201, DUMP_LINUX }, { 0x8203, DUMP_ANDROID },
    };

    for (size_t i = 0; i < ARRAY_LEN(systems); i++) {
        if (systems[i].number == platform)
            return systems[i].system;
    }
    return DUMP_UNKNOWN;
}

static void read_system(const struct reader *r, uint64_t at, struct minidump *out)
{
    out->architecture = architecture_of((uint32_t)number(r, at, 2));
    out->major = u32(r, at + SYSTEM_MAJOR);
    out->minor = u32(r, at + SYSTEM_MINOR);
    out->build = u32(r, at + SYSTEM_BUILD);
    out->system = system_of(u32(r, at + SYSTEM_PLATFORM));
}

static void read_modules(struct ctx *cx, const struct reader *r, uint64_t at, struct minidump *out)
{
    uint32_t n = u32(r, at);
    struct minidump_module *modules =
        arena_array(cx->arena, struct minidump_module, MINIDUMP_MODULES);

    out->modules = modules;
    for (uint64_t i = 0; i < n && i < MODULES_SCANNED && out->n_modules < MINIDUMP_MODULES; i++) {
        uint64_t m = at + 4 + i * MODULE_BYTES;
        if (m + MODULE_BYTES > r->bytes.len)
            return;
        modules[out->n_modules++] = (struct minidump_module){
            .base = number(r, m, sizeof(uint64_t)),
            .size = u32(r, m + MODULE_SIZE),
            .name = string_at(cx, r, u32(r, m + MODULE_NAME)),
        };
    }
}

bool minidump_read(struct ctx *cx, struct str bytes, struct minidump *out)
{
    struct reader r = { bytes, str_starts(bytes, magic_big) };

    *out = (struct minidump){ 0 };
    if (!minidump_is_one(bytes))
        return false;
    uint32_t n = bytes.len >= HEADER_BYTES ? u32(&r, HEADER_STREAMS) : 0;
    uint64_t directory = u32(&r, HEADER_DIRECTORY);
    for (uint64_t i = 0; i < n && i < STREAMS_MAX; i++) {
        uint64_t entry = directory + i * ENTRY_BYTES;
        uint64_t at = u32(&r, entry + 8);
        if (entry + ENTRY_BYTES > bytes.len || at >= bytes.len)
            continue;
        uint32_t type = u32(&r, entry);
        if (type == STREAM_EXCEPTION && !out->has_exception)
            read_exception(&r, at, out);
        else if (type == STREAM_SYSTEM && out->architecture == NULL)
            read_system(&r, at, out);
        else if (type == STREAM_MODULES && out->n_modules == 0)
            read_modules(cx, &r, at, out);
    }
    return true;
}

const struct minidump_module *minidump_module_at(const struct minidump *d, uint64_t address)
{
    for (size_t i = 0; i < d->n_modules; i++) {
        if (address >= d->modules[i].base && address - d->modules[i].base < d->modules[i].size)
            return &d->modules[i];
    }
    return NULL;
}
