/* What a project says of its trackers beside its own columns. Tokens are never shown. */
#include "base/base.h"
#include "feature/tracker/tracker_int.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/str.h"
#include "core/request.h"
#include "core/tx.h"
#include "core/version.h"
#include "feature/audit/audit.h"
#include "feature/project/project.h"
#include "feature/tracker/tracker_sql.h"
#include "port/jsonw.h"

enum { SETTINGS_BYTES = 32 << 10, TRACKERS = 4, POLL_MAX_MIN = 7 * 24 * 60 };

struct settings_out {
    struct str tracker, title;
    struct tracker_settings set;
    int64_t version;
    bool configured, token_set, webhook_secret_set;
};
const struct field tracker_settings_out_fields[] = {
    FIELD_STR("tracker", struct settings_out, tracker, FIELD_REQUIRED, 0),
    FIELD_STR("title", struct settings_out, title, FIELD_REQUIRED, 0),
    FIELD_BOOL("configured", struct settings_out, configured, FIELD_REQUIRED),
    FIELD_STR("base_url", struct settings_out, set.base_url, FIELD_REQUIRED, 0),
    FIELD_STR("email", struct settings_out, set.email, FIELD_REQUIRED, 0),
    FIELD_STR("project", struct settings_out, set.project, FIELD_REQUIRED, 0),
    FIELD_STR("issue_type", struct settings_out, set.issue_type, FIELD_REQUIRED, 0),
    FIELD_STR("owner", struct settings_out, set.owner, FIELD_REQUIRED, 0),
    FIELD_STR("repo", struct settings_out, set.repo, FIELD_REQUIRED, 0),
    FIELD_STR("labels", struct settings_out, set.labels, FIELD_REQUIRED, 0),
    FIELD_BOOL("token_set", struct settings_out, token_set, FIELD_REQUIRED),
    FIELD_BOOL("webhook_secret_set", struct settings_out, webhook_secret_set, FIELD_REQUIRED),
    FIELD_BOOL("closed_resolves", struct settings_out, set.closed_resolves, FIELD_REQUIRED),
    FIELD_BOOL("reopen_reopens", struct settings_out, set.reopen_reopens, FIELD_REQUIRED),
    FIELD_I64("poll_minutes", struct settings_out, set.poll_minutes, FIELD_REQUIRED),
    FIELD_I64("version", struct settings_out, version, FIELD_REQUIRED),
    FIELD_END,
};

struct settings_in {
    struct tracker_settings set;
    struct str_list clear;
};
const struct field tracker_settings_in_fields[] = {
    FIELD_STR("base_url", struct settings_in, set.base_url, 0, HTTPC_URL_BYTES),
    FIELD_STR("project", struct settings_in, set.project, 0, TRACKER_SETTING_BYTES),
    FIELD_STR("owner", struct settings_in, set.owner, 0, TRACKER_SETTING_BYTES),
    FIELD_STR("repo", struct settings_in, set.repo, 0, TRACKER_SETTING_BYTES),
    FIELD_STR("labels", struct settings_in, set.labels, 0, TRACKER_SETTING_BYTES),
    FIELD_STR("token", struct settings_in, set.token, FIELD_SECRET, TRACKER_SECRET_BYTES),
    FIELD_STR("webhook_secret", struct settings_in, set.webhook_secret, FIELD_SECRET,
              TRACKER_SECRET_BYTES),
    FIELD_BOOL("closed_resolves", struct settings_in, set.closed_resolves, 0),
    FIELD_BOOL("reopen_reopens", struct settings_in, set.reopen_reopens, 0),
    FIELD_I64("poll_minutes", struct settings_in, set.poll_minutes, 0),
    FIELD_STR_LIST("clear", struct settings_in, clear, 0, 2),
    FIELD_OPT_I64("version", struct settings_in, set.version, 0),
    FIELD_END,
};

static enum status view_of(struct ctx *cx, int64_t project_id, const struct tracker *tracker,
                           struct settings_out *out)
{
    struct tracker_session s;

    *out = (struct settings_out){ .tracker = str_c(tracker->name), .title = str_c(tracker->title) };
    TRY(tracker_session_open(cx, project_id, tracker, &s, &out->configured));
    out->set = s.settings;
    out->token_set = s.settings.token.len > 0;
    out->webhook_secret_set = s.settings.webhook_secret.len > 0;
    out->version = s.settings.version.value;
    return OK;
}

enum status tracker_settings_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct settings_out list[TRACKERS];
    size_t n = 0;

    for (; trackers[n] != NULL; n++)
        TRY(view_of(cx, rq->project_id, trackers[n], &list[n]));
    return respond_list(cx, rs, status_http(OK), tracker_settings_out_fields, FIELD_ITEMS(list, n));
}

/* --- writing --------------------------------------------------------------------------- */

/* All who may read see it: it holds no account. Paths are put behind it, so it has no query. */
static enum status check_base(struct ctx *cx, struct str url)
{
    const struct err_where where = { "invalid", "base_url" };

    if (url.len == 0)
        return OK;
    for (size_t i = 0; i < url.len; i++) {
        if (strchr("@?#", url.p[i]) != NULL)
            return fail_at(cx, E_INVALID, where, "base_url has no account, query or fragment");
    }
    if (httpc_check_url(cx, url) == OK)
        return OK;
    struct str words = str_printf(cx->arena, "%s", cx->err.text);
    return fail_at(cx, E_INVALID, where, "%.*s", FMT(words));
}

/* Of Jira all, of GitHub all but the address stand in the project's columns. */
static enum status check_place(struct ctx *cx, const struct tracker *tracker,
                               const struct settings_in *in)
{
    const struct {
        const char *name;
        struct str value;
        bool is_githubs;
    } all[] = {
        { "base_url", in->set.base_url, true }, { "project", in->set.project, false },
        { "owner", in->set.owner, false },      { "repo", in->set.repo, false },
        { "labels", in->set.labels, false },    { "token", in->set.token, false },
    };

    for (size_t i = 0; i < ARRAY_LEN(all); i++) {
        bool is_here =
            tracker != &tracker_jira && (tracker != &tracker_github || all[i].is_githubs);
        if (!is_here && all[i].value.len > 0)
            return fail_at(cx, E_INVALID, (struct err_where){ "invalid", all[i].name },
                           "of %s this is set in the project itself", tracker->title);
    }
    return check_base(cx, str_trim(in->set.base_url));
}

/* The new one; absent and "" leave what is there, unless it is to be cleared. */
static struct str box_of(struct ctx *cx, struct str plain, struct str was, bool is_cleared)
{
    if (str_trim(plain).len > 0)
        return project_secret_seal(cx, str_trim(plain));
    return is_cleared || str_is_null(was) ? S("") : was;
}

static bool is_cleared(const struct settings_in *in, struct str name)
{
    size_t i = 0;

    while (i < in->clear.n && !str_eq(in->clear.items[i], name))
        i++;
    return i < in->clear.n;
}

static enum status check_rest(struct ctx *cx, const struct settings_in *in)
{
    for (size_t i = 0; i < in->clear.n; i++) {
        if (!str_eq(in->clear.items[i], S("token")) &&
            !str_eq(in->clear.items[i], S("webhook_secret")))
            return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "clear" },
                           "clear may name token, webhook_secret");
    }
    if (in->set.poll_minutes < 0 || in->set.poll_minutes > POLL_MAX_MIN)
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "poll_minutes" },
                       "poll_minutes is 0 to %d", POLL_MAX_MIN);
    return OK;
}

static enum status write(struct ctx *cx, const struct request *rq, const struct tracker *tracker,
                         struct settings_in *in)
{
    struct q_tracker_settings_args key = { rq->project_id, str_c(tracker->name) };
    struct q_tracker_settings_row was;
    struct buf b;
    struct jsonw w;
    bool found;
    int64_t changed;

    TRY(q_tracker_settings(cx, &key, &was, &found));
    if (!found)
        return fail(cx, E_MISSING, "no such project");
    TRY(version_check(cx, in->set.version, was.version.value, "tracker"));
    buf_init(&b, cx->arena, SETTINGS_BYTES);
    jsonw_init(&w, &b);
    field_encode(&w, tracker_own_fields, &in->set);
    struct q_tracker_settings_put_args args = {
        .project_id = rq->project_id,
        .tracker = str_c(tracker->name),
        .settings = buf_str(&b),
        .box = box_of(cx, in->set.token, was.box, is_cleared(in, S("token"))),
        .seen = was.version.value,
        .now_ms = cx->now_ms,
        .hook_box =
            box_of(cx, in->set.webhook_secret, was.hook_box, is_cleared(in, S("webhook_secret"))),
        .poll_minutes = in->set.poll_minutes,
    };
    TRY(q_tracker_settings_put(cx, &args, &changed));
    if (changed == 0)
        return fail_at(cx, E_CONFLICT, (struct err_where){ "stale", NULL },
                       "somebody else has changed this tracker");
    return audit_note(cx, "tracker.change", "tracker", rq->project_uuid, str_c(tracker->title));
}

enum status tracker_settings_put(struct ctx *cx, const struct request *rq, struct response *rs)
{
    const struct tracker *tracker = tracker_named(request_param(rq, "tracker"));
    struct tx tx SCOPED(tx_end) = { 0 };
    struct settings_in in = { 0 };
    struct settings_out out;

    TRY(request_read(cx, rq, tracker_settings_in_fields, &in));
    if (tracker == NULL)
        return fail(cx, E_MISSING, "no such tracker");
    TRY(check_place(cx, tracker, &in));
    TRY(check_rest(cx, &in));
    TRY(tx_begin(cx, &tx));
    TRY(write(cx, rq, tracker, &in));
    TRY(tx_commit(&tx));
    TRY(view_of(cx, rq->project_id, tracker, &out));
    return respond(cx, rs, status_http(OK), tracker_settings_out_fields, &out);
}
