/* report - any JSON as what a browser reports: the event that it becomes is stored, and is
 * JSON. First line: the release, environment and user agent. */
#include "base/base.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "feature/event/event.h"
#include "feature/event/report.h"
#include "feature/grouping/grouping.h"
#include "port/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const int64_t now_ms = 1763980800000;

/* Ends the run whatever NDEBUG says. */
static void must(bool holds)
{
    if (!holds)
        abort();
}

static void run(struct ctx *cx, struct str text, const struct report_source *from)
{
    static const struct scrub_rules rules = { .is_enabled = true, .is_ip_scrubbed = true };
    struct event_input in = {
        .text = text, .received_ms = now_ms, .client_address = S("203.0.113.9"), .report = from
    };
    struct event ev;
    struct grouping g;
    struct json_doc *doc;
    struct str document;

    if (json_parse(cx, text, &doc, NULL) != OK)
        return;
    enum report_use use = report_judge(json_root(doc));
    if (event_normalize(cx, &in, &ev) != OK) {
        must(use == REPORT_OTHER && json_type(json_root(doc)) != JSON_OBJ);
        return;
    }
    must(grouping_compute(cx, &(struct grouping_settings){ 0 }, &ev, &g, NULL) == OK);
    event_scrub(cx, &rules, &ev);
    grouping_describe(cx, &(struct grouping_settings){ 0 }, &ev, &g);
    must(g.title.len > 0 && str_is_utf8(g.title));
    must(event_write(cx, &ev, &document) == OK && json_parse(cx, document, &doc, NULL) == OK);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    struct ctx cx = { .arena = &arena, .now_ms = now_ms };
    struct str rest = { (const char *)data, size }, line;

    arena_init(&arena, "fuzz", LIMIT_EVENT_SCRATCH);
    (void)str_split(&rest, '\n', &line);
    line = str_utf8_repair(&arena, line);
    const struct report_source from = { line, line, line };
    if (!str_is_null(rest))
        run(&cx, rest, &from);
    arena_release(&arena);
    return 0;
}
