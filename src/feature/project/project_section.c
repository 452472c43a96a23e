#include "base/base.h"

#include "feature/project/project_section.h"

#include "base/buf.h"
#include "base/ctx.h"
#include "base/log.h"
#include "base/str.h"
#include "port/json.h"
#include "port/jsonw.h"

/* --- JSON and structs ---------------------------------------------------------------- */

struct str project_section_text(struct ctx *cx, const struct section *section, const void *value)
{
    struct buf b;
    struct jsonw w;

    buf_init(&b, cx->arena, SECTION_BYTES);
    jsonw_init(&w, &b);
    field_encode(&w, section->fields, value);
    return buf_is_full(&b) ? (struct str){ 0 } : buf_str(&b);
}

/* Members of from join doc's root, but for those the section does not know. */
static void lay_over(const struct section *section, struct json_doc *doc, struct json *from)
{
    struct json_iter it = json_iter(from);

    while (json_next(&it)) {
        const struct field *row = section->fields;
        while (row->kind != FIELD_KIND_END && !str_eq_fold(str_c(row->name), it.key))
            row++;
        struct json *v = it.value;
        if (row->kind == FIELD_KIND_END || json_is_null(v))
            continue;
        json_iter_remove(&it);
        json_set(doc, json_root(doc), str_c(row->name), v);
    }
}

static enum status parse_object(struct ctx *cx, struct str text, struct json **out)
{
    struct json_doc *doc;

    TRY(json_parse(cx, text, &doc, NULL));
    *out = json_root(doc);
    return json_type(*out) == JSON_OBJ
               ? OK
               : fail_at(cx, E_INVALID, (struct err_where){ "invalid", NULL },
                         "the body must be a JSON object");
}

enum status project_section_merge(struct ctx *cx, const struct section *section,
                                  const struct str *layers, size_t n, void *out)
{
    struct json_doc *doc;
    struct json *from;

    TRY(json_parse(cx, project_section_text(cx, section, section->defaults), &doc, NULL));
    for (size_t i = 0; i < n; i++) {
        if (str_is_null(layers[i]))
            continue;
        TRY(parse_object(cx, layers[i], &from));
        lay_over(section, doc, from);
    }
    memset(out, 0, section->size);
    return field_decode(cx, section->fields, json_root(doc), out);
}

enum status project_section_read(struct ctx *cx, const struct section *section, struct str body,
                                 void *out)
{
    return project_section_merge(cx, section, &body, 1, out);
}

enum status project_section_tidy(struct ctx *cx, const char *field, struct str_list *list,
                                 size_t max_bytes)
{
    size_t n = 0;

    for (size_t i = 0; i < list->n; i++) {
        struct str text = str_trim(list->items[i]);
        if (text.len > max_bytes)
            return fail_at(cx, E_INVALID, (struct err_where){ "invalid", field },
                           "each of %s may have %zu bytes", field, max_bytes);
        if (text.len > 0)
            list->items[n++] = text;
    }
    list->n = n;
    return OK;
}

/* --- decoded, in memory ---------------------------------------------------------------- */

/* Settings that cannot be read are those of a newer program: the defaults hold. */
static const void *decode(struct ctx *cx, const struct section *section, int64_t project_id,
                          struct str body)
{
    void *settings = arena_alloc(cx->arena, section->size);

    if (project_section_read(cx, section, body, settings) == OK &&
        (section->ready == NULL || section->ready(cx, settings) == OK))
        return settings;
    LOG(WARN, "section.unreadable", K_STR("section", section->name), K_I64("project", project_id),
        K_CZ("why", cx->err.text));
    err_clear(&cx->err);
    return NULL;
}

const void *project_section_now(struct ctx *cx, const struct section *section, int64_t project_id)
{
    struct project_section found;

    return project_section_find(project_id, section->name, cx->arena, &found)
               ? decode(cx, section, project_id, found.body)
               : NULL;
}

static void refresh(const struct section *section, struct section_slot *slot, int64_t project_id,
                    uint64_t generation)
{
    struct project_section found = { 0 };

    if (slot->arena.name == NULL)
        arena_init(&slot->arena, "section", SECTION_CACHE_ARENA);
    struct arena_mark mark = arena_mark(&slot->arena);
    bool is_set = project_section_find(project_id, section->name, &slot->arena, &found);
    slot->generation = generation;
    if (slot->project_id == project_id && slot->version == found.version) {
        arena_rewind(&slot->arena, mark);
        return;
    }
    arena_reset(&slot->arena);
    is_set = is_set && project_section_find(project_id, section->name, &slot->arena, &found);
    slot->project_id = project_id;
    slot->version = is_set ? found.version : 0;
    struct ctx cx = { .arena = &slot->arena };
    slot->settings = is_set ? decode(&cx, section, project_id, found.body) : NULL;
}

const void *section_cache_get(struct section_cache *c, const struct section *section,
                              int64_t project_id)
{
    struct section_slot *slot = &c->slots[(uint64_t)project_id % SECTION_CACHE_SLOTS];
    uint64_t generation = project_sections_generation();

    if (slot->project_id != project_id || slot->generation != generation)
        refresh(section, slot, project_id, generation);
    return slot->settings;
}

void section_cache_release(struct section_cache *c)
{
    for (size_t i = 0; i < SECTION_CACHE_SLOTS; i++)
        arena_release(&c->slots[i].arena);
    memset(c->slots, 0, sizeof c->slots);
}
