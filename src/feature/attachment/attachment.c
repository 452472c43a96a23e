#include "base/base.h"
#include "feature/attachment/attachment.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/str.h"
#include "core/tx.h"
#include "feature/attachment/attachment_int.h"
#include "feature/attachment/attachment_sql.h"

static struct event_id id_of(struct str bytes)
{
    struct event_id id = { { 0 } };

    if (bytes.len == EVENT_ID_BYTES)
        memcpy(id.b, bytes.p, EVENT_ID_BYTES);
    return id;
}

struct str attachment_id_bytes(const struct event_id *id)
{
    return str_make((const char *)id->b, EVENT_ID_BYTES);
}

enum status attachments_of_event(struct ctx *cx, int64_t project_id,
                                 const struct event_id *event_id, struct attachment **out,
                                 size_t *n)
{
    struct q_attachment_of_event_args args = { .project_id = project_id,
                                               .event_id = attachment_id_bytes(event_id) };
    struct q_attachment_of_event_row *rows;

    TRY(q_attachment_of_event(cx, &args, &rows, n));
    *out = arena_array(cx->arena, struct attachment, *n);
    for (size_t i = 0; i < *n; i++)
        (*out)[i] = (struct attachment){
            .key = { rows[i].day, project_id, *event_id, id_of(rows[i].id) },
            .received_ms = rows[i].received_ms,
            .name = rows[i].name,
            .content_type = rows[i].content_type,
            .kind = rows[i].kind,
            .size = rows[i].size,
            .refused = rows[i].refused,
        };
    return OK;
}

/* Rows first: a file without a row is swept, a row without its file would be a lie. */
static enum status delete_rows(struct ctx *cx, const struct doomed *rows, size_t n)
{
    struct tx tx SCOPED(tx_end) = { 0 };

    TRY(tx_begin(cx, &tx));
    for (size_t i = 0; i < n; i++) {
        const struct file_key *k = &rows[i].key;
        struct q_attachment_delete_args args = { .day = k->day,
                                                 .project_id = k->project_id,
                                                 .event_id = attachment_id_bytes(&k->event_id),
                                                 .id = attachment_id_bytes(&k->id) };
        int64_t changed = 0;
        TRY(q_attachment_delete(cx, &args, &changed));
        if (changed == 0 || !rows[i].is_kept)
            continue;
        TRY(q_attachment_usage_add(
            cx, &(struct q_attachment_usage_add_args){ k->project_id, -1, -rows[i].size }));
    }
    return tx_commit(&tx);
}

enum status attachment_delete(struct ctx *cx, const struct doomed *rows, size_t n)
{
    TRY(delete_rows(cx, rows, n));
    for (size_t i = 0; i < n; i++)
        file_store()->remove(&rows[i].key);
    return OK;
}

enum status attachment_forget_before(struct ctx *cx, int64_t before_ms, size_t max, size_t *n)
{
    struct q_attachment_oldest_args args = { .before_day = clock_day(before_ms),
                                             .limit = (int64_t)max };
    struct q_attachment_oldest_row *rows;

    TRY(q_attachment_oldest(cx, &args, &rows, n));
    struct doomed *doomed = arena_array(cx->arena, struct doomed, *n);
    for (size_t i = 0; i < *n; i++)
        doomed[i] = (struct doomed){
            .key = { rows[i].day, rows[i].project_id, id_of(rows[i].event_id), id_of(rows[i].id) },
            .size = rows[i].size,
            .is_kept = rows[i].refused.len == 0,
        };
    TRY(attachment_delete(cx, doomed, *n));
    if (*n == max)
        return OK;
    return q_attachment_days_delete(
        cx, &(struct q_attachment_days_delete_args){ .before_day = args.before_day });
}

enum status attachment_forget_event(struct ctx *cx, int64_t project_id,
                                    const struct event_id *event_id, size_t *n)
{
    struct attachment *files;

    TRY(attachments_of_event(cx, project_id, event_id, &files, n));
    struct doomed *doomed = arena_array(cx->arena, struct doomed, *n);
    for (size_t i = 0; i < *n; i++)
        doomed[i] = (struct doomed){ .key = files[i].key,
                                     .size = files[i].size,
                                     .is_kept = files[i].refused.len == 0 };
    return attachment_delete(cx, doomed, *n);
}
