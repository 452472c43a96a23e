/* Where is my event? */
#include "base/base.h"
#include "feature/event/event_api.h"

#include "base/ctx.h"
#include "base/id.h"
#include "base/str.h"
#include "core/request.h"
#include "feature/event/event_store.h"
#include "feature/event/event_store_sql.h"
#include "feature/event/scrub_settings.h"
#include "feature/project/project_section_api.h"

enum {
    SEGMENT_SHIFT = 16,
    RECORD_HEAD_BYTES = 24 << 10, /* a spool record's header and its ids lie in front */
};

struct lookup_out {
    struct str place;
    struct str issue;
    struct str project;
    struct str event;
};
static const char *const places[] = { "stored", "counted", "quarantined", "never_seen", NULL };
static const struct field lookup_fields[] = {
    FIELD_WORD("place", struct lookup_out, place, 0, places),
    FIELD_STR("issue", struct lookup_out, issue, FIELD_UUID, 0),
    FIELD_STR("project", struct lookup_out, project, FIELD_UUID, 0),
    FIELD_STR("event", struct lookup_out, event, FIELD_UUID, 0),
    FIELD_END,
};

static struct str bytes_of(const struct event_id *id)
{
    return str_make((const char *)id->b, EVENT_ID_BYTES);
}

static enum status fill_found(struct ctx *cx, const struct event_id *id,
                              const struct q_event_key_find_anywhere_row *row,
                              struct lookup_out *out)
{
    struct event_found found;
    struct q_event_issue_row issue;
    bool is_there;

    out->project = row->project_uuid;
    TRY(event_lookup(cx, row->project_id, id, &found));
    out->place = found.place == EVENT_COUNTED ? S("counted") : S("stored");
    if (found.place == EVENT_STORED)
        out->event = uuid_from_row_id(cx->arena, found.id);
    TRY(q_event_issue(cx, &(struct q_event_issue_args){ .fingerprint_id = found.fingerprint_id },
                      &issue, &is_there));
    if (is_there)
        out->issue = issue.uuid;
    return OK;
}

/* Only for ids that are nowhere else. */
static enum status look_in_quarantine(struct ctx *cx, const struct event_id *id,
                                      struct lookup_out *out)
{
    struct actor_sight sight = actor_sight(cx);
    struct q_event_quarantined_row row;
    struct q_event_quarantined_args args = { .event_id = bytes_of(id),
                                             .head_bytes = RECORD_HEAD_BYTES,
                                             .sees_all = sight.sees_all,
                                             .visible = sight.visible };
    bool found;

    TRY(q_event_quarantined(cx, &args, &row, &found));
    if (!found)
        return OK;
    out->place = S("quarantined");
    out->project = row.project_uuid;
    return OK;
}

static enum status lookup_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct lookup_out out = { .place = S("never_seen") };
    struct actor_sight sight = actor_sight(cx);
    struct q_event_key_find_anywhere_row row;
    struct event_id id;
    bool found;

    if (!event_id_parse(request_query(rq, "id"), &id))
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "id" },
                       "id is no event id (32 hex digits)");
    struct q_event_key_find_anywhere_args args = { .event_id = bytes_of(&id),
                                                   .sees_all = sight.sees_all,
                                                   .visible = sight.visible };
    TRY(q_event_key_find_anywhere(cx, &args, &row, &found));
    if (found)
        TRY(fill_found(cx, &id, &row, &out));
    else
        TRY(look_in_quarantine(cx, &id, &out));
    return respond(cx, rs, status_http(OK), lookup_fields, &out);
}

static enum status scrubbing_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    return project_section_get(cx, rq, rs, &scrub_section);
}

static enum status scrubbing_put(struct ctx *cx, const struct request *rq, struct response *rs)
{
    return project_section_put(cx, rq, rs, &scrub_section);
}

static const struct route_query lookup_query[] = {
    { "id", "string", "The event id the program answered with." },
    { 0 },
};

const struct route event_routes[] = {
    { GET, "/api/v1/events/lookup", SCOPE_READ, NULL, lookup_fields, lookup_get, "lookup_event",
      "Where an accepted event is: stored, only counted, kept aside, or never seen.",
      .query = lookup_query },
    { GET, "/api/v1/projects/{project}/settings/scrubbing", SCOPE_READ, NULL, scrub_fields,
      scrubbing_get, NULL, "What leaves events before they are stored." },
    { PUT, "/api/v1/projects/{project}/settings/scrubbing", SCOPE_ADMIN, scrub_fields, scrub_fields,
      scrubbing_put, NULL,
      "Changes what leaves events; what is not sent stays. A stale version is refused with 409." },
    { 0 },
};
