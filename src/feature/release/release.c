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
