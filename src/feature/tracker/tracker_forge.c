#include "base/base.h"
#include "feature/tracker/tracker_forge.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/str.h"
#include "port/json.h"
#include "port/jsonw.h"

enum {
    BODY_BYTES = 64 << 10,
    FIND_ROWS = 20,
    FIND_PAGES = 10,
    FIND_BYTES = 4 << 20,          /* of a page: twenty texts of 64 KiB, and what stands beside */
    SPARE_MS = 10 * MS_PER_MINUTE, /* clocks differ */
};

struct str forge_repository(struct ctx *cx, const struct tracker_settings *s)
{
    return str_printf(cx->arena, "/repos/%.*s/%.*s", FMT(str_url_encode(cx->arena, s->owner)),
                      FMT(str_url_encode(cx->arena, s->repo)));
}

enum status forge_check(struct ctx *cx, struct tracker_session *s)
{
    struct tracker_call call = { "GET", forge_repository(cx, &s->settings), { 0 }, 0 };
    struct json *answer;

    TRY(tracker_call(cx, s, &call, &answer));
    if (str_is_null(json_str(json_get(answer, S("full_name")))))
        return tracker_puzzled(cx, s);
    if (!json_bool(json_get(answer, S("has_issues")), true))
        return fail(cx, E_INVALID, "issues are switched off in this repository");
    return OK;
}

/* False: it is no issue. */
static bool read_issue(struct ctx *cx, const struct json *v, struct tracker_ref *out)
{
    struct str url = json_str(json_get(v, S("html_url")));
    int64_t number;

    if (!json_i64(json_get(v, S("number")), &number) || number <= 0 || !tracker_url_is_good(url))
        return false;
    *out =
        (struct tracker_ref){ .key = str_printf(cx->arena, "%lld", (long long)number),
                              .url = url,
                              .is_closed = str_eq(json_str(json_get(v, S("state"))), S("closed")),
 .changed_ms = tracker_time(cx, json_str(json_get(v, S("updated_at")))) };
    return true;
}

enum status forge_create(struct ctx *cx, struct tracker_session *s, const struct forge *forge,
                         const struct tracker_ticket *ticket, struct tracker_ref *out)
{
    struct str path = forge_repository(cx, &s->settings);
    struct tracker_call call = { .method = "POST" };
    struct json *answer;
    struct buf b;
    struct jsonw w;

    buf_init(&b, cx->arena, BODY_BYTES);
    jsonw_init(&w, &b);
    jsonw_obj(&w);
    jsonw_key_str(&w, "title", ticket->title);
    jsonw_key_str(&w, "body", tracker_markdown(cx, ticket));
    enum status st = forge->add_labels(cx, s, &w);
    s->is_unsure = false; /* nothing was to be made so far */
    TRY(st);
    jsonw_end(&w);
    call.path = str_printf(cx->arena, "%.*s/issues", FMT(path));
    call.body = buf_str(&b);
    TRY(tracker_call(cx, s, &call, &answer));
    return read_issue(cx, answer, out) ? OK : tracker_puzzled(cx, s);
}

/* True: it is in this page, or in none behind it: they come newest first. */
static bool pick(struct ctx *cx, struct json *issues, const struct tracker_look *look,
                 struct tracker_ref *out)
{
    struct json_iter it = json_iter(issues);
    int64_t created_ms = INT64_MAX;

    while (json_next(&it)) {
        struct str body = json_str(json_get(it.value, S("body")));
        if (str_contains(body, look->marker) && read_issue(cx, it.value, out))
            return true;
        if (!clock_parse(json_str(json_get(it.value, S("created_at"))), &created_ms))
            created_ms = INT64_MAX;
    }
    return json_length(issues) == 0 || created_ms < look->since_ms;
}

/* The repository's newest, page by page: a search for words finds them only later. */
enum status forge_find(struct ctx *cx, struct tracker_session *s, const struct forge *forge,
                       const struct tracker_look *look, struct tracker_ref *out)
{
    struct str path = forge_repository(cx, &s->settings);
    int64_t since_ms = look->since_ms > SPARE_MS ? look->since_ms - SPARE_MS : 0;
    struct tracker_look back = { look->marker, since_ms };
    struct buf since;

    buf_init(&since, cx->arena, 64);
    buf_add_time0(&since, since_ms);
    struct str query = str_printf(cx->arena, "state=all&since=%.*s&%s=%d%s",
                                  FMT(str_url_encode(cx->arena, buf_str(&since))), forge->page_size,
                                  FIND_ROWS, forge->list);
    for (int page = 1; page <= FIND_PAGES; page++) {
        struct arena_mark mark = arena_mark(cx->arena);
        struct tracker_call call = { .method = "GET", .body_max = FIND_BYTES };
        struct json *answer;
        call.path = str_printf(cx->arena, "%.*s/issues?%.*s&page=%d", FMT(path), FMT(query), page);
        TRY(tracker_call(cx, s, &call, &answer));
        if (json_type(answer) != JSON_ARR)
            return tracker_puzzled(cx, s);
        if (pick(cx, answer, &back, out))
            return OK;
        arena_rewind(cx->arena, mark);
    }
    return tracker_lost_sight(cx, s);
}

enum status forge_get(struct ctx *cx, struct tracker_session *s, struct str key,
                      struct tracker_ref *out)
{
    struct str path = forge_repository(cx, &s->settings);
    struct tracker_call call = { .method = "GET" };
    struct json *answer;

    call.path =
        str_printf(cx->arena, "%.*s/issues/%.*s", FMT(path), FMT(str_url_encode(cx->arena, key)));
    TRY(tracker_call(cx, s, &call, &answer));
    return read_issue(cx, answer, out) ? OK : tracker_puzzled(cx, s);
}

enum status forge_reopen(struct ctx *cx, struct tracker_session *s, struct str key)
{
    struct str path = forge_repository(cx, &s->settings);
    struct tracker_call call = { .method = "PATCH", .body = S("{\"state\":\"open\"}") };
    struct json *answer;

    call.path =
        str_printf(cx->arena, "%.*s/issues/%.*s", FMT(path), FMT(str_url_encode(cx->arena, key)));
    return tracker_call(cx, s, &call, &answer);
}

/* An "issues" event; an organisation's tells of all its repositories. */
void forge_hear(struct ctx *cx, const struct tracker_session *s, const struct json *body,
                struct tracker_ref *out)
{
    struct str ours =
        str_printf(cx->arena, "%.*s/%.*s", FMT(s->settings.owner), FMT(s->settings.repo));
    struct str name = json_str(json_get_path(body, "repository.full_name"));
    struct tracker_ref ref;

    if (str_eq_fold(name, ours) && read_issue(cx, json_get(body, S("issue")), &ref))
        *out = ref;
}
