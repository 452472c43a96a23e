/* GitLab: REST v4 (docs.gitlab.com/api/issues). A project is its number or its path, which goes
 * as one segment. */
#include "base/base.h"
#include "feature/tracker/tracker.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/str.h"
#include "port/json.h"
#include "port/jsonw.h"

enum { BODY_BYTES = 64 << 10, FIND_BYTES = 1 << 20 };

static const char *const needs[] = { "project", "token", NULL };

static struct str base(const struct tracker_settings *s)
{
    return s->base_url.len > 0 ? s->base_url : S("https://gitlab.com");
}

static void sign(struct ctx *cx, const struct tracker_session *s, struct httpc_header *out)
{
    (void)cx;
    out[0] = (struct httpc_header){ "Accept", S("application/json"), false };
    out[1] = (struct httpc_header){ "PRIVATE-TOKEN", s->settings.token, true };
}

static struct str project(struct ctx *cx, const struct tracker_session *s)
{
    return str_printf(cx->arena, "/api/v4/projects/%.*s",
                      FMT(str_url_encode(cx->arena, s->settings.project)));
}

static enum status check(struct ctx *cx, struct tracker_session *s)
{
    struct tracker_call call = { "GET", project(cx, s), { 0 }, 0 };
    struct json *answer;

    TRY(tracker_call(cx, s, &call, &answer));
    return str_is_null(json_str(json_get(answer, S("path_with_namespace"))))
               ? tracker_puzzled(cx, s)
               : OK;
}

static bool read_issue(struct ctx *cx, const struct json *v, struct tracker_ref *out)
{
    struct str url = json_str(json_get(v, S("web_url")));
    int64_t iid;

    if (!json_i64(json_get(v, S("iid")), &iid) || iid <= 0 || !tracker_url_is_good(url))
        return false;
    *out =
        (struct tracker_ref){ .key = str_printf(cx->arena, "%lld", (long long)iid),
                              .url = url,
                              .is_closed = str_eq(json_str(json_get(v, S("state"))), S("closed")),
 .changed_ms = tracker_time(cx, json_str(json_get(v, S("updated_at")))) };
    return true;
}

static enum status create(struct ctx *cx, struct tracker_session *s,
                          const struct tracker_ticket *ticket, struct tracker_ref *out)
{
    struct tracker_call call = { .method = "POST" };
    struct json *answer;
    struct buf b;
    struct jsonw w;

    buf_init(&b, cx->arena, BODY_BYTES);
    jsonw_init(&w, &b);
    jsonw_obj(&w);
    jsonw_key_str(&w, "title", ticket->title);
    jsonw_key_str(&w, "description", tracker_markdown(cx, ticket));
    if (s->settings.labels.len > 0)
        jsonw_key_str(&w, "labels", s->settings.labels);
    jsonw_end(&w);
    call.path = str_printf(cx->arena, "%.*s/issues", FMT(project(cx, s)));
    call.body = buf_str(&b);
    TRY(tracker_call(cx, s, &call, &answer));
    return read_issue(cx, answer, out) ? OK : tracker_puzzled(cx, s);
}

/* Its search looks into the table itself: what was made is found at once. */
static enum status find(struct ctx *cx, struct tracker_session *s, const struct tracker_look *look,
                        struct tracker_ref *out)
{
    struct tracker_call call = { .method = "GET", .body_max = FIND_BYTES };
    struct json *answer;

    call.path =
        str_printf(cx->arena, "%.*s/issues?scope=all&in=description&per_page=20&search=%.*s",
                   FMT(project(cx, s)), FMT(str_url_encode(cx->arena, look->marker)));
    TRY(tracker_call(cx, s, &call, &answer));
    if (json_type(answer) != JSON_ARR)
        return tracker_puzzled(cx, s);
    struct json_iter it = json_iter(answer);
    while (json_next(&it)) {
        if (str_contains(json_str(json_get(it.value, S("description"))), look->marker) &&
            read_issue(cx, it.value, out))
            break;
    }
    return OK;
}

static enum status get(struct ctx *cx, struct tracker_session *s, struct str key,
                       struct tracker_ref *out)
{
    struct tracker_call call = { .method = "GET" };
    struct json *answer;

    call.path = str_printf(cx->arena, "%.*s/issues/%.*s", FMT(project(cx, s)),
                           FMT(str_url_encode(cx->arena, key)));
    TRY(tracker_call(cx, s, &call, &answer));
    return read_issue(cx, answer, out) ? OK : tracker_puzzled(cx, s);
}

static enum status reopen(struct ctx *cx, struct tracker_session *s, struct str key)
{
    struct tracker_call call = { .method = "PUT", .body = S("{\"state_event\":\"reopen\"}") };
    struct json *answer;

    call.path = str_printf(cx->arena, "%.*s/issues/%.*s", FMT(project(cx, s)),
                           FMT(str_url_encode(cx->arena, key)));
    return tracker_call(cx, s, &call, &answer);
}

/* An "Issue Hook"; a group's tells of all its projects. */
static void hear(struct ctx *cx, const struct tracker_session *s, const struct json *body,
                 struct tracker_ref *out)
{
    struct str path = json_str(json_get_path(body, "project.path_with_namespace"));
    struct str number = json_number(json_get_path(body, "project.id"));
    const struct json *issue = json_get(body, S("object_attributes"));
    struct str iid = json_number(json_get(issue, S("iid")));
    bool is_ours = str_eq_fold(path, s->settings.project) || str_eq(number, s->settings.project);

    if (!is_ours || iid.len == 0 || !str_eq(json_str(json_get(body, S("object_kind"))), S("issue")))
        return;
    out->key = iid;
    out->is_closed = str_eq(json_str(json_get(issue, S("state"))), S("closed"));
    out->changed_ms = tracker_time(cx, json_str(json_get(issue, S("updated_at"))));
}

const struct tracker tracker_gitlab = {
    .name = "gitlab",
    .title = "GitLab",
    .has_number = true,
    .needs = needs,
    .base = base,
    .sign = sign,
    .check = check,
    .create = create,
    .find = find,
    .get = get,
    .reopen = reopen,
    .hear = hear,
    .hook_header = "X-Gitlab-Token",
    .hook_prefix = "",
    .has_plain_secret = true,
};
