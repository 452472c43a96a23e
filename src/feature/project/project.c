#include "base/base.h"

#include "feature/project/project.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/str.h"
#include "core/actor.h"
#include "core/cluster.h"
#include "core/config.h"
#include "core/filter.h"
#include "core/tx.h"
#include "core/version.h"
#include "feature/audit/audit.h"
#include "feature/project/group_sql.h"
#include "feature/project/project_int.h"
#include "feature/project/project_key.h"
#include "feature/project/project_key_sql.h"
#include "feature/project/project_section_sql.h"
#include "feature/project/project_slug.h"
#include "port/jsonw.h"
#include "port/regex.h"

#define KEYS_TOPIC "keys"

enum {
    COOLDOWN_MAX_MIN = 525600, /* a year */
    EVENTS_PER_ISSUE_DEFAULT = 1000,
    PREFIX_TRIES = 9999,
    PATTERN_BYTES = 500,
};

static int64_t default_cooldown_min;
static struct str js_sdk_url;

const struct setting project_settings[] = {
    SETTING_I64("DEFAULT_COOLDOWN_MINUTES", &default_cooldown_min, "30", 0, COOLDOWN_MAX_MIN,
                "Minutes after resolving in which new events do not reopen an issue; for new "
                "projects."),
    SETTING_STR("JS_SDK_URL", &js_sdk_url, "",
                "Address of a bundle of the browser SDK, which /js-sdk-loader/KEY.min.js then "
                "loads; empty: no loader."),
    SETTING_END,
};

struct str project_js_sdk_url(void)
{
    return js_sdk_url;
}

/* --- reading -------------------------------------------------------------------- */

static enum status read_all(struct ctx *cx, struct filter *f, struct project_view *out, size_t max,
                            size_t *n)
{
    struct db_rows rows SCOPED(db_rows_close) = { 0 };
    bool has = true;

    *n = 0;
    TRY(filter_open(cx, f, &rows));
    TRY(db_step(cx, &rows, &has));
    while (has && *n < max) {
        TRY(l_project_list_read(cx, rows.values, &out[*n].p));
        (*n)++;
        TRY(db_step(cx, &rows, &has));
    }
    for (size_t i = 0; i < *n; i++)
        project_view_finish(cx, &out[i]);
    return OK;
}

enum status project_load(struct ctx *cx, int64_t id, struct project_view *out, bool *found)
{
    struct filter f;
    size_t n;

    *out = (struct project_view){ 0 };
    filter_init(cx, &f, &l_project_list, NULL, 0);
    filter_where(&f, f_project_with_id, (struct db_value[]){ FILTER_I64(id) }, 1);
    TRY(read_all(cx, &f, out, 1, &n));
    *found = n == 1;
    return OK;
}

enum status project_list(struct ctx *cx, size_t max, struct project_view **out, size_t *n)
{
    struct filter f;

    *out = arena_array(cx->arena, struct project_view, max);
    filter_init(cx, &f, &l_project_list, NULL, 0);
    if (cx->actor != NULL && !cx->actor->sees_all)
        filter_where(&f, f_project_visible, (struct db_value[]){ FILTER_TEXT(cx->actor->visible) },
                     1);
    filter_tail(&f, f_project_in_order, (struct db_value[]){ FILTER_I64((int64_t)max) }, 1);
    return read_all(cx, &f, *out, max, n);
}

/* --- names ---------------------------------------------------------------------- */

/* Free, or this project's own of before. */
static enum status alias_is_free(struct ctx *cx, struct str kind, struct str name, int64_t own,
                                 bool *is_free)
{
    struct q_project_alias_owner_row row;
    bool found;

    TRY(q_project_alias_owner(cx, &(struct q_project_alias_owner_args){ kind, name }, &row,
                              &found));
    *is_free = !found || row.project_id == own;
    return OK;
}

static enum status take_slug(struct ctx *cx, int64_t id, struct str slug)
{
    bool is_free;

    if (!slug_is_good(slug))
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "slug" },
                       "slug must be 1 to %d of a-z, 0-9 and -, begin with a letter and be no uuid",
                       LIMIT_SLUG);
    TRY(alias_is_free(cx, S("slug"), slug, id, &is_free));
    if (!is_free)
        return fail_at(cx, E_CONFLICT, (struct err_where){ "slug_taken", "slug" },
                       "slug '%.*s' is taken", FMT(slug));
    return q_project_alias_insert(cx, &(struct q_project_alias_insert_args){ S("slug"), slug, id });
}

static enum status take_prefix(struct ctx *cx, int64_t id, struct str prefix)
{
    bool is_free;

    if (!prefix_is_good(prefix))
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "short_prefix" },
                       "short_prefix must be 1 to %d of A-Z and 0-9 and begin with a letter",
                       PREFIX_BYTES);
    TRY(alias_is_free(cx, S("prefix"), prefix, id, &is_free));
    if (!is_free)
        return fail_at(cx, E_CONFLICT, (struct err_where){ "prefix_taken", "short_prefix" },
                       "short prefix '%.*s' is taken", FMT(prefix));
    return q_project_alias_insert(cx,
                                  &(struct q_project_alias_insert_args){ S("prefix"), prefix, id });
}

static enum status free_prefix(struct ctx *cx, struct str slug, struct str *out)
{
    bool is_free = false;

    for (unsigned n = 1; n <= PREFIX_TRIES && !is_free; n++) {
        *out = prefix_of_slug(cx->arena, slug, n);
        TRY(alias_is_free(cx, S("prefix"), *out, 0, &is_free));
    }
    return is_free ? OK : fail(cx, E_CONFLICT, "no short prefix is free for '%.*s'", FMT(slug));
}

/* --- what a body means ------------------------------------------------------------ */

/* "" keeps these (decisions.md §2). */
static void keep_empty(struct q_project_update_args *set)
{
    struct str *const kept[] = {
        &set->name,
        &set->slug,
        &set->short_prefix,
        &set->error_grouping_mode,
        &set->warning_grouping_mode,
        &set->info_grouping_mode,
        &set->issue_display_mode,
        &set->workflow_mode,
        &set->framework,
        &set->jira_issue_type,
        &set->repo_default_branch,
    };

    for (size_t i = 0; i < ARRAY_LEN(kept); i++) {
        *kept[i] = str_trim(*kept[i]);
        if (kept[i]->len == 0)
            *kept[i] = (struct str){ 0 };
    }
}

static void settle_mode(struct str *mode)
{
    bool is_known = str_eq(*mode, S("by_url")) || str_eq(*mode, S("by_file"));

    if (!str_is_null(*mode) && !is_known)
        *mode = S("normal");
}

static void settle_words(struct q_project_update_args *set)
{
    struct str *const trimmed[] = { &set->analysis_db_driver, &set->analysis_db_name,
                                    &set->analysis_db_schema, &set->analysis_db_notes };

    settle_mode(&set->error_grouping_mode);
    settle_mode(&set->warning_grouping_mode);
    settle_mode(&set->info_grouping_mode);
    if (!str_is_null(set->workflow_mode) && !str_eq(set->workflow_mode, S("managed")))
        set->workflow_mode = S("simple");
    for (size_t i = 0; i < ARRAY_LEN(trimmed); i++)
        if (!str_is_null(*trimmed[i]))
            *trimmed[i] = str_trim(*trimmed[i]);
    if (set->max_events_per_issue.set && set->max_events_per_issue.value == 0)
        set->max_events_per_issue.value = EVENTS_PER_ISSUE_DEFAULT;
}

static enum status settle_secrets(struct ctx *cx, struct project_in *in)
{
    const struct {
        struct str name;
        struct str plain;
        struct str *box;
    } secrets[] = {
        { S("jira_api_token"), in->jira_api_token, &in->set.jira_api_token_box },
        { S("github_token"), in->github_token, &in->set.github_token_box },
        { S("repo_token"), in->repo_token, &in->set.repo_token_box },
        { S("analysis_db_dsn"), in->analysis_db_dsn, &in->set.analysis_db_dsn_box },
    };

    for (size_t s = 0; s < ARRAY_LEN(secrets); s++)
        if (str_trim(secrets[s].plain).len > 0)
            *secrets[s].box = project_secret_seal(cx, str_trim(secrets[s].plain));
    for (size_t i = 0; i < in->clear.n; i++) {
        size_t s = 0;
        while (s < ARRAY_LEN(secrets) && !str_eq(secrets[s].name, in->clear.items[i]))
            s++;
        if (s == ARRAY_LEN(secrets))
            return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "clear" },
                           "clear may name jira_api_token, github_token, repo_token, "
                           "analysis_db_dsn");
        *secrets[s].box = S("");
    }
    return OK;
}

/* no: its place in the list `key`. */
static enum status check_pattern(struct ctx *cx, const char *key, size_t no, struct str pattern)
{
    const struct err_where where = { "invalid", "stacktrace_rules" };
    struct regex *compiled;

    if (pattern.len > PATTERN_BYTES)
        return fail_at(cx, E_INVALID, where, "a pattern may have %d bytes", PATTERN_BYTES);
    if (regex_compile(cx, pattern, &compiled) == OK)
        return OK;
    struct err why = cx->err;
    return fail_at(cx, E_INVALID, where, "%s[%zu]: %s", key, no, why.text);
}

static enum status write_patterns(struct ctx *cx, struct jsonw *w, const char *key,
                                  struct str_list list)
{
    assert(list.n == 0 || list.items != NULL);
    jsonw_key_arr(w, key);
    for (size_t i = 0; i < list.n; i++) {
        struct str pattern = str_trim(list.items[i]);
        TRY(check_pattern(cx, key, i, pattern));
        if (pattern.len > 0)
            jsonw_str(w, pattern);
    }
    jsonw_end(w);
    return OK;
}

/* Replaced as a whole: preset is absent only when the key was not sent. */
static enum status settle_rules(struct ctx *cx, struct project_in *in)
{
    struct str preset = str_trim(in->rules.preset);
    bool is_sent = !str_is_null(in->rules.preset) || in->rules.app_patterns.items != NULL ||
                   in->rules.framework_patterns.items != NULL ||
                   in->rules.external_patterns.items != NULL;
    struct buf b;
    struct jsonw w;

    if (!is_sent)
        return OK;
    buf_init(&b, cx->arena, RULES_BYTES);
    jsonw_init(&w, &b);
    jsonw_obj(&w);
    jsonw_key_str(&w, "preset", preset.len > 0 ? preset : S("generic"));
    TRY(write_patterns(cx, &w, "app_patterns", in->rules.app_patterns));
    TRY(write_patterns(cx, &w, "framework_patterns", in->rules.framework_patterns));
    TRY(write_patterns(cx, &w, "external_patterns", in->rules.external_patterns));
    jsonw_end(&w);
    if (buf_is_full(&b))
        return fail_at(cx, E_TOO_LARGE, (struct err_where){ "invalid", "stacktrace_rules" },
                       "stacktrace_rules may have %d bytes", RULES_BYTES);
    in->set.stacktrace_rules = buf_str(&b);
    return OK;
}

/* null and "" ungroup. */
static enum status settle_group(struct ctx *cx, struct project_in *in)
{
    struct q_group_find_row group;
    struct str uuid;
    bool found;

    in->set.has_group = in->group_id.set;
    if (!in->group_id.set || in->group_id.value.len == 0)
        return OK;
    if (!uuid_parse(cx->arena, in->group_id.value, &uuid))
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "group_id" },
                       "group_id must be a uuid");
    TRY(q_group_find(cx, &(struct q_group_find_args){ uuid }, &group, &found));
    if (!found)
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "group_id" },
                       "there is no such group");
    in->set.group_id = (struct opt_i64){ group.id, true };
    return OK;
}

static enum status settle(struct ctx *cx, struct project_in *in)
{
    keep_empty(&in->set);
    settle_words(&in->set);
    TRY(settle_secrets(cx, in));
    TRY(settle_rules(cx, in));
    return settle_group(cx, in);
}

void project_keys_changed(struct ctx *cx)
{
    if (project_keys_load(cx) == OK && cluster_tell(cx, KEYS_TOPIC, S("")) == OK)
        return;
    LOG(WARN, "keys.load_failed", K_CZ("why", cx->err.text));
    err_clear(&cx->err); /* each process looks again every KEYS_POLL_S */
}

static enum status keys_heard(struct ctx *cx, struct str argument, bool is_own)
{
    (void)argument;
    return is_own ? OK : project_keys_load(cx);
}

const struct hearing project_hears[] = {
    { KEYS_TOPIC, keys_heard },
    { 0 },
};

/* Told with what it is called at the end of the transaction. */
static enum status audit_project(struct ctx *cx, const char *action, int64_t id, struct str words)
{
    struct project_view v;
    bool found;

    TRY(project_load(cx, id, &v, &found));
    if (!found)
        return fail(cx, E_MISSING, "no such project");
    return audit_note(
        cx, action, "project", v.p.uuid,
        str_printf(cx->arena, "%.*s%s%.*s", FMT(v.p.slug), words.len > 0 ? ": " : "", FMT(words)));
}

/* --- writing --------------------------------------------------------------------- */

static enum status insert(struct ctx *cx, const struct project_in *in, int64_t *id)
{
    struct q_project_take_number_row number;
    struct q_project_insert_args row = { .uuid = uuid_new(cx->arena, cx->now_ms),
                                         .name = in->set.name,
                                         .slug = in->set.slug,
                                         .short_prefix = in->set.short_prefix,
                                         .default_cooldown_minutes = default_cooldown_min,
                                         .now_ms = cx->now_ms };

    TRY(q_project_take_number(cx, &number));
    row.id = *id = number.id;
    if (str_is_null(row.slug))
        row.slug = slug_of_name(cx->arena, row.name);
    TRY(take_slug(cx, row.id, row.slug));
    if (str_is_null(row.short_prefix))
        TRY(free_prefix(cx, row.slug, &row.short_prefix));
    TRY(take_prefix(cx, row.id, row.short_prefix));
    TRY(q_project_insert(cx, &row));

    struct event_id key;
    event_id_random(&key);
    return q_project_key_insert(
        cx, &(struct q_project_key_insert_args){ .uuid = uuid_new(cx->arena, cx->now_ms),
                                                 .project_id = row.id,
                                                 .public_key = event_id_text(cx->arena, &key),
                                                 .label = S("Default"),
                                                 .is_enabled = true,
                                                 .now_ms = cx->now_ms });
}

enum status project_create(struct ctx *cx, struct project_in *in, int64_t *id)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    int64_t changed;

    if (in->set.max_info_issues.value < 0)
        in->set.max_info_issues = (struct opt_i64){ 0 };
    if (in->set.github_labels.len == 0) /* "bug"; later "" clears it */
        in->set.github_labels = (struct str){ 0 };
    TRY(tx_begin(cx, &tx));
    TRY(settle(cx, in));
    if (str_is_null(in->set.name))
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "name" }, "name is required");
    TRY(insert(cx, in, id));
    in->set.id = *id;
    in->set.now_ms = cx->now_ms;
    in->set.slug = in->set.short_prefix = (struct str){ 0 };
    TRY(q_project_update(cx, &in->set, &changed));
    TRY(audit_project(cx, "project.create", *id, (struct str){ 0 }));
    TRY(tx_commit(&tx));
    project_keys_changed(cx);
    return OK;
}

enum status project_new(struct ctx *cx, struct str name, int64_t *id)
{
    struct project_in in = { .set = { .name = name } };

    return project_create(cx, &in, id);
}

enum status project_change(struct ctx *cx, int64_t id, struct project_in *in, bool *is_stale)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    int64_t changed = 0;

    *is_stale = false;
    if (in->set.max_info_issues.value < 0)
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "max_info_issues" },
                       "max_info_issues must not be negative");
    TRY(tx_begin(cx, &tx));
    TRY(settle(cx, in));
    if (!str_is_null(in->set.slug))
        TRY(take_slug(cx, id, in->set.slug));
    if (!str_is_null(in->set.short_prefix))
        TRY(take_prefix(cx, id, in->set.short_prefix));
    in->set.id = id;
    in->set.now_ms = cx->now_ms;
    in->set.version = in->version.set ? in->version.value : 0;
    TRY(q_project_update(cx, &in->set, &changed));
    if (changed == 0) {
        *is_stale = true;
        return OK; /* tx_end rolls the names back */
    }
    TRY(audit_project(cx, "project.update", id, in->names));
    TRY(tx_commit(&tx));
    project_keys_changed(cx); /* the digest groups by some of it */
    return OK;
}

enum status project_remove(struct ctx *cx, int64_t id, struct opt_i64 version)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    struct q_project_version_lock_row row;
    bool found;

    TRY(tx_begin(cx, &tx));
    TRY(q_project_version_lock(cx, &(struct q_project_version_lock_args){ id }, &row, &found));
    if (found)
        TRY(version_check(cx, version, row.version, "project"));
    TRY(audit_project(cx, "project.delete", id, (struct str){ 0 }));
    TRY(q_project_delete(cx, &(struct q_project_delete_args){ id }));
    TRY(q_project_key_delete_all(cx, &(struct q_project_key_delete_all_args){ id }));
    TRY(q_project_section_delete_all(cx, &(struct q_project_section_delete_all_args){ id }));
    TRY(q_project_delete_aliases(cx, &(struct q_project_delete_aliases_args){ id }));
    TRY(q_project_delete_views(cx, &(struct q_project_delete_views_args){ id }));
    TRY(q_project_delete_favorites(cx, &(struct q_project_delete_favorites_args){ id }));
    TRY(q_project_delete_tokens(cx, &(struct q_project_delete_tokens_args){ id }));
    TRY(q_project_delete_deploys(cx, &(struct q_project_delete_deploys_args){ id }));
    TRY(q_project_delete_commits(cx, &(struct q_project_delete_commits_args){ id }));
    TRY(q_project_delete_environments(cx, &(struct q_project_delete_environments_args){ id }));
    TRY(q_project_delete_releases(cx, &(struct q_project_delete_releases_args){ id }));
    TRY(q_project_delete_seen(cx, &(struct q_project_delete_seen_args){ id }));
    TRY(q_project_delete_rules(cx, &(struct q_project_delete_rules_args){ id }));
    TRY(q_project_delete_patterns(cx, &(struct q_project_delete_patterns_args){ id }));
    TRY(q_project_delete_findings(cx, &(struct q_project_delete_findings_args){ id }));
    TRY(q_project_delete_trackers(cx, &(struct q_project_delete_trackers_args){ id }));
    TRY(q_project_hide_issues(cx, &(struct q_project_hide_issues_args){ id, cx->now_ms }));
    TRY(tx_commit(&tx));
    project_keys_changed(cx);
    return OK;
}
