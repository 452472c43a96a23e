/* Completion for the list's query field. */
#include "base/base.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/str.h"
#include "core/request.h"
#include "feature/issue/issue_int.h"
#include "feature/issue/issue_query.h"

const struct route_query issue_suggest_query[] = {
    { "project", "string", "Whose tags and releases are meant; none: those of all projects." },
    { "q", "string", "The query as it stands." },
    { "at", "integer", "Where the cursor is, in bytes." },
    { NULL, NULL, NULL },
};

static const struct field suggestion_fields[] = {
    FIELD_STR("text", struct query_suggestion, text, 0, 0),
    FIELD_STR("detail", struct query_suggestion, detail, 0, 0),
    FIELD_END,
};
struct suggest_out {
    struct field_list items;
    int64_t at;
    int64_t len;
};
const struct field issue_suggest_out[] = {
    FIELD_LIST("items", struct suggest_out, items, 0, struct query_suggestion, suggestion_fields,
               0),
    FIELD_I64("at", struct suggest_out, at, 0),
    FIELD_I64("len", struct suggest_out, len, 0),
    FIELD_END,
};

enum status issue_suggest_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct query_suggestions *found = arena_new(cx->arena, struct query_suggestions);
    struct request of = *rq; /* the project is named in the query, not in the path */
    struct str text = str_to(request_query(rq, "q"), QUERY_BYTES);
    struct str project = request_query(rq, "project");
    struct request_range range = { (int64_t)text.len, 0, (int64_t)text.len };

    if (project.len > 0)
        TRY(router_resolve(cx, &of, "project", project));
    TRY(issue_query_suggest(cx, of.project_id, str_is_null(text) ? S("") : text,
                            (size_t)request_query_i64(rq, "at", range), found));
    struct suggest_out out = { { found->items, found->n, 0 },
                               (int64_t)found->at,
                               (int64_t)found->len };
    return respond(cx, rs, status_http(OK), issue_suggest_out, &out);
}
