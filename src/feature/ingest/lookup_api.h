/* lookup_api.h - why is my event missing: what became of an event id. */
#ifndef FEATURE_INGEST_LOOKUP_API_H
#define FEATURE_INGEST_LOOKUP_API_H

#include "core/router.h"

extern const struct field lookup_fields[];
extern const struct route_query lookup_query[];
route_handler lookup_get;

#endif
