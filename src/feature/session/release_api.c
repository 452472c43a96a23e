/* Releases with their health, by REST. */
#include "base/base.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/page.h"
#include "core/request.h"
#include "feature/session/session_int.h"
#include "feature/session/session_sql.h"
#include "feature/stats/stat_blob.h"

enum { PAGE_DEFAULT = 25, SERIES_DEFAULT_HOURS = 24 };
static const char RELEASE_CURSOR = 'r';

/* Sessions are counted once: those that errored are neither crashed nor abnormal nor
 * unhandled. */
struct health {
    int64_t sessions;
    int64_t errored;
    int64_t crashed;
    int64_t abnormal;
    int64_t unhandled;
    int64_t users;
    double crash_free;
};
#define HEALTH_FIELDS(T)                                                                           \
    FIELD_I64("sessions", T, health.sessions, 0), FIELD_I64("errored", T, health.errored, 0),      \
        FIELD_I64("crashed", T, health.crashed, 0), FIELD_I64("abnormal", T, health.abnormal, 0),  \
        FIELD_I64("unhandled", T, health.unhandled, 0), FIELD_I64("users", T, health.users, 0),    \
        FIELD_F64("crash_free_rate", T, health.crash_free, 0)

struct environment_health {
    struct str name; /* absent = none was sent */
    struct health health;
};
static const struct field environment_fields[] = {
    FIELD_STR("name", struct environment_health, name, 0, 0),
    HEALTH_FIELDS(struct environment_health),
    FIELD_END,
};

struct series {
    int64_t from_ms;
    int64_t bucket_s;
    struct i64_list sessions;
    struct i64_list crashed;
    struct i64_list users;
};
static const struct field series_fields[] = {
    FIELD_TIME("from", struct series, from_ms, 0),
    FIELD_I64("bucket_s", struct series, bucket_s, 0),
    FIELD_I64_LIST("sessions", struct series, sessions, 0),
    FIELD_I64_LIST("crashed", struct series, crashed, 0),
    FIELD_I64_LIST("users", struct series, users, 0),
    FIELD_END,
};

struct release_view {
    struct str version;
    int64_t first_seen_ms;
    int64_t last_seen_ms;
    int64_t new_issues;
    struct health health;
    struct field_list environments; /* one release only */
    struct series series;
};
static const struct field release_fields[] = {
    FIELD_STR("version", struct release_view, version, 0, 0),
    FIELD_TIME("first_seen", struct release_view, first_seen_ms, 0),
    FIELD_TIME("last_seen", struct release_view, last_seen_ms, 0),
    FIELD_I64("new_issues", struct release_view, new_issues, 0),
    HEALTH_FIELDS(struct release_view),
    FIELD_END,
};
static const struct field release_out[] = {
    FIELD_STR("version", struct release_view, version, 0, 0),
    FIELD_TIME("first_seen", struct release_view, first_seen_ms, 0),
    FIELD_TIME("last_seen", struct release_view, last_seen_ms, 0),
    FIELD_I64("new_issues", struct release_view, new_issues, 0),
    HEALTH_FIELDS(struct release_view),
    FIELD_LIST("environments", struct release_view, environments, 0, struct environment_health,
               environment_fields, 0),
    FIELD_OBJECT("series", struct release_view, series, 0, struct series, series_fields),
    FIELD_END,
};

/* --- figures --------------------------------------------------------------------- */

/* Counts of several rows, and the sets that are counted by union. */
struct sums {
    int64_t started, crashed, abnormal, unhandled, bad;
    struct sketch users, bad_ids;
};

static void add_set(struct arena *a, struct str bytes, struct sketch *into)
{
    struct sketch one = { 0 };

    if (bytes.len > 0 && stat_get_sketch(a, &bytes, &one))
        sketch_merge(a, into, &one);
}

static void add_row(struct arena *a, const struct q_release_health_of_row *row, struct sums *s)
{
    s->started += row->started;
    s->crashed += row->crashed;
    s->abnormal += row->abnormal;
    s->unhandled += row->unhandled;
    s->bad += row->bad;
    add_set(a, row->users, &s->users);
    add_set(a, row->bad_ids, &s->bad_ids);
}

static struct health health_of(const struct sums *s)
{
    int64_t errored = sketch_count(&s->bad_ids) + s->bad - s->crashed - s->abnormal - s->unhandled;
    struct health h = { .sessions = s->started,
                        .errored = errored > 0 ? errored : 0,
                        .crashed = s->crashed,
                        .abnormal = s->abnormal,
                        .unhandled = s->unhandled,
                        .users = sketch_count(&s->users),
                        .crash_free = 1 };

    if (s->started > 0)
        h.crash_free = s->crashed < s->started ? 1 - (double)s->crashed / (double)s->started : 0;
    return h;
}

static enum status fill_release(struct ctx *cx, int64_t project_id, int64_t release_id,
                                struct release_view *v)
{
    struct q_release_health_of_args args = { project_id, release_id };
    struct q_release_new_issues_args key = { project_id, v->version };
    struct q_release_new_issues_row issues;
    struct q_release_health_of_row *rows;
    struct sums all = { 0 };
    size_t n;

    TRY(q_release_new_issues(cx, &key, &issues));
    TRY(q_release_health_of(cx, &args, &rows, &n));
    struct environment_health *environments = arena_array(cx->arena, struct environment_health, n);
    for (size_t i = 0; i < n; i++) {
        struct sums one = { 0 };
        add_row(cx->arena, &rows[i], &one);
        add_row(cx->arena, &rows[i], &all);
        environments[i] = (struct environment_health){ rows[i].environment, health_of(&one) };
        if (rows[i].last_ms > v->last_seen_ms)
            v->last_seen_ms = rows[i].last_ms;
    }
    v->new_issues = issues.n;
    v->health = health_of(&all);
    v->environments = FIELD_ITEMS(environments, n);
    return OK;
}

static enum status fill_series(struct ctx *cx, int64_t project_id, int64_t release_id, size_t hours,
                               struct series *out)
{
    int64_t to = clock_hour(cx->now_ms), from = to - (int64_t)hours + 1;
    struct q_session_hours_args args = { from, to, project_id, release_id };
    struct sketch *users = arena_array(cx->arena, struct sketch, hours);
    int64_t *sessions = arena_array(cx->arena, int64_t, hours);
    int64_t *crashed = arena_array(cx->arena, int64_t, hours);
    int64_t *counts = arena_array(cx->arena, int64_t, hours);
    struct q_session_hours_row *rows;
    size_t n;

    TRY(q_session_hours(cx, &args, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        size_t at = (size_t)(rows[i].hour - from);
        sessions[at] += rows[i].started;
        crashed[at] += rows[i].crashed;
        add_set(cx->arena, rows[i].users, &users[at]);
    }
    for (size_t i = 0; i < hours; i++)
        counts[i] = sketch_count(&users[i]);
    *out = (struct series){ .from_ms = from * MS_PER_HOUR,
                            .bucket_s = MS_PER_HOUR / MS_PER_SECOND,
                            .sessions = { sessions, hours },
                            .crashed = { crashed, hours },
                            .users = { counts, hours } };
    return OK;
}

/* --- routes ------------------------------------------------------------------------ */

static const struct route_query releases_query[] = {
    { "limit", "integer", "1 to 100, 25 by default." },
    { "cursor", "string", "next of the page before." },
    { NULL, NULL, NULL },
};
struct page_out {
    struct field_list items;
    struct str next;
    int64_t total;
    bool total_capped;
};
static const struct field releases_out[] = {
    FIELD_LIST("items", struct page_out, items, 0, struct release_view, release_fields, 0),
    FIELD_STR("next", struct page_out, next, 0, 0),
    FIELD_I64("total", struct page_out, total, 0),
    FIELD_BOOL("total_capped", struct page_out, total_capped, 0),
    FIELD_END,
};

static enum status releases_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    int64_t limit =
        request_query_i64(rq, "limit", (struct request_range){ PAGE_DEFAULT, 1, LIMIT_PAGE });
    struct str cursor = request_query(rq, "cursor");
    struct q_release_count_row count;
    struct q_release_page_row *rows;
    struct page_key from = { 0 };
    size_t n;

    if (cursor.len > 0)
        TRY(page_parse(cx, RELEASE_CURSOR, cursor, &from));
    struct q_release_page_args args = { rq->project_id, from.id, limit };
    TRY(q_release_count(cx, &(struct q_release_count_args){ rq->project_id }, &count));
    TRY(q_release_page(cx, &args, &rows, &n));
    struct release_view *views = arena_array(cx->arena, struct release_view, n);
    for (size_t i = 0; i < n; i++) {
        views[i] = (struct release_view){ .version = rows[i].version,
                                          .first_seen_ms = rows[i].first_seen_ms,
                                          .last_seen_ms = rows[i].last_seen_ms };
        TRY(fill_release(cx, rq->project_id, rows[i].id, &views[i]));
    }
    struct page_out out = { .items = FIELD_ITEMS(views, n),
                            .total = count.n < LIMIT_COUNT_TOTAL ? count.n : LIMIT_COUNT_TOTAL,
                            .total_capped = count.n > LIMIT_COUNT_TOTAL };
    if (n == (size_t)limit)
        out.next = page_cursor(cx, RELEASE_CURSOR, (struct page_key){ 0, rows[n - 1].id });
    return respond(cx, rs, status_http(OK), releases_out, &out);
}

static const struct route_query release_query[] = {
    { "hours", "integer", "Length of the series: 1 to 336, 24 by default." },
    { NULL, NULL, NULL },
};

static enum status release_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    int64_t hours = request_query_i64(
        rq, "hours", (struct request_range){ SERIES_DEFAULT_HOURS, 1, SESSION_SERIES_HOURS });
    struct q_release_find_args args = { rq->project_id, request_param(rq, "version") };
    struct q_release_find_row row;
    bool found;

    TRY(q_release_find(cx, &args, &row, &found));
    if (!found)
        return fail(cx, E_MISSING, "no such release");
    struct release_view view = { .version = row.version,
                                 .first_seen_ms = row.first_seen_ms,
                                 .last_seen_ms = row.last_seen_ms };
    TRY(fill_release(cx, rq->project_id, row.id, &view));
    TRY(fill_series(cx, rq->project_id, row.id, (size_t)hours, &view.series));
    return respond(cx, rs, status_http(OK), release_out, &view);
}

const struct route_param session_params[] = { { "version", NULL }, { 0 } };

const struct route session_routes[] = {
    { GET, "/api/v1/projects/{project}/releases", SCOPE_READ, NULL, releases_out, releases_get,
      "list_releases", "Releases of a project and the health of their sessions, newest first.",
      .query = releases_query },
    { GET, "/api/v1/projects/{project}/releases/{version}", SCOPE_READ, NULL, release_out,
      release_get, NULL, "One release: its sessions by environment and by hour.",
      .query = release_query },
    { 0 },
};
