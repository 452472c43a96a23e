#include "base/base.h"

#include "core/feature.h"
#include "feature/release/deploy.h"

const struct feature feature_release = {
    .name = "release",
    .routes = release_routes,
};
