/* What trackers tell by their webhooks: proved by a secret, else not heard. */
#include "base/base.h"
#include "feature/tracker/tracker_int.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/str.h"
#include "core/request.h"
#include "port/crypto.h"
#include "port/json.h"

enum { HTTP_NO_CONTENT = 204 };

static bool is_proved(struct ctx *cx, const struct request *rq, const struct tracker_session *s)
{
    const struct tracker *t = s->tracker;
    struct str sent = rq->http != NULL ? request_header(rq, t->hook_header) : S("");
    uint8_t sum[SHA256_BYTES];

    if (t->has_plain_secret)
        return crypto_equal(sent, s->settings.webhook_secret);
    if (!str_starts(sent, str_c(t->hook_prefix)))
        return false;
    hmac_sha256(s->settings.webhook_secret, rq->body, sum);
    struct str hex = str_hex(cx->arena, sum, sizeof sum);
    return crypto_equal(str_from(sent, strlen(t->hook_prefix)), hex);
}

enum status tracker_webhook_post(struct ctx *cx, const struct request *rq, struct response *rs)
{
    const struct tracker *tracker = tracker_named(request_param(rq, "tracker"));
    struct tracker_session s;
    struct tracker_ref ref = { 0 };
    struct json_doc *doc;
    bool is_set;

    if (tracker == NULL)
        return fail(cx, E_MISSING, "no such tracker");
    TRY(tracker_session_open(cx, rq->project_id, tracker, &s, &is_set));
    if (s.settings.webhook_secret.len == 0)
        return fail(cx, E_MISSING, "no webhook is set up");
    if (!is_proved(cx, rq, &s))
        return fail(cx, E_UNAUTHENTICATED, "%s does not prove this call", tracker->hook_header);
    if (json_parse(cx, rq->body, &doc, NULL) != OK) /* GitHub's form, if nobody chose otherwise */
        return fail(cx, E_INVALID, "this is no JSON: choose application/json in %s's webhook",
                    tracker->title);
    tracker->hear(cx, &s, json_root(doc), &ref);
    if (ref.key.len > 0)
        TRY(tracker_hear(cx, &s, rq->project_id, &ref));
    return respond_empty(rs, HTTP_NO_CONTENT);
}
