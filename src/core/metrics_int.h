/* metrics_int.h - what the engine itself counts (rows in exchange.c). */
#ifndef CORE_METRICS_INT_H
#define CORE_METRICS_INT_H

#include "core/metrics.h"

extern const struct metric core_metrics[];

#endif
