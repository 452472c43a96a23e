/* Whose code a frame is: the project's patterns, then places everybody knows
 * (gosnag-domain.md §3.6).
 *
 * Only the project's patterns change what an SDK said about a frame (in_app), and with it
 * culprit and fingerprint; the built-in places are for showing. */
#include "base/base.h"
#include "feature/grouping/grouping_int.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/str.h"
#include "base/str_int.h"
#include "feature/event/event.h"
#include "port/json.h"
#include "port/regex.h"

enum {
    PATTERNS_MAX = 100,   /* of one class; the project's PUT has the same bound */
    PATH_CHARS = 512,     /* looked at; longer paths are cut at the front       */
    SEARCHES_MAX = 10000, /* an event; frames beyond stay as they were sent      */
};

#define PATTERNS(name, class)                                                                      \
    FIELD_STR_LIST(name, struct frame_rules, patterns[class], FIELD_OPTIONAL, PATTERNS_MAX)
const struct field frame_rules_fields[] = {
    FIELD_STR("preset", struct frame_rules, preset, FIELD_OPTIONAL, 0),
    PATTERNS("app_patterns", FRAME_APP),
    PATTERNS("framework_patterns", FRAME_FRAMEWORK),
    PATTERNS("external_patterns", FRAME_EXTERNAL),
    FIELD_END,
};

static const char *frame_class_name(enum frame_class c)
{
    static const char *const names[FRAME_CLASSES] = { "app", "framework", "external" };

    return names[c];
}

void frame_rules_ready(struct ctx *cx, struct frame_rules *rules)
{
    for (size_t c = 0; c < FRAME_CLASSES; c++) {
        const struct str_list *list = &rules->patterns[c];
        rules->compiled[c] = arena_array(cx->arena, const struct regex *, list->n);
        for (size_t i = 0; i < list->n; i++) {
            struct regex *re = NULL;
            if (regex_compile(cx, list->items[i], &re) != OK)
                err_clear(&cx->err); /* saved by a program that took it */
            rules->compiled[c][i] = re;
        }
    }
}

static bool has_patterns(const struct frame_rules *rules)
{
    return rules->patterns[FRAME_APP].n + rules->patterns[FRAME_FRAMEWORK].n +
               rules->patterns[FRAME_EXTERNAL].n >
           0;
}

/* --- the project's patterns ------------------------------------------------------------ */

/* Path of a frame with slashes, its end when it is long. */
static struct str path_of(const struct json *frame, char text[PATH_CHARS])
{
    static const struct str keys[] = { S("abs_path"), S("filename") };
    struct json *found[ARRAY_LEN(keys)];

    json_get_all(frame, keys, found, ARRAY_LEN(keys));
    struct str path = json_str(found[0]);
    if (path.len == 0)
        path = json_str(found[1]);
    if (path.len > PATH_CHARS)
        path = str_from(path, path.len - PATH_CHARS);
    for (size_t i = 0; i < path.len; i++)
        text[i] = path.p[i] == '\\' ? '/' : path.p[i];
    return str_make(text, path.len);
}

/* In order app, framework, external; the first that is found says it. */
static bool by_pattern(const struct frame_rules *rules, struct str path, size_t *searches,
                       struct frame_verdict *out)
{
    for (size_t c = 0; c < FRAME_CLASSES; c++) {
        for (size_t i = 0; i < rules->patterns[c].n; i++) {
            const struct regex *re = rules->compiled[c][i];
            if (re == NULL || *searches >= SEARCHES_MAX)
                continue;
            (*searches)++;
            if (!regex_search(re, path))
                continue;
            *out = (struct frame_verdict){ (enum frame_class)c, rules->patterns[c].items[i] };
            return true;
        }
    }
    return false;
}

/* --- places everybody knows -------------------------------------------------------------- */

static const struct str external_places[] = { S("vendor"), S("node_modules"), S("site-packages"),
                                              S("dist-packages"), S("boot-inf/lib") };
static const struct str framework_places[] = {
    S("system"),
    S("framework"),
    S("fastapi"),
    S("starlette"),
    S("pydantic"),
    S("uvicorn"),
    S("django"),
    S("actionpack"),
    S("activerecord"),
    S("activesupport"),
    S("org/springframework"),
    S("gems"),
    S("ruby"),
    S(".m2"),
    S("gradle/caches"),
};
static const struct str app_places[] = {
    S("application"), S("app"),         S("src"),    S("backend"),  S("service"), S("api"),
    S("routes"),      S("controllers"), S("config"), S("database"), S("db"),      S("lib"),
};
static const struct {
    enum frame_class class;
    const struct str *places;
    size_t n;
} built_in[] = {
    { FRAME_EXTERNAL, external_places, ARRAY_LEN(external_places) },
    { FRAME_FRAMEWORK, framework_places, ARRAY_LEN(framework_places) },
    { FRAME_APP, app_places, ARRAY_LEN(app_places) },
};

/* Whole folders of the path, the file's name being none. */
static bool has_folder(struct str path, struct str folder)
{
    for (size_t i = 0; i + folder.len < path.len; i++) {
        bool begins = i == 0 || path.p[i - 1] == '/';
        if (begins && path.p[i + folder.len] == '/' && str_starts_fold(str_from(path, i), folder))
            return true;
    }
    return false;
}

static bool by_place(struct str path, struct frame_verdict *out)
{
    for (size_t i = 0; i < ARRAY_LEN(built_in); i++) {
        for (size_t k = 0; k < built_in[i].n; k++) {
            if (!has_folder(path, built_in[i].places[k]))
                continue;
            *out = (struct frame_verdict){ .class = built_in[i].class };
            return true;
        }
    }
    return false;
}

static void frame_judge(const struct frame_rules *rules, const struct json *frame,
                 struct frame_verdict *out)
{
    char text[PATH_CHARS];
    struct str path = path_of(frame, text);
    size_t searches = 0;
    bool in_app = json_bool(json_get(frame, S("in_app")), false);

    if (rules != NULL && by_pattern(rules, path, &searches, out))
        return;
    if (!by_place(path, out))
        *out = (struct frame_verdict){ .class = in_app ? FRAME_APP : FRAME_EXTERNAL };
}

/* --- in_app ------------------------------------------------------------------------------ */

struct walk {
    const struct frame_rules *rules; /* NULL = none: what was sent comes back */
    struct json_doc *doc;
    size_t searches;
};

/* Keeps what was sent beside what the rules say, or forgets it when they agree. */
static void set_in_app(struct json_doc *doc, struct json *frame, bool sent, bool now)
{
    struct json *data = json_get(frame, S("data"));

    json_set(doc, frame, S("in_app"), json_new_bool(doc, now));
    if (sent == now) {
        (void)json_remove(data, S("orig_in_app"));
        return;
    }
    if (json_type(data) != JSON_OBJ) {
        data = json_new_obj(doc);
        json_set(doc, frame, S("data"), data);
    }
    json_set(doc, data, S("orig_in_app"), json_new_i64(doc, sent));
}

static void judge_frame(struct walk *w, struct json *frame)
{
    char text[PATH_CHARS];
    struct frame_verdict verdict;
    bool is = json_bool(json_get(frame, S("in_app")), false);
    int64_t original = 0;
    bool sent = json_i64(json_get_path(frame, "data.orig_in_app"), &original) ? original > 0 : is;
    bool now = sent;

    if (w->rules != NULL && by_pattern(w->rules, path_of(frame, text), &w->searches, &verdict))
        now = verdict.class == FRAME_APP;
    if (now != is)
        set_in_app(w->doc, frame, sent, now);
}

static void judge_stack(struct walk *w, const struct json *holder)
{
    struct json_iter it = json_iter(event_frames(holder));

    while (json_next(&it))
        judge_frame(w, it.value);
}

static void judge_list(struct walk *w, struct json *holders)
{
    struct json_iter it = json_iter(holders);

    while (json_next(&it))
        judge_stack(w, it.value);
}

static void frame_rules_apply(const struct frame_rules *rules, const struct event *ev)
{
    struct walk w = { .rules = rules, .doc = ev->doc };

    judge_list(&w, event_exceptions(ev));
    judge_list(&w, json_get_path(ev->root, "threads.values"));
    judge_stack(&w, ev->root);
}

void grouping_frames(const struct grouping_settings *settings, const struct event *ev)
{
    if (settings->choices != NULL && has_patterns(&settings->choices->frames))
        frame_rules_apply(&settings->choices->frames, ev);
}

void grouping_frames_anew(const struct grouping_settings *settings, const struct event *ev)
{
    frame_rules_apply(settings->choices != NULL ? &settings->choices->frames : NULL, ev);
}

const char *grouping_frame_class(const struct grouping_settings *settings, const struct json *frame,
                                 struct str *pattern)
{
    struct frame_verdict verdict;

    frame_judge(settings->choices != NULL ? &settings->choices->frames : NULL, frame, &verdict);
    *pattern = verdict.rule;
    return frame_class_name(verdict.class);
}
