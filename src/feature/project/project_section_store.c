#include "base/base.h"

#include "feature/project/project_section.h"

#include "base/ctx.h"
#include "base/str.h"
#include "feature/project/project_section_sql.h"

enum status project_section_load(struct ctx *cx, int64_t project_id, const struct section *section,
                                 struct project_section *out)
{
    struct q_project_section_get_row row = { 0 };
    bool found;

    TRY(q_project_section_get(cx, &(struct q_project_section_get_args){ project_id, section->name },
                              &row, &found));
    *out = (struct project_section){ row.version, found ? row.body : (struct str){ 0 } };
    return OK;
}

enum status project_section_take(struct ctx *cx, int64_t project_id, const struct section *section,
                                 struct project_section *out)
{
    struct q_project_section_lock_row row;
    bool found;

    TRY(q_project_section_lock(cx, &(struct q_project_section_lock_args){ project_id }, &row,
                               &found));
    if (!found)
        return fail(cx, E_MISSING, "no such project");
    return project_section_load(cx, project_id, section, out);
}

void project_section_set_version(const struct section *section, void *value, int64_t version)
{
    const struct field *row = section->fields;

    while (!str_eq(str_c(row->name), S("version")))
        row++;
    assert(row->kind == FIELD_KIND_OPT_I64);
    struct opt_i64 *at = (struct opt_i64 *)((char *)value + row->offset);
    *at = (struct opt_i64){ version, true };
}

enum status project_section_save(struct ctx *cx, int64_t project_id, const struct section *section,
                                 void *value, int64_t version)
{
    project_section_set_version(section, value, version);
    struct str body = project_section_text(cx, section, value);
    if (str_is_null(body))
        return fail_at(cx, E_TOO_LARGE, (struct err_where){ "invalid", NULL },
                       "a section of the settings may have %d bytes", SECTION_BYTES);
    return q_project_section_set(cx, &(struct q_project_section_set_args){ .project_id = project_id,
                                                                           .name = section->name,
                                                                           .version = version,
                                                                           .body = body,
                                                                           .now_ms = cx->now_ms });
}
