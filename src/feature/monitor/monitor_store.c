#include "base/base.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/str.h"
#include "core/job.h"
#include "core/tx.h"
#include "feature/monitor/monitor_int.h"

enum status monitor_load(struct ctx *cx, int64_t project_id, int64_t id, struct monitor *out,
                         bool *found)
{
    struct q_monitor_get_args args = { project_id, id };

    *out = (struct monitor){ .project_id = project_id };
    TRY(q_monitor_get(cx, &args, &out->row, found));
    if (*found && !schedule_parse(cx->arena, out->row.schedule_kind, out->row.schedule,
                                  out->row.timezone, &out->schedule))
        return fail(cx, E_INTERNAL, "a stored schedule is none");
    return OK;
}

enum status monitor_load_slug(struct ctx *cx, int64_t project_id, struct str slug,
                              struct monitor *out, bool *found)
{
    struct q_monitor_by_slug_row row;

    TRY(q_monitor_by_slug(cx, &(struct q_monitor_by_slug_args){ project_id, slug }, &row, found));
    return *found ? monitor_load(cx, project_id, row.id, out, found) : OK;
}

enum status monitor_create(struct ctx *cx, int64_t project_id, struct str slug,
                           const struct monitor_config *config, struct monitor *out)
{
    struct q_monitor_count_row count;
    struct q_monitor_project_row project;
    int64_t changed = 0;
    bool found;

    TRY(q_monitor_project(cx, &(struct q_monitor_project_args){ project_id }, &project, &found));
    if (!found)
        return fail(cx, E_MISSING, "the project is gone");
    TRY(q_monitor_count(cx, &(struct q_monitor_count_args){ project_id }, &count));
    if (count.n >= MONITORS_MAX)
        return fail_at(cx, E_CONFLICT, (struct err_where){ "too_many", NULL },
                       "a project may have %d monitors", MONITORS_MAX);
    struct q_monitor_insert_args args = {
        .project_id = project_id,
        .id = (int64_t)(random_u64() >> 1),
        .slug = slug,
        .name = slug,
        .schedule_kind = config->schedule_kind,
        .schedule = config->schedule,
        .timezone = config->timezone,
        .margin_min = config->margin_min,
        .max_runtime_min = config->max_runtime_min,
        .failure_threshold = config->failure_threshold,
        .recovery_threshold = config->recovery_threshold,
        .note = config->note,
        .now_ms = cx->now_ms,
    };
    TRY(q_monitor_insert(cx, &args, &changed)); /* another process may have been faster */
    TRY(monitor_load_slug(cx, project_id, slug, out, &found));
    return found ? OK : fail(cx, E_BUSY, "a monitor cannot be read back");
}

/* Locks its environments one by one; rare, so the order of locks does not matter: who
 * meets another in a circle is tried again. */
static enum status expect_all_anew(struct ctx *cx, const struct monitor *m)
{
    struct q_monitor_environments_args args = { m->project_id, m->row.id,
                                                MONITOR_ENVIRONMENTS_MAX };
    struct q_monitor_environments_row *rows;
    size_t n;

    TRY(q_monitor_environments(cx, &args, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        struct monitor_environment e;
        bool found;
        TRY(monitor_environment_load(cx, m, rows[i].environment_id, &e, &found));
        if (!found)
            continue;
        monitor_expect_anew(m, &e, cx->now_ms);
        TRY(monitor_environment_write(cx, &e));
    }
    return OK;
}

enum status monitor_write(struct ctx *cx, struct monitor *m, bool is_expected_anew)
{
    struct q_monitor_update_args args = {
        .project_id = m->project_id,
        .id = m->row.id,
        .name = m->row.name,
        .schedule_kind = m->row.schedule_kind,
        .schedule = m->row.schedule,
        .timezone = m->row.timezone,
        .margin_min = m->row.margin_min,
        .max_runtime_min = m->row.max_runtime_min,
        .failure_threshold = m->row.failure_threshold,
        .recovery_threshold = m->row.recovery_threshold,
        .note = m->row.note,
        .is_enabled = m->row.is_enabled,
        .is_muted = m->row.is_muted,
        .now_ms = cx->now_ms,
    };

    TRY(q_monitor_update(cx, &args));
    return is_expected_anew ? expect_all_anew(cx, m) : OK;
}

static bool set_text(struct str *to, struct str from)
{
    bool differs = !str_eq(*to, from);

    *to = from;
    return differs;
}

static bool set_number(int64_t *to, int64_t from)
{
    bool differs = *to != from;

    *to = from;
    return differs;
}

enum status monitor_configure(struct ctx *cx, struct monitor *m,
                              const struct monitor_config *config)
{
    bool is_other_time = false;
    bool differs = set_text(&m->row.note, config->note);

    if (!str_is_null(config->schedule_kind)) { /* else what it had stays */
        is_other_time |= set_text(&m->row.schedule_kind, config->schedule_kind);
        is_other_time |= set_text(&m->row.schedule, config->schedule);
        is_other_time |= set_text(&m->row.timezone, config->timezone);
        is_other_time |= set_number(&m->row.margin_min, config->margin_min);
        differs |= set_number(&m->row.max_runtime_min, config->max_runtime_min);
        differs |= set_number(&m->row.failure_threshold, config->failure_threshold);
        differs |= set_number(&m->row.recovery_threshold, config->recovery_threshold);
    }
    if (!differs && !is_other_time)
        return OK;
    if (!schedule_parse(cx->arena, m->row.schedule_kind, m->row.schedule, m->row.timezone,
                        &m->schedule))
        return fail(cx, E_INTERNAL, "a checked schedule is none");
    return monitor_write(cx, m, is_other_time);
}

enum status monitor_remove(struct ctx *cx, int64_t project_id, int64_t id)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    int64_t changed = 0;

    TRY(tx_begin(cx, &tx));
    TRY(q_monitor_delete(cx, &(struct q_monitor_delete_args){ project_id, id }, &changed));
    if (changed == 0)
        return fail(cx, E_MISSING, "no such monitor");
    TRY(q_monitor_delete_environments(
        cx, &(struct q_monitor_delete_environments_args){ project_id, id }));
    struct str argument = str_printf(cx->arena, "{\"project\":%lld,\"monitor\":\"%lld\"}",
                                     (long long)project_id, (long long)id);
    TRY(job_enqueue(cx, "monitor.forget", argument, cx->now_ms));
    return tx_commit(&tx);
}

enum status monitor_environment_load(struct ctx *cx, const struct monitor *m,
                                     int64_t environment_id, struct monitor_environment *out,
                                     bool *found)
{
    *out = (struct monitor_environment){ .project_id = m->project_id,
                                         .monitor_id = m->row.id,
                                         .environment_id = environment_id };
    struct q_monitor_environment_take_args args = { m->project_id, m->row.id, environment_id };
    return q_monitor_environment_take(cx, &args, &out->row, found);
}

enum status monitor_environment_write(struct ctx *cx, const struct monitor_environment *e)
{
    struct q_monitor_environment_set_args args = {
        .project_id = e->project_id,
        .monitor_id = e->monitor_id,
        .environment_id = e->environment_id,
        .status = e->row.status,
        .seq = e->row.seq,
        .ok_seq = e->row.ok_seq,
        .failed_seq = e->row.failed_seq,
        .incident_seq = e->row.incident_seq,
        .failures = e->row.failures,
        .successes = e->row.successes,
        .last_ms = e->row.last_ms,
        .expected_ms = e->row.expected_ms,
        .late_ms = e->row.late_ms,
        .missed_ms = e->row.missed_ms,
    };

    return q_monitor_environment_set(cx, &args);
}

enum status monitor_run_add(struct ctx *cx, struct monitor_environment *e,
                            const struct monitor_run *run)
{
    e->row.seq++;
    struct q_check_in_insert_args args = {
        .project_id = e->project_id,
        .monitor_id = e->monitor_id,
        .environment_id = e->environment_id,
        .seq = e->row.seq,
        .check_in_id = str_make((const char *)run->check_in_id.b, EVENT_ID_BYTES),
        .status = run->status,
        .is_late = run->is_late,
        .expected_ms = run->expected_ms,
        .started_ms = run->started_ms,
        .finished_ms = run->finished_ms,
        .duration_ms = run->duration_ms,
        .timeout_ms = run->timeout_ms,
        .release = run->release,
    };
    TRY(q_check_in_insert(cx, &args));
    if (e->row.seq <= MONITOR_RUNS_KEPT)
        return OK;
    struct q_check_in_forget_args old = { e->project_id, e->monitor_id, e->environment_id,
                                          e->row.seq - MONITOR_RUNS_KEPT };
    return q_check_in_forget(cx, &old);
}

enum status monitor_act(struct ctx *cx, const struct monitor_environment *e,
                        enum monitor_action action, int64_t seq)
{
    static const char *const jobs[] = {
        [MONITOR_REPORT] = "monitor.report", [MONITOR_RECOVER] = "monitor.recover"
    };

    if (action == MONITOR_NOTHING)
        return OK;
    /* Numbers as text: a JSON number holds 53 bits only. */
    struct str argument = str_printf(
        cx->arena, "{\"project\":%lld,\"monitor\":\"%lld\",\"environment\":%lld,\"run\":%lld}",
        (long long)e->project_id, (long long)e->monitor_id, (long long)e->environment_id,
        (long long)seq);
    return job_enqueue(cx, jobs[action], argument, cx->now_ms);
}
