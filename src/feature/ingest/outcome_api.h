/* outcome_api.h - what became of what was sent, on the wire. */
#ifndef FEATURE_INGEST_OUTCOME_API_H
#define FEATURE_INGEST_OUTCOME_API_H

#include "core/router.h"

extern const struct field outcomes_fields[];
extern const struct route_query outcomes_query[];
route_handler outcomes_get;

#endif
