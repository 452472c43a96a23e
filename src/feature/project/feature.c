#include "base/base.h"

#include "core/feature.h"
#include "feature/project/project.h"
#include "feature/project/project_api.h"
#include "feature/project/project_int.h"

const struct feature feature_project = {
    .name = "project",
    .settings = project_settings,
    .routes = project_routes,
    .params = project_params,
};
