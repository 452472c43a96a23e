/* Stack traces and frames (sentry-ingest.md §9.3): oldest call first. Every frame gets
 * a string `filename` (GoSnag's page needs one) and an `in_app`. */
#include "base/base.h"
#include "feature/event/event_int.h"

#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "port/json.h"

enum {
    PATH_CHARS = 256,
    FUNCTION_CHARS = 512,
    LINE_CHARS = 1024,
    VARS_BYTES = 16 << 10,
    FRAME_DATA_BYTES = 4 << 10,
    REGISTERS_BYTES = 8 << 10,
    FRAMES_WITH_SOURCE = 50, /* more frames: the middle ones lose source and locals (§10.9) */
};

/* --- in_app when the SDK did not say (§12.3) --- */

static const struct str library_paths[] = {
    S("node_modules"), S("site-packages"), S("dist-packages"), S("/usr/lib"),
    S("vendor/"),      S("/gems/"),        S("<frozen "),      S("internal/"),
};
static const struct str library_modules[] = {
    S("java."),    S("javax."),    S("jdk."),    S("sun."),       S("kotlin."),
    S("android."), S("androidx."), S("System."), S("Microsoft."), S("runtime."),
};

static bool is_library_path(struct str path)
{
    for (size_t i = 0; i < ARRAY_LEN(library_paths); i++) {
        if (str_contains(path, library_paths[i]))
            return true;
    }
    return false;
}

static bool is_own_code(struct str module, struct str filename, struct str abs_path)
{
    if (is_library_path(filename) || (abs_path.p != filename.p && is_library_path(abs_path)))
        return false;
    for (size_t i = 0; i < ARRAY_LEN(library_modules); i++) {
        if (str_starts(module, library_modules[i]))
            return false;
    }
    return true;
}

/* --- frames --- */

/* Locals as a list (old Java SDKs) are kept as a list. */
static struct json *normalize_vars(struct normal *n, struct json *v)
{
    if (json_type(v) != JSON_OBJ && json_type(v) != JSON_ARR)
        return normalize_invalid(n, v, "invalid_data");
    size_t left = VARS_BYTES;
    return trim_free(n, v, VARS_DEPTH, &left);
}

static const struct member frame_rows[] = {
    { S("filename"), MEMBER_TEXT, PATH_CHARS, NULL },
    { S("abs_path"), MEMBER_TEXT, PATH_CHARS, NULL },
    { S("function"), MEMBER_TEXT, FUNCTION_CHARS, NULL },
    { S("module"), MEMBER_TEXT, PATH_CHARS, NULL },
    { S("lineno"), MEMBER_COUNT, 0, NULL },
    { S("in_app"), MEMBER_BOOL, 0, NULL },
    { S("colno"), MEMBER_COUNT, 0, NULL },
    { S("context_line"), MEMBER_TEXT, LINE_CHARS, NULL },
    { S("pre_context"), MEMBER_LINES, LINE_CHARS, NULL },
    { S("post_context"), MEMBER_LINES, LINE_CHARS, NULL },
    { S("vars"), MEMBER_FN, 0, normalize_vars },
    { S("package"), MEMBER_TEXT, PATH_CHARS, NULL },
    { S("raw_function"), MEMBER_TEXT, FUNCTION_CHARS, NULL },
    { S("platform"), MEMBER_NAME, PATH_CHARS, NULL },
    { S("symbol"), MEMBER_TEXT, FUNCTION_CHARS, NULL },
    { S("instruction_addr"), MEMBER_SCALAR, 0, NULL },
    { S("symbol_addr"), MEMBER_SCALAR, 0, NULL },
    { S("image_addr"), MEMBER_SCALAR, 0, NULL },
    { S("data"), MEMBER_FREE, FRAME_DATA_BYTES, NULL },
};
static const struct member_table frame_table = MEMBER_TABLE(frame_rows);

static const struct str url_schemes[] = {
    S("http://"),
    S("https://"),
    S("file://"),
    S("applewebdata://"),
};

/* "https://host/a/b.js?v=1" → "/a/b.js"; anything else stays whole. */
static struct str path_of_url(struct str url)
{
    for (size_t i = 0; i < ARRAY_LEN(url_schemes); i++) {
        if (!str_starts(url, url_schemes[i]))
            continue;
        struct str rest = str_from(url, url_schemes[i].len);
        rest = str_from(rest, str_find_char(rest, '/'));
        rest = str_to(rest, str_find_char(rest, '?'));
        rest = str_to(rest, str_find_char(rest, '#'));
        return rest.len > 0 ? rest : url;
    }
    return url;
}

struct paths {
    struct str filename;
    struct str abs_path;
    struct str module;
};

static void complete_paths(struct normal *n, struct json *frame, struct paths *p)
{
    if (p->filename.len == 0 && p->abs_path.len > 0) {
        p->filename = path_of_url(p->abs_path);
        json_set(n->doc, frame, S("filename"), json_new_str_ref(n->doc, p->filename));
    } else if (p->filename.len > 0 && p->abs_path.len == 0) {
        p->abs_path = p->filename;
        json_set(n->doc, frame, S("abs_path"), json_new_str_ref(n->doc, p->filename));
    } else if (str_is_null(p->filename)) {
        p->filename = str_is_null(p->module) ? S("") : p->module;
        json_set(n->doc, frame, S("filename"), json_new_str_ref(n->doc, p->filename));
    }
}

static struct json *normalize_frame(struct normal *n, struct json *frame)
{
    static const struct str keys[] = { S("filename"), S("abs_path"), S("module"), S("in_app") };
    enum { IN_APP = ARRAY_LEN(keys) - 1 };
    struct json *found[ARRAY_LEN(keys)];
    normalize_members(n, frame, &frame_table);
    json_get_all(frame, keys, found, ARRAY_LEN(keys));
    struct paths p = { json_str(found[0]), json_str(found[1]), json_str(found[2]) };
    complete_paths(n, frame, &p);
    if (json_type(found[IN_APP]) != JSON_BOOL)
        json_set(n->doc, frame, S("in_app"),
                 json_new_bool(n->doc, is_own_code(p.module, p.filename, p.abs_path)));
    return frame;
}

/* --- stacks --- */

static void strip_frame(struct json *frame)
{
    (void)json_remove(frame, S("vars"));
    (void)json_remove(frame, S("pre_context"));
    (void)json_remove(frame, S("post_context"));
}

static size_t count_in_app(struct json *frames)
{
    size_t n = 0;
    struct json_iter it = json_iter(frames);
    while (json_next(&it))
        n += json_bool(json_get(it.value, S("in_app")), false) ? 1 : 0;
    return n;
}

/* Keeps source and locals of FRAMES_WITH_SOURCE frames: application frames first, and
 * of either kind those at the ends. */
static void thin_sources(struct json *frames)
{
    size_t total = json_length(frames);
    if (total <= FRAMES_WITH_SOURCE)
        return;
    size_t n_app = count_in_app(frames);
    size_t keep_app = n_app < FRAMES_WITH_SOURCE ? n_app : FRAMES_WITH_SOURCE;
    size_t keep_system = FRAMES_WITH_SOURCE - keep_app;
    size_t keep[2] = { keep_system, keep_app };
    size_t count[2] = { total - n_app, n_app };
    size_t at[2] = { 0, 0 };
    struct json_iter it = json_iter(frames);
    while (json_next(&it)) {
        bool kind = json_bool(json_get(it.value, S("in_app")), false);
        size_t i = at[kind]++;
        bool is_kept = i < keep[kind] / 2 || i >= count[kind] - (keep[kind] - keep[kind] / 2);
        if (!is_kept)
            strip_frame(it.value);
    }
}

static struct json *normalize_frames(struct normal *n, struct json *v)
{
    if (json_type(v) != JSON_ARR)
        return normalize_invalid(n, v, "invalid_data");
    static const struct values_rule rule = { normalize_frame, LIMIT_STACK_FRAMES,
                                             LIMIT_STACK_FRAMES_OLD };
    normalize_list(n, v, &rule);
    thin_sources(v);
    return v;
}

static const struct member stack_rows[] = {
    { S("frames"), MEMBER_FN, 0, normalize_frames },
    { S("registers"), MEMBER_MAP, REGISTERS_BYTES, NULL },
};
static const struct member_table stack_table = MEMBER_TABLE(stack_rows);

/* "frames": null or [], and no registers either: there is no stack (§9.3, §10.10). */
static bool is_without_frames(const struct json *stack)
{
    struct json *frames = json_get(stack, S("frames"));
    bool is_empty =
        json_is_null(frames) || (json_type(frames) == JSON_ARR && json_length(frames) == 0);

    return is_empty && json_length(json_get(stack, S("registers"))) == 0;
}

struct json *normalize_stack(struct normal *n, struct json *v)
{
    if (json_type(v) != JSON_OBJ)
        return normalize_invalid(n, v, "invalid_data");
    if (is_without_frames(v))
        return NULL;
    normalize_members(n, v, &stack_table);
    return v;
}
