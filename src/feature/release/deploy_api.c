/* Deploys: told by whoever deploys, shown newest first. */
#include "base/base.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/request.h"
#include "feature/release/deploy.h"

enum {
    HTTP_CREATED = 201,
    DEPLOYS_SHOWN = 20, /* contract gosnag-api.md §13 */
    COMMIT_BYTES = 64,  /* SHA-256 in hex             */
    URL_BYTES = 2048,
};

static const struct field new_deploy_out[] = {
    FIELD_STR("id", struct deploy, uuid, FIELD_REQUIRED | FIELD_UUID, 0),
    FIELD_STR("version", struct deploy, version, FIELD_REQUIRED, 0),
    FIELD_STR("environment", struct deploy, environment, FIELD_REQUIRED, 0),
    FIELD_TIME("deployed_at", struct deploy, deployed_ms, FIELD_REQUIRED),
    FIELD_END,
};

struct deploy_out {
    struct deploy d;
    struct str project_id;
};
static const struct field deploy_out[] = {
    FIELD_STR("id", struct deploy_out, d.uuid, FIELD_REQUIRED | FIELD_UUID, 0),
    FIELD_STR("project_id", struct deploy_out, project_id, FIELD_REQUIRED | FIELD_UUID, 0),
    FIELD_STR("release_version", struct deploy_out, d.version, FIELD_REQUIRED, 0),
    FIELD_STR("commit_sha", struct deploy_out, d.commit_sha, 0, 0),
    FIELD_STR("environment", struct deploy_out, d.environment, FIELD_REQUIRED, 0),
    FIELD_STR("url", struct deploy_out, d.url, 0, 0),
    FIELD_TIME("deployed_at", struct deploy_out, d.deployed_ms, FIELD_REQUIRED),
    FIELD_TIME("created_at", struct deploy_out, d.created_ms, FIELD_REQUIRED),
    FIELD_END,
};

static const struct field deploy_in[] = {
    FIELD_STR("version", struct deploy, version, FIELD_REQUIRED, LIMIT_RELEASE),
    FIELD_STR("commit", struct deploy, commit_sha, 0, COMMIT_BYTES),
    FIELD_STR("environment", struct deploy, environment, 0, LIMIT_ENVIRONMENT),
    FIELD_STR("url", struct deploy, url, 0, URL_BYTES),
    FIELD_END,
};

static enum status deploys_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct deploy *deploys;
    size_t n;

    TRY(deploy_newest(cx, rq->project_id, DEPLOYS_SHOWN, &deploys, &n));
    struct deploy_out *out = arena_array(cx->arena, struct deploy_out, n);
    for (size_t i = 0; i < n; i++)
        out[i] = (struct deploy_out){ deploys[i], rq->project_uuid };
    return respond_list(cx, rs, status_http(OK), deploy_out, FIELD_ITEMS(out, n));
}

static struct str absent_when_empty(struct str s)
{
    return s.len > 0 ? s : (struct str){ 0 };
}

/* People click it: no script, no file. */
static bool is_web_address(struct str url)
{
    return str_starts_fold(url, S("http://")) || str_starts_fold(url, S("https://"));
}

static enum status deploy_post(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct deploy d = { 0 };

    TRY(request_read(cx, rq, deploy_in, &d));
    d.commit_sha = absent_when_empty(d.commit_sha);
    d.url = absent_when_empty(d.url);
    if (!str_is_null(d.url) && !is_web_address(d.url))
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "url" },
                       "url must begin with http:// or https://");
    if (d.environment.len == 0)
        d.environment = S("production");
    TRY(deploy_add(cx, rq->project_id, &d));
    return respond(cx, rs, HTTP_CREATED, new_deploy_out, &d);
}

const struct route release_routes[] = {
    { GET, "/api/v1/projects/{project}/deploys", SCOPE_READ, NULL, deploy_out, deploys_get,
      "list_deploys", "The newest 20 deploys.", .flags = ROUTE_LIST },
    { POST, "/api/v1/projects/{project}/deploys", SCOPE_TRIAGE, deploy_in, new_deploy_out,
      deploy_post, NULL, "Tells that a version went live: {version, commit?, environment?, url?}.",
      .flags = ROUTE_CREATED },
    { 0 },
};
