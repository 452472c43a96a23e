/* What people do to one issue, on the wire. */
#include "base/base.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/request.h"
#include "core/tx.h"
#include "feature/issue/issue_int.h"
#include "feature/issue/issue_sql.h"
#include "feature/issue/issue_verb.h"
#include "feature/undo/undo.h"
#include "feature/undo/undo_api.h"

enum { HTTP_CREATED = 201 };

const struct field issue_rate_fields[] = {
    FIELD_I64("events", struct issue_rate, events, FIELD_REQUIRED),
    FIELD_I64("minutes", struct issue_rate, minutes, FIELD_REQUIRED),
    FIELD_END,
};
struct status_in {
    struct issue_status_change change;
};
const struct field issue_status_in[] = {
    ISSUE_STATUS_FIELDS(struct status_in, change, FIELD_REQUIRED),
    FIELD_OPT_I64("version", struct status_in, change.version, 0),
    FIELD_END,
};
struct assign_in {
    struct str assigned_to;
    struct opt_i64 version;
};
const struct field issue_assign_in[] = {
    FIELD_STR("assigned_to", struct assign_in, assigned_to, FIELD_UUID, LIMIT_NAME),
    FIELD_OPT_I64("version", struct assign_in, version, 0),
    FIELD_END,
};
struct followed_out {
    bool followed;
};
const struct field issue_followed_out[] = {
    FIELD_BOOL("followed", struct followed_out, followed, 0),
    FIELD_END,
};

static struct issue_ref ref_of(const struct request *rq)
{
    return (struct issue_ref){ .id = rq->issue_id,
                               .project_id = rq->project_id,
                               .uuid = rq->issue_uuid };
}

static enum status gone(struct ctx *cx)
{
    return fail(cx, E_MISSING, "no such issue");
}

/* --- status, assignee, followers --------------------------------------------------- */

enum status issue_put(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct status_in in = { 0 };
    struct issue_ref ref = ref_of(rq);
    struct undo undo = { 0 };

    TRY(request_read(cx, rq, issue_status_in, &in));
    TRY(issue_set_status(cx, &ref, &in.change, &undo));
    undo_answer(rs, &undo);
    return issue_answer(cx, rq->project_id, rq->issue_id, rs);
}

enum status issue_assign_put(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    struct assign_in in = { 0 };
    struct issue_ref ref = ref_of(rq);
    struct undo undo = { 0 };
    struct issue_user user;
    bool is_changed = false;

    TRY(request_read(cx, rq, issue_assign_in, &in));
    TRY(issue_find_user(cx, in.assigned_to, &user));
    struct issue_act act = { &ref, &undo, in.version };
    TRY(tx_begin(cx, &tx));
    TRY(issue_act_assign(cx, &act, &user, &is_changed));
    if (!is_changed)
        return gone(cx);
    TRY(tx_commit(&tx));
    undo_answer(rs, &undo);
    return issue_answer(cx, rq->project_id, rq->issue_id, rs);
}

/* Following is the reader's own and taken back by itself: no token. */
static enum status set_follow(struct ctx *cx, const struct request *rq, struct response *rs,
                              bool is_on)
{
    struct issue_ref ref = ref_of(rq);
    struct issue_act act = { .issue = &ref };
    struct followed_out out = { is_on };
    bool is_changed = false;

    TRY(issue_act_follow(cx, &act, is_on, &is_changed));
    return respond(cx, rs, status_http(OK), issue_followed_out, &out);
}

enum status issue_follow_post(struct ctx *cx, const struct request *rq, struct response *rs)
{
    return set_follow(cx, rq, rs, true);
}

enum status issue_follow_delete(struct ctx *cx, const struct request *rq, struct response *rs)
{
    return set_follow(cx, rq, rs, false);
}

/* --- tags (gosnag-api.md §7.1) ------------------------------------------------------- */

struct tag_view {
    struct str id;
    struct str issue_id;
    struct str key;
    struct str value;
    struct str source; /* person, rule */
    int64_t created_ms;
};
const struct field issue_tag_out[] = {
    FIELD_STR("id", struct tag_view, id, FIELD_REQUIRED | FIELD_UUID, 0),
    FIELD_STR("issue_id", struct tag_view, issue_id, FIELD_REQUIRED | FIELD_UUID, 0),
    FIELD_STR("key", struct tag_view, key, FIELD_REQUIRED, 0),
    FIELD_STR("value", struct tag_view, value, FIELD_REQUIRED, 0),
    FIELD_STR("source", struct tag_view, source, FIELD_REQUIRED, 0),
    FIELD_TIME("created_at", struct tag_view, created_ms, FIELD_REQUIRED),
    FIELD_END,
};
const struct field project_tag_out[] = {
    FIELD_STR("key", struct issue_label, key, FIELD_REQUIRED, 0),
    FIELD_STR("value", struct issue_label, value, FIELD_REQUIRED, 0),
    FIELD_END,
};
struct tag_in {
    struct issue_label label;
    struct opt_i64 version;
};
const struct field issue_tag_in[] = {
    FIELD_STR("key", struct tag_in, label.key, FIELD_REQUIRED, LIMIT_TAG_KEY),
    FIELD_STR("value", struct tag_in, label.value, FIELD_REQUIRED, LIMIT_TAG_VALUE),
    FIELD_OPT_I64("version", struct tag_in, version, 0),
    FIELD_END,
};
struct tag_status {
    struct str status;
};
const struct field issue_tag_status_out[] = {
    FIELD_STR("status", struct tag_status, status, FIELD_REQUIRED, 0),
    FIELD_END,
};

enum status issue_tags_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct q_issue_label_list_row *rows;
    size_t n;

    TRY(q_issue_label_list(cx, &(struct q_issue_label_list_args){ rq->issue_id }, &rows, &n));
    struct tag_view *list = arena_array(cx->arena, struct tag_view, n);
    for (size_t i = 0; i < n; i++)
        list[i] = (struct tag_view){ rows[i].uuid,  rq->issue_uuid, rows[i].key,
                                     rows[i].value, rows[i].source, rows[i].created_ms };
    return respond_list(cx, rs, status_http(OK), issue_tag_out, FIELD_ITEMS(list, n));
}

enum status project_tags_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct q_project_labels_row *rows;
    size_t n;

    TRY(q_project_labels(cx, &(struct q_project_labels_args){ rq->project_id }, &rows, &n));
    struct issue_label *list = arena_array(cx->arena, struct issue_label, n);
    for (size_t i = 0; i < n; i++)
        list[i] = (struct issue_label){ rows[i].key, rows[i].value };
    return respond_list(cx, rs, status_http(OK), project_tag_out, FIELD_ITEMS(list, n));
}

/* Both may be repeated: the answer is the same, and the first was undoable. */
static enum status set_tag(struct ctx *cx, const struct request *rq, struct response *rs,
                           bool is_on)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    struct issue_ref ref = ref_of(rq);
    struct tag_in in = { 0 };
    struct undo undo = { 0 };
    struct issue_view view;
    bool is_changed = false, found = false;

    TRY(request_read(cx, rq, issue_tag_in, &in));
    struct issue_act act = { &ref, &undo, in.version };
    TRY(tx_begin(cx, &tx));
    TRY(issue_act_tag(cx, &act, &in.label, is_on, &is_changed));
    TRY(tx_commit(&tx));
    undo_answer(rs, &undo);
    if (is_changed)
        TRY(issue_read(cx, rq->project_id, rq->issue_id, &view, &found));
    if (found)
        issue_publish(cx, &view);
    struct tag_status out = { is_on ? S("added") : S("removed") };
    return respond(cx, rs, is_on ? HTTP_CREATED : status_http(OK), issue_tag_status_out, &out);
}

enum status issue_tag_post(struct ctx *cx, const struct request *rq, struct response *rs)
{
    return set_tag(cx, rq, rs, true);
}

enum status issue_tag_delete(struct ctx *cx, const struct request *rq, struct response *rs)
{
    return set_tag(cx, rq, rs, false);
}
