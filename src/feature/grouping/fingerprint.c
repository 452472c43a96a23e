/* The fingerprint: which parts of an event are hashed (sentry-ingest.md §12.3). */
#include "base/base.h"
#include "feature/grouping/grouping.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "feature/event/event.h"
#include "feature/grouping/checksum.h"
#include "feature/grouping/fingerprint_rule.h"
#include "feature/grouping/grouping_int.h"
#include "port/crypto.h"
#include "port/json.h"

enum { FIRST_PARTS = 64, EXPLAIN_BYTES = 200 };

static_assert((int)GROUPING_HASH_BYTES == (int)HASH128_BYTES, "a fingerprint is one hash128");

/* Parts in order, each hashed with its length; what is the name explain gives. */
struct parts {
    struct ctx *cx;
    const struct event *ev;
    struct str *list;
    size_t n;
    size_t cap;
    struct grouping_explained *explain; /* may be NULL */
};

static void parts_add(struct parts *p, const char *what, struct str text)
{
    if (p->n == p->cap) {
        size_t cap = p->cap > 0 ? 2 * p->cap : FIRST_PARTS;
        struct str *list = arena_array(p->cx->arena, struct str, cap);
        if (p->n > 0)
            memcpy(list, p->list, p->n * sizeof(*list));
        p->list = list;
        p->cap = cap;
    }
    p->list[p->n++] = text;
    if (p->explain != NULL && text.len > 0 && p->explain->n_parts < EXPLAINED_MAX)
        p->explain->parts[p->explain->n_parts++] =
            (struct grouping_part){ what, str_utf8_clip(text, EXPLAIN_BYTES) };
}

/* left_out NULL: it is hashed. */
static void tell_frame(struct parts *p, const struct json *frame, const char *left_out)
{
    if (p->explain != NULL && p->explain->n_frames < EXPLAINED_MAX)
        p->explain->frames[p->explain->n_frames++] = (struct grouping_frame){ frame, left_out };
}

/* --- stacks --- */

/* The machinery of a panic or throw, and all it calls, says nothing (§12.1). */
static const struct str throw_functions[] = {
    S("std::panicking::begin_panic"),
    S("core::panicking::"),
    S("rust_begin_unwind"),
    S("__cxa_throw"),
    S("_CxxThrowException"),
    S("__assert_rtn"),
    S("_NSRaiseError"),
    S("kscrash_"),
    S("sentrycrash_"),
    S("google_breakpad::"),
    S("std::panicking::"),
};

static bool is_throw(const struct json *frame)
{
    struct str function = json_str(json_get(frame, S("function")));
    for (size_t i = 0; i < ARRAY_LEN(throw_functions); i++) {
        if (str_starts(function, throw_functions[i]))
            return true;
    }
    return false;
}

/* Platforms whose frames are never the machinery above. */
static bool is_managed(struct str platform)
{
    static const struct str managed[] = { S("python"), S("javascript"), S("node"), S("java"),
                                          S("php"),    S("ruby"),       S("go"),   S("csharp") };
    for (size_t i = 0; i < ARRAY_LEN(managed); i++) {
        if (str_eq(platform, managed[i]))
            return true;
    }
    return false;
}

/* How many of the oldest frames are looked at: those before the machinery. */
static size_t frames_before_throw(const struct event *ev, struct json *frames)
{
    if (is_managed(ev->platform))
        return json_length(frames);
    size_t n = 0;
    struct json_iter it = json_iter(frames);
    while (json_next(&it)) {
        if (is_throw(it.value))
            return n > 0 ? n : json_length(frames);
        n++;
    }
    return n;
}

static bool has_in_app_frame(struct parts *p, struct json *frames)
{
    size_t n = frames_before_throw(p->ev, frames);
    struct json_iter it = json_iter(frames);
    while (n-- > 0 && json_next(&it)) {
        struct frame f;
        if (!json_bool(json_get(it.value, S("in_app")), false))
            continue;
        frame_read(p->cx->arena, p->ev->platform, it.value, &f);
        if (f.is_used)
            return true;
    }
    return false;
}

static void add_frame(struct parts *p, const struct frame *f)
{
    parts_add(p, f->module.len > 0 ? "module" : "file",
              f->module.len > 0 ? f->module : f->filename);
    parts_add(p, "function", f->function);
    parts_add(p, "line", f->context);
}

static const char *why_left_out(const struct json *frame, const struct json *before, bool is_app)
{
    if (before != NULL && frame_is_repeat(frame, before))
        return "repeat";
    return is_app && !json_bool(json_get(frame, S("in_app")), false) ? "not_in_app" : NULL;
}

/* Number of frames that were hashed. */
static size_t add_frames(struct parts *p, struct json *frames, bool is_app)
{
    size_t n = frames_before_throw(p->ev, frames);
    size_t n_added = 0;
    const struct json *before = NULL;
    struct json_iter it = json_iter(frames);
    while (n-- > 0 && json_next(&it)) {
        struct frame f;
        const char *left_out = why_left_out(it.value, before, is_app);
        before = it.value;
        if (left_out == NULL) {
            frame_read(p->cx->arena, p->ev->platform, it.value, &f);
            left_out = f.is_used ? NULL : f.is_ignored ? "machinery" : "says_nothing";
        }
        tell_frame(p, it.value, left_out);
        if (left_out != NULL)
            continue;
        add_frame(p, &f);
        n_added++;
    }
    while (p->explain != NULL && json_next(&it))
        tell_frame(p, it.value, "machinery");
    return n_added;
}

/* --- exceptions --- */

static bool is_synthetic(const struct json *exception)
{
    return json_bool(json_get_path(exception, "mechanism.synthetic"), false);
}

static void add_type(struct parts *p, const struct json *exception)
{
    bool is_hidden = is_synthetic(exception);
    parts_add(p, "type", is_hidden ? S("") : json_str(json_get(exception, S("type"))));
}

/* What an exception without a stack says: its value, or the code of an NSError. */
static void add_value(struct parts *p, const struct json *exception)
{
    const struct json *error = json_get_path(exception, "mechanism.meta.ns_error");
    if (json_type(error) == JSON_OBJ) {
        parts_add(p, "domain", json_scalar_text(json_get(error, S("domain")), false));
        parts_add(p, "code", json_scalar_text(json_get(error, S("code")), false));
        return;
    }
    struct str value = json_str(json_get(exception, S("value")));
    parts_add(p, "value", grouping_parameterize(p->cx, value));
}

static bool add_chain(struct parts *p, const struct event_chain *chain)
{
    bool has_frames = false;
    bool is_app = false;
    for (size_t i = 0; i < chain->n; i++) {
        struct json *frames = event_frames(chain->exceptions[i]);
        has_frames |= frames != NULL;
        is_app = is_app || has_in_app_frame(p, frames);
    }
    if (!has_frames)
        return false;
    size_t n_frames = 0;
    size_t start = p->n;
    size_t explained = p->explain != NULL ? p->explain->n_parts : 0;
    for (size_t i = 0; i < chain->n; i++) {
        const struct json *exception = chain->exceptions[i];
        add_type(p, exception);
        size_t n = add_frames(p, event_frames(exception), is_app);
        if (n == 0)
            add_value(p, exception);
        n_frames += n;
    }
    if (n_frames > 0)
        return true;
    p->n = start; /* frames, but none says anything */
    if (p->explain != NULL)
        p->explain->n_parts = explained;
    return false;
}

static bool add_thread(struct parts *p, const struct json *main_exception)
{
    struct json *frames = event_main_frames(p->ev);
    if (frames == NULL)
        return false;
    size_t start = p->n;
    if (main_exception != NULL)
        add_type(p, main_exception);
    if (add_frames(p, frames, has_in_app_frame(p, frames)) > 0)
        return true;
    p->n = start;
    return false;
}

static void add_values(struct parts *p, const struct event_chain *chain)
{
    for (size_t i = 0; i < chain->n; i++) {
        add_type(p, chain->exceptions[i]);
        add_value(p, chain->exceptions[i]);
    }
}

static bool add_security(struct parts *p)
{
    const struct json *report = security_report(p->ev);
    if (report == NULL)
        return false;
    struct security_parts s;
    security_parts(report, &s);
    parts_add(p, "report", p->ev->type);
    parts_add(p, "directive", s.directive);
    parts_add(p, "host", s.host);
    parts_add(p, "kind", s.kind);
    return true;
}

/* --- the choice --- */

static bool add_text(struct parts *p, const char *what, struct str text)
{
    if (text.len == 0)
        return false;
    parts_add(p, what, text);
    return true;
}

static const char *add_default(struct parts *p)
{
    struct event_chain chain;
    event_chain(p->ev, &chain);
    if (add_security(p))
        return "security";
    if (add_chain(p, &chain))
        return "stack";
    if (add_thread(p, chain.n > 0 ? chain.exceptions[chain.n - 1] : NULL))
        return "thread";
    if (chain.n > 0) {
        add_values(p, &chain);
        return "exception";
    }
    struct str message = message_of(p->ev, true);
    if (message.len > 0)
        message = grouping_parameterize(p->cx, message);
    if (add_text(p, "message", message))
        return "message";
    if (add_text(p, "transaction", p->ev->transaction) ||
        add_text(p, "culprit", json_str(json_get(p->ev->root, S("culprit")))))
        return "transaction";
    parts_add(p, "nothing", S("<unlabeled event>"));
    parts_add(p, "kind", p->ev->type);
    return "nothing";
}

/* --- what overrides it --- */

/* Errors that differ in every release by nothing that matters (§12.1). */
static bool add_builtin(struct parts *p)
{
    static const struct str hydration[] = {
        S("Hydration failed because"),
        S("There was an error while hydrating"),
        S("Text content does not match server-rendered HTML."),
        S("The server could not finish this Suspense boundary"),
    };
    struct str platform = p->ev->platform;
    struct json *main = event_main_exception(p->ev);
    if (main == NULL || !(str_eq(platform, S("javascript")) || str_eq(platform, S("node"))))
        return false;
    struct str value = json_str(json_get(main, S("value")));
    if (str_eq(json_str(json_get(main, S("type"))), S("ChunkLoadError")) ||
        str_starts(value, S("ChunkLoadError"))) {
        parts_add(p, "rule", S("chunkloaderror"));
        return true;
    }
    for (size_t i = 0; i < ARRAY_LEN(hydration) && p->ev->transaction.len > 0; i++) {
        if (!str_starts(value, hydration[i]))
            continue;
        parts_add(p, "rule", S("hydrationerror"));
        parts_add(p, "transaction", p->ev->transaction);
        return true;
    }
    return false;
}

static void add_part(struct parts *p, struct str text, bool *has_default)
{
    struct fingerprint_part part = fingerprint_expand(p->cx, p->ev, text);

    if (part.is_default && !*has_default)
        (void)add_default(p); /* its parts once are enough, however often they are named */
    else
        parts_add(p, "custom", part.is_default ? S("{{ default }}") : part.text);
    *has_default |= part.is_default;
}

/* As a list that a client sent: the same list is the same issue. */
static bool add_rule(struct parts *p, const struct fingerprint_rule *rule)
{
    bool has_default = false;

    for (size_t i = 0; rule != NULL && i < rule->fingerprint.n; i++)
        add_part(p, rule->fingerprint.items[i], &has_default);
    return rule != NULL;
}

/* False when the client's list says nothing else than the default. */
static bool add_custom(struct parts *p)
{
    struct json *list = json_get(p->ev->root, S("fingerprint"));
    size_t n = json_length(list);
    if (json_type(list) != JSON_ARR || n == 0)
        return false;
    struct fingerprint_part only = fingerprint_expand(p->cx, p->ev, json_str(json_at(list, 0)));
    if (n == 1 && only.is_default)
        return false;
    bool has_default = false;
    struct json_iter it = json_iter(list);
    while (json_next(&it))
        add_part(p, json_str(it.value), &has_default);
    return true;
}

/* By the project's mode for events of this level (gosnag-domain.md §3.5): before what the
 * client chose, for it was the project that asked. */
static bool add_mode(struct parts *p, const struct grouping_settings *settings, struct str *how)
{
    struct mode_key key;

    if (!mode_key_of(p->cx, settings, p->ev, &key))
        return false;
    parts_add(p, "key", key.key);
    *how = key.how;
    return true;
}

/* How it was chosen. "checksum": the client's own hash, and no parts. */
static struct str choose(struct parts *p, const struct grouping_settings *settings,
                         const struct fingerprint_rule *rule)
{
    struct str how;

    if (add_rule(p, rule))
        return S("project_rule");
    if (add_mode(p, settings, &how))
        return how;
    if (add_builtin(p))
        return S("rule");
    if (add_custom(p))
        return S("custom");
    if (json_str(json_get(p->ev->root, S("checksum"))).len > 0)
        return S("checksum");
    return str_c(add_default(p));
}

enum status grouping_compute(struct ctx *cx, const struct grouping_settings *settings,
                             const struct event *ev, struct grouping *out,
                             struct grouping_explained *explain)
{
    static const char version[] = { 'v', '0' + GROUPING_VERSION };
    struct parts p = { .cx = cx, .ev = ev };
    parts_add(&p, "", str_make(version, sizeof(version)));
    p.explain = explain;
    if (explain != NULL)
        explain->n_parts = explain->n_frames = 0;
    *out = (struct grouping){ .title = S(""), .type = S(""), .culprit = S(""), .location = S("") };
    out->rule = fingerprint_rule_find(cx, settings->rules, ev);
    out->how = choose(&p, settings, out->rule);
    if (str_eq(out->how, S("checksum")))
        checksum_hash(json_str(json_get(ev->root, S("checksum"))), out->hash);
    else
        hash128(p.list, p.n, out->hash);
    return OK;
}

void grouping_print(struct buf *out, const struct grouping_explained *explained)
{
    for (size_t i = 0; i < explained->n_parts; i++)
        buf_printf(out, "%s: %.*s\n", explained->parts[i].what, FMT(explained->parts[i].text));
}

void grouping_overflow_hash(struct str type, uint8_t out[GROUPING_HASH_BYTES])
{
    struct str parts[] = { S("too many different errors"), type };
    hash128(parts, ARRAY_LEN(parts), out);
}
