#include "base/base.h"

#include <stdio.h>

#include "base/ctx.h"
#include "base/str.h"
#include "core/feature.h"
#include "feature/event/event.h"
#include "feature/event/event_api.h"
#include "feature/event/event_file.h"

static const struct scrub_rules default_rules = { .is_enabled = true };

/* The document as it would be stored. */
static enum status debug_normalize(struct ctx *cx, const struct str *args, size_t n)
{
    if (n != 1)
        return fail(cx, E_INVALID, "normalize needs one file");
    struct event ev;
    struct str document;
    TRY(event_file_normalize(cx, args[0], &ev));
    event_scrub(cx, &default_rules, &ev);
    TRY(event_write(cx, &ev, &document));
    (void)fwrite(document.p, 1, document.len, stdout);
    (void)fputc('\n', stdout);
    return OK;
}

static const struct debug_command event_debug[] = {
    { "normalize", "FILE", debug_normalize, 0 },
    { NULL, NULL, NULL, 0 },
};

const struct feature feature_event = {
    .name = "event",
    .routes = event_routes,
    .debug = event_debug,
};
