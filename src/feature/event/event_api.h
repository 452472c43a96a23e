/* event_api.h - where an accepted event is, on the wire. */
#ifndef FEATURE_EVENT_EVENT_API_H
#define FEATURE_EVENT_EVENT_API_H

#include "core/router.h"

extern const struct route event_routes[];

#endif
