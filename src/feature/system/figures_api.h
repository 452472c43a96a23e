/* figures_api.h - /system/summary, /rates, /storage: what an operator looks at. */
#ifndef FEATURE_SYSTEM_FIGURES_API_H
#define FEATURE_SYSTEM_FIGURES_API_H

#include "core/request.h"

extern const struct field summary_fields[];
extern const struct field rates_fields[];
extern const struct field storage_fields[];
extern const struct route_query rates_query[];

route_handler summary_get;
route_handler rates_get;
route_handler storage_get;

/* Tells the topic `system` how this process fares, when somebody listens. */
void figures_pulse(struct ctx *cx);
/* When the program started; set once, before threads start. */
void figures_started(int64_t now_ms);

#endif
