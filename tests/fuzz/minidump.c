/* Any bytes as a crash dump: read within their bounds, and the event stays an object. */
#include "base/base.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/str.h"
#include "feature/event/minidump.h"
#include "port/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ROOM_BYTES = 16 << 20 };

static void must(bool ok)
{
    if (!ok)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a;
    arena_init(&a, "fuzz", ROOM_BYTES);
    struct ctx cx = { .arena = &a };
    struct str bytes = { (const char *)data, size };
    struct minidump d;
    struct json_doc *doc;

    must(minidump_read(&cx, bytes, &d) == minidump_is_one(bytes));
    must(d.n_modules <= MINIDUMP_MODULES);
    for (size_t i = 0; i < d.n_modules; i++)
        must(d.modules[i].name.len <= 2 * MINIDUMP_NAME);
    must(json_parse(&cx, S("{\"contexts\":[],\"debug_meta\":3}"), &doc, NULL) == OK);
    minidump_to_event(&cx, doc, bytes);
    must(json_type(json_root(doc)) == JSON_OBJ);
    must(!a.is_exhausted);
    arena_release(&a);
    return 0;
}
