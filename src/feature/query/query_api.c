/* Routes of query patterns: what statements a project runs, and what is wrong with them. */
#include "base/base.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/filter.h"
#include "core/page.h"
#include "core/request.h"
#include "feature/issue/issue.h"
#include "feature/query/query_int.h"
#include "feature/query/statement.h"

enum { PAGE_DEFAULT = 50, US_PER_MS = 1000 };
static const char CURSOR = 'q';

/* --- views ----------------------------------------------------------------------------- */

struct finding_view {
    struct str kind;
    struct str status;
    int64_t events;
    int64_t last_ms;
    struct str issue_id;
    struct str issue_short_id;
    struct str issue_status;
};
static const char *const kind_words[] = { "n_plus_one", "slow", NULL };
static const char *const status_words[] = { "watched", "open", "quiet", NULL };
static const struct field finding_fields[] = {
    FIELD_WORD("kind", struct finding_view, kind, 0, kind_words),
    FIELD_WORD("status", struct finding_view, status, 0, status_words),
    FIELD_I64("events", struct finding_view, events, 0),
    FIELD_TIME("last_seen", struct finding_view, last_ms, 0),
    FIELD_STR("issue_id", struct finding_view, issue_id, FIELD_UUID, 0),
    FIELD_STR("issue_short_id", struct finding_view, issue_short_id, 0, 0),
    FIELD_STR("issue_status", struct finding_view, issue_status, 0, 0),
    FIELD_END,
};

struct pattern_view {
    struct str id;
    struct str project_id;
    struct str query_hash;
    struct str transaction;
    struct str normalized_query;
    struct str table_name;
    struct str query_type;
    int64_t event_count;
    int64_t distinct_events;
    double avg_per_event;
    int64_t timed_count;
    double total_exec_ms;
    double avg_exec_ms;
    double max_exec_ms;
    double ms_per_event;
    bool muted;
    int64_t first_seen_ms;
    int64_t last_seen_ms;
    struct field_list findings;
};
static const char *const type_words[] = { "select", "insert", "update", "delete", "other", NULL };
static const struct field pattern_fields[] = {
    FIELD_STR("id", struct pattern_view, id, FIELD_UUID, 0),
    FIELD_STR("project_id", struct pattern_view, project_id, FIELD_UUID, 0),
    FIELD_STR("query_hash", struct pattern_view, query_hash, 0, 0),
    FIELD_STR("transaction", struct pattern_view, transaction, 0, 0),
    FIELD_STR("normalized_query", struct pattern_view, normalized_query, 0, 0),
    FIELD_STR("table_name", struct pattern_view, table_name, 0, 0),
    FIELD_WORD("query_type", struct pattern_view, query_type, 0, type_words),
    FIELD_I64("event_count", struct pattern_view, event_count, 0),
    FIELD_I64("distinct_events", struct pattern_view, distinct_events, 0),
    FIELD_F64("avg_per_event", struct pattern_view, avg_per_event, 0),
    FIELD_I64("timed_count", struct pattern_view, timed_count, 0),
    FIELD_F64("total_exec_ms", struct pattern_view, total_exec_ms, 0),
    FIELD_F64("avg_exec_ms", struct pattern_view, avg_exec_ms, 0),
    FIELD_F64("max_exec_ms", struct pattern_view, max_exec_ms, 0),
    FIELD_F64("ms_per_event", struct pattern_view, ms_per_event, 0),
    FIELD_BOOL("muted", struct pattern_view, muted, 0),
    FIELD_TIME("first_seen", struct pattern_view, first_seen_ms, 0),
    FIELD_TIME("last_seen", struct pattern_view, last_seen_ms, 0),
    FIELD_LIST("findings", struct pattern_view, findings, 0, struct finding_view, finding_fields,
               0),
    FIELD_END,
};

static double share(double of, int64_t n)
{
    return n > 0 ? of / (double)n : 0;
}

static struct str type_of(struct str shape)
{
    static const char *const words[] = {
        [STATEMENT_NONE] = "other",    [STATEMENT_SELECT] = "select", [STATEMENT_INSERT] = "insert",
        [STATEMENT_UPDATE] = "update", [STATEMENT_DELETE] = "delete", [STATEMENT_OTHER] = "other",
    };

    return str_c(words[statement_kind(shape)]);
}

static enum status read_findings(struct ctx *cx, int64_t project_id, int64_t pattern_id,
                                 struct field_list *out)
{
    struct q_query_findings_row *rows;
    size_t n;

    TRY(q_query_findings(cx, &(struct q_query_findings_args){ project_id, pattern_id }, &rows, &n));
    struct finding_view *views = arena_array(cx->arena, struct finding_view, n);
    for (size_t i = 0; i < n; i++) {
        views[i] = (struct finding_view){ .kind = rows[i].kind,
                                          .status = rows[i].state,
                                          .events = rows[i].events,
                                          .last_ms = rows[i].last_ms,
                                          .issue_id = rows[i].issue_uuid,
                                          .issue_status = rows[i].issue_status };
        if (rows[i].short_no.set)
            views[i].issue_short_id = str_printf(cx->arena, "%.*s-%lld", FMT(rows[i].short_prefix),
                                                 (long long)rows[i].short_no.value);
    }
    *out = FIELD_ITEMS(views, n);
    return OK;
}

static enum status read_view(struct ctx *cx, int64_t project_id, int64_t id,
                             struct pattern_view *out)
{
    struct q_query_pattern_get_row p;
    bool found;

    TRY(q_query_pattern_get(cx, &(struct q_query_pattern_get_args){ project_id, id }, &p, &found));
    if (!found)
        return fail(cx, E_MISSING, "no such query pattern");
    double total_ms = (double)p.total_us / US_PER_MS;
    *out = (struct pattern_view){
        .id = uuid_from_row_id(cx->arena, p.id),
        .project_id = p.project_uuid,
        .query_hash = p.query_hash,
        .transaction = p.transaction_name,
        .normalized_query = p.normalized_query,
        .table_name = p.table_name,
        .query_type = type_of(p.normalized_query),
        .event_count = p.event_count,
        .distinct_events = p.distinct_events,
        .avg_per_event = share((double)p.event_count, p.distinct_events),
        .timed_count = p.timed_count,
        .total_exec_ms = total_ms,
        .avg_exec_ms = share(total_ms, p.timed_count),
        .max_exec_ms = (double)p.max_us / US_PER_MS,
        .ms_per_event = share(total_ms, p.distinct_events),
        .muted = p.is_muted,
        .first_seen_ms = p.first_seen_ms,
        .last_seen_ms = p.last_seen_ms,
    };
    return read_findings(cx, project_id, id, &out->findings);
}

/* --- reading ------------------------------------------------------------------------------- */

struct page_out {
    struct field_list items;
    struct str next;
    int64_t total;
    bool total_capped; /* never: PATTERNS_MAX */
};
static const struct field page_fields[] = {
    FIELD_LIST("items", struct page_out, items, 0, struct pattern_view, pattern_fields, 0),
    FIELD_STR("next", struct page_out, next, 0, 0),
    FIELD_I64("total", struct page_out, total, 0),
    FIELD_BOOL("total_capped", struct page_out, total_capped, 0),
    FIELD_END,
};

static const struct route_query page_query[] = {
    { "kind", "string", "finding (any), n_plus_one or slow; without it all patterns." },
    { "muted", "boolean", "Only muted ones, or only others." },
    { "q", "string", "Part of the statement or the transaction." },
    { "issue", "string", "The one an issue was made of." },
    { "sort", "string", "cost (default), count, average, last_seen, first_seen; largest first." },
    { "limit", "integer", "1 to 100, 50 by default." },
    { "cursor", "string", "next of the page before." },
    { NULL, NULL, NULL },
};

static enum status word_of(struct ctx *cx, const struct request *rq, const char *name,
                           const char *const *words, struct str *out)
{
    *out = request_query(rq, name);
    if (str_is_null(*out) || out->len == 0) {
        *out = S("");
        return OK;
    }
    for (; *words != NULL; words++) {
        if (str_eq(*out, str_c(*words)))
            return OK;
    }
    return fail_at(cx, E_INVALID, (struct err_where){ "invalid", name }, "no such %s", name);
}

/* -1 = both. */
static int64_t muted_of(const struct request *rq)
{
    struct str text = request_query(rq, "muted");

    if (text.len == 0)
        return -1;
    return request_query_bool(rq, "muted") ? 1 : 0;
}

static enum status answer_issues(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct q_query_pattern_of_issue_row row;
    struct page_out out = { .items = { 0 } };
    struct issue_ref issue;
    struct pattern_view view;
    bool found;

    TRY(issue_resolve(cx, rq->project_id, request_query(rq, "issue"), &issue));
    struct q_query_pattern_of_issue_args args = { rq->project_id, issue.id };
    TRY(q_query_pattern_of_issue(cx, &args, &row, &found));
    if (found) {
        TRY(read_view(cx, rq->project_id, row.pattern_id, &view));
        out.items = FIELD_ITEMS(&view, 1);
        out.total = 1;
    }
    return respond(cx, rs, status_http(OK), page_fields, &out);
}

static enum status patterns_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    static const char *const kinds[] = { "finding", "n_plus_one", "slow", NULL };
    static const char *const sorts[] = {
        "cost", "count", "average", "last_seen", "first_seen", NULL
    };
    struct q_query_pattern_page_args args = {
        .project_id = rq->project_id,
        .muted = muted_of(rq),
        .least = FINDING_EVENTS,
        .max =
            request_query_i64(rq, "limit", (struct request_range){ PAGE_DEFAULT, 1, LIMIT_PAGE }),
    };
    struct str q = request_query(rq, "q");
    struct q_query_pattern_found_row count;
    struct q_query_pattern_page_row *ids;
    struct page_key from = { 0 };
    size_t n;

    if (request_query(rq, "issue").len > 0)
        return answer_issues(cx, rq, rs);
    TRY(word_of(cx, rq, "kind", kinds, &args.kind));
    TRY(word_of(cx, rq, "sort", sorts, &args.sort));
    args.needle = q.len > 0 ? filter_anywhere(cx, str_lower(cx->arena, q)) : S("");
    if (!str_is_null(request_query(rq, "cursor")))
        TRY(page_parse(cx, CURSOR, request_query(rq, "cursor"), &from));
    args.skip = from.sort;
    struct q_query_pattern_found_args filter = { rq->project_id, args.kind, args.muted, args.needle,
                                                 args.least };
    TRY(q_query_pattern_found(cx, &filter, &count));
    TRY(q_query_pattern_page(cx, &args, &ids, &n));
    struct pattern_view *views = arena_array(cx->arena, struct pattern_view, n);
    for (size_t i = 0; i < n; i++)
        TRY(read_view(cx, rq->project_id, ids[i].id, &views[i]));
    struct page_out out = { .items = FIELD_ITEMS(views, n), .total = count.n };
    if (from.sort + (int64_t)n < count.n)
        out.next = page_cursor(cx, CURSOR, (struct page_key){ from.sort + (int64_t)n, 0 });
    return respond(cx, rs, status_http(OK), page_fields, &out);
}

/* --- one ------------------------------------------------------------------------------------ */

static enum status id_of(struct ctx *cx, const struct request *rq, int64_t *id)
{
    struct str uuid;

    if (!uuid_parse(cx->arena, request_param(rq, "pattern"), &uuid))
        return fail(cx, E_INVALID, "the id of a query pattern is a uuid");
    return uuid_to_row_id(uuid, id) ? OK : fail(cx, E_MISSING, "no such query pattern");
}

static enum status pattern_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct pattern_view view;
    int64_t id;

    TRY(id_of(cx, rq, &id));
    TRY(read_view(cx, rq->project_id, id, &view));
    return respond(cx, rs, status_http(OK), pattern_fields, &view);
}

struct pattern_in {
    bool muted;
};
static const struct field pattern_body[] = {
    FIELD_BOOL("muted", struct pattern_in, muted, FIELD_REQUIRED),
    FIELD_END,
};

static enum status pattern_put(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct pattern_in in = { 0 };
    struct pattern_view view;
    int64_t id, changed;

    TRY(request_read(cx, rq, pattern_body, &in));
    TRY(id_of(cx, rq, &id));
    struct q_query_pattern_mute_args args = { rq->project_id, id, in.muted };
    TRY(q_query_pattern_mute(cx, &args, &changed));
    if (changed == 0)
        return fail(cx, E_MISSING, "no such query pattern");
    TRY(read_view(cx, rq->project_id, id, &view));
    return respond(cx, rs, status_http(OK), pattern_fields, &view);
}

const struct route_param query_params[] = { { "pattern", NULL }, { 0 } };

const struct route query_routes[] = {
    { GET, "/api/v1/projects/{project}/query-patterns", SCOPE_READ, NULL, page_fields, patterns_get,
      "list_query_patterns",
      "SQL statements that events tell of, by shape and transaction: how often, how long, and "
      "what is wrong with them.",
      .query = page_query },
    { GET, "/api/v1/projects/{project}/query-patterns/{pattern}", SCOPE_READ, NULL, pattern_fields,
      pattern_get, NULL, "One of them." },
    { PUT, "/api/v1/projects/{project}/query-patterns/{pattern}", SCOPE_TRIAGE, pattern_body,
      pattern_fields, pattern_put, NULL,
      "Mutes a pattern: it is counted and reports nothing, until it is unmuted." },
    { 0 },
};
