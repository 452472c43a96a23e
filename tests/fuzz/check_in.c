/* check_in - any bytes as a check-in with the settings of its monitor: texts are bounded, and
 * what it schedules can be asked for. */
#include "base/base.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "feature/ingest/envelope.h"
#include "feature/ingest/item_sink.h"
#include "feature/monitor/monitor_int.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const int64_t now_ms = 1763980800000;

/* Ends the run whatever NDEBUG says. */
static void must(bool holds)
{
    if (!holds)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena, kept;
    struct ctx cx = { .arena = &arena, .now_ms = now_ms };
    struct item_count *counts = NULL;
    struct envelope_item item = { .payload = str_make((const char *)data, size) };
    struct item_input in = {
        .item = &item, .project_id = 1, .received_ms = now_ms, .kept = &kept, .counts = &counts
    };
    void *out = NULL;

    arena_init(&arena, "fuzz", LIMIT_EVENT_SCRATCH);
    arena_init(&kept, "fuzz.kept", LIMIT_EVENT_SCRATCH);
    enum status st = check_in_prepare(&cx, &in, &out);
    must(st == OK || st == E_INVALID);
    if (st == OK) {
        const struct check_in *c = out;
        must(check_in_status_is_known(c->status) && c->slug.len > 0);
        must(c->environment.len > 0 && c->environment.len <= LIMIT_ENVIRONMENT);
        must(c->release.len <= LIMIT_RELEASE && c->duration_ms.value >= 0);
    }
    arena_release(&arena);
    arena_release(&kept);
    return 0;
}
