/* One verb on many issues, on the wire. */
#include "base/base.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/request.h"
#include "feature/issue/issue_bulk.h"
#include "feature/issue/issue_int.h"
#include "feature/undo/undo_api.h"
#include "port/json.h"

enum { HTTP_ACCEPTED = 202 };

const struct field issue_bulk_values_in[] = {
    ISSUE_STATUS_FIELDS(struct issue_bulk_values, change, 0),
    FIELD_STR("assigned_to", struct issue_bulk_values, assigned_to, FIELD_UUID, LIMIT_NAME),
    FIELD_STR("key", struct issue_bulk_values, label.key, 0, LIMIT_TAG_KEY),
    FIELD_STR("value", struct issue_bulk_values, label.value, 0, LIMIT_TAG_VALUE),
    FIELD_OPT_I64("priority", struct issue_bulk_values, priority, 0),
    FIELD_STR("primary_id", struct issue_bulk_values, primary_id, FIELD_UUID, 0),
    FIELD_STR("mode", struct issue_bulk_values, mode, 0, LIMIT_NAME),
    FIELD_OPT_BOOL("followed", struct issue_bulk_values, followed, 0),
    FIELD_END,
};
static const struct field query_in[] = {
    FIELD_STR("q", struct issue_bulk_query, q, 0, 0),
    FIELD_TIME("as_of", struct issue_bulk_query, as_of_ms, 0),
    FIELD_OPT_I64("expected", struct issue_bulk_query, expected, 0),
    FIELD_END,
};
const struct field issue_bulk_in[] = {
    FIELD_STR_LIST("ids", struct issue_bulk, ids, 0, ISSUE_BULK_MAX),
    FIELD_OBJECT("query", struct issue_bulk, query, 0, struct issue_bulk_query, query_in),
    FIELD_STR("verb", struct issue_bulk, verb, FIELD_REQUIRED, LIMIT_NAME),
    FIELD_OBJECT("values", struct issue_bulk, values, 0, struct issue_bulk_values,
                 issue_bulk_values_in),
    FIELD_STR("mode", struct issue_bulk, mode, 0, LIMIT_NAME),
    FIELD_END,
};

static const struct field skip_fields[] = {
    FIELD_STR("id", struct issue_bulk_skip, id, FIELD_REQUIRED, 0),
    FIELD_STR("reason", struct issue_bulk_skip, reason, FIELD_REQUIRED, 0),
    FIELD_END,
};
struct bulk_out {
    int64_t affected;
    struct field_list skipped;
    struct str undo;
    struct str job;
};
const struct field issue_bulk_out[] = {
    FIELD_I64("affected", struct bulk_out, affected, 0),
    FIELD_LIST("skipped", struct bulk_out, skipped, 0, struct issue_bulk_skip, skip_fields, 0),
    FIELD_STR("undo", struct bulk_out, undo, 0, 0),
    FIELD_STR("job", struct bulk_out, job, FIELD_OMIT | FIELD_UUID, 0),
    FIELD_END,
};

/* Exactly one of both. An object of a table cannot say that it is absent: a query finds all
 * when it is {}. */
static enum status check_which(struct ctx *cx, const struct request *rq, struct issue_bulk *in)
{
    struct json_doc *doc;

    TRY(json_parse(cx, rq->body, &doc, NULL));
    in->has_query = !json_is_null(json_get(json_root(doc), S("query")));
    if (in->has_query == (in->ids.n > 0))
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "ids" },
                       "either ids or query says which issues");
    return OK;
}

enum status issues_bulk_post(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct issue_bulk in = { .project_id = rq->project_id };
    struct issue_bulk_result result;

    TRY(request_read(cx, rq, issue_bulk_in, &in));
    in.project_id = rq->project_id;
    TRY(check_which(cx, rq, &in));
    TRY(issue_bulk_run(cx, &in, &result));
    undo_answer(rs, &result.undo);
    TRY(issue_publish_all(cx, result.refs, result.n_refs, result.is_gone));
    struct bulk_out out = { result.affected, FIELD_ITEMS(result.skipped, result.n_skipped),
                            result.undo.token, result.job };
    return respond(cx, rs, str_is_null(result.job) ? status_http(OK) : HTTP_ACCEPTED,
                   issue_bulk_out, &out);
}
