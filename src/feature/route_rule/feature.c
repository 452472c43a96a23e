#include "base/base.h"

#include "core/feature.h"
#include "feature/route_rule/route_rule.h"
#include "feature/route_rule/route_rule_api.h"

const struct feature feature_route_rule = {
    .name = "route_rule",
    .routes = route_rule_routes,
    .params = route_rule_params,
};
