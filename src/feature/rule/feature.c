#include "base/base.h"

#include "core/feature.h"
#include "feature/rule/rule_int.h"

const struct feature feature_rule = {
    .name = "rule",
    .wants_event = rule_wants_event,
    .stop = rule_stop,
    .jobs = rule_jobs,
    .after_event = rule_after_event,
    .after_note = rule_after_note,
};
