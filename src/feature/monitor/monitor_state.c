/* The rules of a monitor in one environment, without a store. */
#include "base/base.h"

#include "base/clock.h"
#include "base/str.h"
#include "feature/monitor/monitor_int.h"

enum {
    EARLY_MAX_MS = MS_PER_MINUTE, /* cron daemons and clocks are no more exact */
    EARLY_SHARE = 4,              /* … and no more than a quarter of the way   */
};

static void expect(const struct monitor *m, struct monitor_environment *e, int64_t after_ms)
{
    int64_t next = m->row.is_enabled ? schedule_next(&m->schedule, after_ms) : INT64_MAX;

    e->row.expected_ms = next == INT64_MAX ? 0 : next;
    e->row.late_ms = next == INT64_MAX ? 0 : next + m->row.margin_min * MS_PER_MINUTE;
}

/* A job of ten o'clock that begins a second too early is the one of ten o'clock. */
static bool is_early(const struct monitor *m, int64_t expected_ms, int64_t started_ms)
{
    if (!m->schedule.is_crontab || expected_ms == 0 || started_ms >= expected_ms)
        return false;
    int64_t following = schedule_next(&m->schedule, expected_ms);
    int64_t early = expected_ms - started_ms;
    return early <= EARLY_MAX_MS && early <= (following - expected_ms) / EARLY_SHARE;
}

struct monitor_expectation monitor_run_starts(const struct monitor *m,
                                              struct monitor_environment *e, int64_t started_ms)
{
    bool early = is_early(m, e->row.expected_ms, started_ms);
    bool is_due = early || (e->row.expected_ms > 0 && started_ms >= e->row.expected_ms);
    struct monitor_expectation out = { .expected_ms = e->row.expected_ms };

    if (!is_due && e->row.missed_ms > 0) { /* the one that was given up */
        out.expected_ms = e->row.missed_ms;
        out.is_late = true;
    } else if (is_due) {
        out.is_late = started_ms >= e->row.late_ms;
    }
    e->row.missed_ms = 0;
    expect(m, e, early ? e->row.expected_ms : started_ms);
    return out;
}

int64_t monitor_run_missed(const struct monitor *m, struct monitor_environment *e, int64_t now_ms)
{
    int64_t expected_ms = e->row.expected_ms;
    int64_t margin_ms = m->row.margin_min * MS_PER_MINUTE;

    e->row.missed_ms = expected_ms;
    expect(m, e, expected_ms);
    /* The watch looks every few seconds; runs that it passed over meanwhile are one. */
    if (e->row.late_ms > 0 && e->row.late_ms <= now_ms)
        expect(m, e, m->schedule.is_crontab ? now_ms - margin_ms : now_ms);
    return expected_ms;
}

enum monitor_action monitor_run_ends(const struct monitor *m, struct monitor_environment *e,
                                     int64_t seq, struct str status)
{
    e->row.status = status;
    if (str_eq(status, S("ok"))) {
        e->row.failures = 0;
        e->row.successes++;
        e->row.ok_seq = seq > e->row.ok_seq ? seq : e->row.ok_seq;
        if (e->row.incident_seq == 0 || e->row.successes < m->row.recovery_threshold)
            return MONITOR_NOTHING;
        e->row.incident_seq = 0;
        return MONITOR_RECOVER;
    }
    e->row.failures++;
    e->row.successes = 0;
    if (m->row.is_muted || (e->row.incident_seq == 0 && e->row.failures < m->row.failure_threshold))
        return MONITOR_NOTHING;
    if (e->row.incident_seq == 0)
        e->row.incident_seq = seq;
    e->row.failed_seq = seq;
    return MONITOR_REPORT;
}

void monitor_expect_anew(const struct monitor *m, struct monitor_environment *e, int64_t now_ms)
{
    e->row.missed_ms = 0;
    expect(m, e, now_ms);
}
