#include "base/base.h"
#include "feature/issue/issue_event.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "feature/event/event.h"
#include "feature/grouping/grouping.h"
#include "feature/issue/issue_digest_sql.h"
#include "port/json.h"

enum { SCRATCH_BYTES = 64 << 20 }; /* the tree of one document */

const struct field event_view_fields[] = {
    FIELD_STR("id", struct event_view, id, FIELD_UUID, 0),
    FIELD_STR("issue_id", struct event_view, issue_id, FIELD_UUID, 0),
    FIELD_STR("project_id", struct event_view, project_id, FIELD_UUID, 0),
    FIELD_STR("event_id", struct event_view, event_id, 0, 0),
    FIELD_TIME("timestamp", struct event_view, received_ms, 0),
    FIELD_TIME("occurred_at", struct event_view, occurred_ms, 0),
    FIELD_STR("platform", struct event_view, platform, 0, 0),
    FIELD_STR("level", struct event_view, level, 0, 0),
    FIELD_STR("message", struct event_view, message, 0, 0),
    FIELD_STR("release", struct event_view, release, 0, 0),
    FIELD_STR("environment", struct event_view, environment, 0, 0),
    FIELD_STR("server_name", struct event_view, server_name, 0, 0),
    FIELD_STR("user_identifier", struct event_view, user_identifier, 0, 0),
    FIELD_JSON("data", struct event_view, data, 0, 0),
    FIELD_OPT_BOOL("data_truncated", struct event_view, data_truncated, FIELD_OMIT),
    FIELD_TIME("created_at", struct event_view, received_ms, 0),
    FIELD_END,
};

enum status issue_range(struct ctx *cx, int64_t project_id, int64_t issue_id,
                        struct event_range *out)
{
    struct q_issue_fingerprints_row *rows;
    size_t n;

    TRY(q_issue_fingerprints(cx, &(struct q_issue_fingerprints_args){ .issue_id = issue_id }, &rows,
                             &n));
    int64_t *ids = arena_array(cx->arena, int64_t, n);
    for (size_t i = 0; i < n; i++)
        ids[i] = rows[i].id;
    *out = (struct event_range){ .project_id = project_id,
                                 .fingerprint_ids = ids,
                                 .n_fingerprints = n };
    return OK;
}

static struct str text_or_empty(struct ctx *cx, struct str s)
{
    return str_is_null(s) ? S("") : str_dup(cx->arena, s);
}

static struct str user_of(const struct json *user)
{
    static const char *const keys[] = { "id", "email", "username", "ip_address" };

    for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
        struct str text = json_scalar_text(json_get(user, str_c(keys[i])), false);
        if (text.len > 0)
            return text;
    }
    return S("");
}

/* The document's own texts; copied out of scratch. */
static void read_document(struct ctx *cx, struct ctx *scratch, struct event_view *view)
{
    struct grouping title = { 0 };
    struct event ev;

    if (event_reopen(scratch, view->data, &ev) != OK)
        return; /* we wrote it; larger than memory at worst */
    struct json *root = ev.root;
    grouping_describe(scratch, &(struct grouping_settings){ 0 }, &ev, &title);
    view->message = text_or_empty(cx, title.title);
    view->platform = str_dup(cx->arena, ev.platform);
    view->server_name = text_or_empty(cx, json_str(json_get(root, S("server_name"))));
    view->user_identifier = str_dup(cx->arena, user_of(json_get(root, S("user"))));
    view->event_id = text_or_empty(cx, json_str(json_get(root, S("event_id"))));
}

/* Without a document the id stands in its segment's keys. */
static enum status fill_truncated(struct ctx *cx, const struct stored_event *ev,
                                  struct event_view *view)
{
    struct event_id id;
    bool found = false;

    view->data = S("{}");
    view->data_truncated = (struct opt_bool){ true, true };
    if (ev->id != 0)
        TRY(event_id_of_row(cx, ev->project_id, ev->id, &id, &found));
    if (found)
        view->event_id = event_id_text(cx->arena, &id);
    return OK;
}

enum status event_views(struct ctx *cx, const struct event_owner *owner,
                        const struct stored_event *events, size_t n, struct event_view **out)
{
    struct event_view *views = arena_array(cx->arena, struct event_view, n);
    struct arena memory SCOPED(arena_release);
    struct ctx scratch = { .arena = &memory, .now_ms = cx->now_ms, .request_id = cx->request_id };

    arena_init(&memory, "event.view", SCRATCH_BYTES);
    for (size_t i = 0; i < n; i++) {
        const struct stored_event *ev = &events[i];
        struct event_view *view = &views[i];
        *view = (struct event_view){
            .id = uuid_from_row_id(cx->arena, ev->id),
            .issue_id = owner->issue_uuid,
            .project_id = owner->project_uuid,
            .event_id = S(""),
            .received_ms = ev->received_ms,
            .occurred_ms = ev->timestamp_ms,
            .platform = S(""),
            .level = str_c(event_level_name((enum event_level)ev->level)),
            .message = S(""),
            .release = text_or_empty(cx, ev->release),
            .environment = text_or_empty(cx, ev->environment),
            .server_name = S(""),
            .user_identifier = S(""),
            .data = ev->data,
        };
        if (str_is_null(ev->data)) {
            TRY(fill_truncated(cx, ev, view));
            continue;
        }
        struct arena_mark mark = arena_mark(&memory);
        read_document(cx, &scratch, view);
        arena_rewind(&memory, mark);
    }
    *out = views;
    return OK;
}

static bool is_in(const struct event_range *range, int64_t fingerprint_id)
{
    for (size_t i = 0; i < range->n_fingerprints; i++) {
        if (range->fingerprint_ids[i] == fingerprint_id)
            return true;
    }
    return false;
}

static enum status id_of_row(struct ctx *cx, const struct event_range *range, int64_t id,
                             struct event_id *out)
{
    struct stored_event ev = { 0 };
    bool found;

    TRY(event_read(cx, range->project_id, id, &ev, &found));
    if (found && is_in(range, ev.fingerprint_id))
        TRY(event_id_of_row(cx, range->project_id, id, out, &found));
    else
        found = false;
    return found ? OK : fail(cx, E_MISSING, "no such event in this issue");
}

enum status issue_event_id(struct ctx *cx, int64_t project_id, int64_t issue_id, struct str text,
                           struct event_id *out)
{
    struct event_range range;
    struct event_found found;
    int64_t id;

    TRY(issue_range(cx, project_id, issue_id, &range));
    if (uuid_to_row_id(text, &id))
        return id_of_row(cx, &range, id, out);
    if (!event_id_parse(text, out))
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "event" },
                       "an event is a uuid or an event id");
    TRY(event_lookup(cx, project_id, out, &found));
    if (found.place == EVENT_NEVER_SEEN ||
        (found.fingerprint_id != 0 && !is_in(&range, found.fingerprint_id)))
        return fail(cx, E_MISSING, "no such event in this issue");
    return OK;
}
