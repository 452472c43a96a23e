/* Check-ins in the digest's transaction: which monitor, which run, what follows. */
#include "base/base.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/map.h"
#include "base/str.h"
#include "feature/monitor/monitor_int.h"
#include "feature/release/release.h"

/* A check-in and where it belongs. */
struct placed {
    const struct check_in *c;
    size_t order;
    const struct monitor *monitor;
    int64_t environment_id;
    const char *dropped; /* why; NULL = it is not */
};

/* Made when it is not there and the check-in says how. */
static enum status make_monitor(struct ctx *cx, struct placed *p, struct monitor *m, bool *found)
{
    const struct check_in *c = p->c;

    if (c->config == NULL || str_is_null(c->config->schedule_kind)) {
        p->dropped = "unknown_monitor";
        check_in_early_hold(c);
        return OK;
    }
    enum status st = monitor_create(cx, c->project_id, c->slug, c->config, m);
    *found = st == OK;
    if (st != E_CONFLICT && st != E_MISSING)
        return st;
    p->dropped = st == E_CONFLICT ? "too_many_monitors" : "project_gone";
    err_clear(&cx->err);
    return OK;
}

static struct str monitor_key(struct ctx *cx, const struct check_in *c)
{
    return str_printf(cx->arena, "%lld:%.*s", (long long)c->project_id, FMT(c->slug));
}

/* Read once a batch; *out is NULL when there is none. A configuration is taken over. */
static enum status find_monitor(struct ctx *cx, struct map *monitors, struct placed *p,
                                struct monitor **out)
{
    const struct check_in *c = p->c;
    void **slot = map_at(monitors, monitor_key(cx, c));
    bool found = *slot != NULL;

    if (!found) {
        struct monitor *m = arena_new(cx->arena, struct monitor);
        TRY(monitor_load_slug(cx, c->project_id, c->slug, m, &found));
        if (!found)
            TRY(make_monitor(cx, p, m, &found));
        *slot = found ? m : NULL;
    }
    *out = *slot;
    return found && c->config != NULL ? monitor_configure(cx, *out, c->config) : OK;
}

static enum status add_environment(struct ctx *cx, const struct monitor *m, int64_t environment_id,
                                   bool *found)
{
    struct q_monitor_environment_add_args args = { m->project_id, m->row.id, environment_id };
    struct q_monitor_environment_count_row count;

    TRY(q_monitor_environment_count(
        cx, &(struct q_monitor_environment_count_args){ m->project_id, m->row.id }, &count));
    *found = count.n < MONITOR_ENVIRONMENTS_MAX;
    return *found ? q_monitor_environment_add(cx, &args) : OK;
}

/* --- which run ------------------------------------------------------------------ */

/* A run that is known; seq 0 = it is not. */
struct known_run {
    int64_t seq;
    struct q_check_in_get_row row;
};

static enum status find_run(struct ctx *cx, const struct monitor_environment *e,
                            const struct check_in *c, struct known_run *run)
{
    struct q_check_in_latest_open_args open = { e->project_id, e->monitor_id, e->environment_id };
    struct q_check_in_by_id_args by_id = { e->project_id, e->monitor_id, e->environment_id,
                                           str_make((const char *)c->id.b, EVENT_ID_BYTES) };
    struct q_check_in_latest_open_row open_row = { 0 };
    struct q_check_in_by_id_row row = { 0 };
    bool found = false;

    run->seq = 0;
    if (c->is_latest && !str_eq(c->status, S("in_progress")))
        TRY(q_check_in_latest_open(cx, &open, &open_row, &found));
    else if (!c->is_latest)
        TRY(q_check_in_by_id(cx, &by_id, &row, &found));
    if (!found)
        return OK;
    int64_t at = c->is_latest ? open_row.seq : row.seq;
    struct q_check_in_get_args args = { e->project_id, e->monitor_id, e->environment_id, at };
    TRY(q_check_in_get(cx, &args, &run->row, &found));
    if (found)
        run->seq = at;
    return OK;
}

static int64_t timeout_of(const struct monitor *m, int64_t now_ms)
{
    return now_ms + m->row.max_runtime_min * MS_PER_MINUTE;
}

static enum status write_run(struct ctx *cx, const struct monitor_environment *e,
                             const struct known_run *run)
{
    struct q_check_in_set_args args = {
        .project_id = e->project_id,
        .monitor_id = e->monitor_id,
        .environment_id = e->environment_id,
        .seq = run->seq,
        .status = run->row.status,
        .started_ms = run->row.started_ms,
        .finished_ms = run->row.finished_ms,
        .duration_ms = run->row.duration_ms,
        .timeout_ms = run->row.timeout_ms,
    };

    return q_check_in_set(cx, &args);
}

static struct opt_i64 duration_of(const struct check_in *c, int64_t started_ms)
{
    if (c->duration_ms.set)
        return c->duration_ms;
    return (struct opt_i64){ c->received_ms > started_ms ? c->received_ms - started_ms : 0, true };
}

static enum status end_run(struct ctx *cx, const struct monitor *m, struct monitor_environment *e,
                           const struct check_in *c, int64_t seq)
{
    return monitor_act(cx, e, monitor_run_ends(m, e, seq, c->status),
                       str_eq(c->status, S("ok")) ? e->row.failed_seq : seq);
}

static enum status begin_run(struct ctx *cx, const struct monitor *m, struct monitor_environment *e,
                             const struct check_in *c)
{
    bool is_open = str_eq(c->status, S("in_progress"));
    int64_t started_ms = c->received_ms;

    if (!is_open && c->duration_ms.set)
        started_ms -= c->duration_ms.value;
    struct monitor_expectation wanted = monitor_run_starts(m, e, started_ms);
    struct monitor_run run = {
        .check_in_id = c->id,
        .status = c->status,
        .is_late = wanted.is_late,
        .expected_ms = wanted.expected_ms,
        .started_ms = started_ms,
        .finished_ms = is_open ? 0 : c->received_ms,
        .duration_ms = c->duration_ms,
        .timeout_ms = is_open ? timeout_of(m, c->received_ms) : 0,
        .release = c->release,
    };
    TRY(monitor_run_add(cx, e, &run));
    if (!is_open)
        return end_run(cx, m, e, c, e->row.seq);
    if (e->row.incident_seq == 0)
        e->row.status = S("in_progress");
    return OK;
}

/* What has ended stays as it ended (§16.7); an end after the timeout tells how long the
 * run took. */
static enum status continue_run(struct ctx *cx, const struct monitor *m,
                                struct monitor_environment *e, const struct check_in *c,
                                struct known_run *run)
{
    struct q_check_in_get_row *row = &run->row;
    bool is_start = str_eq(c->status, S("in_progress"));
    bool is_open = str_eq(row->status, S("in_progress"));

    if (is_open && is_start) {
        row->timeout_ms = timeout_of(m, c->received_ms); /* it is alive */
    } else if (is_open) {
        row->status = c->status;
        row->finished_ms = c->received_ms;
        row->duration_ms = duration_of(c, row->started_ms);
        row->timeout_ms = 0;
    } else if (str_eq(row->status, S("timeout")) && !is_start && !row->duration_ms.set) {
        row->duration_ms = duration_of(c, row->started_ms);
    } else {
        return OK;
    }
    TRY(write_run(cx, e, run));
    return is_open && !is_start ? end_run(cx, m, e, c, run->seq) : OK;
}

static enum status apply(struct ctx *cx, struct placed *p)
{
    const struct monitor *m = p->monitor;
    const struct check_in *c = p->c;
    struct monitor_environment e;
    struct known_run run;
    bool found;

    TRY(monitor_environment_load(cx, m, p->environment_id, &e, &found));
    if (!found) {
        TRY(add_environment(cx, m, p->environment_id, &found));
        if (found)
            TRY(monitor_environment_load(cx, m, p->environment_id, &e, &found));
        if (!found) {
            p->dropped = "too_many_environments";
            return OK;
        }
    }
    TRY(find_run(cx, &e, c, &run));
    TRY(run.seq == 0 ? begin_run(cx, m, &e, c) : continue_run(cx, m, &e, c, &run));
    e.row.last_ms = c->received_ms > e.row.last_ms ? c->received_ms : e.row.last_ms;
    return monitor_environment_write(cx, &e);
}

/* --- the batch ------------------------------------------------------------------ */

static int place_order(const void *a, const void *b)
{
    const struct placed *x = a, *y = b;

    if (x->c->project_id != y->c->project_id)
        return x->c->project_id < y->c->project_id ? -1 : 1;
    if (x->monitor->row.id != y->monitor->row.id)
        return x->monitor->row.id < y->monitor->row.id ? -1 : 1;
    if (x->environment_id != y->environment_id)
        return x->environment_id < y->environment_id ? -1 : 1;
    return (x->order > y->order) - (x->order < y->order);
}

static enum status place(struct ctx *cx, struct map *monitors, struct placed *p, bool *found)
{
    struct monitor *m;

    TRY(find_monitor(cx, monitors, p, &m));
    *found = m != NULL && m->row.is_enabled;
    if (m != NULL && !*found)
        p->dropped = "monitor_disabled";
    if (!*found)
        return OK;
    p->monitor = m;
    return environment_touch(cx, p->c->project_id, p->c->environment, &p->environment_id);
}

/* Ends that were held back until now, of monitors that this batch has met. */
static enum status place_early(struct ctx *cx, struct map *monitors, int64_t now_ms,
                               struct placed *places, size_t *n)
{
    for (size_t i = 0; i < CHECK_IN_EARLY; i++) {
        const struct check_in *c = check_in_early_at(i, now_ms);
        bool found = c != NULL && map_get(monitors, monitor_key(cx, c)) != NULL;
        places[*n] = (struct placed){ .c = c, .order = SIZE_MAX - CHECK_IN_EARLY + i };
        if (found)
            TRY(place(cx, monitors, &places[*n], &found));
        *n += found;
    }
    return OK;
}

/* Rows are locked in the same order by every process; within one, by receipt. */
enum status check_in_store(struct ctx *cx, void *const *items, size_t n, const char **outcomes)
{
    struct placed *places = arena_array(cx->arena, struct placed, n + CHECK_IN_EARLY + 1);
    struct map monitors;
    size_t n_places = 0;

    map_init(&monitors, cx->arena, n);
    for (size_t i = 0; i < n; i++) {
        bool found;
        places[n_places] = (struct placed){ .c = items[i], .order = i };
        TRY(place(cx, &monitors, &places[n_places], &found));
        outcomes[i] = places[n_places].dropped;
        n_places += found;
    }
    const struct check_in *last = items[n - 1]; /* time as it was when they came */
    TRY(place_early(cx, &monitors, last->received_ms, places, &n_places));
    qsort(places, n_places, sizeof *places, place_order);
    for (size_t i = 0; i < n_places; i++) {
        TRY(apply(cx, &places[i]));
        if (places[i].order < n)
            outcomes[places[i].order] = places[i].dropped;
    }
    return OK;
}
