/* By URL and by file: what a project chose instead of the default (gosnag-domain.md §3.5). */
#include "base/base.h"
#include "feature/grouping/grouping_int.h"

#include "base/ctx.h"
#include "base/str.h"
#include "feature/event/event.h"
#include "feature/grouping/fingerprint_rule.h"
#include "feature/route_rule/route_rule.h"
#include "port/json.h"

/* --- settings ------------------------------------------------------------------------ */

static const char *const mode_words[] = { "normal", "by_url", "by_file", NULL };

static const struct field choices_fields[] = {
    FIELD_WORD("error", struct grouping_choices, error, FIELD_OPTIONAL, mode_words),
    FIELD_WORD("warning", struct grouping_choices, warning, FIELD_OPTIONAL, mode_words),
    FIELD_WORD("info", struct grouping_choices, info, FIELD_OPTIONAL, mode_words),
    FIELD_BOOL("warning_as_error", struct grouping_choices, warning_as_error, FIELD_OPTIONAL),
    FIELD_BOOL("routes", struct grouping_choices, has_routes, FIELD_OPTIONAL),
    FIELD_BOOL("codeigniter", struct grouping_choices, is_codeigniter, FIELD_OPTIONAL),
    FIELD_OBJECT("stacktrace_rules", struct grouping_choices, frames, FIELD_OPTIONAL,
                 struct frame_rules, frame_rules_fields),
    FIELD_OPT_I64("version", struct grouping_choices, version, FIELD_OPTIONAL),
    FIELD_END,
};

static const struct grouping_choices defaults = { .error = { "normal", 6 },
                                                  .warning = { "normal", 6 },
                                                  .info = { "normal", 6 } };

static enum status ready(struct ctx *cx, void *value)
{
    struct grouping_choices *choices = value;

    frame_rules_ready(cx, &choices->frames);
    return OK;
}

static const struct section grouping_choices_section = {
    .name = { "grouping", 8 },
    .fields = choices_fields,
    .size = sizeof(struct grouping_choices),
    .defaults = &defaults,
    .ready = ready,
};

struct grouping_settings grouping_settings_of(struct grouping_cache *c, int64_t project_id)
{
    return (struct grouping_settings){
        .choices = section_cache_get(&c->choices, &grouping_choices_section, project_id),
        .rules = section_cache_get(&c->rules, &fingerprint_rules_section, project_id),
        .routes = section_cache_get(&c->routes, &route_rules_section, project_id),
    };
}

struct grouping_settings grouping_settings_now(struct ctx *cx, int64_t project_id)
{
    return (struct grouping_settings){
        .choices = project_section_now(cx, &grouping_choices_section, project_id),
        .rules = project_section_now(cx, &fingerprint_rules_section, project_id),
        .routes = project_section_now(cx, &route_rules_section, project_id),
    };
}

void grouping_cache_release(struct grouping_cache *c)
{
    section_cache_release(&c->choices);
    section_cache_release(&c->rules);
    section_cache_release(&c->routes);
}

/* --- the key ------------------------------------------------------------------------- */

static bool is_informing(const struct event *ev)
{
    return ev->level <= LEVEL_INFO;
}

/* Of the level that the issue will have. */
static struct str mode_of(const struct grouping_choices *modes, const struct event *ev)
{
    if (is_informing(ev))
        return modes->info;
    bool is_warning = ev->level == LEVEL_WARNING && !modes->warning_as_error;
    return is_warning ? modes->warning : modes->error;
}

struct str grouping_mode_of(const struct grouping_settings *settings, const struct event *ev)
{
    return settings->choices != NULL ? mode_of(settings->choices, ev) : S("normal");
}

static bool has_frames(const struct event *ev)
{
    struct json_iter it = json_iter(event_exceptions(ev));

    while (json_next(&it)) {
        if (event_frames(it.value) != NULL)
            return true;
    }
    return false;
}

static struct json *last_exception(const struct event *ev)
{
    struct json *last = NULL;
    struct json_iter it = json_iter(event_exceptions(ev));

    while (json_next(&it))
        last = it.value;
    return last;
}

/* "TypeError: GET /cart", or the text alone. */
static struct str titled(struct ctx *cx, const struct event *ev, struct str text)
{
    struct str type = json_str(json_get(last_exception(ev), S("type")));

    return type.len > 0 ? str_printf(cx->arena, "%.*s: %.*s", FMT(type), FMT(text)) : text;
}

/* The canonical route, when the project has switched them on; else the path with its ids
 * named. */
static struct str path_of_issue(struct ctx *cx, const struct grouping_settings *settings,
                                const struct url_key *url)
{
    struct str pattern = url_path_pattern(cx, url->path);
    const struct route_place place = { url->method, url->path, pattern,
                                       settings->choices->is_codeigniter };

    if (!settings->choices->has_routes)
        return pattern;
    struct str canonical = route_canonical(cx, settings->routes, &place);
    return str_is_null(canonical) ? pattern : canonical;
}

static bool by_url(struct ctx *cx, const struct grouping_settings *settings, const struct event *ev,
                   struct mode_key *out)
{
    struct url_key url;

    if (!url_key_of(cx, ev, &url))
        return false;
    struct str path = path_of_issue(cx, settings, &url);
    bool has_method = url.method.len > 0;
    *out = (struct mode_key){
        .how = S("by_url"),
        .key = has_method ? str_printf(cx->arena, "info:url|%.*s|%.*s", FMT(url.method), FMT(path))
                          : str_printf(cx->arena, "info:url|%.*s", FMT(path)),
        .text = has_method ? str_printf(cx->arena, "%.*s %.*s", FMT(url.method), FMT(path)) : path,
        .title = S(""),
    };
    return true;
}

/* Of the innermost frame of the program's own code that names a file, else of the last. */
static struct str file_of_crash(const struct event *ev)
{
    struct str last = S(""), own = S("");
    struct json_iter it = json_iter(event_frames(last_exception(ev)));

    while (json_next(&it)) {
        last = json_str(json_get(it.value, S("filename")));
        if (last.len > 0 && json_bool(json_get(it.value, S("in_app")), false))
            own = last;
    }
    return own.len > 0 ? own : last;
}

static bool by_file(struct ctx *cx, const struct event *ev, struct mode_key *out)
{
    struct str file = file_of_crash(ev);

    if (file.len == 0)
        return false;
    size_t slash = str_rfind_char(file, '/');
    struct str name = slash < file.len ? str_from(file, slash + 1) : file;
    *out = (struct mode_key){
        .how = S("by_file"),
        .key = str_printf(cx->arena, "info:file|%.*s", FMT(file)),
        .text = file,
        .title = titled(cx, ev, name),
    };
    return true;
}

/* By file only what informs; by URL errors and warnings without a stack alone. */
bool mode_key_of(struct ctx *cx, const struct grouping_settings *settings, const struct event *ev,
                 struct mode_key *out)
{
    if (settings->choices == NULL || security_report(ev) != NULL)
        return false;
    struct str mode = mode_of(settings->choices, ev);
    if (str_eq(mode, S("normal")))
        return false;
    if (str_eq(mode, S("by_file")))
        return is_informing(ev) && by_file(cx, ev, out);
    if (!has_frames(ev))
        return by_url(cx, settings, ev, out);
    if (!is_informing(ev) || !by_url(cx, settings, ev, out))
        return false;
    out->title = titled(cx, ev, out->text);
    return true;
}
