/* The keys of the query language. */
#include "base/base.h"
#include "feature/issue/issue_query_int.h"

#include "base/str.h"
#include "feature/issue/issue_query_sql.h"

static const struct query_word is_words[] = {
    { "open", f_query_status, "open", BIND_TEXT },
    { "reopened", f_query_status, "reopened", BIND_TEXT },
    { "resolved", f_query_status, "resolved", BIND_TEXT },
    { "snoozed", f_query_status, "snoozed", BIND_TEXT },
    { "ignored", f_query_status, "ignored", BIND_TEXT },
    { "new", f_query_first_seen_since, NULL, BIND_DAY_AGO },
    { "unhandled", f_query_unhandled, NULL, BIND_NONE },
    { "followed", f_query_followed, NULL, BIND_ME },
    { NULL, NULL, NULL, BIND_NONE },
};
static const struct query_word level_words[] = {
    { "fatal", f_query_level, "fatal", BIND_TEXT },
    { "error", f_query_level, "error", BIND_TEXT },
    { "warning", f_query_level, "warning", BIND_TEXT },
    { "info", f_query_level, "info", BIND_TEXT },
    { "debug", f_query_level, "debug", BIND_TEXT },
    { NULL, NULL, NULL, BIND_NONE },
};
static const struct query_word has_words[] = {
    { "assignee", f_query_has_assignee, NULL, BIND_NONE },
    { "jira", f_query_has_jira, NULL, BIND_NONE },
    { "github", f_query_has_github, NULL, BIND_NONE },
    { NULL, NULL, NULL, BIND_NONE },
};

static const char *const *const events_compare[] = {
    [QUERY_EQ] = f_query_events_eq, [QUERY_GT] = f_query_events_gt,
    [QUERY_GE] = f_query_events_ge, [QUERY_LT] = f_query_events_lt,
    [QUERY_LE] = f_query_events_le, [QUERY_BETWEEN] = f_query_events_between,
};
static const char *const *const users_compare[] = {
    [QUERY_EQ] = f_query_users_eq, [QUERY_GT] = f_query_users_gt,
    [QUERY_GE] = f_query_users_ge, [QUERY_LT] = f_query_users_lt,
    [QUERY_LE] = f_query_users_le, [QUERY_BETWEEN] = f_query_users_between,
};
static const char *const *const priority_compare[] = {
    [QUERY_EQ] = f_query_priority_eq, [QUERY_GT] = f_query_priority_gt,
    [QUERY_GE] = f_query_priority_ge, [QUERY_LT] = f_query_priority_lt,
    [QUERY_LE] = f_query_priority_le, [QUERY_BETWEEN] = f_query_priority_between,
};
static const char *const *const first_compare[] = {
    [QUERY_EQ] = f_query_first_between, [QUERY_GT] = f_query_first_gt,
    [QUERY_GE] = f_query_first_ge,      [QUERY_LT] = f_query_first_lt,
    [QUERY_LE] = f_query_first_le,      [QUERY_BETWEEN] = f_query_first_between,
};
static const char *const *const last_compare[] = {
    [QUERY_EQ] = f_query_last_between, [QUERY_GT] = f_query_last_gt,
    [QUERY_GE] = f_query_last_ge,      [QUERY_LT] = f_query_last_lt,
    [QUERY_LE] = f_query_last_le,      [QUERY_BETWEEN] = f_query_last_between,
};

static const struct query_key keys[] = {
    { .name = "is", .type = QUERY_WORD, .words = is_words, .is_once = true, .help = "status" },
    { .name = "level", .type = QUERY_WORD, .words = level_words, .help = "level" },
    { .name = "assignee",
      .type = QUERY_PERSON,
      .equal = f_query_assignee,
      .help = "me, none, a mail address or a name" },
    { .name = "release",
      .type = QUERY_TAG,
      .tag = "release",
      .is_release = true,
      .help = "seen in this release; latest" },
    { .name = "first_release",
      .type = QUERY_TEXT,
      .equal = f_query_first_release,
      .like = f_query_first_release_like,
      .is_release = true,
      .help = "first seen in this release" },
    { .name = "env", .type = QUERY_TAG, .tag = "environment", .help = "seen in this environment" },
    { .name = "platform",
      .type = QUERY_TEXT,
      .equal = f_query_platform,
      .like = f_query_platform_like,
      .help = "platform" },
    { .name = "has",
      .type = QUERY_HAS,
      .words = has_words,
      .help = "assignee, jira, github, or a tag" },
    { .name = "events",
      .type = QUERY_NUMBER,
      .compare = events_compare,
      .help = "number of events: >100" },
    { .name = "users",
      .type = QUERY_NUMBER,
      .compare = users_compare,
      .help = "number of users: >5" },
    { .name = "priority",
      .type = QUERY_NUMBER,
      .compare = priority_compare,
      .help = "priority, 0 to 100" },
    { .name = "first",
      .type = QUERY_TIME,
      .compare = first_compare,
      .help = "first seen: <24h, >=2026-11-01" },
    { .name = "last", .type = QUERY_TIME, .compare = last_compare, .help = "last seen: <1h" },
};
const struct query_key query_tag_key = { .name = "tag",
                                         .type = QUERY_TAG,
                                         .help = "tag:key:value" };

const struct query_key *query_key_at(size_t i)
{
    if (i < ARRAY_LEN(keys))
        return &keys[i];
    return i == ARRAY_LEN(keys) ? &query_tag_key : NULL;
}

const struct query_key *query_key_of(struct str name)
{
    const struct query_key *k;

    for (size_t i = 0; (k = query_key_at(i)) != NULL; i++) {
        if (str_eq_fold(name, str_c(k->name)))
            return k;
    }
    return NULL;
}
