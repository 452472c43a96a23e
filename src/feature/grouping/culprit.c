/* Where it happened, in one line (sentry-ingest.md §12.6). */
#include "base/base.h"
#include "feature/grouping/fingerprint_rule.h"
#include "feature/grouping/grouping_int.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "feature/event/event.h"
#include "port/json.h"

static bool is_listed(struct str s, const struct str *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (str_eq(s, list[i]))
            return true;
    }
    return false;
}

/* Of the last exception that has a stack, else of the thread or the event. */
static struct json *culprit_frame(const struct event *ev)
{
    struct event_chain chain;
    event_chain(ev, &chain);
    for (size_t i = chain.n; i > 0; i--) {
        struct json *frames = event_frames(chain.exceptions[i - 1]);
        if (frames != NULL)
            return frame_of_crash(frames);
    }
    return frame_of_crash(event_main_frames(ev));
}

static struct str frame_text(struct ctx *cx, const struct event *ev, const struct json *frame)
{
    static const struct str native[] = { S("native"), S("cocoa"), S("c"), S("objc"), S("swift") };
    static const struct str script[] = { S("javascript"), S("node") };
    struct str function = function_clean(ev->platform, json_str(json_get(frame, S("function"))));
    struct str place = json_str(json_get(frame, S("module")));
    if (place.len == 0)
        place = json_str(json_get(frame, S("filename")));
    if (is_listed(ev->platform, native, ARRAY_LEN(native)))
        return function;
    if (place.len == 0)
        return function;
    if (is_listed(ev->platform, script, ARRAY_LEN(script)))
        return str_printf(cx->arena, "%.*s(%.*s)", FMT(function.len > 0 ? function : S("?")),
                          FMT(place));
    if (function.len == 0)
        return place;
    return str_printf(cx->arena, "%.*s in %.*s", FMT(place), FMT(function));
}

static struct str culprit_of(struct ctx *cx, const struct event *ev, struct str *location)
{
    struct json *frame = culprit_frame(ev);
    *location = json_str(json_get(frame, S("filename")));
    if (str_is_null(*location))
        *location = S("");
    struct str culprit = json_str(json_get(ev->root, S("culprit")));
    if (culprit.len == 0)
        culprit = ev->transaction;
    if (culprit.len == 0 && frame != NULL)
        culprit = frame_text(cx, ev, frame);
    else if (culprit.len == 0)
        culprit = json_str(json_get_path(ev->root, "request.url"));
    return culprit.len > 0 ? str_utf8_to(culprit, LIMIT_CULPRIT) : S("");
}

/* The rule's own title, its variables filled in. */
static void title_by_rule(struct ctx *cx, const struct event *ev, struct grouping *out)
{
    if (out->rule->title.len == 0)
        return;
    struct str text = str_trim(str_first_line(fingerprint_expand(cx, ev, out->rule->title).text));
    if (text.len > 0)
        out->title = str_utf8_clip(text, LIMIT_TITLE);
}

void grouping_describe(struct ctx *cx, const struct grouping_settings *settings,
                       const struct event *ev, struct grouping *out)
{
    struct mode_key key;

    out->title = title_of(cx, ev, &out->type);
    out->culprit = culprit_of(cx, ev, &out->location);
    if (out->rule != NULL)
        title_by_rule(cx, ev, out);
    if (out->rule != NULL || !mode_key_of(cx, settings, ev, &key))
        return;
    out->culprit = str_utf8_to(key.text, LIMIT_CULPRIT);
    if (key.title.len > 0)
        out->title = str_utf8_clip(key.title, LIMIT_TITLE);
}
