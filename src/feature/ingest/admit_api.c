#include "base/base.h"

#include "feature/ingest/admit_api.h"

#include "base/ctx.h"
#include "base/str.h"
#include "feature/inbound/inbound.h"
#include "feature/ingest/digest.h"
#include "feature/ingest/envelope.h"
#include "feature/ingest/outcome.h"
#include "feature/rate_limit/rate_limit.h"
#include "port/compress.h"

/* Of what a request would have brought. */
static const char *category_of(const struct ingest_request *ir)
{
    return ir->door->category != NULL ? ir->door->category : "unknown";
}

static void count(const struct ingest_request *ir, const char *reason)
{
    outcome_count(ir->auth.key.project_id, ir->now_ms, category_of(ir), reason, 1);
}

/* The id the client knows its event by, when it can be had without inflating; else one
 * for the answer, where the client expects one. */
static void find_id(struct ctx *cx, struct ingest_request *ir)
{
    struct str encoding = request_header(ir->rq, "Content-Encoding");
    struct envelope e;

    if (!ir->door->is_envelope) {
        ir->accepted.has_answer_id = true;
        event_id_random(&ir->accepted.answer_id);
        return;
    }
    struct str body = str_is_null(ir->body.text) ? ir->rq->body : ir->body.text;
    if (str_is_null(ir->body.text) && encoding_parse(encoding) != ENCODING_IDENTITY)
        return;
    if (envelope_open(cx, body, &e) != OK) {
        err_clear(&cx->err);
        return;
    }
    ir->accepted.has_answer_id = e.has_event_id;
    ir->accepted.answer_id = e.event_id;
}

static void limit_headers(struct ctx *cx, const struct ingest_request *ir)
{
    const struct rate_hits *hits = &ir->accepted.limits;
    long long retry_s = (long long)rate_hits_retry_s(hits);

    respond_header(ir->rs, "Retry-After", str_printf(cx->arena, "%lld", retry_s));
    respond_header(ir->rs, "X-Sentry-Rate-Limits", rate_hits_header(cx->arena, hits));
}

/* "organization" is the scope SDKs know for all of a server; it means the address. */
static const char *whose(const struct rate_hit *hit)
{
    return strcmp(hit->scope, "organization") == 0 ? "address" : hit->scope;
}

enum status admit_fail_limited(struct ctx *cx, const struct ingest_request *ir)
{
    const struct rate_hit *hit = &ir->accepted.limits.hits[0];

    limit_headers(cx, ir);
    return fail(cx, E_RATE, "over a limit of this %s (%s%s%s)", whose(hit), hit->reason,
                hit->category != NULL ? ": " : "", hit->category != NULL ? hit->category : "");
}

/* What over-limit requests have in common, once the limits that were met are known. */
static enum status turn_away(struct ctx *cx, struct ingest_request *ir)
{
    struct str outcome =
        str_printf(cx->arena, "rate_limited:%s", ir->accepted.limits.hits[0].reason);

    find_id(cx, ir);
    if (ir->auth.key.project_id != 0)
        count(ir, str_cz(cx->arena, outcome));
    if (!ir->door->is_never_429)
        return admit_fail_limited(cx, ir);
    ir->dropped = str_cz(cx->arena, outcome);
    return OK;
}

enum status admit_fail_address(struct ctx *cx, struct ingest_request *ir, int64_t retry_s)
{
    rate_hits_add(&ir->accepted.limits,
                  &(struct rate_hit){ retry_s, NULL, "organization", "address" });
    return turn_away(cx, ir);
}

static enum status check_limits(struct ctx *cx, struct ingest_request *ir)
{
    const struct project_key *key = &ir->auth.key;
    struct rate_request asked = { .project_id = key->project_id,
                                  .key_id = key->key_id,
                                  .key_rates = key->rates,
                                  .now_ms = ir->now_ms,
                                  .lag_ms = digest_lag_ms(ir->now_ms) };

    return rate_limit_request(&asked, &ir->accepted.limits) ? OK : turn_away(cx, ir);
}

enum status admit_request(struct ctx *cx, struct ingest_request *ir)
{
    int64_t project_id = ir->auth.key.project_id;

    if (!inbound_is_origin_allowed(project_id, ir->rq->origin)) {
        count(ir, "invalid:origin");
        return fail(cx, E_DENIED, "pages of this origin may not send to this project");
    }
    enum event_filter filter = inbound_filter_address(project_id, ir->rq->client_address);
    if (filter == FILTER_NONE)
        return check_limits(cx, ir);
    ir->dropped = event_filter_outcome(filter);
    find_id(cx, ir);
    count(ir, ir->dropped);
    return OK;
}

bool admit_is_limited(const struct ingest_request *ir)
{
    return ir->accepted.limits.n > 0 && !ir->door->is_never_429;
}

void admit_count_refused(const struct ingest_request *ir, enum status st)
{
    static const struct {
        enum status st;
        const char *reason;
    } rows[] = {
        { E_INVALID, "invalid:malformed" },
        { E_TOO_LARGE, "invalid:too_large" },
        { E_MEDIA, "invalid:content_type" },
    };

    for (size_t i = 0; i < ARRAY_LEN(rows) && ir->auth.key.project_id != 0; i++) {
        if (rows[i].st == st)
            count(ir, rows[i].reason);
    }
}
