#include "base/base.h"
#include "feature/event/form_data.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/str.h"
#include "port/json.h"

struct target {
    struct json_doc *doc;
    struct json *extra;
    size_t left; /* fields that may still come */
};

static void add_field(struct target *t, struct str name, const struct json *value)
{
    struct str text = json_scalar_text(value, false);

    if (t->left == 0 || name.len == 0 || str_is_null(text) ||
        !json_is_null(json_get(t->extra, name)))
        return;
    t->left--;
    json_set_str(t->doc, t->extra, name, text);
}

/* ["name","value"], or a list of such. */
static void add_list(struct target *t, struct json *list)
{
    struct json_iter it = json_iter(list);

    if (json_type(json_at(list, 0)) == JSON_STR) {
        add_field(t, json_str(json_at(list, 0)), json_at(list, 1));
        return;
    }
    while (t->left > 0 && json_next(&it)) {
        if (json_type(it.value) == JSON_ARR)
            add_field(t, json_str(json_at(it.value, 0)), json_at(it.value, 1));
    }
}

static void add_entry(struct target *t, struct json *entry)
{
    struct json_iter it = json_iter(entry);

    if (json_type(entry) == JSON_ARR)
        add_list(t, entry);
    while (json_type(entry) == JSON_OBJ && t->left > 0 && json_next(&it))
        add_field(t, it.key, it.value);
}

/* What an entry that adds nothing took is given back: a form may have half a million of them. */
static enum status read_entry(struct ctx *cx, struct target *t, struct str text)
{
    struct arena_mark mark = arena_mark(cx->arena);
    size_t left = t->left;
    struct json_doc *form;

    TRY(json_parse(cx, text, &form, NULL));
    add_entry(t, json_root(form));
    if (t->left == left)
        arena_rewind(cx->arena, mark);
    return OK;
}

void form_data_to_event(struct ctx *cx, struct json_doc *doc, struct str text)
{
    struct json *root = json_root(doc);
    struct target t = { doc, json_get(root, S("extra")), FORM_FIELDS };

    if (json_type(root) != JSON_OBJ)
        return;
    if (json_type(t.extra) != JSON_OBJ) {
        t.extra = json_new_obj(doc);
        json_set(doc, root, S("extra"), t.extra);
    }
    for (text = str_trim(text); text.len > 0 && t.left > 0;) {
        struct str entry = json_first(text);
        if (read_entry(cx, &t, entry) != OK) {
            err_clear(&cx->err);
            return;
        }
        text = str_trim(str_from(text, entry.len));
    }
}
