/* crontab - any text as a schedule: "KIND TEXT ZONE", a line each. Runs come one after the other,
 * without end and within the years that a calendar repeats itself. */
#include "base/base.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/str.h"
#include "feature/monitor/schedule.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { RUNS = 4, YEARS_MAX = 1001, ROOM_BYTES = 8 << 20 };

static const int64_t now_ms = 1763980800000;

/* Ends the run whatever NDEBUG says. */
static void must(bool holds)
{
    if (!holds)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    struct str rest = { (const char *)data, size }, kind = { 0 }, text = { 0 };
    struct schedule s;
    int64_t at = now_ms;

    arena_init(&arena, "fuzz", ROOM_BYTES);
    (void)str_split(&rest, '\n', &kind);
    (void)str_split(&rest, '\n', &text);
    bool is_good = schedule_parse(&arena, kind, text, str_is_null(rest) ? S("UTC") : rest, &s);
    for (int i = 0; is_good && i < RUNS; i++) {
        int64_t next = schedule_next(&s, at);
        must(next > at && next - at < YEARS_MAX * 366 * (int64_t)MS_PER_DAY);
        at = next;
    }
    arena_release(&arena);
    return 0;
}
