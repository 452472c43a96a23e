/* One ticket per issue and tracker: intent, call, result. */
#include "base/base.h"
#include "feature/tracker/tracker_int.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/log.h"
#include "base/str.h"
#include "core/tx.h"
#include "feature/issue/issue.h"
#include "feature/issue/issue_machine.h"
#include "feature/tracker/tracker_sql.h"
#include "port/jsonw.h"

enum { METADATA_BYTES = 16 << 10 };

/* --- the intent ------------------------------------------------------------------------ */

enum status tracker_want(struct ctx *cx, const struct tracker_wish *wish, bool *is_new)
{
    const struct tracker_spot *spot = &wish->spot;
    struct str uuid = uuid_new(cx->arena, cx->now_ms);
    struct q_tracker_want_args args = { .project_id = spot->project_id,
                                        .issue_id = spot->issue_id,
                                        .tracker = str_c(spot->tracker->name),
                                        .marker =
                                            str_printf(cx->arena, "gosnag-ticket-%.*s", FMT(uuid)),
                                        .origin = str_c(wish->origin),
                                        .rule_id = wish->rule_id,
                                        .title = wish->title,
                                        .now_ms = cx->now_ms };
    int64_t changed;

    TRY(q_tracker_want(cx, &args, &changed));
    *is_new = changed > 0;
    if (!*is_new)
        return OK;
    struct str payload =
        str_printf(cx->arena, "%lld %lld%s", (long long)spot->project_id, (long long)spot->issue_id,
                   strcmp(wish->origin, "person") == 0 ? " person" : "");
    return outbox_add(cx, &(struct outbox_item){ .channel = spot->tracker->name,
                                                 .kind = "ticket",
                                                 .recipient = str_c(spot->tracker->title),
                                                 .payload = payload,
                                                 .due_ms = wish->due_ms });
}

/* --- the result ------------------------------------------------------------------------ */

static enum status write_columns(struct ctx *cx, const struct tracker_spot *spot,
                                 const struct tracker_ref *ref)
{
    struct tracker_ref none = { 0 };
    struct opt_i64 number = { 0 };

    if (ref == NULL)
        ref = &none;
    if (spot->tracker == &tracker_jira)
        return q_tracker_issue_jira(cx, &(struct q_tracker_issue_jira_args){
                                            spot->issue_id, ref->key, ref->url, cx->now_ms });
    if (spot->tracker != &tracker_github)
        return OK;
    number.set = str_i64(ref->key, &number.value);
    return q_tracker_issue_github(
        cx, &(struct q_tracker_issue_github_args){ spot->issue_id, number, ref->url, cx->now_ms });
}

static struct str metadata_of(struct ctx *cx, const struct tracker_ref *ref)
{
    struct buf b;
    struct jsonw w;

    buf_init(&b, cx->arena, METADATA_BYTES);
    jsonw_init(&w, &b);
    jsonw_obj(&w);
    jsonw_key_str(&w, "url", ref->url);
    jsonw_end(&w);
    return buf_str(&b);
}

/* The history names nobody, as GoSnag's does. */
enum status tracker_note(struct ctx *cx, const struct tracker_spot *spot,
                         const struct tracker_ref *ref)
{
    const struct actor *actor = cx->actor;
    const char *verb = ref != NULL ? "linked" : "unlinked";
    struct issue_note note = {
        .project_id = spot->project_id,
        .issue_id = spot->issue_id,
        .action = str_cz(cx->arena, str_printf(cx->arena, "%s_%s", spot->tracker->name, verb)),
    };

    TRY(write_columns(cx, spot, ref));
    if (ref != NULL) {
        const char *sign = spot->tracker->has_number ? "#" : "";
        note.new_value = str_printf(cx->arena, "%s%.*s", sign, FMT(ref->key));
        note.metadata = metadata_of(cx, ref);
    }
    cx->actor = NULL;
    enum status st = issue_note(cx, &note);
    cx->actor = actor;
    return st;
}

/* Who calls by a webhook, and a job, see no project: the issue is read for nobody. */
enum status tracker_publish(struct ctx *cx, const struct tracker_spot *spot)
{
    const struct issue_ref issue = { .id = spot->issue_id, .project_id = spot->project_id };

    return issue_publish_all(cx, &issue, 1, false);
}

struct attempt {
    const struct tracker_spot *spot;
    struct str marker, title;
    int64_t lease_until_ms, tried_ms;
    bool is_unsure; /* as it stands in the row, or will */
};

static enum status write_result(struct ctx *cx, const struct attempt *a,
                                const struct tracker_ref *ref)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    int64_t changed;
    struct q_tracker_made_args args = { .project_id = a->spot->project_id,
                                        .issue_id = a->spot->issue_id,
                                        .tracker = str_c(a->spot->tracker->name),
                                        .marker = a->marker,
                                        .remote_key = ref->key,
                                        .remote_url = ref->url,
                                        .is_closed = ref->is_closed,
                                        .told_ms = ref->changed_ms,
                                        .now_ms = cx->now_ms };

    TRY(tx_begin(cx, &tx));
    TRY(q_tracker_made(cx, &args, &changed));
    if (changed == 0)
        return fail(cx, E_CONFLICT, "the issue was linked by somebody else meanwhile");
    TRY(tracker_note(cx, a->spot, ref));
    return tx_commit(&tx);
}

/* What no repetition mends. */
static bool is_final(enum status st)
{
    return st == E_INVALID || st == E_MISSING;
}

/* The failure stays the caller's, whatever becomes of its row. */
static void write_failure(struct ctx *cx, const struct attempt *a, enum status st,
                          int64_t not_before_ms)
{
    struct err err = cx->err;
    struct q_tracker_failed_args args = {
        .project_id = a->spot->project_id,
        .issue_id = a->spot->issue_id,
        .tracker = str_c(a->spot->tracker->name),
        .lease_until_ms = a->lease_until_ms,
        .state = is_final(st) ? S("failed") : S("wanted"),
        .is_unsure = a->is_unsure,
        .error = str_c(err.text),
        .not_before_ms = not_before_ms,
        .now_ms = cx->now_ms,
    };

    if (q_tracker_failed(cx, &args) != OK)
        LOG(WARN, "tracker.lease_kept", K_CZ("tracker", a->spot->tracker->name),
            K_CZ("why", cx->err.text));
    cx->err = err;
}

/* --- the call -------------------------------------------------------------------------- */

/* After a call that ended in the dark. Not found and nothing failed: it was not made. */
static enum status look(struct ctx *cx, struct tracker_session *s, const struct attempt *a,
                        struct tracker_ref *out)
{
    const struct tracker_look l = { a->marker, a->tried_ms };
    int64_t clear_ms = a->tried_ms + TRACKER_SETTLE_MS;

    TRY(s->tracker->find(cx, s, &l, out));
    if (out->key.len > 0 || cx->now_ms >= clear_ms || cx->now_ms < a->tried_ms)
        return OK;
    s->not_before_ms = clear_ms;
    return fail(cx, E_UPSTREAM,
                "it is not known yet whether %s made the ticket: it is looked up again by itself",
                s->tracker->title);
}

/* Before the call goes out. The time is taken anew: a look-up lasts as long as a lease, and who
 * looks for this call's ticket reckons from when it was made. */
static enum status note_try(struct ctx *cx, struct attempt *a)
{
    struct q_tracker_try_args args = { a->spot->project_id, a->spot->issue_id,
                                       str_c(a->spot->tracker->name), a->lease_until_ms };
    int64_t changed;

    cx->now_ms = clock_now_ms();
    args.now_ms = cx->now_ms;
    args.until_ms = cx->now_ms + TRACKER_LEASE_MS;
    TRY(q_tracker_try(cx, &args, &changed));
    if (changed == 0)
        return fail(cx, E_CONFLICT, "somebody else has taken it over");
    a->lease_until_ms = args.until_ms;
    a->is_unsure = true;
    return OK;
}

static enum status call(struct ctx *cx, struct tracker_session *s, struct attempt *a,
                        struct tracker_ref *out)
{
    struct tracker_ticket ticket;

    if (a->is_unsure)
        TRY(look(cx, s, a, out));
    if (out->key.len > 0)
        return OK;
    TRY(tracker_ticket_write(cx, a->spot, a->marker, &ticket));
    if (a->title.len > 0)
        ticket.title = a->title;
    TRY(note_try(cx, a));
    enum status st = s->tracker->create(cx, s, &ticket, out);
    a->is_unsure = s->is_unsure;
    return st;
}

enum status tracker_make(struct ctx *cx, struct tracker_session *s, const struct tracker_spot *spot,
                         struct tracker_ref *out)
{
    struct attempt a = { .spot = spot, .lease_until_ms = cx->now_ms + TRACKER_LEASE_MS };
    struct q_tracker_lease_args lease = { spot->project_id,           spot->issue_id,
                                          str_c(spot->tracker->name), cx->now_ms,
                                          a.lease_until_ms,           cx->now_ms + MS_PER_HOUR };
    struct q_tracker_lease_row row;
    bool found;

    *out = (struct tracker_ref){ 0 };
    TRY(q_tracker_lease(cx, &lease, &row, &found));
    if (!found)
        return fail_at(cx, E_CONFLICT, (struct err_where){ "in_progress", NULL },
                       "the ticket is being made right now");
    a.marker = row.marker;
    a.title = row.title;
    a.is_unsure = row.is_unsure;
    a.tried_ms = row.tried_ms;
    enum status st = call(cx, s, &a, out);
    if (st != OK) {
        write_failure(cx, &a, st, s->not_before_ms);
        return st;
    }
    TRY(write_result(cx, &a, out));
    return tracker_publish(cx, spot);
}

/* --- the outbox ------------------------------------------------------------------------ */

/* What a row of the outbox is for: "PROJECT ISSUE", behind it what is to be done. */
struct order {
    struct tracker_spot spot;
    bool is_reopening; /* "reopen" */
    bool is_spare;     /* "person": somebody waits for its first attempt already */
};

static enum status read_order(struct ctx *cx, struct str payload, struct order *out)
{
    struct str rest = payload, project = S(""), issue = S("");

    (void)str_split(&rest, ' ', &project);
    (void)str_split(&rest, ' ', &issue);
    out->is_reopening = str_eq(rest, S("reopen"));
    out->is_spare = str_eq(rest, S("person"));
    if (!str_i64(project, &out->spot.project_id) || !str_i64(issue, &out->spot.issue_id))
        return fail(cx, E_INVALID, "no ticket's row");
    return OK;
}

/* The outbox has used up its attempts: what it failed with stays, and is shown as the end. */
static void give_up(struct ctx *cx, const struct tracker_spot *spot)
{
    struct q_tracker_give_up_args args = { spot->project_id, spot->issue_id,
                                           str_c(spot->tracker->name), cx->now_ms };
    struct err err = cx->err;

    if (q_tracker_give_up(cx, &args) != OK)
        LOG(WARN, "tracker.not_given_up", K_CZ("tracker", spot->tracker->name),
            K_CZ("why", cx->err.text));
    cx->err = err;
}

static enum status deliver_wanted(struct ctx *cx, struct outbox_delivery *d,
                                  struct tracker_session *s, const struct order *order,
                                  int64_t lease_until_ms)
{
    struct tracker_ref ref;
    enum status st = tracker_make(cx, s, &order->spot, &ref);

    d->not_before_ms = s->not_before_ms;
    if (st == E_CONFLICT) {
        d->not_before_ms = lease_until_ms;
        return fail(cx, E_UPSTREAM, "somebody else makes it");
    }
    if (st != OK && d->attempt >= TRACKER_ATTEMPTS)
        give_up(cx, &order->spot);
    return st;
}

/* One that failed is delivered when an admin wants it tried again. That of a person who was told so
 * at once failed before this row was due for the first time. */
static enum status want_again(struct ctx *cx, const struct outbox_delivery *d,
                              const struct order *order, int64_t failed_ms, bool *is_wanted)
{
    const struct tracker_spot *spot = &order->spot;
    struct q_tracker_rewant_args args = { spot->project_id, spot->issue_id,
                                          str_c(spot->tracker->name), cx->now_ms };
    int64_t changed = 0;

    if (!order->is_spare || failed_ms >= d->created_ms + TRACKER_LEASE_MS)
        TRY(q_tracker_rewant(cx, &args, &changed));
    *is_wanted = changed > 0;
    return OK;
}

/* A row that is no longer wanted, or that somebody linked, is done; so is a ticket that was let
 * go before it was reopened, and one whose person was told why there is none. */
static enum status deliver(struct ctx *cx, struct outbox_delivery *d, const struct tracker *tracker)
{
    struct order order = { .spot.tracker = tracker };
    const struct tracker_spot *spot = &order.spot;
    struct tracker_session s;
    struct q_tracker_get_row row;
    bool found, is_wanted;

    TRY(read_order(cx, d->payload, &order));
    struct q_tracker_get_args args = { spot->project_id, spot->issue_id, str_c(tracker->name) };
    TRY(q_tracker_get(cx, &args, &row, &found));
    is_wanted = found && str_eq(row.state, order.is_reopening ? S("linked") : S("wanted"));
    if (found && !order.is_reopening && str_eq(row.state, S("failed")))
        TRY(want_again(cx, d, &order, row.updated_ms, &is_wanted));
    if (!is_wanted)
        return OK;
    enum status st = tracker_session_need(cx, spot->project_id, tracker, &s);
    if (st != OK) {
        const struct attempt a = { .spot = spot,
                                   .lease_until_ms = row.lease_until_ms,
                                   .is_unsure = row.is_unsure };
        write_failure(cx, &a, st, 0);
        return st;
    }
    if (!order.is_reopening)
        return deliver_wanted(cx, d, &s, &order, row.lease_until_ms);
    st = tracker_reopen(cx, &s, spot, row.remote_key);
    d->not_before_ms = s.not_before_ms;
    return st;
}

static enum status want_mendable(struct ctx *cx, const struct q_tracker_mendable_row *row)
{
    const struct tracker_wish wish = { .spot = { row->project_id, row->issue_id,
                                                 tracker_named(row->tracker) },
                                       .origin = "rule" };
    struct tx tx SCOPED(tx_end) = { 0 };
    bool is_new;

    if (wish.spot.tracker == NULL)
        return OK;
    TRY(tx_begin(cx, &tx));
    TRY(tracker_want(cx, &wish, &is_new));
    return tx_commit(&tx);
}

enum status tracker_again(struct ctx *cx, struct str argument)
{
    struct q_tracker_mendable_row *rows;
    size_t n;

    (void)argument;
    TRY(q_tracker_mendable(cx, &rows, &n));
    for (size_t i = 0; i < n; i++)
        TRY(want_mendable(cx, &rows[i]));
    return OK;
}

#define CHANNEL(name)                                                                              \
    static enum status deliver_##name(struct ctx *cx, struct outbox_delivery *d)                   \
    {                                                                                              \
        return deliver(cx, d, &tracker_##name);                                                    \
    }
CHANNEL(jira)
CHANNEL(github)
CHANNEL(gitlab)
CHANNEL(gitea)

enum { DELIVER_S = 60 };

/* One each, so that one that is slow or away holds up none of the others. */
const struct outbox_channel tracker_outbox[] = {
    { "jira", deliver_jira, NULL, DELIVER_S, TRACKER_ATTEMPTS },
    { "github", deliver_github, NULL, DELIVER_S, TRACKER_ATTEMPTS },
    { "gitlab", deliver_gitlab, NULL, DELIVER_S, TRACKER_ATTEMPTS },
    { "gitea", deliver_gitea, NULL, DELIVER_S, TRACKER_ATTEMPTS },
    { 0 },
};
