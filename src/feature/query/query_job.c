/* Findings become issues, issues follow what is seen, and patterns nobody sends any more go. */
#include "base/base.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/str.h"
#include "core/job.h"
#include "core/tx.h"
#include "feature/ingest/ingest_submit.h"
#include "feature/issue/issue.h"
#include "feature/query/query_int.h"
#include "port/json.h"
#include "port/jsonw.h"

enum {
    WATCH_EVERY_S = 60,
    FORGET_EVERY_S = 3600,
    STEP = 200,    /* rows at once               */
    STEPS = 50,    /* of one round               */
    ATTEMPTS = 10, /* with backoff: more than an hour */
    EVENT_BYTES = 16 << 10,
    TITLE_QUERY_BYTES = 120, /* gosnag-domain.md §12       */
    TITLE_BYTES = 500,
    US_PER_MS = 1000,
    LEAST_SHARE = 10,                                    /* of a full project a tenth goes */
    ISSUE_QUIET_MS = FINDING_QUIET_MS - 2 * 3600 * 1000, /* a report may come so much later */
};

/* What finding_ask wrote. */
static enum status read_argument(struct ctx *cx, struct str argument, struct finding *f)
{
    struct json_doc *doc;

    TRY(json_parse(cx, argument, &doc, NULL));
    const struct json *root = json_root(doc);
    f->kind = finding_kind_of(json_str(json_get(root, S("kind"))));
    if (!json_i64(json_get(root, S("project")), &f->project_id) ||
        !str_i64(json_str(json_get(root, S("pattern"))), &f->pattern_id) || f->kind == NULL)
        return fail(cx, E_INVALID, "the job's argument names no finding");
    return OK;
}

/* --- the event ------------------------------------------------------------------------------ */

static double ms_of(int64_t us)
{
    return (double)us / US_PER_MS;
}

static double share(int64_t of, int64_t n)
{
    return n > 0 ? (double)of / (double)n : 0;
}

static struct str title_of(struct ctx *cx, const struct finding *f)
{
    const struct q_query_pattern_get_row *p = &f->pattern;
    struct str query = str_utf8_clip(p->normalized_query, TITLE_QUERY_BYTES);
    struct buf b;

    buf_init(&b, cx->arena, TITLE_BYTES);
    buf_printf(&b, "%s %.*s%s", f->kind->title, FMT(query),
               query.len < p->normalized_query.len ? "…" : "");
    if (p->transaction_name.len > 0)
        buf_printf(&b, " (%.0f per request in %.*s)", share(p->event_count, p->distinct_events),
                   FMT(p->transaction_name));
    return buf_str(&b);
}

/* As the contract has it. */
static void write_detection(struct jsonw *w, const struct finding *f)
{
    const struct q_query_pattern_get_row *p = &f->pattern;

    jsonw_key_obj(w, f->kind->member);
    jsonw_key_str(w, "query", p->normalized_query);
    jsonw_key_str(w, "table", p->table_name);
    jsonw_key_str(w, "transaction", p->transaction_name);
    jsonw_key_i64(w, "total_seen", p->event_count);
    jsonw_key_i64(w, "distinct_events", p->distinct_events);
    jsonw_key(w, S("avg_per_event"));
    jsonw_f64(w, share(p->event_count, p->distinct_events));
    jsonw_key(w, S("avg_exec_ms"));
    jsonw_f64(w, share(p->total_us, p->timed_count) / US_PER_MS);
    jsonw_key(w, S("total_exec_ms"));
    jsonw_f64(w, ms_of(p->total_us));
    jsonw_key_time(w, "first_seen", p->first_seen_ms);
    jsonw_key_time(w, "last_seen", p->last_seen_ms);
    jsonw_end(w);
}

/* What finding_after_event finds it by, and our own figures. */
static void write_pattern(struct ctx *cx, struct jsonw *w, const struct finding *f)
{
    jsonw_key_obj(w, "query_pattern");
    jsonw_key_str(w, "id", uuid_from_row_id(cx->arena, f->pattern_id));
    jsonw_key_str(w, "kind", str_c(f->kind->name));
    jsonw_key_i64(w, "finding_events", f->row.events);
    jsonw_key(w, S("max_exec_ms"));
    jsonw_f64(w, ms_of(f->pattern.max_us));
    jsonw_end(w);
}

static void write_tags(struct jsonw *w, const struct finding *f)
{
    jsonw_key_obj(w, "tags");
    jsonw_key_str(w, f->kind->tag, S("detected"));
    if (f->pattern.table_name.len > 0)
        jsonw_key_str(w, "table", f->pattern.table_name);
    if (f->pattern.transaction_name.len > 0)
        jsonw_key_str(w, "transaction", f->pattern.transaction_name);
    jsonw_end(w);
}

static struct str event_text(struct ctx *cx, const struct finding *f)
{
    struct buf b;
    struct jsonw w;

    buf_init(&b, cx->arena, EVENT_BYTES);
    jsonw_init(&w, &b);
    jsonw_obj(&w);
    jsonw_key_str(&w, "level", S("warning"));
    jsonw_key_str(&w, "platform", S("sql"));
    jsonw_key_str(&w, "logger", S("query"));
    jsonw_key_time(&w, "timestamp", f->row.last_ms);
    if (f->pattern.transaction_name.len > 0)
        jsonw_key_str(&w, "transaction", f->pattern.transaction_name);
    jsonw_key_obj(&w, "logentry");
    jsonw_key_str(&w, "formatted", title_of(cx, f));
    jsonw_end(&w);
    jsonw_key_str(&w, "checksum", finding_fingerprint(cx, f->kind, &f->pattern));
    write_tags(&w, f);
    write_detection(&w, f);
    write_pattern(cx, &w, f);
    jsonw_end(&w);
    return buf_str(&b);
}

static enum status report(struct ctx *cx, struct str argument)
{
    struct finding f = { 0 };
    bool found;

    TRY(read_argument(cx, argument, &f));
    TRY(finding_load(cx, &f, &found));
    if (!found || !str_eq(f.row.state, S("open")))
        return OK;
    struct submission s = { .project_id = f.project_id,
                            .id = finding_event_id(&f),
                            .json = event_text(cx, &f) };
    return ingest_submit(cx, &s);
}

/* --- the watch ------------------------------------------------------------------------------- */

static enum status resolve(struct ctx *cx, const struct finding *f)
{
    struct issue_status_change change = { .status = S("resolved"),
                                          .cooldown_minutes = { 0, true } };
    struct issue_ref issue;
    struct issue_view view;
    bool found;

    TRY(issue_of_fingerprint(cx, f->project_id, f->row.fingerprint_id, &issue, &found));
    if (found)
        TRY(issue_read(cx, issue.project_id, issue.id, &view, &found));
    if (!found || str_eq(view.status, S("resolved")) || str_eq(view.status, S("ignored")))
        return OK; /* somebody decided already */
    if (view.last_seen_ms >= cx->now_ms - ISSUE_QUIET_MS)
        return OK; /* merged with others that go on */
    TRY(issue_set_status(cx, &issue, &change, NULL));
    return finding_publish(cx, &issue);
}

static enum status watch_stale(struct ctx *cx, size_t *left)
{
    struct q_query_finding_stale_args args = { cx->now_ms - FINDING_QUIET_MS, STEP };
    struct q_query_finding_stale_row *rows;

    TRY(q_query_finding_stale(cx, &args, &rows, left));
    for (size_t i = 0; i < *left; i++) {
        const struct finding f = { rows[i].project_id,
                                   rows[i].pattern_id,
                                   finding_kind_of(rows[i].kind),
                                   { 0 },
                                   { .last_ms = rows[i].last_ms,
                                     .fingerprint_id = rows[i].fingerprint_id } };
        TRY(resolve(cx, &f));
        TRY(finding_set_quiet(cx, &f));
    }
    return OK;
}

/* from: behind which one; then the last of them. */
static enum status follow_some(struct ctx *cx, struct q_query_finding_behind_args *from, size_t *n)
{
    struct q_query_finding_behind_row *rows;

    TRY(q_query_finding_behind(cx, from, &rows, n));
    for (size_t i = 0; i < *n; i++) {
        struct finding f = { .project_id = rows[i].project_id,
                             .pattern_id = rows[i].pattern_id,
                             .kind = finding_kind_of(rows[i].kind) };
        bool found;
        *from = (struct q_query_finding_behind_args){ f.project_id, f.pattern_id,
                                                      str_c(f.kind->name), STEP };
        TRY(finding_load(cx, &f, &found));
        if (found)
            TRY(finding_follow(cx, &f));
    }
    return OK;
}

static enum status watch_behind(struct ctx *cx)
{
    struct q_query_finding_behind_args from = { .kind = S(""), .max = STEP };
    size_t n = STEP;

    for (int i = 0; i < STEPS && n == STEP; i++) {
        struct arena_mark mark = arena_mark(cx->arena);
        TRY(follow_some(cx, &from, &n));
        arena_rewind(cx->arena, mark);
    }
    return OK;
}

static enum status repeat(struct ctx *cx, enum status (*step)(struct ctx *cx, size_t *left))
{
    size_t left = STEP;

    for (int i = 0; i < STEPS && left == STEP; i++) {
        struct arena_mark mark = arena_mark(cx->arena);
        TRY(step(cx, &left));
        arena_rewind(cx->arena, mark);
    }
    return OK;
}

static enum status watch(struct ctx *cx, struct str argument)
{
    (void)argument;
    TRY(repeat(cx, watch_stale));
    return watch_behind(cx);
}

/* --- forgetting --------------------------------------------------------------------------------
 */

static enum status forget_one(struct ctx *cx, int64_t project_id, int64_t id, int64_t before_ms)
{
    struct q_query_pattern_forget_args pattern = { project_id, id, before_ms };
    struct tx tx SCOPED(tx_end) = { 0 };
    int64_t changed;

    TRY(tx_begin(cx, &tx));
    TRY(q_query_pattern_forget(cx, &pattern, &changed));
    if (changed > 0)
        TRY(q_query_finding_forget(cx, &(struct q_query_finding_forget_args){ project_id, id }));
    return tx_commit(&tx);
}

static enum status forget_old(struct ctx *cx, size_t *left)
{
    int64_t before_ms = cx->now_ms - (int64_t)PATTERN_KEPT_DAYS * MS_PER_DAY;
    struct q_query_pattern_old_row *rows;

    TRY(q_query_pattern_old(cx, &(struct q_query_pattern_old_args){ before_ms, STEP }, &rows,
                            left));
    for (size_t i = 0; i < *left; i++)
        TRY(forget_one(cx, rows[i].project_id, rows[i].id, before_ms));
    return OK;
}

/* A project that has its share makes room for what it sends now. */
static enum status make_room(struct ctx *cx)
{
    struct q_query_pattern_full_args full = { PATTERNS_MAX, STEP };
    struct q_query_pattern_full_row *projects;
    size_t n, n_rows;

    TRY(q_query_pattern_full(cx, &full, &projects, &n));
    for (size_t i = 0; i < n; i++) {
        struct q_query_pattern_least_args args = { projects[i].project_id,
                                                   PATTERNS_MAX / LEAST_SHARE };
        struct q_query_pattern_least_row *rows;
        TRY(q_query_pattern_least(cx, &args, &rows, &n_rows));
        for (size_t j = 0; j < n_rows; j++)
            TRY(forget_one(cx, projects[i].project_id, rows[j].id, rows[j].last_seen_ms + 1));
    }
    return OK;
}

static enum status forget(struct ctx *cx, struct str argument)
{
    (void)argument;
    TRY(repeat(cx, forget_old));
    return make_room(cx);
}

const struct job query_jobs[] = {
    { "query.report", report, .timeout_s = 30, .attempts = ATTEMPTS },
    { "query.watch", watch, .every_s = WATCH_EVERY_S, .timeout_s = 120 },
    { "query.forget", forget, .every_s = FORGET_EVERY_S, .timeout_s = 120, .forgets = true },
    { 0 },
};
