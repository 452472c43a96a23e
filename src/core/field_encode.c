/* Struct → JSON object, by a field table. */
#include "base/base.h"

#include "core/field.h"

#include "base/str.h"
#include "port/jsonw.h"

static bool is_absent(const struct field *row, const void *at)
{
    switch (row->kind) {
    case FIELD_KIND_STR:
    case FIELD_KIND_JSON:
        return str_is_null(*(const struct str *)at);
    case FIELD_KIND_OPT_STR:
        return !((const struct opt_str *)at)->set;
    case FIELD_KIND_OPT_BOOL:
        return !((const struct opt_bool *)at)->set;
    case FIELD_KIND_OPT_I64:
        return !((const struct opt_i64 *)at)->set;
    case FIELD_KIND_TIME:
        return *(const int64_t *)at == 0;
    case FIELD_KIND_LIST:
        return ((const struct field_list *)at)->items == NULL;
    case FIELD_KIND_STR_LIST:
        return ((const struct str_list *)at)->items == NULL;
    case FIELD_KIND_I64_LIST:
        return ((const struct i64_list *)at)->items == NULL;
    default:
        return false;
    }
}

static void encode_list(struct jsonw *w, const struct field *row, const void *at)
{
    const struct field_list *list = at;
    jsonw_arr(w);
    for (size_t i = 0; i < list->n; i++)
        field_encode(w, row->sub, (const char *)list->items + i * row->sub_size);
    jsonw_end(w);
}

static void encode_plain_list(struct jsonw *w, const struct field *row, const void *at)
{
    jsonw_arr(w);
    if (row->kind == FIELD_KIND_STR_LIST) {
        const struct str_list *list = at;
        for (size_t i = 0; i < list->n; i++)
            jsonw_str(w, list->items[i]);
    } else {
        const struct i64_list *list = at;
        for (size_t i = 0; i < list->n; i++)
            jsonw_i64(w, list->items[i]);
    }
    jsonw_end(w);
}

static void encode_optional(struct jsonw *w, const struct field *row, const void *at)
{
    if (is_absent(row, at))
        jsonw_null(w);
    else if (row->kind == FIELD_KIND_OPT_STR)
        jsonw_str(w, ((const struct opt_str *)at)->value);
    else if (row->kind == FIELD_KIND_OPT_BOOL)
        jsonw_bool(w, ((const struct opt_bool *)at)->value);
    else
        jsonw_i64(w, ((const struct opt_i64 *)at)->value);
}

static void encode_value(struct jsonw *w, const struct field *row, const void *at)
{
    switch (row->kind) {
    case FIELD_KIND_STR:
        jsonw_str(w, *(const struct str *)at);
        return;
    case FIELD_KIND_OPT_STR:
    case FIELD_KIND_OPT_BOOL:
    case FIELD_KIND_OPT_I64:
        encode_optional(w, row, at);
        return;
    case FIELD_KIND_BOOL:
        jsonw_bool(w, *(const bool *)at);
        return;
    case FIELD_KIND_I64:
        jsonw_i64(w, *(const int64_t *)at);
        return;
    case FIELD_KIND_F64:
        jsonw_f64(w, *(const double *)at);
        return;
    case FIELD_KIND_TIME:
        if ((row->flags & FIELD_WHOLE) != 0)
            jsonw_time0(w, *(const int64_t *)at);
        else
            jsonw_time(w, *(const int64_t *)at);
        return;
    case FIELD_KIND_JSON:
        jsonw_raw(w, *(const struct str *)at);
        return;
    case FIELD_KIND_OBJECT:
        field_encode(w, row->sub, at);
        return;
    case FIELD_KIND_LIST:
        encode_list(w, row, at);
        return;
    case FIELD_KIND_STR_LIST:
    case FIELD_KIND_I64_LIST:
        encode_plain_list(w, row, at);
        return;
    case FIELD_KIND_END:
        break;
    }
    assert(false && "field without a kind");
}

/* Writes the members only, inside an object that the caller has open. */
static void field_encode_members(struct jsonw *w, const struct field *table, const void *in)
{
    for (const struct field *row = table; row->kind != FIELD_KIND_END; row++) {
        const void *at = (const char *)in + row->offset;
        if ((row->flags & FIELD_OMIT) != 0 && is_absent(row, at))
            continue;
        jsonw_key(w, str_c(row->name));
        encode_value(w, row, at);
    }
}

void field_encode(struct jsonw *w, const struct field *table, const void *in)
{
    jsonw_obj(w);
    field_encode_members(w, table, in);
    jsonw_end(w);
}
