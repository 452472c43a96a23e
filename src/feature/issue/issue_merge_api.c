/* Merging and unmerging; which fingerprints an issue has. */
#include "base/base.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/str.h"
#include "core/request.h"
#include "feature/issue/issue.h"
#include "feature/issue/issue_int.h"
#include "feature/issue/issue_merge.h"
#include "feature/undo/undo.h"
#include "feature/undo/undo_api.h"

enum { IDS_MAX = 100 };

struct merge_in {
    struct str primary_id;
    struct str_list issue_ids;
};
const struct field issue_merge_in[] = {
    FIELD_STR("primary_id", struct merge_in, primary_id, FIELD_REQUIRED, 0),
    FIELD_STR_LIST("issue_ids", struct merge_in, issue_ids, FIELD_REQUIRED, IDS_MAX),
    FIELD_END,
};

enum status issues_merge_post(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct merge_in in = { 0 };
    struct undo undo = { 0 };
    struct issue_ref primary;

    TRY(request_read(cx, rq, issue_merge_in, &in));
    struct issue_merge merge = { rq->project_id, in.primary_id, in.issue_ids };
    TRY(issue_merge(cx, &merge, &undo, &primary));
    undo_answer(rs, &undo);
    for (size_t i = 0; i < in.issue_ids.n; i++) {
        struct issue_ref gone = { .project_id = rq->project_id, .uuid = in.issue_ids.items[i] };
        issue_publish_gone(cx, &gone, rq->project_uuid);
    }
    return issue_answer(cx, rq->project_id, primary.id, rs);
}

struct unmerge_in {
    struct str_list fingerprints;
};
const struct field issue_unmerge_in[] = {
    FIELD_STR_LIST("fingerprints", struct unmerge_in, fingerprints, FIELD_REQUIRED,
                   ISSUE_FINGERPRINTS_MAX),
    FIELD_END,
};
struct unmerge_out {
    struct str_list restored;
};
const struct field issue_unmerge_out[] = {
    FIELD_STR_LIST("restored", struct unmerge_out, restored, 0, 0),
    FIELD_END,
};

enum status issue_unmerge_post(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct unmerge_in in = { 0 };
    struct undo undo = { 0 };
    struct issue_ref *refs;
    struct issue_view view;
    bool found;
    size_t n;

    TRY(request_read(cx, rq, issue_unmerge_in, &in));
    struct issue_unmerge unmerge = { rq->project_id, rq->issue_id, in.fingerprints };
    TRY(issue_unmerge(cx, &unmerge, &undo, &refs, &n));
    undo_answer(rs, &undo);
    struct unmerge_out out = { .restored = { arena_array(cx->arena, struct str, n), n } };
    for (size_t i = 0; i < n; i++)
        out.restored.items[i] = refs[i].uuid;
    TRY(issue_publish_all(cx, refs, n, false));
    TRY(issue_read(cx, rq->project_id, rq->issue_id, &view, &found));
    if (found)
        issue_publish(cx, &view);
    return respond(cx, rs, status_http(OK), issue_unmerge_out, &out);
}
