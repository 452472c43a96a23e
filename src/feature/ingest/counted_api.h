/* counted_api.h - doors for spans and logs of OpenTelemetry and network error logs: their
 * handlers, for the route table. */
#ifndef FEATURE_INGEST_COUNTED_API_H
#define FEATURE_INGEST_COUNTED_API_H

#include "core/router.h"

route_handler spans_post;
route_handler logs_post;
route_handler nel_post;

#endif
