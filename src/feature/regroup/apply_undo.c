/* What applying grouping has moved, taken back. */
#include "base/base.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/field.h"
#include "feature/issue/issue.h"
#include "feature/issue/issue_regroup.h"
#include "feature/issue/issue_verb.h"
#include "feature/regroup/apply.h"
#include "feature/regroup/apply_sql.h"
#include "port/json.h"

static const char fingerprint_kind[] = "fingerprint";

struct was {
    int64_t from;
    int64_t to;
};
static const struct field was_fields[] = {
    FIELD_I64("from", struct was, from, FIELD_WIDE),
    FIELD_I64("to", struct was, to, FIELD_WIDE),
    FIELD_END,
};

enum status apply_note(struct apply *a, const struct issue_regroup *move)
{
    struct str was = str_printf(a->cx->arena, "{\"from\":%lld,\"to\":%lld}",
                                (long long)move->from, (long long)move->to);

    return undo_add(a->cx, &a->undo,
                    &(struct undo_object){ .kind = fingerprint_kind,
                                           .project_id = move->project_id,
                                           .object_id = move->fingerprint_id,
                                           .was = was });
}

static enum status read_was(struct ctx *cx, const struct undo_object *o, struct was *out)
{
    struct json_doc *doc;

    *out = (struct was){ 0 };
    TRY(json_parse(cx, o->was, &doc, NULL));
    return field_decode(cx, was_fields, json_root(doc), out);
}

/* All of one project: a run's. */
static enum status lock(struct ctx *cx, const struct undo_object *objects, size_t n)
{
    int64_t *ids = arena_array(cx->arena, int64_t, 2 * n);
    size_t n_ids = 0;

    for (size_t i = 0; i < n; i++) {
        struct was was;
        TRY(read_was(cx, &objects[i], &was));
        ids[n_ids++] = was.to;
        if (was.from != 0)
            ids[n_ids++] = was.from;
    }
    return issue_lock_rows(cx, objects[0].project_id, ids, n_ids);
}

/* in: from where it is now to where it was. */
static enum status take_back(struct ctx *cx, const struct issue_regroup *in,
                             struct undo_refusal *out)
{
    bool was_there = in->to != 0, is_right;

    TRY(was_there ? issue_takes_back(cx, in, &is_right) : issue_regroup_unmake(cx, in, &is_right));
    if (!is_right)
        out->reason = S("changed");
    return is_right && was_there ? issue_regroup_back(cx, in) : OK;
}

static enum status restore(struct ctx *cx, const struct undo_object *o, struct undo_refusal *out)
{
    struct q_regroup_fingerprint_row row;
    struct q_regroup_issue_uuid_row issue;
    struct was was;
    bool found;

    TRY(read_was(cx, o, &was));
    TRY(q_regroup_issue_uuid(cx, &(struct q_regroup_issue_uuid_args){ was.to }, &issue, &found));
    out->id = found ? issue.uuid : S("");
    TRY(q_regroup_fingerprint(
        cx, &(struct q_regroup_fingerprint_args){ o->project_id, o->object_id }, &row, &found));
    if (!found || row.issue_id != was.to) {
        out->reason = found ? S("changed") : S("gone");
        return OK;
    }
    struct issue_regroup back = { o->project_id, o->object_id, was.to, was.from };
    return take_back(cx, &back, out);
}

static void publish(struct ctx *cx, int64_t project_id, int64_t issue_id)
{
    struct issue_view view;
    bool found;

    if (issue_read(cx, project_id, issue_id, &view, &found) == OK && found)
        issue_publish(cx, &view);
    err_clear(&cx->err);
}

static void tell(struct ctx *cx, const struct undo_object *o)
{
    struct was was;

    if (read_was(cx, o, &was) == OK) {
        publish(cx, o->project_id, was.to);
        if (was.from != 0)
            publish(cx, o->project_id, was.from);
    }
    err_clear(&cx->err);
}

const struct undo_kind regroup_undoes[] = {
    { fingerprint_kind, lock, restore, tell },
    { 0 },
};
