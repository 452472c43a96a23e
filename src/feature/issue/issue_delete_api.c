/* Deleting issues. */
#include "base/base.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/str.h"
#include "core/live.h"
#include "core/request.h"
#include "core/tx.h"
#include "feature/issue/issue_event_sql.h"
#include "feature/issue/issue_int.h"

enum { IDS_MAX = 1000, SUFFIX_BYTES = 8 };

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

struct gone {
    struct str uuid;
    int64_t version;
};

/* Ids of other projects are passed over, as are those that are gone already. */
static enum status bury(struct ctx *cx, int64_t project_id, struct str uuid,
                        struct q_issue_bury_row *row, bool *found)
{
    struct q_issue_bury_args args = { .uuid = uuid,
                                      .project_id = project_id,
                                      .now_ms = cx->now_ms };
    char suffix[SUFFIX_BYTES];

    TRY(q_issue_bury(cx, &args, row, found));
    if (!*found)
        return OK;
    random_bytes(suffix, sizeof suffix);
    return q_fingerprint_release(
        cx, &(struct q_fingerprint_release_args){ .issue_id = row->id,
                                                  .suffix = str_make(suffix, sizeof suffix) });
}

void issue_publish_gone(struct ctx *cx, const struct request *rq, struct str uuid, int64_t version)
{
    struct live_message m = {
        .event = "issue", .op = "gone", .id = uuid, .project = rq->project_uuid, .version = version
    };

    m.topic = str_printf(cx->arena, "issues:%lld", (long long)rq->project_id);
    live_publish(&m);
    m.topic = str_printf(cx->arena, "issue:%.*s", FMT(uuid));
    live_publish(&m);
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
    struct tx tx SCOPED(tx_end) = { 0 };
    struct ids_in in = { 0 };
    struct deleted_out out = { 0 };

    TRY(request_read(cx, rq, issue_ids_in, &in));
    TRY(canonical_ids(cx, &in.ids));
    struct gone *gone = arena_array(cx->arena, struct gone, in.ids.n);
    TRY(tx_begin(cx, &tx));
    for (size_t i = 0; i < in.ids.n; i++) {
        struct q_issue_bury_row row;
        bool found;
        TRY(bury(cx, rq->project_id, in.ids.items[i], &row, &found));
        if (found)
            gone[out.deleted++] = (struct gone){ in.ids.items[i], row.version };
    }
    TRY(tx_commit(&tx));
    for (int64_t i = 0; i < out.deleted; i++)
        issue_publish_gone(cx, rq, gone[i].uuid, gone[i].version);
    return respond(cx, rs, status_http(OK), issue_deleted_out, &out);
}
