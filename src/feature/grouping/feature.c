#include "base/base.h"

#include <stdio.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/str.h"
#include "core/feature.h"
#include "feature/event/event.h"
#include "feature/event/event_file.h"
#include "feature/grouping/grouping.h"
#include "feature/grouping/grouping_api.h"

enum { EXPLAIN_BYTES = 256 << 10 };

static const struct scrub_rules default_rules = { .is_enabled = true };
static const struct grouping_settings no_settings;

/* The hash, how it came about, what the issue would be called, and the parts hashed. */
static enum status debug_fingerprint(struct ctx *cx, const struct str *args, size_t n)
{
    if (n != 1)
        return fail(cx, E_INVALID, "fingerprint needs one file");
    struct event ev;
    struct grouping g;
    struct buf parts;
    buf_init(&parts, cx->arena, EXPLAIN_BYTES);
    TRY(event_file_normalize(cx, args[0], &ev));
    struct grouping_explained *explained = arena_new(cx->arena, struct grouping_explained);
    TRY(grouping_compute(cx, &no_settings, &ev, &g, explained));
    grouping_print(&parts, explained);
    event_scrub(cx, &default_rules, &ev);
    grouping_describe(cx, &no_settings, &ev, &g);
    struct str hash = str_hex(cx->arena, g.hash, sizeof(g.hash));
    (void)printf("fingerprint %.*s v%d by %.*s\n", FMT(hash), GROUPING_VERSION, FMT(g.how));
    (void)printf("title       %.*s\nculprit     %.*s\n", FMT(g.title), FMT(g.culprit));
    (void)printf("location    %.*s\n\n%.*s", FMT(g.location), FMT(buf_str(&parts)));
    return OK;
}

static const struct debug_command grouping_debug[] = {
    { "fingerprint", "FILE", debug_fingerprint, 0 },
    { NULL, NULL, NULL, 0 },
};

const struct feature feature_grouping = {
    .name = "grouping",
    .routes = grouping_routes,
    .params = grouping_params,
    .debug = grouping_debug,
};
