/* POST /search, and what is like an issue. */
#include "base/base.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/feature.h"
#include "core/request.h"
#include "feature/search/search.h"

enum { BODY_BYTES = 7 * SEARCH_BYTES /* a text whose every byte is escaped */ };

struct search_in {
    struct str q;
};
static const struct field search_in_fields[] = {
    FIELD_STR("q", struct search_in, q, FIELD_REQUIRED, SEARCH_BYTES),
    FIELD_END,
};
static const struct field reason_fields[] = {
    FIELD_STR("kind", struct search_reason, kind, FIELD_REQUIRED, 0),
    FIELD_STR("text", struct search_reason, text, FIELD_REQUIRED, 0),
    FIELD_END,
};
static const char *const item_kinds[] = { "issue", "event", "project", "release", NULL };
static const struct field item_fields[] = {
    FIELD_WORD("kind", struct search_item, kind, FIELD_REQUIRED, item_kinds),
    FIELD_STR("id", struct search_item, id, FIELD_REQUIRED, 0),
    FIELD_STR("title", struct search_item, title, FIELD_REQUIRED, 0),
    FIELD_STR("project_id", struct search_item, project_id, FIELD_REQUIRED | FIELD_UUID, 0),
    FIELD_STR("project_slug", struct search_item, project_slug, 0, 0),
    FIELD_STR("issue_id", struct search_item, issue_id, FIELD_OMIT | FIELD_UUID, 0),
    FIELD_STR("short_id", struct search_item, short_id, FIELD_OMIT, 0),
    FIELD_STR("status", struct search_item, status, FIELD_OMIT, 0),
    FIELD_STR("level", struct search_item, level, FIELD_OMIT, 0),
    FIELD_I64("event_count", struct search_item, event_count, 0),
    FIELD_TIME("last_seen", struct search_item, last_seen_ms, 0),
    FIELD_F64("score", struct search_item, score, 0),
    FIELD_LIST("why", struct search_item, why, 0, struct search_reason, reason_fields, 0),
    FIELD_END,
};
struct search_out {
    struct str kind;
    struct str language;
    struct field_list items;
};
static const char *const kinds[] = { "short_id", "event", "dsn",     "url",  "release",
                                     "trace",    "words", "similar", "none", NULL };
static const struct field search_out_fields[] = {
    FIELD_WORD("kind", struct search_out, kind, FIELD_REQUIRED, kinds),
    FIELD_STR("language", struct search_out, language, FIELD_OMIT, 0),
    FIELD_LIST("items", struct search_out, items, 0, struct search_item, item_fields, 0),
    FIELD_END,
};

static enum status answer(struct ctx *cx, struct response *rs, const struct search_results *found)
{
    struct search_out out = { found->kind, found->language, FIELD_ITEMS(found->items, found->n) };

    return respond(cx, rs, status_http(OK), search_out_fields, &out);
}

static enum status search_post(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct search_results *found = arena_new(cx->arena, struct search_results);
    struct search_in in = { 0 };

    TRY(request_read(cx, rq, search_in_fields, &in));
    TRY(search_find(cx, rq->host, in.q, found));
    return answer(cx, rs, found);
}

static enum status similar_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct search_results *found = arena_new(cx->arena, struct search_results);

    TRY(search_similar(cx, rq->project_id, rq->issue_id, found));
    return answer(cx, rs, found);
}

static const struct route search_routes[] = {
    { POST, "/api/v1/search", SCOPE_READ, search_in_fields, search_out_fields, search_post,
      "search", "Finds what a pasted text means: an id, a DSN, a release, a URL, a stack trace.",
      .body_max = BODY_BYTES },
    { GET, "/api/v1/projects/{project}/issues/{issue}/similar", SCOPE_READ, NULL, search_out_fields,
      similar_get, "list_similar_issues",
      "Issues that share frames and words with this one, and which." },
    { 0 },
};

const struct feature feature_search = { .name = "search", .routes = search_routes };
