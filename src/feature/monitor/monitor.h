/* monitor.h - cron monitors: jobs of the customer that report when they run.
 *
 * A monitor has a slug in its project, a schedule (schedule.h) and, per environment, a
 * state. Jobs report by check-ins (check_in.h); the job "monitor.watch" notes runs that did
 * not come (missed: expected time and margin are over) or did not end (timeout). So many
 * failures one after the other open an issue per monitor and environment, so many
 * successes resolve it. Both are done by queued jobs, so that nothing is lost when the
 * program ends between: monitor_job.c.
 *
 * The newest MONITOR_RUNS_KEPT runs of each environment are kept, whatever comes in. */
#ifndef FEATURE_MONITOR_MONITOR_H
#define FEATURE_MONITOR_MONITOR_H

#include "core/feature.h"

extern const struct feature feature_monitor;

enum {
    MONITORS_MAX = 1000,            /* of a project                                   */
    MONITOR_ENVIRONMENTS_MAX = 100, /* of a monitor                                   */
    MONITOR_RUNS_KEPT = 2000,       /* of an environment: 33 hours of a run a minute  */
    MONITOR_SLUG_BYTES = 50,        /* sentry-ingest.md §13                           */
    MONITOR_MINUTES_MAX = 40320,    /* margin and run time: four weeks                */
    MONITOR_THRESHOLD_MAX = 720,
};

#endif
