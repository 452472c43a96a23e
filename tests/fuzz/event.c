/* An event's whole way: normalise, group, scrub, title, write. It must not crash, hang or
 * store anything that is not JSON, and storing again must work. */
#include "base/base.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "feature/event/event.h"
#include "feature/grouping/grouping.h"
#include "port/crypto.h"
#include "port/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const int64_t now_ms = 1763980800000;

static struct str run(struct ctx *cx, struct str text)
{
    static const struct scrub_rules rules = { .is_enabled = true, .is_ip_scrubbed = true };
    struct event_input in = { .text = text, .received_ms = now_ms };
    struct event ev;
    struct grouping g;
    struct str document;
    in.client_address = S("203.0.113.9");
    in.sent_at_ms = now_ms - (int64_t)text.len * MS_PER_SECOND;
    if (event_normalize(cx, &in, &ev) != OK)
        return (struct str){ NULL, 0 };
    struct grouping_explained *explain = arena_new(cx->arena, struct grouping_explained);
    if (grouping_compute(cx, &(struct grouping_settings){ 0 }, &ev, &g, explain) != OK)
        abort();
    event_scrub(cx, &rules, &ev);
    grouping_describe(cx, &(struct grouping_settings){ 0 }, &ev, &g);
    if (g.title.len == 0 || g.title.len > LIMIT_TITLE || !str_is_utf8(g.title))
        abort();
    return event_write(cx, &ev, &document) == OK ? document : (struct str){ NULL, 0 };
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena a;
    if (a.name == NULL) {
        crypto_init();
        arena_init(&a, "fuzz", LIMIT_EVENT_SCRATCH);
    }
    struct ctx cx = { .arena = &a, .now_ms = now_ms };
    struct str once = run(&cx, str_make((const char *)data, size));
    struct json_doc *doc;
    if (once.p != NULL && (json_parse(&cx, once, &doc, NULL) != OK || run(&cx, once).p == NULL))
        abort();
    arena_reset(&a);
    return 0;
}
