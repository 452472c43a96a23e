/* Two ways, each with its switch: a ticket that is done resolves its issue, an issue that comes
 * back reopens its ticket. What comes in is never sent out again: only the way back of an issue
 * calls, and only when the ticket is found closed. */
#include "base/base.h"
#include "feature/tracker/tracker_int.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/str.h"
#include "core/tx.h"
#include "feature/issue/issue_change.h"
#include "feature/issue/issue_machine.h"
#include "feature/issue/issue_verb.h"
#include "feature/tracker/tracker_sql.h"

enum {
    POLL_RUN_MS = 40000, /* what is left is asked the next time */
    POLL_PAGES = 20,     /* of a project, in one run: a thousand tickets */
};

/* --- in: what became of a ticket --------------------------------------------------------- */

static enum status note(struct ctx *cx, const struct tracker_spot *spot, const char *verb,
                        struct str key)
{
    struct issue_note n = {
        .project_id = spot->project_id,
        .issue_id = spot->issue_id,
        .action = str_cz(cx->arena, str_printf(cx->arena, "%s_%s", spot->tracker->name, verb)),
        .new_value = key,
    };

    return issue_note(cx, &n);
}

/* A person who resolved or ignored it has had the last word. */
static enum status resolve(struct ctx *cx, const struct tracker_spot *spot, struct str uuid,
                           struct str key)
{
    const struct issue_status_change change = { .status = S("resolved") };
    struct issue_ref issue;
    struct q_tracker_status_row row;
    bool found, is_changed;

    TRY(issue_resolve(cx, spot->project_id, uuid, &issue)); /* a merged one: its survivor */
    TRY(issue_lock_rows(cx, spot->project_id, &issue.id, 1));
    TRY(q_tracker_status(cx, &(struct q_tracker_status_args){ spot->project_id, issue.id }, &row,
                         &found));
    if (!found || str_eq(row.status, S("resolved")) || str_eq(row.status, S("ignored")))
        return OK;
    struct tracker_spot at = { spot->project_id, issue.id, spot->tracker };
    TRY(note(cx, &at, "closed", key));
    return issue_act_status(cx, &(struct issue_act){ .issue = &issue }, &change, &is_changed);
}

/* What was heard of last is older. Trackers count by the second: of the same one only a reopening
 * is news, for a closing that is told once more would resolve what came back since. */
static bool is_news(const struct q_tracker_get_row *known, const struct tracker_ref *ref,
                    bool is_asked)
{
    if (ref->changed_ms == 0 || ref->changed_ms > known->told_ms)
        return true;
    return ref->changed_ms == known->told_ms && (is_asked || !ref->is_closed);
}

struct heard {
    const struct tracker_ref *ref;
    bool is_asked;
};

/* Events write the issue's row before that of its ticket: in this order here too. */
static enum status hear_one(struct ctx *cx, const struct tracker_session *s,
                            const struct tracker_spot *spot, struct str uuid,
                            const struct heard *heard)
{
    const struct tracker_ref *ref = heard->ref;
    struct str name = str_c(spot->tracker->name);
    struct q_tracker_get_args which = { spot->project_id, spot->issue_id, name };
    struct q_tracker_heard_args args = { spot->project_id, spot->issue_id,  name,
                                         ref->is_closed,   ref->changed_ms, cx->now_ms };
    struct tx tx SCOPED(tx_end) = { 0 };
    struct q_tracker_get_row known;
    bool found;

    TRY(tx_begin(cx, &tx));
    TRY(issue_lock_rows(cx, spot->project_id, &spot->issue_id, 1));
    TRY(q_tracker_get(cx, &which, &known, &found));
    if (!found || !str_eq(known.state, S("linked")) || !is_news(&known, ref, heard->is_asked))
        return OK;
    bool is_change = known.is_closed != ref->is_closed;
    TRY(q_tracker_heard(cx, &args));
    if (is_change && ref->is_closed && s->settings.closed_resolves)
        TRY(resolve(cx, spot, uuid, ref->key));
    TRY(tx_commit(&tx));
    return is_change ? tracker_publish(cx, spot) : OK;
}

enum status tracker_hear(struct ctx *cx, const struct tracker_session *s, int64_t project_id,
                         const struct tracker_ref *ref, bool is_asked)
{
    const struct heard heard = { ref, is_asked };
    struct q_tracker_of_key_args args = { project_id, str_c(s->tracker->name), ref->key };
    struct q_tracker_of_key_row *rows;
    size_t n;

    TRY(q_tracker_of_key(cx, &args, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        struct tracker_spot spot = { project_id, rows[i].issue_id, s->tracker };
        TRY(hear_one(cx, s, &spot, rows[i].issue_uuid, &heard));
    }
    return OK;
}

/* --- in: asked on a clock ------------------------------------------------------------------ */

/* One that is gone over there stays as it is known. It counts as asked before it is, so that one
 * which always fails keeps nobody from the others. */
static enum status poll_one(struct ctx *cx, struct tracker_session *s, int64_t project_id,
                            const struct q_tracker_to_check_row *row)
{
    struct q_tracker_checked_args args = { project_id, row->issue_id, str_c(s->tracker->name),
                                           cx->now_ms };
    struct tracker_ref ref = { 0 };

    TRY(q_tracker_checked(cx, &args));
    enum status st = s->tracker->get(cx, s, row->remote_key, &ref);
    if (st == E_MISSING)
        err_clear(&cx->err);
    else
        TRY(st);
    /* What was known when it was asked tells nothing now: it may be out of date again. */
    bool is_news = ref.is_closed != row->is_closed;
    if (st == OK && str_eq(ref.key, row->remote_key) && is_news)
        TRY(tracker_hear(cx, s, project_id, &ref, true));
    return OK;
}

/* *n: how many there were. */
static enum status poll_page(struct ctx *cx, struct tracker_session *s, int64_t project_id,
                             int64_t end_ms, size_t *n)
{
    struct q_tracker_to_check_args which = { project_id, str_c(s->tracker->name), cx->now_ms };
    struct q_tracker_to_check_row *rows;

    TRY(q_tracker_to_check(cx, &which, &rows, n));
    for (size_t i = 0; i < *n && clock_monotonic_ms() < end_ms; i++) {
        struct arena_mark mark = arena_mark(cx->arena);
        TRY(poll_one(cx, s, project_id, &rows[i]));
        arena_rewind(cx->arena, mark);
    }
    return OK;
}

static enum status poll_project(struct ctx *cx, const struct q_tracker_polls_row *poll,
                                int64_t end_ms)
{
    const struct tracker *tracker = tracker_named(poll->tracker);
    struct q_tracker_poll_take_args take = { poll->project_id, poll->tracker, poll->polled_ms,
                                             cx->now_ms };
    struct tracker_session s;
    int64_t changed;
    bool is_set;
    size_t n = 1;

    TRY(q_tracker_poll_take(cx, &take, &changed));
    if (changed == 0 || tracker == NULL)
        return OK;
    TRY(tracker_session_open(cx, poll->project_id, tracker, &s, &is_set));
    if (!is_set)
        return OK;
    for (int page = 0; page < POLL_PAGES && n > 0 && clock_monotonic_ms() < end_ms; page++) {
        struct arena_mark mark = arena_mark(cx->arena);
        TRY(poll_page(cx, &s, poll->project_id, end_ms, &n));
        arena_rewind(cx->arena, mark);
    }
    return OK;
}

/* Who is away, or asks for patience, is asked the next time; the others now. */
enum status tracker_poll(struct ctx *cx, struct str argument)
{
    int64_t end_ms = clock_monotonic_ms() + POLL_RUN_MS;
    enum status failed = OK;
    struct err err = { 0 };
    struct q_tracker_polls_row *rows;
    size_t n;

    (void)argument;
    TRY(q_tracker_polls(cx, &(struct q_tracker_polls_args){ cx->now_ms }, &rows, &n));
    for (size_t i = 0; i < n && clock_monotonic_ms() < end_ms; i++) {
        struct arena_mark mark = arena_mark(cx->arena);
        enum status st = poll_project(cx, &rows[i], end_ms);
        arena_rewind(cx->arena, mark);
        if (st == OK)
            continue;
        failed = st;
        err = cx->err;
        err_clear(&cx->err);
    }
    cx->err = err;
    return failed;
}

/* --- out: an issue that comes back --------------------------------------------------------- */

static bool is_open(struct str status)
{
    return str_eq(status, S("open")) || str_eq(status, S("reopened"));
}

/* In the transaction of the cause. Later than a person may undo it. */
static enum status want_reopened(struct ctx *cx, int64_t project_id, int64_t issue_id)
{
    struct q_tracker_list_row *rows;
    size_t n;

    TRY(q_tracker_list(cx, &(struct q_tracker_list_args){ project_id, issue_id }, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        const struct tracker *tracker = tracker_named(rows[i].tracker);
        struct tracker_session s;
        bool is_set;
        if (tracker == NULL || !str_eq(rows[i].state, S("linked")))
            continue;
        TRY(tracker_session_open(cx, project_id, tracker, &s, &is_set));
        if (!is_set || !s.settings.reopen_reopens)
            continue;
        struct str place =
            str_printf(cx->arena, "%lld %lld", (long long)project_id, (long long)issue_id);
        struct outbox_item item = {
            .channel = tracker->name,
            .kind = "reopen",
            .recipient = rows[i].remote_key,
            .payload = str_printf(cx->arena, "%.*s reopen", FMT(place)),
            .key = str_printf(cx->arena, "reopen:%s:%.*s", tracker->name, FMT(place)),
            .due_ms = cx->now_ms + OUTBOX_UNDO_MS,
        };
        TRY(outbox_add(cx, &item));
    }
    return OK;
}

bool tracker_wants_event(const struct issue_change *change)
{
    return change->is_reopened;
}

enum status tracker_after_event(struct ctx *cx, struct issue_change *change)
{
    return want_reopened(cx, change->project_id, change->issue_id);
}

enum status tracker_after_note(struct ctx *cx, const struct issue_note *n)
{
    bool is_back =
        is_open(n->new_value) && !is_open(n->old_value) &&
        (strcmp(n->action, "status_changed") == 0 || strcmp(n->action, "auto_unsnoozed") == 0);

    return is_back ? want_reopened(cx, n->project_id, n->issue_id) : OK;
}

/* ref: as it was closed. */
static enum status note_reopened(struct ctx *cx, const struct tracker_spot *spot,
                                 const struct tracker_ref *ref)
{
    struct q_tracker_heard_args args = { spot->project_id, spot->issue_id,
                                         str_c(spot->tracker->name), false,
                                         ref->changed_ms, cx->now_ms };
    struct tx tx SCOPED(tx_end) = { 0 };

    TRY(tx_begin(cx, &tx));
    TRY(issue_lock_rows(cx, spot->project_id, &spot->issue_id, 1));
    TRY(q_tracker_heard(cx, &args));
    TRY(note(cx, spot, "reopened", ref->key));
    return tx_commit(&tx);
}

/* Done already, by whomever, is done: so a repetition does no harm. */
enum status tracker_reopen(struct ctx *cx, struct tracker_session *s,
                           const struct tracker_spot *spot, struct str key)
{
    struct q_tracker_status_row row;
    struct tracker_ref ref;
    bool found;

    TRY(q_tracker_status(cx, &(struct q_tracker_status_args){ spot->project_id, spot->issue_id },
                         &row, &found));
    if (!found || !is_open(row.status) || !s->settings.reopen_reopens)
        return OK;
    TRY(s->tracker->get(cx, s, key, &ref));
    if (!ref.is_closed)
        return tracker_hear(cx, s, spot->project_id, &ref, true); /* nobody told us */
    TRY(s->tracker->reopen(cx, s, key));
    return note_reopened(cx, spot, &ref);
}
