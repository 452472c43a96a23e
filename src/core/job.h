/* core/job.h - what runs later or on a clock.
 *
 * Jobs with every_s run once per period in the whole cluster (a lease in the table
 * job_state). Others are asked for by name (job_enqueue, in the caller's
 * transaction) and tried `attempts` times with backoff; then they are parked and
 * stay visible. Jobs with is_due look after work that lies in a table of its own and leases
 * each piece itself (core/outbox.h): they run while there is some. A job gets its own arena
 * and database handle; it never runs inside a request or a transaction of somebody else. */
#ifndef CORE_JOB_H
#define CORE_JOB_H

#include "base/base.h"

struct ctx;
struct db_store;
struct feature;

struct job {
    const char *name;
    enum status (*run)(struct ctx *cx, struct str argument); /* JSON, absent for clock jobs */
    unsigned every_s;   /* 0 = only when asked for */
    unsigned timeout_s; /* lease                   */
    unsigned attempts;
    bool (*is_due)(struct ctx *cx); /* asked every second: is there something to do?    */
    unsigned at_once;               /* with is_due: runs in this process at most        */
    bool forgets; /* what is old, on a clock: does nothing in the first run after the clock has
                     jumped ahead by a day or more (the program may also have been off)      */
};

NODISCARD enum status job_enqueue(struct ctx *cx, const char *name, struct str argument,
                                  int64_t due_ms);

/* Starts scheduler and workers. */
NODISCARD enum status job_start(struct ctx *cx, struct db_store *store,
                                const struct feature *const *features, unsigned workers);
/* Lets running jobs end (up to deadline_ms). */
void job_stop(int64_t deadline_ms);
/* Runs one job now, in this thread: tests and `gosnag debug job NAME`. */
NODISCARD enum status job_run_now(struct ctx *cx, const char *name, struct str argument);

#endif
