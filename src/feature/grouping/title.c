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

/* --- the whole --- */

struct str title_of(struct ctx *cx, const struct event *ev, struct str *type)
{
    *type = S("");
    struct str title;
    struct json *main = event_main_exception(ev);
    if (main != NULL)
        title = exception_title(cx, ev, main, type);
    else
        title = security_title(cx, ev);
    if (title.len == 0)
        title = line_of(cx, message_of(ev, false), MESSAGE_CHARS);
    if (title.len == 0 && str_eq(ev->type, S("transaction")))
        title = line_of(cx, ev->transaction, MESSAGE_CHARS);
    return title.len > 0 ? str_utf8_clip(title, LIMIT_TITLE) : S("<unlabeled event>");
}
