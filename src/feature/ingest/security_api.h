/* security_api.h - the door for browsers' reports about policies: its handler, for the
 * route table. */
#ifndef FEATURE_INGEST_SECURITY_API_H
#define FEATURE_INGEST_SECURITY_API_H

#include "core/router.h"

route_handler security_post;

#endif
