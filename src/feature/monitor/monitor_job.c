/* The watch, which notes what did not come, and the jobs that open and resolve issues. */
#include "base/base.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/str.h"
#include "core/job.h"
#include "core/tx.h"
#include "feature/event/event_store.h"
#include "feature/ingest/ingest.h"
#include "feature/ingest/ingest_submit.h"
#include "feature/ingest/spool.h"
#include "feature/issue/issue.h"
#include "feature/monitor/monitor_int.h"
#include "port/crypto.h"
#include "port/json.h"
#include "port/jsonw.h"

enum {
    WATCH_EVERY_S = 10,
    WATCH_STEP = 200, /* rows of one transaction */
    WATCH_STEPS = 50, /* of one round            */
    /* Without a round for so long the program, its store or the clock stood still or
     * jumped: what was due meanwhile could not be heard and is not held against anybody. */
    WATCH_GAP_MS = 90 * MS_PER_SECOND,
    BATCH_MS = 5 * MS_PER_SECOND, /* longer than the digest needs for a batch */
    FORGET_STEP = 1000,
    EVENT_BYTES = 16 << 10,
    ATTEMPTS = 10, /* with backoff: more than an hour */
};

/* --- the watch -------------------------------------------------------------------- */

struct watch {
    bool is_blind;    /* what is due now could not be heard           */
    int64_t until_ms; /* all check-ins received up to here are known */
};

/* The project is gone; its monitors go as they are met. */
static enum status forget_project(struct ctx *cx, int64_t project_id)
{
    struct q_monitor_forget_runs_args runs = { project_id, FORGET_STEP };
    int64_t changed = 0;

    TRY(q_monitor_forget_project(cx, &(struct q_monitor_forget_project_args){ project_id }));
    TRY(q_monitor_forget_runs(cx, &runs, &changed));
    if (changed == FORGET_STEP)
        return OK; /* environments stay until the last step, to be met again */
    return q_monitor_forget_environments(
        cx, &(struct q_monitor_forget_environments_args){ project_id });
}

/* found = false: monitor or project are gone, or are not to be watched. */
static enum status find_watched(struct ctx *cx, struct monitor *m, struct monitor_environment *e,
                                bool *found)
{
    struct q_monitor_project_row project;
    int64_t project_id = e->project_id, monitor_id = e->monitor_id;

    TRY(q_monitor_project(cx, &(struct q_monitor_project_args){ project_id }, &project, found));
    if (!*found)
        return forget_project(cx, project_id);
    TRY(monitor_load(cx, project_id, monitor_id, m, found));
    if (*found)
        return monitor_environment_load(cx, m, e->environment_id, e, found);
    struct q_monitor_delete_runs_args runs = { project_id, monitor_id, FORGET_STEP };
    int64_t changed;
    TRY(q_monitor_delete_environments(
        cx, &(struct q_monitor_delete_environments_args){ project_id, monitor_id }));
    return q_monitor_delete_runs(cx, &runs, &changed);
}

static enum status note_missed(struct ctx *cx, const struct watch *w,
                               const struct q_monitor_late_row *row)
{
    struct monitor_environment e = { .project_id = row->project_id,
                                     .monitor_id = row->monitor_id,
                                     .environment_id = row->environment_id };
    struct monitor m;
    bool found;

    TRY(find_watched(cx, &m, &e, &found));
    if (!found || e.row.late_ms == 0 || e.row.late_ms > w->until_ms)
        return OK; /* it came meanwhile */
    if (w->is_blind || !m.row.is_enabled) {
        monitor_expect_anew(&m, &e, cx->now_ms);
        return monitor_environment_write(cx, &e);
    }
    struct monitor_run run = { .status = S("missed"),
                               .expected_ms = monitor_run_missed(&m, &e, w->until_ms),
                               .finished_ms = cx->now_ms,
                               .release = S("") };
    event_id_random(&run.check_in_id);
    TRY(monitor_run_add(cx, &e, &run));
    TRY(monitor_act(cx, &e, monitor_run_ends(&m, &e, e.row.seq, S("missed")), e.row.seq));
    return monitor_environment_write(cx, &e);
}

static enum status set_timeout(struct ctx *cx, const struct monitor_environment *e, int64_t seq,
                               const struct q_check_in_get_row *run)
{
    struct q_check_in_set_args args = {
        .project_id = e->project_id,
        .monitor_id = e->monitor_id,
        .environment_id = e->environment_id,
        .seq = seq,
        .status = run->status,
        .started_ms = run->started_ms,
        .finished_ms = run->finished_ms,
        .duration_ms = run->duration_ms,
        .timeout_ms = run->timeout_ms,
    };

    return q_check_in_set(cx, &args);
}

static enum status note_overdue(struct ctx *cx, const struct watch *w,
                                const struct q_check_in_overdue_row *row)
{
    struct monitor_environment e = { .project_id = row->project_id,
                                     .monitor_id = row->monitor_id,
                                     .environment_id = row->environment_id };
    struct q_check_in_get_args args = { row->project_id, row->monitor_id, row->environment_id,
                                        row->seq };
    struct q_check_in_get_row run;
    struct monitor m;
    bool found;

    TRY(find_watched(cx, &m, &e, &found));
    if (found)
        TRY(q_check_in_get(cx, &args, &run, &found));
    if (!found || run.timeout_ms == 0 || run.timeout_ms > w->until_ms)
        return OK;
    if (w->is_blind) {
        run.timeout_ms = cx->now_ms + m.row.max_runtime_min * MS_PER_MINUTE;
        return set_timeout(cx, &e, row->seq, &run);
    }
    run.status = S("timeout");
    run.finished_ms = run.timeout_ms;
    run.timeout_ms = 0;
    TRY(set_timeout(cx, &e, row->seq, &run));
    if (row->seq < e.row.ok_seq)
        return OK; /* a later one went well: it is no news */
    TRY(monitor_act(cx, &e, monitor_run_ends(&m, &e, row->seq, run.status), row->seq));
    return monitor_environment_write(cx, &e);
}

/* Rows are locked in the order in which the digest locks them. */
static int late_order(const void *a, const void *b)
{
    const struct q_monitor_late_row *x = a, *y = b;

    if (x->project_id != y->project_id)
        return x->project_id < y->project_id ? -1 : 1;
    if (x->monitor_id != y->monitor_id)
        return x->monitor_id < y->monitor_id ? -1 : 1;
    return (x->environment_id > y->environment_id) - (x->environment_id < y->environment_id);
}

static int overdue_order(const void *a, const void *b)
{
    const struct q_check_in_overdue_row *x = a, *y = b;
    struct q_monitor_late_row k = { x->project_id, x->monitor_id, x->environment_id, 0 };
    struct q_monitor_late_row l = { y->project_id, y->monitor_id, y->environment_id, 0 };
    int order = late_order(&k, &l);

    return order != 0 ? order : (x->seq > y->seq) - (x->seq < y->seq);
}

static enum status watch_step(struct ctx *cx, const struct watch *w, size_t *left)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    struct q_monitor_late_row *late;
    struct q_check_in_overdue_row *overdue;
    size_t n_late, n_overdue;

    TRY(q_monitor_late(cx, &(struct q_monitor_late_args){ w->until_ms, WATCH_STEP }, &late,
                       &n_late));
    TRY(q_check_in_overdue(cx, &(struct q_check_in_overdue_args){ w->until_ms, WATCH_STEP },
                           &overdue, &n_overdue));
    *left = n_late + n_overdue;
    if (*left == 0)
        return OK;
    TRY(tx_begin(cx, &tx)); /* where each row is looked at again */
    if (n_late > 0)
        qsort(late, n_late, sizeof *late, late_order);
    for (size_t i = 0; i < n_late; i++)
        TRY(note_missed(cx, w, &late[i]));
    if (n_overdue > 0)
        qsort(overdue, n_overdue, sizeof *overdue, overdue_order);
    for (size_t i = 0; i < n_overdue; i++)
        TRY(note_overdue(cx, w, &overdue[i]));
    return tx_commit(&tx);
}

/* Check-ins that lie in the spool were heard, but nobody knows yet what they say: up to when
 * is everything known? */
static int64_t known_until(int64_t now_ms)
{
    struct spool *spool = ingest_spool();
    struct spool_figures figures = { 0 };

    if (spool != NULL)
        spool_figures(spool, &figures);
    if (figures.durable_seq <= figures.digested_seq)
        return now_ms;
    int64_t read_ms =
        figures.oldest_ms > 0 && figures.oldest_ms < now_ms ? figures.oldest_ms : now_ms;
    return read_ms - BATCH_MS; /* what was read last may not be stored yet */
}

static enum status watch(struct ctx *cx, struct str argument)
{
    struct q_monitor_watched_row row = { 0 };
    struct watch w = { .until_ms = known_until(cx->now_ms) };
    size_t left = 1;
    bool found;

    (void)argument;
    TRY(q_monitor_watched(cx, &row, &found));
    w.is_blind = found && row.last_end_ms > 0 && cx->now_ms - row.last_end_ms > WATCH_GAP_MS;
    if (w.is_blind)
        LOG(WARN, "monitor.gap", K_I64("seconds", (cx->now_ms - row.last_end_ms) / MS_PER_SECOND));
    for (int i = 0; i < WATCH_STEPS && left > 0; i++) {
        struct arena_mark mark = arena_mark(cx->arena);
        TRY(watch_step(cx, &w, &left));
        arena_rewind(cx->arena, mark);
    }
    return OK;
}

/* --- reporting ---------------------------------------------------------------------- */

/* What monitor_act wrote. */
static enum status read_argument(struct ctx *cx, struct str argument, struct monitor_environment *e,
                                 int64_t *seq)
{
    struct json_doc *doc;

    TRY(json_parse(cx, argument, &doc, NULL));
    const struct json *root = json_root(doc);
    if (!json_i64(json_get(root, S("project")), &e->project_id) ||
        !str_i64(json_str(json_get(root, S("monitor"))), &e->monitor_id))
        return fail(cx, E_INVALID, "the job's argument names no monitor");
    if (seq == NULL)
        return OK;
    if (!json_i64(json_get(root, S("environment")), &e->environment_id) ||
        !json_i64(json_get(root, S("run")), seq))
        return fail(cx, E_INVALID, "the job's argument names no run");
    return OK;
}

/* Runs of a monitor that was deleted, step by step. */
static enum status forget(struct ctx *cx, struct str argument)
{
    struct monitor_environment e = { 0 };
    int64_t changed = 0;

    TRY(read_argument(cx, argument, &e, NULL));
    struct q_monitor_delete_runs_args runs = { e.project_id, e.monitor_id, FORGET_STEP };
    do
        TRY(q_monitor_delete_runs(cx, &runs, &changed));
    while (changed == FORGET_STEP);
    return OK;
}

/* Id of the event that reports this failed run: the same whenever it is asked for. */
static struct event_id monitor_event_id(const struct monitor_environment *e, int64_t seq)
{
    const struct str parts[] = {
        S("monitor"),
        str_make((const char *)&e->project_id, sizeof e->project_id),
        str_make((const char *)&e->monitor_id, sizeof e->monitor_id),
        str_make((const char *)&e->environment_id, sizeof e->environment_id),
        str_make((const char *)&seq, sizeof seq),
    };
    struct event_id id;

    static_assert(sizeof id.b == HASH128_BYTES, "an event id is as long as the hash");
    hash128(parts, ARRAY_LEN(parts), id.b);
    return id;
}

static const struct {
    struct str status;
    struct str words;
} failures[] = {
    { { "missed", 6 }, { "The run that was expected did not come.", 39 } },
    { { "timeout", 7 }, { "The run did not end in time.", 28 } },
    { { "error", 5 }, { "The run reported a failure.", 27 } },
};

static struct str failure_words(struct str status)
{
    for (size_t i = 0; i < ARRAY_LEN(failures); i++) {
        if (str_eq(status, failures[i].status))
            return failures[i].words;
    }
    return S("");
}

static void write_context(struct jsonw *w, const struct monitor *m,
                          const struct q_check_in_get_row *run)
{
    jsonw_key_obj(w, "contexts");
    jsonw_key_obj(w, "monitor");
    jsonw_key_str(w, "slug", m->row.slug);
    jsonw_key_str(w, "name", m->row.name);
    jsonw_key_str(w, "schedule", m->row.schedule);
    jsonw_key_str(w, "timezone", m->row.timezone);
    jsonw_key_str(w, "status", run->status);
    jsonw_key_time(w, "expected", run->expected_ms);
    jsonw_key_time(w, "started", run->started_ms);
    if (run->duration_ms.set)
        jsonw_key_i64(w, "duration_ms", run->duration_ms.value);
    jsonw_end(w);
    jsonw_end(w);
}

static struct str event_text(struct ctx *cx, const struct monitor *m, struct str environment,
                             const struct q_check_in_get_row *run)
{
    struct buf b;
    struct jsonw w;
    struct str words = failure_words(run->status);

    buf_init(&b, cx->arena, EVENT_BYTES);
    jsonw_init(&w, &b);
    jsonw_obj(&w);
    jsonw_key_str(&w, "level", S("error"));
    jsonw_key_str(&w, "platform", S("other"));
    jsonw_key_str(&w, "logger", S("monitor"));
    jsonw_key_str(&w, "environment", environment);
    if (run->release.len > 0)
        jsonw_key_str(&w, "release", run->release);
    jsonw_key_time(&w, "timestamp", run->finished_ms > 0 ? run->finished_ms : cx->now_ms);
    jsonw_key_obj(&w, "logentry");
    jsonw_key_str(
        &w, "formatted",
        str_printf(cx->arena, "Monitor failure: %.*s\n%.*s", FMT(m->row.name), FMT(words)));
    jsonw_end(&w);
    jsonw_key_arr(&w, "fingerprint");
    jsonw_str(&w, S("monitor"));
    jsonw_str(&w, uuid_from_row_id(cx->arena, m->row.id));
    jsonw_str(&w, environment);
    jsonw_end(&w);
    jsonw_key_obj(&w, "tags");
    jsonw_key_str(&w, "monitor.slug", m->row.slug);
    jsonw_key_str(&w, "monitor.status", run->status);
    jsonw_end(&w);
    write_context(&w, m, run);
    jsonw_end(&w);
    return buf_str(&b);
}

static enum status report(struct ctx *cx, struct str argument)
{
    struct monitor_environment e = { 0 };
    struct q_monitor_environment_name_row environment;
    struct q_check_in_get_row run = { 0 };
    struct monitor m;
    int64_t seq;
    bool found;

    TRY(read_argument(cx, argument, &e, &seq));
    struct q_check_in_get_args key = { e.project_id, e.monitor_id, e.environment_id, seq };
    TRY(monitor_load(cx, e.project_id, e.monitor_id, &m, &found));
    if (found)
        TRY(q_monitor_environment_name(
            cx, &(struct q_monitor_environment_name_args){ e.project_id, e.environment_id },
            &environment, &found));
    if (found)
        TRY(q_check_in_get(cx, &key, &run, &found));
    if (!found)
        return OK; /* deleted meanwhile */
    struct submission s = { .project_id = e.project_id,
                            .id = monitor_event_id(&e, seq),
                            .json = event_text(cx, &m, environment.name, &run) };
    return ingest_submit(cx, &s);
}

/* The issue of the event that reported this run. E_BUSY: it is still on its way. */
static enum status find_issue(struct ctx *cx, const struct monitor_environment *e, int64_t seq,
                              struct issue_ref *out, bool *found)
{
    struct event_id id = monitor_event_id(e, seq);
    struct event_found event;

    TRY(event_lookup(cx, e->project_id, &id, &event));
    if (event.place == EVENT_NEVER_SEEN)
        return fail(cx, E_BUSY, "the failure is not reported yet");
    return issue_of_fingerprint(cx, e->project_id, event.fingerprint_id, out, found);
}

static enum status resolve(struct ctx *cx, const struct issue_ref *issue)
{
    struct issue_status_change change = { .status = S("resolved"),
                                          .cooldown_minutes = { 0, true } };
    struct issue_view view;
    bool found;

    TRY(issue_read(cx, issue->project_id, issue->id, &view, &found));
    if (!found || str_eq(view.status, S("resolved")) || str_eq(view.status, S("ignored")))
        return OK; /* somebody decided already */
    TRY(issue_set_status(cx, issue, &change, NULL));
    TRY(issue_read(cx, issue->project_id, issue->id, &view, &found));
    if (found)
        issue_publish(cx, &view);
    return OK;
}

static enum status recover(struct ctx *cx, struct str argument)
{
    struct monitor_environment e = { 0 };
    struct issue_ref issue;
    struct monitor m;
    int64_t failed_seq;
    bool found;

    TRY(read_argument(cx, argument, &e, &failed_seq));
    TRY(monitor_load(cx, e.project_id, e.monitor_id, &m, &found));
    if (found)
        TRY(monitor_environment_load(cx, &m, e.environment_id, &e, &found));
    if (!found || e.row.failed_seq != failed_seq)
        return OK; /* gone, or it failed again */
    TRY(find_issue(cx, &e, failed_seq, &issue, &found));
    return found ? resolve(cx, &issue) : OK;
}

const struct job monitor_jobs[] = {
    { "monitor.watch", watch, .every_s = WATCH_EVERY_S, .timeout_s = 60 },
    { "monitor.report", report, .timeout_s = 30, .attempts = ATTEMPTS },
    { "monitor.forget", forget, .timeout_s = 60, .attempts = ATTEMPTS },
    { "monitor.recover", recover, .timeout_s = 30, .attempts = ATTEMPTS },
    { 0 },
};
