/* rate_limit_api.h - routes of the limits. */
#ifndef FEATURE_RATE_LIMIT_RATE_LIMIT_API_H
#define FEATURE_RATE_LIMIT_RATE_LIMIT_API_H

#include "core/router.h"

extern const struct route rate_limit_routes[];

#endif
