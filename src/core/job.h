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

/* How the clock jobs fare in the cluster, and those with is_due in this process; by name. */
struct job_view {
    const struct job *job;
    int64_t due_ms;         /* 0 = whenever is_due says so                */
    int64_t lease_until_ms; /* runs until then at most; 0 = does not run  */
    struct str owner;       /* the process that has it, or had it last    */
    struct str host;        /* … its machine; absent when it has gone     */
    int64_t last_start_ms;  /* 0 = never                                  */
    int64_t last_end_ms;
    struct str last_error;  /* "" = it went well                          */
};
NODISCARD enum status job_views(struct ctx *cx, struct job_view **out, size_t *n);
/* What was asked for by name and waits. */
struct job_backlog {
    int64_t waiting;   /* capped at LIMIT_COUNT_TOTAL                        */
    int64_t parked;    /* failed too often; for people to look at; capped too */
    int64_t oldest_ms; /* asked for then; 0 = nothing waits                   */
};
NODISCARD enum status job_backlog(struct ctx *cx, struct job_backlog *out);
/* A clock job is due now, wherever in the cluster; it starts within a second or so.
 * E_MISSING: no such clock job. E_CONFLICT: it runs already. In the caller's transaction. */
NODISCARD enum status job_ask(struct ctx *cx, struct str name);
/* Looks at the clock jobs of the store anew instead of trusting what was read of them. */
void job_look_again(void);
#define JOBS_TOPIC "jobs" /* of cluster_tell: a clock job was asked for */

/* Starts scheduler and workers. */
NODISCARD enum status job_start(struct ctx *cx, struct db_store *store,
                                const struct feature *const *features, unsigned workers);
/* Lets running jobs end (up to deadline_ms). */
void job_stop(int64_t deadline_ms);
/* Runs one job now, in this thread: tests and `gosnag debug job NAME`. */
NODISCARD enum status job_run_now(struct ctx *cx, const char *name, struct str argument);

#endif
