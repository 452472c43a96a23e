#include "base/base.h"
#include "feature/event/event_int.h"

#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "port/json.h"

enum {
    CRUMB_NAME_CHARS = 128,
    CRUMB_MESSAGE_CHARS = 4096,
    CRUMB_DATA_BYTES = 8 << 10,
};

/* What is not an object is kept under `value` (§9.5). */
static struct json *normalize_crumb_data(struct normal *n, struct json *v)
{
    if (json_type(v) == JSON_OBJ)
        return normalize_free(n, v, CRUMB_DATA_BYTES);
    struct json *wrapped = json_new_obj(n->doc);
    struct str text = json_str(v);
    if (json_type(v) == JSON_STR)
        json_set(n->doc, wrapped, S("value"), json_new_str_ref(n->doc, text));
    else
        json_set(n->doc, wrapped, S("value"), normalize_text(n, v, CRUMB_DATA_BYTES, TEXT_ANY));
    return normalize_free(n, wrapped, CRUMB_DATA_BYTES);
}

static struct json *normalize_crumb_level(struct normal *n, struct json *v)
{
    enum event_level level;
    if (!event_level_parse(json_scalar_text(v, false), &level))
        return normalize_invalid(n, v, "invalid_data");
    struct str name = str_c(event_level_name(level));
    return str_eq(json_str(v), name) ? v : json_new_str_ref(n->doc, name);
}

static const struct member crumb_rows[] = {
    { S("timestamp"), MEMBER_FN, 0, normalize_time_value },
    { S("type"), MEMBER_NAME, CRUMB_NAME_CHARS, NULL },
    { S("ty"), MEMBER_NAME, CRUMB_NAME_CHARS, NULL },
    { S("category"), MEMBER_NAME, CRUMB_NAME_CHARS, NULL },
    { S("level"), MEMBER_FN, 0, normalize_crumb_level },
    { S("message"), MEMBER_ANY_TEXT, CRUMB_MESSAGE_CHARS, NULL },
    { S("data"), MEMBER_FN, 0, normalize_crumb_data },
    { S("event_id"), MEMBER_SCALAR, 0, NULL },
    { S("origin"), MEMBER_NAME, CRUMB_NAME_CHARS, NULL },
};
static const struct member_table crumb_table = MEMBER_TABLE(crumb_rows);

/* Old SDKs call it `ty`. */
static void rename_type(struct json *v, struct normal *n)
{
    struct str old = json_str(json_get(v, S("ty")));

    if (str_is_null(old))
        return;
    (void)json_remove(v, S("ty"));
    if (json_is_null(json_get(v, S("type"))))
        json_set(n->doc, v, S("type"), json_new_str_ref(n->doc, old));
}

static struct json *normalize_crumb(struct normal *n, struct json *v)
{
    normalize_members(n, v, &crumb_table);
    rename_type(v, n);
    return v;
}

struct json *normalize_breadcrumbs(struct normal *n, struct json *v)
{
    static const struct values_rule rule = { normalize_crumb, LIMIT_BREADCRUMBS, 0 };
    return normalize_values(n, v, &rule);
}
