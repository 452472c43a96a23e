#include "base/base.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/filter.h"
#include "core/live.h"
#include "feature/issue/issue.h"
#include "feature/issue/issue_sql.h"
#include "port/jsonw.h"

enum { MERGE_STEPS = 8, PATCH_BYTES = 2 << 10 };

static bool split_short_id(struct str text, struct str *prefix, int64_t *no)
{
    size_t dash = str_rfind_char(text, '-');

    *prefix = str_to(text, dash);
    return dash > 0 && dash < text.len && str_i64(str_from(text, dash + 1), no) && *no > 0;
}

static enum status find_row(struct ctx *cx, struct str text, struct q_issue_by_uuid_row *row,
                            bool *found)
{
    struct q_issue_by_short_id_row by_short;
    struct str uuid, prefix;
    int64_t no;

    *found = false;
    if (uuid_parse(cx->arena, text, &uuid))
        return q_issue_by_uuid(cx, &(struct q_issue_by_uuid_args){ .uuid = uuid }, row, found);
    if (!split_short_id(text, &prefix, &no))
        return OK;
    struct q_issue_by_short_id_args args = { .prefix = str_upper(cx->arena, prefix),
                                             .short_no = no };
    TRY(q_issue_by_short_id(cx, &args, &by_short, found));
    if (*found)
        *row = (struct q_issue_by_uuid_row){ by_short.id, by_short.uuid, by_short.project_id,
                                             by_short.merged_into, by_short.deleted_ms };
    return OK;
}

/* A merged issue leads to its survivor, which may have been merged itself. */
static enum status follow_merges(struct ctx *cx, struct q_issue_by_uuid_row *row, bool *found)
{
    for (int i = 0; i < MERGE_STEPS && *found && row->merged_into.set; i++) {
        struct q_issue_by_id_row next;
        TRY(q_issue_by_id(cx, &(struct q_issue_by_id_args){ .id = row->merged_into.value }, &next,
                          found));
        if (*found)
            *row = (struct q_issue_by_uuid_row){ next.id, next.uuid, next.project_id,
                                                 next.merged_into, next.deleted_ms };
    }
    return OK;
}

enum status issue_resolve(struct ctx *cx, int64_t project_id, struct str text,
                          struct issue_ref *out)
{
    struct q_issue_by_uuid_row row;
    bool found;

    TRY(find_row(cx, text, &row, &found));
    int64_t asked_for = found ? row.id : 0;
    TRY(follow_merges(cx, &row, &found));
    if (!found || row.deleted_ms != 0 || (project_id != 0 && row.project_id != project_id))
        return fail(cx, E_MISSING, "no such issue");
    *out = (struct issue_ref){ .id = row.id,
                               .project_id = row.project_id,
                               .uuid = row.uuid,
                               .merged_from = row.id == asked_for ? 0 : asked_for };
    return OK;
}

enum status issue_of_fingerprint(struct ctx *cx, int64_t project_id, int64_t fingerprint_id,
                                 struct issue_ref *out, bool *found)
{
    struct q_issue_by_fingerprint_args args = { project_id, fingerprint_id };
    struct q_issue_by_fingerprint_row row;

    TRY(q_issue_by_fingerprint(cx, &args, &row, found));
    if (*found)
        *out = (struct issue_ref){ .id = row.id, .project_id = project_id, .uuid = row.uuid };
    return OK;
}

void issue_publish(struct ctx *cx, const struct issue_view *issue)
{
    struct buf b;
    struct jsonw w;
    struct live_message m = {
        .event = "issue",
        .topic = str_printf(cx->arena, "issues:%lld", (long long)issue->project_row),
        .id = issue->id,
        .project = issue->project_id,
        .version = issue->version,
        .op = "change",
    };

    buf_init(&b, cx->arena, PATCH_BYTES);
    jsonw_init(&w, &b);
    jsonw_obj(&w);
    jsonw_key_str(&w, "status", issue->status);
    jsonw_key_str(&w, "assigned_to", issue->assigned_to);
    jsonw_end(&w);
    m.patch = buf_str(&b);
    live_publish(&m);
    m.topic = str_printf(cx->arena, "issue:%.*s", FMT(issue->id));
    live_publish(&m);
}

void issue_publish_gone(struct ctx *cx, const struct issue_ref *issue, struct str project_uuid)
{
    struct live_message m = {
        .event = "issue", .op = "gone", .id = issue->uuid, .project = project_uuid
    };

    m.topic = str_printf(cx->arena, "issues:%lld", (long long)issue->project_id);
    live_publish(&m);
    m.topic = str_printf(cx->arena, "issue:%.*s", FMT(issue->uuid));
    live_publish(&m);
}

enum status issue_publish_all(struct ctx *cx, const struct issue_ref *issues, size_t n,
                              bool is_gone)
{
    int64_t *ids = arena_array(cx->arena, int64_t, n);
    struct q_issues_to_publish_row *rows;

    if (n == 0)
        return OK;
    for (size_t i = 0; i < n; i++)
        ids[i] = issues[i].id;
    TRY(q_issues_to_publish(cx, &(struct q_issues_to_publish_args){ filter_numbers(cx, ids, n) },
                            &rows, &n));
    for (size_t i = 0; i < n; i++) {
        struct issue_view view = { .id = rows[i].uuid,
                                   .project_row = rows[i].project_id,
                                   .project_id = rows[i].project_uuid,
                                   .status = rows[i].status,
                                   .assigned_to = rows[i].assigned_to,
                                   .version = rows[i].version };
        struct issue_ref ref = { .uuid = rows[i].uuid, .project_id = rows[i].project_id };
        if (is_gone)
            issue_publish_gone(cx, &ref, rows[i].project_uuid);
        else
            issue_publish(cx, &view);
    }
    return OK;
}
