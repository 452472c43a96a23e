#include "base/base.h"

#include "base/limits.h"
#include "base/str.h"
#include "feature/ingest/attempt_api.h"
#include "feature/ingest/door_api.h"
#include "feature/ingest/ingest.h"

static enum status envelope_accept(struct ctx *cx, struct ingest_request *ir)
{
    return accept_envelope(cx, ir->body, ir->auth.key.project_id, &ir->accepted);
}

static enum status store_accept(struct ctx *cx, struct ingest_request *ir)
{
    return accept_store(cx, ir->body, &ir->accepted);
}

static const struct ingest_door envelope_door = { envelope_accept, NULL, .is_envelope = true };
static const struct ingest_door store_door = { store_accept, NULL, .is_envelope = false };

static enum status envelope_post(struct ctx *cx, const struct request *rq, struct response *rs)
{
    return ingest_take(cx, rq, rs, &envelope_door);
}

/* An envelope may come by the older door, too (§3.1). */
static enum status store_post(struct ctx *cx, const struct request *rq, struct response *rs)
{
    bool is_envelope =
        str_starts_fold(request_header(rq, "Content-Type"), S("application/x-sentry-envelope"));

    return ingest_take(cx, rq, rs, is_envelope ? &envelope_door : &store_door);
}

/* Which project is meant is the key's to say; ingest_auth compares the two. */
static enum status dsn_project_resolve(struct ctx *cx, struct request *rq, struct str text)
{
    (void)cx, (void)rq, (void)text;
    return OK;
}

const struct route_param ingest_params[] = { { "dsn_project", dsn_project_resolve },
                                             { "dsn_key", NULL },
                                             { 0 } };

const struct route ingest_routes[] = {
    { POST, "/api/{dsn_project}/envelope", SCOPE_PUBLIC, NULL, NULL, envelope_post, NULL,
      "Receives an envelope from a Sentry SDK.", .flags = INGEST_ROUTE,
      .body_max = LIMIT_INFLIGHT_BYTES },
    { POST, "/api/{dsn_project}/store", SCOPE_PUBLIC, NULL, NULL, store_post, NULL,
      "Receives one event from an older Sentry SDK.", .flags = INGEST_ROUTE,
      .body_max = LIMIT_INFLIGHT_BYTES },
    { POST, "/api/store", SCOPE_PUBLIC, NULL, NULL, store_post, NULL,
      "The same for protocols 2 to 4: the key names the project.", .flags = INGEST_ROUTE,
      .body_max = LIMIT_INFLIGHT_BYTES },
    { GET, "/api/v1/projects/{project}/ingest-attempts", SCOPE_READ, NULL, attempts_fields,
      attempts_get, NULL, "The last requests SDKs sent to this project, refused ones with why." },
    { 0 },
};
