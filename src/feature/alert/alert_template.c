/* JSON of one's own for a webhook: "{{issue.title}}" in its texts becomes a value. It is filled as
 * JSON, so that what comes from events is a text and nothing else. */
#include "base/base.h"
#include "feature/alert/alert_write.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "port/json.h"

enum { FILLED_BYTES = 256 << 10, DEPTH_MAX = 32 };

struct filling {
    struct ctx *cx;
    struct json_doc *doc;
    const struct json *values;
};

static enum status value_of(const struct filling *f, struct str name, const struct json **out)
{
    static const struct err_where where = { "invalid", "config.template" };
    const struct json *at = f->values;
    struct str rest = str_trim(name), part;

    while (str_split(&rest, '.', &part))
        at = json_get(at, part);
    *out = at;
    return at != NULL ? OK
                      : fail_at(f->cx, E_INVALID, where, "nothing is called '%.*s'",
                                FMT(str_utf8_clip(name, LIMIT_NAME)));
}

static void add_value(struct buf *b, const struct json *v)
{
    struct str text = json_scalar_text(v, false);

    if (str_is_null(text))
        json_write(v, b);
    else
        buf_add(b, text);
}

/* A text that is nothing but a name becomes the value itself, of its own type. */
static enum status fill_whole(const struct filling *f, struct str name, struct json **out)
{
    const struct json *value;
    struct json_doc *doc;
    struct buf b;

    TRY(value_of(f, name, &value));
    buf_init(&b, f->cx->arena, FILLED_BYTES);
    json_write(value, &b);
    TRY(json_parse(f->cx, buf_str(&b), &doc, NULL));
    *out = json_root(doc);
    return OK;
}

static enum status fill_text(const struct filling *f, struct str text, struct json **out)
{
    const struct json *value;
    struct str rest = text;
    struct buf b;

    buf_init(&b, f->cx->arena, FILLED_BYTES);
    while (str_contains(rest, S("{{"))) {
        size_t at = str_find(rest, S("{{"));
        struct str after = str_from(rest, at + 2);
        size_t end = str_find(after, S("}}"));
        if (end == after.len)
            break;
        buf_add(&b, str_to(rest, at));
        TRY(value_of(f, str_to(after, end), &value));
        add_value(&b, value);
        rest = str_from(after, end + 2);
    }
    buf_add(&b, rest);
    *out = json_new_str(f->doc, buf_str(&b));
    return OK;
}

/* NULL: it stays as it is. */
static enum status fill_one(const struct filling *f, const struct json *v, struct json **out)
{
    struct str text = json_str(v);

    *out = NULL;
    if (!str_contains(text, S("{{")))
        return OK;
    struct str inside = str_from(text, 2);
    bool is_whole = str_starts(text, S("{{")) && str_ends(text, S("}}")) &&
                    str_find(inside, S("}}")) + 2 == inside.len;
    return is_whole ? fill_whole(f, str_to(inside, inside.len - 2), out) : fill_text(f, text, out);
}

static enum status fill(const struct filling *f, struct json *v, int depth)
{
    struct json_iter it = json_iter(v);
    struct json *filled;

    if (depth > DEPTH_MAX)
        return fail_at(f->cx, E_INVALID, (struct err_where){ "invalid", "config.template" },
                       "a template has %d levels at most", DEPTH_MAX);
    while (json_next(&it)) {
        TRY(fill_one(f, it.value, &filled));
        if (filled != NULL)
            json_iter_replace(&it, filled);
        else
            TRY(fill(f, it.value, depth + 1));
    }
    return OK;
}

enum status alert_template_fill(struct ctx *cx, struct str template, struct str values,
                                struct str *out)
{
    static const struct err_where where = { "invalid", "config.template" };
    struct json_doc *doc, *known;
    struct buf b;

    if (json_parse(cx, template, &doc, NULL) != OK || json_type(json_root(doc)) != JSON_OBJ)
        return fail_at(cx, E_INVALID, where, "a template is one JSON object");
    TRY(json_parse(cx, values, &known, NULL));
    const struct filling f = { cx, doc, json_root(known) };
    TRY(fill(&f, json_root(doc), 0));
    buf_init(&b, cx->arena, FILLED_BYTES);
    json_write(json_root(doc), &b);
    if (buf_is_full(&b))
        return fail_at(cx, E_INVALID, where, "the message is too long");
    *out = buf_str(&b);
    return OK;
}
