/* quarantine_api.h - what could not be digested, for admins: handlers, for the route
 * table. */
#ifndef FEATURE_INGEST_QUARANTINE_API_H
#define FEATURE_INGEST_QUARANTINE_API_H

#include "core/router.h"

extern const struct field quarantine_fields[];
extern const struct route_query quarantine_query[];
route_handler quarantine_get;
route_handler quarantine_retry_post;
route_handler quarantine_delete;

#endif
