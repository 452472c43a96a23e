/* Any bytes as a form: parts lie inside the body, in order, and do not overlap. */
#include "base/base.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/str.h"
#include "core/multipart.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ROOM_BYTES = 4 << 20 };

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
    struct str body = { (const char *)data, size };
    struct multipart form;
    struct multipart_part part;
    const char *at = body.p;
    bool found = true;

    must(multipart_open(&cx, S("multipart/form-data; boundary=x"), body, &form) == OK);
    while (found && multipart_next(&cx, &form, &part, &found) == OK) {
        if (!found)
            break;
        must(part.body.p >= at && part.body.p + part.body.len <= body.p + body.len);
        at = part.body.p + part.body.len;
    }
    (void)multipart_param(&cx, body, S("filename"));
    arena_release(&a);
    return 0;
}
