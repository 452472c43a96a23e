#include "base/base.h"

#include "core/feature.h"
#include "feature/tracker/tracker_int.h"

const struct feature feature_tracker = {
    .name = "tracker",
    .routes = tracker_routes,
    .params = tracker_params,
    .channels = tracker_outbox,
    .rules = tracker_kinds,
};
