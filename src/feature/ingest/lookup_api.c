#include "base/base.h"
#include "feature/ingest/lookup_api.h"

#include "base/ctx.h"
#include "base/id.h"
#include "base/str.h"
#include "core/request.h"
#include "feature/event/event_filter.h"
#include "feature/event/event_store.h"
#include "feature/ingest/attempt.h"
#include "feature/ingest/lookup_sql.h"
#include "feature/project/project_key.h"

enum { RECORD_HEAD_BYTES = 24 << 10 /* a spool record's header and its ids lie in front */ };

struct lookup_out {
    struct str place;
    struct str reason;
    struct str issue;
    struct str project;
    struct str event;
};
static const char *const places[] = { "stored",  "thinned",     "filtered",   "refused",
                                      "waiting", "quarantined", "never_seen", NULL };
const struct field lookup_fields[] = {
    FIELD_WORD("place", struct lookup_out, place, 0, places),
    FIELD_STR("reason", struct lookup_out, reason, 0, 0),
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
                              const struct q_lookup_key_row *row, struct lookup_out *out)
{
    struct event_found found;
    struct q_lookup_issue_row issue;
    bool is_there;

    out->project = row->project_uuid;
    TRY(event_lookup(cx, row->project_id, id, &found));
    if (found.place == EVENT_FILTERED) {
        out->place = S("filtered");
        out->reason = str_c(event_filter_name(found.filter));
        return OK;
    }
    out->place = found.place == EVENT_COUNTED ? S("thinned") : S("stored");
    if (found.place == EVENT_STORED)
        out->event = uuid_from_row_id(cx->arena, found.id);
    TRY(q_lookup_issue(cx, &(struct q_lookup_issue_args){ .fingerprint_id = found.fingerprint_id },
                       &issue, &is_there));
    if (is_there)
        out->issue = issue.uuid;
    return OK;
}

/* Only for ids that are nowhere else. */
static enum status look_in_quarantine(struct ctx *cx, const struct event_id *id,
                                      struct lookup_out *out, bool *found)
{
    struct actor_sight sight = actor_sight(cx);
    struct q_lookup_quarantined_row row;
    struct q_lookup_quarantined_args args = { .event_id = bytes_of(id),
                                              .head_bytes = RECORD_HEAD_BYTES,
                                              .sees_all = sight.sees_all,
                                              .visible = sight.visible };

    TRY(q_lookup_quarantined(cx, &args, &row, found));
    if (!*found)
        return OK;
    out->place = S("quarantined");
    out->project = row.project_uuid;
    return OK;
}

/* Requests this process answered lately: refused, dropped unread, or not digested yet. */
static void look_in_attempts(struct ctx *cx, const struct event_id *id, struct lookup_out *out)
{
    char uuid[UUID_TEXT_BYTES + 1];
    struct str filtered = S("filtered:");
    struct attempt a;
    int64_t project_id;

    if (!attempt_find(str_cz(cx->arena, event_id_text(cx->arena, id)), &project_id, &a) ||
        !actor_sees(cx, project_id))
        return;
    out->place = a.status == status_http(OK) ? S("waiting") : S("refused");
    out->reason = a.reason[0] != '\0' ? str_dup(cx->arena, str_c(a.reason)) : (struct str){ 0 };
    if (a.status == status_http(OK) && str_starts(out->reason, filtered)) {
        out->place = S("filtered");
        out->reason = str_from(out->reason, filtered.len);
    }
    if (project_key_uuid(project_id, uuid))
        out->project = str_dup(cx->arena, str_c(uuid));
}

static enum status look_in_store(struct ctx *cx, const struct event_id *id, struct lookup_out *out,
                                 bool *found)
{
    struct actor_sight sight = actor_sight(cx);
    struct q_lookup_key_row row;
    struct q_lookup_key_args args = { .event_id = bytes_of(id),
                                      .sees_all = sight.sees_all,
                                      .visible = sight.visible };

    TRY(q_lookup_key(cx, &args, &row, found));
    return *found ? fill_found(cx, id, &row, out) : OK;
}

enum status lookup_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct lookup_out out = { .place = S("never_seen") };
    struct event_id id;
    bool found;

    if (!event_id_parse(request_query(rq, "id"), &id))
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "id" },
                       "id is no event id (32 hex digits)");
    TRY(look_in_store(cx, &id, &out, &found));
    if (!found)
        TRY(look_in_quarantine(cx, &id, &out, &found));
    if (!found) /* it may have left the quarantine, or the spool, since the first look */
        TRY(look_in_store(cx, &id, &out, &found));
    if (!found)
        look_in_attempts(cx, &id, &out);
    return respond(cx, rs, status_http(OK), lookup_fields, &out);
}

const struct route_query lookup_query[] = {
    { "id", "string", "The event id the program answered with." },
    { 0 },
};
