/* What an issue's events have in common, and when they came. */
#include "base/base.h"

#include <math.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/filter.h"
#include "core/request.h"
#include "feature/issue/issue.h"
#include "feature/issue/issue_event.h"
#include "feature/issue/issue_facet.h"
#include "feature/issue/issue_int.h"
#include "feature/issue/issue_sql.h"
#include "feature/release/deploy.h"
#include "feature/release/release.h"
#include "feature/stats/stat.h"

enum {
    SECONDS_PER_HOUR = 3600,
    HOURS_PER_DAY = 24,
    BUCKETS_MAX = 24 * 90, /* hours of a quarter */
};

/* --- facets ----------------------------------------------------------------- */

/* How often each value is seen in the whole project, as the job saw it last. */
struct baseline {
    struct stat_key *keys;
    size_t n;
};

static struct stat_key *key_named(const struct baseline *b, struct str name)
{
    for (size_t i = 0; i < b->n; i++) {
        if (str_eq(b->keys[i].key, name))
            return &b->keys[i];
    }
    return NULL;
}

/* The project's share of one value of the issue's tag. The issue's own events are among the
 * project's: where the job has not seen them yet, they are added, or what began an hour ago
 * would look rare everywhere else. */
static double share_of(const struct baseline *b, const struct stat_key *own,
                       const struct stat_value *v)
{
    const struct stat_key *k = key_named(b, own->key);
    int64_t count = 0, total = k ? k->total : 0;

    for (size_t i = 0; k && i < k->n_values && count == 0; i++)
        count = str_eq(k->values[i].value, v->value) ? k->values[i].count : 0;
    if (count < v->count) {
        total += v->count - count;
        count = v->count;
    }
    if (total < own->total)
        total = own->total;
    return total > 0 ? (double)count / (double)total : 0;
}

/* How many times as frequent as in the project, to two places. */
static struct str lift_text(struct ctx *cx, double share, double share_in_project)
{
    enum { NUMBER_BYTES = 32, PLACES = 100 };
    struct buf b;

    if (share_in_project <= 0)
        return (struct str){ 0 };
    buf_init(&b, cx->arena, NUMBER_BYTES);
    buf_add_f64(&b, round(share / share_in_project * PLACES) / PLACES);
    return buf_str(&b);
}

static struct facet make_facet(struct ctx *cx, const struct stat_key *key,
                               const struct baseline *project, size_t max)
{
    size_t n = key->n_values < max ? key->n_values : max;
    struct facet_value *values = arena_array(cx->arena, struct facet_value, n);
    struct facet out = { key->key, key->total, key->total, FIELD_ITEMS(values, n) };

    for (size_t i = 0; i < n; i++) {
        const struct stat_value *v = &key->values[i];
        double share = key->total > 0 ? (double)v->count / (double)key->total : 0;
        double usual = share_of(project, key, v);
        values[i] = (struct facet_value){ .value = v->value,
                                          .count = v->count,
                                          .share = share,
                                          .lift = lift_text(cx, share, usual) };
        out.other -= v->count;
    }
    return out;
}

struct issue_tags {
    struct stat_key *keys;
    size_t n;
    struct baseline project;
};

static enum status read_tags(struct ctx *cx, const struct request *rq, struct issue_tags *out)
{
    struct event_range range;

    TRY(issue_range(cx, rq->project_id, rq->issue_id, &range));
    const struct stat_set set = { rq->project_id, range.fingerprint_ids, range.n_fingerprints };
    TRY(stat_tags(cx, &set, &out->keys, &out->n));
    return stat_project_tags(cx, rq->project_id, &out->project.keys, &out->project.n);
}

enum status issue_facets_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct issue_tags tags;

    TRY(read_tags(cx, rq, &tags));
    struct facet *facets = arena_array(cx->arena, struct facet, tags.n);
    for (size_t i = 0; i < tags.n; i++)
        facets[i] = make_facet(cx, &tags.keys[i], &tags.project, FACET_VALUES);
    struct facets_out out = { FIELD_ITEMS(facets, tags.n), false };
    return respond(cx, rs, status_http(OK), facets_out_fields, &out);
}

/* One key with all values that are counted. */
enum status issue_facet_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct str key = request_param(rq, "key");
    struct issue_tags tags;

    TRY(read_tags(cx, rq, &tags));
    for (size_t i = 0; i < tags.n; i++) {
        if (!str_eq(tags.keys[i].key, key))
            continue;
        struct facet facet = make_facet(cx, &tags.keys[i], &tags.project, SIZE_MAX);
        struct facets_out out = { FIELD_ITEMS(&facet, 1), false };
        return respond(cx, rs, status_http(OK), facets_out_fields, &out);
    }
    return fail(cx, E_MISSING, "the events of this issue have no such tag");
}

/* --- events by time --------------------------------------------------------- */

static const struct field deploy_fields[] = {
    FIELD_STR("version", struct deploy_mark, version, FIELD_REQUIRED, 0),
    FIELD_STR("environment", struct deploy_mark, environment, FIELD_REQUIRED, 0),
    FIELD_TIME("at", struct deploy_mark, at_ms, FIELD_REQUIRED),
    FIELD_END,
};
struct stats_out {
    int64_t bucket_s;
    int64_t from_ms;
    struct i64_list buckets;
    struct field_list deploys;
};
const struct field issue_stats_out[] = {
    FIELD_I64("bucket_s", struct stats_out, bucket_s, 0),
    FIELD_TIME("from", struct stats_out, from_ms, 0),
    FIELD_I64_LIST("buckets", struct stats_out, buckets, 0),
    FIELD_LIST("deploys", struct stats_out, deploys, 0, struct deploy_mark, deploy_fields, 0),
    FIELD_END,
};

const struct route_query issue_stats_query[] = {
    { "since", "string", "RFC 3339; 24 hours before `until` by default." },
    { "until", "string", "RFC 3339; now by default." },
    { "bucket", "integer", "Seconds of one bucket, rounded up to hours." },
    { NULL, NULL, NULL },
};

/* Hours since 1970; `last` is included. */
struct stats_span {
    int64_t first;
    int64_t last;
    int64_t bucket; /* hours in one */
};

static enum status read_hour(struct ctx *cx, const struct request *rq, const char *name,
                             int64_t *hour)
{
    struct str text = request_query(rq, name);
    int64_t ms;

    if (text.len == 0)
        return OK;
    if (!clock_parse(text, &ms))
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", name },
                       "%s is no RFC 3339 time", name);
    *hour = clock_hour(ms);
    return OK;
}

/* bucket: seconds, rounded up to whole hours. Whole days begin at midnight UTC. */
static enum status read_span(struct ctx *cx, const struct request *rq, struct stats_span *out)
{
    struct request_range seconds = { SECONDS_PER_HOUR, 1, 7 * HOURS_PER_DAY * SECONDS_PER_HOUR };
    int64_t bucket_s = request_query_i64(rq, "bucket", seconds);

    out->last = clock_hour(cx->now_ms);
    TRY(read_hour(cx, rq, "until", &out->last));
    out->first = out->last - HOURS_PER_DAY + 1;
    TRY(read_hour(cx, rq, "since", &out->first));
    out->bucket = (bucket_s + SECONDS_PER_HOUR - 1) / SECONDS_PER_HOUR;
    if (out->first < 0 || out->first > out->last)
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "since" },
                       "since lies behind until");
    if (out->bucket % HOURS_PER_DAY == 0)
        out->first -= out->first % HOURS_PER_DAY;
    if (out->last - out->first >= BUCKETS_MAX)
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "since" },
                       "a window has at most %d hours", BUCKETS_MAX);
    return OK;
}

enum status issue_stats_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct stats_span span;
    struct q_issue_hours_row *rows;
    size_t n_rows;

    TRY(read_span(cx, rq, &span));
    struct q_issue_hours_args args = { span.first, span.last,
                                       filter_numbers(cx, &rq->issue_id, 1) };
    TRY(q_issue_hours(cx, &args, &rows, &n_rows));
    size_t n = (size_t)((span.last - span.first) / span.bucket + 1);
    int64_t *buckets = arena_array(cx->arena, int64_t, n);
    for (size_t i = 0; i < n_rows; i++)
        buckets[(rows[i].hour - span.first) / span.bucket] += rows[i].events;
    struct stats_out out = { .bucket_s = span.bucket * SECONDS_PER_HOUR,
                             .from_ms = span.first * MS_PER_HOUR,
                             .buckets = { buckets, n } };
    TRY(deploy_between(cx, rq->project_id, out.from_ms, (span.last + 1) * MS_PER_HOUR,
                       &out.deploys));
    return respond(cx, rs, status_http(OK), issue_stats_out, &out);
}

/* --- where it came from ------------------------------------------------------- */

struct release_info_out {
    struct str first_release;
    struct str previous_release;
    struct release_origin origin;
};
const struct field issue_release_info_out[] = {
    FIELD_STR("first_release", struct release_info_out, first_release, FIELD_REQUIRED, 0),
    FIELD_STR("commit_sha", struct release_info_out, origin.commit_sha, FIELD_OMIT, 0),
    FIELD_STR("commit_url", struct release_info_out, origin.commit_url, FIELD_OMIT, 0),
    FIELD_STR("previous_release", struct release_info_out, previous_release, FIELD_OMIT, 0),
    FIELD_STR("diff_url", struct release_info_out, origin.diff_url, FIELD_OMIT, 0),
    FIELD_TIME("deployed_at", struct release_info_out, origin.deployed_ms, FIELD_OMIT),
    FIELD_STR("deploy_environment", struct release_info_out, origin.environment, FIELD_OMIT, 0),
    FIELD_END,
};

enum status issue_release_info_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct release_info_out out;
    struct issue_view view;
    bool found;

    TRY(issue_read(cx, rq->project_id, rq->issue_id, &view, &found));
    if (!found)
        return fail(cx, E_MISSING, "no such issue");
    out.first_release = view.first_release;
    TRY(release_before(cx, rq->project_id, view.first_release, &out.previous_release));
    TRY(release_origin(cx, rq->project_id, view.first_release, out.previous_release, &out.origin));
    return respond(cx, rs, status_http(OK), issue_release_info_out, &out);
}

/* Nobody reads repositories yet; a client is answered as a project without one. */
struct suspects_out {
    struct field_list commits;
};
struct suspect {
    struct str sha, message, author, email, url;
    int64_t at_ms;
    struct str_list files;
};
static const struct field suspect_fields[] = {
    FIELD_STR("sha", struct suspect, sha, FIELD_REQUIRED, 0),
    FIELD_STR("message", struct suspect, message, FIELD_REQUIRED, 0),
    FIELD_STR("author", struct suspect, author, FIELD_REQUIRED, 0),
    FIELD_STR("email", struct suspect, email, FIELD_REQUIRED, 0),
    FIELD_TIME("timestamp", struct suspect, at_ms, FIELD_REQUIRED),
    FIELD_STR("url", struct suspect, url, FIELD_REQUIRED, 0),
    FIELD_STR_LIST("files", struct suspect, files, 0, 0),
    FIELD_END,
};
const struct field issue_suspects_out[] = {
    FIELD_LIST("commits", struct suspects_out, commits, 0, struct suspect, suspect_fields, 0),
    FIELD_END,
};

enum status issue_suspects_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    (void)rq;
    return respond(cx, rs, status_http(OK), issue_suspects_out, &(struct suspects_out){ 0 });
}
