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

/* Without a secret nothing is proved. */
static bool is_proved(struct ctx *cx, const struct request *rq, const struct tracker *t,
                      struct str secret)
{
    struct str sent = rq->http != NULL ? request_header(rq, t->hook_header) : S("");
    uint8_t sum[SHA256_BYTES];

    if (secret.len == 0)
        return false;
    if (t->has_plain_secret)
        return crypto_equal(sent, secret);
    if (!str_starts(sent, str_c(t->hook_prefix)))
        return false;
    hmac_sha256(secret, rq->body, sum);
    struct str hex = str_hex(cx->arena, sum, sizeof sum);
    return crypto_equal(str_from(sent, strlen(t->hook_prefix)), hex);
}

/* A project that is not there, one without a secret and a call that proves nothing are answered
 * alike: whoever guesses addresses learns none. */
static enum status open_proved(struct ctx *cx, const struct request *rq, struct tracker_session *s,
                               int64_t *project_id)
{
    const struct tracker *tracker = s->tracker;
    struct request of = *rq;
    bool is_set;

    enum status st = router_resolve(cx, &of, "project", request_param(rq, "hook_project"));
    if (st == OK)
        st = tracker_session_open(cx, of.project_id, tracker, s, &is_set);
    if (st == E_MISSING)
        err_clear(&cx->err);
    else
        TRY(st);
    *project_id = of.project_id;
    if (is_proved(cx, rq, tracker, s->settings.webhook_secret))
        return OK;
    return fail(cx, E_UNAUTHENTICATED, "%s does not prove this call", tracker->hook_header);
}

enum status tracker_webhook_post(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct tracker_session s = { .tracker = tracker_named(request_param(rq, "tracker")) };
    struct tracker_ref ref = { 0 };
    struct json_doc *doc;
    int64_t project_id = 0;

    if (s.tracker == NULL)
        return fail(cx, E_MISSING, "no such tracker");
    TRY(open_proved(cx, rq, &s, &project_id));
    if (json_parse(cx, rq->body, &doc, NULL) != OK) /* GitHub's form, if nobody chose otherwise */
        return fail(cx, E_INVALID, "this is no JSON: choose application/json in %s's webhook",
                    s.tracker->title);
    s.tracker->hear(cx, &s, json_root(doc), &ref);
    if (ref.key.len > 0)
        TRY(tracker_hear(cx, &s, project_id, &ref, false));
    return respond_empty(rs, HTTP_NO_CONTENT);
}
