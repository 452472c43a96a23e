/* Doors for what is counted and not kept (sentry-ingest.md §3): answered 200, so that
 * senders do not try again for ever, and visible in the outcomes. */
#include "base/base.h"
#include "feature/ingest/counted_api.h"

#include "base/ctx.h"
#include "base/str.h"
#include "feature/ingest/door_api.h"
#include "feature/ingest/outcome.h"

static enum status count(struct ctx *cx, struct ingest_request *ir)
{
    const char *category = ir->door->category;
    int64_t project_id = ir->auth.key.project_id;

    ir->accepted = (struct accepted){ .kinds = str_c(category) };
    bool is_within = rate_limit_item(project_id, category, cx->now_ms, &ir->accepted.limits);
    outcome_count(project_id, cx->now_ms, category,
                  is_within ? "not_kept" : "rate_limited:category_rate_limit", 1);
    return OK;
}

/* Network Error Logging: https://www.w3.org/TR/network-error-logging/ */
static enum status nel_accept(struct ctx *cx, struct ingest_request *ir)
{
    struct str sent = request_header(ir->rq, "Content-Type");
    struct str type = str_trim(str_to(sent, str_find_char(sent, ';')));

    if (!str_eq_fold(type, S("application/json")) &&
        !str_eq_fold(type, S("application/reports+json")))
        return fail(cx, E_MEDIA, "Content-Type must be application/reports+json");
    return count(cx, ir);
}

static enum status answer_empty(struct ctx *cx, const struct ingest_request *ir)
{
    (void)cx;
    return respond_empty(ir->rs, status_http(OK));
}

static const struct ingest_door spans_door = { count, answer_empty, .category = "span" };
static const struct ingest_door logs_door = { count, answer_empty, .category = "log_item" };
static const struct ingest_door nel_door = { nel_accept, answer_empty, .category = "log_item" };
enum status spans_post(struct ctx *cx, const struct request *rq, struct response *rs)
{
    return ingest_take(cx, rq, rs, &spans_door);
}

enum status logs_post(struct ctx *cx, const struct request *rq, struct response *rs)
{
    return ingest_take(cx, rq, rs, &logs_door);
}

enum status nel_post(struct ctx *cx, const struct request *rq, struct response *rs)
{
    return ingest_take(cx, rq, rs, &nel_door);
}
