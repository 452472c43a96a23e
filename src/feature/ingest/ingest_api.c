#include "base/base.h"

#include "base/str.h"
#include "feature/ingest/attempt_api.h"
#include "feature/ingest/counted_api.h"
#include "feature/ingest/door_api.h"
#include "feature/ingest/ingest.h"
#include "feature/ingest/lookup_api.h"
#include "feature/ingest/outcome_api.h"
#include "feature/ingest/quarantine_api.h"
#include "feature/ingest/security_api.h"
#include "feature/ingest/unreal_api.h"

static enum status envelope_accept(struct ctx *cx, struct ingest_request *ir)
{
    ir->accepted.file = ir->body.file;
    return accept_envelope(cx, ir->body.text, ir->auth.key.project_id, &ir->accepted);
}

static enum status store_accept(struct ctx *cx, struct ingest_request *ir)
{
    return accept_store(cx, ir->body.text, ir->auth.key.project_id, &ir->accepted);
}

/* Old browsers fetch a picture whose address holds the event (§3). */
static enum status store_get_accept(struct ctx *cx, struct ingest_request *ir)
{
    return accept_store(cx, request_query(ir->rq, "sentry_data"), ir->auth.key.project_id,
                        &ir->accepted);
}

static enum status answer_pixel(struct ctx *cx, const struct ingest_request *ir)
{
    /* GIF89a, 1×1, transparent. */
    static const char pixel[] = "GIF89a\1\0\1\0\200\0\0\0\0\0\377\377\377!\371\4\1\0\0\0\0,"
                                "\0\0\0\0\1\0\1\0\0\2\2D\1\0;";

    (void)cx;
    return respond_text(ir->rs, status_http(OK), "image/gif", str_make(pixel, sizeof pixel - 1));
}

static const struct ingest_door envelope_door = { envelope_accept, NULL, .is_envelope = true };
static const struct ingest_door store_door = { store_accept, NULL, .category = "error" };
static const struct ingest_door store_get_door = { store_get_accept, answer_pixel,
                                                   .category = "error" };

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

static enum status store_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    return ingest_take(cx, rq, rs, &store_get_door);
}

/* Which project is meant is the key's to say; ingest_auth compares the two. */
static enum status dsn_project_resolve(struct ctx *cx, struct request *rq, struct str text)
{
    (void)cx, (void)rq, (void)text;
    return OK;
}

const struct route_param ingest_params[] = {
    { "quarantined", NULL }, { "dsn_project", dsn_project_resolve }, { "dsn_key", NULL }, { 0 }
};

const struct route ingest_routes[] = {
    { POST, "/api/{dsn_project}/envelope", SCOPE_PUBLIC, NULL, NULL, envelope_post, NULL,
      "Receives an envelope from a Sentry SDK.", .flags = INGEST_ROUTE },
    { POST, "/api/{dsn_project}/store", SCOPE_PUBLIC, NULL, NULL, store_post, NULL,
      "Receives one event from an older Sentry SDK.", .flags = INGEST_ROUTE },
    { GET, "/api/{dsn_project}/store", SCOPE_PUBLIC, NULL, NULL, store_get, NULL,
      "Receives one event in the query; answers a picture of one pixel.", .flags = INGEST_ROUTE },
    { POST, "/api/store", SCOPE_PUBLIC, NULL, NULL, store_post, NULL,
      "The same for protocols 2 to 4: the key names the project.", .flags = INGEST_ROUTE },
    { POST, "/api/{dsn_project}/security", SCOPE_PUBLIC, NULL, NULL, security_post, NULL,
      "Receives a browser's reports about broken policies.", .flags = INGEST_ROUTE },
    { POST, "/api/{dsn_project}/csp-report", SCOPE_PUBLIC, NULL, NULL, security_post, NULL,
      "The same under an older address.", .flags = INGEST_ROUTE },
    { POST, "/api/{dsn_project}/csp", SCOPE_PUBLIC, NULL, NULL, security_post, NULL,
      "The same under a shorter address.", .flags = INGEST_ROUTE },
    { POST, "/api/{dsn_project}/otlp/v1/traces", SCOPE_PUBLIC, NULL, NULL, spans_post, NULL,
      "Counts spans of an OpenTelemetry exporter.", .flags = INGEST_ROUTE },
    { POST, "/api/{dsn_project}/integration/otlp/v1/traces", SCOPE_PUBLIC, NULL, NULL, spans_post,
      NULL, "The same under its newer address.", .flags = INGEST_ROUTE },
    { POST, "/api/{dsn_project}/otlp/v1/logs", SCOPE_PUBLIC, NULL, NULL, logs_post, NULL,
      "Counts logs of an OpenTelemetry exporter.", .flags = INGEST_ROUTE },
    { POST, "/api/{dsn_project}/integration/otlp/v1/logs", SCOPE_PUBLIC, NULL, NULL, logs_post,
      NULL, "The same under its newer address.", .flags = INGEST_ROUTE },
    { POST, "/api/{dsn_project}/nel", SCOPE_PUBLIC, NULL, NULL, nel_post, NULL,
      "Counts a browser's network error reports.", .flags = INGEST_ROUTE },
    { POST, "/api/{dsn_project}/unreal/{dsn_key}", SCOPE_PUBLIC, NULL, NULL, unreal_post, NULL,
      "Keeps a crash of the Unreal Engine as a file of an event.", .flags = INGEST_ROUTE },
    { GET, "/api/v1/events/lookup", SCOPE_READ, NULL, lookup_fields, lookup_get, "lookup_event",
      "What became of an event: stored, only counted (thinned), filtered, refused, waiting to be "
      "digested, kept aside, or never seen.",
      .query = lookup_query },
    { GET, "/api/v1/projects/{project}/outcomes", SCOPE_READ, NULL, outcomes_fields, outcomes_get,
      "project_outcomes",
      "What became of all that was sent to a project, by category, outcome and reason.",
      .query = outcomes_query },
    { GET, "/api/v1/projects/{project}/ingest-attempts", SCOPE_READ, NULL, attempts_fields,
      attempts_get, NULL, "The last requests SDKs sent to this project, refused ones with why." },
    { GET, "/api/v1/system/quarantine", SCOPE_ADMIN, NULL, quarantine_fields, quarantine_get, NULL,
      "Records that could not be digested, with why, newest first.", .query = quarantine_query },
    { POST, "/api/v1/system/quarantine/{quarantined}/retry", SCOPE_ADMIN, NULL, NULL,
      quarantine_retry_post, NULL,
      "Has a record digested again; it leaves the list when that worked.",
      .flags = ROUTE_ACCEPTED },
    { DELETE, "/api/v1/system/quarantine/{quarantined}", SCOPE_ADMIN, NULL, NULL, quarantine_delete,
      NULL, "Throws a record away for good." },
    { 0 },
};
