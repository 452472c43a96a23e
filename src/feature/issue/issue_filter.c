/* What a list of issues is restricted to. */
#include "base/base.h"

#include "base/buf.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/actor.h"
#include "core/filter.h"
#include "feature/issue/issue.h"
#include "feature/issue/issue_query.h"
#include "feature/issue/issue_sql.h"

enum { IDS_BYTES = 16 << 10 };

/* The contract's words for several levels; anything else is one level. */
static const char *const level_words[][2] = {
    { "errors", "error,fatal" },
    { "errors_w", "error,fatal,warning" },
    { "informational", "warning,info,debug" },
    { "info_only", "info,debug" },
};

static struct str level_names(struct str level)
{
    for (size_t i = 0; i < ARRAY_LEN(level_words); i++) {
        if (str_eq(level, str_c(level_words[i][0])))
            return str_c(level_words[i][1]);
    }
    return level;
}

static void where_text(struct filter *f, const char *const *fragment, struct str value)
{
    if (value.len > 0)
        filter_where(f, fragment, (struct db_value[]){ FILTER_TEXT(value) }, 1);
}

static void where_number(struct filter *f, const char *const *fragment, int64_t value)
{
    if (value != 0)
        filter_where(f, fragment, (struct db_value[]){ FILTER_I64(value) }, 1);
}

/* Any of the words between commas. */
static void where_any(struct filter *f, const char *const *fragment, struct str words)
{
    struct str word;

    if (words.len == 0)
        return;
    filter_any_begin(f);
    while (str_split(&words, ',', &word)) {
        word = str_trim(word);
        filter_any(f, fragment, (struct db_value[]){ FILTER_TEXT(word) }, 1);
    }
    filter_any_end(f);
}

/* Words between commas as a JSON list, at most a page of them. */
static struct str json_words(struct ctx *cx, struct str words)
{
    struct str word;
    struct buf b;
    size_t n = 0;

    buf_init(&b, cx->arena, IDS_BYTES);
    buf_add_char(&b, '[');
    while (n < LIMIT_PAGE && str_split(&words, ',', &word)) {
        if (n++ > 0)
            buf_add_char(&b, ',');
        buf_add_json_str(&b, str_trim(word));
    }
    buf_add_char(&b, ']');
    return buf_str(&b);
}

static bool split_tag(struct str tag, struct str *key, struct str *value)
{
    *value = tag;
    return str_split(value, ':', key) && !str_is_null(*value) && key->len > 0;
}

/* GoSnag's page sends a tag as search too: then either finds (decisions.md §4). */
static void where_search_and_tag(struct ctx *cx, struct filter *f, const struct issue_filter *in)
{
    struct str key, value;
    bool has_tag = split_tag(in->tag, &key, &value);
    struct db_value tag[] = { FILTER_TEXT(key), FILTER_TEXT(value), FILTER_I64(in->project_id),
                              FILTER_TEXT(key), FILTER_TEXT(value) };
    struct db_value title[] = { FILTER_I64(in->project_id),
                                FILTER_TEXT(filter_anywhere(cx, in->search)) };

    if (has_tag && str_eq(in->tag, in->search)) {
        filter_any_begin(f);
        filter_any(f, f_issue_has_title, title, ARRAY_LEN(title));
        filter_any(f, f_issue_has_tag, tag, ARRAY_LEN(tag));
        filter_any_end(f);
        return;
    }
    if (in->search.len > 0)
        filter_where(f, f_issue_has_title, title, ARRAY_LEN(title));
    if (has_tag)
        filter_where(f, f_issue_has_tag, tag, ARRAY_LEN(tag));
}

enum status issue_filter_apply(struct ctx *cx, const struct issue_filter *in, struct filter *f)
{
    const struct actor *actor = cx->actor;

    if (actor != NULL && !actor->sees_all)
        filter_where(
            f, f_issue_in_visible,
            (struct db_value[]){ FILTER_TEXT(actor->visible.len > 0 ? actor->visible : S("[]")) },
            1);
    where_number(f, f_issue_in_project, in->project_id);
    where_any(f, f_issue_has_status, in->status);
    where_any(f, f_issue_has_level, level_names(in->level));
    where_search_and_tag(cx, f, in);
    where_text(f, f_issue_has_first_release, in->release);
    where_number(f, f_issue_seen_first_since, in->first_since_ms);
    where_number(f, f_issue_seen_first_until, in->first_until_ms);
    where_number(f, f_issue_seen_last_since, in->last_since_ms);
    if (in->is_mine && actor != NULL && actor->user_id != 0)
        where_number(f, f_issue_assigned_to, actor->user_id);
    if (in->is_assigned)
        filter_where(f, f_issue_is_assigned, NULL, 0);
    if (in->ids.len > 0)
        where_text(f, f_issue_has_uuid, json_words(cx, in->ids));
    return in->query != NULL ? issue_query_apply(cx, in->query, f) : OK;
}
