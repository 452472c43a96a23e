/* One call of a tracker, and what its answer means. */
#include "base/base.h"
#include "feature/tracker/tracker.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/str.h"
#include "port/json.h"

enum {
    HTTP_OK = 200,
    HTTP_MULTIPLE = 300,
    HTTP_ERROR = 400,
    HTTP_UNAUTHENTICATED = 401,
    HTTP_DENIED = 403,
    HTTP_MISSING = 404,
    HTTP_TIMEOUT = 408,
    HTTP_GONE = 410,
    HTTP_TOO_MANY = 429,
    HTTP_SERVER = 500,
    ANSWER_BYTES = 1 << 20,        /* a ticket of 64 KiB escaped, a project with its versions */
    PATIENCE_MS = 4 * MS_PER_HOUR, /* nobody is waited for longer */
    SIGN_AT = 1,                   /* headers before those of `sign` */
    CLOCK_TEXT = 64,               /* bytes, " until " and a time */
};

const struct tracker *const trackers[] = { &tracker_jira, &tracker_github, &tracker_gitlab,
                                           &tracker_gitea, NULL };

const struct tracker *tracker_named(struct str name)
{
    for (size_t i = 0; trackers[i] != NULL; i++) {
        if (str_eq(name, str_c(trackers[i]->name)))
            return trackers[i];
    }
    return NULL;
}

/* --- their words ----------------------------------------------------------------------- */

static void add_words(struct buf *b, struct str key, struct str words)
{
    words = str_trim(words);
    if (words.len == 0)
        return;
    if (b->len > 0)
        buf_add(b, S("; "));
    if (key.len > 0)
        buf_printf(b, "%.*s: ", FMT(key));
    buf_add(b, words);
}

/* {"message": …}, or which field is wrong with what: GitHub's form of an error. */
static void add_error(struct buf *b, const struct json *v)
{
    struct str message = json_str(json_get(v, S("message")));

    if (!str_is_null(json_str(v)))
        add_words(b, S(""), json_str(v));
    else if (!str_is_null(message))
        add_words(b, S(""), message);
    else
        add_words(b, json_str(json_get(v, S("field"))), json_str(json_get(v, S("code"))));
}

/* A text, a list of them, or texts by field: Jira's and GitLab's. */
static void add_all(struct buf *b, struct json *v)
{
    struct json_iter it = json_iter(v);

    if (!str_is_null(json_str(v)))
        add_words(b, S(""), json_str(v));
    while (json_next(&it)) {
        if (json_type(v) == JSON_ARR)
            add_error(b, it.value);
        else if (json_type(it.value) == JSON_ARR)
            add_words(b, it.key, json_str(json_at(it.value, 0)));
        else
            add_words(b, it.key, json_str(it.value));
    }
}

/* The tracker's own words in an answer of its, short; "" = none. */
static struct str words_of(struct ctx *cx, struct str body)
{
    static const char *const names[] = { "message", "errorMessages", "errors", "error",
                                         "error_description" };
    struct json_doc *doc;
    struct buf b;

    if (!str_starts(str_trim(body), S("{")) || json_parse(cx, body, &doc, NULL) != OK) {
        err_clear(&cx->err);
        return S("");
    }
    buf_init(&b, cx->arena, HTTPC_BODY_BYTES);
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        add_all(&b, json_get(json_root(doc), str_c(names[i])));
    struct str words = str_utf8_clip(buf_str(&b), TRACKER_WORDS_BYTES);
    return words.len > 0 ? str_printf(cx->arena, ": %.*s", FMT(words)) : S("");
}

bool tracker_url_is_good(struct str url)
{
    return url.len <= HTTPC_URL_BYTES &&
           (str_starts(url, S("https://")) || str_starts(url, S("http://")));
}

int64_t tracker_time(struct ctx *cx, struct str text)
{
    enum { OFFSET = 5, HOURS = 3 }; /* "+0000", "+00" */
    struct str end = text.len > OFFSET ? str_from(text, text.len - OFFSET) : S("");
    int64_t ms;

    if (str_ends(text, S(" UTC")))
        text = str_to(text, text.len - strlen(" UTC"));
    else if (str_starts(end, S("+")) || str_starts(end, S("-")))
        text = str_printf(cx->arena, "%.*s:%.*s", FMT(str_to(text, text.len - OFFSET + HOURS)),
                          FMT(str_from(end, HOURS)));
    return clock_parse(text, &ms) && ms > 0 ? ms : 0;
}

/* --- what it means --------------------------------------------------------------------- */

/* As each of them says when it will listen again: seconds, or the second, or the time. */
static const char *const asks[HTTPC_ASKS] = { "X-RateLimit-Remaining", "X-RateLimit-Reset",
                                              "RateLimit-Remaining", "RateLimit-Reset" };

/* GitHub's secondary limits come as 403, at times without a header: its words tell them from a
 * token that may not. */
static bool is_limited(const struct httpc_answer *a)
{
    bool is_used_up = str_eq(a->said[0], S("0")) || str_eq(a->said[2], S("0"));
    bool is_told = a->retry_after_s > 0 || str_contains(a->body, S("rate limit"));

    return a->status == HTTP_TOO_MANY || (a->status == HTTP_DENIED && (is_used_up || is_told));
}

static int64_t time_of(struct str reset)
{
    int64_t v;

    if (str_i64(reset, &v))
        return v > 0 && v < INT64_MAX / MS_PER_SECOND ? v * MS_PER_SECOND : 0;
    return clock_parse(reset, &v) ? v : 0;
}

static void note_patience(struct ctx *cx, struct tracker_session *s, const struct httpc_answer *a)
{
    bool is_long = a->retry_after_s > PATIENCE_MS / MS_PER_SECOND;
    int64_t at = cx->now_ms + (is_long ? PATIENCE_MS : a->retry_after_s * MS_PER_SECOND);

    if (a->retry_after_s == 0)
        at = time_of(!str_is_null(a->said[1]) ? a->said[1] : a->said[3]);
    if (at > cx->now_ms + PATIENCE_MS)
        at = cx->now_ms + PATIENCE_MS;
    s->not_before_ms = at;
}

/* What a status below 500 says, for people. */
static const char *sentence_of(int64_t status)
{
    switch (status) {
    case HTTP_UNAUTHENTICATED:
    case HTTP_DENIED:
        return "refuses this account or token";
    case HTTP_MISSING:
    case HTTP_GONE:
        return "has no such project or ticket, or hides it from this account";
    default:
        return status < HTTP_ERROR ? "sends us elsewhere: is the address right?" : "refuses this";
    }
}

/* " until 2026-11-24T10:15:00Z"; "" = they do not say. */
static struct str until_of(struct ctx *cx, int64_t not_before_ms)
{
    struct buf b;

    if (not_before_ms <= cx->now_ms)
        return S("");
    buf_init(&b, cx->arena, CLOCK_TEXT);
    buf_add(&b, S(" until "));
    buf_add_time0(&b, not_before_ms);
    return buf_str(&b);
}

static enum status refuse(struct ctx *cx, struct tracker_session *s, const struct httpc_answer *a)
{
    struct str words = words_of(cx, a->body);
    const char *title = s->tracker->title;
    enum status st = a->status == HTTP_MISSING || a->status == HTTP_GONE ? E_MISSING : E_INVALID;

    if (is_limited(a)) {
        note_patience(cx, s, a);
        return fail(cx, E_RATE, "%s asks for patience%.*s (%lld)%.*s", title,
                    FMT(until_of(cx, s->not_before_ms)), (long long)a->status, FMT(words));
    }
    if (a->status >= HTTP_SERVER || a->status == HTTP_TIMEOUT) {
        s->is_unsure = true;
        note_patience(cx, s, a);
        return fail(cx, E_UPSTREAM, "%s failed (%lld)%.*s", title, (long long)a->status,
                    FMT(words));
    }
    return fail(cx, st, "%s %s (%lld)%.*s", title, sentence_of(a->status), (long long)a->status,
                FMT(words));
}

enum status tracker_puzzled(struct ctx *cx, struct tracker_session *s)
{
    s->is_unsure = true;
    return fail(cx, E_UPSTREAM,
                "%s answered something that is not its language: is the address "
                "right?",
                s->tracker->title);
}

enum status tracker_lost_sight(struct ctx *cx, const struct tracker_session *s)
{
    return fail(cx, E_UPSTREAM,
                "%s has so many new tickets that ours is not found among them: link it by hand, or "
                "let it go",
                s->tracker->title);
}

/* --- the call -------------------------------------------------------------------------- */

enum status tracker_call(struct ctx *cx, struct tracker_session *s, const struct tracker_call *call,
                         struct json **out)
{
    struct str base = s->tracker->base(&s->settings);
    struct httpc_answer answer = { 0 };
    struct json_doc *doc;
    struct httpc_call c = {
        .method = call->method,
        .url = str_printf(cx->arena, "%.*s%.*s", FMT(base), FMT(call->path)),
        .headers = { { "Content-Type", S("application/json"), false } },
        .body = call->body,
        .body_max = call->body_max > 0 ? call->body_max : ANSWER_BYTES,
    };

    *out = NULL;
    s->is_unsure = false;
    s->not_before_ms = 0;
    memcpy(c.asks, asks, sizeof c.asks);
    s->tracker->sign(cx, s, c.headers + SIGN_AT);
    enum status st = httpc_perform(cx, &c, &answer);
    s->is_unsure = st == E_UPSTREAM;
    TRY(st);
    if (answer.status < HTTP_OK || answer.status >= HTTP_MULTIPLE)
        return refuse(cx, s, &answer);
    if (answer.body.len == 0)
        return OK;
    if (answer.is_cut || json_parse(cx, answer.body, &doc, NULL) != OK)
        return tracker_puzzled(cx, s);
    *out = json_root(doc);
    return OK;
}
