#include "base/base.h"

#include "feature/minidump/minidump_feature.h"

const struct feature feature_minidump = {
    .name = "minidump",
    .routes = minidump_routes,
};
