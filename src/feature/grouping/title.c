/* What an issue is called (sentry-ingest.md §12.5). */
#include "base/base.h"
#include "feature/grouping/grouping_int.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "feature/event/event.h"
#include "port/json.h"

enum { VALUE_CHARS = 256, TYPE_CHARS = 128, MESSAGE_CHARS = 256 };

struct str message_of(const struct event *ev, bool is_template)
{
    const struct json *entry = json_get(ev->root, S("logentry"));
    struct str template = json_str(json_get(entry, S("message")));
    struct str formatted = json_str(json_get(entry, S("formatted")));
    struct str first = is_template ? template : formatted;
    struct str second = is_template ? formatted : template;
    if (first.len > 0)
        return first;
    if (second.len > 0)
        return second;
    struct str message = json_str(json_get(ev->root, S("message")));
    return message.len > 0 ? message : S("");
}

/* The first line that is not empty, in one piece, at most so many characters. */
static struct str line_of(struct ctx *cx, struct str text, size_t limit)
{
    struct str line = str_trim(str_first_line(str_trim(text)));
    struct str cut = str_utf8_to(line, limit);
    if (cut.len == line.len)
        return line;
    return str_printf(cx->arena, "%.*s...", FMT(str_utf8_to(line, limit - S("...").len)));
}

static struct str exception_title(struct ctx *cx, const struct event *ev, struct json *exception,
                                  struct str *type)
{
    bool is_synthetic = json_bool(json_get_path(exception, "mechanism.synthetic"), false);
    struct str value = line_of(cx, json_str(json_get(exception, S("value"))), VALUE_CHARS);
    *type = line_of(cx, json_str(json_get(exception, S("type"))), TYPE_CHARS);
    if (type->len == 0 && value.len > 0)
        return value;
    if (is_synthetic || type->len == 0) {
        struct json *frame = frame_of_crash(event_main_frames(ev));
        struct str function =
            function_clean(ev->platform, json_str(json_get(frame, S("function"))));
        if (function.len > 0)
            return line_of(cx, function, VALUE_CHARS);
        return type->len > 0 ? *type : S("<unknown>");
    }
    if (value.len == 0)
        return *type;
    return str_printf(cx->arena, "%.*s: %.*s", FMT(*type), FMT(value));
}

/* --- security reports (§3.2) --- */

static struct str report_text(const struct json *report, struct str snake, struct str kebab)
{
    struct str s = json_str(json_get(report, snake));
    return s.len > 0 ? s : json_str(json_get(report, kebab));
}

static struct str report_title(struct ctx *cx, const struct event *ev)
{
    const struct json *report = json_get(ev->root, ev->type);
    if (str_eq(ev->type, S("csp"))) {
        struct str directive =
            report_text(report, S("effective_directive"), S("effective-directive"));
        struct str uri = report_text(report, S("blocked_uri"), S("blocked-uri"));
        return str_printf(cx->arena, "Blocked '%.*s' from '%.*s'", FMT(directive),
                          FMT(uri.len > 0 ? uri : S("self")));
    }
    struct str host = json_str(json_get(report, S("hostname")));
    const char *what = "Public key pinning validation";
    if (str_eq(ev->type, S("expectct")))
        what = "Expect-CT";
    else if (str_eq(ev->type, S("expectstaple")))
        what = "Expect-Staple";
    return host.len > 0 ? str_printf(cx->arena, "%s failed for '%.*s'", what, FMT(host)) : S("");
}

/* --- the whole --- */

struct str title_of(struct ctx *cx, const struct event *ev, struct str *type)
{
    *type = S("");
    struct str title = S("");
    struct json *main = event_main_exception(ev);
    if (main != NULL)
        title = exception_title(cx, ev, main, type);
    else if (json_type(json_get(ev->root, ev->type)) == JSON_OBJ)
        title = report_title(cx, ev);
    if (title.len == 0)
        title = line_of(cx, message_of(ev, false), MESSAGE_CHARS);
    if (title.len == 0 && str_eq(ev->type, S("transaction")))
        title = line_of(cx, ev->transaction, MESSAGE_CHARS);
    return title.len > 0 ? str_utf8_clip(title, LIMIT_TITLE) : S("<unlabeled event>");
}
