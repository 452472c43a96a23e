#include "base/base.h"
#include "feature/work/work_int.h"

const struct feature feature_work = {
    .name = "work",
    .routes = work_routes,
    .params = work_params,
    .jobs = work_jobs,
};
