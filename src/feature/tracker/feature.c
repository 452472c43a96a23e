#include "base/base.h"

#include "core/feature.h"
#include "feature/tracker/tracker_int.h"

enum { POLL_EVERY_S = 60, POLL_TIMEOUT_S = 120 };

static const struct job jobs[] = {
    { "tracker.poll", tracker_poll, .every_s = POLL_EVERY_S, .timeout_s = POLL_TIMEOUT_S },
    { "tracker.again", tracker_again, .every_s = POLL_EVERY_S, .timeout_s = POLL_TIMEOUT_S },
    { 0 },
};

const struct feature feature_tracker = {
    .name = "tracker",
    .routes = tracker_routes,
    .params = tracker_params,
    .jobs = jobs,
    .wants_event = tracker_wants_event,
    .after_event = tracker_after_event,
    .after_note = tracker_after_note,
    .channels = tracker_outbox,
    .rules = tracker_kinds,
};
