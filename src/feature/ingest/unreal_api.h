/* unreal_api.h - the door for crashes of the Unreal Engine (sentry-ingest.md §3), for the route
 * table. The container is not opened: it is kept as it came, as a file of an event titled
 * "Unreal crash". */
#ifndef FEATURE_INGEST_UNREAL_API_H
#define FEATURE_INGEST_UNREAL_API_H

#include "core/router.h"

route_handler unreal_post;

#endif
