#include "base/base.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/config.h"
#include "feature/project/group_sql.h"
#include "feature/project/project_int.h"
#include "port/crypto.h"

/* clang-format off */
#define PROJECT_ROWS(T)                                                                            \
    FIELD_STR("id", T, p.uuid, FIELD_UUID, 0),                                                     \
    FIELD_STR("name", T, p.name, 0, 0),                                                            \
    FIELD_STR("slug", T, p.slug, 0, 0),                                                            \
    FIELD_STR("short_prefix", T, p.short_prefix, 0, 0),                                            \
    FIELD_STR("icon", T, p.icon, 0, 0),                                                            \
    FIELD_STR("color", T, p.color, 0, 0),                                                          \
    FIELD_I64("numeric_id", T, p.id, 0),                                                           \
    FIELD_I64("default_cooldown_minutes", T, p.default_cooldown_minutes, 0),                       \
    FIELD_I64("max_events_per_issue", T, p.max_events_per_issue, 0),                               \
    FIELD_I64("max_info_issues", T, p.max_info_issues, 0),                                         \
    FIELD_I64("position", T, p.position, 0),                                                       \
    FIELD_BOOL("warning_as_error", T, p.warning_as_error, 0),                                      \
    FIELD_BOOL("route_grouping_enabled", T, p.route_grouping_enabled, 0),                          \
    FIELD_STR("error_grouping_mode", T, p.error_grouping_mode, 0, 0),                              \
    FIELD_STR("warning_grouping_mode", T, p.warning_grouping_mode, 0, 0),                          \
    FIELD_STR("info_grouping_mode", T, p.info_grouping_mode, 0, 0),                                \
    FIELD_STR("issue_display_mode", T, p.issue_display_mode, 0, 0),                                \
    FIELD_STR("workflow_mode", T, p.workflow_mode, 0, 0),                                          \
    FIELD_STR("framework", T, p.framework, 0, 0),                                                  \
    FIELD_STR("jira_base_url", T, p.jira_base_url, 0, 0),                                          \
    FIELD_STR("jira_email", T, p.jira_email, 0, 0),                                                \
    FIELD_STR("jira_project_key", T, p.jira_project_key, 0, 0),                                    \
    FIELD_STR("jira_issue_type", T, p.jira_issue_type, 0, 0),                                      \
    FIELD_BOOL("jira_api_token_set", T, jira_api_token_set, 0),                                    \
    FIELD_BOOL("github_token_set", T, github_token_set, 0),                                        \
    FIELD_BOOL("repo_token_set", T, repo_token_set, 0),                                            \
    FIELD_STR("github_owner", T, p.github_owner, 0, 0),                                            \
    FIELD_STR("github_repo", T, p.github_repo, 0, 0),                                              \
    FIELD_STR("github_labels", T, p.github_labels, 0, 0),                                          \
    FIELD_STR("repo_provider", T, p.repo_provider, 0, 0),                                          \
    FIELD_STR("repo_owner", T, p.repo_owner, 0, 0),                                                \
    FIELD_STR("repo_name", T, p.repo_name, 0, 0),                                                  \
    FIELD_STR("repo_default_branch", T, p.repo_default_branch, 0, 0),                              \
    FIELD_STR("repo_path_strip", T, p.repo_path_strip, 0, 0),                                      \
    FIELD_STR("group_id", T, p.group_uuid, FIELD_UUID, 0),                                         \
    FIELD_BOOL("ai_enabled", T, p.ai_enabled, 0),                                                  \
    FIELD_BOOL("ai_merge_suggestions", T, p.ai_merge_suggestions, 0),                              \
    FIELD_BOOL("ai_auto_merge", T, p.ai_auto_merge, 0),                                            \
    FIELD_BOOL("ai_anomaly_detection", T, p.ai_anomaly_detection, 0),                              \
    FIELD_BOOL("ai_ticket_description", T, p.ai_ticket_description, 0),                            \
    FIELD_BOOL("ai_root_cause", T, p.ai_root_cause, 0),                                            \
    FIELD_BOOL("ai_triage", T, p.ai_triage, 0),                                                    \
    FIELD_STR("ai_model", T, p.ai_model, 0, 0),                                                    \
    FIELD_JSON("stacktrace_rules", T, rules, 0, RULES_BYTES),                                      \
    FIELD_BOOL("analysis_db_enabled", T, p.analysis_db_enabled, 0),                                \
    FIELD_BOOL("analysis_db_configured", T, analysis_db_configured, 0),                            \
    FIELD_STR("analysis_db_driver", T, p.analysis_db_driver, 0, 0),                                \
    FIELD_STR("analysis_db_dsn_display", T, dsn_display, 0, 0),                                    \
    FIELD_STR("analysis_db_name", T, p.analysis_db_name, 0, 0),                                    \
    FIELD_STR("analysis_db_schema", T, p.analysis_db_schema, 0, 0),                                \
    FIELD_STR("analysis_db_notes", T, p.analysis_db_notes, 0, 0),                                  \
    FIELD_I64("version", T, p.version, 0),                                                         \
    FIELD_TIME("created_at", T, p.created_ms, 0),                                                  \
    FIELD_TIME("updated_at", T, p.updated_ms, 0)
/* clang-format on */

const struct field project_fields[] = { PROJECT_ROWS(struct project_view), FIELD_END };

const struct field project_detail_fields[] = {
    PROJECT_ROWS(struct project_view),
    FIELD_STR("group_name", struct project_view, p.group_name, FIELD_OMIT, 0),
    FIELD_STR("dsn", struct project_view, dsn, FIELD_OMIT, 0),
    FIELD_STR("legacy_dsn", struct project_view, legacy_dsn, FIELD_OMIT, 0),
    FIELD_TIME("last_event_at", struct project_view, p.last_event_ms, 0),
    FIELD_END,
};

const struct field project_item_fields[] = {
    PROJECT_ROWS(struct project_view),
    FIELD_STR("group_name", struct project_view, p.group_name, FIELD_OMIT, 0),
    FIELD_I64("total_issues", struct project_view, total_issues, 0),
    FIELD_I64("open_issues", struct project_view, open_issues, 0),
    FIELD_I64("reopened", struct project_view, reopened, 0),
    FIELD_I64("mine", struct project_view, mine, 0),
    FIELD_I64("new_today", struct project_view, new_today, 0),
    FIELD_I64_LIST("trend", struct project_view, trend, 0),
    FIELD_I64("errors_this_week", struct project_view, errors_this_week, 0),
    FIELD_I64("errors_last_week", struct project_view, errors_last_week, 0),
    FIELD_TIME("latest_event", struct project_view, latest_event_ms, FIELD_OMIT | FIELD_WHOLE),
    FIELD_TIME("last_event_at", struct project_view, latest_event_ms, 0),
    FIELD_TIME("silent_since", struct project_view, silent_since_ms, 0),
    FIELD_STR("latest_release", struct project_view, latest_release, FIELD_OMIT, 0),
    FIELD_END,
};

/* --- secrets ------------------------------------------------------------------ */

static void secret_key(uint8_t key[SECRET_KEY_BYTES])
{
    secret_key_derive(core_config()->session_secret, S("project"), key);
}

struct str project_secret_seal(struct ctx *cx, struct str plain)
{
    uint8_t key[SECRET_KEY_BYTES];

    if (plain.len == 0)
        return S("");
    secret_key(key);
    return secret_seal(cx->arena, key, plain);
}

struct str project_secret_open(struct ctx *cx, struct str box)
{
    uint8_t key[SECRET_KEY_BYTES];
    struct str plain;

    if (box.len == 0)
        return S("");
    secret_key(key);
    return secret_open(cx->arena, key, box, &plain) ? plain : S("");
}

enum status project_group_webhook(struct ctx *cx, int64_t project_id, struct str *out)
{
    struct q_group_webhook_of_row row;
    bool found;

    TRY(q_group_webhook_of(cx, &(struct q_group_webhook_of_args){ project_id }, &row, &found));
    *out = found ? project_secret_open(cx, row.slack_webhook_box) : S("");
    return OK;
}

/* --- connection strings --------------------------------------------------------- */

/* Where a user:password@ ends, for URLs and for MySQL's user:password@tcp(…). */
static size_t find_at(struct str s)
{
    size_t end = str_find(s, S("@tcp("));

    if (end == s.len)
        end = str_find(s, S("@unix("));
    if (end == s.len)
        end = str_rfind_char(str_to(s, str_find_char(s, '/')), '@');
    return end;
}

/* Where the value that begins here ends, its quotes included. */
static size_t value_end(struct str s)
{
    bool is_quoted = s.len > 0 && s.p[0] == '\'';
    struct str ends = is_quoted ? S("'") : S(" &;");
    size_t i = is_quoted ? 1 : 0;

    while (i < s.len && str_find_char(ends, s.p[i]) == ends.len)
        i += s.p[i] == '\\' ? 2 : 1;
    if (is_quoted)
        i++;
    return i < s.len ? i : s.len;
}

static void redact_words(struct buf *out, struct str s)
{
    struct str key = S("password=");

    while (s.len > 0) {
        size_t at = 0;
        while (at < s.len && !str_starts_fold(str_from(s, at), key))
            at++;
        buf_add(out, str_to(s, at));
        s = str_from(s, at);
        if (s.len == 0)
            return;
        buf_add(out, str_to(s, key.len));
        buf_add(out, S("[redacted]"));
        s = str_from(s, key.len);
        s = str_from(s, value_end(s));
    }
}

/* A DSN or connection string with its password replaced by [redacted]. */
static struct str redact_dsn(struct ctx *cx, struct str dsn)
{
    size_t scheme = str_find(dsn, S("://"));
    bool is_url = scheme < dsn.len;
    struct str rest = is_url ? str_from(dsn, scheme + 3) : dsn;
    size_t at = find_at(rest);
    size_t colon = str_find_char(str_to(rest, at), ':');
    struct buf b;

    buf_init(&b, cx->arena, 2 * SECRET_TEXT_BYTES);
    if (is_url)
        buf_add(&b, str_to(dsn, scheme + 3));
    bool has_password = at < rest.len && colon < at;
    if (has_password && is_url)
        buf_add(&b, S("[redacted]"));
    else if (has_password)
        buf_printf(&b, "%.*s:[redacted]", FMT(str_to(rest, colon)));
    redact_words(&b, has_password ? str_from(rest, at) : rest);
    return buf_str(&b);
}

/* --- the whole ------------------------------------------------------------------ */

void project_view_finish(struct ctx *cx, struct project_view *v)
{
    v->jira_api_token_set = v->p.jira_api_token_box.len > 0;
    v->github_token_set = v->p.github_token_box.len > 0;
    v->repo_token_set = v->p.repo_token_box.len > 0;
    v->analysis_db_configured = v->p.analysis_db_dsn_box.len > 0;
    v->rules = v->p.stacktrace_rules;
    if (str_eq(v->rules, S("{}")))
        v->rules = S("{\"preset\":\"generic\",\"app_patterns\":[],\"framework_patterns\":[],"
                     "\"external_patterns\":[]}");
    v->dsn_display = S("");
    if (v->analysis_db_configured)
        v->dsn_display = redact_dsn(cx, project_secret_open(cx, v->p.analysis_db_dsn_box));
    v->trend = (struct i64_list){ v->trend_days, TREND_DAYS };
    v->latest_event_ms = v->p.last_event_ms;
}
