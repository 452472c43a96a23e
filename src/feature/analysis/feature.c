#include "base/base.h"

#include "feature/analysis/analysis_int.h"

const struct feature feature_analysis = {
    .name = "analysis",
    .routes = analysis_routes,
};
