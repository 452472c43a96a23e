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

enum { SETTINGS_BYTES = 32 << 10, TRACKERS = 4 };

struct settings_out {
    struct str tracker, title;
    struct tracker_settings set;
    int64_t version;
    bool configured, token_set;
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
    FIELD_STR_LIST("clear", struct settings_in, clear, 0, 1),
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
    if (str_trim(in->set.base_url).len == 0)
        return OK;
    if (httpc_check_url(cx, str_trim(in->set.base_url)) == OK)
        return OK;
    struct str words = str_printf(cx->arena, "%s", cx->err.text);
    return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "base_url" }, "%.*s", FMT(words));
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
    field_encode(&w, tracker->fields, &in->set);
    struct str box = str_is_null(was.box) ? S("") : was.box;
    if (in->clear.n > 0)
        box = S("");
    if (str_trim(in->set.token).len > 0)
        box = project_secret_seal(cx, str_trim(in->set.token));
    struct q_tracker_settings_put_args args = { rq->project_id,    str_c(tracker->name),
                                                buf_str(&b),       box,
                                                was.version.value, cx->now_ms };
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
    if (in.clear.n > 0 && !str_eq(in.clear.items[0], S("token")))
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "clear" },
                       "clear may name token");
    TRY(tx_begin(cx, &tx));
    TRY(write(cx, rq, tracker, &in));
    TRY(tx_commit(&tx));
    TRY(view_of(cx, rq->project_id, tracker, &out));
    return respond(cx, rs, status_http(OK), tracker_settings_out_fields, &out);
}
