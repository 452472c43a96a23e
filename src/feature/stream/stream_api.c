#include "base/base.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/str.h"
#include "core/actor.h"
#include "core/live.h"
#include "core/request.h"
#include "feature/stream/presence.h"
#include "feature/stream/reader.h"
#include "feature/stream/stream.h"

enum { STREAM_TOPICS = 32 };

/* What follows the colon of a topic, and how its name inside the hub is made. */
enum subject {
    SUBJECT_NONE,    /* "issues", "system": the whole name   */
    SUBJECT_PROJECT, /* "issues:7": the project's number     */
    SUBJECT_ISSUE,   /* "issue:<uuid>"                       */
    SUBJECT_UUID,    /* "job:<uuid>"                         */
    SUBJECT_READER,  /* "me:3": the reader's number          */
};

static const struct topic {
    struct str name;
    enum subject subject;
    enum scope scope;
} topics[] = {
    { { "issues", 6 }, SUBJECT_NONE, SCOPE_READ },
    { { "issues", 6 }, SUBJECT_PROJECT, SCOPE_READ },
    { { "attempts", 8 }, SUBJECT_PROJECT, SCOPE_READ },
    { { "tickets", 7 }, SUBJECT_PROJECT, SCOPE_READ },
    { { "issue", 5 }, SUBJECT_ISSUE, SCOPE_READ },
    { { "presence", 8 }, SUBJECT_ISSUE, SCOPE_READ },
    { { "job", 3 }, SUBJECT_UUID, SCOPE_OWN },
    { { "me", 2 }, SUBJECT_READER, SCOPE_OWN },
    { { "system", 6 }, SUBJECT_NONE, SCOPE_ADMIN },
};

static const struct topic *find_topic(struct str name, bool has_subject)
{
    for (size_t i = 0; i < ARRAY_LEN(topics); i++) {
        bool wants = topics[i].subject != SUBJECT_NONE && topics[i].subject != SUBJECT_READER;
        if (wants == has_subject && str_eq(topics[i].name, name))
            return &topics[i];
    }
    return NULL;
}

static enum status unknown(struct ctx *cx, struct str text)
{
    return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "topics" }, "no topic '%.*s'",
                   FMT(text));
}

/* The name inside the hub; the project it belongs to is left in rq. */
static enum status name_inside(struct ctx *cx, const struct topic *topic, struct request *rq,
                               struct str subject, struct str *out)
{
    struct str uuid;
    switch (topic->subject) {
    case SUBJECT_NONE:
        *out = topic->name;
        return OK;
    case SUBJECT_PROJECT:
        TRY(router_resolve(cx, rq, "project", subject));
        *out = str_printf(cx->arena, "%.*s:%lld", FMT(topic->name), (long long)rq->project_id);
        return OK;
    case SUBJECT_ISSUE:
        TRY(router_resolve(cx, rq, "issue", subject));
        *out = str_printf(cx->arena, "%.*s:%.*s", FMT(topic->name), FMT(rq->issue_uuid));
        return OK;
    case SUBJECT_UUID:
        if (!uuid_parse(cx->arena, subject, &uuid))
            return unknown(cx, subject);
        *out = str_printf(cx->arena, "%.*s:%.*s", FMT(topic->name), FMT(uuid));
        return OK;
    case SUBJECT_READER:
        *out = str_printf(cx->arena, "me:%lld",
                          (long long)(cx->actor != NULL ? cx->actor->user_id : 0));
        return OK;
    }
    return unknown(cx, subject);
}

static enum status resolve_topic(struct ctx *cx, const struct request *rq, struct str text,
                                 struct str *out)
{
    size_t colon = str_find_char(text, ':');
    const struct topic *topic = find_topic(str_to(text, colon), colon < text.len);
    if (topic == NULL)
        return unknown(cx, text);
    struct request *named = arena_new(cx->arena, struct request);
    named->route = rq->route;
    TRY(name_inside(cx, topic, named, str_from(text, colon + 1), out));
    return actor_allow(cx, topic->scope, named->project_id, false);
}

/* A browser that connects again by itself sends the header; it is newer than the address. */
static struct str since_of(const struct request *rq)
{
    struct str last = request_header(rq, "Last-Event-ID");
    return last.len > 0 ? last : request_query(rq, "since");
}

static enum status stream_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct str names[STREAM_TOPICS], issues[STREAM_TOPICS], part;
    const struct str presence = S("presence:");
    struct str rest = request_query(rq, "topics");
    size_t n = 0, n_issues = 0;
    while (rest.len > 0 && str_split(&rest, ',', &part)) {
        if (n == STREAM_TOPICS)
            return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "topics" },
                           "a stream takes at most %d topics", STREAM_TOPICS);
        TRY(resolve_topic(cx, rq, str_trim(part), &names[n++]));
    }
    for (size_t i = 0; i < n; i++)
        if (str_starts(names[i], presence))
            issues[n_issues++] = str_from(names[i], presence.len);
    struct live_wish wish = { .topics = names, .n = n, .since = since_of(rq) };
    TRY(reader_take(cx, issues, n_issues, &wish.owner));
    enum status st = live_subscribe(cx, rq, rs, &wish);
    if (st != OK)
        reader_give(&wish.owner);
    return st;
}

static const struct route_query stream_query[] = {
    { "topics", "string", "Names separated by commas: issues, issues:{p}, issue:{i}, me, …" },
    { "since", "string", "Id of the last message heard; what came since is told first." },
    { 0 },
};

static const struct route stream_routes[] = {
    { GET, "/api/v1/stream", SCOPE_READ, NULL, NULL, stream_get, NULL,
      "Tells what changes, as server-sent events.", ROUTE_STREAM, 0, stream_query },
    { 0 },
};

static const struct hearing stream_hears[] = {
    { PRESENCE_TOPIC, presence_heard },
    { 0 },
};

static void stream_tick(struct ctx *cx)
{
    reader_check(cx);
    presence_tick(cx);
}

const struct feature feature_stream = {
    .name = "stream",
    .routes = stream_routes,
    .hears = stream_hears,
    .tick = stream_tick,
};
