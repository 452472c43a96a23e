/* `logentry` and `message` (sentry-ingest.md §9.1): one object with the text people
 * read in `formatted` and, when it differs, the template in `message`. */
#include "base/base.h"
#include "feature/event/event_int.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/str.h"
#include "port/json.h"

enum { MESSAGE_CHARS = 8192, MESSAGE_BYTES_MAX = 4 * MESSAGE_CHARS, PARAMS_BYTES = 16 << 10 };

static const struct member logentry_rows[] = {
    { S("formatted"), MEMBER_ANY_TEXT, MESSAGE_CHARS, NULL },
    { S("message"), MEMBER_ANY_TEXT, MESSAGE_CHARS, NULL },
    { S("params"), MEMBER_FREE, PARAMS_BYTES, NULL },
};
static const struct member_table logentry_table = MEMBER_TABLE(logentry_rows);

/* --- rendering --- */

struct params {
    struct json_iter list; /* positional */
    const struct json *map;
    size_t n_used;
};

static void add_param(struct buf *b, const struct json *v)
{
    struct str s = json_scalar_text(v, true);
    if (!str_is_null(s))
        buf_add(b, s);
    else if (json_is_null(v))
        buf_add(b, S("None"));
    else
        json_write(v, b);
}

static bool add_next(struct buf *b, struct params *p)
{
    if (!json_next(&p->list))
        return false;
    add_param(b, p->list.value);
    p->n_used++;
    return true;
}

static bool add_named(struct buf *b, struct params *p, struct str name)
{
    struct json *v = p->map != NULL ? json_get(p->map, name) : NULL;
    if (v == NULL)
        return false;
    add_param(b, v);
    p->n_used++;
    return true;
}

/* %s, %d, %(name)s and {}, {0}, {name} at the start of rest: replaced, its length is
 * returned; 0 = no placeholder, or nothing to put there. */
static size_t render_one(struct buf *b, struct str rest, struct params *p)
{
    static const char conversions[] = "sdifrxgeuc@";
    if (rest.len < 2)
        return 0;
    if (rest.p[0] == '%' && rest.p[1] == '(') {
        size_t end = str_find_char(str_to(rest, MESSAGE_CHARS), ')');
        bool is_whole =
            end + 1 < rest.len && memchr(conversions, rest.p[end + 1], sizeof(conversions) - 1);
        return is_whole && add_named(b, p, str_slice(rest, 2, end)) ? end + 2 : 0;
    }
    if (rest.p[0] == '%') {
        bool is_conversion = memchr(conversions, rest.p[1], sizeof(conversions) - 1) != NULL;
        return is_conversion && add_next(b, p) ? 2 : 0;
    }
    size_t end = 1;
    while (end < rest.len && rest.p[end] != '}' && rest.p[end] != '{' && rest.p[end] != ' ')
        end++;
    if (end >= rest.len || rest.p[end] != '}')
        return 0;
    struct str name = str_slice(rest, 1, end);
    bool is_number = name.len == 0 || (name.p[0] >= '0' && name.p[0] <= '9');
    bool is_done = p->map != NULL ? add_named(b, p, name) : is_number && add_next(b, p);
    return is_done ? end + 1 : 0;
}

/* Absent when no placeholder could be filled. */
static struct str render(struct normal *n, struct str text, struct json *params)
{
    struct params p = { .list = json_iter(json_type(params) == JSON_ARR ? params : NULL),
                        .map = json_type(params) == JSON_OBJ ? params : NULL };
    struct buf b;
    buf_init(&b, n->cx->arena, MESSAGE_BYTES_MAX);
    for (size_t i = 0; i < text.len && !buf_is_full(&b);) {
        char c = text.p[i];
        size_t used = c == '%' || c == '{' ? render_one(&b, str_from(text, i), &p) : 0;
        if (used == 0)
            buf_add_char(&b, c);
        i += used > 0 ? used : 1;
    }
    return p.n_used > 0 ? buf_str(&b) : (struct str){ NULL, 0 };
}

/* --- shape --- */

/* formatted always; message only when it is a template that differs. */
static void complete(struct normal *n, struct json *entry)
{
    struct str template = json_str(json_get(entry, S("message")));
    struct str formatted = json_str(json_get(entry, S("formatted")));
    if (formatted.len == 0 && template.len > 0) {
        formatted = render(n, template, json_get(entry, S("params")));
        if (str_is_null(formatted)) {
            formatted = template;
            (void)json_remove(entry, S("message"));
        }
        formatted = text_bound(n, formatted, MESSAGE_CHARS, 0);
        json_set(n->doc, entry, S("formatted"), json_new_str_ref(n->doc, formatted));
        return;
    }
    if (template.len == 0 || str_eq(template, formatted))
        (void)json_remove(entry, S("message"));
}

static struct json *entry_of_text(struct normal *n, struct json *text)
{
    struct json *entry = json_new_obj(n->doc);
    json_set(n->doc, entry, S("formatted"), text);
    return entry;
}

/* The old key, until both can be looked at (normalize_message_merge). */
struct json *normalize_message(struct normal *n, struct json *v)
{
    return json_type(v) == JSON_OBJ ? v : normalize_text(n, v, MESSAGE_CHARS, TEXT_ANY);
}

struct json *normalize_logentry(struct normal *n, struct json *v)
{
    if (json_type(v) == JSON_OBJ) {
        normalize_members(n, v, &logentry_table);
        return v;
    }
    struct json *text = normalize_text(n, v, MESSAGE_CHARS, TEXT_ANY);
    if (text == v) /* stands in the event: a copy for the new object */
        text = json_new_str_ref(n->doc, json_str(v));
    return entry_of_text(n, text);
}

static bool has_text(const struct json *entry)
{
    return json_str(json_get(entry, S("formatted"))).len > 0 ||
           json_str(json_get(entry, S("message"))).len > 0;
}

/* Both were sent: `message` is the rendered text when logentry has only a template
 * (node), the template itself (raven-python), or a third thing, which stays. */
static void merge(struct normal *n, struct json *entry, struct json *message)
{
    struct str text = json_str(message);
    struct str template = json_str(json_get(entry, S("message")));
    struct str formatted = json_str(json_get(entry, S("formatted")));
    bool is_known = json_type(message) != JSON_STR || text.len == 0 || str_eq(text, template) ||
                    str_eq(text, formatted);
    if (!is_known && formatted.len > 0)
        return;
    if (!is_known)
        json_set(n->doc, entry, S("formatted"), json_new_str_ref(n->doc, text));
    (void)json_remove(n->root, S("message"));
}

void normalize_message_merge(struct normal *n)
{
    struct json *message = json_get(n->root, S("message"));
    struct json *entry = json_get(n->root, S("logentry"));
    if (json_type(entry) == JSON_OBJ && has_text(entry)) {
        if (message != NULL)
            merge(n, entry, message);
        complete(n, entry);
        return;
    }
    bool is_empty = json_type(message) == JSON_STR && json_str(message).len == 0;
    if (json_is_null(message) || is_empty)
        return;
    meta_enter(&n->meta, S("logentry"));
    struct json *made = normalize_logentry(n, message);
    (void)json_remove(n->root, S("message"));
    json_set(n->doc, n->root, S("logentry"), made);
    meta_leave(&n->meta);
    complete(n, made);
}
