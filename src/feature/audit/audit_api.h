/* audit_api.h - the routes of this feature. */
#ifndef FEATURE_AUDIT_AUDIT_API_H
#define FEATURE_AUDIT_AUDIT_API_H

#include "core/router.h"

extern const struct route audit_routes[];

#endif
