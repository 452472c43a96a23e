/* Jira Cloud: REST v3 (developer.atlassian.com/cloud/jira/platform/rest/v3), texts in the Atlassian
 * Document Format. */
#include "base/base.h"
#include "feature/tracker/tracker.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/str.h"
#include "port/json.h"
#include "port/jsonw.h"

enum {
    BODY_BYTES = 64 << 10,
    FIND_PAGES = 10,
    FIND_BYTES = 2 << 20, /* of a page of twenty descriptions */
    SPARE_MIN = 10,       /* clocks differ                    */
    TOKEN_BYTES = 1500,   /* of the next page, in its address */
};

#define API   "/rest/api/3"
#define STATE "status,updated" /* what ref_of reads of its fields */

static const char *const needs[] = { "base_url", "email", "token", "project", NULL };

static struct str base(const struct tracker_settings *s)
{
    return s->base_url;
}

static void sign(struct ctx *cx, const struct tracker_session *s, struct httpc_header *out)
{
    const struct tracker_settings *set = &s->settings;
    struct str pair = str_printf(cx->arena, "%.*s:%.*s", FMT(set->email), FMT(set->token));
    struct str box = str_base64_encode(cx->arena, pair);

    out[0] = (struct httpc_header){ "Accept", S("application/json"), false };
    out[1] = (struct httpc_header){ "Authorization", str_printf(cx->arena, "Basic %.*s", FMT(box)),
                                    true };
}

static enum status check(struct ctx *cx, struct tracker_session *s)
{
    struct str key = str_url_encode(cx->arena, s->settings.project);
    struct tracker_call call = {
        "GET", str_printf(cx->arena, API "/project/%.*s", FMT(key)), { 0 }, 0
    };
    struct json *answer;

    TRY(tracker_call(cx, s, &call, &answer));
    return str_is_null(json_str(json_get(answer, S("key")))) ? tracker_puzzled(cx, s) : OK;
}

/* --- the document ---------------------------------------------------------------------- */

static void node_begin(struct jsonw *w, const char *type)
{
    jsonw_obj(w);
    jsonw_key_str(w, "type", str_c(type));
    jsonw_key_arr(w, "content");
}

static void node_end(struct jsonw *w)
{
    jsonw_end(w);
    jsonw_end(w);
}

/* link: "" = none. Jira refuses texts without letters. */
static void add_text(struct jsonw *w, struct str text, struct str link)
{
    if (text.len == 0)
        return;
    jsonw_obj(w);
    jsonw_key_str(w, "type", S("text"));
    jsonw_key_str(w, "text", text);
    if (link.len > 0) {
        jsonw_key_arr(w, "marks");
        jsonw_obj(w);
        jsonw_key_str(w, "type", S("link"));
        jsonw_key_obj(w, "attrs");
        jsonw_key_str(w, "href", link);
        jsonw_end(w);
        jsonw_end(w);
        jsonw_end(w);
    }
    jsonw_end(w);
}

static void add_paragraph(struct jsonw *w, struct str text, struct str link)
{
    node_begin(w, "paragraph");
    add_text(w, text, link);
    node_end(w);
}

static void add_document(struct ctx *cx, struct jsonw *w, const struct tracker_ticket *t)
{
    struct str rest = t->facts, line;

    jsonw_key_obj(w, "description");
    jsonw_key_str(w, "type", S("doc"));
    jsonw_key_i64(w, "version", 1);
    jsonw_key_arr(w, "content");
    while (str_split(&rest, '\n', &line))
        add_paragraph(w, line, S(""));
    if (t->frames.len > 0) {
        node_begin(w, "codeBlock");
        add_text(w, t->frames, S(""));
        node_end(w);
    }
    add_paragraph(w, str_printf(cx->arena, "Open %.*s in GoSnag", FMT(t->short_id)), t->url);
    add_paragraph(w, t->marker, S(""));
    jsonw_end(w);
    jsonw_end(w);
}

static struct str write_body(struct ctx *cx, const struct tracker_settings *set,
                             const struct tracker_ticket *t)
{
    struct buf b;
    struct jsonw w;

    buf_init(&b, cx->arena, BODY_BYTES);
    jsonw_init(&w, &b);
    jsonw_obj(&w);
    jsonw_key_obj(&w, "fields");
    jsonw_key_obj(&w, "project");
    jsonw_key_str(&w, "key", set->project);
    jsonw_end(&w);
    jsonw_key_str(&w, "summary", t->title);
    jsonw_key_obj(&w, "issuetype");
    jsonw_key_str(&w, "name", set->issue_type);
    jsonw_end(&w);
    add_document(cx, &w, t);
    jsonw_end(&w);
    jsonw_end(&w);
    return buf_str(&b);
}

/* --- tickets --------------------------------------------------------------------------- */

static struct tracker_ref ref_of(struct ctx *cx, const struct tracker_session *s,
                                 const struct json *issue)
{
    struct str key = json_str(json_get(issue, S("key")));
    struct json *category = json_get_path(issue, "fields.status.statusCategory.key");
    struct json *updated = json_get_path(issue, "fields.updated");

    return (struct tracker_ref){ .key = key,
                                 .url = str_printf(cx->arena, "%.*s/browse/%.*s",
                                                   FMT(s->settings.base_url), FMT(key)),
                                 .is_closed = str_eq(json_str(category), S("done")),
                                 .changed_ms = tracker_time(cx, json_str(updated)) };
}

static enum status create(struct ctx *cx, struct tracker_session *s,
                          const struct tracker_ticket *ticket, struct tracker_ref *out)
{
    struct tracker_call call = { "POST", S(API "/issue"), write_body(cx, &s->settings, ticket), 0 };
    struct json *answer;

    TRY(tracker_call(cx, s, &call, &answer));
    *out = ref_of(cx, s, answer);
    return str_is_null(out->key) ? tracker_puzzled(cx, s) : OK;
}

/* "KEY" in JQL: what could end the text is left out. */
static struct str jql_text(struct ctx *cx, struct str text)
{
    struct buf b;

    buf_init(&b, cx->arena, text.len + 1);
    for (size_t i = 0; i < text.len; i++) {
        if (text.p[i] != '"' && text.p[i] != '\\')
            buf_add_char(&b, text.p[i]);
    }
    return buf_str(&b);
}

static void pick(struct ctx *cx, const struct tracker_session *s, struct json *issues,
                 struct str marker, struct tracker_ref *out)
{
    struct json_iter it = json_iter(issues);

    while (json_next(&it)) {
        struct json *description = json_get_path(it.value, "fields.description");
        struct buf b;
        buf_init(&b, cx->arena, FIND_BYTES);
        json_write(description, &b);
        if (str_contains(buf_str(&b), marker) &&
            !str_is_null(json_str(json_get(it.value, S("key")))))
            *out = ref_of(cx, s, it.value);
    }
}

static struct str jql_of(struct ctx *cx, const struct tracker_session *s,
                         const struct tracker_look *look)
{
    int64_t past_ms = cx->now_ms > look->since_ms ? cx->now_ms - look->since_ms : 0;
    long long minutes = past_ms / MS_PER_MINUTE + SPARE_MIN;
    struct str jql =
        str_printf(cx->arena, "project = \"%.*s\" and created >= \"-%lldm\" order by created desc",
                   FMT(jql_text(cx, s->settings.project)), minutes);

    return str_url_encode(cx->arena, jql);
}

/* Of the project's newest by time: what a search for words finds appears later. */
static enum status find(struct ctx *cx, struct tracker_session *s, const struct tracker_look *look,
                        struct tracker_ref *out)
{
    struct str jql = jql_of(cx, s, look);
    char room[TOKEN_BYTES];
    struct buf next; /* of no arena: pages are given back */

    buf_init_fixed(&next, room, sizeof room);
    for (int page = 0; page < FIND_PAGES; page++) {
        struct tracker_call call = { .method = "GET", .body_max = FIND_BYTES };
        struct arena_mark mark = arena_mark(cx->arena);
        struct json *answer;
        call.path = str_printf(
            cx->arena, API "/search/jql?maxResults=20&fields=description," STATE "&jql=%.*s%.*s",
            FMT(jql), FMT(buf_str(&next)));
        TRY(tracker_call(cx, s, &call, &answer));
        if (json_type(json_get(answer, S("issues"))) != JSON_ARR)
            return tracker_puzzled(cx, s);
        pick(cx, s, json_get(answer, S("issues")), look->marker, out);
        struct str token = json_str(json_get(answer, S("nextPageToken")));
        if (out->key.len > 0 || str_is_null(token))
            return OK;
        buf_clear(&next);
        buf_printf(&next, "&nextPageToken=%.*s", FMT(str_url_encode(cx->arena, token)));
        if (next.is_full)
            return tracker_puzzled(cx, s);
        arena_rewind(cx->arena, mark);
    }
    return tracker_lost_sight(cx, s);
}

static enum status get(struct ctx *cx, struct tracker_session *s, struct str key,
                       struct tracker_ref *out)
{
    struct tracker_call call = { .method = "GET" };
    struct json *answer;

    call.path =
        str_printf(cx->arena, API "/issue/%.*s?fields=" STATE, FMT(str_url_encode(cx->arena, key)));
    TRY(tracker_call(cx, s, &call, &answer));
    *out = ref_of(cx, s, answer);
    return str_is_null(out->key) ? tracker_puzzled(cx, s) : OK;
}

/* The transition that leads to work that is not done; nearest to "to do". */
static struct str transition_of(struct json *transitions)
{
    struct json_iter it = json_iter(transitions);
    struct str id = { 0 };

    while (json_next(&it)) {
        struct str to = json_str(json_get_path(it.value, "to.statusCategory.key"));
        if (str_eq(to, S("new")) || (str_is_null(id) && str_eq(to, S("indeterminate"))))
            id = json_str(json_get(it.value, S("id")));
        if (str_eq(to, S("new")))
            break;
    }
    return id;
}

static enum status reopen(struct ctx *cx, struct tracker_session *s, struct str key)
{
    struct tracker_call call = { .method = "GET" };
    struct json *answer;
    struct buf b;

    call.path =
        str_printf(cx->arena, API "/issue/%.*s/transitions", FMT(str_url_encode(cx->arena, key)));
    TRY(tracker_call(cx, s, &call, &answer));
    struct str id = transition_of(json_get(answer, S("transitions")));
    if (str_is_null(id))
        return fail(cx, E_INVALID, "Jira's workflow has no way back from where %.*s is", FMT(key));
    buf_init(&b, cx->arena, BODY_BYTES);
    buf_add(&b, S("{\"transition\":{\"id\":"));
    buf_add_json_str(&b, id);
    buf_add(&b, S("}}"));
    call.method = "POST";
    call.body = buf_str(&b);
    return tracker_call(cx, s, &call, &answer);
}

/* "jira:issue_updated"; a key names one ticket of the whole site. */
static void hear(struct ctx *cx, const struct tracker_session *s, const struct json *body,
                 struct tracker_ref *out)
{
    const struct json *issue = json_get(body, S("issue"));

    if (!json_is_null(json_get_path(issue, "fields.status.statusCategory.key")))
        *out = ref_of(cx, s, issue);
}

const struct tracker tracker_jira = {
    .name = "jira",
    .title = "Jira",
    .needs = needs,
    .base = base,
    .sign = sign,
    .check = check,
    .create = create,
    .find = find,
    .get = get,
    .reopen = reopen,
    .hear = hear,
    .hook_header = "X-Hub-Signature",
    .hook_prefix = "sha256=",
};
