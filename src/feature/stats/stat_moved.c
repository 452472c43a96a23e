/* Statistics of events that went to another fingerprint because grouping was changed. */
#include "base/base.h"
#include "feature/stats/stat.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/log.h"
#include "feature/event/event.h"
#include "feature/stats/stat_blob.h"
#include "feature/stats/stat_sql.h"

enum { BLOB_BYTES = 1 << 20 };

/* What a blob has no room for is summed as "other". */
static void add(struct ctx *cx, struct stat_blob *blob, const struct stat_event *ev)
{
    if (ev->user_hash != 0)
        (void)sketch_add(cx->arena, &blob->users, ev->user_hash);
    for (size_t i = 0; i < ev->n_tags; i++)
        (void)stat_blob_count(cx->arena, blob, ev->tags[i].key, ev->tags[i].value, 1);
}

enum status stat_add_moved(struct ctx *cx, const struct stat_event *events, size_t n)
{
    struct stat_blob blob = { 0 };
    struct q_stat_get_row row;
    struct buf bytes;
    bool found;

    assert(n > 0);
    struct q_stat_get_args key = { events[0].project_id, events[0].fingerprint_id };
    TRY(q_stat_get(cx, &key, &row, &found));
    if (found && !stat_blob_decode(cx->arena, row.stats, &blob))
        LOG(WARN, "stats.damaged", K_I64("fingerprint", key.fingerprint_id));
    for (size_t i = 0; i < n; i++)
        add(cx, &blob, &events[i]);
    buf_init(&bytes, cx->arena, BLOB_BYTES);
    stat_blob_encode(&blob, &bytes);
    return q_stat_set(cx, &(struct q_stat_set_args){ .fingerprint_id = key.fingerprint_id,
                                                     .project_id = key.project_id,
                                                     .stats = buf_str(&bytes) });
}
