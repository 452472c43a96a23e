/* grouping_api.h - routes of a project's grouping. */
#ifndef FEATURE_GROUPING_GROUPING_API_H
#define FEATURE_GROUPING_GROUPING_API_H

#include "core/router.h"

extern const struct route grouping_routes[];
extern const struct route_param grouping_params[];

#endif
