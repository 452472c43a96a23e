#include "base/base.h"
#include "feature/undo/undo_int.h"

const struct feature feature_undo = {
    .name = "undo",
    .routes = undo_routes,
    .params = undo_params,
    .jobs = undo_jobs,
    .works = undo_works,
};
