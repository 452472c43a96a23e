#include "base/base.h"
#include "feature/release/release.h"

#include "base/ctx.h"
#include "base/id.h"
#include "feature/release/release_sql.h"

enum status release_touch(struct ctx *cx, int64_t project_id, struct str version,
                          struct release *out)
{
    struct q_release_get_row row;
    const struct q_release_get_args key = { .project_id = project_id, .version = version };
    bool found;

    TRY(q_release_get(cx, &key, &row, &found));
    if (!found) {
        struct q_release_insert_args args = { .uuid = uuid_new(cx->arena, cx->now_ms),
                                              .project_id = project_id,
                                              .version = version,
                                              .now_ms = cx->now_ms };
        TRY(q_release_insert(cx, &args));
        TRY(q_release_get(cx, &key, &row, &found));
    }
    if (!found)
        return fail(cx, E_BUSY, "the project is being deleted");
    *out = (struct release){ row.id, row.first_seen_ms };
    return OK;
}

enum status release_saw(struct ctx *cx, int64_t id)
{
    return q_release_saw(cx, &(struct q_release_saw_args){ .id = id, .now_ms = cx->now_ms });
}

enum status release_latest(struct ctx *cx, int64_t project_id, struct release_place *out,
                           bool *found)
{
    struct q_release_newest_row *rows;
    size_t n;

    TRY(q_release_newest(cx, &(struct q_release_newest_args){ .project_id = project_id }, &rows,
                         &n));
    *found = n > 0;
    for (size_t i = 0; i < n; i++) {
        struct release_place place = { rows[i].version, rows[i].id };
        if (i == 0 || release_compare(&place, out) > 0)
            *out = place;
    }
    return OK;
}

enum status release_next(struct ctx *cx, int64_t project_id, int64_t base_id,
                         struct release_place *out, bool *found)
{
    struct q_release_by_id_row base = { 0 };
    struct q_release_after_row *rows;
    bool has_base = false;
    size_t n;

    *found = false;
    TRY(q_release_by_id(cx, &(struct q_release_by_id_args){ project_id, base_id }, &base,
                        &has_base));
    TRY(q_release_after(cx, &(struct q_release_after_args){ project_id, base_id }, &rows, &n));
    for (size_t i = 0; i < n && !*found; i++) {
        struct release_place place = { rows[i].version, rows[i].id };
        struct release_place before = { base.version, base_id };
        *found = !has_base || release_compare(&place, &before) > 0;
        if (*found)
            *out = place;
    }
    return OK;
}

enum status release_place_of(struct ctx *cx, int64_t project_id, struct str version,
                             struct release_place *out)
{
    struct q_release_get_row row = { 0 };
    bool found = false;

    TRY(q_release_get(cx, &(struct q_release_get_args){ project_id, version }, &row, &found));
    *out = (struct release_place){ version, found ? row.id : 0 };
    return OK;
}

enum status release_before(struct ctx *cx, int64_t project_id, struct str version, struct str *out)
{
    struct q_release_before_row row = { 0 };
    struct release_place place;
    bool found = false;

    TRY(release_place_of(cx, project_id, version, &place));
    if (place.id != 0)
        TRY(q_release_before(cx, &(struct q_release_before_args){ project_id, place.id }, &row,
                             &found));
    *out = found ? row.version : (struct str){ 0 };
    return OK;
}

enum status environment_touch(struct ctx *cx, int64_t project_id, struct str name, int64_t *id)
{
    struct q_environment_get_row row;
    const struct q_environment_get_args key = { .project_id = project_id, .name = name };
    bool found;

    TRY(q_environment_get(cx, &key, &row, &found));
    if (!found) {
        struct q_environment_insert_args args = { .project_id = project_id, .name = name };
        TRY(q_environment_insert(cx, &args));
        TRY(q_environment_get(cx, &key, &row, &found));
    }
    if (!found)
        return fail(cx, E_BUSY, "the project is being deleted");
    *id = row.id;
    return OK;
}
