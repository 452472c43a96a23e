/* {{ variables }} in a client's fingerprint (sentry-ingest.md §12.4). */
#include "base/base.h"
#include "feature/grouping/grouping_int.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/str.h"
#include "feature/event/event.h"
#include "port/json.h"

enum { EXPANDED_BYTES = 16 << 10 };

/* Where a variable's value stands. */
enum variable_source { FROM_ROOT, FROM_EXCEPTION, FROM_FRAME, FROM_MESSAGE, FROM_TEMPLATE };

static const struct {
    const char *name;
    enum variable_source source;
    const char *member;
    const char *missing;
} variables[] = {
    { "transaction", FROM_ROOT, "transaction", "<no-transaction>" },
    { "message", FROM_MESSAGE, "", "<no-message>" },
    { "raw_message", FROM_TEMPLATE, "", "<no-message>" },
    { "type", FROM_EXCEPTION, "type", "<no-type>" },
    { "error.type", FROM_EXCEPTION, "type", "<no-type>" },
    { "value", FROM_EXCEPTION, "value", "<no-value>" },
    { "error.value", FROM_EXCEPTION, "value", "<no-value>" },
    { "function", FROM_FRAME, "function", "<no-function>" },
    { "stack.function", FROM_FRAME, "function", "<no-function>" },
    { "path", FROM_FRAME, "abs_path", "<no-abs-path>" },
    { "stack.abs_path", FROM_FRAME, "abs_path", "<no-abs-path>" },
    { "stack.filename", FROM_FRAME, "filename", "<no-filename>" },
    { "module", FROM_FRAME, "module", "<no-module>" },
    { "stack.module", FROM_FRAME, "module", "<no-module>" },
    { "package", FROM_FRAME, "package", "<no-package>" },
    { "stack.package", FROM_FRAME, "package", "<no-package>" },
    { "level", FROM_ROOT, "level", "<no-level>" },
    { "logger", FROM_ROOT, "logger", "<no-logger>" },
};

static struct str value_of(const struct event *ev, enum variable_source source, struct str member)
{
    switch (source) {
    case FROM_ROOT:
        return json_str(json_get(ev->root, member));
    case FROM_EXCEPTION:
        return json_str(json_get(event_main_exception(ev), member));
    case FROM_FRAME:
        return json_str(json_get(frame_of_crash(event_main_frames(ev)), member));
    case FROM_MESSAGE:
    case FROM_TEMPLATE:
        break;
    }
    struct str message = message_of(ev, source == FROM_TEMPLATE);
    return message.len > 0 ? message : json_str(json_get(event_main_exception(ev), S("value")));
}

/* False when nobody knows the name: it stays as it was written. */
static bool variable_find(struct ctx *cx, const struct event *ev, struct str name, struct str *out)
{
    if (str_starts(name, S("tags."))) {
        struct str tag = str_from(name, S("tags.").len);
        *out = json_str(json_get(json_get(ev->root, S("tags")), tag));
        if (out->len == 0)
            *out = str_printf(cx->arena, "<no-value-for-tag-%.*s>", FMT(tag));
        return true;
    }
    for (size_t i = 0; i < ARRAY_LEN(variables); i++) {
        if (!str_eq(name, str_c(variables[i].name)))
            continue;
        *out = value_of(ev, variables[i].source, str_c(variables[i].member));
        if (out->len == 0)
            *out = str_c(variables[i].missing);
        return true;
    }
    return false;
}

/* "{{ name }}" at the start of s: its length, 0 = none. */
static size_t variable_at(struct str s, struct str *name)
{
    if (!str_starts(s, S("{{")))
        return 0;
    size_t end = 2;
    while (end + 1 < s.len && s.p[end] != '}' && s.p[end] != '{' && s.p[end] != '\n')
        end++;
    if (end + 1 >= s.len || s.p[end] != '}' || s.p[end + 1] != '}')
        return 0;
    *name = str_trim(str_slice(s, 2, end));
    return end + 2;
}

struct fingerprint_part fingerprint_expand(struct ctx *cx, const struct event *ev, struct str part)
{
    struct str name;
    struct str trimmed = str_trim(part);
    size_t whole = variable_at(trimmed, &name);
    if (whole > 0 && whole == trimmed.len && str_eq(name, S("default")))
        return (struct fingerprint_part){ S(""), true };
    if (str_find(part, S("{{")) == part.len) {
        bool is_message = part.len > 0 && str_eq(part, message_of(ev, false));
        return (struct fingerprint_part){ is_message ? grouping_parameterize(cx, part) : part,
                                          false };
    }
    struct buf b;
    buf_init(&b, cx->arena, EXPANDED_BYTES);
    for (size_t i = 0; i < part.len;) {
        struct str value;
        size_t used = variable_at(str_from(part, i), &name);
        if (used > 0 && variable_find(cx, ev, name, &value))
            buf_add(&b, value);
        else
            buf_add(&b, str_slice(part, i, i + (used > 0 ? used : 1)));
        i += used > 0 ? used : 1;
    }
    return (struct fingerprint_part){ buf_str(&b), false };
}

static bool is_known(struct str name)
{
    if (str_starts(name, S("tags.")) && name.len > S("tags.").len)
        return true;
    for (size_t i = 0; i < ARRAY_LEN(variables); i++) {
        if (str_eq(name, str_c(variables[i].name)))
            return true;
    }
    return false;
}

bool fingerprint_template_is_known(struct str text, bool is_part, size_t *at)
{
    struct str name = { 0 }, trimmed = str_trim(text);

    if (is_part && variable_at(trimmed, &name) == trimmed.len && str_eq(name, S("default")))
        return true;
    for (size_t i = 0; i < text.len;) {
        size_t used = variable_at(str_from(text, i), &name);
        *at = i;
        if (str_starts(str_from(text, i), S("{{")) && (used == 0 || !is_known(name)))
            return false;
        i += used > 0 ? used : 1;
    }
    return true;
}
