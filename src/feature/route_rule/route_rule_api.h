/* route_rule_api.h - routes of a project's canonical routes. */
#ifndef FEATURE_ROUTE_RULE_ROUTE_RULE_API_H
#define FEATURE_ROUTE_RULE_ROUTE_RULE_API_H

#include "core/router.h"

extern const struct route route_rule_routes[];
extern const struct route_param route_rule_params[];

#endif
