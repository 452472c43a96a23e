/* session - any bytes as a session item (first byte s) or as sums of sessions: what is read is
 * bounded, and nothing is negative. */
#include "base/base.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "feature/ingest/envelope.h"
#include "feature/ingest/item_sink.h"
#include "feature/session/session_int.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const int64_t now_ms = 1763980800000;

/* Ends the run whatever NDEBUG says. */
static void must(bool holds)
{
    if (!holds)
        abort();
}

static void check(const struct session_item *item)
{
    must(item->n >= 1 && item->n <= SESSION_SUMS);
    must(item->release.len > 0 && item->release.len <= LIMIT_RELEASE);
    must(item->environment.len <= LIMIT_ENVIRONMENT);
    for (size_t i = 0; i < item->n; i++) {
        const struct session_sum *s = &item->sums[i];
        must(s->started >= 0 && s->crashed >= 0 && s->abnormal >= 0 && s->unhandled >= 0);
        must(s->bad >= 0 && s->hour >= 0);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena, kept;
    struct ctx cx = { .arena = &arena, .now_ms = now_ms };
    struct item_count *counts = NULL;
    bool is_one = size > 0 && data[0] == 's';
    struct envelope_item item = { .payload = str_from(str_make((const char *)data, size), 1) };
    struct item_input in = {
        .item = &item, .project_id = 1, .received_ms = now_ms, .kept = &kept, .counts = &counts
    };
    void *out = NULL;

    arena_init(&arena, "fuzz", LIMIT_EVENT_SCRATCH);
    arena_init(&kept, "fuzz.kept", LIMIT_EVENT_SCRATCH);
    enum status st = is_one ? session_prepare(&cx, &in, &out) : sessions_prepare(&cx, &in, &out);
    must(st == OK || st == E_INVALID);
    if (st == OK && out != NULL)
        check(out);
    arena_release(&arena);
    arena_release(&kept);
    return 0;
}
