/* Deleting issues. */
#include "base/base.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/str.h"
#include "core/request.h"
#include "core/tx.h"
#include "feature/issue/issue_int.h"
#include "feature/issue/issue_sql.h"
#include "feature/issue/issue_verb.h"
#include "feature/undo/undo.h"
#include "feature/undo/undo_api.h"

enum { IDS_MAX = 1000 };

struct ids_in {
    struct str_list ids;
};
const struct field issue_ids_in[] = {
    FIELD_STR_LIST("ids", struct ids_in, ids, FIELD_REQUIRED, IDS_MAX),
    FIELD_END,
};
struct deleted_out {
    int64_t deleted;
};
const struct field issue_deleted_out[] = {
    FIELD_I64("deleted", struct deleted_out, deleted, 0),
    FIELD_END,
};

/* Ids of other projects are passed over, as are those that are gone already. */
static enum status find_issues(struct ctx *cx, int64_t project_id, const struct str_list *ids,
                               struct issue_ref *refs, size_t *n)
{
    *n = 0;
    for (size_t i = 0; i < ids->n; i++) {
        struct q_issue_by_uuid_row row;
        bool found;
        TRY(q_issue_by_uuid(cx, &(struct q_issue_by_uuid_args){ ids->items[i] }, &row, &found));
        if (found && row.project_id == project_id && row.deleted_ms == 0 && !row.merged_into.set)
            refs[(*n)++] =
                (struct issue_ref){ .id = row.id, .project_id = project_id, .uuid = row.uuid };
    }
    return OK;
}

/* One by one, locked together; *n = those that were deleted, which come first in refs. */
static enum status delete_all(struct ctx *cx, int64_t project_id, struct issue_ref *refs, size_t *n,
                              struct undo *undo)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    int64_t *ids = arena_array(cx->arena, int64_t, *n);
    size_t deleted = 0;

    for (size_t i = 0; i < *n; i++)
        ids[i] = refs[i].id;
    TRY(tx_begin(cx, &tx));
    TRY(issue_lock_rows(cx, project_id, ids, *n));
    for (size_t i = 0; i < *n; i++) {
        struct issue_act act = { .issue = &refs[i], .undo = undo };
        bool is_changed = false;
        TRY(issue_act_delete(cx, &act, false, &is_changed));
        if (is_changed)
            refs[deleted++] = refs[i];
    }
    *n = deleted;
    return tx_commit(&tx);
}

static enum status canonical_ids(struct ctx *cx, struct str_list *ids)
{
    if (ids->n == 0)
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "ids" }, "ids is empty");
    for (size_t i = 0; i < ids->n; i++) {
        if (!uuid_parse(cx->arena, ids->items[i], &ids->items[i]))
            return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "ids" },
                           "ids holds something that is no uuid");
    }
    return OK;
}

enum status issues_delete(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct ids_in in = { 0 };
    struct deleted_out out = { 0 };
    struct undo undo = { 0 };
    size_t n = 0;

    TRY(request_read(cx, rq, issue_ids_in, &in));
    TRY(canonical_ids(cx, &in.ids));
    struct issue_ref *refs = arena_array(cx->arena, struct issue_ref, in.ids.n);
    TRY(find_issues(cx, rq->project_id, &in.ids, refs, &n));
    TRY(delete_all(cx, rq->project_id, refs, &n, &undo));
    out.deleted = (int64_t)n;
    undo_answer(rs, &undo);
    for (size_t i = 0; i < n; i++)
        issue_publish_gone(cx, &refs[i], rq->project_uuid);
    return respond(cx, rs, status_http(OK), issue_deleted_out, &out);
}
