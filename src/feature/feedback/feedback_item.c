/* From an envelope's item to a row, and from a row to the issue it is about. */
#include "base/base.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "feature/event/event_store.h"
#include "feature/feedback/feedback_int.h"
#include "feature/feedback/feedback_sql.h"
#include "feature/ingest/envelope.h"
#include "feature/ingest/item_limits.h"
#include "port/json.h"

enum {
    LINK_ROWS = 500,
    LINK_PAGES = 40,
    LINK_EVERY_S = 60,
    LINK_TIMEOUT_S = 60,
};

struct kept_feedback {
    int64_t project_id;
    int64_t received_ms;
    struct event_id own_id;
    struct event_id event_id;
    bool has_event;
    const char *source;
    struct str name, email, comments, url;
};

static struct str feedback_id_bytes(const struct event_id *id)
{
    return str_make((const char *)id->b, EVENT_ID_BYTES);
}

static struct str kept_text(const struct item_input *in, const struct json *v, size_t characters)
{
    struct str s = str_trim(json_scalar_text(v, false));

    return str_is_null(s) ? S("") : str_dup(in->kept, str_utf8_to(s, characters));
}

static struct kept_feedback *begin(const struct item_input *in, const char *source)
{
    struct kept_feedback *k = arena_new(in->kept, struct kept_feedback);

    *k = (struct kept_feedback){ .project_id = in->project_id,
                                 .received_ms = in->received_ms,
                                 .own_id = in->event_id,
                                 .source = source,
                                 .url = S("") };
    return k;
}

static enum status open_item(struct ctx *cx, const struct item_input *in, struct json **root)
{
    struct json_doc *doc;

    TRY(json_parse(cx, in->item->payload, &doc, NULL));
    *root = json_root(doc);
    return json_type(*root) == JSON_OBJ ? OK : fail(cx, E_INVALID, "feedback is not an object");
}

/* {event_id, name, email, comments}: about that event, else about the envelope's. */
static enum status report_prepare(struct ctx *cx, const struct item_input *in, void **out)
{
    struct kept_feedback *k = begin(in, "user_report");
    struct json *root;

    TRY(open_item(cx, in, &root));
    k->event_id = in->event_id;
    k->has_event = true;
    if (event_id_parse(json_str(json_get(root, S("event_id"))), &k->event_id))
        k->own_id = k->event_id;
    k->name = kept_text(in, json_get(root, S("name")), FEEDBACK_NAME);
    k->email = kept_text(in, json_get(root, S("email")), FEEDBACK_EMAIL);
    k->comments = kept_text(in, json_get(root, S("comments")), FEEDBACK_TEXT);
    if (k->comments.len == 0)
        return fail(cx, E_INVALID, "a user report says nothing");
    *out = k;
    return OK;
}

/* An event with contexts.feedback. */
static enum status feedback_prepare(struct ctx *cx, const struct item_input *in, void **out)
{
    struct kept_feedback *k = begin(in, "feedback");
    struct json *root;

    TRY(open_item(cx, in, &root));
    const struct json *said = json_get_path(root, "contexts.feedback");
    k->has_event = event_id_parse(json_str(json_get(said, S("associated_event_id"))), &k->event_id);
    k->name = kept_text(in, json_get(said, S("name")), FEEDBACK_NAME);
    k->email = kept_text(in, json_get(said, S("contact_email")), FEEDBACK_EMAIL);
    if (k->email.len == 0)
        k->email = kept_text(in, json_get_path(root, "user.email"), FEEDBACK_EMAIL);
    k->comments = kept_text(in, json_get(said, S("message")), FEEDBACK_TEXT);
    k->url = kept_text(in, json_get(said, S("url")), FEEDBACK_URL);
    if (k->url.len == 0)
        k->url = kept_text(in, json_get_path(root, "request.url"), FEEDBACK_URL);
    if (k->comments.len == 0)
        return fail(cx, E_INVALID, "feedback says nothing");
    *out = k;
    return OK;
}

/* A client sends its envelope again when it did not see the answer. */
static enum status is_repeat(struct ctx *cx, const struct kept_feedback *k, bool *out)
{
    struct q_feedback_of_own_args args = { .project_id = k->project_id,
                                           .own_id = feedback_id_bytes(&k->own_id) };
    struct q_feedback_of_own_row *rows;
    size_t n;

    *out = false;
    TRY(q_feedback_of_own(cx, &args, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        if (str_eq(rows[i].comments, k->comments) && str_eq(rows[i].email, k->email) &&
            str_eq(rows[i].name, k->name))
            *out = true;
    }
    return OK;
}

/* 0 = not seen, -1 = it names no event. */
static enum status fingerprint_of(struct ctx *cx, const struct kept_feedback *k, int64_t *out)
{
    struct event_found found;

    *out = -1;
    if (!k->has_event)
        return OK;
    TRY(event_lookup(cx, k->project_id, &k->event_id, &found));
    *out = found.place == EVENT_NEVER_SEEN ? 0 : found.fingerprint_id;
    return OK;
}

static enum status store_one(struct ctx *cx, const struct kept_feedback *k, const char **outcome)
{
    int64_t fingerprint_id;
    bool is_known;

    TRY(is_repeat(cx, k, &is_known));
    if (is_known) {
        *outcome = "invalid:duplicate";
        return OK;
    }
    TRY(fingerprint_of(cx, k, &fingerprint_id));
    struct q_feedback_insert_args args = {
        .project_id = k->project_id,
        .id = uuid_new(cx->arena, k->received_ms),
        .received_ms = k->received_ms,
        .own_id = feedback_id_bytes(&k->own_id),
        .event_id = k->has_event ? feedback_id_bytes(&k->event_id) : S(""),
        .fingerprint_id = fingerprint_id,
        .source = str_c(k->source),
        .name = k->name,
        .email = k->email,
        .comments = k->comments,
        .url = k->url,
    };
    return q_feedback_insert(cx, &args);
}

static enum status feedback_store(struct ctx *cx, void *const *items, size_t n,
                                  const char **outcomes)
{
    for (size_t i = 0; i < n; i++)
        TRY(store_one(cx, items[i], &outcomes[i]));
    return OK;
}

enum status feedback_is_known(struct ctx *cx, int64_t project_id, const struct event_id *own_id,
                              bool *out)
{
    struct q_feedback_of_own_args args = { .project_id = project_id,
                                           .own_id = feedback_id_bytes(own_id) };
    struct q_feedback_of_own_row *rows;
    size_t n;

    TRY(q_feedback_of_own(cx, &args, &rows, &n));
    *out = n > 0;
    return OK;
}

static enum status link_one(struct ctx *cx, const struct q_feedback_unlinked_row *row)
{
    struct kept_feedback k = { .project_id = row->project_id, .has_event = true };
    int64_t fingerprint_id;

    if (row->event_id.len != EVENT_ID_BYTES)
        return OK;
    memcpy(k.event_id.b, row->event_id.p, EVENT_ID_BYTES);
    TRY(fingerprint_of(cx, &k, &fingerprint_id));
    if (fingerprint_id <= 0)
        return OK;
    return q_feedback_link(
        cx, &(struct q_feedback_link_args){ row->project_id, row->id, fingerprint_id });
}

/* Feedback may be faster than its event. All that waits is looked at, page by page: what
 * waits in vain for days must not hide what came after it. */
static enum status link_events(struct ctx *cx, struct str argument)
{
    int64_t since_ms = cx->now_ms - (int64_t)FEEDBACK_LINK_DAYS * MS_PER_DAY;
    struct q_feedback_unlinked_args args = { since_ms, S(""), LINK_ROWS };
    struct q_feedback_unlinked_row *rows;
    char last_id[UUID_TEXT_BYTES];
    size_t n = LINK_ROWS;

    (void)argument;
    TRY(q_feedback_give_up(cx, &(struct q_feedback_give_up_args){ .before_ms = since_ms }));
    for (int page = 0; page < LINK_PAGES && n == LINK_ROWS; page++) {
        struct arena_mark mark = arena_mark(cx->arena);
        TRY(q_feedback_unlinked(cx, &args, &rows, &n));
        for (size_t i = 0; i < n; i++)
            TRY(link_one(cx, &rows[i]));
        if (n > 0 && rows[n - 1].id.len == sizeof last_id) {
            memcpy(last_id, rows[n - 1].id.p, sizeof last_id);
            args.after_id = str_make(last_id, sizeof last_id);
            args.since_ms = rows[n - 1].received_ms;
        }
        arena_rewind(cx->arena, mark);
    }
    return OK;
}

const struct job feedback_jobs[] = {
    { "feedback.link", link_events, .every_s = LINK_EVERY_S, .timeout_s = LINK_TIMEOUT_S,
      .forgets = true },
    { 0 },
};

const struct item_sink feedback_items[] = {
    { "user_report", "error", &item_limits.event_bytes, &item_limits.events, true, report_prepare,
      feedback_store },
    { "feedback", "feedback", &item_limits.event_bytes, &item_limits.events, true, feedback_prepare,
      feedback_store },
    { "user_report_v2", "feedback", &item_limits.event_bytes, &item_limits.events, true,
      feedback_prepare, feedback_store },
    { .type = NULL },
};
