/* Two events of an issue beside each other. */
#include "base/base.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/str.h"
#include "core/request.h"
#include "feature/event/event_diff.h"
#include "feature/issue/issue_event.h"
#include "feature/issue/issue_int.h"

static const struct field change_fields[] = {
    FIELD_STR("path", struct diff_change, path, FIELD_REQUIRED, 0),
    FIELD_STR("op", struct diff_change, op, FIELD_REQUIRED, 0),
    FIELD_JSON("left", struct diff_change, left, 0, 0),
    FIELD_JSON("right", struct diff_change, right, 0, 0),
    FIELD_END,
};
static const struct field frame_fields[] = {
    FIELD_STR("op", struct diff_frame, op, FIELD_REQUIRED, 0),
    FIELD_JSON("left", struct diff_frame, left, 0, 0),
    FIELD_JSON("right", struct diff_frame, right, 0, 0),
    FIELD_END,
};
struct side {
    struct str id;
    struct str event_id;
    int64_t received_ms;
};
static const struct field side_fields[] = {
    FIELD_STR("id", struct side, id, FIELD_REQUIRED | FIELD_UUID, 0),
    FIELD_STR("event_id", struct side, event_id, FIELD_REQUIRED, 0),
    FIELD_TIME("timestamp", struct side, received_ms, 0),
    FIELD_END,
};
struct diff_out {
    struct side left;
    struct side right;
    struct field_list frames;
    struct field_list locals;
    struct field_list tags;
    struct field_list contexts;
    struct field_list paths;
    bool truncated;
};
const struct field issue_event_diff_out[] = {
    FIELD_OBJECT("left", struct diff_out, left, 0, struct side, side_fields),
    FIELD_OBJECT("right", struct diff_out, right, 0, struct side, side_fields),
    FIELD_LIST("frames", struct diff_out, frames, 0, struct diff_frame, frame_fields, 0),
    FIELD_LIST("locals", struct diff_out, locals, 0, struct diff_change, change_fields, 0),
    FIELD_LIST("tags", struct diff_out, tags, 0, struct diff_change, change_fields, 0),
    FIELD_LIST("contexts", struct diff_out, contexts, 0, struct diff_change, change_fields, 0),
    FIELD_LIST("paths", struct diff_out, paths, 0, struct diff_change, change_fields, 0),
    FIELD_BOOL("truncated", struct diff_out, truncated, 0),
    FIELD_END,
};

enum status issue_event_diff_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct event_diff *diff = arena_new(cx->arena, struct event_diff);
    struct event_view left, right;

    TRY(issue_event_take(cx, rq, request_param(rq, "event"), &left));
    TRY(issue_event_take(cx, rq, request_param(rq, "other"), &right));
    TRY(event_diff(cx, left.data, right.data, diff));
    struct diff_out out = { { left.id, left.event_id, left.received_ms },
                            { right.id, right.event_id, right.received_ms },
                            FIELD_ITEMS(diff->frames, diff->n_frames),
                            FIELD_ITEMS(diff->locals.items, diff->locals.n),
                            FIELD_ITEMS(diff->tags.items, diff->tags.n),
                            FIELD_ITEMS(diff->contexts.items, diff->contexts.n),
                            FIELD_ITEMS(diff->paths.items, diff->paths.n),
                            diff->is_truncated };
    return respond(cx, rs, status_http(OK), issue_event_diff_out, &out);
}
