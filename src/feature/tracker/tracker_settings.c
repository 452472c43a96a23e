/* How a project reaches its trackers: its own columns (GoSnag's clients set Jira's and GitHub's
 * there) and what stands beside them. */
#include "base/base.h"
#include "feature/tracker/tracker_int.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/str.h"
#include "feature/project/project.h"
#include "feature/tracker/tracker_sql.h"
#include "port/json.h"

const struct field tracker_own_fields[] = {
    FIELD_STR("base_url", struct tracker_settings, base_url, 0, HTTPC_URL_BYTES),
    FIELD_STR("project", struct tracker_settings, project, 0, TRACKER_SETTING_BYTES),
    FIELD_STR("owner", struct tracker_settings, owner, 0, TRACKER_SETTING_BYTES),
    FIELD_STR("repo", struct tracker_settings, repo, 0, TRACKER_SETTING_BYTES),
    FIELD_STR("labels", struct tracker_settings, labels, 0, TRACKER_SETTING_BYTES),
    FIELD_BOOL("closed_resolves", struct tracker_settings, closed_resolves, 0),
    FIELD_BOOL("reopen_reopens", struct tracker_settings, reopen_reopens, 0),
    FIELD_END,
};

static struct str without_slash(struct str s)
{
    s = str_trim(s);
    while (str_ends(s, S("/")))
        s = str_to(s, s.len - 1);
    return s;
}

static struct str text_of(struct str s)
{
    return str_is_null(s) ? S("") : s;
}

static void of_columns(struct ctx *cx, const struct q_tracker_settings_row *row,
                       const struct tracker *tracker, struct tracker_settings *out)
{
    if (tracker == &tracker_jira) {
        out->base_url = row->jira_base_url;
        out->email = row->jira_email;
        out->project = row->jira_project_key;
        out->issue_type = row->jira_issue_type;
        out->token = project_secret_open(cx, row->jira_api_token_box);
    }
    if (tracker == &tracker_github) {
        out->owner = row->github_owner;
        out->repo = row->github_repo;
        out->labels = row->github_labels;
        out->token = project_secret_open(cx, row->github_token_box);
    }
}

static enum status beside(struct ctx *cx, const struct q_tracker_settings_row *row,
                          struct tracker_session *s)
{
    struct tracker_settings *set = &s->settings;
    struct tracker_settings own = { 0 };
    struct json_doc *doc;

    TRY(json_parse(cx, row->settings, &doc, NULL));
    TRY(field_decode(cx, tracker_own_fields, json_root(doc), &own));
    set->closed_resolves = own.closed_resolves;
    set->reopen_reopens = own.reopen_reopens;
    set->poll_minutes = row->poll_minutes.value;
    set->webhook_secret = project_secret_open(cx, row->hook_box);
    if (s->tracker == &tracker_jira)
        return OK; /* all of its settings are columns */
    set->base_url = own.base_url;
    if (s->tracker == &tracker_github)
        return OK;
    set->project = own.project;
    set->owner = own.owner;
    set->repo = own.repo;
    set->labels = own.labels;
    set->token = project_secret_open(cx, row->box);
    return OK;
}

static struct str value_of(const struct tracker_settings *set, const char *name)
{
    const struct {
        const char *name;
        struct str value;
    } all[] = {
        { "base_url", set->base_url }, { "email", set->email }, { "project", set->project },
        { "owner", set->owner },       { "repo", set->repo },   { "token", set->token },
    };

    for (size_t i = 0; i < ARRAY_LEN(all); i++) {
        if (strcmp(all[i].name, name) == 0)
            return all[i].value;
    }
    return S("");
}

static void tidy(struct ctx *cx, const struct tracker *tracker, struct tracker_settings *set)
{
    struct str *const all[] = { &set->email, &set->project, &set->issue_type, &set->owner,
                                &set->repo,  &set->labels,  &set->token };

    for (size_t i = 0; i < ARRAY_LEN(all); i++)
        *all[i] = str_trim(text_of(*all[i]));
    set->base_url = without_slash(text_of(set->base_url));
    bool is_bare = tracker == &tracker_gitea && set->base_url.len > 0 &&
                   !str_ends(set->base_url, S("/api/v1"));
    if (is_bare)
        set->base_url = str_printf(cx->arena, "%.*s/api/v1", FMT(set->base_url));
    if (tracker == &tracker_jira && set->issue_type.len == 0)
        set->issue_type = S("Bug");
}

enum status tracker_session_open(struct ctx *cx, int64_t project_id, const struct tracker *tracker,
                                 struct tracker_session *out, bool *is_set)
{
    struct q_tracker_settings_row row;
    bool found;

    *out = (struct tracker_session){ .tracker = tracker };
    *is_set = true;
    TRY(q_tracker_settings(
        cx, &(struct q_tracker_settings_args){ project_id, str_c(tracker->name) }, &row, &found));
    if (!found)
        return fail(cx, E_MISSING, "the project is gone");
    of_columns(cx, &row, tracker, &out->settings);
    if (!str_is_null(row.settings))
        TRY(beside(cx, &row, out));
    out->settings.version = row.version;
    tidy(cx, tracker, &out->settings);
    for (size_t i = 0; tracker->needs[i] != NULL; i++)
        *is_set = *is_set && value_of(&out->settings, tracker->needs[i]).len > 0;
    return OK;
}

enum status tracker_session_need(struct ctx *cx, int64_t project_id, const struct tracker *tracker,
                                 struct tracker_session *out)
{
    bool is_set;

    TRY(tracker_session_open(cx, project_id, tracker, out, &is_set));
    for (size_t i = 0; !is_set && tracker->needs[i] != NULL; i++) {
        if (value_of(&out->settings, tracker->needs[i]).len == 0)
            return fail_at(cx, E_INVALID, (struct err_where){ "not_configured", NULL },
                           "%s is not set up for this project: %s is missing", tracker->title,
                           tracker->needs[i]);
    }
    return OK;
}

struct str_list tracker_labels(struct ctx *cx, const struct tracker_settings *s)
{
    struct str rest = s->labels, part;
    struct str_list out = { arena_array(cx->arena, struct str, s->labels.len + 1), 0 };

    while (str_split(&rest, ',', &part)) {
        if (str_trim(part).len > 0)
            out.items[out.n++] = str_trim(part);
    }
    return out;
}
