/* A finding and the issue that its reports make. */
#include "base/base.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/str.h"
#include "core/tx.h"
#include "feature/event/event_store.h"
#include "feature/issue/issue.h"
#include "feature/issue/issue_change.h"
#include "feature/issue/issue_recount.h"
#include "feature/query/query_int.h"
#include "port/crypto.h"
#include "port/json.h"

enum status finding_load(struct ctx *cx, struct finding *f, bool *found)
{
    struct q_query_pattern_get_args pattern = { f->project_id, f->pattern_id };
    struct q_query_finding_get_args args = { f->project_id, f->pattern_id, str_c(f->kind->name) };

    TRY(q_query_pattern_get(cx, &pattern, &f->pattern, found));
    return *found ? q_query_finding_get(cx, &args, &f->row, found) : OK;
}

struct event_id finding_event_id(const struct finding *f)
{
    const struct str parts[] = {
        S("query"),
        str_c(f->kind->name),
        str_make((const char *)&f->project_id, sizeof f->project_id),
        str_make((const char *)&f->pattern_id, sizeof f->pattern_id),
        str_make((const char *)&f->row.reports, sizeof f->row.reports),
    };
    struct event_id id;

    hash128(parts, ARRAY_LEN(parts), id.b);
    return id;
}

enum status finding_publish(struct ctx *cx, const struct issue_ref *issue)
{
    struct issue_view view;
    bool found;

    TRY(issue_read(cx, issue->project_id, issue->id, &view, &found));
    if (found)
        issue_publish(cx, &view);
    return OK;
}

enum status finding_set_quiet(struct ctx *cx, const struct finding *f)
{
    struct q_query_finding_quiet_args args = { f->project_id, f->pattern_id, str_c(f->kind->name),
                                               f->row.last_ms };
    int64_t changed;

    return q_query_finding_quiet(cx, &args, &changed);
}

/* The issue counts the events that showed the finding: those that its reports do not stand for.
 * In the caller's transaction. *n: how many more these are. */
static enum status count_more(struct ctx *cx, const struct finding *f, int64_t issue_id, int64_t *n)
{
    struct issue_recount more = { .project_id = f->project_id,
                                  .fingerprint_id = f->row.fingerprint_id,
                                  .issue_id = issue_id,
                                  .events = f->row.events - f->row.reports - f->row.counted,
                                  .last_seen_ms = f->row.last_ms };
    struct q_query_finding_counted_args counted = {
        f->project_id, f->pattern_id,  str_c(f->kind->name),
        more.events,   f->row.reports, f->row.counted,
    };
    int64_t changed = 0;

    *n = 0;
    if (more.events <= 0)
        return OK;
    TRY(q_query_finding_counted(cx, &counted, &changed));
    if (changed == 0)
        return OK; /* the next look counts what is left */
    *n = more.events;
    return issue_recount(cx, &more);
}

/* Which fingerprint its last report has; 0 = not known yet, or people want no such issue. */
static enum status find_fingerprint(struct ctx *cx, struct finding *f)
{
    struct event_id id = finding_event_id(f);
    struct event_found event;

    TRY(event_lookup(cx, f->project_id, &id, &event));
    f->row.fingerprint_id = event.place == EVENT_NEVER_SEEN ? 0 : event.fingerprint_id;
    if (f->row.fingerprint_id == 0)
        return OK;
    struct q_query_finding_found_args args = { f->project_id, f->pattern_id, str_c(f->kind->name),
                                               f->row.fingerprint_id };
    return q_query_finding_found(cx, &args);
}

/* --- on a clock ------------------------------------------------------------------------------ */

/* It is shown again after people had resolved it. */
static enum status report_again(struct ctx *cx, const struct finding *f)
{
    struct q_query_finding_report_args args = { f->project_id, f->pattern_id,
                                                str_c(f->kind->name) };
    struct tx tx SCOPED(tx_end) = { 0 };

    TRY(tx_begin(cx, &tx));
    TRY(q_query_finding_report(cx, &args));
    TRY(finding_ask(cx, f->project_id, f->pattern_id, f->kind));
    return tx_commit(&tx);
}

static enum status catch_up(struct ctx *cx, const struct finding *f, const struct issue_ref *issue)
{
    int64_t n;
    {
        struct tx tx SCOPED(tx_end) = { 0 };
        TRY(tx_begin(cx, &tx));
        TRY(count_more(cx, f, issue->id, &n));
        TRY(tx_commit(&tx));
    }
    return n > 0 ? finding_publish(cx, issue) : OK;
}

enum status finding_follow(struct ctx *cx, struct finding *f)
{
    struct issue_ref issue;
    struct issue_view view;
    bool found;

    if (f->row.fingerprint_id == 0)
        TRY(find_fingerprint(cx, f));
    if (f->row.fingerprint_id == 0)
        return OK;
    TRY(issue_of_fingerprint(cx, f->project_id, f->row.fingerprint_id, &issue, &found));
    if (found)
        TRY(issue_read(cx, issue.project_id, issue.id, &view, &found));
    if (!found)
        return finding_set_quiet(cx, f); /* people deleted it */
    if (str_eq(view.status, S("resolved")) && f->row.last_ms > view.resolved_ms &&
        !f->pattern.is_muted)
        return report_again(cx, f); /* the report is one of the events to be counted */
    return catch_up(cx, f, &issue);
}

/* --- in the digest ---------------------------------------------------------------------------- */

bool finding_wants_event(const struct issue_change *change)
{
    return str_eq(change->platform, S("sql"));
}

/* Which finding this document reports: what it names, if the event is really its report. */
static enum status read_report(struct ctx *cx, const struct json *root, int64_t project_id,
                               struct finding *f, bool *found)
{
    const struct json *report = json_get(root, S("query_pattern"));
    struct str pattern = json_str(json_get(report, S("id")));

    *f = (struct finding){ .project_id = project_id,
                           .kind = finding_kind_of(json_str(json_get(report, S("kind")))) };
    *found = false;
    if (f->kind != NULL && uuid_to_row_id(pattern, &f->pattern_id))
        TRY(finding_load(cx, f, found));
    if (!*found)
        return OK;
    struct event_id id = finding_event_id(f);
    *found = str_eq(event_id_text(cx->arena, &id), json_str(json_get(root, S("event_id"))));
    return OK;
}

/* The report has become an event. Run again later there is no document: finding_follow finds the
 * issue then. */
enum status finding_after_event(struct ctx *cx, struct issue_change *change)
{
    struct finding f;
    struct json_doc *doc;
    struct str text = { 0 };
    int64_t n;
    bool found;

    if (change->event.read_document != NULL)
        TRY(change->event.read_document(cx, change->event.from, &text));
    if (str_is_null(text))
        return OK;
    TRY(json_parse(cx, text, &doc, NULL));
    TRY(read_report(cx, json_root(doc), change->project_id, &f, &found));
    if (found)
        TRY(find_fingerprint(cx, &f));
    if (!found || f.row.fingerprint_id == 0)
        return OK;
    TRY(count_more(cx, &f, change->issue_id, &n));
    change->after.event_count += n;
    return OK;
}
