#include "base/base.h"
#include "feature/issue/issue_merge_int.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/str.h"
#include "feature/event/event.h"
#include "feature/event/event_store.h"
#include "feature/grouping/grouping.h"
#include "feature/issue/issue_digest_sql.h"
#include "feature/issue/issue_event.h"

enum { SCRATCH_BYTES = 64 << 20 }; /* two documents and the tree of one */

/* Absent when none of its events has a document any more. */
static enum status newest_document(struct ctx *cx, int64_t project_id, int64_t issue_id,
                                   struct str *out)
{
    struct event_range range;
    struct stored_event *stored, counted;
    struct event_id id;
    bool has_counted;
    size_t n;

    TRY(issue_range(cx, project_id, issue_id, &range));
    range.limit = 1;
    range.with_data = true;
    TRY(event_page(cx, &range, &stored, &n));
    TRY(event_latest_counted(cx, &range, &id, &counted, &has_counted));
    *out = n > 0 ? stored[0].data : str_make(NULL, 0);
    if (has_counted && (n == 0 || counted.received_ms > stored[0].received_ms))
        *out = counted.data;
    return OK;
}

static enum status describe(struct ctx *cx, int64_t project_id, int64_t issue_id,
                            struct str document)
{
    const struct grouping_settings settings = grouping_settings_now(cx, project_id);
    struct grouping grouping;
    struct event ev;

    TRY(event_reopen(cx, document, &ev));
    TRY(grouping_compute(cx, &settings, &ev, &grouping, NULL));
    grouping_describe(cx, &settings, &ev, &grouping);
    return q_issue_describe(cx, &(struct q_issue_describe_args){
                                    .id = issue_id,
                                    .title = grouping.title,
                                    .title_folded = str_fold(cx->arena, grouping.title),
                                    .type = grouping.type,
                                    .culprit = grouping.culprit,
                                    .location = grouping.location,
                                    .level = str_c(event_level_name(ev.level)),
                                    .platform = ev.platform,
                                    .is_unhandled = ev.is_unhandled });
}

enum status issue_describe_anew(struct ctx *cx, int64_t project_id, int64_t issue_id)
{
    struct arena memory SCOPED(arena_release);
    struct ctx scratch = *cx;
    struct str document;

    arena_init(&memory, "issue.describe", SCRATCH_BYTES);
    scratch.arena = &memory;
    enum status st = newest_document(&scratch, project_id, issue_id, &document);
    if (st == OK && !str_is_null(document))
        st = describe(&scratch, project_id, issue_id, document);
    cx->err = scratch.err;
    return st;
}
