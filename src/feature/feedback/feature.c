#include "base/base.h"

#include "feature/feedback/feedback_int.h"

const struct feature feature_feedback = {
    .name = "feedback",
    .routes = feedback_routes,
    .params = feedback_params,
    .jobs = feedback_jobs,
    .items = feedback_items,
};
