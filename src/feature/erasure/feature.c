#include "base/base.h"

#include "feature/erasure/erasure.h"

enum { EVERY_S = 10, TIMEOUT_S = 120 };

static const struct job erasure_jobs[] = {
    { "erasure.run", erasure_run, .every_s = EVERY_S, .timeout_s = TIMEOUT_S },
    { 0 },
};

const struct feature feature_erasure = {
    .name = "erasure",
    .routes = erasure_routes,
    .jobs = erasure_jobs,
};
