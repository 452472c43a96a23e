/* inbound_api.h - routes of the inbound filters. */
#ifndef FEATURE_INBOUND_INBOUND_API_H
#define FEATURE_INBOUND_INBOUND_API_H

#include "core/router.h"

extern const struct route inbound_routes[];

#endif
