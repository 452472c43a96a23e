/* worker_api.h - /system/workers, /system/config: jobs on a clock, and the settings. */
#ifndef FEATURE_SYSTEM_WORKER_API_H
#define FEATURE_SYSTEM_WORKER_API_H

#include "core/request.h"

extern const struct field workers_fields[];
extern const struct field worker_asked_fields[];
extern const struct field settings_fields[];

route_handler workers_get;
route_handler worker_run_post;
route_handler settings_get;

#endif
