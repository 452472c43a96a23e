#include "base/base.h"

#include "base/ctx.h"
#include "base/log.h"
#include "base/str.h"
#include "core/feature.h"
#include "feature/project/project.h"
#include "feature/project/project_api.h"
#include "feature/project/project_int.h"
#include "feature/project/project_key.h"

static void project_stop(struct ctx *cx)
{
    if (cx->db != NULL && project_keys_write_used(cx) != OK)
        LOG(WARN, "keys.used_not_written", K_CZ("why", cx->err.text));
}

const struct feature feature_project = {
    .name = "project",
    .settings = project_settings,
    .routes = project_routes,
    .params = project_params,
    .hears = project_hears,
    .stop = project_stop,
};
