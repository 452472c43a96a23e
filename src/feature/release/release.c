#include "base/base.h"
#include "feature/release/release.h"

#include "base/ctx.h"
#include "base/id.h"
#include "feature/release/release_sql.h"

enum status release_touch(struct ctx *cx, int64_t project_id, struct str version,
                          struct release *out)
{
    struct q_release_upsert_row row;

    TRY(q_release_upsert(cx,
                         &(struct q_release_upsert_args){ .uuid = uuid_new(cx->arena, cx->now_ms),
                                                          .project_id = project_id,
                                                          .version = version,
                                                          .now_ms = cx->now_ms },
                         &row));
    *out = (struct release){ row.id, row.first_seen_ms };
    return OK;
}

enum status environment_touch(struct ctx *cx, int64_t project_id, struct str name, int64_t *id)
{
    struct q_environment_upsert_row row;

    TRY(q_environment_upsert(
        cx, &(struct q_environment_upsert_args){ .project_id = project_id, .name = name }, &row));
    *id = row.id;
    return OK;
}
