#include "base/base.h"
#include "feature/issue/issue_regroup.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/str.h"
#include "feature/issue/issue_digest.h"
#include "feature/issue/issue_discard_sql.h"
#include "feature/issue/issue_machine.h"
#include "feature/issue/issue_merge.h"
#include "feature/issue/issue_merge_int.h"
#include "feature/issue/issue_merge_sql.h"
#include "feature/issue/issue_regroup_sql.h"
#include "feature/issue/issue_verb.h"

/* Of an issue that got or lost a fingerprint. */
static enum status sum_anew(struct ctx *cx, int64_t project_id, int64_t issue_id)
{
    TRY(issue_sum_up(cx, project_id, issue_id));
    return issue_list_tags(cx, project_id, issue_id);
}

enum status issue_figures_anew(struct ctx *cx, int64_t project_id, int64_t issue_id)
{
    TRY(issue_count_up(cx, project_id, issue_id));
    return issue_list_tags(cx, project_id, issue_id);
}

static enum status count(struct ctx *cx, int64_t issue_id, int64_t *out)
{
    struct q_regroup_fingerprints_of_row row;

    TRY(q_regroup_fingerprints_of(cx, &(struct q_regroup_fingerprints_of_args){ issue_id }, &row));
    *out = row.n;
    return OK;
}

static enum status note(struct ctx *cx, int64_t project_id, int64_t issue_id, const char *action,
                        const struct q_issue_names_row *other)
{
    return issue_note(
        cx, &(struct issue_note){
                .project_id = project_id,
                .issue_id = issue_id,
                .action = action,
                .new_value = other->title,
                .metadata = str_printf(cx->arena, "{\"issue_id\":\"%.*s\"}", FMT(other->uuid)) });
}

/* A line in the history of both. */
static enum status note_both(struct ctx *cx, const struct issue_regroup *in)
{
    struct q_issue_names_row from, to;

    TRY(q_issue_names(cx, &(struct q_issue_names_args){ in->from }, &from));
    TRY(q_issue_names(cx, &(struct q_issue_names_args){ in->to }, &to));
    TRY(note(cx, in->project_id, in->from, "regrouped_out", &to));
    return note(cx, in->project_id, in->to, "regrouped_in", &from);
}

/* Of an issue that lost one. */
static enum status tell_anew(struct ctx *cx, int64_t project_id, int64_t issue_id)
{
    TRY(sum_anew(cx, project_id, issue_id));
    return issue_describe_anew(cx, project_id, issue_id);
}

/* The last fingerprint of an issue takes all it has along. */
static enum status move(struct ctx *cx, const struct issue_regroup *in)
{
    int64_t left;

    TRY(count(cx, in->from, &left));
    if (left <= 1) {
        TRY(issue_take_in(cx, in->project_id, in->to, in->from));
        return sum_anew(cx, in->project_id, in->to);
    }
    TRY(q_regroup_point(cx, &(struct q_regroup_point_args){ in->fingerprint_id, in->to }));
    TRY(note_both(cx, in));
    TRY(tell_anew(cx, in->project_id, in->from));
    return sum_anew(cx, in->project_id, in->to);
}

enum status issue_is_full(struct ctx *cx, int64_t issue_id, bool *out)
{
    int64_t there;

    TRY(count(cx, issue_id, &there));
    *out = there >= ISSUE_FINGERPRINTS_MAX;
    return OK;
}

enum status issue_is_discarded(struct ctx *cx, int64_t project_id, struct str hash, bool *out)
{
    struct q_discard_find_row row;

    return q_discard_find(cx, &(struct q_discard_find_args){ project_id, hash }, &row, out);
}

enum status issue_regroup(struct ctx *cx, const struct issue_regroup *in, bool *is_full)
{
    TRY(issue_is_full(cx, in->to, is_full));
    return *is_full ? OK : move(cx, in);
}

enum status issue_regroup_all(struct ctx *cx, const struct issue_regroup *in, bool *is_full)
{
    int64_t there, more;

    TRY(count(cx, in->to, &there));
    TRY(count(cx, in->from, &more));
    *is_full = there + more > ISSUE_FINGERPRINTS_MAX;
    if (*is_full)
        return OK;
    TRY(issue_take_in(cx, in->project_id, in->to, in->from));
    return sum_anew(cx, in->project_id, in->to);
}

enum status issue_is_of_one(struct ctx *cx, int64_t issue_id, bool *out)
{
    int64_t n;

    TRY(count(cx, issue_id, &n));
    *out = n == 1;
    return OK;
}

enum status issue_place_of(struct ctx *cx, const struct issue_event *ev, struct issue_place *out)
{
    struct issue_batch *batch = issue_batch_new(cx);
    struct fingerprint_target target = { 0 };
    struct q_regroup_issue_of_row row;

    *out = (struct issue_place){ 0 };
    TRY(issue_target_make(cx, batch, ev, &target));
    if (target.id == 0)
        return OK;
    TRY(issue_write_all(cx, batch, NULL)); /* no event: nothing but what is new */
    TRY(q_regroup_issue_of(cx, &(struct q_regroup_issue_of_args){ target.id }, &row));
    *out = (struct issue_place){ target.id, row.issue_id, target.is_new };
    return OK;
}

/* --- back --------------------------------------------------------------------------------- */

enum status issue_takes_back(struct ctx *cx, const struct issue_regroup *in, bool *out)
{
    struct q_regroup_issue_at_row to;
    bool found;

    TRY(q_regroup_issue_at(cx, &(struct q_regroup_issue_at_args){ in->to }, &to, &found));
    *out = found && to.deleted_ms == 0 &&
           (!to.merged_into.set || to.merged_into.value == in->from);
    return OK;
}

enum status issue_regroup_back(struct ctx *cx, const struct issue_regroup *in)
{
    struct q_issue_names_row home;

    TRY(q_issue_names(cx, &(struct q_issue_names_args){ in->to }, &home));
    TRY(q_regroup_point(cx, &(struct q_regroup_point_args){ in->fingerprint_id, in->to }));
    if (home.merged_into.set)
        TRY(issue_give_back(cx, in->project_id, in->from, in->to));
    else
        TRY(note_both(cx, in));
    TRY(tell_anew(cx, in->project_id, in->from));
    return sum_anew(cx, in->project_id, in->to);
}

/* An issue that was made for events that have gone back. */
static enum status bury_empty(struct ctx *cx, const struct issue_regroup *in)
{
    struct q_regroup_has_people_row people;
    struct q_regroup_issue_at_row row;
    bool found, is_changed;
    int64_t left;

    TRY(count(cx, in->from, &left));
    TRY(q_regroup_issue_at(cx, &(struct q_regroup_issue_at_args){ in->from }, &row, &found));
    TRY(q_regroup_has_people(cx, &(struct q_regroup_has_people_args){ in->from }, &people));
    if (left > 0 || people.n > 0 || !found)
        return OK;
    struct issue_ref ref = { .id = in->from, .project_id = in->project_id, .uuid = row.uuid };
    return issue_act_delete(cx, &(struct issue_act){ .issue = &ref }, false, &is_changed);
}

enum status issue_regroup_unmake(struct ctx *cx, const struct issue_regroup *in, bool *is_gone)
{
    int64_t changed;
    struct q_regroup_fingerprint_drop_args drop = { in->project_id, in->fingerprint_id, in->from };

    TRY(q_regroup_fingerprint_drop(cx, &drop, &changed));
    *is_gone = changed > 0;
    return *is_gone ? bury_empty(cx, in) : OK;
}
