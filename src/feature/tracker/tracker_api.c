/* Routes of tickets: made, linked, let go, looked at; the test of a connection. */
#include "base/base.h"
#include "feature/tracker/tracker_int.h"

#include <stdatomic.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/config.h"
#include "core/request.h"
#include "core/tx.h"
#include "feature/audit/audit.h"
#include "feature/tracker/tracker_sql.h"

enum { HTTP_CREATED = 201, HTTP_NO_CONTENT = 204 };

const struct tracker *tracker_of(const struct request *rq)
{
    struct str rest = str_c(rq->route->path), part;

    while (str_split(&rest, '/', &part)) {
        const struct tracker *tracker = tracker_named(part);
        if (tracker != NULL)
            return tracker;
    }
    assert(false);
    return NULL;
}

/* --- answers --------------------------------------------------------------------------- */

struct ref_out {
    struct str key, url;
    int64_t number;
};
static const struct field key_fields[] = {
    FIELD_STR("key", struct ref_out, key, FIELD_REQUIRED, 0),
    FIELD_STR("url", struct ref_out, url, FIELD_REQUIRED, 0),
    FIELD_END,
};
static const struct field number_fields[] = {
    FIELD_I64("number", struct ref_out, number, FIELD_REQUIRED),
    FIELD_STR("url", struct ref_out, url, FIELD_REQUIRED, 0),
    FIELD_END,
};

static enum status respond_ref(struct ctx *cx, const struct request *rq, struct response *rs,
                               const struct tracker_ref *ref)
{
    int status = rq->method == POST ? HTTP_CREATED : status_http(OK);
    struct ref_out out = { .key = ref->key, .url = ref->url };

    if (!tracker_of(rq)->has_number)
        return respond(cx, rs, status, key_fields, &out);
    if (!str_i64(ref->key, &out.number))
        return fail(cx, E_INTERNAL, "a key that is no number");
    return respond(cx, rs, status, number_fields, &out);
}

/* --- others' machines ------------------------------------------------------------------ */

/* Calls hold a request worker: half of them may, so that people's other requests have the rest. */
static _Atomic int n_calling;

static enum status gate_enter(struct ctx *cx)
{
    int most = (int)core_config()->request_workers / 2;

    if (atomic_fetch_add(&n_calling, 1) < (most > 1 ? most : 1))
        return OK;
    atomic_fetch_sub(&n_calling, 1);
    return fail(cx, E_BUSY, "others wait for trackers already");
}

static void gate_leave(void)
{
    atomic_fetch_sub(&n_calling, 1);
}

/* A failure over there is 502, whatever it is to us. */
static enum status of_upstream(struct ctx *cx, enum status st)
{
    if (st == OK || st == E_CONFLICT || st == E_INTERNAL)
        return st;
    struct str words = str_printf(cx->arena, "%s", cx->err.text);
    return fail(cx, E_UPSTREAM, "%.*s", FMT(words));
}

/* --- the test -------------------------------------------------------------------------- */

struct test_out {
    bool ok;
    struct str error;
};
static const struct field test_fields[] = {
    FIELD_BOOL("ok", struct test_out, ok, FIELD_REQUIRED),
    FIELD_STR("error", struct test_out, error, FIELD_OMIT, 0),
    FIELD_END,
};

static enum status test_post(struct ctx *cx, const struct request *rq, struct response *rs)
{
    const struct tracker *tracker = tracker_of(rq);
    struct tx tx SCOPED(tx_end) = { 0 };
    struct test_out out = { 0 };
    struct tracker_session s;

    TRY(tracker_session_need(cx, rq->project_id, tracker, &s));
    TRY(gate_enter(cx));
    out.ok = tracker->check(cx, &s) == OK;
    gate_leave();
    if (!out.ok)
        out.error = str_printf(cx->arena, "%s", cx->err.text);
    err_clear(&cx->err);
    TRY(tx_begin(cx, &tx));
    TRY(audit_note(cx, "tracker.test", "tracker", rq->project_uuid, str_c(tracker->title)));
    TRY(tx_commit(&tx));
    return respond(cx, rs, status_http(OK), test_fields, &out);
}

/* --- making one ------------------------------------------------------------------------ */

static struct tracker_spot spot_of(const struct request *rq)
{
    return (struct tracker_spot){ rq->project_id, rq->issue_id, tracker_of(rq) };
}

struct make_in {
    struct str title;
};
static const struct field make_fields[] = {
    FIELD_STR("title", struct make_in, title, 0, TRACKER_TITLE_BYTES),
    FIELD_END,
};

/* E_CONFLICT: it has one. The row of the outbox comes later than we do, should we not. */
static enum status want(struct ctx *cx, const struct tracker_spot *spot, struct str title)
{
    const struct tracker_wish wish = { *spot, "person", 0, cx->now_ms + TRACKER_LEASE_MS,
                                       str_is_null(title) ? S("") : str_trim(title) };
    struct q_tracker_get_args args = { spot->project_id, spot->issue_id,
                                       str_c(spot->tracker->name) };
    struct tx tx SCOPED(tx_end) = { 0 };
    struct q_tracker_get_row row;
    bool is_new, found;

    TRY(tx_begin(cx, &tx));
    TRY(tracker_want(cx, &wish, &is_new));
    if (!is_new && wish.title.len > 0)
        TRY(q_tracker_retitle(cx, &(struct q_tracker_retitle_args){
                                      spot->project_id, spot->issue_id,
                                      str_c(spot->tracker->name), wish.title, cx->now_ms }));
    TRY(q_tracker_get(cx, &args, &row, &found));
    TRY(tx_commit(&tx));
    if (found && str_eq(row.state, S("linked")))
        return fail_at(cx, E_CONFLICT, (struct err_where){ "linked", NULL },
                       "the issue has the ticket %.*s already", FMT(row.remote_key));
    return OK;
}

static enum status make_post(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct tracker_spot spot = spot_of(rq);
    struct make_in in = { 0 };
    struct tracker_session s;
    struct tracker_ref ref;

    TRY(request_read(cx, rq, make_fields, &in));
    TRY(tracker_session_need(cx, spot.project_id, spot.tracker, &s));
    TRY(gate_enter(cx));
    enum status st = want(cx, &spot, in.title);
    if (st == OK)
        st = of_upstream(cx, tracker_make(cx, &s, &spot, &ref));
    gate_leave();
    TRY(st);
    return respond_ref(cx, rq, rs, &ref);
}

/* --- linking one that is there ----------------------------------------------------------- */

struct link_in {
    struct str key;
};
static const struct field link_fields[] = {
    FIELD_STR("key", struct link_in, key, FIELD_REQUIRED, HTTPC_URL_BYTES),
    FIELD_END,
};

/* "SHOP-12", "12", "#12", or the ticket's address, whose last part is its key. */
static enum status key_of(struct ctx *cx, const struct tracker *tracker, struct str text,
                          struct str *out)
{
    int64_t number;

    text = str_to(text, str_find_char(text, '?'));
    text = str_trim(str_to(text, str_starts(text, S("#")) ? text.len : str_find_char(text, '#')));
    while (str_ends(text, S("/")))
        text = str_to(text, text.len - 1);
    size_t slash = str_rfind_char(text, '/');
    *out = str_upper(cx->arena, slash < text.len ? str_from(text, slash + 1) : text);
    if (tracker->has_number && str_starts(*out, S("#")))
        *out = str_from(*out, 1);
    bool is_good = out->len > 0 && (!tracker->has_number || (str_i64(*out, &number) && number > 0));
    if (is_good)
        return OK;
    return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "key" },
                   "this is neither a ticket of %s nor its address", tracker->title);
}

/* An address begins as those of the project's own tickets do: another project's ticket of the
 * same number is another ticket. */
static enum status check_address(struct ctx *cx, const struct tracker *tracker, struct str text,
                                 const struct tracker_ref *ref)
{
    struct str home = str_to(ref->url, str_rfind_char(ref->url, '/')); /* "…/issues" */

    home = str_to(home, str_rfind_char(home, '/'));
    if (str_ends(home, S("/-"))) /* GitLab's mark of what is behind the project */
        home = str_to(home, home.len - 2);
    text = str_trim(text);
    bool is_ours =
        text.len > home.len && str_eq_fold(str_to(text, home.len), home) && text.p[home.len] == '/';
    if (is_ours || !tracker_url_is_good(text))
        return OK;
    return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "key" },
                   "this address is not of the %s project that is set up here", tracker->title);
}

static enum status write_link(struct ctx *cx, const struct tracker_spot *spot,
                              const struct tracker_ref *ref)
{
    struct q_tracker_link_args args = { .project_id = spot->project_id,
                                        .issue_id = spot->issue_id,
                                        .tracker = str_c(spot->tracker->name),
                                        .remote_key = ref->key,
                                        .remote_url = ref->url,
                                        .is_closed = ref->is_closed,
                                        .told_ms = ref->changed_ms,
                                        .now_ms = cx->now_ms };
    struct tx tx SCOPED(tx_end) = { 0 };
    int64_t changed;

    TRY(tx_begin(cx, &tx));
    TRY(q_tracker_link(cx, &args, &changed));
    if (changed == 0)
        return fail_at(cx, E_CONFLICT, (struct err_where){ "linked", NULL },
                       "the issue has a ticket there already, or one is being made");
    TRY(tracker_note(cx, spot, ref));
    return tx_commit(&tx);
}

static enum status link_put(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct tracker_spot spot = spot_of(rq);
    struct link_in in = { 0 };
    struct tracker_session s;
    struct tracker_ref ref;
    struct str key;

    TRY(request_read(cx, rq, link_fields, &in));
    TRY(key_of(cx, spot.tracker, in.key, &key));
    TRY(tracker_session_need(cx, spot.project_id, spot.tracker, &s));
    TRY(gate_enter(cx));
    enum status st = spot.tracker->get(cx, &s, key, &ref);
    gate_leave();
    if (st == E_MISSING)
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "key" },
                       "%s has no such ticket, or hides it from this account", spot.tracker->title);
    TRY(of_upstream(cx, st));
    TRY(check_address(cx, spot.tracker, in.key, &ref));
    TRY(write_link(cx, &spot, &ref));
    TRY(tracker_publish(cx, &spot));
    return respond_ref(cx, rq, rs, &ref);
}

static enum status link_delete(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct tracker_spot spot = spot_of(rq);
    struct tx tx SCOPED(tx_end) = { 0 };
    struct q_tracker_get_args key = { spot.project_id, spot.issue_id, str_c(spot.tracker->name) };
    struct q_tracker_unlink_args args = { spot.project_id, spot.issue_id, str_c(spot.tracker->name),
                                          cx->now_ms };
    struct q_tracker_get_row row;
    int64_t changed;
    bool found;

    TRY(tx_begin(cx, &tx));
    TRY(q_tracker_get(cx, &key, &row, &found));
    if (!found)
        return respond_empty(rs, HTTP_NO_CONTENT);
    TRY(q_tracker_unlink(cx, &args, &changed));
    if (changed == 0)
        return fail_at(cx, E_CONFLICT, (struct err_where){ "in_progress", NULL },
                       "the ticket is being made right now");
    if (str_eq(row.state, S("linked")))
        TRY(tracker_note(cx, &spot, NULL));
    TRY(tx_commit(&tx));
    TRY(tracker_publish(cx, &spot));
    return respond_empty(rs, HTTP_NO_CONTENT);
}

/* --- looking ------------------------------------------------------------------------------ */

static const struct field row_fields[] = {
    FIELD_STR("tracker", struct q_tracker_list_row, tracker, FIELD_REQUIRED, 0),
    FIELD_STR("state", struct q_tracker_list_row, state, FIELD_REQUIRED, 0),
    FIELD_STR("origin", struct q_tracker_list_row, origin, FIELD_REQUIRED, 0),
    FIELD_STR("key", struct q_tracker_list_row, remote_key, FIELD_REQUIRED, 0),
    FIELD_STR("url", struct q_tracker_list_row, remote_url, FIELD_REQUIRED, 0),
    FIELD_BOOL("closed", struct q_tracker_list_row, is_closed, FIELD_REQUIRED),
    FIELD_STR("error", struct q_tracker_list_row, error, FIELD_REQUIRED, 0),
    FIELD_TIME("not_before", struct q_tracker_list_row, not_before_ms, 0),
    FIELD_TIME("created_at", struct q_tracker_list_row, created_ms, FIELD_REQUIRED),
    FIELD_TIME("updated_at", struct q_tracker_list_row, updated_ms, FIELD_REQUIRED),
    FIELD_END,
};

static enum status rows_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct q_tracker_list_row *rows;
    size_t n;

    TRY(q_tracker_list(cx, &(struct q_tracker_list_args){ rq->project_id, rq->issue_id }, &rows,
                       &n));
    return respond_list(cx, rs, status_http(OK), row_fields, FIELD_ITEMS(rows, n));
}

static const struct field preview_fields[] = {
    FIELD_STR("title", struct tracker_ticket, title, FIELD_REQUIRED, 0),
    FIELD_STR("facts", struct tracker_ticket, facts, FIELD_REQUIRED, 0),
    FIELD_STR("frames", struct tracker_ticket, frames, FIELD_REQUIRED, 0),
    FIELD_STR("url", struct tracker_ticket, url, FIELD_REQUIRED, 0),
    FIELD_END,
};

/* Without the form that each tracker gives it. */
static enum status preview_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    const struct tracker_spot spot = { rq->project_id, rq->issue_id, NULL };
    struct tracker_ticket ticket;

    TRY(tracker_ticket_write(cx, &spot, S(""), &ticket));
    return respond(cx, rs, status_http(OK), preview_fields, &ticket);
}

/* --- the table ---------------------------------------------------------------------------- */

#define PROJECT "/api/v1/projects/{project}"
#define ISSUE   PROJECT "/issues/{issue}"

static const struct route_query delete_query[] = {
    { "version", "integer", "What the caller saw; another one is refused with 409." },
    { 0 },
};

#define ROUTES(t, out)                                                                             \
    { POST,        PROJECT "/" t "/test",                                                          \
      SCOPE_ADMIN, NULL,                                                                           \
      test_fields, test_post,                                                                      \
      NULL,        "Asks the tracker whether address, account and project are good." },            \
        { GET,                                                                                     \
          PROJECT "/" t "/rules",                                                                  \
          SCOPE_READ,                                                                              \
          NULL,                                                                                    \
          tracker_rule_fields,                                                                     \
          tracker_rules_get,                                                                       \
          NULL,                                                                                    \
          "Rules that make tickets by themselves, oldest first.",                                  \
          .flags = ROUTE_LIST },                                                                   \
        { POST,                                                                                    \
          PROJECT "/" t "/rules",                                                                  \
          SCOPE_ADMIN,                                                                             \
          tracker_rule_in_fields,                                                                  \
          tracker_rule_fields,                                                                     \
          tracker_rules_post,                                                                      \
          NULL,                                                                                    \
          "Adds a rule.",                                                                          \
          .flags = ROUTE_CREATED },                                                                \
        { PUT,                                                                                     \
          PROJECT "/" t "/rules/{tracker_rule}",                                                   \
          SCOPE_ADMIN,                                                                             \
          tracker_rule_in_fields,                                                                  \
          tracker_rule_fields,                                                                     \
          tracker_rule_put,                                                                        \
          NULL,                                                                                    \
          "Replaces a rule." },                                                                    \
        { DELETE,                                                                                  \
          PROJECT "/" t "/rules/{tracker_rule}",                                                   \
          SCOPE_ADMIN,                                                                             \
          NULL,                                                                                    \
          NULL,                                                                                    \
          tracker_rule_delete,                                                                     \
          NULL,                                                                                    \
          "Removes a rule, if it is there.",                                                       \
          .query = delete_query },                                                                 \
        { POST,                                                                                    \
          ISSUE "/" t,                                                                             \
          SCOPE_TRIAGE,                                                                            \
          make_fields,                                                                             \
          out,                                                                                     \
          make_post,                                                                               \
          NULL,                                                                                    \
          "Makes the issue's ticket, with this title or the issue's.",                             \
          .flags = ROUTE_CREATED | ROUTE_BODY_OPT | ROUTE_UPSTREAM },                              \
        { PUT,                                                                                     \
          ISSUE "/" t "/link",                                                                     \
          SCOPE_TRIAGE,                                                                            \
          link_fields,                                                                             \
          out,                                                                                     \
          link_put,                                                                                \
          NULL,                                                                                    \
          "Links a ticket that is there, by its key or address.",                                  \
          .flags = ROUTE_UPSTREAM },                                                               \
    {                                                                                              \
        DELETE, ISSUE "/" t "/link", SCOPE_TRIAGE, NULL, NULL, link_delete, NULL,                  \
            "Lets the ticket go; over there it stays.", .flags = ROUTE_NO_CONTENT                  \
    }

const struct route tracker_routes[] = {
    { GET, PROJECT "/trackers", SCOPE_READ, NULL, tracker_settings_out_fields, tracker_settings_get,
      NULL, "How the project reaches its trackers; without secrets.", .flags = ROUTE_LIST },
    { PUT, PROJECT "/trackers/{tracker}", SCOPE_ADMIN, tracker_settings_in_fields,
      tracker_settings_out_fields, tracker_settings_put, NULL,
      "Replaces what does not stand in the project itself; an absent or empty token stays." },
    { POST, "/api/v1/projects/{hook_project}/trackers/{tracker}/webhook", SCOPE_PUBLIC, NULL, NULL,
      tracker_webhook_post, NULL, "Where the tracker's webhook calls; signed with its secret.",
      .flags = ROUTE_ANY_ORIGIN | ROUTE_BODY_RAW | ROUTE_NO_CONTENT },
    { GET, ISSUE "/trackers", SCOPE_READ, NULL, row_fields, rows_get, NULL,
      "The issue's tickets: wanted, linked or failed, and why.", .flags = ROUTE_LIST },
    { GET, ISSUE "/trackers/preview", SCOPE_READ, NULL, preview_fields, preview_get, NULL,
      "What a ticket of the issue would say: lines of facts, and the topmost frames." },
    ROUTES("jira", key_fields),
    ROUTES("github", number_fields),
    ROUTES("gitlab", number_fields),
    ROUTES("gitea", number_fields),
    { 0 },
};

const struct route_param tracker_params[] = {
    { "tracker", NULL },
    { "hook_project", NULL }, /* the handler looks it up: who proves nothing learns nothing */
    { "tracker_rule", NULL },
    { 0 },
};
