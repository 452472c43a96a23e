#include "base/base.h"

#include "base/ctx.h"
#include "base/id.h"
#include "base/str.h"
#include "core/request.h"
#include "feature/project/project.h"
#include "feature/project/project_sql.h"

static void set_project(struct request *rq, int64_t id, struct str uuid, struct str slug)
{
    rq->project_id = id;
    rq->project_uuid = uuid;
    rq->project_slug = slug;
}

/* {project}: a number, a uuid, or a slug of today or before. */
static enum status project_resolve(struct ctx *cx, struct request *rq, struct str text)
{
    struct q_project_by_number_row by_number;
    struct q_project_by_uuid_row by_uuid;
    struct q_project_by_slug_row by_slug;
    struct str uuid;
    int64_t number;
    bool found;

    if (str_i64(text, &number)) {
        TRY(q_project_by_number(cx, &(struct q_project_by_number_args){ .id = number }, &by_number,
                                &found));
        if (found)
            set_project(rq, by_number.id, by_number.uuid, by_number.slug);
    } else if (uuid_parse(cx->arena, text, &uuid)) {
        TRY(q_project_by_uuid(cx, &(struct q_project_by_uuid_args){ .uuid = uuid }, &by_uuid,
                              &found));
        if (found)
            set_project(rq, by_uuid.id, by_uuid.uuid, by_uuid.slug);
    } else {
        TRY(q_project_by_slug(cx, &(struct q_project_by_slug_args){ .slug = text }, &by_slug,
                              &found));
        if (found)
            set_project(rq, by_slug.id, by_slug.uuid, by_slug.slug);
    }
    return found ? OK : fail(cx, E_MISSING, "no such project");
}

const struct route_param project_params[] = { { "project", project_resolve }, { 0 } };
