/* attempt_api.h - ingest attempts on the wire. */
#ifndef FEATURE_INGEST_ATTEMPT_API_H
#define FEATURE_INGEST_ATTEMPT_API_H

#include "core/router.h"

struct attempt;

/* Tells the live stream's topic attempts:{project}. */
void attempt_tell(struct ctx *cx, int64_t project_id, const struct attempt *a);
extern const struct field attempts_fields[];
route_handler attempts_get;

#endif
