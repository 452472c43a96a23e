/* Any bytes as MessagePack: what is read becomes JSON that the parser takes. */
#include "base/base.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/str.h"
#include "core/msgpack.h"
#include "port/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ROOM_BYTES = 64 << 20, TEXT_BYTES = 1 << 20 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a;
    arena_init(&a, "fuzz", ROOM_BYTES);
    struct ctx cx = { .arena = &a };
    struct str rest = { (const char *)data, size };
    struct json_doc *doc;
    struct buf b;

    buf_init(&b, &a, TEXT_BYTES);
    if (msgpack_to_json(&cx, &rest, &b) == OK && json_parse(&cx, buf_str(&b), &doc, NULL) != OK)
        abort();
    arena_release(&a);
    return 0;
}
