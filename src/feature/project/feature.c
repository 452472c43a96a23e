#include "base/base.h"

#include "core/feature.h"
#include "feature/project/project.h"

const struct feature feature_project = {
    .name = "project",
    .params = project_params,
};
