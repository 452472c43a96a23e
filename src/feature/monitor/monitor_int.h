/* monitor_int.h - what the files of this folder share. */
#ifndef FEATURE_MONITOR_MONITOR_INT_H
#define FEATURE_MONITOR_MONITOR_INT_H

#include "base/id.h"
#include "core/router.h"
#include "feature/monitor/monitor.h"
#include "feature/monitor/monitor_sql.h"
#include "feature/monitor/schedule.h"

struct arena;
struct ctx;
struct json;

/* --- configuration (monitor_config.c) --- */

/* What a check-in or a person may say about a monitor; texts are checked and bounded. */
struct monitor_config {
    struct str schedule_kind; /* absent = not said, or not understood: note says so */
    struct str schedule;
    struct str timezone;
    int64_t margin_min;
    int64_t max_runtime_min;
    int64_t failure_threshold;
    int64_t recovery_threshold;
    struct str note;
};

/* monitor_config of a check-in (sentry-ingest.md §13). What is missing or out of range is the
 * default or the nearest bound. Texts are copied into a. */
void monitor_config_read(struct arena *a, struct json *v, struct monitor_config *out);
/* Sets kind, schedule, timezone and note from these words, or the note alone. */
void monitor_config_schedule(struct arena *a, struct str kind, struct str schedule,
                             struct str timezone, struct monitor_config *out);
/* Cut at MONITOR_SLUG_BYTES, [a-z0-9_-] only; "" when nothing is left. */
struct str monitor_slug(struct arena *a, struct str name);

/* --- one monitor in one environment (monitor_state.c: rules without a store) --- */

struct monitor {
    int64_t project_id;
    struct q_monitor_get_row row;
    struct schedule schedule;
};

struct monitor_environment {
    int64_t project_id;
    int64_t monitor_id;
    int64_t environment_id;
    struct q_monitor_environment_take_row row;
};

/* What must be done outside the transaction. */
enum monitor_action { MONITOR_NOTHING, MONITOR_REPORT, MONITOR_RECOVER };

/* A run begins: which one was it that was expected, and when is the next? */
struct monitor_expectation {
    int64_t expected_ms; /* 0 = none was */
    bool is_late;        /* beyond the margin */
};
struct monitor_expectation monitor_run_starts(const struct monitor *m,
                                              struct monitor_environment *e, int64_t started_ms);
/* The expected run did not come: answers when it had been expected. */
int64_t monitor_run_missed(const struct monitor *m, struct monitor_environment *e, int64_t now_ms);
/* A run ended: status is "ok", "error", "missed" or "timeout". */
enum monitor_action monitor_run_ends(const struct monitor *m, struct monitor_environment *e,
                                     int64_t seq, struct str status);
/* The next run is expected anew from now on; none while the monitor is disabled. */
void monitor_expect_anew(const struct monitor *m, struct monitor_environment *e, int64_t now_ms);

/* --- store (monitor_store.c); all in the caller's transaction --- */

/* By its number; its schedule is ready to ask. */
NODISCARD enum status monitor_load(struct ctx *cx, int64_t project_id, int64_t id,
                                   struct monitor *out, bool *found);
NODISCARD enum status monitor_load_slug(struct ctx *cx, int64_t project_id, struct str slug,
                                        struct monitor *out, bool *found);
/* E_CONFLICT: the project has MONITORS_MAX already; E_MISSING: it is gone. name: the slug
 * stands in for "". */
NODISCARD enum status monitor_create(struct ctx *cx, int64_t project_id, struct str slug,
                                     const struct monitor_config *config, struct monitor *out);
/* Takes over what differs; runs are expected anew when the schedule or margin changed. */
NODISCARD enum status monitor_configure(struct ctx *cx, struct monitor *m,
                                        const struct monitor_config *config);
/* Writes m->row; every environment's next run is expected anew. */
NODISCARD enum status monitor_write(struct ctx *cx, struct monitor *m, bool is_expected_anew);
/* Its runs go by a job that is queued here. */
NODISCARD enum status monitor_remove(struct ctx *cx, int64_t project_id, int64_t id);

/* Reads and locks; found = false: there is none. */
NODISCARD enum status monitor_environment_load(struct ctx *cx, const struct monitor *m,
                                               int64_t environment_id,
                                               struct monitor_environment *out, bool *found);
NODISCARD enum status monitor_environment_write(struct ctx *cx,
                                                const struct monitor_environment *e);

struct monitor_run {
    struct event_id check_in_id;
    struct str status;
    bool is_late;
    int64_t expected_ms;
    int64_t started_ms;
    int64_t finished_ms;
    struct opt_i64 duration_ms;
    int64_t timeout_ms;
    struct str release;
};
/* As the environment's next run; older ones leave the ring. */
NODISCARD enum status monitor_run_add(struct ctx *cx, struct monitor_environment *e,
                                      const struct monitor_run *run);
/* Queues the job for what a run's end asks for; seq: the run. */
NODISCARD enum status monitor_act(struct ctx *cx, const struct monitor_environment *e,
                                  enum monitor_action action, int64_t seq);

/* --- check-ins (check_in.c, check_in_store.c) --- */

enum { CHECK_IN_BYTES = 100 << 10 };
/* CHECK_IN_MAX_BYTES, not more than CHECK_IN_BYTES. */
size_t check_in_bytes(void);

struct check_in {
    int64_t project_id;
    int64_t received_ms; /* its time: check-ins carry none of their own */
    struct str slug;
    struct str status; /* "in_progress", "ok", "error" */
    struct event_id id;
    bool is_latest; /* the newest run in progress, whatever its id */
    struct str environment;
    struct str release; /* "" = none */
    struct opt_i64 duration_ms;
    const struct monitor_config *config; /* NULL = not sent */
};

/* "in_progress", "ok", "error"; others are none. */
bool check_in_status_is_known(struct str status);
struct item_input;
NODISCARD enum status check_in_prepare(struct ctx *cx, const struct item_input *in, void **out);
NODISCARD enum status check_in_store(struct ctx *cx, void *const *items, size_t n,
                                     const char **outcomes);

/* Ends of runs whose monitor is not known yet (check_in_early.c); CHECK_IN_EARLY of them, each
 * for half a minute. Applying one twice does no harm: what has ended stays. NULL = none at i. */
enum { CHECK_IN_EARLY = 64 };
void check_in_early_hold(const struct check_in *c);
const struct check_in *check_in_early_at(size_t i, int64_t now_ms);

/* --- jobs (monitor_job.c) --- */

extern const struct job monitor_jobs[];

/* --- HTTP (monitor_api.c, cron_api.c) --- */

extern const struct route monitor_routes[];
extern const struct route_param monitor_params[];
route_handler cron_take;

#endif
