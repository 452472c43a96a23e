/* ingest.h - what the rest of the program may know about ingest. */
#ifndef FEATURE_INGEST_INGEST_H
#define FEATURE_INGEST_INGEST_H

#include "core/feature.h"

struct spool;

struct ingest_config {
    int64_t new_issues_per_hour; /* NEW_ISSUES_PER_HOUR, per project; 0 = no limit        */
    int64_t spool_max_bytes; /* SPOOL_MAX_BYTES                                     */
    int64_t rate_per_min;    /* INGEST_RATE_LIMIT_PER_MIN, per address; 0 = no limit */
};
const struct ingest_config *ingest_config(void);

/* The open spool; NULL before start and after stop. */
struct spool *ingest_spool(void);

extern const struct route ingest_routes[];
extern const struct route_param ingest_params[];
extern const struct feature feature_ingest;

/* Figures of /metrics. */
struct ingest_metrics {
    _Atomic int64_t requests;
    _Atomic int64_t refused;
    _Atomic int64_t events_accepted;
    _Atomic int64_t bytes_received;
};
extern struct ingest_metrics ingest_metrics;

#endif
