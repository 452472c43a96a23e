#include "base/base.h"
#include "feature/search/search.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/actor.h"
#include "core/config.h"
#include "core/filter.h"
#include "feature/event/event_store.h"
#include "feature/issue/issue.h"
#include "feature/issue/issue_query.h"
#include "feature/search/rank.h"
#include "feature/search/search_int.h"
#include "feature/search/search_sql.h"

enum {
    NAME_BYTES = 200, /* longer texts are no name of anything */
    URL_BYTES = 2 << 10,
};

static struct str visible_of(const struct ctx *cx)
{
    const struct actor *a = cx->actor;

    return a != NULL && a->visible.len > 0 ? a->visible : S("[]");
}

static bool sees_all(const struct ctx *cx)
{
    return cx->actor == NULL || cx->actor->sees_all;
}

/* --- what is found ------------------------------------------------------------------ */

static void add_project(struct search_results *out, struct str uuid, struct str slug,
                        struct str name)
{
    if (out->n < SEARCH_ITEMS)
        out->items[out->n++] = (struct search_item){ .kind = S("project"),
                                                     .id = uuid,
                                                     .title = name,
                                                     .project_id = uuid,
                                                     .project_slug = slug };
}

static enum status name_project(struct ctx *cx, int64_t id, struct search_item *item)
{
    struct q_search_project_row row;
    bool found;

    TRY(q_search_project(cx, &(struct q_search_project_args){ id }, &row, &found));
    if (found)
        item->project_slug = row.slug;
    return OK;
}

enum status search_add_issues(struct ctx *cx, const int64_t *ids, size_t n,
                              struct search_results *out)
{
    struct issue_view *views = arena_array(cx->arena, struct issue_view, n);
    size_t n_views;

    TRY(issue_views(cx, ids, n, views, &n_views));
    for (size_t i = 0; i < n_views && out->n < SEARCH_ITEMS; i++) {
        const struct issue_view *v = &views[i];
        struct search_item *item = &out->items[out->n++];
        *item = (struct search_item){ .kind = S("issue"),
                                      .id = v->id,
                                      .title = v->title,
                                      .project_id = v->project_id,
                                      .issue_id = v->id,
                                      .short_id = v->short_id,
                                      .status = v->status,
                                      .level = v->level,
                                      .event_count = v->event_count,
                                      .last_seen_ms = v->last_seen_ms };
        TRY(name_project(cx, v->project_row, item));
    }
    return OK;
}

/* Only what the reader may see. */
static enum status add_issue(struct ctx *cx, int64_t id, struct search_results *out)
{
    int64_t kept;
    size_t n;

    TRY(issue_pick(cx, &(struct issue_filter){ 0 }, (struct i64_list){ &id, 1 }, &kept, &n));
    return search_add_issues(cx, &kept, n, out);
}

/* --- what it may be -------------------------------------------------------------------- */

/* A uuid or a short id of an issue; nothing when it is none. */
static enum status find_issue(struct ctx *cx, struct str text, struct search_results *out)
{
    struct issue_ref ref;
    enum status st = issue_resolve(cx, 0, str_upper(cx->arena, text), &ref);

    if (st == E_MISSING || st == E_INVALID)
        st = issue_resolve(cx, 0, str_lower(cx->arena, text), &ref);
    if (st == E_MISSING || st == E_INVALID) {
        err_clear(&cx->err);
        return OK;
    }
    return st == OK ? add_issue(cx, ref.id, out) : st;
}

static enum status find_short_id(struct ctx *cx, const struct search_text *t,
                                 struct search_results *out)
{
    size_t dash = str_rfind_char(t->text, '-');
    int64_t no;

    if (dash == 0 || dash == t->text.len || !str_i64(str_from(t->text, dash + 1), &no))
        return OK;
    return find_issue(cx, t->text, out);
}

static enum status find_event(struct ctx *cx, const struct search_text *t,
                              struct search_results *out)
{
    struct event_id id;
    struct event_found there;
    struct issue_ref issue;
    struct q_search_event_row row;
    bool found;

    if (!event_id_parse(t->text, &id))
        return OK;
    struct q_search_event_args args = { str_make((const char *)id.b, EVENT_ID_BYTES), sees_all(cx),
                                        visible_of(cx) };
    TRY(q_search_event(cx, &args, &row, &found));
    if (!found)
        return find_issue(cx, t->text, out); /* both look alike */
    TRY(event_lookup(cx, row.project_id, &id, &there));
    TRY(issue_of_fingerprint(cx, row.project_id, there.fingerprint_id, &issue, &found));
    if (!found)
        return OK;
    TRY(add_issue(cx, issue.id, out));
    if (out->n > 0) {
        out->items[0].kind = S("event");
        out->items[0].id = event_id_text(cx->arena, &id);
    }
    return OK;
}

/* https://KEY@host/5, with a secret behind the key perhaps */
static enum status find_dsn(struct ctx *cx, const struct search_text *t, struct search_results *out)
{
    struct str rest = t->text, scheme, key;
    struct q_search_key_row row;
    bool found;
    size_t at = str_find(rest, S("://"));

    if (at == rest.len || str_find_char(rest, '@') == rest.len)
        return OK;
    scheme = str_to(rest, at);
    if (!str_starts(scheme, S("http")))
        return OK;
    rest = str_from(rest, at + 3);
    key = str_to(rest, str_find_char(rest, '@'));
    key = str_to(key, str_find_char(key, ':'));
    struct q_search_key_args args = { key, sees_all(cx), visible_of(cx) };
    TRY(q_search_key(cx, &args, &row, &found));
    if (found)
        add_project(out, row.uuid, row.slug, row.name);
    return OK;
}

/* "/projects/shop/issues/SHOP-4/…" and "/issues/SHOP-4" are the page's and the API's. */
static enum status find_path(struct ctx *cx, struct str path, struct search_results *out)
{
    struct str rest = str_to(path, str_find_char(path, '?')), part, before = { 0 };
    struct str project = { 0 }, issue = { 0 }, raw;
    struct q_search_alias_row row;
    bool found;

    rest = str_to(rest, str_find_char(rest, '#'));
    while (str_split(&rest, '/', &raw)) {
        if (!str_url_decode(cx->arena, raw, false, &part))
            return OK;
        if (str_eq(before, S("projects")))
            project = part;
        if (str_eq(before, S("issues")))
            issue = part;
        before = part;
    }
    if (issue.len > 0)
        return find_issue(cx, issue, out);
    if (project.len == 0)
        return OK;
    struct q_search_alias_args args = { str_lower(cx->arena, project), sees_all(cx),
                                        visible_of(cx) };
    TRY(q_search_alias(cx, &args, &row, &found));
    if (found)
        add_project(out, row.uuid, row.slug, row.name);
    return OK;
}

static enum status find_url(struct ctx *cx, const struct search_text *t, struct search_results *out)
{
    struct str base = core_config()->base_url, rest = t->text;
    size_t scheme = str_find(rest, S("://"));

    if (scheme == rest.len)
        return str_starts(rest, S("/")) ? find_path(cx, rest, out) : OK;
    if (base.len > 0 && str_starts(rest, base))
        return find_path(cx, str_from(rest, base.len), out);
    rest = str_from(rest, scheme + 3);
    size_t slash = str_find_char(rest, '/');
    if (t->host.len == 0 || !str_eq_fold(str_to(rest, slash), t->host))
        return OK;
    return find_path(cx, str_from(rest, slash), out);
}

static enum status find_release(struct ctx *cx, const struct search_text *t,
                                struct search_results *out)
{
    struct q_search_release_args args = { t->text, sees_all(cx), visible_of(cx) };
    struct q_search_release_row *rows;
    size_t n;

    TRY(q_search_release(cx, &args, &rows, &n));
    for (size_t i = 0; i < n && out->n < SEARCH_ITEMS; i++)
        out->items[out->n++] = (struct search_item){ .kind = S("release"),
                                                     .id = rows[i].version,
                                                     .title = rows[i].version,
                                                     .project_id = rows[i].project_uuid,
                                                     .project_slug = rows[i].slug };
    return OK;
}

static enum status find_trace(struct ctx *cx, const struct search_text *t,
                              struct search_results *out)
{
    struct trace *trace = arena_new(cx->arena, struct trace);

    if (!trace_read(t->text, trace))
        return OK;
    out->language = str_c(trace_language_name(trace->language));
    return search_ranked(cx, trace, &(struct rank_scope){ 0 }, out);
}

/* Words: projects by name, issues by the query language, the newest first. */
static enum status find_words(struct ctx *cx, const struct search_text *t,
                              struct search_results *out)
{
    enum { ISSUES = 15 };
    struct q_search_projects_args args = { filter_anywhere(cx, t->text), sees_all(cx),
                                           visible_of(cx) };
    struct q_search_projects_row *rows;
    struct issue_query *query = arena_new(cx->arena, struct issue_query);
    struct issue_filter filter = {
        .query = query, .sort = ISSUE_SORT_LAST_SEEN, .limit = ISSUES, .is_capped = true
    };
    struct issue_page page;
    int64_t ids[ISSUES];
    size_t n;

    TRY(q_search_projects(cx, &args, &rows, &n));
    for (size_t i = 0; i < n; i++)
        add_project(out, rows[i].uuid, rows[i].slug, rows[i].name);
    enum status st = issue_query_parse(cx, 0, t->text, query);
    if (st == E_INVALID) {
        err_clear(&cx->err);
        return OK; /* no query: what has a colon may be anything */
    }
    TRY(st);
    TRY(issue_list(cx, &filter, &page));
    for (size_t i = 0; i < page.n; i++)
        ids[i] = page.items[i].row_id;
    return search_add_issues(cx, ids, page.n, out);
}

static const struct {
    const char *kind;
    enum status (*find)(struct ctx *cx, const struct search_text *t, struct search_results *out);
    size_t bytes_max;
} recognisers[] = {
    { "short_id", find_short_id, NAME_BYTES },
    { "event", find_event, NAME_BYTES },
    { "dsn", find_dsn, URL_BYTES },
    { "url", find_url, URL_BYTES },
    { "release", find_release, NAME_BYTES },
    { "trace", find_trace, SEARCH_BYTES },
    { "words", find_words, NAME_BYTES },
};

enum status search_find(struct ctx *cx, struct str host, struct str text,
                        struct search_results *out)
{
    struct search_text t = { str_trim(text), host };

    *out = (struct search_results){ .kind = S("none") };
    for (size_t i = 0; t.text.len > 0 && i < ARRAY_LEN(recognisers); i++) {
        if (t.text.len > recognisers[i].bytes_max)
            continue;
        TRY(recognisers[i].find(cx, &t, out));
        bool is_read = out->n > 0 || !str_is_null(out->language);
        if (is_read) {
            out->kind = str_c(recognisers[i].kind);
            break;
        }
    }
    return OK;
}
