/* project_int.h - what the files of this folder share. */
#ifndef FEATURE_PROJECT_PROJECT_INT_H
#define FEATURE_PROJECT_PROJECT_INT_H

#include "core/field.h"
#include "feature/project/project.h"
#include "feature/project/project_sql.h"

enum {
    TREND_DAYS = 14,
    LIMIT_PROJECTS = 10000,    /* in one list                              */
    BOOTSTRAP_PROJECTS = 200,  /* decisions.md §7                          */
    COOLDOWN_DEFAULT_MIN = 30,
    RULES_BYTES = 64 << 10,
    PATTERNS_MAX = 100,
    KEYS_MAX = 100,            /* of one project; all are held in memory   */
    SECRET_TEXT_BYTES = 4096,
};

/* --- views (project_view.c) --- */

/* A project as the wire sees it: the row, what is derived from it, and in lists figures. */
struct project_view {
    struct l_project_list_row p;
    bool jira_api_token_set, github_token_set, repo_token_set, analysis_db_configured;
    struct str rules;           /* stacktrace_rules with all its keys        */
    struct str dsn_display;     /* analysis_db_dsn without its password      */
    struct str dsn, legacy_dsn; /* only in details                           */

    int64_t total_issues, open_issues, reopened, mine, new_today;
    int64_t errors_this_week, errors_last_week;
    int64_t trend_days[TREND_DAYS]; /* oldest first                              */
    struct i64_list trend;
    int64_t latest_event_ms; /* 0 = none                                  */
    int64_t silent_since_ms; /* 0 = not silent                            */
    struct str latest_release;
};
extern const struct field project_fields[], project_detail_fields[], project_item_fields[];

/* Fills what is derived from v->p. */
void project_view_finish(struct ctx *cx, struct project_view *v);

/* --- reading and writing (project.c) --- */

NODISCARD enum status project_load(struct ctx *cx, int64_t id, struct project_view *out,
                                   bool *found);
/* In the people's order; at most `max`. */
NODISCARD enum status project_list(struct ctx *cx, size_t max, struct project_view **out,
                                   size_t *n);

struct stacktrace_rules {
    struct str preset;
    struct str_list app_patterns, framework_patterns, external_patterns;
};
/* A body of POST and PUT; absent = keep. `set` is what goes to the store. */
struct project_in {
    struct q_project_update_args set;
    struct opt_str group_id;
    struct str jira_api_token, github_token, repo_token, analysis_db_dsn;
    struct stacktrace_rules rules;
    struct str_list clear; /* names of secrets to empty */
    struct opt_i64 version;
    struct str names; /* of what the body has, for the audit log */
};
/* *id is the new project's number. Ends its own transaction. */
NODISCARD enum status project_create(struct ctx *cx, struct project_in *in, int64_t *id);
/* *is_stale: nothing was done, the version is another. */
NODISCARD enum status project_change(struct ctx *cx, int64_t id, struct project_in *in,
                                     bool *is_stale);
NODISCARD enum status project_remove(struct ctx *cx, int64_t id, struct opt_i64 version);
extern const struct setting project_settings[];
struct str project_js_sdk_url(void); /* JS_SDK_URL; "" = no loader */
/* Keys, projects or sections have changed in another process. */
extern const struct hearing project_hears[];

/* --- figures (project_figures.c) --- */
NODISCARD enum status project_figures(struct ctx *cx, struct project_view *views, size_t n);

#endif
